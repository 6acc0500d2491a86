import { describedEnum } from '../../platform/graphql/descriptions.js';

/** 主播层级 (3-development-rules 2.3). The first two follow from track and certificate; the others are decided. */
export const StreamerTier = { SEEDLING: 'SEEDLING', CERTIFIED: 'CERTIFIED', BACKBONE: 'BACKBONE', PIONEER: 'PIONEER' } as const;
export type StreamerTier = (typeof StreamerTier)[keyof typeof StreamerTier];
describedEnum(StreamerTier, 'StreamerTier', '主播层级', 'Tier of a streamer', {
  SEEDLING: ['育苗', 'Seedling: in training, or without a valid certificate'],
  CERTIFIED: ['持证主播', 'Holds a valid certificate'],
  BACKBONE: ['骨干主播', 'Backbone'],
  PIONEER: ['滴网先锋', 'Pioneer'],
});

/** The tiers from the lowest to the highest. */
export const STREAMER_TIERS: readonly StreamerTier[] = ['SEEDLING', 'CERTIFIED', 'BACKBONE', 'PIONEER'];

/** Which way a decision led. */
export const TierChangeKind = {
  PROMOTION: 'PROMOTION',
  DEMOTION: 'DEMOTION',
  RESTORATION: 'RESTORATION',
  REINSTATEMENT: 'REINSTATEMENT',
} as const;
export type TierChangeKind = (typeof TierChangeKind)[keyof typeof TierChangeKind];
describedEnum(TierChangeKind, 'TierChangeKind', '层级变动', 'Which way a tier changed', {
  PROMOTION: ['晋级', 'Promotion'],
  DEMOTION: ['降级', 'Demotion'],
  RESTORATION: ['申诉成立,恢复', 'Restored after an appeal'],
  REINSTATEMENT: ['违诺个案申诉成立,相应降级失效', 'The breach case fell on appeal, and with it the demotion that rested on it'],
});

/** Why a tier is taken back. Low sales are no ground. */
export const DemotionGround = { CERTIFICATE_EXPIRED: 'CERTIFICATE_EXPIRED', BREACH: 'BREACH', OWN_REQUEST: 'OWN_REQUEST' } as const;
export type DemotionGround = (typeof DemotionGround)[keyof typeof DemotionGround];
describedEnum(DemotionGround, 'DemotionGround', '降级依据(销售额低不是依据)', 'Why a tier is taken back; low sales are no ground', {
  CERTIFICATE_EXPIRED: ['证书失效', 'The certificate is no longer valid'],
  BREACH: ['违诺失信', 'A breach'],
  OWN_REQUEST: ['本人申请', 'Own request'],
});

/** What became of an appeal. */
export const TierAppealStatus = { OPEN: 'OPEN', UPHELD: 'UPHELD', DISMISSED: 'DISMISSED', MOOT: 'MOOT' } as const;
export type TierAppealStatus = (typeof TierAppealStatus)[keyof typeof TierAppealStatus];
describedEnum(TierAppealStatus, 'TierAppealStatus', '申诉状态', 'What became of an appeal', {
  OPEN: ['待处理', 'To be decided'],
  UPHELD: ['成立', 'Upheld'],
  DISMISSED: ['不成立', 'Dismissed'],
  MOOT: ['违诺个案申诉成立,所诉降级已失效,无须再作决定', 'Not to be decided any more: the demotion fell with the breach case'],
});
