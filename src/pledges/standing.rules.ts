import type { LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { isInForceOn, type PledgeTimes, statusOn } from './pledge.rules.js';
import type { PledgeStatus } from './pledge-states.js';
import { HOST_PLEDGE_LAPSED, HOST_PLEDGE_MISSING, HOST_PLEDGE_REVOKED } from './pledges.errors.js';

/** One pledge of a host as the eligibility sees it. */
export interface HostPledge extends PledgeTimes {
  id: string;
  /** The series of its template. */
  code: string;
  templateName: string;
}

/** Statuses in which a later pledge does not take the place of a revoked one. */
const WITHOUT_EFFECT: readonly PledgeStatus[] = ['OFFERED', 'DECLINED', 'SIGNED', 'WITHDRAWN'];

/**
 * Why a host may not be confirmed for a day. `pledges` come oldest first. A revoked pledge that no later one of its series has followed blocks
 * always (INV-41), unless it was decided for this very session that it does not; no pledge in force blocks from the day on which the park requires one. An allegation or a warning blocks nothing (6.6).
 */
export function refusalsOfHost(
  pledges: readonly HostPledge[],
  host: { stageName: string; onDay: LocalDate; requiresPledgeFrom: LocalDate | null },
  keptPledgeIds: ReadonlySet<string> = new Set(),
): Refusal[] {
  const { stageName, onDay, requiresPledgeFrom } = host;
  const revoked = revokedAmong(pledges, onDay);
  const blocking = revoked.filter(({ id }) => !keptPledgeIds.has(id));
  if (revoked.length > 0 && blocking.length === 0) return [];
  const names = [...new Set(blocking.map(({ templateName }) => templateName))];
  const refusals = names.map((templateName) => HOST_PLEDGE_REVOKED({ stageName, templateName }));
  const isRequired = requiresPledgeFrom !== null && requiresPledgeFrom <= onDay;
  if (refusals.length > 0 || !isRequired || pledges.some((pledge) => isInForceOn(pledge, onDay))) return refusals;
  const ends = pledges.flatMap(({ validUntil }) => (validUntil !== null && validUntil < onDay ? [validUntil] : []));
  const lapsedOn = ends.sort().at(-1);
  return [lapsedOn ? HOST_PLEDGE_LAPSED({ stageName, onDay, lapsedOn }) : HOST_PLEDGE_MISSING({ stageName, onDay })];
}

/** Those of a party's pledges, oldest first, that are revoked on a day and that no later one of their series has followed (INV-41). */
export function revokedAmong<Pledge extends PledgeTimes & { code: string }>(pledges: readonly Pledge[], onDay: LocalDate): Pledge[] {
  return pledges.filter((pledge, index) => {
    const later = pledges.slice(index + 1).filter(({ code }) => code === pledge.code);
    return isRevoked(pledge, onDay) && later.every((other) => WITHOUT_EFFECT.includes(statusOn(other, onDay)));
  });
}

function isRevoked(pledge: PledgeTimes, onDay: LocalDate): boolean {
  const status = statusOn(pledge, onDay);
  return status === 'REVOKED' || status === 'FINAL';
}
