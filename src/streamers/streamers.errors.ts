import type { LocalDate } from '../platform/clock/local-date.js';
import { declareRefusal } from '../platform/errors/refusals.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { AccountStatus, Platform } from './platform-account-states.js';
import { GONE_STATUSES, StreamerStatus } from './streamer-states.js';

interface Host {
  stageName: string;
}

export const STREAMER_STATE_FORBIDS = declareRefusal<{ verb: string; status: string }>('STREAMER_STATE_FORBIDS', {
  zh: ({ status }) => `主播目前的状态是“${wordOf(StreamerStatus, status).zh}”,不能进行这项操作。`,
  en: ({ verb, status }) => `The streamer is ${status}; ${verb} is not possible in this state.`,
  cureZh: () => '请刷新主播资料,看现在能进行哪些操作。',
  cureEn: () => 'Load the streamer again to see what the state allows.',
});

const isGone = (status: string): boolean => (GONE_STATUSES as readonly string[]).includes(status);

export const STREAMER_NOT_ACTIVE = declareRefusal<Host & { status: string }>('STREAMER_NOT_ACTIVE', {
  zh: ({ stageName, status }) => `主播“${stageName}”的状态是“${wordOf(StreamerStatus, status).zh}”,现在不能开播。`,
  en: ({ stageName, status }) => `The host "${stageName}" is ${status}, not ACTIVE.`,
  cureZh: ({ status }) =>
    isGone(status)
      ? '该主播已离开,请在场次计划中换一名主播。'
      : '请在场次计划中换一名主播;该主播尚未离开的,也可先完成实名核验并启用,暂停的先恢复。',
  cureEn: ({ status }) =>
    isGone(status)
      ? 'The host has left for good: replace the host in the plan of the session.'
      : 'Replace the host in the plan of the session; one who has not left can be verified and activated, or resumed, instead.',
  rule: 'INV-24',
});

export const STREAMER_CONSENT_MISSING = declareRefusal<Host & { onDay: LocalDate }>('STREAMER_CONSENT_MISSING', {
  zh: ({ stageName, onDay }) => `主播“${stageName}”在 ${onDay} 没有有效的个人信息单独同意。`,
  en: ({ stageName, onDay }) => `The host "${stageName}" has no consent in force on ${onDay}.`,
  cureZh: () => '请先登记主播本人的同意。',
  cureEn: () => "Record the host's own consent first.",
  rule: 'PR-2',
});

export const STREAMER_UNDER_AGE = declareRefusal<Host & { ageMin: number; onDay: LocalDate }>('STREAMER_UNDER_AGE', {
  zh: ({ stageName, ageMin, onDay }) => `主播“${stageName}”在 ${onDay} 未满 ${ageMin} 周岁,不得开播。`,
  en: ({ stageName, ageMin, onDay }) => `The host "${stageName}" is under ${ageMin} on ${onDay} and must not host.`,
  cureZh: ({ ageMin }) => `请换一名主播,或者等到年满 ${ageMin} 周岁。`,
  cureEn: ({ ageMin }) => `Choose another host, or wait until the age of ${ageMin}.`,
  rule: 'INV-08',
});

export const GUARDIAN_CONSENT_MISSING = declareRefusal<Host & { onDay: LocalDate }>('GUARDIAN_CONSENT_MISSING', {
  zh: ({ stageName, onDay }) => `主播“${stageName}”未满 18 周岁,在 ${onDay} 没有有效的监护人同意。`,
  en: ({ stageName, onDay }) => `The host "${stageName}" is a minor without a guardian's consent valid on ${onDay}.`,
  cureZh: () => '请登记在该日有效的监护人书面同意。',
  cureEn: () => "Record a guardian's written consent that is valid on that day.",
  rule: 'INV-08',
});

export const STREAMER_ALREADY_ENROLLED = declareRefusal('STREAMER_ALREADY_ENROLLED', {
  zh: () => '这个人已经是本园区登记的主播。',
  en: () => 'This person is already enrolled in this park.',
  cureZh: () => '请在主播名单中查找原有登记。',
  cureEn: () => 'Look the streamer up in the list.',
});

export const STAGE_NAME_TAKEN = declareRefusal<Host>('STAGE_NAME_TAKEN', {
  zh: ({ stageName }) => `本园区已有主播使用达人昵称“${stageName}”。`,
  en: ({ stageName }) => `Another streamer of this park has the stage name "${stageName}".`,
  cureZh: () => '达人昵称用来匹配平台导出的数据,请使用平台上的准确昵称。',
  cureEn: () => 'Exports are matched by it: use the exact name on the platform.',
});

export const CONSENT_PERIOD_REVERSED = declareRefusal<{ from: LocalDate; until: LocalDate }>('CONSENT_PERIOD_REVERSED', {
  zh: ({ from, until }) => `监护人同意的结束日 ${until} 早于开始日 ${from}。`,
  en: ({ from, until }) => `The consent ends on ${until}, before it begins on ${from}.`,
  cureZh: () => '请核对两个日期。',
  cureEn: () => 'Check the two days.',
  rule: 'C01',
});

export const DAY_IN_FUTURE = declareRefusal<{ onDay: LocalDate }>('DAY_IN_FUTURE', {
  zh: ({ onDay }) => `${onDay} 还没有到,只能登记已经发生的事。`,
  en: ({ onDay }) => `${onDay} lies in the future; record only what has happened.`,
  cureZh: () => '请填写今天或以前的日期。',
  cureEn: () => 'Give today or an earlier day.',
});

export const PLATFORM_ACCOUNT_TAKEN = declareRefusal<{ platform: string; name: string }>('PLATFORM_ACCOUNT_TAKEN', {
  zh: ({ platform, name }) => `本园区已登记“${wordOf(Platform, platform).zh}”账号“${name}”。`,
  en: ({ platform, name }) => `The ${platform} account "${name}" is already registered in this park.`,
  cureZh: () => '请使用已登记的账号。',
  cureEn: () => 'Use the account on record.',
});

export const PLATFORM_ACCOUNT_UNCHANGED = declareRefusal<{ status: string }>('PLATFORM_ACCOUNT_UNCHANGED', {
  zh: ({ status }) => `账号已经是“${wordOf(AccountStatus, status).zh}”状态。`,
  en: ({ status }) => `The account is ${status} already.`,
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
});

export const STREAMER_NOT_LEFT = declareRefusal<{ count: number }>('STREAMER_NOT_LEFT', {
  zh: ({ count }) => `此人还是 ${count} 个园区的在册主播,不能删除个人信息。`,
  en: ({ count }) => `The person is still a host of ${count} park(s); nothing is erased before that ends.`,
  cureZh: () => '请先由所在园区登记离开,再申请删除。',
  cureEn: () => 'Let each park record first that the host has left.',
  rule: 'PR-3',
});
