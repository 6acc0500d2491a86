import { declareRefusal } from '../../platform/errors/refusals.js';

export const TAKEOVER_STATE_FORBIDS = declareRefusal<{ statusZh: string; statusEn: string }>('TAKEOVER_STATE_FORBIDS', {
  zh: ({ statusZh }) => `这个批次的状态是“${statusZh}”,不能进行这项操作。`,
  en: ({ statusEn }) => `This batch is in the state "${statusEn}"; the operation is not possible.`,
  cureZh: () => '请刷新后查看批次的状态;正在处理的请等待完成,处理中止的(isStuck)可以重新启动或撤回。',
  cureEn: () =>
    'Load the batch again; one that is being worked on has to finish first, one whose work has stopped (isStuck) is restarted or taken back.',
});

export const TAKEOVER_NOTHING_TO_COMMIT = declareRefusal('TAKEOVER_NOTHING_TO_COMMIT', {
  zh: () => '这个批次没有可以提交的行。',
  en: () => 'No row of this batch may be committed.',
  cureZh: () => '请按各行的提示修改表格后重新上传。',
  cureEn: () => 'Mend the sheet as its rows say and upload it again.',
});

export const TAKEOVER_WARNINGS_NOT_ACCEPTED = declareRefusal<{ ruleIds: string }>('TAKEOVER_WARNINGS_NOT_ACCEPTED', {
  zh: ({ ruleIds }) => `确认人须写明同意略过的提醒,应为:${ruleIds}。`,
  en: ({ ruleIds }) => `The confirmer names the warnings that are accepted: ${ruleIds}.`,
  cureZh: () => '请核对表中的提醒说明后填写这些规则编号;不同意的请撤回批次。',
  cureEn: () => 'Check the reasons in the sheet and repeat these rule ids, or take the batch back.',
  rule: 'INV-19',
});

export const TAKEOVER_CONFIRMED_STANDS = declareRefusal('TAKEOVER_CONFIRMED_STANDS', {
  zh: () => '这个批次已全部确认,各行已成为个案,不能整批撤回;确认之前才能撤回。',
  en: () => 'The sheet was confirmed and its rows are cases now; it can be taken back before the confirmation only.',
  cureZh: () => '请在各个案中由两人作废误记的事实,或登记终结个案。',
  cureEn: () => 'Void what is wrong in each case, by two persons, or record the end of the case.',
  rule: 'INV-21',
});
