import { addDays, type LocalDate } from '../../platform/clock/local-date.js';
import type { ErasureFate } from './erasure-states.js';

/** The table that holds who somebody is: it stays as long as another needs it. */
export const IDENTITY_TABLE = 'person';

/** How one kind of record is dealt with, and why. */
export interface ErasurePlanItem {
  table: string;
  zh: string;
  en: string;
  rows: number;
  /** The same rows by the scope in which they stand, for who may read them; null where the kind knows no scope. */
  rowsByScope: Readonly<Record<string, number>> | null;
  fate: ErasureFate;
  /** Last day on which it is kept; null unless the fate is LATER. */
  keptUntil: LocalDate | null;
  /** Code of the retention rule, and the rule in both languages. */
  rule: string;
  ruleZh: string;
  ruleEn: string;
}

/** A retention rule as the plan needs it. */
export interface RetentionFacts {
  endsWith: 'ERASURE' | 'DAY' | 'NEVER';
  /** Last day on which the rule keeps something of this person; null when it keeps nothing. */
  keptUntil: LocalDate | null;
}

/** What becomes of records under a retention rule on a day (INV-28: the last day is still a day of retention). */
export function fateOf({ endsWith, keptUntil }: RetentionFacts, today: LocalDate): { fate: ErasureFate; keptUntil: LocalDate | null } {
  if (endsWith === 'NEVER') return { fate: 'KEPT', keptUntil: null };
  if (endsWith === 'DAY' && keptUntil !== null && keptUntil >= today) return { fate: 'LATER', keptUntil };
  return { fate: 'NOW', keptUntil: null };
}

/** What becomes of the identity, as it follows from all other kinds: an archive keeps it, and what waits keeps it so long. */
export function identityFateOf(
  others: readonly Pick<ErasurePlanItem, 'fate' | 'keptUntil' | 'rule'>[],
  archiveRule: string,
): { fate: ErasureFate; keptUntil: LocalDate | null } {
  if (others.some(({ rule }) => rule === archiveRule)) return { fate: 'KEPT', keptUntil: null };
  const keptUntil = retainedUntil(others);
  return { fate: keptUntil === null ? 'NOW' : 'LATER', keptUntil };
}

/**
 * A plan as somebody may see it who reads only some of the rows (PR-7): kinds without a row in sight are left out, and the identity follows
 * from what remains, so that it does not tell of what is hidden.
 */
export function planInSight(
  plan: readonly ErasurePlanItem[],
  rowsInSight: (item: ErasurePlanItem) => number,
  archiveRule: string,
): ErasurePlanItem[] {
  const others = plan
    .filter(({ table }) => table !== IDENTITY_TABLE)
    .map((item) => ({ ...item, rows: rowsInSight(item) }))
    .filter(({ rows }) => rows > 0);
  const identity = plan.filter(({ table }) => table === IDENTITY_TABLE);
  return [...identity.map((item) => ({ ...item, ...identityFateOf(others, archiveRule) })), ...others];
}

/** The last day on which anything is kept; null when nothing waits. */
export function retainedUntil(plan: readonly Pick<ErasurePlanItem, 'fate' | 'keptUntil'>[]): LocalDate | null {
  return (
    plan
      .flatMap(({ fate, keptUntil }) => (fate === 'LATER' && keptUntil !== null ? [keptUntil] : []))
      .sort()
      .at(-1) ?? null
  );
}

/** The first day on which something that is kept may go: the day after its last day of retention. */
export function nextErasedOn(plan: readonly Pick<ErasurePlanItem, 'fate' | 'keptUntil'>[]): LocalDate | null {
  const [first] = plan.flatMap(({ fate, keptUntil }) => (fate === 'LATER' && keptUntil !== null ? [keptUntil] : [])).sort();
  return first === undefined ? null : addDays(first, 1);
}
