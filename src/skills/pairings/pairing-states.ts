import { describedEnum } from '../../platform/graphql/descriptions.js';

/** What a pairing is for. */
export const PairingKind = { GENERAL: 'GENERAL', VILLAGE: 'VILLAGE' } as const;
export type PairingKind = (typeof PairingKind)[keyof typeof PairingKind];
describedEnum(PairingKind, 'PairingKind', '结对种类', 'Kind of a pairing', {
  GENERAL: ['一般结对', 'An experienced host and a beginner'],
  VILLAGE: ['党员主播与红色村播结对帮扶', 'A member streamer and a village host'],
});

/** Where a pairing stands (5-domain-model 6.2). */
export const PairingStatus = {
  PROPOSED: 'PROPOSED',
  ACCEPTED: 'ACCEPTED',
  ACTIVE: 'ACTIVE',
  COMPLETED: 'COMPLETED',
  ENDED_EARLY: 'ENDED_EARLY',
} as const;
export type PairingStatus = (typeof PairingStatus)[keyof typeof PairingStatus];
describedEnum(PairingStatus, 'PairingStatus', '结对状态', 'Status of a pairing', {
  PROPOSED: ['已提出,待双方同意', 'Proposed; both sides are asked'],
  ACCEPTED: ['双方已同意', 'Accepted by both sides'],
  ACTIVE: ['进行中', 'Going on'],
  COMPLETED: ['已完成', 'Completed'],
  ENDED_EARLY: ['提前结束', 'Ended early'],
});

/** Who accepts. */
export const PairingSide = { MENTOR: 'MENTOR', MENTEE: 'MENTEE' } as const;
export type PairingSide = (typeof PairingSide)[keyof typeof PairingSide];
describedEnum(PairingSide, 'PairingSide', '结对的一方', 'A side of a pairing', {
  MENTOR: ['导师', 'The mentor'],
  MENTEE: ['学员', 'The mentee'],
});

/** What was done in a pairing. */
export const PairingActivityKind = {
  COACHING: 'COACHING',
  OBSERVATION: 'OBSERVATION',
  REHEARSAL: 'REHEARSAL',
  VISIT: 'VISIT',
  OTHER: 'OTHER',
} as const;
export type PairingActivityKind = (typeof PairingActivityKind)[keyof typeof PairingActivityKind];
describedEnum(PairingActivityKind, 'PairingActivityKind', '结对活动', 'What was done in a pairing', {
  COACHING: ['业务指导', 'Coaching'],
  OBSERVATION: ['现场观摩', 'Observation'],
  REHEARSAL: ['直播演练', 'Rehearsal'],
  VISIT: ['走访', 'Visit'],
  OTHER: ['其他', 'Other'],
});

/** What the seedling team did at an enterprise. */
export const GuidanceSubject = {
  ROOM_SETUP: 'ROOM_SETUP',
  ACCOUNT_TRACKING: 'ACCOUNT_TRACKING',
  TRAINING: 'TRAINING',
  PRODUCT_SELECTION: 'PRODUCT_SELECTION',
  OTHER: 'OTHER',
} as const;
export type GuidanceSubject = (typeof GuidanceSubject)[keyof typeof GuidanceSubject];
describedEnum(GuidanceSubject, 'GuidanceSubject', '育苗队指导内容', 'What the seedling team helped with', {
  ROOM_SETUP: ['指导搭建直播间', 'Setting up a live room'],
  ACCOUNT_TRACKING: ['跟踪指导账号', 'Following up an account'],
  TRAINING: ['业务培训', 'Training'],
  PRODUCT_SELECTION: ['选品', 'Choosing products'],
  OTHER: ['其他', 'Other'],
});

/** Verbs that meet a pairing in some states only. */
export type PairingVerb = 'acceptPairing' | 'activatePairing' | 'completePairing' | 'endPairing' | 'recordPairingActivity';

/** Verb → the states in which it is allowed, and the state it leads to (none: it stays, or the rules say). */
export const PAIRING_TRANSITIONS: Readonly<Record<PairingVerb, { from: readonly PairingStatus[]; to?: PairingStatus }>> = {
  acceptPairing: { from: ['PROPOSED'] },
  activatePairing: { from: ['ACCEPTED'], to: 'ACTIVE' },
  completePairing: { from: ['ACTIVE'], to: 'COMPLETED' },
  endPairing: { from: ['PROPOSED', 'ACCEPTED', 'ACTIVE'], to: 'ENDED_EARLY' },
  recordPairingActivity: { from: ['ACTIVE'] },
};

/** States in which two streamers are paired or about to be. */
export const OPEN_PAIRING_STATUSES: readonly PairingStatus[] = ['PROPOSED', 'ACCEPTED', 'ACTIVE'];
