import { declareRefusal } from '../platform/errors/refusals.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { MembershipEntryStatus } from './membership-entry-states.js';
import { OrganizationStatus } from './organization-states.js';

export const ORGANIZATION_STATE_FORBIDS = declareRefusal<{ status: string; verbZh: string; verbEn: string }>('ORGANIZATION_STATE_FORBIDS', {
  zh: ({ status, verbZh }) => `党组织当前状态为“${wordOf(OrganizationStatus, status).zh}”,不能${verbZh}。`,
  en: ({ status, verbEn }) => `An organization that is ${status} cannot ${verbEn}.`,
  cureZh: () => '请刷新党组织资料,看它现在能进行哪些操作。',
  cureEn: () => 'Load the organization again to see what its state allows.',
});

export const ORGANIZATION_NOT_WORKING = declareRefusal<{ name: string; status: string }>('ORGANIZATION_NOT_WORKING', {
  zh: ({ name, status }) => `党组织“${name}”未在运行(${wordOf(OrganizationStatus, status).zh})。`,
  en: ({ name, status }) => `The organization "${name}" is not at work (${status}).`,
  cureZh: () => '请先批复并启用该党组织。',
  cureEn: () => 'Approve and activate it first.',
});

export const ORGANIZATION_ENDED = declareRefusal<{ name: string }>('ORGANIZATION_ENDED', {
  zh: ({ name }) => `党组织“${name}”已合并或撤销。`,
  en: ({ name }) => `The organization "${name}" was merged or dissolved.`,
  cureZh: () => '请选择现有的党组织。',
  cureEn: () => 'Choose an organization that exists today.',
});

export const ORGANIZATION_CYCLE = declareRefusal('ORGANIZATION_CYCLE', {
  zh: () => '不能把党组织移到它自己或它的下级之下。',
  en: () => 'An organization cannot stand below itself or below one of its own.',
  cureZh: () => '请选择另一个上级党组织。',
  cureEn: () => 'Choose another parent.',
  rule: 'INV-04',
});

export const ORGANIZATION_TREE_TOO_DEEP = declareRefusal<{ depthMax: number }>('ORGANIZATION_TREE_TOO_DEEP', {
  zh: ({ depthMax }) => `组织层级最多 ${depthMax} 级。`,
  en: ({ depthMax }) => `The tree has at most ${depthMax} levels.`,
  cureZh: () => '请选择层级更高的上级党组织。',
  cureEn: () => 'Choose a parent higher up.',
});

export const ORGANIZATION_HAS_MEMBERS = declareRefusal('ORGANIZATION_HAS_MEMBERS', {
  zh: () => '还有党员关系未转出。',
  en: () => 'It still has members.',
  cureZh: () => '请先把党员关系转到其他党组织。',
  cureEn: () => 'Hand the memberships over first.',
});

export const ORGANIZATION_HAS_CHILDREN = declareRefusal<{ count: number }>('ORGANIZATION_HAS_CHILDREN', {
  zh: ({ count }) => `还有 ${count} 个下级党组织。`,
  en: ({ count }) => `There are still ${count} organizations below it.`,
  cureZh: () => '请先调整或撤销下级党组织。',
  cureEn: () => 'Move or dissolve them first.',
});

export const ORGANIZATION_MERGES_INTO_ITSELF = declareRefusal('ORGANIZATION_MERGES_INTO_ITSELF', {
  zh: () => '党组织不能合并到自己。',
  en: () => 'An organization cannot be merged into itself.',
  cureZh: () => '请选择另一个党组织。',
  cureEn: () => 'Choose another organization.',
});

export const ORGANIZATION_KIND_MISMATCH = declareRefusal('ORGANIZATION_KIND_MISMATCH', {
  zh: () => '单独组建须指明企业;联合组建和其他党组织不指明企业,联合组建另行登记覆盖单位。',
  en: () => 'Kind SINGLE names its enterprise; no other organization does. A joint one lists the units it covers instead.',
  cureZh: () => '请按组建方式补填或去掉企业。',
  cureEn: () => 'Add or leave out the enterprise accordingly.',
  rule: 'INV-06',
});

export const ENTERPRISE_HAS_ORGANIZATION = declareRefusal('ENTERPRISE_HAS_ORGANIZATION', {
  zh: () => '该企业已有单独组建的党组织。',
  en: () => 'The enterprise has an organization of its own already.',
  cureZh: () => '请使用已有的党组织,或者先将其撤销。',
  cureEn: () => 'Use the existing organization, or dissolve it first.',
  rule: 'INV-06',
});

export const JOINT_COVERS_TOO_FEW = declareRefusal<{ covered: number; min: number }>('JOINT_COVERS_TOO_FEW', {
  zh: ({ covered, min }) => `联合组建的党组织至少覆盖 ${min} 个单位,现为 ${covered} 个。`,
  en: ({ covered, min }) => `A joint organization covers at least ${min} units; it has ${covered}.`,
  cureZh: () => '请先登记其他覆盖单位。',
  cureEn: () => 'Record the other covered units first.',
  rule: 'INV-06',
});

export const COVERAGE_NEEDS_JOINT = declareRefusal('COVERAGE_NEEDS_JOINT', {
  zh: () => '只有联合组建的党组织登记覆盖单位。',
  en: () => 'Only a joint organization lists the units it covers.',
  cureZh: () => '请改为联合组建,或者不登记覆盖单位。',
  cureEn: () => 'Use a joint organization, or leave coverage out.',
  rule: 'INV-06',
});

export const COVERAGE_OVERLAPS = declareRefusal('COVERAGE_OVERLAPS', {
  zh: () => '该单位在这段时间已由本党组织覆盖。',
  en: () => 'The organization covers the unit in that time already.',
  cureZh: () => '请先结束原来的记录,或者调整日期。',
  cureEn: () => 'End the earlier record first, or change the days.',
  rule: 'INV-06',
});

export const LINK_TO_ITSELF = declareRefusal('LINK_TO_ITSELF', {
  zh: () => '党组织不能与自己建立关系。',
  en: () => 'An organization cannot be linked to itself.',
  cureZh: () => '请选择另一个党组织。',
  cureEn: () => 'Choose another organization.',
  rule: 'INV-04',
});

export const LINK_OVERLAPS = declareRefusal('LINK_OVERLAPS', {
  zh: () => '这两个党组织在这段时间已有同类关系。',
  en: () => 'The two organizations have such a relation in that time already.',
  cureZh: () => '请先结束原来的关系,或者调整日期。',
  cureEn: () => 'End the earlier link first, or change the days.',
  rule: 'INV-04',
});

export const OFFICE_TAKEN = declareRefusal<{ office: string; startsOn: string }>('OFFICE_TAKEN', {
  zh: ({ office, startsOn }) => `这段时间内职务 ${office} 已有人担任(自 ${startsOn})。`,
  en: ({ office, startsOn }) => `The office ${office} is held by somebody in that time (since ${startsOn}).`,
  cureZh: () => '请先登记前任的离任日期。',
  cureEn: () => 'Record first when the predecessor left it.',
});

export const ID_CARD_INVALID = declareRefusal<{ problem: string }>('ID_CARD_INVALID', {
  zh: ({ problem }) =>
    ({
      SHAPE: '身份证号须为 18 位。',
      BIRTH_DATE: '身份证号中的出生日期不存在。',
      FUTURE_BIRTH: '身份证号中的出生日期在将来。',
      CHECKSUM: '身份证号校验位不符。',
    })[problem] ?? '身份证号有误。',
  en: ({ problem }) => `The ID-card number is not valid (${problem}).`,
  cureZh: () => '请对照证件重新输入。',
  cureEn: () => 'Copy it again from the card.',
});

export const PERSON_NAME_DIFFERS = declareRefusal('PERSON_NAME_DIFFERS', {
  zh: () => '姓名与身份证号不符。',
  en: () => 'Name and ID-card number do not belong together.',
  cureZh: () => '请核对证件;确属改名或误登,请联系系统管理员更正。',
  cureEn: () => 'Check the card; ask the administrator when the name was changed or mistaken.',
  rule: 'INV-05',
});

export const PERSON_NOT_NAMED_ONCE = declareRefusal('PERSON_NOT_NAMED_ONCE', {
  zh: () => '请填写人员编号,或者填写姓名和身份证号,二者取一。',
  en: () => 'Give either the id of a person or a name with an ID-card number.',
  cureZh: () => '只保留其中一种写法。',
  cureEn: () => 'Keep one of the two ways.',
});

export const PERSON_CONSENT_MISSING = declareRefusal('PERSON_CONSENT_MISSING', {
  zh: () => '此人没有同意、或已撤回同意贵单位处理个人信息,完整的证件号、电话和个人信息副本不予显示。',
  en: () =>
    'The person has not consented that you handle the personal data, or has withdrawn it, so full numbers and a copy are not shown.',
  cureZh: () => '请先取得本人单独同意,并用 giveStreamerConsent 登记。',
  cureEn: () => "Obtain the person's own separate consent and record it with giveStreamerConsent.",
  rule: 'PR-2',
});

export const PHONE_NOT_RECORDED = declareRefusal('PHONE_NOT_RECORDED', {
  zh: () => '没有登记电话。',
  en: () => 'No phone number is recorded.',
  cureZh: () => '请先补登电话。',
  cureEn: () => 'Record a phone number first.',
});

export const HOME_MEMBERSHIP_OVERLAPS = declareRefusal('HOME_MEMBERSHIP_OVERLAPS', {
  zh: () => '此人在这段时间已有组织关系所在的党组织。',
  en: () => 'The person has a home membership in that time already.',
  cureZh: () => '请先由原党组织登记转出日期。',
  cureEn: () => 'The other organization records first when it ended.',
  rule: 'INV-05',
});

export const MEMBERSHIP_OVERLAPS = declareRefusal('MEMBERSHIP_OVERLAPS', {
  zh: () => '此人在这段时间已在本党组织登记。',
  en: () => 'The person is a member of this organization in that time already.',
  cureZh: () => '请先结束原来的记录,或者调整日期。',
  cureEn: () => 'End the earlier membership first, or change the days.',
  rule: 'INV-05',
});

export const STANDING_UNCHANGED = declareRefusal('STANDING_UNCHANGED', {
  zh: () => '身份没有变化,或变更日期不在这条关系的期限内。',
  en: () => 'The standing is the same, or the day lies outside the membership.',
  cureZh: () => '请核对身份和变更日期。',
  cureEn: () => 'Check the standing and the day of the change.',
});

export const MEMBERSHIP_MOVED_ON = declareRefusal('MEMBERSHIP_MOVED_ON', {
  zh: () => '由个案产生的党员关系之后被单独改动过,不能再随个案更改。',
  en: () => 'A membership that the case made was changed by hand since; it no longer follows the case.',
  cureZh: () => '请先在党员关系中核实并更正。',
  cureEn: () => 'Check and correct the membership first.',
  rule: 'INV-05',
});

export const PERSON_HOLDS_OFFICE = declareRefusal('PERSON_HOLDS_OFFICE', {
  zh: () => '此人现任党内职务,不能删除个人信息。',
  en: () => 'The person holds an office today; nothing is erased before that ends.',
  cureZh: () => '请先登记离任。',
  cureEn: () => 'Record first when the office ended.',
  rule: 'PR-3',
});

export const ERASURE_HELD_ELSEWHERE = declareRefusal('ERASURE_HELD_ELSEWHERE', {
  zh: () => '此人在其他单位还有未办结的事项,目前不能删除。',
  en: () => 'Something about the person is not settled elsewhere yet; nothing is erased before that.',
  cureZh: () => '请本人向有关单位办结后再申请。',
  cureEn: () => 'Let the person settle it with those concerned, and ask again afterwards.',
  rule: 'PR-3',
});

export const ERASURE_ALREADY_OPEN = declareRefusal('ERASURE_ALREADY_OPEN', {
  zh: () => '此人已有一份正在办理的删除申请。',
  en: () => 'A request of erasure for this person is open already.',
  cureZh: () => '请办理原有的申请。',
  cureEn: () => 'Deal with the open request.',
  rule: 'PR-3',
});

export const ERASURE_ALREADY_DECIDED = declareRefusal<{ status: string }>('ERASURE_ALREADY_DECIDED', {
  zh: () => '这份删除申请已经作出决定,删除不可撤回。',
  en: ({ status }) => `The request is ${status}: it was decided, and what is erased does not come back.`,
  cureZh: () => '请刷新查看办理进度。',
  cureEn: () => 'Load it again to see how far it is.',
  rule: 'PR-3',
});

export const ERASURE_NEEDS_SECOND_PERSON = declareRefusal('ERASURE_NEEDS_SECOND_PERSON', {
  zh: () => '删除不可撤回,提出申请的账号不能自己决定。',
  en: () => 'An erasure does not come back: the account that asked for it cannot decide it.',
  cureZh: () => '请由另一名有权限的人员决定。',
  cureEn: () => 'Let another authorised person decide.',
  rule: 'PR-3',
});

export const PERSON_ERASED = declareRefusal('PERSON_ERASED', {
  zh: () => '此人的个人信息已依本人要求删除。',
  en: () => 'The personal data was erased at the request of the person.',
  cureZh: () => '该信息无法再提供。',
  cureEn: () => 'There is nothing left to show.',
  rule: 'PR-3',
});

export const MEMBERSHIP_IN_FUTURE = declareRefusal<{ onDay: string }>('MEMBERSHIP_IN_FUTURE', {
  zh: ({ onDay }) => `日期 ${onDay} 尚未到来,不能预先登记。`,
  en: ({ onDay }) => `The day ${onDay} has not come yet; nothing is entered in advance.`,
  cureZh: () => '请核对日期,到当日再登记。',
  cureEn: () => 'Check the day, or enter it when it has come.',
});

export const MEMBER_TOO_YOUNG = declareRefusal<{ ageMin: number; age: number; onDay: string }>('MEMBER_TOO_YOUNG', {
  zh: ({ ageMin, age, onDay }) => `此人在 ${onDay} 为 ${age} 周岁,应满 ${ageMin} 周岁(入党须满 18 周岁,转正须经一年预备期)。`,
  en: ({ ageMin, age, onDay }) =>
    `The person was ${age} on ${onDay} and must be ${ageMin}: 18 to join, and a year of probation before full membership.`,
  cureZh: () => '请对照证件和党员登记表核对日期与身份。',
  cureEn: () => 'Compare day and standing with the ID card and the register.',
  rule: 'R01',
});

export const PROBATION_NOT_OVER = declareRefusal<{ startsOn: string; earliestOn: string }>('PROBATION_NOT_OVER', {
  zh: ({ startsOn, earliestOn }) => `预备期自 ${startsOn} 起为一年,最早 ${earliestOn} 转正。`,
  en: ({ startsOn, earliestOn }) =>
    `The probation began on ${startsOn} and takes a year; full membership begins on ${earliestOn} at the earliest.`,
  cureZh: () => '请核对转正日期;在本系统培养的,由发展党员个案办理转正。',
  cureEn: () => 'Check the day; whoever was developed here becomes a full member through the development case.',
  rule: 'R24',
});

export const ORGANIZATION_TAKES_NO_MEMBERS = declareRefusal<{ name: string }>('ORGANIZATION_TAKES_NO_MEMBERS', {
  zh: ({ name }) => `“${name}”是群团组织,不登记党员关系。`,
  en: ({ name }) => `"${name}" is a mass organization and keeps no Party members.`,
  cureZh: () => '请选择此人所在的党支部。',
  cureEn: () => "Choose the person's Party branch.",
  rule: 'INV-05',
});

export const MEMBERSHIP_ENTRY_WAITS = declareRefusal<{ recordedOn: string }>('MEMBERSHIP_ENTRY_WAITS', {
  zh: ({ recordedOn }) => `此人在本党组织已有一条 ${recordedOn} 登记、尚待确认的记录。`,
  en: ({ recordedOn }) => `An entry of ${recordedOn} about this person still waits for its confirmation in this organization.`,
  cureZh: () => '请先由另一人确认或退回,或者由登记人撤回。',
  cureEn: () => 'Have it confirmed or rejected by somebody else, or take it back.',
});

export const MEMBERSHIP_ENTRY_DECIDED = declareRefusal<{ status: string }>('MEMBERSHIP_ENTRY_DECIDED', {
  zh: ({ status }) => `这条登记已经处理过:${wordOf(MembershipEntryStatus, status).zh}。`,
  en: ({ status }) => `The entry was decided already: ${wordOf(MembershipEntryStatus, status).en}.`,
  cureZh: () => '无需再办;需要更正的请另行登记。',
  cureEn: () => 'Nothing is left to do; enter a correction anew.',
});

export const MEMBERSHIP_ENTRY_OF_ONESELF = declareRefusal('MEMBERSHIP_ENTRY_OF_ONESELF', {
  zh: () => '登记人不能确认或退回自己的登记。',
  en: () => 'Whoever entered it neither confirms nor rejects it.',
  cureZh: () => '请由另一名党务确认人办理;登记有误的,由登记人撤回。',
  cureEn: () => 'Ask another confirmer; whoever entered a mistake takes it back.',
  rule: 'INV-21',
});

export const MEMBERSHIP_ENTRY_OF_ANOTHER = declareRefusal('MEMBERSHIP_ENTRY_OF_ANOTHER', {
  zh: () => '只有登记人本人可以撤回;其他人由党务确认人退回。',
  en: () => 'Only whoever entered it takes it back; a confirmer rejects it.',
  cureZh: () => '请登记人撤回,或请党务确认人退回。',
  cureEn: () => 'Ask the recorder to take it back, or a confirmer to reject it.',
});
