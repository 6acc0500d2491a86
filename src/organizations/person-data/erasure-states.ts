import { describedEnum } from '../../platform/graphql/descriptions.js';

/** Where a request of erasure stands. */
export const ErasureStatus = {
  REQUESTED: 'REQUESTED',
  DECLINED: 'DECLINED',
  ERASING: 'ERASING',
  RETAINED: 'RETAINED',
  DONE: 'DONE',
} as const;
export type ErasureStatus = (typeof ErasureStatus)[keyof typeof ErasureStatus];
describedEnum(ErasureStatus, 'PersonErasureStatus', '删除申请的状态', 'Where a request of erasure stands', {
  REQUESTED: ['已申请,等待另一人决定', 'Asked for; a second person decides'],
  DECLINED: ['不予删除', 'Declined'],
  ERASING: ['正在删除', 'Being carried out'],
  RETAINED: ['能删的已删除,其余到法定期限届满再删', 'What may go is gone; the rest goes when its time is over'],
  DONE: ['已完成', 'Done'],
});

/** What becomes of the rows of one table. */
export const ErasureFate = { NOW: 'NOW', LATER: 'LATER', KEPT: 'KEPT' } as const;
export type ErasureFate = (typeof ErasureFate)[keyof typeof ErasureFate];
describedEnum(ErasureFate, 'PersonErasureFate', '某类记录如何处理', 'What becomes of one kind of record', {
  NOW: ['确认后立即删除或匿名', 'Goes at once when it is decided'],
  LATER: ['法定期限届满后删除或匿名', 'Goes when its time is over'],
  KEPT: ['依法依规保存,不删除', 'Kept, as the law or the rules demand'],
});
