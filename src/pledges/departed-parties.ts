import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { EnterpriseUses } from '../enterprises/enterprise-uses.js';
import { StorefrontUses } from '../enterprises/storefront-uses.js';
import { ENDED_STATUSES } from '../organizations/organization-states.js';
import { OrganizationUses } from '../organizations/organization-uses.js';
import type { Caller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import { GONE_STATUSES } from '../streamers/streamer-states.js';
import { StreamerStepListeners } from '../streamers/streamer-step-listeners.js';
import type { Party } from './party-locks.js';
import { IntegrityPledge } from './pledge.entity.js';
import { PledgeNotices } from './pledge-notices.js';
import { IN_FORCE_STATUSES, PENDING_STATUSES, PLEDGE_TRANSITIONS, type PledgeStatus } from './pledge-states.js';
import { PledgeWriter } from './pledge-writer.js';
import { SIGNATORY_NOT_FIT } from './pledges.errors.js';
import { type Signatory, signatoryOfPark } from './signatories.js';
import type { PledgeAudience } from './template-states.js';

/** Who is gone, and the reason with which its pledges end. */
const DEPARTED: Readonly<Record<PledgeAudience, { statuses: readonly string[]; reason: () => string }>> = {
  STREAMER: { statuses: GONE_STATUSES, reason: declareReason('HOST_LEFT', { zh: '主播已离开园区', en: 'The host has left the park' }) },
  ENTERPRISE: {
    statuses: ['LEFT'],
    reason: declareReason('ENTERPRISE_LEFT', { zh: '企业已撤离园区', en: 'The enterprise has left the park' }),
  },
  ORGANIZATION: {
    statuses: ENDED_STATUSES,
    reason: declareReason('ORGANIZATION_ENDED', { zh: '党组织已合并或撤销', en: 'The party organization was merged or dissolved' }),
  },
  STORE: { statuses: ['CLOSED'], reason: declareReason('STOREFRONT_CLOSED', { zh: '门店已停业', en: 'The storefront has closed' }) },
};
const ENDING: readonly PledgeStatus[] = PLEDGE_TRANSITIONS.withdrawPledge.from;

/** Parties that have gone promise nothing: their pledges end and stay readable. One under review ends with its decision (INV-42). */
@Injectable()
export class DepartedParties implements OnModuleInit {
  constructor(
    private readonly enterprises: EnterpriseUses,
    private readonly storefronts: StorefrontUses,
    private readonly organizations: OrganizationUses,
    private readonly streamers: StreamerStepListeners,
    private readonly writer: PledgeWriter,
    private readonly notices: PledgeNotices,
  ) {}

  onModuleInit(): void {
    this.storefronts.registerEnding((tx, caller, storefrontId) => this.endEverywhere(tx, caller, 'STORE', storefrontId));
    this.enterprises.registerEnding((tx, caller, enterpriseId) => this.endEverywhere(tx, caller, 'ENTERPRISE', enterpriseId));
    this.organizations.registerEnding((tx, caller, organizationId) => this.endEverywhere(tx, caller, 'ORGANIZATION', organizationId));
    this.streamers.register(async (tx, caller, { verb, streamer: { id: signatoryId, parkId } }) => {
      if (verb === 'recordStreamerLeft') await this.endAll(tx, caller, { parkIds: [parkId], audience: 'STREAMER', signatoryId });
    });
  }

  /** Ends a pledge that is decided after its party had gone, whether or not it came back. */
  async endIfDeparted(tx: Tx, caller: Caller, pledge: IntegrityPledge): Promise<void> {
    if (pledge.goneReason !== null || (await hasDeparted(tx, pledge))) await this.end(tx, caller, pledge);
  }

  /** The party may have signed in every park that sees it; parks are few, and the index begins with the park. */
  private async endEverywhere(tx: Tx, caller: Caller, audience: PledgeAudience, signatoryId: string): Promise<void> {
    const parks = await tx.rows<{ id: string }>('SELECT id FROM park');
    await this.endAll(tx, caller, { parkIds: parks.map(({ id }) => id), audience, signatoryId });
  }

  private async endAll(
    tx: Tx,
    caller: Caller,
    { parkIds, audience, signatoryId }: { parkIds: readonly string[]; audience: PledgeAudience; signatoryId: string },
  ): Promise<void> {
    const status = In([...PENDING_STATUSES, ...IN_FORCE_STATUSES]);
    const where = { parkId: In([...parkIds]), signatoryId, audience, status };
    for (const { id } of await tx.manager.find(IntegrityPledge, { where, order: { id: 'ASC' } })) {
      /* Read afresh: what days bring about to one pledge may have moved another. */
      await this.end(tx, caller, await this.writer.settle(tx, await tx.manager.findOneByOrFail(IntegrityPledge, { id }), caller.requestId));
    }
  }

  private async end(tx: Tx, caller: Caller, pledge: IntegrityPledge): Promise<void> {
    const reason = pledge.goneReason ?? DEPARTED[pledge.audience].reason();
    if (pledge.status === 'OFFERED') await this.writer.move(tx, caller, 'withdrawPledgeOffer', pledge, { reason });
    const isOver = pledge.validUntil !== null && pledge.validUntil < localDateOf(tx.at);
    if (pledge.status === 'UNDER_REVIEW' && pledge.goneReason === null && !isOver)
      await this.writer.noteDeparture(tx, caller, pledge, reason);
    if (ENDING.includes(pledge.status))
      await this.writer.forgetSuccessor(tx, await this.writer.move(tx, caller, 'withdrawPledge', pledge, { reason }));
    await this.notices.nothingToDo(tx, pledge);
  }
}

/** Whether the party has left the park for good, or closed. */
export async function hasDeparted(tx: Tx, party: Party): Promise<boolean> {
  return (await departedParty(tx, party)) !== null;
}

/** Who is gone signs nothing any more (INV-24). */
export async function refusalsOfDeparted(tx: Tx, party: Party): Promise<Refusal[]> {
  const gone = await departedParty(tx, party);
  return gone ? [SIGNATORY_NOT_FIT({ name: gone.name, audience: party.audience, status: gone.status }, 'input', 'pledgeId')] : [];
}

async function departedParty(tx: Tx, { parkId, audience, signatoryId }: Party): Promise<Signatory | null> {
  const signatory = await signatoryOfPark(tx, parkId, audience, signatoryId);
  return signatory !== null && DEPARTED[audience].statuses.includes(signatory.status) ? signatory : null;
}
