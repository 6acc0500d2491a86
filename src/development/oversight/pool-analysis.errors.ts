import type { LocalDate } from '../../platform/clock/local-date.js';
import { declareRefusal } from '../../platform/errors/refusals.js';

export const POOL_NOT_OF_COMMITTEE = declareRefusal('POOL_NOT_OF_COMMITTEE', {
  zh: () => '队伍分析由基层党委作出,此党组织不是基层党委。',
  en: () => 'The pool is analyzed by a grass-roots committee; this organization is none.',
  cureZh: () => '请选择上级的基层党委。',
  cureEn: () => 'Choose the grass-roots committee above it.',
  rule: 'R07',
});

export const POOL_ANALYSIS_RECORDED = declareRefusal<{ year: number }>('POOL_ANALYSIS_RECORDED', {
  zh: ({ year }) => `${year} 年的队伍分析已经登记。`,
  en: ({ year }) => `The analysis of ${year} is on record already.`,
  cureZh: () => '如有错误,请先由确认人退回。',
  cureEn: () => 'If it is wrong, let a confirmer reject it first.',
  rule: 'R07',
});

export const POOL_ANALYSIS_DAY_INVALID = declareRefusal<{ analyzedOn: LocalDate; year: number }>('POOL_ANALYSIS_DAY_INVALID', {
  zh: ({ analyzedOn, year }) => `${analyzedOn} 不能作为 ${year} 年队伍分析的日期:须在当年 1 月 1 日以后,且不晚于今天。`,
  en: ({ analyzedOn, year }) =>
    `${analyzedOn} cannot be the day of the analysis of ${year}: it lies before that year began or after today.`,
  cureZh: () => '请核对年度和日期。',
  cureEn: () => 'Check the year and the day.',
  rule: 'R07',
});

export const POOL_ANALYSIS_DECIDED = declareRefusal('POOL_ANALYSIS_DECIDED', {
  zh: () => '这条队伍分析已经被确认或退回。',
  en: () => 'The analysis was confirmed or rejected already.',
  cureZh: () => '请刷新后查看。',
  cureEn: () => 'Load it again.',
});
