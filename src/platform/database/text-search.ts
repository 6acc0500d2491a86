import { type Condition, where } from './listing.js';

/** The highest code point: every text with a prefix sorts below the prefix followed by it. */
const HIGHEST_CHARACTER = '\u{10FFFF}';

/** A condition that a text begins with a prefix, as a range, so that an index over the column serves it on every engine. */
export function startsWith(expression: string, prefix: string): Condition {
  return where(`${expression} >= ? AND ${expression} < ?`, prefix, prefix + HIGHEST_CHARACTER);
}
