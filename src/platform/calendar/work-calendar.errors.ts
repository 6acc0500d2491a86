import type { LocalDate } from '../clock/local-date.js';
import { declareRefusal } from '../errors/refusals.js';

interface OneDay {
  onDay: LocalDate;
}
interface OneYear {
  year: number;
}

export const CALENDAR_DAY_OUTSIDE_YEAR = declareRefusal<OneDay & OneYear>('CALENDAR_DAY_OUTSIDE_YEAR', {
  zh: ({ onDay, year }) => `${onDay} 不在 ${year} 年内。`,
  en: ({ onDay, year }) => `${onDay} is not in ${year}.`,
  cureZh: ({ onDay }) => `请核对日期;通知涉及 ${onDay.slice(0, 4)} 年的日子,请在导入该年时一并填写。`,
  cureEn: ({ onDay }) => `Check the day; when the announcement names days of ${onDay.slice(0, 4)}, enter them with that year.`,
  rule: 'R10',
});

export const CALENDAR_DAY_REPEATED = declareRefusal<OneDay>('CALENDAR_DAY_REPEATED', {
  zh: ({ onDay }) => `${onDay} 填写了不止一次。`,
  en: ({ onDay }) => `${onDay} is entered more than once.`,
  cureZh: () => '每一天只能填写一次:或者放假,或者调休上班。',
  cureEn: () => 'Enter each day once: as a day off or as a make-up day.',
  rule: 'R10',
});

export const MAKE_UP_DAY_ON_WEEKDAY = declareRefusal<OneDay>('MAKE_UP_DAY_ON_WEEKDAY', {
  zh: ({ onDay }) => `${onDay} 是周一至周五,本来就上班,不能作为调休上班日。`,
  en: ({ onDay }) => `${onDay} is from Monday to Friday, a working day anyway, and not a make-up day.`,
  cureZh: () => '请对照通知原文核对日期,或删除这一天。',
  cureEn: () => 'Check the day against the announcement, or leave it out.',
  rule: 'R10',
});

export const CALENDAR_HOLIDAYS_MISSING = declareRefusal<OneYear>('CALENDAR_HOLIDAYS_MISSING', {
  zh: ({ year }) => `${year} 年没有填写任何放假日。`,
  en: ({ year }) => `No day off is entered for ${year}.`,
  cureZh: () => '请按通知填写全部放假日;要取消一年的数据,请使用撤回。',
  cureEn: () => 'Enter all days off as announced; to take the data of a year away, withdraw it.',
  rule: 'R10',
});

export const STATUTORY_HOLIDAY_MISSING = declareRefusal<OneDay>('STATUTORY_HOLIDAY_MISSING', {
  zh: ({ onDay }) => `法定节假日 ${onDay} 不在放假日中。`,
  en: ({ onDay }) => `The statutory holiday ${onDay} is not among the days off.`,
  cureZh: () => '请对照通知原文,确认放假日是否填写完整。',
  cureEn: () => 'See in the announcement whether all days off are entered.',
  rule: 'R10',
});

export const CALENDAR_YEAR_WITHDRAWN = declareRefusal<OneYear>('CALENDAR_YEAR_WITHDRAWN', {
  zh: ({ year }) => `${year} 年的工作日历已经撤回。`,
  en: ({ year }) => `The work calendar of ${year} was withdrawn before.`,
  cureZh: () => '需要时请重新导入该年。',
  cureEn: () => 'Import the year again when it is needed.',
  rule: 'R10',
});
