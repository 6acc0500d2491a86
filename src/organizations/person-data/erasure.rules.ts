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
  /** The same rows by the scope in which they stand, for who may read them; null where the kind knows no scope; absent in older plans. */
  rowsByScope?: Readonly<Record<string, number>> | null;
  /** The last day on which its rule keeps anything of the person, by the scope that makes it so; absent in older plans. */
  keptUntilByScope?: Readonly<Record<string, LocalDate>>;
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
 * A plan as somebody may see it who reads only the rows of some scopes (PR-7): kinds without a row in sight are left out, days follow from what
 * these scopes keep, and the identity from what remains, so that neither tells of what is hidden. `scopesOf` is null for a kind that is not read at all.
 */
export function planInSight(
  plan: readonly ErasurePlanItem[],
  scopesOf: (table: string) => ReadonlySet<string> | null,
  { archiveRule, today }: { archiveRule: string; today: LocalDate },
): ErasurePlanItem[] {
  const others = plan.flatMap((item) => {
    const scopes = scopesOf(item.table);
    if (item.table === IDENTITY_TABLE || scopes === null) return [];
    const rows = rowsIn(item, scopes);
    if (rows === 0) return [];
    return [{ ...item, rows, ...(item.fate === 'LATER' ? fateIn(item, scopes, today) : {}) }];
  });
  const identity = plan.filter(({ table }) => table === IDENTITY_TABLE);
  return [...identity.map((item) => ({ ...item, ...identityFateOf(others, archiveRule) })), ...others];
}

function rowsIn({ rows, rowsByScope }: ErasurePlanItem, scopes: ReadonlySet<string>): number {
  if (rowsByScope === null) return rows;
  return Object.entries(rowsByScope ?? {}).reduce((sum, [scopeId, count]) => sum + (scopes.has(scopeId) ? count : 0), 0);
}

function fateIn({ keptUntilByScope }: ErasurePlanItem, scopes: ReadonlySet<string>, today: LocalDate): ReturnType<typeof fateOf> {
  const days = Object.entries(keptUntilByScope ?? {}).flatMap(([scopeId, day]) => (scopes.has(scopeId) ? [day] : []));
  return fateOf({ endsWith: 'DAY', keptUntil: latestOf(days) }, today);
}

/** The latest of the days; null when there is none. */
export function latestOf(days: Iterable<LocalDate>): LocalDate | null {
  return [...days].sort().at(-1) ?? null;
}

/** The last day on which anything is kept; null when nothing waits. */
export function retainedUntil(plan: readonly Pick<ErasurePlanItem, 'fate' | 'keptUntil'>[]): LocalDate | null {
  return latestOf(plan.flatMap(({ fate, keptUntil }) => (fate === 'LATER' && keptUntil !== null ? [keptUntil] : [])));
}

/** The first day on which something that is kept may go: the day after its last day of retention. */
export function nextErasedOn(plan: readonly Pick<ErasurePlanItem, 'fate' | 'keptUntil'>[]): LocalDate | null {
  const [first] = plan.flatMap(({ fate, keptUntil }) => (fate === 'LATER' && keptUntil !== null ? [keptUntil] : [])).sort();
  return first === undefined ? null : addDays(first, 1);
}
