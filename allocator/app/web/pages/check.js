// The check of the layout at hand: the smallest repairs, exceptions instead, its place, the order of moves.
import { at } from "./api.js";
import { announce, button, byId, el, fill, items, note } from "./dom.js";
import { moveTexts } from "./board.js";
import { moved, readMoves, sent } from "./pairs.js";
import { checkBook } from "./files.js";
import { guarded } from "./problems.js";
import { search } from "./runs.js";
import { openTab, panel } from "./tabs.js";
import { listed, say, shown } from "./words.js";
import { question, state, step, work } from "./state.js";
import { drawCauses } from "./causes.js";

const SHOWN = 5;
const answers = new Map();

const key = () => `${state.saved.key}@${state.saved.version}`;

/** Ask for the check of the layout at hand, in its panel. */
export const check = guarded(async () => {
  openTab("check");
  const mine = key();
  const { pairs } = work();
  const body = question({ pairs: sent(pairs) });
  const answer = await search(at(state.saved.key, "/check"), body, say("check.run"));
  answers.set(mine, { pairs, found: answer.result });
  if (mine !== key()) return; // another scenario was opened meanwhile
  drawCheck();
  announce([...lines(answer.result), ...fewest(answer.result)].join(say("between")));
  byId("check-answer").scrollIntoView({ block: "nearest" });
});

/** Draw the panel. */
export function drawCheck() {
  const here = answers.get(key());
  fill(panel("check"), button(say("check.ask"), check, { id: "check", class: "main" }),
    note(say("check.note")), here ? answered(here) : null, drawCauses());
}

function answered({ pairs, found }) {
  const old = pairs.join() !== work().pairs.join();
  return el("section", { id: "check-answer" },
    old ? note(say("check.old")) : null,
    button(say("files.as_excel"), () => checkBook(pairs), { id: "check-excel", class: "small" }),
    lines(found).map((text) => el("p", {}, text)),
    repairs(found, pairs), exceptions(found), order(found.order));
}

/** What it comes to, in a sentence or two. */
function lines(found) {
  const said = [found.allowed ? say("verdict.allowed") : say("check.broken")];
  if (found.place) said.push(place(found));
  if (found.undecided.length) said.push(say("check.undecided"));
  return said.map((text) => (/[。.]$/.test(text) ? text : text + say("stop")));
}

function place({ allowed, place: found, levels }) {
  const missed = Object.values(levels).some(({ short }) => Number(short) > 0);
  const why = [allowed ? "" : "not_legal", missed ? "out_of_order" : ""].filter(Boolean);
  const kind = (found.stands ? "stands" : "would") + (found.before_is_exact ? "" : "_later");
  return say(`place.${kind}`, { before: found.before, place: found.before + 1,
    why: listed(why.map((one) => say(`place.${one}`))) });
}

function repairs(whole, pairs) {
  const { allowed, repairs: found } = whole;
  if (!found) return null;
  const [, ...further] = found.within;
  const title = say(`repair.${allowed ? "better" : "within"}_title`, { most: found.most });
  return [allowed ? null : smallest(whole, pairs),
    further.length ? [el("h3", {}, title), ways(further, pairs, "within")] : null];
}

function fewest({ allowed, repairs: found }) {
  if (!found || allowed) return [];
  const kind = found.moves === null ? "fewest_unknown" : found.count_is_exact ? "fewest" : "fewest_at_least";
  return [say(`repair.${kind}`, found)];
}

function smallest(whole, pairs) {
  const { smallest: list, count } = whole.repairs;
  const more = count - SHOWN;
  return [el("h3", {}, say("repair.title")), el("p", {}, fewest(whole)), ways(list.slice(0, SHOWN), pairs, "repair"),
    more > 0 ? note(say("check.more", { count: more })) : null];
}

const ways = (list, pairs, kind) => list.map((one, index) => way(one, pairs, kind, index + 1));

function way({ value, gap, moves }, pairs, kind, number) {
  const changes = readMoves(moves);
  const name = say(`check.${kind}`, { number });
  return el("div", { class: "card" }, el("strong", {}, name), " ",
    say("check.figures", { count: moves.count, value: shown(value), gap: shown(gap) }),
    el("ul", { class: "moves" }, items(moveTexts(changes))),
    button(say("load"), () => step({ pairs: moved(pairs, changes) }, say("did.loaded", { name })),
      { id: `load-${kind}-${number}`, "aria-label": `${say("load")} ${name}` }));
}

function exceptions({ allowed, exceptions: { needed, left, legal_with_them: enough } }) {
  if (allowed) return null;
  const count = needed.reduce((sum, one) => sum + one.slots, 0);
  const kind = !needed.length ? "none" : enough ? "whole" : "partly";
  const rows = needed.map((one) => say("lifting.entry", { name: one.subject_name,
    more: say(`check.slots_${one.rule}`, { count: one.slots }),
    clause: one.clause ? say("lifting.clause", { clause: one.clause }) : "" }));
  return [el("h3", {}, say("lifting.title")), el("p", {}, say(`lifting.${kind}`, { count })),
    el("ul", { class: "plain-list" }, items(rows)),
    left.length && needed.length ? note(say("check.left", { count: left.length })) : null];
}

function order(found) {
  if (!found) return null;
  const kind = found.answer === "found" ? (found.steps.some((one) => one.violations) ? "no_worse" : "legal")
    : found.adds.length ? "adds" : found.answer;
  const list = (pair) => (pair ? [pair] : []);
  const steps = found.steps.map((one) => moveTexts(readMoves({ add: list(one.add), drop: list(one.drop) })).join(" "));
  return [el("h3", {}, say("order.title")), el("p", {}, say(`order.${kind}`)),
    el("ol", { class: "plain-list" }, items(steps))];
}
