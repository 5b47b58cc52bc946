// Locks of today's work put into the content of a scenario.
import { pairOf, parts } from "./pairs.js";

/** The content with these locks; everything else in it stays as somebody else may have saved it. */
export function merged(content, locks, reason) {
  const set = new Map(locks);
  const kept = (content.locks ?? []).filter((row) => !set.has(pairOf(row.park, row.industry)));
  const added = locks.filter(([, lock]) => lock).map(([pair, lock]) => {
    const [park, industry] = parts(pair);
    return { park, industry, lock, reason };
  });
  return { ...content, locks: [...kept, ...added] };
}

/** Locks as changes that can be put into words: set ones, and those that are lifted. */
export const changesOf = (locks) => locks.map(([pair, lock]) => {
  const [park, industry] = parts(pair);
  return lock ? { lock: { park, industry, lock } } : { unlock: { park, industry } };
});
