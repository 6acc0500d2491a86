import { Injectable } from '@nestjs/common';
import { declareJob } from '../platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../platform/queue/job-handler.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { OpenOffers } from './open-offers.js';

/** Which open offers are taken back, in whose name and why. */
export interface WithdrawOffersPayload {
  actorId: string;
  templateId: string;
  /** Only the offers of this batch; null for all offers of the text. */
  batchId: string | null;
  reason: string;
}

export const WITHDRAW_OFFERS = declareJob<WithdrawOffersPayload>('pledges.withdraw-offers', {
  describe: { zh: '撤回一个文本或一次批量邀请中未签署的邀请', en: 'Takes back the unsigned offers of a text or of a batch' },
});

/** Key: the batch's id, or the template's. */
@Injectable()
@HandlesJob(WITHDRAW_OFFERS)
export class WithdrawOffersHandler implements JobHandler<WithdrawOffersPayload> {
  constructor(private readonly offers: OpenOffers) {}

  handle(run: JobRun<WithdrawOffersPayload>): Promise<unknown> {
    return this.offers.takeBack(run);
  }
}
