import { declareRefusal } from '../../platform/errors/refusals.js';

export const PROGRAM_NAME_TAKEN = declareRefusal<{ name: string }>('PROGRAM_NAME_TAKEN', {
  zh: ({ name }) => `本园区已有培育计划“${name}”。`,
  en: ({ name }) => `The park has a program "${name}" already.`,
  cureZh: () => '请在原计划下开新的班期,或换一个名称。',
  cureEn: () => 'Open a cohort in that program, or choose another name.',
});

export const COHORT_NAME_TAKEN = declareRefusal<{ name: string }>('COHORT_NAME_TAKEN', {
  zh: ({ name }) => `这个计划已有班期“${name}”。`,
  en: ({ name }) => `The program has a cohort "${name}" already.`,
  cureZh: () => '请换一个名称。',
  cureEn: () => 'Choose another name.',
});

export const COHORT_FULL = declareRefusal<{ capacity: number }>('COHORT_FULL', {
  zh: ({ capacity }) => `班期名额 ${capacity} 人已满。`,
  en: ({ capacity }) => `All ${capacity} places of the cohort are taken.`,
  cureZh: () => '请等有人退出,或报下一期。',
  cureEn: () => 'Wait for a place, or choose the next cohort.',
});

export const COHORT_OVER = declareRefusal<{ lastOn: string }>('COHORT_OVER', {
  zh: ({ lastOn }) => `班期已于 ${lastOn} 结束。`,
  en: ({ lastOn }) => `The cohort ended on ${lastOn}.`,
  cureZh: () => '请选择进行中的班期。',
  cureEn: () => 'Choose a cohort that is going on.',
});

export const COHORT_MEMBER_ENROLLED = declareRefusal('COHORT_MEMBER_ENROLLED', {
  zh: () => '这名主播已在班期中。',
  en: () => 'The streamer is in the cohort already.',
  cureZh: () => '不需要再报名。',
  cureEn: () => 'Nothing needs to be done.',
});

export const COHORT_MEMBER_LEFT = declareRefusal('COHORT_MEMBER_LEFT', {
  zh: () => '这名学员已经退出。',
  en: () => 'The member has left before.',
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
});

export const CAPACITY_BELOW_MEMBERS = declareRefusal<{ members: number }>('CAPACITY_BELOW_MEMBERS', {
  zh: ({ members }) => `班期已有 ${members} 人,名额不能更少。`,
  en: ({ members }) => `The cohort has ${members} members; it cannot hold fewer.`,
  cureZh: () => '请填写不少于现有人数的名额。',
  cureEn: () => 'Give at least as many places as there are members.',
});
