import { describedEnum } from '../../platform/graphql/descriptions.js';

/** Where a recorded fact stands: it counts only when it is CONFIRMED. */
export const FactStatus = {
  PENDING: 'PENDING',
  CONFIRMED: 'CONFIRMED',
  REJECTED: 'REJECTED',
  TAKEN_BACK: 'TAKEN_BACK',
  VOIDED: 'VOIDED',
} as const;
export type FactStatus = (typeof FactStatus)[keyof typeof FactStatus];

/** Why a case is read; it stands in the audit trail and is shown to the person (PR-7). */
export const ReadingPurpose = {
  HANDLING: 'HANDLING',
  SUPERVISION: 'SUPERVISION',
  STATISTICS: 'STATISTICS',
  ANSWERING_PERSON: 'ANSWERING_PERSON',
  AUDIT: 'AUDIT',
} as const;
export type ReadingPurpose = (typeof ReadingPurpose)[keyof typeof ReadingPurpose];
describedEnum(ReadingPurpose, 'ReadingPurpose', '查阅发展党员个案的目的(留痕)', 'Why a development case is read; it is recorded', {
  HANDLING: ['办理', 'To work on the case'],
  SUPERVISION: ['检查、督导', 'To supervise or inspect'],
  STATISTICS: ['统计、预测(只出数字)', 'For counts and forecasts'],
  ANSWERING_PERSON: ['答复本人', "To answer the person's own question"],
  AUDIT: ['审计、巡察', 'For an audit'],
});
