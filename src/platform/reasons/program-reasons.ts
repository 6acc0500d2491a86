import type { Locale } from '../auth/caller.js';
import type { Bilingual } from '../errors/faults.js';
import { requestContext } from '../operations/request-context.js';

/** What a reason of the program says, by its code. */
const words = new Map<string, Bilingual>();

/** First character of what the program stores, a blank of no width: entered texts never hold it (UNSAFE_TEXT), so nobody speaks as the program. */
const MARK = '\u200b';

/** How a reason of the program stands in a column for reasons: what it says is looked up when it is read. */
interface StoredReason {
  code: string;
  value?: string;
}

/**
 * Declares a reason that the program itself gives, and returns what makes it ready for a column that otherwise holds what people wrote: the code, and
 * a value, such as the reference of a paper, that is said behind the words. Throws when the code is taken.
 */
export function declareReason(code: string, said: Bilingual): (value?: string | null) => string {
  if (words.has(code)) throw new Error(`The reason ${code} is declared twice`);
  words.set(code, said);
  return (value) => MARK + JSON.stringify({ code, ...(value ? { value } : {}) } satisfies StoredReason);
}

/** A reason as its reader sees it: a person's as it was written, the program's in the reader's language. */
export function shownReason(stored: string, locale: Locale = requestContext().locale): string {
  const reason = programReason(stored);
  if (reason === null) return stored;
  const said = words.get(reason.code)![locale];
  if (reason.value === undefined) return said;
  return locale === 'zh' ? `${said}:${reason.value}` : `${said}: ${reason.value}`;
}

/** `derive` of a listing whose rows have a `reason`. */
export function showReason(row: Record<string, unknown>): void {
  if (typeof row.reason === 'string') row.reason = shownReason(row.reason);
}

/** The reason of the program that the text is; null for what a person wrote. */
function programReason(stored: string): StoredReason | null {
  if (!stored.startsWith(MARK)) return null;
  try {
    const reason = JSON.parse(stored.slice(MARK.length)) as StoredReason;
    return words.has(reason.code) ? reason : null;
  } catch {
    return null;
  }
}
