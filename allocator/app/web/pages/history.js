// Undo and redo: what was, what is, what was taken back. It knows nothing of the page.

const MOST = 200; // steps that are kept when the page is left
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class History {
  constructor(first) {
    this.past = [];
    this.now = ordered(first);
    this.future = [];
    this.kept = this.now.pairs;
  }

  /** What was kept as JSON, of the pairs that there still are. */
  static from(plain, knows) {
    const known = ({ pairs, locks }) => ordered({ pairs: pairs.filter(knows),
      locks: Object.fromEntries(Object.entries(locks).filter(([pair]) => knows(pair))) });
    const found = new History(known(plain.now));
    found.past = plain.past.map(known);
    found.future = plain.future.map(known);
    found.kept = plain.kept.filter(knows);
    return found;
  }

  toJSON() {
    return { past: this.past.slice(-MOST), now: this.now, future: this.future.slice(-MOST), kept: this.kept };
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

  /** Locks that are saved are set by no step any more; one that was taken back meanwhile is to be lifted. */
  forget(locks) {
    const gone = new Map(locks);
    const without = ({ pairs, locks: set }) => ({ pairs,
      locks: Object.fromEntries(Object.entries(set).filter(([pair, lock]) => gone.get(pair) !== lock)) });
    const lifted = locks.filter(([pair, lock]) => lock && this.now.locks[pair] === undefined).map(([pair]) => [pair, ""]);
    this.past = this.past.map(without);
    this.now = ordered({ ...without(this.now), locks: { ...without(this.now).locks, ...Object.fromEntries(lifted) } });
    this.future = this.future.map(without);
  }

  /** This layout is saved. */
  keep(pairs) {
    this.kept = ordered({ pairs, locks: {} }).pairs;
  }

  /** Whether the layout, or a lock, was changed and not saved. */
  get isOpen() {
    return !same(this.kept, this.now.pairs) || Object.keys(this.now.locks).length > 0;
  }
}

// The order in which pairs and locks were set does not matter.
function ordered({ pairs, locks }) {
  const kept = Object.entries(locks).sort(([one], [other]) => (one < other ? -1 : 1));
  return { pairs: [...new Set(pairs)].sort(), locks: Object.fromEntries(kept) };
}
