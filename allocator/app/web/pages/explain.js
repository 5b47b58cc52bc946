// All about one pair: how it stands, what the contrary costs, and its evidence.
import { at } from "./api.js";
import { announce, button, el, fill, items, note, table } from "./dom.js";
import { moveTexts, pairName } from "./board.js";
import { parts, readMoves } from "./pairs.js";
import { guarded } from "./problems.js";
import { search } from "./runs.js";
import { openTab, panel } from "./tabs.js";
import { exact, knows, say, shown } from "./words.js";
import { question, state } from "./state.js";

let answered = null;
let asked = 0;

/** Explain a pair in its panel. */
export function explain(pair) {
  if (!pair) return;
  openTab("explain");
  ask(pair);
}

const ask = guarded(async (pair, isQuiet = false) => {
  const mine = (asked += 1);
  const { key, version } = state.saved;
  const [park, industry] = parts(pair);
  const name = say("explain.run", { pair: pairName(pair) });
  const body = question({ park, industry });
  const answer = await search(at(key, "/explain/pair"), body, name);
  if (mine !== asked || key !== state.saved.key) return;
  answered = { pair, key, version, found: answer.result ?? answer };
  drawExplain();
  if (!isQuiet) panel("explain").scrollIntoView({ block: "nearest" });
  if (!isQuiet) announce(`${pairName(pair)}${say("colon")}${sentences(answered.found).join(say("between"))}`);
});

/** In another language, ask again. */
export function explainAgain() {
  if (answered?.key === state.saved.key) ask(answered.pair, true);
}

/** Draw the panel. */
export function drawExplain() {
  const mine = answered?.key === state.saved.key ? answered : null;
  const picked = state.picked;
  const asking = button(picked ? say("explain.ask", { pair: pairName(picked) }) : say("explain.pick"),
    () => explain(state.picked), { id: "explain-ask", disabled: !picked });
  if (!mine) return fill(panel("explain"), asking, note(say("explain.none_yet")));
  const { found, pair } = mine;
  const old = mine.version !== state.saved.version;
  return fill(panel("explain"), asking, el("h3", {}, pairName(pair)),
    old ? note(say("explain.old")) : null,
    el("ul", { class: "plain-list" }, items(sentences(found))),
    changed(found.flipped?.moves), evidence(found));
}

function sentences(found) {
  const known = found.low !== null && found.low !== undefined;
  const said = [say(known ? "explain.affinity" : "explain.affinity_alone", { value: shown(found.affinity),
    low: shown(found.low), high: shown(found.high), coverage: shown(found.coverage) })];
  for (const { set, scale, reason } of found.adjustments ?? []) {
    said.push(say(set === null ? "trace.scaled_by_hand" : "trace.set_by_hand", { value: exact(set ?? scale), reason }));
  }
  if (found.standing) said.unshift(standing(found.standing));
  if (found.turn) said.push(turn(found));
  return said;
}

// From which affinity on it would be decided the other way, and whether evidence could ever lead there.
function turn({ turn: found, standing, trace }) {
  const side = standing?.in_best ? "below" : "above";
  const said = say(`explain.turn_${side}`, { at: shown(found.at), change: shown(Math.abs(Number(found.change))) });
  const isBlend = trace.some(({ part }) => part !== "given");
  const limit = found.at > 1 ? "beyond_share" : "below_zero";
  return isBlend && (found.at > 1 || found.at < 0) ? said + say(`turn.${limit}`) : said;
}

// As the command explains it, in the same words.
function standing(one) {
  const threshold = exact(state.saved.content.rules?.min_affinity?.threshold);
  if (one.barred_by) return say(`standing.${one.barred_by}`, { threshold });
  if (one.in_best === null) return say("standing.nothing_legal");
  if (one.locked) return say("standing.locked");
  const side = one.in_best ? "in" : "out_of";
  if (one.flip_cost !== null) return say(`standing.${side}`, { cost: shown(one.flip_cost) });
  return say(`standing.${side}_forced${one.among_levels_only ? "_in_order" : ""}`);
}

function changed(moves) {
  if (!moves?.count) return null;
  const rows = moveTexts(readMoves(moves));
  return [el("h3", {}, say("explain.otherwise", { count: rows.length })),
    el("ul", { class: "moves" }, items(rows))];
}

function evidence(found) {
  const parts_ = found.trace ?? [];
  return parts_.map((part) => {
    const name = knows(`part.${part.part}`) ? say(`part.${part.part}`) : part.part;
    const told = say("explain.part", { part: name, value: shown(part.value), weight: exact(part.weight) });
    return [el("h3", {}, told), statements(part.detail?.statements), unknown(part.detail)];
  });
}

function statements(rows) {
  if (!rows) return null;
  if (!rows.length) return note(say("explain.no_statement"));
  const heads = ["source", "as_of", "role", "grade", "note"].map((one) => say(`explain.${one}`));
  return table(say("explain.statements"), heads, rows.map(({ statement, source, counts }) => {
    const publisher = state.lang === "zh" ? (source.publisher_zh ?? source.publisher) : source.publisher;
    const note = [statement.note, counts ? "" : say("explain.not_counted")].filter(Boolean).join(" ");
    const role = knows(`role.${statement.role}`) ? say(`role.${statement.role}`) : statement.role;
    return [`${publisher ?? ""} ${source.where ?? ""} (${source.id})`, source.as_of ?? "", role, statement.grade ?? "", note];
  }));
}

function unknown(detail) {
  if (!detail?.unknown) return null;
  return note(say(`trace.${detail.unknown}`));
}

