import type { LocalDate } from '../../platform/clock/local-date.js';
import { declareRefusal } from '../../platform/errors/refusals.js';
import { wordOf } from '../../platform/graphql/descriptions.js';
import { PairingSide, PairingStatus } from './pairing-states.js';

export const PAIRING_STATE_FORBIDS = declareRefusal<{ verb: string; status: PairingStatus }>('PAIRING_STATE_FORBIDS', {
  zh: ({ status }) => `结对目前的状态是“${wordOf(PairingStatus, status).zh}”,不能进行这项操作。`,
  en: ({ verb, status }) => `The pairing is ${status}; ${verb} is not possible in this state.`,
  cureZh: () => '请刷新结对资料,看现在能进行哪些操作。',
  cureEn: () => 'Load the pairing again to see what the state allows.',
});

export const PAIRING_WITH_ONESELF = declareRefusal('PAIRING_WITH_ONESELF', {
  zh: () => '导师和学员是同一个人。',
  en: () => 'Mentor and mentee are the same person.',
  cureZh: () => '请选择两名不同的主播。',
  cureEn: () => 'Name two different persons.',
  rule: 'INV-11',
});

export const PAIRING_EXISTS = declareRefusal('PAIRING_EXISTS', {
  zh: () => '这两名主播已有一项未结束的结对。',
  en: () => 'The two have a pairing that has not ended.',
  cureZh: () => '请在原有结对上继续。',
  cureEn: () => 'Go on with that pairing.',
  rule: 'INV-11',
});

export const PAIRING_PARTNER_LEFT = declareRefusal<{ stageName: string }>('PAIRING_PARTNER_LEFT', {
  zh: ({ stageName }) => `主播“${stageName}”已离开园区。`,
  en: ({ stageName }) => `"${stageName}" has left the park.`,
  cureZh: () => '请换一名主播。',
  cureEn: () => 'Choose another streamer.',
});

export const MENTOR_FULLY_PAIRED = declareRefusal<{ max: number }>('MENTOR_FULLY_PAIRED', {
  zh: ({ max }) => `导师进行中的结对已达上限 ${max} 项;同一人在各园区的结对合并计算。`,
  en: ({ max }) =>
    `The mentor has as many pairings going on as the limit of ${max} allows; those of one person in all parks count together.`,
  cureZh: () => '请先完成一项,或换一名导师。',
  cureEn: () => 'Complete one first, or choose another mentor.',
  rule: 'INV-11',
});

export const VILLAGE_PAIRING_NEEDS_MEMBER = declareRefusal<{ onDay: LocalDate }>('VILLAGE_PAIRING_NEEDS_MEMBER', {
  zh: ({ onDay }) => `红色村播结对须有一方在 ${onDay} 持有党员主播标识。`,
  en: ({ onDay }) => `A village pairing needs one side that holds the badge of a member streamer on ${onDay}.`,
  cureZh: () => '请由党务记录人征得本人同意后发放标识,或改为一般结对。',
  cureEn: () => 'Let a party recorder issue the badge with consent, or make it a general pairing.',
  rule: 'INV-11',
});

export const VILLAGE_PAIRING_NEEDS_VILLAGER = declareRefusal('VILLAGE_PAIRING_NEEDS_VILLAGER', {
  zh: () => '红色村播结对须有另一方是红色村播。',
  en: () => 'A village pairing needs a village host on the other side.',
  cureZh: () => '请核对主播类别,或改为一般结对。',
  cureEn: () => 'Check the kind of the streamers, or make it a general pairing.',
  rule: 'INV-11',
});

export const SIDE_ACCEPTED = declareRefusal<{ side: PairingSide }>('SIDE_ACCEPTED', {
  zh: ({ side }) => `${wordOf(PairingSide, side).zh}已经同意。`,
  en: ({ side }) => `The ${side} has accepted before.`,
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
});

export const ACTIVITY_OUTSIDE_PAIRING = declareRefusal<{ from: LocalDate; to: LocalDate }>('ACTIVITY_OUTSIDE_PAIRING', {
  zh: ({ from, to }) => `活动日期须在 ${from} 至 ${to} 之间。`,
  en: ({ from, to }) => `The activity lies outside ${from} to ${to}.`,
  cureZh: () => '请核对日期。',
  cureEn: () => 'Check the day.',
});

export const VISITORS_MISSING = declareRefusal('VISITORS_MISSING', {
  zh: () => '走访至少要有一名育苗队主播。',
  en: () => 'A visit has at least one streamer of the seedling team.',
  cureZh: () => '请选择走访的主播。',
  cureEn: () => 'Name the streamers who visited.',
});

export const ACCEPTED_BEFORE_PROPOSAL = declareRefusal<{ acceptedOn: string; proposedOn: string }>('ACCEPTED_BEFORE_PROPOSAL', {
  zh: ({ acceptedOn, proposedOn }) => `接受日期 ${acceptedOn} 早于提出结对的日期 ${proposedOn}。`,
  en: ({ acceptedOn, proposedOn }) => `It cannot have been accepted on ${acceptedOn}: the pairing was proposed on ${proposedOn}.`,
  cureZh: () => '请填写提出之日至今天之间的日期。',
  cureEn: () => 'Give a day between the proposal and today.',
  rule: 'INV-11',
});
