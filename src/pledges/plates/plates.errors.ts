import type { LocalDate } from '../../platform/clock/local-date.js';
import { declareRefusal } from '../../platform/errors/refusals.js';
import { wordOf } from '../../platform/graphql/descriptions.js';
import { PlateStatus, SHOWN_PLATE_STATUSES } from './plate-states.js';

export const PLATE_STATE_FORBIDS = declareRefusal<{ status: string }>('PLATE_STATE_FORBIDS', {
  zh: ({ status }) => `这块牌目前是“${wordOf(PlateStatus, status).zh}”,不能进行这项操作。`,
  en: ({ status }) => `The plate is ${status}; this is not possible in that state.`,
  cureZh: ({ status }) =>
    SHOWN_PLATE_STATUSES.some((shown) => shown === status)
      ? '登记交回须先收回(recallPlate);请刷新后查看现在能进行哪些操作。'
      : '请刷新后查看这块牌现在能进行哪些操作。',
  cureEn: ({ status }) =>
    SHOWN_PLATE_STATUSES.some((shown) => shown === status)
      ? 'Recall it before you record its return; load it again to see what its state allows.'
      : 'Load the plate again to see what its state allows.',
  rule: 'INV-41',
});

export const PLATE_PLEDGE_REVOKED = declareRefusal('PLATE_PLEDGE_REVOKED', {
  zh: () => '门店有一份承诺已被撤销,不能发牌。',
  en: () => 'A pledge of the storefront is revoked; it gets no plate.',
  cureZh: () => '申诉成立,或撤销终局后重新签署同类承诺,即可发牌。',
  cureEn: () => 'A successful appeal, or a new pledge of that series once the revocation is final, ends this.',
  rule: 'INV-41',
});

export const PLATE_NEEDS_PLEDGE = declareRefusal('PLATE_NEEDS_PLEDGE', {
  zh: () => '门店没有有效的诚信承诺,不能发牌。',
  en: () => 'The storefront has no pledge in force; it gets no plate.',
  cureZh: () => '请门店先签署承诺书。',
  cureEn: () => 'Have the storefront sign the pledge first.',
  rule: 'INV-41',
});

export const PLATE_ALREADY_LIVE = declareRefusal('PLATE_ALREADY_LIVE', {
  zh: () => '这家门店已有一块在外的牌。',
  en: () => 'The storefront has a plate that is out.',
  cureZh: () => '请先收回并登记交回;遗失的请登记遗失作废,再发新牌。',
  cureEn: () => 'Recall it and record its return; record a lost one as lost, then issue a new one.',
  rule: 'INV-41',
});

export const PLATE_DAY_INVALID = declareRefusal<{ displayedOn: LocalDate; issuedOn: LocalDate; today: LocalDate }>('PLATE_DAY_INVALID', {
  zh: ({ displayedOn, issuedOn, today }) => `悬挂日 ${displayedOn} 须在发牌日 ${issuedOn} 与今天 ${today} 之间。`,
  en: ({ displayedOn, issuedOn, today }) => `${displayedOn} must lie between the issue on ${issuedOn} and today, ${today}.`,
  cureZh: () => '请核对悬挂日期。',
  cureEn: () => 'Check the day.',
});

export const STOREFRONT_HAS_PLATE = declareRefusal('STOREFRONT_HAS_PLATE', {
  zh: () => '门店还有一块在外的诚信牌。',
  en: () => 'A plate of the storefront is still out.',
  cureZh: () => '请先收回,并登记交回或遗失。',
  cureEn: () => 'Recall it first and record its return or loss.',
  rule: 'INV-41',
});

export const STOREFRONT_CLOSED_FOR_PLATE = declareRefusal('STOREFRONT_CLOSED_FOR_PLATE', {
  zh: () => '门店已停业,不能发牌。',
  en: () => 'The storefront is closed; it gets no plate.',
  cureZh: () => '请先登记恢复营业。',
  cureEn: () => 'Reopen it first.',
});
