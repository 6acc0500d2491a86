import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { type Caller, systemCaller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { updateVersioned } from '../platform/database/versioned-rows.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { isLeftOut } from './offer.rules.js';
import { PledgeOfferBatch } from './offer-batch.entity.js';
import type { OfferBatchPayload } from './offer-batches.jobs.js';
import { offerFactsOf, PledgeOffers, pledgesOfSeries, templateOfPark } from './offers.service.js';
import { countSignatories, nextSignatories } from './signatories.js';

/** Signatories that one transaction looks at. */
const SIGNATORIES_PER_CHUNK_MAX = 500;

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
    if (batch.status === 'DONE') return { lookedAtCount: batch.lookedAtCount, isOver: true };
    const template = await templateOfPark(tx, parkId, batch.templateId);
    const signatories = await nextSignatories(tx, parkId, batch.audience, batch.lastSignatoryId, SIGNATORIES_PER_CHUNK_MAX);
    if (signatories.length === 0 || template.status !== 'PUBLISHED') return { lookedAtCount: batch.lookedAtCount, isOver: true };
    const known = await pledgesOfSeries(
      tx,
      template,
      signatories.map(({ id }) => id),
    );
    const campaign = batch.kind === 'RENEWAL' ? { endingUntil: batch.endingUntil } : null;
    const wanted = signatories
      .map((signatory) => ({ signatory, pledges: known.filter(({ signatoryId }) => signatoryId === signatory.id) }))
      .filter(({ signatory, pledges }) => !isLeftOut(offerFactsOf(template, signatory, pledges), localDateOf(tx.at), campaign));
    await this.offers.write(tx, caller, template, wanted, batch.id);
    const lookedAtCount = batch.lookedAtCount + signatories.length;
    await updateVersioned(tx, PledgeOfferBatch, batch, {
      lastSignatoryId: signatories.at(-1)!.id,
      lookedAtCount,
      offeredCount: batch.offeredCount + wanted.length,
    });
    return { lookedAtCount, isOver: false };
  }

  private async finish(tx: Tx, caller: Caller, parkId: string, batchId: string): Promise<void> {
    const batch = await tx.manager.findOneByOrFail(PledgeOfferBatch, { id: batchId, parkId });
    if (batch.status === 'DONE') return;
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
