// What the page knows, and who wants to hear of a change.
import { History } from "./history.js";

export const state = {
  lang: "zh",
  about: {},
  scenarios: [],
  /** The newest version of the scenario that is open: key, version, name, content. */
  saved: null,
  board: null,
  verdict: null,
  /** Park and industry that the keys act on. */
  picked: null,
  pins: [],
};

const works = new Map();
const listeners = new Map();

/** Hear of an event: "board", "work", "verdict", "language", "saved", "explain". */
export function on(event, listener) {
  listeners.set(event, [...(listeners.get(event) ?? []), listener]);
}

export function tell(event, detail) {
  for (const listener of listeners.get(event) ?? []) listener(detail);
}

/** The steps taken on the scenario that is open; others keep theirs. */
export function history() {
  const { key } = state.saved;
  if (!works.has(key)) works.set(key, new History({ pairs: [...state.board.current], locks: {} }));
  return works.get(key);
}

export const work = () => history().now;

/** Take a step: what is given replaces that part of the work. It is told even where nothing changes. */
export function step(changed, what = "") {
  history().push({ ...work(), ...changed });
  tell("work", what);
}

export function undo() {
  if (history().undo()) tell("work", "undone");
}

export function redo() {
  if (history().redo()) tell("work", "redone");
}

/** The lock of a pair as it would be saved: "in", "out" or "". */
export function lockOf(pair) {
  const pending = work().locks[pair];
  return pending === undefined ? (state.board.locks.get(pair) ?? "") : pending;
}

/** Locks that are not saved yet: [pair, lock]. */
export const pending = () => Object.entries(work().locks);
