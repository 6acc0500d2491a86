import { describedEnum } from '../platform/graphql/descriptions.js';

/** Where a session stands (5-domain-model 6.4). */
export const SessionStatus = {
  DRAFT: 'DRAFT',
  REQUESTED: 'REQUESTED',
  CONFIRMED: 'CONFIRMED',
  PREPARED: 'PREPARED',
  LIVE: 'LIVE',
  ENDED: 'ENDED',
  TALLIED: 'TALLIED',
  CLOSED: 'CLOSED',
  POSTPONED: 'POSTPONED',
  CANCELLED: 'CANCELLED',
  NO_SHOW: 'NO_SHOW',
  ABORTED: 'ABORTED',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type SessionStatus = (typeof SessionStatus)[keyof typeof SessionStatus];
describedEnum(SessionStatus, 'SessionStatus', '场次状态', 'Status of a broadcast session', {
  DRAFT: ['草稿', 'Draft'],
  REQUESTED: ['已申请,占用时段', 'Requested; its time is held'],
  CONFIRMED: ['已确认', 'Confirmed'],
  PREPARED: ['播前准备完成', 'Preparation complete'],
  LIVE: ['直播中', 'On air'],
  ENDED: ['已结束', 'Ended'],
  TALLIED: ['已有记账数据', 'Its sales are booked'],
  CLOSED: ['已归档', 'Closed with final figures'],
  POSTPONED: ['已延期,待定新时间', 'Postponed; a new time is open'],
  CANCELLED: ['已取消', 'Cancelled'],
  NO_SHOW: ['未到场', 'Nobody showed up'],
  ABORTED: ['中途中断', 'Broken off'],
  WITHDRAWN: ['补录已撤回,不再计入任何统计', 'Its recording was withdrawn; it counts nowhere'],
});

/** What a session is about. */
export const SessionType = { COMMERCE: 'COMMERCE', THEORY: 'THEORY', JOBS: 'JOBS', CULTURE: 'CULTURE', OTHER: 'OTHER' } as const;
export type SessionType = (typeof SessionType)[keyof typeof SessionType];
describedEnum(SessionType, 'SessionType', '场次类型', 'What a session is about', {
  COMMERCE: ['带货', 'Selling'],
  THEORY: ['理论宣讲', 'Theory and policy'],
  JOBS: ['招聘带岗', 'Jobs'],
  CULTURE: ['文化宣传', 'Culture'],
  OTHER: ['其他', 'Other'],
});

/** The verbs that meet a session in some states only. */
export type SessionVerb =
  | 'changeSession'
  | 'requestSession'
  | 'sendBackSession'
  | 'confirmSession'
  | 'rescheduleSession'
  | 'substituteHost'
  | 'changeSessionProducts'
  | 'changeSessionMentors'
  | 'completeChecklistItems'
  | 'reopenChecklistItem'
  | 'reportHosts'
  | 'prepareSession'
  | 'startSession'
  | 'endSession'
  | 'abortSession'
  | 'markNoShow'
  | 'postponeSession'
  | 'cancelSession'
  | 'expireSession'
  | 'markTallied'
  | 'markUntallied'
  | 'withdrawRecording'
  | 'closeSession';

/** One row of the table: where a verb is allowed and where it leads. An empty `to` leaves the state as it is; two mean "back where it came from". */
export interface SessionTransition {
  from: readonly SessionStatus[];
  to: readonly SessionStatus[];
}

/** Verb → states. What is not listed is refused with SESSION_STATE_FORBIDS. */
export const SESSION_TRANSITIONS: Readonly<Record<SessionVerb, SessionTransition>> = {
  changeSession: { from: ['DRAFT'], to: [] },
  requestSession: { from: ['DRAFT'], to: ['REQUESTED'] },
  sendBackSession: { from: ['REQUESTED'], to: ['DRAFT'] },
  confirmSession: { from: ['REQUESTED'], to: ['CONFIRMED'] },
  rescheduleSession: { from: ['POSTPONED'], to: ['CONFIRMED'] },
  substituteHost: { from: ['CONFIRMED', 'PREPARED'], to: ['CONFIRMED'] },
  changeSessionProducts: { from: ['CONFIRMED', 'PREPARED'], to: ['CONFIRMED'] },
  changeSessionMentors: { from: ['CONFIRMED', 'PREPARED'], to: ['CONFIRMED'] },
  completeChecklistItems: { from: ['REQUESTED', 'CONFIRMED'], to: [] },
  reopenChecklistItem: { from: ['REQUESTED', 'CONFIRMED'], to: [] },
  reportHosts: { from: ['CONFIRMED', 'PREPARED'], to: [] },
  prepareSession: { from: ['CONFIRMED'], to: ['PREPARED'] },
  startSession: { from: ['PREPARED'], to: ['LIVE'] },
  endSession: { from: ['LIVE'], to: ['ENDED'] },
  abortSession: { from: ['LIVE'], to: ['ABORTED'] },
  markNoShow: { from: ['CONFIRMED', 'PREPARED'], to: ['NO_SHOW'] },
  postponeSession: { from: ['CONFIRMED', 'PREPARED'], to: ['POSTPONED'] },
  cancelSession: { from: ['DRAFT', 'REQUESTED', 'CONFIRMED', 'PREPARED', 'POSTPONED'], to: ['CANCELLED'] },
  expireSession: { from: ['REQUESTED'], to: ['CANCELLED'] },
  markTallied: { from: ['ENDED', 'ABORTED'], to: ['TALLIED'] },
  markUntallied: { from: ['TALLIED'], to: ['ENDED', 'ABORTED'] },
  withdrawRecording: { from: ['ENDED'], to: ['WITHDRAWN'] },
  closeSession: { from: ['TALLIED'], to: ['CLOSED'] },
};

/** States in which a session holds its slot rows (INV-22). */
export const HOLDING_STATUSES: readonly SessionStatus[] = ['REQUESTED', 'CONFIRMED', 'PREPARED', 'LIVE'];

/** The state that a verb leads to; the verb's only one unless it goes back to where the session came from. */
export function statusAfter(verb: SessionVerb, status: SessionStatus, cameFrom?: SessionStatus): SessionStatus {
  const { to } = SESSION_TRANSITIONS[verb];
  if (to.length <= 1) return to[0] ?? status;
  if (cameFrom === undefined || !to.includes(cameFrom)) throw new Error(`${verb} does not lead to ${cameFrom}`);
  return cameFrom;
}
