// What if: weights, caps and exceptions otherwise; the best layout then, against the base.
import { at, post } from "./api.js";
import { announce, button, byId, el, field, fill, items, note, table } from "./dom.js";
import { moveTexts, termName } from "./board.js";
import { drawForms, sentence, subjectName } from "./changes.js";
import { parts, read, readMoves } from "./pairs.js";
import { openScenario } from "./opening.js";
import { guarded, need, once, report } from "./problems.js";
import { search } from "./runs.js";
import { panel } from "./tabs.js";
import { say, shown, signed } from "./words.js";
import { pending, state, step } from "./state.js";

const drafts = new Map();
const answers = new Map();

/** The changes that are stated so far on the scenario that is open. */
function draft() {
  const { key } = state.saved;
  if (!drafts.has(key)) drafts.set(key, { weights: {}, rows: [] });
  return drafts.get(key);
}

/** All changes as a variant file states them; locks of the matrix that are not saved count. */
function changes() {
  const weights = Object.entries(draft().weights).map(([term, value]) => ({ weight: { term, value } }));
  return [...weights, ...draft().rows, ...pending().flatMap(([pair, lock]) => locking(pair, lock))];
}

function locking(pair, lock) {
  const [park, industry] = parts(pair);
  const lift = state.board.locks.has(pair) ? [{ unlock: { park, industry } }] : [];
  return lock ? [...lift, { lock: { park, industry, lock, reason: say("whatif.lock_reason") } }] : lift;
}

const run = guarded(async () => {
  const { key, version } = state.saved;
  const stated = changes();
  const variants = [{ id: "tried", name: say("whatif.name"), changes: stated }];
  const body = { variants, version, lang: state.lang };
  const answer = await search(at(key, "/whatif"), body, say("whatif.run"));
  answers.set(`${key}@${version}`, { result: answer.result, stated });
  if (key !== state.saved.key) return; // another scenario was opened meanwhile
  drawWhatIf();
  announce(outcome(answer.result).join(say("between")));
});

/** Draw the panel. */
export function drawWhatIf() {
  const again = () => drawWhatIf();
  const stated = changes();
  fill(panel("whatif"), drawForms(draft(), again), el("h3", {}, say("whatif.stated", { count: stated.length })),
    list(stated, again), el("div", { class: "row" },
      button(say("whatif.ask"), run, { class: "main", id: "whatif", disabled: !stated.length }),
      button(say("whatif.clear"), () => { drafts.delete(state.saved.key); again(); }, { id: "whatif-clear" })),
    stated.length ? saving(stated) : null, answered());
}

// What is assumed becomes a scenario of its own, which others can open.
function saving(stated) {
  const text = (id, word) => field(say(word), el("input", { type: "text", id, maxlength: 200, "data-keep": true }));
  return el("fieldset", {}, el("legend", {}, say("whatif.save_as")), text("variant-name", "saved.name_needed"),
    text("variant-why", "why"), button(say("whatif.save"), () => saveVariant(stated), { id: "variant-save" }));
}

const saveVariant = once(async (stated) => {
  const name = byId("variant-name").value.trim();
  if (!name) return need("variant-name", "saved.name");
  const { key, version } = state.saved;
  const body = { name, why: byId("variant-why").value.trim(), changes: stated, version, lang: state.lang };
  const saved = await post(at(key, "/changed"), body);
  await openScenario(saved.key, { fresh: true });
  return report(say("saved.done", { name: saved.name, version: saved.version }));
});

function list(stated, again) {
  if (!stated.length) return note(say("whatif.none_yet"));
  return el("ul", { class: "plain-list", id: "stated" }, stated.map((change) => {
    const text = sentence(change);
    const own = draft().rows.includes(change) || change.weight;
    const drop = () => {
      if (change.weight) delete draft().weights[change.weight.term];
      draft().rows = draft().rows.filter((one) => one !== change);
      again();
      byId("whatif-clear").focus();
    };
    return el("li", {}, text, " ", own ? button("×", drop, { class: "small", "aria-label": say("whatif.remove", { change: text }) })
      : el("span", { class: "quiet" }, say("whatif.from_matrix")));
  }));
}

function answered() {
  const mine = answers.get(`${state.saved.key}@${state.saved.version}`);
  if (!mine) return null;
  const { base, variants: [variant] } = mine.result;
  const stale = JSON.stringify(mine.stated) !== JSON.stringify(changes());
  return el("section", { id: "whatif-answer" }, el("h3", {}, say("whatif.answer")),
    stale ? note(say("whatif.stale")) : null,
    outcome(mine.result).map((text) => el("p", {}, text)), comparison(base, variant),
    difference(variant), reasons(variant), grants(variant),
    variant.pairs?.length ? [button(say("whatif.load"), () =>
      step({ pairs: read(variant.pairs) }, say("did.loaded", { name: say("whatif.name") })), { id: "whatif-load" }),
    note(say("whatif.load_note"))] : null);
}

function comparison(base, variant) {
  const cells = (one) => (one === null || one === undefined ? "–" : shown(one));
  const isKnown = Boolean(base.pairs?.length && variant.pairs?.length);
  const apart = (one) => (isKnown && one !== null && one !== undefined ? signed(one) : "–");
  const against = variant.against_base ?? {};
  const terms = isKnown ? Object.keys({ ...base.terms, ...variant.terms }) : [];
  const rows = [[say("verdict.value"), cells(base.value), cells(variant.value), apart(against.difference)],
    ...terms.map((term) => [termName(term), cells(base.terms[term]), cells(variant.terms[term]), apart(against.terms?.[term])]),
    [say("verdict.moves"), cells(base.moves?.count), cells(variant.moves?.count), ""]];
  return table(say("whatif.table"), ["what", "base", "variant", "difference"].map((one) => say(`whatif.${one}`)), rows);
}

// Which assumption makes which difference: what there is without it.
function reasons({ changes: stated, without }) {
  if (stated.length < 2 || !without?.length) return null;
  const rows = without.map((one) => {
    const { sentence: text } = stated.find(({ number }) => number === one.change);
    const adds = one.adds === null || one.adds === undefined ? "–" : signed(one.adds);
    const moves = one.causes ? moveTexts(readMoves(one.causes)).join(say("comma")) : "";
    return [text, adds, moves || say("whatif.no_move")];
  });
  return table(say("whatif.without"), ["assumed_one", "adds", "causes"].map((one) => say(`whatif.${one}`)), rows);
}

const grants = ({ exceptions }) => exceptions?.map(({ subject, slots, used }) =>
  el("p", {}, say("whatif.used", { subject: subjectName(subject), slots, used })));

function outcome({ base, variants: [variant] }) {
  if (variant.value === null || variant.value === undefined) return [say("whatif.nothing_legal")];
  if (base.value === null || base.value === undefined) return [say("whatif.base_illegal")];
  const { difference, moves } = variant.against_base;
  const kept = variant.best_of_base;
  const other = variant.measured_otherwise ? [say("whatif.otherwise")] : [];
  const said = [...other, say(Number(difference) === 0 ? "whatif.same_value" : "whatif.told",
    { difference: signed(difference), count: moves.count })];
  if (kept) said.push(kept.allowed ? say("whatif.base_stays", { gap: shown(kept.gap) })
    : say("whatif.base_breaks", { count: kept.violations.length }));
  return said;
}

function difference({ against_base: against }) {
  if (!against?.moves?.count) return null;
  const rows = moveTexts(readMoves(against.moves));
  return el("ul", { class: "moves", "aria-label": say("whatif.moves") }, items(rows));
}
