import { Injectable } from '@nestjs/common';
import { declareJob } from '../platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../platform/queue/job-handler.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { OfferBatchRun } from './offer-batch-run.js';

/** Who asked for the batch: the offers are made in that account's name. */
export interface OfferBatchPayload {
  actorId: string;
}

export const OFFER_BATCH = declareJob<OfferBatchPayload>('pledges.offer-batch', {
  describe: { zh: '向全园区发出承诺签署邀请', en: 'Offers a pledge to a whole park' },
});

/** Key: the batch's id. */
@Injectable()
@HandlesJob(OFFER_BATCH)
export class OfferBatchHandler implements JobHandler<OfferBatchPayload> {
  constructor(private readonly batches: OfferBatchRun) {}

  handle(run: JobRun<OfferBatchPayload>): Promise<unknown> {
    return this.batches.run(run);
  }
}
