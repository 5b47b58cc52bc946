// The verdict on the layout at hand: asked for after every change, the latest answer wins.
import { at, post } from "./api.js";
import { button, byId, el, fill, table } from "./dom.js";
import { loadBoard, moveTexts, pairName, termName } from "./board.js";
import { check } from "./check.js";
import { causes, isEmpty } from "./causes.js";
import { goTo } from "./keys.js";
import { moves, pairOf, sent } from "./pairs.js";
import { problemText } from "./problems.js";
import { exact, say } from "./words.js";
import { lockOf, pending, state, tell, work } from "./state.js";

const AGAIN = 1000; // ms after which a best layout that is searched for is asked for again
let timer = 0;
let asked = null;
let done = "";

/** Ask for the verdict on what the work is now; `what` was just done to it. */
export async function judge(what = "") {
  done = what;
  clearTimeout(timer);
  asked?.abort();
  const mine = (asked = new AbortController());
  const { key, version } = state.saved;
  const body = { pairs: sent(work().pairs), lang: state.lang, version };
  try {
    const verdict = await post(at(key, "/verdict"), body, { signal: mine.signal });
    if (mine !== asked || key !== state.saved.key) return;
    state.verdict = verdict;
    if (verdict.best === "searching") timer = setTimeout(() => judge(), AGAIN);
    else if (verdict.best !== state.board.best.status) await newBest();
  } catch (error) {
    if (error.name === "AbortError" || mine !== asked) return;
    state.verdict = null;
    fill(byId("live"), problemText(error));
  }
  tell("verdict");
}

// The search for the best layout ended after the scenario was opened.
async function newBest() {
  await loadBoard();
  tell("best");
}

/** Locks of today's work that the layout does not keep; the server knows the saved ones alone. */
function unkept() {
  const held = new Set(work().pairs);
  return pending().filter(([pair, lock]) =>
    (lock === "in" && !held.has(pair)) || (lock === "out" && held.has(pair)));
}

/** Show the verdict, and say it. */
export function drawVerdict() {
  const { verdict } = state;
  if (!verdict) return fill(byId("verdict"));
  const broken = verdict.violations.length + unkept().length;
  const told = broken ? say("verdict.broken", { count: broken }) : say("verdict.allowed");
  const live = [done, told, figures(verdict)].filter(Boolean);
  if (broken) live.push(sentences(verdict)[0].text);
  fill(byId("live"), live.join(say("stop")));
  byId("verdict").dataset.allowed = broken === 0;
  return fill(byId("verdict"), el("p", { class: "stamp" }, `${broken ? "✗" : "✓"} ${told}`),
    numbers(verdict), violations(verdict),
    button(say(isEmpty() ? "causes.ask" : broken ? "check.how" : "check.ask"), isEmpty() ? causes : check,
      { id: "verdict-check" }), termsOf(verdict), movesOf());
}

function figures(verdict) {
  const facts = { value: exact(verdict.value), gap: gapOf(verdict), moves: ownMoves(verdict) };
  return say("verdict.figures", facts);
}

const gapOf = (verdict) => (verdict.gap === null ? say("verdict.no_gap") : exact(verdict.gap));
const ownMoves = (verdict) => verdict.moves?.count ?? verdict.moves ?? 0;

function numbers(verdict) {
  const best = state.board.best;
  const rows = [["value", exact(verdict.value)], ["gap", exact(verdict.gap)],
    ["best", bestValue(best)], ["moves", ownMoves(verdict)]];
  const said = rows.flatMap(([key, value]) =>
    [el("dt", {}, say(`verdict.${key}`)), el("dd", { "data-figure": key }, String(value))]);
  const beyond = Number(verdict.gap) < 0 && verdict.violations.length;
  return [el("dl", { class: "figures" }, said),
    beyond ? el("p", { class: "note" }, say("verdict.beyond")) : null];
}

function bestValue(best) {
  if (best.status === "searching") return say("verdict.searching");
  return best.pairs.length ? exact(best.value) : say("verdict.no_best");
}

function sentences(verdict) {
  const told = verdict.violations.map((one) => ({ ...one, text: one.text }));
  const own = unkept().map(([pair, lock]) =>
    ({ pair, text: say(`verdict.unkept_${lock}`, { pair: pairName(pair) }), clause: null }));
  return [...own, ...told];
}

function violations(verdict) {
  const all = sentences(verdict);
  if (!all.length) return null;
  return [el("h3", {}, say("verdict.violations")), el("ul", { class: "violations" }, all.map((one) =>
    el("li", {}, one.clause ? el("span", { class: "clause", title: clauseText(one.clause) }, one.clause) : null,
      one.text, " ", show(one))))];
}

function clauseText(clause) {
  const found = state.board.clauses?.[clause];
  return typeof found === "string" ? found : (found?.text ?? clause);
}

// A way from the sentence to the place in the matrix.
function show(one) {
  const first = (list, id) => id ?? list[0]?.id;
  const inRow = work().pairs.find((pair) => lockOf(pair) !== "in" && [one.park, one.industry]
    .every((id) => !id || pair.includes(id)));
  const pair = one.pair ?? inRow ??
    pairOf(first(state.board.parks, one.park), first(state.board.industries, one.industry));
  if (!one.pair && !one.park && !one.industry) return null;
  return button(say("verdict.show"), () => goTo(pair), { class: "small" });
}

function termsOf(verdict) {
  const best = state.board.best?.terms ?? {};
  const rows = Object.entries(verdict.terms ?? {}).map(([term, value]) =>
    [termName(term), exact(value), term in best ? exact(best[term]) : "–"]);
  const heads = ["term", "here", "of_best"].map((key) => say(`verdict.${key}`));
  return rows.length ? table(say("verdict.terms"), heads, rows) : null;
}

function movesOf() {
  const rows = moveTexts(moves(state.board.current, work().pairs));
  if (!rows.length) return null;
  return el("details", { id: "own-moves" }, el("summary", {}, say("verdict.move_list", { count: rows.length })),
    el("ul", { class: "moves" }, rows.map((text) => el("li", {}, text))));
}
