import { localTextOf } from '../platform/clock/local-date.js';
import { declareRefusal } from '../platform/errors/refusals.js';
import { ChecklistItemCode } from './checklist-template.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { SessionStatus } from './broadcast-session-states.js';
import { RoomStatus } from './live-room.entity.js';

export const SESSION_STATE_FORBIDS = declareRefusal<{ verb: string; status: string }>('SESSION_STATE_FORBIDS', {
  zh: ({ status }) => `场次目前的状态是“${wordOf(SessionStatus, status).zh}”,不能进行这项操作。`,
  en: ({ verb, status }) => `The session is ${status}; ${verb} is not possible in this state.`,
  cureZh: () => '请刷新场次,看它现在能进行哪些操作。',
  cureEn: () => 'Load the session again to see what its state allows.',
});

export const OFF_TIME_GRID = declareRefusal<{ value: string; gridMinutes: number }>('OFF_TIME_GRID', {
  zh: ({ value, gridMinutes }) => `${value} 不在 ${gridMinutes} 分钟的整数点上。`,
  en: ({ value, gridMinutes }) => `${value} is not a multiple of ${gridMinutes} minutes.`,
  cureZh: ({ gridMinutes }) => `请改为 ${gridMinutes} 分钟的整数倍。`,
  cureEn: ({ gridMinutes }) => `Choose a multiple of ${gridMinutes} minutes.`,
  rule: 'INV-22',
});

export const TIMES_REVERSED = declareRefusal('TIMES_REVERSED', {
  zh: () => '结束时间须晚于开始时间。',
  en: () => 'The end must be later than the start.',
  cureZh: () => '请核对开始和结束时间。',
  cureEn: () => 'Check start and end.',
  rule: 'INV-22',
});

export const SESSION_TOO_LONG = declareRefusal<{ hoursMax: number }>('SESSION_TOO_LONG', {
  zh: ({ hoursMax }) => `一场直播最长 ${hoursMax} 小时。`,
  en: ({ hoursMax }) => `A session lasts at most ${hoursMax} hours.`,
  cureZh: () => '请缩短,或者拆成几场。',
  cureEn: () => 'Shorten it, or plan several sessions.',
  rule: 'INV-23',
});

export const SEGMENTS_DO_NOT_TILE = declareRefusal<{ segment: number; problem: 'GAP' | 'OVERLAP' | 'EMPTY' | 'END' | 'NO_TIMES' }>(
  'SEGMENTS_DO_NOT_TILE',
  {
    zh: ({ segment, problem }) =>
      ({
        GAP: `第 ${segment} 个主播时段与前一段(或开播时间)之间有空档。`,
        OVERLAP: `第 ${segment} 个主播时段与前一段(或开播时间)重叠。`,
        EMPTY: `第 ${segment} 个主播时段的结束不晚于开始。`,
        END: `第 ${segment} 个主播时段没有正好到结束时间。`,
        NO_TIMES: `有多名主播时,第 ${segment} 个主播时段须写明起止时间。`,
      })[problem],
    en: ({ segment, problem }) =>
      ({
        GAP: `Segment ${segment} leaves a gap after the one before it (or after the start).`,
        OVERLAP: `Segment ${segment} overlaps the one before it (or begins before the start).`,
        EMPTY: `Segment ${segment} does not end after it begins.`,
        END: `Segment ${segment} does not end exactly with the session.`,
        NO_TIMES: `With more than one host, segment ${segment} needs its own start and end.`,
      })[problem],
    cureZh: () => '请让各主播时段首尾相接,正好从开播排到结束。',
    cureEn: () => 'Let the segments follow each other without a gap from the start to the end.',
    rule: 'INV-23',
  },
);

export const FARM_AID_WITHOUT_BENEFICIARY = declareRefusal('FARM_AID_WITHOUT_BENEFICIARY', {
  zh: () => '助农场次须指定至少一个受益方。',
  en: () => 'A farm-aid session names at least one beneficiary.',
  cureZh: () => '请添加受益方,或者取消“助农”。',
  cureEn: () => 'Add a beneficiary, or do not mark the session as farm-aid.',
  rule: 'INV-26',
});

export const BENEFICIARY_WITHOUT_FARM_AID = declareRefusal('BENEFICIARY_WITHOUT_FARM_AID', {
  zh: () => '只有助农场次才能指定受益方。',
  en: () => 'Only a farm-aid session names beneficiaries.',
  cureZh: () => '请勾选“助农”,或者去掉受益方。',
  cureEn: () => 'Mark the session as farm-aid, or leave the beneficiaries out.',
  rule: 'INV-26',
});

export const BENEFICIARY_REPEATED = declareRefusal('BENEFICIARY_REPEATED', {
  zh: () => '同一个受益方只能写一次。',
  en: () => 'Each beneficiary is named once.',
  cureZh: () => '请合并为一行。',
  cureEn: () => 'Put its shares into one line.',
  rule: 'INV-26',
});

export const SHARES_EXCEED_WHOLE = declareRefusal<{ sumBasisPoints: number }>('SHARES_EXCEED_WHOLE', {
  zh: ({ sumBasisPoints }) => `受益方的份额合计为万分之 ${sumBasisPoints},超过了万分之 10000。`,
  en: ({ sumBasisPoints }) => `The beneficiaries' shares add up to ${sumBasisPoints} basis points, more than 10,000.`,
  cureZh: () => '请减少份额,合计不超过万分之 10000。',
  cureEn: () => 'Lower the shares to at most 10,000 in sum.',
  rule: 'INV-26',
});

export const ACCOUNT_MISSING = declareRefusal('ACCOUNT_MISSING', {
  zh: () => '申请前须选定平台账号。',
  en: () => 'Choose the platform account before requesting.',
  cureZh: () => '请在场次中选择平台账号后再申请。',
  cureEn: () => 'Add the account to the session, then request it.',
});

export const HOSTS_MISSING = declareRefusal('HOSTS_MISSING', {
  zh: () => '申请前须安排主播。',
  en: () => 'Name the hosts before requesting.',
  cureZh: () => '请在场次中加入主播后再申请。',
  cureEn: () => 'Add the hosts to the session, then request it.',
  rule: 'INV-23',
});

export const START_NOT_IN_FUTURE = declareRefusal<{ startAt: Date }>('START_NOT_IN_FUTURE', {
  zh: ({ startAt }) => `开播时间 ${localTextOf(startAt)} 已经过了。`,
  en: ({ startAt }) => `The start ${localTextOf(startAt)} is not in the future.`,
  cureZh: () => '请改到以后的时间;已经播过的场次请用“补录场次”。',
  cureEn: () => 'Choose a later time; a session that was held is recorded with recordPastSession.',
  rule: 'INV-23',
});

export const ROOM_CLOSED = declareRefusal<{ roomName: string }>('ROOM_CLOSED', {
  zh: ({ roomName }) => `直播间“${roomName}”已停用。`,
  en: ({ roomName }) => `The room "${roomName}" is closed.`,
  cureZh: () => '请换一个直播间,或者先恢复使用。',
  cureEn: () => 'Choose another room, or reopen this one first.',
});

export const ROOM_HOLDS_SESSIONS = declareRefusal<{ roomName: string; sessionNumbers: readonly string[] }>('ROOM_HOLDS_SESSIONS', {
  zh: ({ roomName, sessionNumbers }) => `直播间“${roomName}”还有已排定的场次:${sessionNumbers.join('、')}。`,
  en: ({ roomName, sessionNumbers }) => `The room "${roomName}" still has planned sessions: ${sessionNumbers.join(', ')}.`,
  cureZh: () => '请先取消这些场次,或者延期后改到别的直播间。',
  cureEn: () => 'Cancel them, or postpone them and give them another room, first.',
});

export const ACCOUNT_CLOSED = declareRefusal<{ accountName: string }>('ACCOUNT_CLOSED', {
  zh: ({ accountName }) => `平台账号“${accountName}”已停用。`,
  en: ({ accountName }) => `The platform account "${accountName}" is closed.`,
  cureZh: () => '请换一个平台账号,或者先恢复使用。',
  cureEn: () => 'Choose another account, or reopen this one first.',
});

export const CHECKLIST_INCOMPLETE = declareRefusal<{ items: readonly string[] }>('CHECKLIST_INCOMPLETE', {
  zh: ({ items }) => `播前清单还有 ${items.length} 项未完成:${items.map((item) => wordOf(ChecklistItemCode, item).zh).join('、')}。`,
  en: ({ items }) => `The checklist has ${items.length} open items: ${items.map((item) => wordOf(ChecklistItemCode, item).en).join(', ')}.`,
  cureZh: () => '请逐项完成后再确认准备完毕。',
  cureEn: () => 'Complete each of them, then prepare the session.',
  rule: 'INV-25',
});

export const HOSTS_NOT_REPORTED = declareRefusal('HOSTS_NOT_REPORTED', {
  zh: () => '还没有向平台报送核验过的主播身份。',
  en: () => "The hosts' verified identity has not been reported to the platform.",
  cureZh: () => '报送后请登记“主播已报送”。',
  cureEn: () => 'Report it, then record it with reportHosts.',
  rule: 'C03',
});

export const AI_LABEL_NOT_CONFIRMED = declareRefusal('AI_LABEL_NOT_CONFIRMED', {
  zh: () => '使用数字人时须确认 AI 标识全程显示。',
  en: () => 'With an AI avatar, confirm that the label is shown throughout.',
  cureZh: () => '确认标识后,请在开播时勾选。',
  cureEn: () => 'See that it is shown, then confirm it when starting.',
  rule: 'C08',
});

export const DUTY_PERSON_MISSING = declareRefusal('DUTY_PERSON_MISSING', {
  zh: () => '使用数字人时须指定值守人员。',
  en: () => 'With an AI avatar, a person must be on duty.',
  cureZh: () => '请填写值守人员姓名。',
  cureEn: () => 'Give the name of the person on duty.',
  rule: 'INV-25',
});

export const NO_SHOW_TOO_EARLY = declareRefusal<{ fromAt: Date }>('NO_SHOW_TOO_EARLY', {
  zh: ({ fromAt }) => `开播后留有宽限时间,${localTextOf(fromAt)} 起才能登记未到场。`,
  en: ({ fromAt }) => `There is a grace time: a no-show can be recorded from ${localTextOf(fromAt)} on.`,
  cureZh: () => '请在该时间之后再登记。',
  cureEn: () => 'Record it after that time.',
});

export const START_TOO_EARLY = declareRefusal<{ fromAt: Date; plannedStartAt: Date }>('START_TOO_EARLY', {
  zh: ({ fromAt, plannedStartAt }) => `计划开播时间是 ${localTextOf(plannedStartAt)},${localTextOf(fromAt)} 起才能登记开播。`,
  en: ({ fromAt, plannedStartAt }) =>
    `The session is planned for ${localTextOf(plannedStartAt)}; it can go on air from ${localTextOf(fromAt)} on.`,
  cureZh: () => '要提前更久开播,请先延期并改定新的时间。',
  cureEn: () => 'To go on air earlier, postpone the session and give it a new time first.',
  rule: 'INV-22',
});

export const ACTUAL_TIME_INVALID = declareRefusal<{ problem: 'FUTURE' | 'TOO_LONG_AGO' | 'NOT_AFTER_START' | 'SEGMENT' }>(
  'ACTUAL_TIME_INVALID',
  {
    zh: ({ problem }) =>
      ({
        FUTURE: '实际时间不能晚于现在。',
        TOO_LONG_AGO: '实际开播时间与现在相差超过 12 小时;已经播完的场次请用“补录场次”。',
        NOT_AFTER_START: '实际结束时间须晚于实际开播时间。',
        SEGMENT: '主播的实际时段须在本场直播之内,先后不重叠。',
      })[problem],
    en: ({ problem }) =>
      ({
        FUTURE: 'An actual time is not later than now.',
        TOO_LONG_AGO: 'The actual start lies more than 12 hours back; record a session that was held with recordPastSession.',
        NOT_AFTER_START: 'The actual end is later than the actual start.',
        SEGMENT: "The hosts' actual segments lie within the session and do not overlap.",
      })[problem],
    cureZh: () => '请按实际情况改正时间。',
    cureEn: () => 'Correct the time to what happened.',
  },
);

export const FIGURES_PROVISIONAL = declareRefusal<{ finalAt: Date }>('FIGURES_PROVISIONAL', {
  zh: ({ finalAt }) => `平台数据在结束后 30 天内仍会变动,${localTextOf(finalAt)} 起才能归档。`,
  en: ({ finalAt }) =>
    `The platform's figures may change for 30 days after the end; the session can be closed from ${localTextOf(finalAt)} on.`,
  cureZh: () => '请到期后再归档;在此之前仍可导入更新的数据。',
  cureEn: () => 'Close it then; until that day newer figures can still be imported.',
  rule: 'INV-35',
});

export const NAME_TAKEN = declareRefusal<{ name: string }>('NAME_TAKEN', {
  zh: ({ name }) => `本园区已有名为“${name}”的记录。`,
  en: ({ name }) => `This park already has one named "${name}".`,
  cureZh: () => '请换一个名称。',
  cureEn: () => 'Choose another name.',
});

export const ROOM_STATUS_UNCHANGED = declareRefusal<{ status: string }>('ROOM_STATUS_UNCHANGED', {
  zh: ({ status }) => `直播间已经是“${wordOf(RoomStatus, status).zh}”状态。`,
  en: ({ status }) => `The room is ${status} already.`,
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
});

/** What is taken, by which session, for how long. */
export interface Conflict {
  resourceKind: string;
  resourceName: string;
  sessionId: string;
  sessionNumber: string;
  title: string;
  startAt: Date;
  endAt: Date;
}

const KIND_NAMES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ROOM: ['直播间', 'room'],
  HOST: ['主播', 'host'],
  ACCOUNT: ['平台账号', 'account'],
  SAMPLE_SET: ['样品组', 'sample set'],
};
const CLOCK_TEXT_START = 11;
const kindName = (kind: string, language: 0 | 1) => KIND_NAMES[kind]?.[language] ?? kind;
const span = ({ startAt, endAt }: Conflict) => {
  const [start, end] = [localTextOf(startAt), localTextOf(endAt)];
  return end.startsWith(start.slice(0, CLOCK_TEXT_START)) ? `${start}–${end.slice(CLOCK_TEXT_START)}` : `${start} – ${end}`;
};

export const BOOKING_CONFLICT = declareRefusal<{
  conflicts: readonly Conflict[];
  nextFreeStartAt: Date | null;
  nextFreeEndAt: Date | null;
}>('BOOKING_CONFLICT', {
  zh: ({ conflicts }) =>
    `时段冲突:${conflicts.map((c) => `${kindName(c.resourceKind, 0)}“${c.resourceName}”已被场次 ${c.sessionNumber}《${c.title}》(${span(c)})占用`).join(';')}。`,
  en: ({ conflicts }) =>
    `The time is taken: ${conflicts.map((c) => `${kindName(c.resourceKind, 1)} "${c.resourceName}" by session ${c.sessionNumber} "${c.title}" (${span(c)})`).join('; ')}.`,
  cureZh: ({ nextFreeStartAt, nextFreeEndAt }) =>
    nextFreeStartAt && nextFreeEndAt
      ? `所有资源最近都空闲的时间是 ${localTextOf(nextFreeStartAt)} 至 ${localTextOf(nextFreeEndAt)}(北京时间)。`
      : '此后 14 天内没有各项资源都空闲的同样时长,请更换资源。',
  cureEn: ({ nextFreeStartAt, nextFreeEndAt }) =>
    nextFreeStartAt && nextFreeEndAt
      ? `Everything is free next from ${localTextOf(nextFreeStartAt)} to ${localTextOf(nextFreeEndAt)} (Beijing time).`
      : 'Within 14 days there is no such time free for all of them; choose others.',
  rule: 'INV-22',
  graphqlType: 'BookingConflict',
});

export const SESSION_STILL_PLANNED = declareRefusal<{ count: number }>('SESSION_STILL_PLANNED', {
  zh: ({ count }) => `此人还有 ${count} 场已申请、已确认或正在进行的直播,不能删除个人信息。`,
  en: ({ count }) => `The person still hosts ${count} session(s) that are requested, confirmed or running; nothing is erased before that.`,
  cureZh: () => '请先更换主播或取消这些场次。',
  cureEn: () => 'Change the host of these sessions, or cancel them.',
  rule: 'PR-3',
});

export const MENTOR_IS_ONLY_HOST = declareRefusal('MENTOR_IS_ONLY_HOST', {
  zh: () => '在场导师就是本场唯一的主播,没有带教的对象。',
  en: () => 'The mentor is the only host of the session and has nobody to help.',
  cureZh: () => '请登记另一名导师,或不登记导师。',
  cureEn: () => 'Name another mentor, or none.',
  rule: 'INV-24',
});
