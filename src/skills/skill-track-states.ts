import { describedEnum } from '../platform/graphql/descriptions.js';
import type { SkillGate } from './skill-kinds.js';

/** Where a trainee stands (5-domain-model 6.2). It follows from the recorded evidence and the day; nobody sets it. */
export const SkillTrackStatus = {
  ENROLLED: 'ENROLLED',
  LESSON_DONE: 'LESSON_DONE',
  TRAINED: 'TRAINED',
  OBSERVED: 'OBSERVED',
  REHEARSED: 'REHEARSED',
  SUPERVISED: 'SUPERVISED',
  CERTIFIED: 'CERTIFIED',
  EXPIRED: 'EXPIRED',
  FAILED: 'FAILED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type SkillTrackStatus = (typeof SkillTrackStatus)[keyof typeof SkillTrackStatus];
describedEnum(SkillTrackStatus, 'SkillTrackStatus', '主播培养状态', 'Where a trainee stands', {
  ENROLLED: ['已入列(资格合格)', 'Enrolled'],
  LESSON_DONE: ['已上第一课', 'First lesson done'],
  TRAINED: ['培训学时达标', 'Training hours complete'],
  OBSERVED: ['观摩达标', 'Observations complete'],
  REHEARSED: ['演练合格,可在导师在场时直播', 'Rehearsals passed; may host with the mentor present'],
  SUPERVISED: ['跟播带教达标,待考核', 'Supervised sessions complete; to be assessed'],
  CERTIFIED: ['持证', 'Holds a certificate'],
  EXPIRED: ['证书过期或被收回,须重新考核', 'The certificate has expired or was revoked; to be certified again'],
  FAILED: ['未通过,须过间隔期再试', 'Failed; may try again after the waiting time'],
  WITHDRAWN: ['已退出', 'Withdrawn'],
});

/** The state that a passed gate leads to. */
export const STATUS_AFTER_GATE: Readonly<Record<SkillGate, SkillTrackStatus>> = {
  G0: 'ENROLLED',
  G1: 'LESSON_DONE',
  G2: 'TRAINED',
  G3: 'OBSERVED',
  G4: 'REHEARSED',
  G5: 'SUPERVISED',
  G6: 'CERTIFIED',
};

/** Verbs that meet a track in some states only. Which evidence fits besides follows from the evidence before it, not from a state. */
export type SkillTrackVerb = 'recordSkillEvidence' | 'withdrawSkillEvidence' | 'withdrawSkillTrack' | 'revokeSkillCertificate';

const IN_TRAINING: readonly SkillTrackStatus[] = ['ENROLLED', 'LESSON_DONE', 'TRAINED', 'OBSERVED', 'REHEARSED', 'SUPERVISED', 'FAILED'];

/** Verb → the states in which it is allowed. */
export const SKILL_TRACK_VERBS: Readonly<Record<SkillTrackVerb, readonly SkillTrackStatus[]>> = {
  recordSkillEvidence: [...IN_TRAINING, 'EXPIRED', 'CERTIFIED'],
  withdrawSkillEvidence: [...IN_TRAINING, 'EXPIRED', 'CERTIFIED'],
  withdrawSkillTrack: [...IN_TRAINING, 'EXPIRED'],
  revokeSkillCertificate: ['CERTIFIED'],
};
