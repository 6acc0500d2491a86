import { declareRefusal } from '../errors/refusals.js';

/** A dated fact would end before it begins. */
export const DAYS_REVERSED = declareRefusal<{ startsOn: string; endsOn: string }>('DAYS_REVERSED', {
  zh: ({ startsOn, endsOn }) => `结束日期 ${endsOn} 早于开始日期 ${startsOn}。`,
  en: ({ startsOn, endsOn }) => `The end ${endsOn} is before the beginning ${startsOn}.`,
  cureZh: () => '请核对两个日期。',
  cureEn: () => 'Check the two days.',
});

/** A recorded end can be brought forward, never put off: something else may have begun since. */
export const ALREADY_ENDED = declareRefusal<{ endsOn: string }>('ALREADY_ENDED', {
  zh: ({ endsOn }) => `这条记录已登记于 ${endsOn} 结束,只能提前,不能推后。`,
  en: ({ endsOn }) => `The record ends on ${endsOn}; the end can be brought forward, not put off.`,
  cureZh: () => '需要延续请新登记一条。',
  cureEn: () => 'Enter a new record to go on.',
});
