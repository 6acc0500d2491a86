import type { LocalDate } from '../../platform/clock/local-date.js';
import { declareRefusal } from '../../platform/errors/refusals.js';

export const CUT_OVER_RECORDED = declareRefusal('CUT_OVER_RECORDED', {
  zh: () => '本党组织的接管日期已经登记,只能登记一次。',
  en: () => 'The cut-over of the organization is on record; there is one only.',
  cureZh: () => '待确认的可以退回后重新登记;已确认的不再更改。',
  cureEn: () => 'One that waits can be rejected and recorded anew; a confirmed one stays.',
  rule: 'INV-13a',
});

export const CUT_OVER_AFTER_UPPER = declareRefusal<{ upperCutOverOn: LocalDate }>('CUT_OVER_AFTER_UPPER', {
  zh: ({ upperCutOverOn }) => `上级党组织自 ${upperCutOverOn} 起已全面执行规则,本组织的接管日期不能更晚。`,
  en: ({ upperCutOverOn }) => `An organization above has been under every rule since ${upperCutOverOn}; the cut-over here cannot be later.`,
  cureZh: () => '请填写不晚于上级接管日期的日期;不另行登记的,按上级的接管日期执行。',
  cureEn: () => 'Give that day or an earlier one; without a day of its own the organization follows the one above.',
  rule: 'INV-13a',
});

export const CUT_OVER_IN_FUTURE = declareRefusal<{ onDay: LocalDate }>('CUT_OVER_IN_FUTURE', {
  zh: ({ onDay }) => `接管日期 ${onDay} 还没有到。`,
  en: ({ onDay }) => `The cut-over day ${onDay} has not come yet.`,
  cureZh: () => '请填写今天或以前的日期。',
  cureEn: () => 'Give today or an earlier day.',
  rule: 'INV-13a',
});

export const CUT_OVER_DECIDED = declareRefusal('CUT_OVER_DECIDED', {
  zh: () => '这条接管登记已经处理过。',
  en: () => 'This cut-over was decided already.',
  cureZh: () => '请刷新后查看。',
  cureEn: () => 'Load it again.',
});

export const OVERLAY_IN_PAST = declareRefusal<{ effectiveFrom: LocalDate }>('OVERLAY_IN_PAST', {
  zh: ({ effectiveFrom }) => `生效日期 ${effectiveFrom} 已过;地方规定不溯及既往。`,
  en: ({ effectiveFrom }) => `${effectiveFrom} lies in the past; a local rule does not reach back.`,
  cureZh: () => '请填写今天或以后的日期。',
  cureEn: () => 'Give today or a later day.',
  rule: 'INV-18',
});

export const OVERLAY_WITHDRAWAL_TOO_EARLY = declareRefusal<{ endsOn: LocalDate; after: LocalDate }>('OVERLAY_WITHDRAWAL_TOO_EARLY', {
  zh: ({ endsOn, after }) => `停止适用的日期 ${endsOn} 须晚于 ${after};已经按该规定作出的判断不改写。`,
  en: ({ endsOn, after }) => `The overlay can end after ${after} only, not on ${endsOn}; what was judged under it is not rewritten.`,
  cureZh: ({ after }) => `请填写 ${after} 以后的日期;待确认的登记日期已到的,请退回后重新登记。`,
  cureEn: ({ after }) => `Give a day after ${after}; reject a withdrawal whose day has come, and record it anew.`,
  rule: 'INV-18',
});

export const OVERLAY_WITHDRAWN = declareRefusal('OVERLAY_WITHDRAWN', {
  zh: () => '该规定已登记停止适用,或正在等待确认。',
  en: () => 'The overlay was withdrawn, or a withdrawal waits for the second person.',
  cureZh: () => '请查看该规定的停用登记;待确认的可以退回后重新登记。',
  cureEn: () => 'Look at its withdrawal; one that waits can be rejected and recorded anew.',
});

export const OVERLAY_WITHDRAWAL_DECIDED = declareRefusal('OVERLAY_WITHDRAWAL_DECIDED', {
  zh: () => '这条停用登记已经处理过。',
  en: () => 'This withdrawal was decided already.',
  cureZh: () => '请刷新后查看。',
  cureEn: () => 'Load it again.',
});

export const OVERLAY_STILL_USED = declareRefusal<{ stepCodes: string }>('OVERLAY_STILL_USED', {
  zh: ({ stepCodes }) => `其他规定以该规定增设的步骤(${stepCodes})为基础,不能先停用它。`,
  en: ({ stepCodes }) => `Other overlays build on the steps ${stepCodes} that this one added; it cannot end before them.`,
  cureZh: () => '请先停用依赖这些步骤的规定。',
  cureEn: () => 'Withdraw the overlays that build on these steps first.',
});
