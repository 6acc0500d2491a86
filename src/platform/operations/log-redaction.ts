const HIDDEN = '[hidden]';
const DEPTH_MAX = 6;
const ENTRIES_MAX = 100;
const TEXT_LENGTH_MAX = 4_000;
const CAUSES_MAX = 3;
const SENSITIVE_NAME =
  /(password|token|secret|authorization|cookie|idcard|idcardnumber|phone|mobile|email|realname|personname|guardianname|bornon|birthdate|personaldatakeys|blindindexkey|auditkey|databaseurl|redisurl)$/;
const ID_CARD = /(?<!\d)\d{17}[\dXx](?!\d)/g;
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
const BEARER = /Bearer\s+[\w.~+/=-]+/gi;
const URL_PASSWORD = /(\w+:\/\/[^\s:/@]*):[^\s@/]+@/g;

/** A text without ID-card and mobile numbers, bearer tokens and passwords in addresses, cut at 4,000 characters. */
export function scrubbedText(text: string): string {
  return text
    .slice(0, TEXT_LENGTH_MAX)
    .replace(ID_CARD, HIDDEN)
    .replace(MOBILE, HIDDEN)
    .replace(BEARER, `Bearer ${HIDDEN}`)
    .replace(URL_PASSWORD, `$1:${HIDDEN}@`);
}

/** What a log may say of an error: no other property, because drivers hang the statement's parameters on it. */
export function scrubbedError(error: Error, causes = 0): Record<string, unknown> {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return {
    type: error.name,
    message: scrubbedText(error.message),
    stack: scrubbedText(error.stack ?? ''),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(cause instanceof Error && causes < CAUSES_MAX ? { cause: scrubbedError(cause, causes + 1) } : {}),
  };
}

function isSensitive(name: string): boolean {
  return SENSITIVE_NAME.test(name.toLowerCase().replace(/[^a-z]/g, ''));
}

function scrubbed(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrubbedText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (value instanceof Error) return scrubbedError(value);
  if (depth >= DEPTH_MAX || ArrayBuffer.isView(value)) return '[…]';
  if (Array.isArray(value)) return value.slice(0, ENTRIES_MAX).map((item: unknown) => scrubbed(item, depth + 1));
  return scrubbedFields(value as Record<string, unknown>, depth);
}

/** The fields of a log line without secrets and personal values, whatever their depth; sensitive ones are known by their name. */
export function scrubbedFields(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .slice(0, ENTRIES_MAX)
      .map(([name, value]) => [name, isSensitive(name) && value !== null && value !== undefined ? HIDDEN : scrubbed(value, depth + 1)]),
  );
}
