// All about one pair: how it stands, what the contrary costs, and its evidence.
import { at } from "./api.js";
import { button, byId, el, fill, table } from "./dom.js";
import { pairName } from "./board.js";
import { parts, read } from "./pairs.js";
import { guarded } from "./problems.js";
import { search } from "./runs.js";
import { openTab, panel } from "./tabs.js";
import { exact, knows, say } from "./words.js";
import { state } from "./state.js";

let shown = null;
let asked = 0;

/** Explain a pair in its panel. */
export const explain = guarded(async (pair) => {
  if (!pair) return;
  const mine = (asked += 1);
  openTab("explain");
  const [park, industry] = parts(pair);
  const name = say("explain.run", { pair: pairName(pair) });
  const body = { park, industry, version: state.saved.version, lang: state.lang };
  const answer = await search(at(state.saved.key, "/explain/pair"), body, name);
  if (mine !== asked) return;
  shown = { pair, key: state.saved.key, version: state.saved.version, found: answer.result ?? answer };
  drawExplain();
  const told = sentences(shown.found);
  fill(byId("live"), `${pairName(pair)}${say("colon")}${told[0]}`);
});

/** In another language, ask again. */
export function explainAgain() {
  if (shown) explain(shown.pair);
}

/** Draw the panel. */
export function drawExplain() {
  const mine = shown?.key === state.saved.key ? shown : null;
  const picked = state.picked;
  const ask = button(picked ? say("explain.ask", { pair: pairName(picked) }) : say("explain.pick"),
    () => explain(state.picked), { id: "explain-ask", disabled: !picked });
  if (!mine) return fill(panel("explain"), ask, el("p", { class: "note" }, say("explain.none_yet")));
  const { found, pair } = mine;
  const old = mine.version !== state.saved.version;
  return fill(panel("explain"), ask, el("h3", {}, pairName(pair)),
    old ? el("p", { class: "note" }, say("explain.old")) : null,
    el("ul", { class: "plain-list" }, sentences(found).map((text) => el("li", {}, text))),
    changed(found.flipped?.moves), evidence(found));
}

function sentences(found) {
  const { standing } = found;
  const known = found.low !== null && found.low !== undefined;
  const said = [say(known ? "explain.affinity" : "explain.affinity_alone", { value: exact(found.affinity), low: exact(found.low),
    high: exact(found.high), coverage: exact(found.coverage) })];
  if (!standing) return said;
  if (standing.barred_by) said.unshift(say("explain.barred", { rule: rule(standing.barred_by) }));
  else said.unshift(say(standing.in_best ? "explain.in_best" : "explain.out_of_best"));
  if (standing.locked) said.push(say("explain.locked"));
  if (standing.flip_cost !== null && standing.flip_cost !== undefined) {
    said.push(say(standing.in_best ? "explain.replacement" : "explain.forcing", { cost: exact(standing.flip_cost) }));
  }
  if (found.turn) said.push(say("explain.turn", { at: exact(found.turn.at), change: exact(found.turn.change) }));
  return said;
}

const rule = (id) => (knows(`rule.${id}`) ? say(`rule.${id}`) : String(id));

function changed(moved) {
  if (!moved?.count) return null;
  const rows = [...read(moved.add).map((pair) => `＋ ${pairName(pair)}`),
    ...read(moved.drop).map((pair) => `－ ${pairName(pair)}`)];
  return [el("h3", {}, say("explain.otherwise", { count: rows.length })),
    el("ul", { class: "moves" }, rows.map((text) => el("li", {}, text)))];
}

function evidence(found) {
  const parts_ = found.trace ?? [];
  return parts_.map((part) => {
    const name = knows(`part.${part.part}`) ? say(`part.${part.part}`) : part.part;
    const told = say("explain.part", { part: name, value: exact(part.value), weight: exact(part.weight) });
    return [el("h3", {}, told), statements(part.detail?.statements), unknown(part.detail)];
  });
}

function statements(rows) {
  if (!rows) return null;
  if (!rows.length) return el("p", { class: "note" }, say("explain.no_statement"));
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
  const key = `explain.unknown.${detail.unknown}`;
  return el("p", { class: "note" }, knows(key) ? say(key) : detail.unknown);
}

