/**
 * A promise that did not hold: which one, what was found, and the writes that it concerns.
 * @returns {{ check: string, what: string, writes: object[] }}
 */
export function violation(check, what, writes = []) {
  return { check, what, writes };
}

/** Groups a list by a key. */
export function groupBy(list, keyOf) {
  const groups = new Map();
  for (const item of list) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** Every sum that some of the numbers can have: writes whose outcome is unknown took effect whole or not at all. */
export function possibleSums(base, counts) {
  return counts.reduce((sums, count) => new Set([...sums, ...[...sums].map((sum) => sum + count)]), new Set([base]));
}
