// The scenario as the page draws it.
import { at, get } from "./api.js";
import { pairOf, parts, read } from "./pairs.js";
import { say } from "./words.js";
import { state } from "./state.js";

/** Load what the page draws with, of the version that is open. */
export async function loadBoard() {
  const { key, version } = state.saved;
  const raw = await get(at(key, `/board?version=${version}&lang=${state.lang}`));
  const board = { ...raw };
  board.current = read(raw.current);
  board.locks = new Map();
  for (const row of raw.locks ?? []) board.locks.set(pairOf(row.park, row.industry), row.lock);
  board.barred = new Set(read(raw.barred));
  board.best = { status: "searching", value: null, terms: {}, ...raw.best, pairs: read(raw.best?.pairs) };
  board.affinities = affinities(raw);
  board.sectors = sectors(raw);
  state.board = board;
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

/** Moves in words, one text for each. */
export const moveTexts = ({ add, drop }) =>
  [...add.map((pair) => `＋ ${pairName(pair)}`), ...drop.map((pair) => `－ ${pairName(pair)}`)];

/** The name of a term of the objective. */
export function termName(term) {
  const found = say(`term.${term}`);
  return found === `term.${term}` ? (state.board.names?.terms?.[term] ?? term) : found;
}
