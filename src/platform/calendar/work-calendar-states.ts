import { describedEnum } from '../graphql/descriptions.js';

/** What a special day is. */
export const SpecialDayKind = { HOLIDAY: 'HOLIDAY', MAKE_UP_WORKDAY: 'MAKE_UP_WORKDAY' } as const;
export type SpecialDayKind = (typeof SpecialDayKind)[keyof typeof SpecialDayKind];
describedEnum(SpecialDayKind, 'SpecialDayKind', '特殊日的种类', 'What a special day is', {
  HOLIDAY: ['放假', 'A day off'],
  MAKE_UP_WORKDAY: ['调休上班', 'A day of the weekend on which people work'],
});

/** Whether the days of a year count. */
export const WorkCalendarYearStatus = { LOADED: 'LOADED', WITHDRAWN: 'WITHDRAWN' } as const;
export type WorkCalendarYearStatus = (typeof WorkCalendarYearStatus)[keyof typeof WorkCalendarYearStatus];
describedEnum(WorkCalendarYearStatus, 'WorkCalendarYearStatus', '年度工作日历的状态', "State of a year's work calendar", {
  LOADED: ['已载入', 'Its special days are known'],
  WITHDRAWN: ['已撤回:该年按周一至周五推算,结果为暂定', 'Withdrawn: Monday to Friday count, and results are provisional'],
});

/** Whether the day on which something is posted counts as its first day. EXCLUDE is the safe reading of "after". */
export const PostingDay = { EXCLUDE: 'EXCLUDE', INCLUDE: 'INCLUDE' } as const;
export type PostingDay = (typeof PostingDay)[keyof typeof PostingDay];
describedEnum(PostingDay, 'PostingDay', '起始日是否计入期限', 'Whether the first day counts towards a time limit', {
  EXCLUDE: ['不计入,从次日起算', 'It does not count: the next day is the first'],
  INCLUDE: ['计入,为工作日时即第一日', 'It counts: when it is a working day, it is the first'],
});
