// The scenario as the page draws it.
import { at, get } from "./api.js";
import { pairOf, parts, read } from "./pairs.js";
import { knows, say } from "./words.js";
import { state } from "./state.js";

/** Read what the page draws a version with. */
export async function readBoard({ key, version }) {
  const raw = await get(at(key, `/board?version=${version}&lang=${state.lang}`));
  const locks = new Map(raw.locks.map((row) => [pairOf(row.park, row.industry), row.lock]));
  return { ...raw, current: read(raw.current), locks, barred: new Set(read(raw.barred)),
    best: { ...raw.best, pairs: read(raw.best.pairs) }, affinities: affinities(raw), sectors: sectors(raw),
    order: ordered(raw) };
}

/** Read the board of what is open anew: another language, or a best layout that is known by now. */
export async function renewBoard() {
  const { saved, lang } = state;
  const board = await readBoard(saved);
  if (saved === state.saved && lang === state.lang) state.board = board;
}

// Parks and industries by their places in the matrix.
function ordered(raw) {
  const places = (list) => new Map(list.map((one, place) => [one.id, place]));
  return [places(raw.parks), places(sectors(raw).flatMap((one) => one.industries))];
}

function affinities(raw) {
  const found = new Map();
  raw.parks.forEach((park, p) => raw.industries.forEach((industry, i) =>
    found.set(pairOf(park.id, industry.id), raw.affinity[p][i])));
  return found;
}

// Industries of a sector stand together, in the order in which sectors come up.
function sectors(raw) {
  const found = new Map();
  for (const industry of raw.industries) {
    const sector = industry.sector ?? "";
    found.set(sector, [...(found.get(sector) ?? []), industry]);
  }
  return [...found].map(([id, industries]) => ({ id, name: raw.names?.sectors?.[id] ?? id, industries }));
}

export const parkName = (id) => state.board.parks.find((one) => one.id === id)?.name ?? id;
export const industryName = (id) => state.board.industries.find((one) => one.id === id)?.name ?? id;

/** A pair in words. */
export function pairName(pair) {
  const [park, industry] = parts(pair);
  return say("pair", { park: parkName(park), industry: industryName(industry) });
}

/** Pairs as they stand in the matrix: park by park, industry by industry. */
export function inOrder(pairs) {
  const [park, industry] = state.board.order.map((places, side) => (pair) => places.get(parts(pair)[side]));
  return [...pairs].sort((one, other) => park(one) - park(other) || industry(one) - industry(other));
}

/** Moves in words, one text for each. */
export const moveTexts = ({ add, drop }) => [...inOrder(add).map((pair) => `＋ ${pairName(pair)}`),
  ...inOrder(drop).map((pair) => `－ ${pairName(pair)}`)];

/** The name of a term of the objective. */
export function termName(term) {
  return knows(`term.${term}`) ? say(`term.${term}`) : (state.board.names.terms[term] ?? term);
}
