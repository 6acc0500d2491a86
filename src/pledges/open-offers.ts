import { Injectable } from '@nestjs/common';
import { type Caller, systemCaller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import type { JobRun } from '../platform/queue/job-run.js';
import type { WithdrawOffersPayload } from './open-offers.jobs.js';
import { IntegrityPledge } from './pledge.entity.js';
import { PledgeNotices } from './pledge-notices.js';
import { PledgeWriter } from './pledge-writer.js';
import { PledgeTemplate } from './template.entity.js';

/** Offers that one transaction takes back. */
const OFFERS_PER_CHUNK_MAX = 200;

/** Takes back the offers that nobody has signed, of a text that is retired or of a batch, and tells the hosts. */
@Injectable()
export class OpenOffers {
  constructor(
    private readonly writer: PledgeWriter,
    private readonly notices: PledgeNotices,
  ) {}

  /** Chunk by chunk; killed anywhere, the next run takes back the rest. */
  async takeBack(run: JobRun<WithdrawOffersPayload>): Promise<void> {
    const caller = { ...systemCaller(run.jobId), accountId: run.payload.actorId };
    while ((await run.transaction((tx) => this.takeBackChunk(tx, caller, run.scopeId, run.payload))) > 0);
    await run.complete(() => Promise.resolve());
  }

  private async takeBackChunk(tx: Tx, caller: Caller, parkId: string, of: WithdrawOffersPayload): Promise<number> {
    const { templateId, batchId, reason } = of;
    const open = await tx.manager.find(IntegrityPledge, {
      where: { parkId, templateId, status: 'OFFERED', ...(batchId === null ? {} : { batchId }) },
      order: { id: 'ASC' },
      take: OFFERS_PER_CHUNK_MAX,
    });
    for (const offer of open) await this.writer.move(tx, caller, 'withdrawPledgeOffer', offer, { reason });
    const hosts = open.filter(({ audience }) => audience === 'STREAMER');
    if (hosts.length > 0) {
      const template = await tx.manager.findOneByOrFail(PledgeTemplate, { id: templateId });
      await this.notices.offersTakenBack(tx, hosts, template.name);
    }
    return open.length;
  }
}
