import { describedEnum } from '../platform/graphql/descriptions.js';

/** What a host is. */
export const StreamerKind = { ORDINARY: 'ORDINARY', VILLAGE: 'VILLAGE' } as const;
export type StreamerKind = (typeof StreamerKind)[keyof typeof StreamerKind];
describedEnum(StreamerKind, 'StreamerKind', '主播类别', 'Kind of a streamer', {
  ORDINARY: ['普通主播', 'Ordinary host'],
  VILLAGE: ['红色村播', 'Village host'],
});

/** Where a host stands (5-domain-model 6.2). */
export const StreamerStatus = {
  INVITED: 'INVITED',
  VERIFIED: 'VERIFIED',
  ACTIVE: 'ACTIVE',
  PAUSED: 'PAUSED',
  LEFT: 'LEFT',
  ERASURE_PENDING: 'ERASURE_PENDING',
  ANONYMISED: 'ANONYMISED',
} as const;
export type StreamerStatus = (typeof StreamerStatus)[keyof typeof StreamerStatus];
describedEnum(StreamerStatus, 'StreamerStatus', '主播状态', 'Status of a streamer', {
  INVITED: ['已邀请,待实名核验', 'Invited, to be verified'],
  VERIFIED: ['已实名核验', 'Real name verified'],
  ACTIVE: ['可开播', 'May host'],
  PAUSED: ['暂停开播', 'Paused'],
  LEFT: ['已离开', 'Left'],
  ERASURE_PENDING: ['已申请删除个人信息,法定保存期内', 'Left, erasure asked for; within the legal retention'],
  ANONYMISED: ['已匿名', 'Anonymised'],
});

/** A host who has left the park for good, and what becomes of the record afterwards. */
export const GONE_STATUSES: readonly StreamerStatus[] = ['LEFT', 'ERASURE_PENDING', 'ANONYMISED'];

/** How a real name was verified (C02). */
export const VerificationMethod = {
  ID_CARD_ON_SITE: 'ID_CARD_ON_SITE',
  PLATFORM_REAL_NAME: 'PLATFORM_REAL_NAME',
  AUTHORITY_SERVICE: 'AUTHORITY_SERVICE',
} as const;
export type VerificationMethod = (typeof VerificationMethod)[keyof typeof VerificationMethod];
describedEnum(VerificationMethod, 'VerificationMethod', '实名核验方式', 'How a real name was verified', {
  ID_CARD_ON_SITE: ['现场查验身份证原件', 'The ID card was seen on site'],
  PLATFORM_REAL_NAME: ['平台实名认证结果', "The platform's own real-name result"],
  AUTHORITY_SERVICE: ['公安或网信核验服务', "An authority's verification service"],
});

/** Verbs that meet a streamer in some states only. */
export type StreamerVerb =
  | 'verifyStreamer'
  | 'renewStreamerVerification'
  | 'activateStreamer'
  | 'pauseStreamer'
  | 'resumeStreamer'
  | 'recordStreamerLeft'
  | 'changeStreamer'
  | 'giveStreamerConsent'
  | 'withdrawStreamerConsent'
  | 'addGuardianConsent'
  | 'withdrawGuardianConsent';

const HERE: readonly StreamerStatus[] = ['INVITED', 'VERIFIED', 'ACTIVE', 'PAUSED'];
const EVER: readonly StreamerStatus[] = [...HERE, 'LEFT'];

/** When a verb is allowed, where it leads, and what it means for sessions. */
interface StreamerTransition {
  from: readonly StreamerStatus[];
  /** The state it leads to; none: the state stays. */
  to?: StreamerStatus;
  /** The host may host no longer, for some days or for good. */
  stops?: boolean;
}

/** Verb → what it does to a streamer. */
export const STREAMER_TRANSITIONS: Readonly<Record<StreamerVerb, StreamerTransition>> = {
  verifyStreamer: { from: ['INVITED'], to: 'VERIFIED' },
  renewStreamerVerification: { from: ['VERIFIED', 'ACTIVE', 'PAUSED'] },
  activateStreamer: { from: ['VERIFIED'], to: 'ACTIVE' },
  pauseStreamer: { from: ['ACTIVE'], to: 'PAUSED', stops: true },
  resumeStreamer: { from: ['PAUSED'], to: 'ACTIVE' },
  recordStreamerLeft: { from: HERE, to: 'LEFT', stops: true },
  changeStreamer: { from: HERE },
  giveStreamerConsent: { from: HERE },
  withdrawStreamerConsent: { from: EVER, stops: true },
  addGuardianConsent: { from: HERE },
  withdrawGuardianConsent: { from: EVER, stops: true },
};
