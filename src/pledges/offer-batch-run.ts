import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { type Caller, systemCaller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { updateVersioned } from '../platform/database/versioned-rows.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { reasonToLeaveOut } from './offer.rules.js';
import { PledgeOfferBatch } from './offer-batch.entity.js';
import type { OfferBatchPayload } from './offer-batches.jobs.js';
import { offerFactsOf, PledgeOffers, pledgesOfSeries, templateOfPark } from './offers.service.js';
import type { IntegrityPledge } from './pledge.entity.js';
import type { PledgeAudience } from './template-states.js';
import { countSignatories, nextSignatories, type Signatory } from './signatories.js';

/** Signatories that one transaction looks at. All but hosts are locked in the installation, where more wait than in a park. */
const SIGNATORIES_PER_CHUNK_MAX: Readonly<Record<PledgeAudience, number>> = { STREAMER: 500, ORGANIZATION: 50, ENTERPRISE: 50, STORE: 50 };

/**
 * Runs a batch of offers. It looks at the park's parties in the order of their ids, chunk by chunk; each chunk is one transaction that also moves
 * the mark in the batch. Killed anywhere, the next run goes on after the mark, so each is offered once.
 */
@Injectable()
export class OfferBatchRun {
  constructor(
    private readonly transactions: Transactions,
    private readonly offers: PledgeOffers,
    private readonly audit: AuditTrail,
  ) {}

  /** Runs the batch that is the job's key to its end. */
  async run(run: JobRun<OfferBatchPayload>): Promise<void> {
    const caller = { ...systemCaller(run.jobId), accountId: run.payload.actorId };
    const [parkId, batchId] = [run.scopeId, run.key];
    const total = await this.transactions.run(async (tx) => {
      const batch = await tx.manager.findOneByOrFail(PledgeOfferBatch, { id: batchId, parkId });
      return countSignatories(tx, parkId, batch.audience);
    });
    for (;;) {
      const batch = await run.transaction((tx) => this.offerChunk(tx, caller, parkId, batchId));
      if (batch.isOver) break;
      await run.progress(batch.lookedAtCount, Math.max(total, batch.lookedAtCount));
    }
    await run.complete((tx) => this.finish(tx, caller, parkId, batchId));
  }

  private async offerChunk(tx: Tx, caller: Caller, parkId: string, batchId: string): Promise<{ lookedAtCount: number; isOver: boolean }> {
    const batch = await tx.manager.findOneByOrFail(PledgeOfferBatch, { id: batchId, parkId });
    if (batch.status !== 'RUNNING') return { lookedAtCount: batch.lookedAtCount, isOver: true };
    const template = await templateOfPark(tx, parkId, batch.templateId);
    const countMax = SIGNATORIES_PER_CHUNK_MAX[batch.audience];
    const signatories = await nextSignatories(tx, parkId, batch.audience, batch.lastSignatoryId, countMax);
    if (signatories.length === 0 || template.status !== 'PUBLISHED') return { lookedAtCount: batch.lookedAtCount, isOver: true };
    const ids = signatories.map(({ id }) => id);
    const known = new Map<string, IntegrityPledge[]>(ids.map((id) => [id, []]));
    for (const pledge of await pledgesOfSeries(tx, template, ids)) known.get(pledge.signatoryId)!.push(pledge);
    const today = localDateOf(tx.at);
    const campaign = batch.kind === 'RENEWAL' ? { endingUntil: batch.endingUntil! } : null;
    const skippedCounts = { ...batch.skippedCounts };
    const wanted: { signatory: Signatory; pledges: IntegrityPledge[] }[] = [];
    for (const signatory of signatories) {
      const pledges = known.get(signatory.id)!;
      const reason = reasonToLeaveOut(offerFactsOf(template, signatory, pledges, today), today, campaign);
      if (reason === null) wanted.push({ signatory, pledges });
      else skippedCounts[reason] = (skippedCounts[reason] ?? 0) + 1;
    }
    await this.offers.write(tx, caller, template, wanted, batch.id);
    const lookedAtCount = batch.lookedAtCount + signatories.length;
    await updateVersioned(tx, PledgeOfferBatch, batch, {
      lastSignatoryId: signatories.at(-1)!.id,
      lookedAtCount,
      offeredCount: batch.offeredCount + wanted.length,
      skippedCounts,
    });
    return { lookedAtCount, isOver: false };
  }

  private async finish(tx: Tx, caller: Caller, parkId: string, batchId: string): Promise<void> {
    const batch = await tx.manager.findOneByOrFail(PledgeOfferBatch, { id: batchId, parkId });
    if (batch.status !== 'RUNNING') return;
    await updateVersioned(tx, PledgeOfferBatch, batch, { status: 'DONE', doneAt: tx.at });
    await this.audit.record(tx, caller, {
      scopeId: parkId,
      action: 'finishPledgeOfferBatch',
      recordKind: 'PledgeOfferBatch',
      recordId: batchId,
      changes: [{ field: 'offeredCount', after: batch.offeredCount }],
    });
  }
}
