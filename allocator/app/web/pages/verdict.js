// The verdict on the layout at hand: asked for after every change, the latest answer wins.
import { at, post } from "./api.js";
import { announce, button, byId, el, fill, items, note, table } from "./dom.js";
import { moveTexts, pairName, renewBoard, termName } from "./board.js";
import { check } from "./check.js";
import { causes, isEmpty } from "./causes.js";
import { goTo } from "./keys.js";
import { moves, pairOf, parts, sent } from "./pairs.js";
import { complain, problemText } from "./problems.js";
import { exact, say, shown } from "./words.js";
import { lockOf, pending, state, tell, work } from "./state.js";

const AGAIN = 1000; // ms after which a best layout that is searched for is asked for again
const RETRY = 4000; // ms after which a server that cannot be reached is tried again
let timer = 0;
let asked = null;
let done = "";
let before = null;

/** Ask for the verdict on what the work is now; `what` was just done to it. */
export async function judge(what = "") {
  done = what;
  clearTimeout(timer);
  asked?.abort();
  const mine = (asked = new AbortController());
  const { saved } = state;
  const body = { pairs: sent(work().pairs), lang: state.lang, version: saved.version };
  try {
    const verdict = await post(at(saved.key, "/verdict"), body, { signal: mine.signal });
    if (mine !== asked || saved !== state.saved) return;
    before = state.verdict?.violations ?? null;
    if (state.trouble) fill(byId("notices"));
    Object.assign(state, { verdict: withOwnLocks(verdict), trouble: "" });
    if (verdict.best === "searching") timer = setTimeout(() => judge(), AGAIN);
    else if (verdict.best !== state.board.best.status) await newBest();
  } catch (error) {
    if (error.name === "AbortError" || mine !== asked) return;
    unjudged(error);
  }
  tell("verdict");
}

// A saved lock that is changed on the page counts as the page has it.
function withOwnLocks(verdict) {
  const changed = (one) => one.rule.startsWith("lock_") && work().locks[pairOf(one.park, one.industry)] !== undefined;
  return { ...verdict, violations: verdict.violations.filter((one) => !changed(one)) };
}

// The layout stays; what is said of it is taken back until the server can be asked again.
function unjudged(error) {
  Object.assign(state, { verdict: null, trouble: problemText(error) });
  announce(state.trouble);
  if (error.status === undefined || error.status === 401) timer = setTimeout(() => judge(), RETRY);
  if (error.status === 401) complain(error);
}

// The search for the best layout ended after the scenario was opened.
async function newBest() {
  await renewBoard();
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
  if (!verdict) return fill(byId("verdict"), note(say("verdict.unchecked", { why: state.trouble })));
  const broken = verdict.violations.length + unkept().length;
  const told = broken ? say("verdict.broken", { count: broken }) : say("verdict.allowed");
  const news = turned(verdict);
  const live = [done, told, ...(broken ? news : []), figures(verdict), ...(broken ? [] : news)].filter(Boolean);
  announce(live.join(say("stop")));
  byId("verdict").dataset.allowed = broken === 0;
  return fill(byId("verdict"), el("p", { class: "stamp" }, `${broken ? "✗" : "✓"} ${told}`),
    numbers(verdict), violations(verdict),
    button(say(isEmpty() ? "causes.ask" : broken ? "check.how" : "check.ask"), isEmpty() ? causes : check,
      { id: "verdict-check" }), termsOf(verdict), movesOf());
}

// What a change broke, mended, or made more or less of; of a layout that was not changed the first violation.
function turned({ violations: now }) {
  const own = unkept().map(said);
  if (!before) return [...own, ...now.map((one) => one.text)].slice(0, 1);
  const missing = (from, list) => from.filter(({ text }) => !list.some((one) => one.text === text));
  const [fresh, gone] = [missing(now, before), missing(before, now)];
  const isIn = (one, list) => list.some((other) => subject(other) === subject(one));
  const told = (kind, list) => list.slice(0, 2).map(({ text }) => say(`verdict.${kind}`, { text }));
  const left = gone.length > 2 ? [say("verdict.more", { count: gone.length - 2 })] : [];
  return [...own.slice(0, 2), ...told("fresh", fresh.filter((one) => !isIn(one, gone))),
    ...told("otherwise", fresh.filter((one) => isIn(one, gone))),
    ...told("gone", gone.filter((one) => !isIn(one, fresh))), ...left];
}

const subject = ({ rule, park, industry }) => [rule, park, industry].join(" ");

function figures(verdict) {
  const facts = { value: shown(verdict.value), gap: gapOf(verdict), moves: verdict.moves.count };
  return say("verdict.figures", facts);
}

// Against the best of the allowed layouts only an allowed one can be measured.
function gapOf(verdict) {
  if (verdict.violations.length) return say("verdict.no_comparison");
  return verdict.gap === null ? say("verdict.no_gap") : shown(verdict.gap);
}

function numbers(verdict) {
  const { best } = state.board;
  const { add, drop } = verdict.moves;
  const rows = [["value", shown(verdict.value), verdict.value], ["gap", gapOf(verdict), verdict.gap],
    ["best", bestValue(best), best.value], ["moves", verdict.moves.count, `+${add.length} −${drop.length}`]];
  const told = rows.flatMap(([key, text, whole]) => [el("dt", {}, say(`verdict.${key}`)),
    el("dd", { "data-figure": key, title: exact(whole) }, String(text))]);
  return el("dl", { class: "figures" }, told);
}

function bestValue(best) {
  if (best.status === "searching") return say("verdict.searching");
  return best.pairs.length ? shown(best.value) : say("verdict.no_best");
}

const said = ([pair, lock]) => say(`verdict.unkept_${lock}`, { pair: pairName(pair) });

function sentences(verdict) {
  const own = unkept().map((one) => ({ pair: one[0], text: said(one), clause: null }));
  return [...own, ...verdict.violations];
}

function violations(verdict) {
  const all = sentences(verdict);
  if (!all.length) return null;
  return [el("h3", {}, say("verdict.violations")), el("ul", { class: "violations" }, all.map((one) =>
    el("li", {}, one.clause ? el("span", { class: "clause", title: clauseText(one.clause) }, one.clause) : null,
      one.text, " ", show(one))))];
}

function clauseText(clause) {
  return state.board.clauses[clause]?.text ?? clause;
}

// A way from the sentence to the place in the matrix.
function show(one) {
  if (!one.pair && !one.park && !one.industry) return null;
  const pair = one.pair ?? pairOf(one.park ?? first("parks"), one.industry ?? first("industries"));
  const near = one.pair || work().pairs.includes(pair) ? pair : (work().pairs.find((held) => isOf(held, one)) ?? pair);
  return button(say("verdict.show"), () => goTo(near), { class: "small", "aria-label": say("verdict.show_what", { what: one.text }) });
}

const first = (list) => state.board[list][0]?.id;

// A pair of the layout that a violation is about, one that could be taken out before one that is locked.
function isOf(pair, { park, industry }) {
  const [own, other] = parts(pair);
  return lockOf(pair) !== "in" && (!park || own === park) && (!industry || other === industry);
}

function termsOf(verdict) {
  const best = state.board.best.terms ?? {};
  const rows = Object.entries(verdict.terms ?? {}).map(([term, value]) =>
    [termName(term), shown(value), term in best ? shown(best[term]) : "–"]);
  const heads = ["term", "here", "of_best"].map((key) => say(`verdict.${key}`));
  return rows.length ? table(say("verdict.terms"), heads, rows) : null;
}

function movesOf() {
  const rows = moveTexts(moves(state.board.current, work().pairs));
  if (!rows.length) return null;
  return el("details", { id: "own-moves" }, el("summary", {}, say("verdict.move_list", { count: rows.length })),
    el("ul", { class: "moves" }, items(rows)));
}
