// Ranked alternatives: list them, load one, pin some and see where they differ.
import { at } from "./api.js";
import { announce, button, el, field, fill, note, table } from "./dom.js";
import { inOrder, moveTexts, pairName, termName } from "./board.js";
import { moves, read } from "./pairs.js";
import { saveBook } from "./files.js";
import { guarded } from "./problems.js";
import { search } from "./runs.js";
import { panel } from "./tabs.js";
import { say, shown } from "./words.js";
import { pending, question, state, step, tell, work } from "./state.js";

const asked = { count: 5, distance: 4 };
const found = new Map();

const key = () => `${state.saved.key}@${state.saved.version}`;

const run = guarded(async () => {
  const mine = key();
  const body = { ...asked };
  const answer = await search(at(state.saved.key, "/rank"), question(body), say("alternatives.run"));
  found.set(mine, { ...body, asked: body, answer });
  if (mine !== key()) return; // another scenario was opened meanwhile
  tell("ranked");
  announce(summary(found.get(mine)));
});

const whole = (text, most) => Math.max(1, Math.min(most, Math.round(Number(text)) || 1));

/** Draw the panel. */
export function drawAlternatives() {
  const number = (name, most) => field(say(`alternatives.${name}`), el("input", { type: "number",
    id: `rank-${name}`, min: 1, max: most, value: asked[name],
    onchange: ({ target }) => (target.value = asked[name] = whole(target.value, most)) }));
  fill(panel("alternatives"), el("div", { class: "row" }, number("count", 50), number("distance", 99),
    button(say("alternatives.ask"), run, { class: "main", id: "rank" })),
  pending().length ? note(say("alternatives.unsaved", { count: pending().length })) : null,
  list(), compared());
}

function list() {
  const here = found.get(key());
  if (!here) return note(say("alternatives.none_yet"));
  const { result } = here.answer;
  if (!result.layouts.length) return note(say("alternatives.no_layout"));
  const [first] = result.layouts;
  return [note(summary(here)),
  button(say("files.as_excel"), asBook, { id: "rank-excel", class: "small" }),
  el("ol", { class: "plain-list", id: "ranked" }, result.layouts.map((one) => entry(one, read(first.pairs))))];
}

function summary({ answer: { status, result }, count, distance }) {
  if (!result.layouts.length) return say("alternatives.no_layout");
  return say(`alternatives.${status === "optimal" ? "proven" : "unproven"}`, { count: result.layouts.length,
    asked: count, distance, seconds: state.about.longest });
}

const asBook = guarded(() => saveBook({ command: "rank", ...found.get(key()).asked }, say("alternatives.run"), "-rank"));

function entry(layout, best) {
  const pairs = read(layout.pairs);
  const differs = moveTexts(moves(best, pairs));
  const name = say("alternatives.rank", { rank: layout.rank });
  const pinned = state.pins.some((one) => same(one.pairs, pairs));
  const apart = distance(pairs, work().pairs);
  return el("li", { class: `card${pinned ? " pinned" : ""}` },
    el("strong", {}, name), " ", say("alternatives.figures", { value: shown(layout.value),
      gap: shown(layout.gap), moves: layout.moves.count }), " ",
    apart ? say("alternatives.apart", { count: apart }) : say("alternatives.is_this"),
    differs.length ? el("div", { class: "note" }, say("alternatives.differs"), differs.join(say("comma"))) : null,
    el("div", { class: "row" },
      button(say("load"), () => step({ pairs }, say("did.loaded", { name })), { id: `load-${layout.rank}`, "aria-label": `${say("load")} ${name}` }),
      button(say(pinned ? "unpin" : "pin"), () => pin({ rank: layout.rank, pairs, value: layout.value, terms: layout.terms }),
        { id: `pin-${layout.rank}`, "aria-pressed": String(pinned), "aria-label": `${say(pinned ? "unpin" : "pin")} ${name}` })));
}

const same = (one, other) => distance(one, other) === 0;
function distance(one, other) {
  const { add, drop } = moves(one, other);
  return add.length + drop.length;
}

/** Pin a layout to compare it; pinned again it is let go. */
function pin(layout) {
  const kept = state.pins.filter((one) => !same(one.pairs, layout.pairs));
  state.pins = kept.length < state.pins.length ? kept : [...kept, layout].slice(-4);
  tell("ranked");
}

function pinThis() {
  const { value, terms } = state.verdict ?? {};
  const own = state.pins.filter((one) => one.own).length + 1;
  pin({ own, pairs: work().pairs, value, terms });
}

// Side by side: the figures, then the pairs alone in which they differ.
function compared() {
  const head = el("div", { class: "row" }, el("h3", {}, say("compare.title")),
    button(say("compare.pin_this"), pinThis, { id: "pin-this" }),
    state.pins.length ? button(say("compare.clear"), () => { state.pins = []; tell("ranked"); }) : null);
  if (!state.pins.length) return [head, note(say("compare.none"))];
  const all = [{ pairs: work().pairs, ...figuresHere() }, ...state.pins];
  const sets = all.map((one) => new Set(one.pairs));
  const differing = inOrder(new Set(all.flatMap((one) => one.pairs)))
    .filter((pair) => sets.some((set) => !set.has(pair)));
  const rows = [[say("verdict.value"), ...all.map((one) => shown(one.value))], ...termRows(all),
    ...differing.map((pair) => [pairName(pair), ...sets.map((set) => mark(set.has(pair)))])];
  return [head, table(say("compare.caption", { count: differing.length }),
    [say("compare.pair"), say("compare.here"), ...state.pins.map(nameOf)], rows)];
}

const nameOf = ({ own, rank }) => (own ? say("compare.own", { number: own }) : say("alternatives.rank", { rank }));

const figuresHere = () => ({ value: state.verdict?.value, terms: state.verdict?.terms });

function termRows(all) {
  const terms = new Set(all.flatMap((one) => Object.keys(one.terms ?? {})));
  return [...terms].map((term) => [termName(term), ...all.map((one) => shown(one.terms?.[term]))]);
}

const mark = (inside) => el("span", { title: say(inside ? "cell.inside" : "cell.outside") },
  inside ? "●" : "–", el("span", { class: "skip" }, say(inside ? "cell.inside" : "cell.outside")));

