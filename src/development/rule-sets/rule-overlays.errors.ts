import { declareRefusal } from '../../platform/errors/refusals.js';

export const OVERLAY_PARAMETER_UNKNOWN = declareRefusal<{ ruleId: string; name: string }>('OVERLAY_PARAMETER_UNKNOWN', {
  zh: ({ ruleId, name }) => `规则 ${ruleId} 没有参数“${name}”。`,
  en: ({ ruleId, name }) => `Rule ${ruleId} has no parameter ${name}.`,
  cureZh: () => '请从规则版本的参数清单中选择。',
  cureEn: () => 'Choose one of the parameters that the rule set lists.',
});

export const OVERLAY_VALUE_INVALID = declareRefusal<{ ruleId: string; name: string; value: string }>('OVERLAY_VALUE_INVALID', {
  zh: ({ ruleId, name, value }) => `规则 ${ruleId} 的参数“${name}”不能取值 ${value}。`,
  en: ({ ruleId, name, value }) => `${value} is no value for parameter ${name} of rule ${ruleId}.`,
  cureZh: () => '数字请填 0 至 1000 的整数,且最少值不得大于最多值;选项请从清单中选择。',
  cureEn: () => 'Give a whole number from 0 to 1,000, a lower bound not above its upper bound, or one of the listed words.',
});

export const OVERLAY_LOOSENS = declareRefusal<{ ruleId: string; name: string; current: string; value: string }>('OVERLAY_LOOSENS', {
  zh: ({ ruleId, name, current, value }) => `规则 ${ruleId} 的参数“${name}”现为 ${current},改为 ${value} 会放宽要求;地方规定只能收紧。`,
  en: ({ ruleId, name, current, value }) =>
    `Parameter ${name} of rule ${ruleId} is ${current}; ${value} would loosen it. A local rule can only tighten.`,
  cureZh: () => '请改为更严格的值,或删去这一项。',
  cureEn: () => 'Give a stricter value, or leave this entry out.',
});

export const OVERLAY_GATE_INVALID = declareRefusal<{ stepCode: string; before: string }>('OVERLAY_GATE_INVALID', {
  zh: ({ stepCode, before }) => `步骤“${stepCode}”不能作为“${before}”的前置条件。`,
  en: ({ stepCode, before }) => `Step ${stepCode} cannot hold up ${before}.`,
  cureZh: () => '请选择收到申请之后推进发展流程的步骤;申请、备案、考察、转接、异议处理、终结等不得设前置条件。',
  cureEn: () => 'Choose a step after the application that takes the case forward; nothing else may be held up.',
});

export const OVERLAY_SEVERITY_FIXED = declareRefusal<{ ruleId: string }>('OVERLAY_SEVERITY_FIXED', {
  zh: ({ ruleId }) => `规则 ${ruleId} 规定的是期限,不能改为禁止:逾期后该步骤将永远无法补办。`,
  en: ({ ruleId }) => `Rule ${ruleId} sets a time limit and cannot block: a step that is late could never be taken any more.`,
  cureZh: () => '请删去这一项,或者缩短该期限。',
  cureEn: () => 'Leave this entry out, or shorten the limit.',
});

export const OVERLAY_STEP_INVALID = declareRefusal<{ stepCode: string }>('OVERLAY_STEP_INVALID', {
  zh: ({ stepCode }) => `步骤“${stepCode}”不在步骤清单中,或与已有步骤重复。`,
  en: ({ stepCode }) => `Step ${stepCode} is not in the plan, or is there already.`,
  cureZh: () => '新增步骤请用新的代码,并写明排在清单中哪个步骤之后。',
  cureEn: () => 'Give an added step a new code and name the step of the plan that it follows.',
});
