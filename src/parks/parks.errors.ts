import { declareRefusal } from '../platform/errors/refusals.js';

export const PARK_STATE_FORBIDS = declareRefusal<{ status: string; verbZh: string; verbEn: string }>('PARK_STATE_FORBIDS', {
  zh: ({ status, verbZh }) => `园区当前状态为 ${status},不能${verbZh}。`,
  en: ({ status, verbEn }) => `A park that is ${status} cannot ${verbEn}.`,
});

export const PARK_CLOSED = declareRefusal('PARK_CLOSED', {
  zh: () => '园区已关闭,不能再登记新的内容。',
  en: () => 'The park is closed and takes nothing new.',
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
  rule: 'INV-01',
});

export const SLOT_ROLE_UNKNOWN = declareRefusal<{ role: string }>('SLOT_ROLE_UNKNOWN', {
  zh: ({ role }) => `园区结构模板中没有席位 ${role}。`,
  en: ({ role }) => `The structure template has no place ${role}.`,
  rule: 'INV-01',
});

export const HOLDER_KIND_FORBIDDEN = declareRefusal<{ holderKind: string; nameZh: string; nameEn: string }>('HOLDER_KIND_FORBIDDEN', {
  zh: ({ holderKind, nameZh }) => `“${nameZh}”不能由 ${holderKind} 占用。`,
  en: ({ holderKind, nameEn }) => `"${nameEn}" cannot be held by ${holderKind}.`,
  rule: 'INV-01',
});

export const HOLDER_NOT_NAMED = declareRefusal<{ holderKind: string }>('HOLDER_NOT_NAMED', {
  zh: ({ holderKind }) => `${holderKind} 类占用者:企业、党组织、品牌产品须填编号,产业和场所须填名称,二者取一。`,
  en: ({ holderKind }) =>
    `A holder of kind ${holderKind} is named wrongly: enterprise, organization and product by id, industry and site by name.`,
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
  rule: 'INV-03',
});

export const HOLDER_HOLDS_SLOT = declareRefusal<{ slotRole: string }>('HOLDER_HOLDS_SLOT', {
  zh: ({ slotRole }) => `它在这段时间已占用席位 ${slotRole}。`,
  en: ({ slotRole }) => `It holds the place ${slotRole} in that time already.`,
  rule: 'INV-01',
});

export const ENTERPRISE_NOT_ADMITTED = declareRefusal<{ name: string; status: string }>('ENTERPRISE_NOT_ADMITTED', {
  zh: ({ name, status }) => `企业“${name}”尚未准入或正在撤离(${status})。`,
  en: ({ name, status }) => `The enterprise "${name}" is not admitted, or is leaving (${status}).`,
});

export const STRUCTURE_INCOMPLETE = declareRefusal<{ role: string; nameZh: string; nameEn: string; missing: number }>(
  'STRUCTURE_INCOMPLETE',
  {
    zh: ({ nameZh, missing }) => `园区结构不完整:缺少“${nameZh}”${missing} 个。`,
    en: ({ nameEn, missing }) => `The structure is incomplete: it lacks ${missing} of "${nameEn}".`,
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
