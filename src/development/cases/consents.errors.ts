import type { LocalDate } from '../../platform/clock/local-date.js';
import { declareRefusal } from '../../platform/errors/refusals.js';

export const IMPACT_ASSESSMENT_MISSING = declareRefusal('IMPACT_ASSESSMENT_MISSING', {
  zh: () => '本党组织及其上级都没有登记个人信息保护影响评估,不能建立个案。',
  en: () => 'Neither the organization nor one above it has an impact assessment on record; no case can be opened.',
  cureZh: () => '请由区委工作人员先登记影响评估。',
  cureEn: () => 'A district officer records the assessment first.',
  rule: 'PR-4',
});

export const CONSENT_IN_FUTURE = declareRefusal<{ onDay: LocalDate }>('CONSENT_IN_FUTURE', {
  zh: ({ onDay }) => `日期 ${onDay} 还没有到。`,
  en: ({ onDay }) => `The day ${onDay} has not come yet.`,
  cureZh: () => '请填写今天或以前的日期。',
  cureEn: () => 'Give today or an earlier day.',
  rule: 'PR-2',
});

export const ASSESSMENT_IN_FUTURE = declareRefusal<{ onDay: LocalDate }>('ASSESSMENT_IN_FUTURE', {
  zh: ({ onDay }) => `评估日期 ${onDay} 还没有到。`,
  en: ({ onDay }) => `The day of the assessment, ${onDay}, has not come yet.`,
  cureZh: () => '请填写评估完成的日期,今天或以前。',
  cureEn: () => 'Give the day on which it was made, today or earlier.',
  rule: 'PR-4',
});

export const CONSENT_TOO_EARLY = declareRefusal<{ onDay: LocalDate; age: number }>('CONSENT_TOO_EARLY', {
  zh: ({ onDay, age }) => `单独同意的日期为 ${onDay},当时本人${age < 0 ? '尚未出生' : `只有 ${age} 周岁`}。`,
  en: ({ onDay, age }) => `The separate consent is dated ${onDay}, when the person was ${age < 0 ? 'not born yet' : `${age} years old`}.`,
  cureZh: () => '请按同意书填写本人签字的日期。',
  cureEn: () => 'Give the day on which the person signed the consent.',
  rule: 'PR-2',
});

export const CONSENT_WITHDRAWN = declareRefusal<{ withdrawnOn: LocalDate }>('CONSENT_WITHDRAWN', {
  zh: ({ withdrawnOn }) => `本人已于 ${withdrawnOn} 撤回单独同意,不能再记录新的事实、材料,也不再打印表册。`,
  en: ({ withdrawnOn }) => `The person withdrew the separate consent on ${withdrawnOn}; nothing new is recorded and no form is printed.`,
  cureZh: () => '请取得新的单独同意并登记,或记录终结个案的事实。',
  cureEn: () => 'Record a new consent, or the fact that ends the case.',
  rule: 'PR-2',
});

export const CONSENT_IN_FORCE = declareRefusal('CONSENT_IN_FORCE', {
  zh: () => '本人的单独同意仍然有效。',
  en: () => 'The separate consent is in force.',
  cureZh: () => '无需再次登记。',
  cureEn: () => 'There is nothing to record.',
  rule: 'PR-2',
});

export const CONSENT_BEFORE_WITHDRAWAL = declareRefusal<{ withdrawnOn: LocalDate }>('CONSENT_BEFORE_WITHDRAWAL', {
  zh: ({ withdrawnOn }) => `本人已于 ${withdrawnOn} 撤回单独同意,在此之前作出的同意不再有效。`,
  en: ({ withdrawnOn }) => `The person withdrew the separate consent on ${withdrawnOn}; one that was given before does not count any more.`,
  cureZh: () => '请取得新的单独同意,填写撤回当日或以后的日期。',
  cureEn: () => 'Obtain a new consent, given on the day of the withdrawal or later.',
  rule: 'PR-2',
});
