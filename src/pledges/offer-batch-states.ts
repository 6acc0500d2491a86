import { describedEnum } from '../platform/graphql/descriptions.js';

/** To whom a batch goes. */
export const OfferBatchKind = { WHOLE_PARK: 'WHOLE_PARK', RENEWAL: 'RENEWAL' } as const;
export type OfferBatchKind = (typeof OfferBatchKind)[keyof typeof OfferBatchKind];
describedEnum(OfferBatchKind, 'OfferBatchKind', '批量邀请种类', 'To whom a batch of offers goes', {
  WHOLE_PARK: ['全园区:尚无同类有效承诺的主体', 'The whole park: everybody without such a pledge'],
  RENEWAL: ['续签:即将到期或文本有实质修订的承诺', 'Renewal: pledges about to end or of an earlier edition'],
});

/** How far a batch is. */
export const OfferBatchStatus = { RUNNING: 'RUNNING', DONE: 'DONE' } as const;
export type OfferBatchStatus = (typeof OfferBatchStatus)[keyof typeof OfferBatchStatus];
describedEnum(OfferBatchStatus, 'OfferBatchStatus', '批量邀请状态', 'How far a batch of offers is', {
  RUNNING: ['进行中', 'Running'],
  DONE: ['已完成', 'Done'],
});
