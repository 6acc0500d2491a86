const FIELDS_MAX = 60;
const FIELD_NAME_LENGTH_MAX = 60;
/** Longest value in characters, then the shorter ones that are tried when the whole would not fit its column. */
const VALUE_LENGTHS_MAX = [500, 200, 60, 10] as const;
const CHANGES_BYTES_MAX = 60_000;
const MORE_FIELDS = '…';

/** Fields that are personal whatever the caller says. */
const ALWAYS_PERSONAL: ReadonlySet<string> = new Set([
  'personId',
  'idCard',
  'idCardNumber',
  'phone',
  'mobile',
  'email',
  'address',
  'realName',
  'personName',
  'fullName',
  'displayName',
  'loginName',
  'stageName',
  'guardianName',
  'guardianPhone',
  'contactName',
  'contactPhone',
  'bornOn',
  'birthDate',
  'password',
  'token',
]);

/** One field as the verb saw it before and after. */
export interface AuditChange {
  field: string;
  before?: unknown;
  after?: unknown;
}

/** One field as it is stored: values as text, a personal one as its fingerprint. */
export interface AuditedField {
  field: string;
  before: string | null;
  after: string | null;
  isPersonal: boolean;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object')
    return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));
  return String(value as number | bigint | boolean);
}

/** Cut with a marker that tells how much is missing; never in the middle of a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}…(+${text.length - kept.length})`;
}

/** The fields named by `after` whose value differs from `before`; a creation has no `before`. */
export function changesBetween(before: object | null, after: object): AuditChange[] {
  const old = (before ?? {}) as Record<string, unknown>;
  return Object.entries(after)
    .map(([field, value]) => ({ field, before: old[field], after: value as unknown }))
    .filter((change) => change.after !== undefined && textOf(change.before) !== textOf(change.after));
}

/**
 * The JSON text of a change list as it is stored, or null when nothing changed. At most 60 fields and 60,000 bytes: further fields
 * are counted, longer values cut with a marker. Values of `personal` fields go through `fingerprint`.
 */
export function storedChanges(
  changes: readonly AuditChange[],
  personal: readonly string[],
  fingerprint: (field: string, value: string) => string,
): string | null {
  if (changes.length === 0) return null;
  const fields = changes.slice(0, FIELDS_MAX).map(({ field, before, after }): AuditedField => {
    const isPersonal = ALWAYS_PERSONAL.has(field) || personal.includes(field);
    const shown = (value: unknown) => {
      const text = textOf(value);
      return text !== null && isPersonal ? fingerprint(field, text) : text;
    };
    return { field: cut(field, FIELD_NAME_LENGTH_MAX), before: shown(before), after: shown(after), isPersonal };
  });
  if (changes.length > FIELDS_MAX) {
    fields.push({ field: MORE_FIELDS, before: null, after: `+${changes.length - FIELDS_MAX}`, isPersonal: false });
  }
  return boundedText(fields);
}

function boundedText(fields: readonly AuditedField[]): string {
  let text = '';
  for (const length of VALUE_LENGTHS_MAX) {
    const bounded = (value: string | null, isPersonal: boolean) => (value === null || isPersonal ? value : cut(value, length));
    text = JSON.stringify(
      fields.map((entry) => ({ ...entry, before: bounded(entry.before, entry.isPersonal), after: bounded(entry.after, entry.isPersonal) })),
    );
    if (Buffer.byteLength(text) <= CHANGES_BYTES_MAX) break;
  }
  return text;
}
