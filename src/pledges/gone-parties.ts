import { ENDED_STATUSES } from '../organizations/organization-states.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import { GONE_STATUSES } from '../streamers/streamer-states.js';
import type { Party } from './party-locks.js';
import { IN_FORCE_STATUSES, PENDING_STATUSES, type PledgeStatus } from './pledge-states.js';
import { SIGNATORY_NOT_FIT } from './pledges.errors.js';
import type { PledgeAudience } from './template-states.js';

/** When a party is gone for good, or closed, and with which reason its pledges end. */
interface Going {
  /** The party's register, with the column that names it. */
  register: string;
  name: string;
  statuses: readonly string[];
  reason: () => string;
}

/** How each kind of party goes. */
export const GOING: Readonly<Record<PledgeAudience, Going>> = {
  STREAMER: {
    ...{ register: 'streamer', name: 'stageName', statuses: GONE_STATUSES },
    reason: declareReason('HOST_LEFT', { zh: '主播已离开园区', en: 'The host has left the park' }),
  },
  ENTERPRISE: {
    ...{ register: 'enterprise', name: 'name', statuses: ['LEFT'] },
    reason: declareReason('ENTERPRISE_LEFT', { zh: '企业已撤离园区', en: 'The enterprise has left the park' }),
  },
  STORE: {
    ...{ register: 'storefront', name: 'name', statuses: ['CLOSED'] },
    reason: declareReason('STOREFRONT_CLOSED', { zh: '门店已停业', en: 'The storefront has closed' }),
  },
  ORGANIZATION: {
    ...{ register: 'organization', name: 'name', statuses: ENDED_STATUSES },
    reason: declareReason('ORGANIZATION_ENDED', { zh: '党组织已合并或撤销', en: 'The party organization was merged or dissolved' }),
  },
};

/** What ends, or is noted, when a party goes. */
export const BINDING_STATUSES: readonly PledgeStatus[] = [...PENDING_STATUSES, ...IN_FORCE_STATUSES];

/** Whether the party has left the park for good, or closed. */
export async function hasDeparted(tx: Tx, party: Party): Promise<boolean> {
  return (await departed(tx, party)) !== null;
}

/** Who is gone signs nothing any more (INV-24). */
export async function refusalsOfDeparted(tx: Tx, party: Party): Promise<Refusal[]> {
  const gone = await departed(tx, party);
  return gone ? [SIGNATORY_NOT_FIT({ ...gone, audience: party.audience }, 'input', 'pledgeId')] : [];
}

async function departed(tx: Tx, { audience, signatoryId }: Party): Promise<{ name: string; status: string } | null> {
  const { register, name, statuses } = GOING[audience];
  const [gone] = await tx.rows<{ name: string; status: string }>(
    `SELECT g.${name} AS name, g.status AS status FROM ${register} g WHERE g.id = ? AND g.status IN ${inList(statuses)}`,
    [signatoryId, ...statuses],
  );
  return gone ?? null;
}

/** The next pledges, in the order of their ids, that bind a party which is gone; all but those under review that were over when it went, or know of it. */
export function nextLeftBehind(tx: Tx, audience: PledgeAudience, afterId: string, limit: number): Promise<(Party & { id: string })[]> {
  const { register, statuses } = GOING[audience];
  return tx.rows<Party & { id: string }>(
    `SELECT p.id, p.parkId, p.audience, p.signatoryId
     FROM integrity_pledge p JOIN ${register} g ON g.id = p.signatoryId AND g.status IN ${inList(statuses)}
     WHERE p.audience = ? AND p.id > ? AND p.status IN ${inList(BINDING_STATUSES)}
       AND (p.status <> 'UNDER_REVIEW' OR (p.goneReason IS NULL AND (p.validUntil IS NULL OR p.validUntil >= ?)))
     ORDER BY p.id LIMIT ${limit}`,
    [...statuses, audience, afterId, ...BINDING_STATUSES, localDateOf(tx.at)],
  );
}
