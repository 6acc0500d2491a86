import { describedEnum } from '../../platform/graphql/descriptions.js';

/** Where an analysis of the pool stands. */
export const PoolAnalysisStatus = { PENDING: 'PENDING', CONFIRMED: 'CONFIRMED', REJECTED: 'REJECTED' } as const;
export type PoolAnalysisStatus = (typeof PoolAnalysisStatus)[keyof typeof PoolAnalysisStatus];
describedEnum(PoolAnalysisStatus, 'PoolAnalysisStatus', '队伍分析记录的状态', 'Where an analysis of the pool stands', {
  PENDING: ['待另一人确认', 'Waits for a second person'],
  CONFIRMED: ['已确认', 'Confirmed'],
  REJECTED: ['被退回', 'Rejected'],
});
