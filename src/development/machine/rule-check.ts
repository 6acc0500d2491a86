import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import type { RuleSetId } from '../rule-sets/rule-set.js';

/** Figures that a check looked at. */
export type CheckFacts = Readonly<Record<string, string | number | boolean | null>>;

/**
 * WARNED asks for a reason; OVERRIDDEN has one (INV-19). PROVISIONAL: a year of the work calendar is missing. HISTORIC_BREACH: a broken
 * rule of severity B before the cut-over day (INV-13a).
 */
export type CheckOutcome = 'OK' | 'WARNED' | 'BLOCKED' | 'PROVISIONAL' | 'HISTORIC_BREACH' | 'OVERRIDDEN';

/** What one rule says about one fact. It is stored with the fact and never rewritten (INV-18). */
export interface RuleCheck {
  /** R01..R36, or an invariant such as INV-14 where the machine itself refuses. */
  ruleId: string;
  ruleSetId: RuleSetId;
  /** Stable word for what is looked at, such as CULTIVATION_SHORT. */
  code: string;
  article: Bilingual;
  severity: 'BLOCK' | 'WARN' | 'CONFIG' | 'CALC';
  outcome: CheckOutcome;
  facts: CheckFacts;
  /** A sentence for a party-affairs officer, with rule and article; null when nothing is wrong. */
  reason: Bilingual | null;
  cure: Bilingual | null;
  /** Day from which waiting alone has cured it; null when waiting does not. */
  curedOn: LocalDate | null;
  /** First and last day on which this rule lets the step happen, broken or not; null where it sets none. */
  notBeforeOn: LocalDate | null;
  notAfterOn: LocalDate | null;
  /** True when the fact cannot be recorded because of this check. A warning about a day before the cut-over stops nothing. */
  isStopping: boolean;
  /** True when it speaks about what was typed in, not about the case. */
  isAboutEntry: boolean;
}
