// Undo and redo: what was, what is, what was taken back. It knows nothing of the page.

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class History {
  constructor(first) {
    this.past = [];
    this.now = ordered(first);
    this.future = [];
  }

  /** Take a step; one that changes nothing is none. */
  push(next) {
    const value = ordered(next);
    if (same(value, this.now)) return false;
    this.past.push(this.now);
    this.now = value;
    this.future = [];
    return true;
  }

  undo() {
    if (!this.past.length) return false;
    this.future.push(this.now);
    this.now = this.past.pop();
    return true;
  }

  redo() {
    if (!this.future.length) return false;
    this.past.push(this.now);
    this.now = this.future.pop();
    return true;
  }
}

// The order in which pairs and locks were set does not matter.
function ordered({ pairs, locks }) {
  const kept = Object.entries(locks).sort(([one], [other]) => (one < other ? -1 : 1));
  return { pairs: [...new Set(pairs)].sort(), locks: Object.fromEntries(kept) };
}
