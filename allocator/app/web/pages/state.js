// What the page knows, and who wants to hear of a change.
import { History } from "./history.js";
import { recall, remember } from "./memory.js";

export const state = {
  lang: "zh",
  about: {},
  scenarios: [],
  /** The version of the scenario that is open: key, version, name, content. Its board comes with it. */
  saved: null,
  board: null,
  verdict: null,
  /** Why there is no verdict. */
  trouble: "",
  /** Park and industry that the keys act on. */
  picked: null,
  pins: [],
};

const works = new Map();
const listeners = new Map();

/** Hear of an event: "board", "work", "verdict", "picked", "best", "ranked", "explain". */
export function on(event, listener) {
  listeners.set(event, [...(listeners.get(event) ?? []), listener]);
}

export function tell(event, detail) {
  for (const listener of listeners.get(event) ?? []) listener(detail);
}

/** The steps taken on a scenario, by default the one that is open. */
export const history = (key = state.saved.key) => works.get(key);

/** Take up the work on the scenario that was opened just now, as far as its board knows the pairs. */
export function takeUp() {
  const { key } = state.saved;
  const kept = works.has(key) ? JSON.stringify(works.get(key)) : null;
  works.set(key, restored(key, kept) ?? new History({ pairs: state.board.current, locks: {} }));
}

function restored(key, held) {
  const knows = (pair) => state.board.affinities.has(pair);
  try {
    const kept = held ?? recall(`work ${key}`);
    return kept ? History.from(JSON.parse(kept), knows) : null;
  } catch {
    return null; // another program of this address wrote it: today's layout then
  }
}

const store = (key) => remember(`work ${key}`, JSON.stringify(history(key)));

function changed(what) {
  store(state.saved.key);
  tell("work", what);
}

export const work = () => history().now;

/** Take a step: what is given replaces that part of the work. It is told even where nothing changes. */
export function step(next, what = "") {
  history().push({ ...work(), ...next });
  changed(what);
}

export function undo() {
  if (history().undo()) changed("undone");
}

export function redo() {
  if (history().redo()) changed("redone");
}

/** A layout of a scenario is saved: nothing of it would be lost with the page. */
export function keep(key, pairs) {
  history(key).keep(pairs);
  store(key);
}

/** Locks of a scenario are saved. */
export function settleLocks(key, locks) {
  history(key).forget(locks);
  store(key);
}

/** A question about the version that is open, to be answered in the language of the page. */
export const question = (facts = {}) => ({ ...facts, version: state.saved.version, lang: state.lang });

/** The lock of a pair as it would be saved: "in", "out" or "". */
export const lockOf = (pair) => work().locks[pair] ?? state.board.locks.get(pair) ?? "";

/** Locks that are not saved yet: [pair, lock]. */
export const pending = () => Object.entries(work().locks);
