import { declareRefusal } from '../platform/errors/refusals.js';
import { HolderKind } from './park-kinds.js';
import { EnterpriseStatus } from '../enterprises/enterprise-states.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { ParkStatus } from './park-states.js';

export const PARK_STATE_FORBIDS = declareRefusal<{ status: string; verbZh: string; verbEn: string }>('PARK_STATE_FORBIDS', {
  zh: ({ status, verbZh }) => `园区当前状态为“${wordOf(ParkStatus, status).zh}”,不能${verbZh}。`,
  en: ({ status, verbEn }) => `A park that is ${status} cannot ${verbEn}.`,
  cureZh: () => '请刷新园区资料,看它现在能进行哪些操作。',
  cureEn: () => 'Load the park again to see what its state allows.',
});

export const PARK_CLOSED = declareRefusal('PARK_CLOSED', {
  zh: () => '园区已关闭,不能再登记新的内容。',
  en: () => 'The park is closed and takes nothing new.',
  cureZh: () => '请选择开放的园区。',
  cureEn: () => 'Choose a park that is open.',
});

export const SLOT_MISSING = declareRefusal<{ role: string; nameZh: string; nameEn: string; missing: number }>('SLOT_MISSING', {
  zh: ({ nameZh, missing }) => `园区结构缺少“${nameZh}”${missing} 个。`,
  en: ({ nameEn, missing }) => `The structure lacks ${missing} of "${nameEn}".`,
  cureZh: () => '请先为缺少的席位登记占用者。',
  cureEn: () => 'Assign holders to the missing places first.',
  rule: 'INV-01',
});

export const SLOT_OVERFULL = declareRefusal<{ role: string; nameZh: string; nameEn: string; max: number }>('SLOT_OVERFULL', {
  zh: ({ nameZh, max }) => `“${nameZh}”同一天最多 ${max} 个。`,
  en: ({ nameEn, max }) => `There are at most ${max} of "${nameEn}" on one day.`,
  cureZh: () => '请先让一个占用者退出,或者调整日期。',
  cureEn: () => 'Release one holder first, or change the days.',
  rule: 'INV-01',
});

export const SLOT_ROLE_UNKNOWN = declareRefusal<{ role: string }>('SLOT_ROLE_UNKNOWN', {
  zh: ({ role }) => `园区结构模板中没有席位 ${role}。`,
  en: ({ role }) => `The structure template has no place ${role}.`,
  cureZh: () => '请从园区结构中选择席位。',
  cureEn: () => "Choose a place of the park's structure.",
  rule: 'INV-01',
});

export const HOLDER_KIND_FORBIDDEN = declareRefusal<{ holderKind: string; nameZh: string; nameEn: string }>('HOLDER_KIND_FORBIDDEN', {
  zh: ({ holderKind, nameZh }) => `“${nameZh}”不能由“${wordOf(HolderKind, holderKind).zh}”占用。`,
  en: ({ holderKind, nameEn }) => `"${nameEn}" cannot be held by ${holderKind}.`,
  cureZh: () => '请选择该席位允许的占用者种类。',
  cureEn: () => 'Choose a kind of holder that the place allows.',
  rule: 'INV-01',
});

export const HOLDER_NOT_NAMED = declareRefusal<{ holderKind: string }>('HOLDER_NOT_NAMED', {
  zh: ({ holderKind }) => `“${wordOf(HolderKind, holderKind).zh}”类占用者:企业、党组织、品牌产品须填编号,产业和场所须填名称,二者取一。`,
  en: ({ holderKind }) =>
    `A holder of kind ${holderKind} is named wrongly: enterprise, organization and product by id, industry and site by name.`,
  cureZh: () => '请只填写对应的一项。',
  cureEn: () => 'Give just the one that belongs to the kind.',
  rule: 'INV-01',
});

export const LEADER_WITHOUT_ORGANIZATION = declareRefusal<{ holderName: string }>('LEADER_WITHOUT_ORGANIZATION', {
  zh: ({ holderName }) => `“${holderName}”没有运行中的党组织,不能担任龙头。`,
  en: ({ holderName }) => `"${holderName}" has no party organization at work and cannot lead.`,
  cureZh: () => '请先为其组建并启用党组织。',
  cureEn: () => 'Set up and activate its organization first.',
  rule: 'INV-02',
});

export const ENTERPRISE_HOLDS_SLOT = declareRefusal<{ slotRole: string; startsOn: string }>('ENTERPRISE_HOLDS_SLOT', {
  zh: ({ slotRole, startsOn }) => `该企业在这段时间已占用席位 ${slotRole}(自 ${startsOn})。`,
  en: ({ slotRole, startsOn }) => `The enterprise holds the place ${slotRole} in that time already (since ${startsOn}).`,
  cureZh: () => '请先结束原来的席位。',
  cureEn: () => 'Release the earlier place first.',
  rule: 'INV-03',
});

export const HOLDER_HOLDS_SLOT = declareRefusal<{ slotRole: string }>('HOLDER_HOLDS_SLOT', {
  zh: ({ slotRole }) => `它在这段时间已占用席位 ${slotRole}。`,
  en: ({ slotRole }) => `It holds the place ${slotRole} in that time already.`,
  cureZh: () => '请先结束原来的席位,或者调整日期。',
  cureEn: () => 'Release the earlier place first, or change the days.',
  rule: 'INV-01',
});

export const ENTERPRISE_NOT_ADMITTED = declareRefusal<{ name: string; status: string }>('ENTERPRISE_NOT_ADMITTED', {
  zh: ({ name, status }) => `企业“${name}”尚未准入或正在撤离(${wordOf(EnterpriseStatus, status).zh})。`,
  en: ({ name, status }) => `The enterprise "${name}" is not admitted, or is leaving (${status}).`,
  cureZh: () => '请先完成准入评审。',
  cureEn: () => 'Admit the enterprise first.',
});

export const STRUCTURE_INCOMPLETE = declareRefusal<{ role: string; nameZh: string; nameEn: string; missing: number }>(
  'STRUCTURE_INCOMPLETE',
  {
    zh: ({ nameZh, missing }) => `园区结构不完整:缺少“${nameZh}”${missing} 个。`,
    en: ({ nameEn, missing }) => `The structure is incomplete: it lacks ${missing} of "${nameEn}".`,
    cureZh: () => '请尽快为空出的席位登记新的占用者。',
    cureEn: () => 'Assign new holders to the empty places soon.',
    rule: 'INV-01',
  },
);

export const ORGANIZATION_LEADS_PARK = declareRefusal<{ parkName: string }>('ORGANIZATION_LEADS_PARK', {
  zh: ({ parkName }) => `它是园区“${parkName}”的牵头党组织或龙头席位占用者。`,
  en: ({ parkName }) => `It leads the park "${parkName}".`,
  cureZh: () => '请先更换园区的牵头党组织或关闭园区。',
  cureEn: () => 'Give the park another leading organization, or close it, first.',
});

export const ENTERPRISE_HOLDS_SLOTS = declareRefusal('ENTERPRISE_HOLDS_SLOTS', {
  zh: () => '企业仍占用园区席位,不能完成撤离。',
  en: () => 'The enterprise still holds places in parks.',
  cureZh: () => '请先登记席位的结束日期。',
  cureEn: () => 'Record first when they end.',
});
