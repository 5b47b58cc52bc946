// A pair as one text, and back. Ids hold no such character.
const BETWEEN = "\u001f";

export const pairOf = (park, industry) => `${park}${BETWEEN}${industry}`;
export const parts = (pair) => pair.split(BETWEEN);

/** Pairs as the server writes them: [park, industry] or {park, industry}. */
export function read(list) {
  return (list ?? []).map((one) =>
    Array.isArray(one) ? pairOf(one[0], one[1]) : pairOf(one.park, one.industry));
}

/** Moves as the server writes them. */
export const readMoves = ({ add, drop }) => ({ add: read(add), drop: read(drop) });

/** A layout after moves. */
export const moved = (pairs, { add, drop }) =>
  [...pairs.filter((pair) => !drop.includes(pair)), ...add];

/** Pairs as the server reads them. */
export const sent = (pairs) => pairs.map(parts);

/** Pairs as a proposal file holds them. */
export const asRows = (pairs) => pairs.map(parts).map(([park, industry]) => ({ park, industry }));

/** What must be added to and dropped from one layout to have the other. */
export function moves(from, to) {
  const [before, after] = [new Set(from), new Set(to)];
  return {
    add: [...after].filter((pair) => !before.has(pair)).sort(),
    drop: [...before].filter((pair) => !after.has(pair)).sort(),
  };
}
