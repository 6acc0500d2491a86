import type { LocalDate } from '../../platform/clock/local-date.js';
import type { FactKind, RuleOverride } from '../machine/case-facts.js';

/** One fact of a row; names are resolved to ids. */
export interface TakeoverFact {
  kind: FactKind;
  occurredOn: LocalDate;
  documentNumber: string | null;
  data: object;
  /** Warnings that the importer passes with the reason of the row (INV-19). */
  overrides: RuleOverride[];
}

/** What is kept of a row: everything but who it is about. */
export interface TakeoverContent {
  consentOn: LocalDate;
  consentReference: string;
  /** Reason with which warnings about days after the cut-over are passed; null when the row gives none. */
  overrideReason: string | null;
  facts: TakeoverFact[];
}

/** Who a row is about. */
export interface RowIdentity {
  fullName: string;
  idCardNumber: string;
}
