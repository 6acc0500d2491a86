import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { EnterpriseUses } from '../enterprises/enterprise-uses.js';
import { StorefrontUses } from '../enterprises/storefront-uses.js';
import { OrganizationUses } from '../organizations/organization-uses.js';
import { type Caller, systemCaller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { StreamerStepListeners } from '../streamers/streamer-step-listeners.js';
import { BINDING_STATUSES, GOING, hasDeparted, nextLeftBehind } from './gone-parties.js';
import { type Party, serializeOnParty } from './party-locks.js';
import { IntegrityPledge } from './pledge.entity.js';
import { PledgeNotices } from './pledge-notices.js';
import { PLEDGE_TRANSITIONS, type PledgeStatus } from './pledge-states.js';
import { PledgeWriter } from './pledge-writer.js';
import { PledgeAudience } from './template-states.js';

/** Pledges that one transaction looks for. */
const PLEDGES_PER_PAGE_MAX = 200;
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

  /** Ends what still binds parties that went before their going ended it. Killed anywhere, the next run ends the rest. */
  async endLeftBehind(run: JobRun): Promise<void> {
    for (const audience of Object.values(PledgeAudience)) {
      for (let afterId: string | undefined = ''; afterId !== undefined;) {
        const from: string = afterId;
        const found = await run.transaction((tx) => nextLeftBehind(tx, audience, from, PLEDGES_PER_PAGE_MAX));
        for (const { id, ...party } of found) await run.transaction((tx) => this.endAfterwards(tx, run.jobId, id, party));
        afterId = found.at(-1)?.id;
      }
    }
  }

  private async endAfterwards(tx: Tx, requestId: string, id: string, party: Party): Promise<void> {
    await serializeOnParty(tx, party);
    const pledge = await this.writer.settle(tx, await tx.manager.findOneByOrFail(IntegrityPledge, { id }), requestId);
    if (await hasDeparted(tx, pledge)) await this.end(tx, systemCaller(requestId), pledge);
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
    const status = In([...BINDING_STATUSES]);
    const where = { parkId: In([...parkIds]), signatoryId, audience, status };
    for (const { id } of await tx.manager.find(IntegrityPledge, { where, order: { id: 'ASC' } })) {
      /* Read afresh: what days bring about to one pledge may have moved another. */
      await this.end(tx, caller, await this.writer.settle(tx, await tx.manager.findOneByOrFail(IntegrityPledge, { id }), caller.requestId));
    }
  }

  private async end(tx: Tx, caller: Caller, pledge: IntegrityPledge): Promise<void> {
    const reason = pledge.goneReason ?? GOING[pledge.audience].reason();
    if (pledge.status === 'OFFERED') await this.writer.move(tx, caller, 'withdrawPledgeOffer', pledge, { reason });
    const isOver = pledge.validUntil !== null && pledge.validUntil < localDateOf(tx.at);
    if (pledge.status === 'UNDER_REVIEW' && pledge.goneReason === null && !isOver)
      await this.writer.noteDeparture(tx, caller, pledge, reason);
    if (ENDING.includes(pledge.status))
      await this.writer.forgetSuccessor(tx, await this.writer.move(tx, caller, 'withdrawPledge', pledge, { reason }));
    await this.notices.nothingToDo(tx, pledge);
  }
}
