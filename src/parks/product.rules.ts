import { DAYS_REVERSED } from '../platform/clock/day-interval.errors.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { PRODUCT_IN_USE, PRODUCT_TRANSITIONS, type ProductStatus, type ProductVerb } from './product-states.js';
import {
  EVIDENCE_WITHDRAWN,
  PRODUCT_EVIDENCE_FULL,
  PRODUCT_EVIDENCE_MISSING,
  PRODUCT_NOT_LISTED,
  PRODUCT_STATE_FORBIDS,
} from './products.errors.js';

/** Papers that one product holds at most, the withdrawn ones included. */
const EVIDENCE_MAX = 50;
/** Platform codes that lead to one product at most. */
export const PLATFORM_CODES_MAX = 100;

/** First and last day on which a paper is valid; no last day when it does not expire. */
export interface EvidencePeriod {
  validFrom: LocalDate;
  validUntil: LocalDate | null;
}

/** A paper as the rules see it; one that was withdrawn counts on no day. */
export interface Paper extends EvidencePeriod {
  withdrawnAt: Date | null;
}

/** What the rules about one product need to know. */
export interface ProductFacts {
  name: string;
  status: ProductStatus;
  /** All papers that were ever added, the withdrawn ones too. */
  evidence: readonly Paper[];
}

type Path = readonly (string | number)[];

/** The first and the last day count. */
function isInForce({ validFrom, validUntil, withdrawnAt }: Paper, onDay: LocalDate): boolean {
  return withdrawnAt === null && validFrom <= onDay && (validUntil === null || onDay <= validUntil);
}

/** All reasons against leading the product to the verb's state on the day: the state it is in, and its papers (C04). */
export function refusalsToMove(verb: ProductVerb, product: ProductFacts, onDay: LocalDate): Refusal[] {
  const { needsEvidence, zh: verbZh, en: verbEn } = PRODUCT_TRANSITIONS[verb];
  const from: readonly ProductStatus[] = PRODUCT_TRANSITIONS[verb].from;
  const { status } = product;
  return [
    ...(from.includes(status) ? [] : [PRODUCT_STATE_FORBIDS({ status, verbZh, verbEn }, 'input', 'productId')]),
    ...(needsEvidence ? refusalsByEvidence(product, onDay, ['input', 'productId']) : []),
  ];
}

/** All reasons against selling the product on the day: it is not LISTED, or no paper is in force (INV-24, C04). */
export function refusalsToSellOn(product: ProductFacts, onDay: LocalDate, field: Path): Refusal[] {
  const { name, status } = product;
  return [...(status === 'LISTED' ? [] : [PRODUCT_NOT_LISTED({ name, status }, ...field)]), ...refusalsByEvidence(product, onDay, field)];
}

/** All reasons against adding a paper: the product's state, days in the wrong order, too many papers. */
export function refusalsToAddEvidence({ status, evidence }: ProductFacts, { validFrom, validUntil }: EvidencePeriod): Refusal[] {
  const refusals = refusalsToChangePapers(status);
  if (validUntil !== null && validUntil < validFrom) {
    refusals.push(DAYS_REVERSED({ startsOn: validFrom, endsOn: validUntil }, 'input', 'validUntil'));
  }
  if (evidence.length >= EVIDENCE_MAX) refusals.push(PRODUCT_EVIDENCE_FULL({ evidenceMax: EVIDENCE_MAX }, 'input', 'productId'));
  return refusals;
}

/** All reasons against withdrawing a paper: the product's state, or it is withdrawn already. */
export function refusalsToWithdrawEvidence(status: ProductStatus, paper: Paper): Refusal[] {
  const refusals = refusalsToChangePapers(status);
  return paper.withdrawnAt === null ? refusals : [...refusals, EVIDENCE_WITHDRAWN({}, 'input', 'evidenceId')];
}

function refusalsToChangePapers(status: ProductStatus): Refusal[] {
  const verb = { verbZh: '变更资质证明', verbEn: 'have its papers changed' };
  return PRODUCT_IN_USE.includes(status) ? [] : [PRODUCT_STATE_FORBIDS({ status, ...verb }, 'input', 'productId')];
}

function refusalsByEvidence({ name, evidence }: ProductFacts, onDay: LocalDate, field: Path): Refusal[] {
  return evidence.some((paper) => isInForce(paper, onDay)) ? [] : [PRODUCT_EVIDENCE_MISSING({ name, onDay }, ...field)];
}
