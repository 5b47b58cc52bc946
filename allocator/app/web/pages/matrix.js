// The matrix: industries down, parks across, one cell per pair.
import { byId, el, fill } from "./dom.js";
import { industryName, parkName } from "./board.js";
import { pairOf, parts } from "./pairs.js";
import { exact, listed, say, short } from "./words.js";
import { lockOf, state, work } from "./state.js";

const cells = new Map();
const counts = { park: new Map(), industry: new Map() };
const heads = { park: new Map(), industry: new Map() };

export const cellOf = (pair) => cells.get(pair);

/** Draw the whole matrix: a scenario or a language is new. */
export function drawMatrix() {
  for (const map of [cells, counts.park, counts.industry, heads.park, heads.industry]) map.clear();
  const { board } = state;
  const shade = shades([...board.affinities.values()]);
  const rows = board.sectors.flatMap((sector) => [
    sectorRow(sector, board.parks.length),
    ...sector.industries.map((industry) => industryRow(industry, board.parks, shade)),
  ]);
  const grid = byId("matrix");
  grid.setAttribute("aria-rowcount", rows.length + 1);
  grid.setAttribute("aria-colcount", board.parks.length + 2);
  fill(grid, el("thead", { role: "rowgroup" }, headRow(board.parks)),
    el("tbody", { role: "rowgroup" }, rows));
  markAll();
}

function headRow(parks) {
  const cells_ = parks.map((park) => {
    const count = el("span", { class: "count" });
    counts.park.set(park.id, count);
    const head = el("th", { scope: "col", role: "columnheader", title: park.name },
      el("span", { class: "name" }, park.name), count);
    heads.park.set(park.id, head);
    return head;
  });
  return el("tr", { role: "row" }, el("th", { class: "corner", role: "columnheader" }, say("matrix.corner")),
    cells_, el("th", { role: "columnheader", class: "sum" }, say("matrix.parks")));
}

function sectorRow(sector, span) {
  return el("tr", { role: "row", class: "sector" },
    el("th", { role: "rowheader", scope: "rowgroup", colspan: span + 2 },
      el("span", {}, sector.name || say("matrix.no_sector"))));
}

function industryRow(industry, parks, shade) {
  const head = el("th", { scope: "row", role: "rowheader", title: industry.name },
    el("span", { class: "name" }, industry.name));
  heads.industry.set(industry.id, head);
  const count = el("td", { class: "count", role: "gridcell" });
  counts.industry.set(industry.id, count);
  return el("tr", { role: "row" }, head,
    parks.map((park) => cell(pairOf(park.id, industry.id), shade)), count);
}

function cell(pair, shade) {
  const value = state.board.affinities.get(pair);
  const made = el("td", { role: "gridcell", tabindex: -1, class: `cell ${shade(value)}` },
    el("span", { class: "mark" }), el("span", { class: "number" }, isNothing(pair, value) ? "" : short(value)),
    el("span", { class: "sign" }));
  made.dataset.pair = pair;
  cells.set(pair, made);
  return made;
}

// A pair that cannot be laid out for want of affinity needs no number: its label has it.
const isNothing = (pair, value) => state.board.barred.has(pair) && value !== null && short(value) === "0.00";

// Ten shades between the lowest and the highest affinity; the number is there as well.
function shades(values) {
  const known = values.filter((one) => one !== null && one !== undefined).map(Number);
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  return (value) => {
    if (value === null || value === undefined) return "unknown";
    return `shade${Math.min(9, Math.floor(((value - low) / (high - low || 1)) * 10))}`;
  };
}

/** Mark layout, current layout, locks and bars anew, and what the verdict blames. */
export function markAll() {
  const inside = new Set(work().pairs);
  const today = new Set(state.board.current);
  const blamed = blame();
  for (const [pair, made] of cells) mark(pair, made, inside.has(pair), today.has(pair), blamed.pairs);
  for (const side of ["park", "industry"]) countAll(side, inside, blamed[side]);
  const picked = cells.get(state.picked) ?? cells.values().next().value;
  for (const made of cells.values()) made.tabIndex = made === picked ? 0 : -1;
}

function mark(pair, made, inside, today, blamed) {
  const lock = lockOf(pair);
  const barred = lock !== "out" && state.board.barred.has(pair);
  const unsaved = work().locks[pair] !== undefined;
  made.setAttribute("aria-selected", inside);
  for (const [name, is] of Object.entries({ inside, today, barred, in: lock === "in",
    out: lock === "out", unsaved, blamed: blamed.has(pair) })) made.classList.toggle(name, is);
  made.querySelector(".mark").textContent = inside ? (today ? "●" : "＋") : today ? "○" : "";
  const sign = lock ? say(`sign.${lock}`) : barred ? "×" : "";
  made.querySelector(".sign").textContent = sign + (unsaved ? "*" : "") + (blamed.has(pair) ? "!" : "");
  made.setAttribute("aria-label", label(pair, { inside, today, lock, barred, unsaved, blamed: blamed.has(pair) }));
}

function label(pair, is) {
  const [park, industry] = parts(pair);
  const said = [parkName(park), industryName(industry),
    say("cell.affinity", { value: exact(state.board.affinities.get(pair)) }),
    say(is.inside ? "cell.inside" : "cell.outside")];
  if (is.inside && !is.today) said.push(say("cell.added"));
  for (const name of ["today", "barred", "unsaved", "blamed"]) if (is[name]) said.push(say(`cell.${name}`));
  if (is.lock) said.push(say(`cell.${is.lock}`));
  return listed(said);
}

function countAll(side, inside, blamed) {
  const used = new Map();
  for (const pair of inside) {
    const id = parts(pair)[side === "park" ? 0 : 1];
    used.set(id, (used.get(id) ?? 0) + 1);
  }
  for (const one of state.board[side === "park" ? "parks" : "industries"]) {
    const bad = blamed.has(one.id);
    heads[side].get(one.id).classList.toggle("blamed", bad);
    const text = `${used.get(one.id) ?? 0}/${one.cap ?? "–"}`;
    counts[side].get(one.id).textContent = bad ? `! ${text}` : text;
  }
}

function blame() {
  const found = { park: new Set(), industry: new Set(), pairs: new Set() };
  for (const one of state.verdict?.violations ?? []) {
    if (one.park && one.industry) found.pairs.add(pairOf(one.park, one.industry));
    else if (one.park) found.park.add(one.park);
    else if (one.industry) found.industry.add(one.industry);
  }
  return found;
}
