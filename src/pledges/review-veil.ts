import type { LocalDate } from '../platform/clock/local-date.js';
import { PARTY_GONE, type PledgeStatus } from './pledge-states.js';
import type { IntegrityPledgeView, PledgeStepView } from './pledges.objects.js';

/** A pledge as it was read, with the columns from which the veil tells where it stood before the review. */
export type VeiledPledge = Pick<IntegrityPledgeView, 'status' | 'isInForce' | 'parkId' | 'reason' | 'validUntil'> & {
  reviewedFrom?: PledgeStatus | null;
  expiringFrom?: LocalDate | null;
  /** Why the pledge would have ended already, were it not under review: its party has gone. */
  goneReason?: string | null;
  /** The newest reason is that the review only went on with another pledge. */
  isCarriedOver?: boolean;
  history?: VeiledStep[];
};

/** A step as it was read, with the mark of a review that only went on with another pledge. */
export type VeiledStep = PledgeStepView & { isCarriedOver?: boolean };

/** SQL for the reason with which the party of a row `{t}` went while it is under review; null for any other. */
export const GONE_REASON_SQL = `(CASE WHEN {t}.status = 'UNDER_REVIEW' THEN {t}.goneReason END)`;

/** SQL for the status of a row `{t}` as those see it who may not know of a review; `status` and `over` are SQL for any other and for an ended one. */
export function veiledStatusSql(day: string, status: string, over: string): string {
  return `CASE WHEN {t}.status = 'UNDER_REVIEW' THEN
    CASE WHEN ${GONE_REASON_SQL} IS NOT NULL THEN 'WITHDRAWN'
      WHEN {t}.validUntil < ${day} THEN ${over}
      WHEN {t}.reviewedFrom IN ('WARNED', 'REINSTATED') THEN {t}.reviewedFrom
      WHEN {t}.expiringFrom <= ${day} THEN 'EXPIRING' ELSE 'IN_FORCE' END
    ELSE ${status} END`;
}

/**
 * Hides an undecided review: the pledge stands where it stood, or has ended with a party that has gone, and its history does not tell. An allegation
 * alone changes nothing (INV-42), so nothing of it is shown to those who do not handle cases (PR-7).
 */
export function veilReview(pledge: VeiledPledge, today: LocalDate): void {
  if (pledge.isCarriedOver) pledge.reason = null;
  if (pledge.status === 'UNDER_REVIEW') {
    pledge.status = statusBefore(pledge, today);
    if (pledge.goneReason) Object.assign(pledge, { isInForce: false, reason: pledge.goneReason });
  }
  if (pledge.history) pledge.history = withoutUndecidedReviews(pledge.history);
}

function statusBefore({ goneReason, reviewedFrom, validUntil, expiringFrom }: VeiledPledge, today: LocalDate): PledgeStatus {
  if (goneReason) return 'WITHDRAWN';
  if (validUntil !== null && validUntil < today) return 'LAPSED';
  if (reviewedFrom === 'WARNED' || reviewedFrom === 'REINSTATED') return reviewedFrom;
  return expiringFrom && expiringFrom <= today ? 'EXPIRING' : 'IN_FORCE';
}

/**
 * A review counts as decided with the step that ends it; one that only went on with another pledge was not decided there, and one whose party had
 * gone before had ended with that.
 */
function withoutUndecidedReviews(history: readonly VeiledStep[]): VeiledStep[] {
  const shown: VeiledStep[] = [];
  let opened: VeiledStep[] = [];
  for (const step of history) {
    if (step.verb === 'openReview') opened = [step];
    else if (step.verb === PARTY_GONE) opened.push(step);
    else if (step.verb === 'clearPledge' && step.isCarriedOver) opened = opened.filter(({ verb }) => verb === PARTY_GONE);
    else if (step.verb === 'withdrawPledge' && opened.length > 0) {
      shown.push({ ...step, at: opened[0]!.at });
      opened = [];
    } else {
      const isDecision = ['clearPledge', 'warnPledge', 'revokePledge'].includes(step.verb);
      shown.push(...(isDecision ? opened : []), step);
      if (isDecision) opened = [];
    }
  }
  const gone = opened.find(({ verb }) => verb === PARTY_GONE);
  return gone ? [...shown, { ...gone, verb: 'withdrawPledge', fromStatus: opened[0]!.fromStatus, toStatus: 'WITHDRAWN' }] : shown;
}
