import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { JobOutbox } from '../platform/queue/job-outbox.js';
import { PledgeOfferBatch } from './offer-batch.entity.js';
import { OFFER_BATCH } from './offer-batches.jobs.js';
import { templateOfPark } from './offers.service.js';
import { WITHDRAW_OFFERS } from './open-offers.jobs.js';
import { CAMPAIGN_DAY_PAST, OFFER_BATCH_WITHDRAWN, TEMPLATE_NOT_PUBLISHED } from './pledges.errors.js';

/** An offer to many at once. */
export interface BatchRequest {
  parkId: string;
  templateId: string;
  /** Makes it a renewal campaign: pledges that end on or before this day are reached. */
  endingUntil: LocalDate | null;
  idempotencyKey: string;
}

/** Offers to a whole park, and renewal campaigns, each as a job; and what takes them back. */
@Injectable()
export class OfferBatches {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly outbox: JobOutbox,
    private readonly audit: AuditTrail,
  ) {}

  /** Starts a batch and its job, and returns the batch's id. */
  async start(caller: Caller, operation: string, request: BatchRequest): Promise<string> {
    const { parkId, templateId, endingUntil, idempotencyKey: key } = request;
    await this.access.requirePark(caller, 'pledges.manage', parkId, 'input', 'parkId');
    const { ref } = await this.idempotency.once(caller, { scopeId: parkId, key, operation, input: request }, async (tx) => {
      const template = await templateOfPark(tx, parkId, templateId);
      const today = localDateOf(tx.at);
      const isPast = endingUntil !== null && endingUntil < today;
      refuseIfAny([
        ...(template.status === 'PUBLISHED' ? [] : [TEMPLATE_NOT_PUBLISHED({}, 'input', 'templateId')]),
        ...(isPast ? [CAMPAIGN_DAY_PAST({ endingUntil, today }, 'input', 'endingUntil')] : []),
      ]);
      const id = newId();
      const jobId = await this.outbox.enqueue(tx, OFFER_BATCH, { scopeId: parkId, key: id, payload: { actorId: caller.accountId } });
      const kind = endingUntil === null ? ('WHOLE_PARK' as const) : ('RENEWAL' as const);
      const counts = { lastSignatoryId: '', lookedAtCount: 0, offeredCount: 0, skippedCounts: {}, doneAt: null };
      const batch = { id, parkId, templateId, audience: template.audience, kind, endingUntil, status: 'RUNNING' as const, jobId };
      await tx.insert(PledgeOfferBatch, [{ ...batch, ...counts, createdAt: tx.at, createdBy: caller.accountId, version: 1 }]);
      const changes = [
        { field: 'templateId', after: templateId },
        { field: 'kind', after: kind },
        { field: 'endingUntil', after: endingUntil },
      ];
      await this.audit.record(tx, caller, { scopeId: parkId, action: operation, recordKind: 'PledgeOfferBatch', recordId: id, changes });
      return id;
    });
    return ref;
  }

  /** Takes a batch back: it offers no more, and a job takes back what nobody has signed. Refuses a batch that was taken back before. */
  async withdraw(caller: Caller, target: { offerBatchId: string; reason: string; expectedVersion: number }): Promise<string> {
    const scope = await this.access.parks(caller, 'pledges.manage');
    return this.transactions.run(async (tx) => {
      const batch = await parkRow(tx, PledgeOfferBatch, scope, target.offerBatchId, 'input', 'offerBatchId');
      requireVersion(batch, target.expectedVersion);
      refuseIfAny(batch.status === 'WITHDRAWN' ? [OFFER_BATCH_WITHDRAWN({}, 'input', 'offerBatchId')] : []);
      const { id, parkId, templateId } = batch;
      await updateVersioned(tx, PledgeOfferBatch, batch, { status: 'WITHDRAWN', doneAt: batch.doneAt ?? tx.at });
      const payload = { actorId: caller.accountId, templateId, batchId: id, reason: target.reason };
      await this.outbox.enqueue(tx, WITHDRAW_OFFERS, { scopeId: parkId, key: id, payload });
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: 'withdrawPledgeOfferBatch',
        recordKind: 'PledgeOfferBatch',
        recordId: id,
        changes: [{ field: 'status', before: batch.status, after: 'WITHDRAWN' }],
        reason: target.reason,
      });
      return id;
    });
  }
}
