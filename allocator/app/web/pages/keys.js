// The matrix by keyboard and by mouse.
import { announce, byId } from "./dom.js";
import { cellOf } from "./matrix.js";
import { pairName } from "./board.js";
import { pairOf, parts } from "./pairs.js";
import { say } from "./words.js";
import { lockOf, state, step, tell, work } from "./state.js";

const MOVES = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const CLICK = 6; // px that a hand moves in a click

export function listen() {
  const grid = byId("matrix");
  grid.addEventListener("keydown", onKey);
  grid.addEventListener("focusin", (event) => pick(event.target.dataset?.pair));
  let from = null;
  let start = null;
  const over = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("#matrix [data-pair]");
  const isClick = ({ clientX, clientY }) => Math.hypot(clientX - start.clientX, clientY - start.clientY) < CLICK;
  grid.addEventListener("mousedown", (event) => event.preventDefault()); // the focus goes where the pointer acted
  grid.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary) return; // a second finger
    from = event.target.closest("[data-pair]");
    start = event;
  });
  grid.addEventListener("pointermove", (event) => event.isPrimary && from && mark(from, isClick(event) ? from : over(event)));
  document.addEventListener("pointerup", (event) => {
    if (!event.isPrimary) return;
    const to = from && isClick(event) ? from : over(event); // what was pressed, even if it scrolls meanwhile
    mark(null, null);
    if (from) onPointer(from.dataset.pair, to?.dataset.pair, event);
    from = null;
  });
  document.addEventListener("pointercancel", () => {
    mark(null, null);
    from = null;
  });
}

// What is dragged, and where it would go.
function mark(from, to) {
  for (const one of document.querySelectorAll(".dragged, .target")) one.classList.remove("dragged", "target");
  if (!from || from === to || !work().pairs.includes(from.dataset.pair)) return;
  from.classList.add("dragged");
  if (to && !work().pairs.includes(to.dataset.pair)) to.classList.add("target");
}

function onKey(event) {
  const pair = event.target.dataset?.pair;
  if (!pair || event.altKey || event.metaKey) return;
  const act = event.ctrlKey ? null : actions()[event.key.toLowerCase()];
  if (act) act(pair);
  else if (!travel(pair, event)) return;
  event.preventDefault();
}

const actions = () => ({
  " ": toggle, enter: toggle, e: (pair) => tell("explain", pair),
  l: (pair) => lock(pair, "in"), b: (pair) => lock(pair, "out"),
});

function travel(pair, { key, ctrlKey }) {
  const parks = state.board.parks.map((one) => one.id);
  const industries = state.board.sectors.flatMap((one) => one.industries).map((one) => one.id);
  const [park, industry] = parts(pair);
  let [x, y] = [parks.indexOf(park), industries.indexOf(industry)];
  if (MOVES[key]) [x, y] = [x + MOVES[key][0], y + MOVES[key][1]];
  else if (key === "Home") [x, y] = [0, ctrlKey ? 0 : y];
  else if (key === "End") [x, y] = [parks.length - 1, ctrlKey ? industries.length - 1 : y];
  else if (key === "PageUp" || key === "PageDown") y += key === "PageUp" ? -5 : 5;
  else return false;
  const within = (value, most) => Math.max(0, Math.min(most, value));
  goTo(pairOf(parks[within(x, parks.length - 1)], industries[within(y, industries.length - 1)]));
  return true;
}

/** Bring a cell into sight and the focus to it. */
export function goTo(pair) {
  const cell = cellOf(pair);
  pick(pair);
  cell?.focus({ preventScroll: true });
  cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function pick(pair) {
  if (!pair || pair === state.picked) return;
  const before = cellOf(state.picked);
  if (before) before.tabIndex = -1;
  state.picked = pair;
  cellOf(pair).tabIndex = 0;
  tell("picked");
}

/** Put a pair in or take it out. */
export function toggle(pair) {
  const held = work().pairs;
  const inside = held.includes(pair);
  const pairs = inside ? held.filter((one) => one !== pair) : [...held, pair];
  step({ pairs }, say(inside ? "did.dropped" : "did.added", { pair: pairName(pair) }));
}

/** Lock a pair in or out, or lift the lock that it has; it binds once it is saved. */
export function lock(pair, kind) {
  const next = lockOf(pair) === kind ? "" : kind;
  const locks = { ...work().locks };
  if (next === (state.board.locks.get(pair) ?? "")) delete locks[pair];
  else locks[pair] = next;
  step({ locks }, say(`did.${next || "unlocked"}`, { pair: pairName(pair) }));
}

// A click toggles; a pair of the layout that is dragged to a free cell goes there.
function onPointer(from, to, { button, pointerType }) {
  if (button !== 0) return;
  const held = work().pairs;
  if (from === to) {
    const isChosen = state.picked === to;
    goTo(to);
    if (isChosen || pointerType !== "touch") toggle(to); // a finger chooses first: it has no keys to lock with
  } else if (held.includes(from)) move(from, to);
}

function move(from, to) {
  const held = work().pairs;
  if (!to || held.includes(to)) return announce(say(to ? "did.not_moved" : "did.moved_nowhere"));
  goTo(to);
  const pairs = [...held.filter((one) => one !== from), to];
  return step({ pairs }, say("did.moved", { from: pairName(from), to: pairName(to) }));
}
