import { describedEnum } from '../platform/graphql/descriptions.js';

/** To whom a batch goes. */
export const OfferBatchKind = { WHOLE_PARK: 'WHOLE_PARK', RENEWAL: 'RENEWAL' } as const;
export type OfferBatchKind = (typeof OfferBatchKind)[keyof typeof OfferBatchKind];
describedEnum(OfferBatchKind, 'OfferBatchKind', '批量邀请种类', 'To whom a batch of offers goes', {
  WHOLE_PARK: ['全园区:尚无同类有效承诺的主体', 'The whole park: everybody without such a pledge'],
  RENEWAL: ['续签:即将到期或文本有实质修订的承诺', 'Renewal: pledges about to end or of an earlier edition'],
});

/** How far a batch is. */
export const OfferBatchStatus = { RUNNING: 'RUNNING', DONE: 'DONE', WITHDRAWN: 'WITHDRAWN' } as const;
export type OfferBatchStatus = (typeof OfferBatchStatus)[keyof typeof OfferBatchStatus];
describedEnum(OfferBatchStatus, 'OfferBatchStatus', '批量邀请状态', 'How far a batch of offers is', {
  RUNNING: ['进行中', 'Running'],
  DONE: ['已完成', 'Done'],
  WITHDRAWN: ['已撤回,未签署的邀请随之撤回', 'Taken back with the offers that nobody has signed'],
});

/** Why a batch left a party out. */
export const OfferSkipReason = {
  OFFER_OPEN: 'OFFER_OPEN',
  STILL_IN_FORCE: 'STILL_IN_FORCE',
  NOTHING_TO_RENEW: 'NOTHING_TO_RENEW',
  APPEAL_OPEN: 'APPEAL_OPEN',
  REVOKED_FOR_GOOD: 'REVOKED_FOR_GOOD',
} as const;
export type OfferSkipReason = (typeof OfferSkipReason)[keyof typeof OfferSkipReason];
describedEnum(OfferSkipReason, 'OfferSkipReason', '批量邀请未发出的原因', 'Why a batch left a party out', {
  OFFER_OPEN: ['已有一份待签署或待生效的', 'One waits for its signature or its first day'],
  STILL_IN_FORCE: ['现有的承诺仍然有效,不在本次续签之列', 'The pledge in force is not due for this renewal'],
  NOTHING_TO_RENEW: ['没有可续签的有效承诺', 'There is no pledge in force to renew'],
  APPEAL_OPEN: ['承诺被撤销,申诉程序尚未终结', 'Revoked and open to an appeal'],
  REVOKED_FOR_GOOD: ['承诺撤销已终局,须另行个别邀请', 'Revoked for good; the park may offer one by an act of its own'],
});
