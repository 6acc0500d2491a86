import type { Bilingual } from './faults.js';

/** How a refusal of one kind reads: what happened and what to do. `details` fill the blanks. */
export interface RefusalText<Details> {
  zh: (details: Details) => string;
  en: (details: Details) => string;
  cureZh?: (details: Details) => string;
  cureEn?: (details: Details) => string;
  /** Invariant or rule that is cited, such as INV-22 or C01. */
  rule?: string;
  /** Name of the GraphQL type that carries the details; `RefusedByRule` when none is named. */
  graphqlType?: string;
}

/** One reason why the domain refuses a request. The caller can mend it; nothing was written. */
export interface Refusal {
  code: string;
  field: readonly (string | number)[];
  rule: string | null;
  message: Bilingual;
  cure: Bilingual | null;
  graphqlType: string;
  details: Readonly<Record<string, unknown>>;
}

/** A declared kind of refusal; calling it makes one. */
export interface RefusalKind<Details extends object> {
  readonly code: string;
  readonly rule: string | null;
  (details: Details, ...field: (string | number)[]): Refusal;
}

const declaredKinds = new Map<string, RefusalKind<never>>();

/** Declares a kind of refusal with a stable, unique code. Each module does so in its `*.errors.ts`. */
export function declareRefusal<Details extends object = Record<string, never>>(
  code: string,
  text: RefusalText<Details>,
): RefusalKind<Details> {
  if (declaredKinds.has(code)) throw new Error(`Refusal ${code} is declared twice`);
  const make = (details: Details, ...field: (string | number)[]): Refusal => ({
    code,
    field,
    rule: text.rule ?? null,
    message: { zh: text.zh(details), en: text.en(details) },
    cure: text.cureZh && text.cureEn ? { zh: text.cureZh(details), en: text.cureEn(details) } : null,
    graphqlType: text.graphqlType ?? 'RefusedByRule',
    details: details as Readonly<Record<string, unknown>>,
  });
  const kind = Object.assign(make, { code, rule: text.rule ?? null });
  declaredKinds.set(code, kind as RefusalKind<never>);
  return kind;
}

/** All declared codes in alphabetical order. */
export function declaredRefusalCodes(): string[] {
  return [...declaredKinds.keys()].sort();
}

/** Thrown by a domain verb with all reasons at once; the transaction rolls back and the payload carries them as `userErrors`. */
export class DomainError extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map((refusal) => refusal.code).join(', '));
    this.name = 'DomainError';
  }
}

/** Throws when there is at least one refusal. */
export function refuseIfAny(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw new DomainError(refusals);
}

/** The row changed since the caller read it. */
export const STALE_VERSION = declareRefusal<{ currentVersion: number }>('STALE_VERSION', {
  zh: ({ currentVersion }) => `这条记录已被别人修改(当前版本 ${currentVersion})。`,
  en: ({ currentVersion }) => `Somebody else changed this record (it is at version ${currentVersion}).`,
  cureZh: () => '请刷新后重新操作。',
  cureEn: () => 'Load it again and repeat the change.',
  graphqlType: 'StaleVersion',
});

/** The idempotency key was used before with other content. */
export const IDEMPOTENCY_KEY_REUSED = declareRefusal<{ operation: string }>('IDEMPOTENCY_KEY_REUSED', {
  zh: ({ operation }) => `这个幂等键已经用于内容不同的请求(${operation})。`,
  en: ({ operation }) => `This idempotency key was used before with other content (${operation}).`,
  cureZh: () => '新的请求请使用新的幂等键。',
  cureEn: () => 'Use a new key for a new request.',
});
