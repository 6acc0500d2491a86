import type { LocalDate } from '../platform/clock/local-date.js';
import { declareRefusal } from '../platform/errors/refusals.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { PledgeStatus } from './pledge-states.js';
import { PledgeAudience, PledgeTemplateStatus } from './template-states.js';

export const TEMPLATE_STATE_FORBIDS = declareRefusal<{ status: string }>('TEMPLATE_STATE_FORBIDS', {
  zh: ({ status }) => `模板目前是“${wordOf(PledgeTemplateStatus, status).zh}”,不能进行这项操作。`,
  en: ({ status }) => `The template is ${status}; this is not possible in that state.`,
  cureZh: ({ status }) =>
    status === PledgeTemplateStatus.DRAFT
      ? '草稿可以修改(changePledgeTemplate)、发布(publishPledgeTemplate)或作废(discardPledgeTemplate)。'
      : '已发布的文本不再修改;请起草新的版本。',
  cureEn: ({ status }) =>
    status === PledgeTemplateStatus.DRAFT
      ? 'Change it (changePledgeTemplate), publish it (publishPledgeTemplate) or discard it (discardPledgeTemplate).'
      : 'A published text never changes: draft a new version.',
  rule: 'INV-39',
});

export const TEMPLATE_DRAFT_EXISTS = declareRefusal<{ code: string }>('TEMPLATE_DRAFT_EXISTS', {
  zh: ({ code }) => `模板“${code}”已有一份草稿。`,
  en: ({ code }) => `The template "${code}" has a draft already.`,
  cureZh: () => '请修改那份草稿,或先作废(discardPledgeTemplate)。',
  cureEn: () => 'Change that draft, or discard it first (discardPledgeTemplate).',
});

export const CLAUSE_COUNT_DIFFERS = declareRefusal<{ declared: number; actual: number }>('CLAUSE_COUNT_DIFFERS', {
  zh: ({ declared, actual }) => `名称所称条数为 ${declared} 条,实际有 ${actual} 条。`,
  en: ({ declared, actual }) => `${declared} clauses are declared, ${actual} are there.`,
  cureZh: () => '请增减条款,或修改条数。',
  cureEn: () => 'Add or remove clauses, or correct the number.',
  rule: 'INV-40',
});

export const CLAUSES_REPEATED = declareRefusal<{ numbers: string }>('CLAUSES_REPEATED', {
  zh: ({ numbers }) => `第 ${numbers} 条与前面的条款重复。`,
  en: ({ numbers }) => `Clause ${numbers} repeats an earlier one.`,
  cureZh: () => '请改写或删除重复的条款。',
  cureEn: () => 'Rewrite or remove it.',
  rule: 'INV-40',
});

export const TEMPLATE_IS_FIRST = declareRefusal('TEMPLATE_IS_FIRST', {
  zh: () => '这是首版,没有可以修订的上一版。',
  en: () => 'This is the first version; there is none to change.',
  cureZh: () => '修订性质请选“首版”。',
  cureEn: () => 'Choose INITIAL.',
});

export const TEMPLATE_CHANGE_NOT_NAMED = declareRefusal('TEMPLATE_CHANGE_NOT_NAMED', {
  zh: () => '已有发布过的版本,须说明是实质修订还是文字修订。',
  en: () => 'There is an earlier version: say whether the change is material or editorial.',
  cureZh: () => '改变承诺内容的选“实质修订”,已签署的须重新签署。',
  cureEn: () => 'Choose MATERIAL when what is promised changes; signed pledges then need a renewal.',
  rule: 'INV-39',
});

export const EDITORIAL_CHANGE_TOO_WIDE = declareRefusal('EDITORIAL_CHANGE_TOO_WIDE', {
  zh: () => '改变有效期、续签规则或条数的,不是文字修订。',
  en: () => 'A change of validity, renewal rule or number of clauses is not editorial.',
  cureZh: () => '修订性质请选“实质修订”。',
  cureEn: () => 'Choose MATERIAL.',
  rule: 'INV-39',
});

export const TEMPLATE_AUDIENCE_FIXED = declareRefusal<{ audience: string }>('TEMPLATE_AUDIENCE_FIXED', {
  zh: ({ audience }) => `这个系列的承诺主体是“${wordOf(PledgeAudience, audience).zh}”,各版本都不能改变。`,
  en: ({ audience }) => `This series is signed by: ${wordOf(PledgeAudience, audience).en}. No version changes that.`,
  cureZh: () => '给其他主体的承诺书请用新的系列代码。',
  cureEn: () => 'Use a new code for a pledge of other parties.',
  rule: 'INV-39',
});

export const TEMPLATE_UNCHANGED = declareRefusal('TEMPLATE_UNCHANGED', {
  zh: () => '文本与上一版本相同,无须作为新版本签署。',
  en: () => 'The text is that of the version before; nobody needs to sign it anew.',
  cureZh: () => '请修改文本,或作废这份草稿;上一版本已停用的,修订性质选“文字修订”即可恢复使用。',
  cureEn: () => 'Change the text or discard the draft; to use a retired text again choose EDITORIAL.',
  rule: 'INV-39',
});

export const RENEWAL_NOTICE_TOO_LONG = declareRefusal<{ daysMax: number }>('RENEWAL_NOTICE_TOO_LONG', {
  zh: ({ daysMax }) => `续签提示不能早于承诺生效:按这个有效期最多提前 ${daysMax} 天。`,
  en: ({ daysMax }) => `A renewal is announced after the pledge has begun: at most ${daysMax} days ahead for this validity.`,
  cureZh: () => '请减少提示天数,或延长有效期。',
  cureEn: () => 'Shorten the notice or lengthen the validity.',
});

export const TEMPLATE_NOT_PUBLISHED = declareRefusal('TEMPLATE_NOT_PUBLISHED', {
  zh: () => '这份承诺书文本没有发布,或已停用,不能签署。',
  en: () => 'This text is not published, or retired; it cannot be signed.',
  cureZh: () => '请按已发布的版本重新发出签署邀请。',
  cureEn: () => 'Offer the published version.',
  rule: 'INV-39',
});

export const SIGNATORY_NOT_FIT = declareRefusal<{ name: string; status: string }>('SIGNATORY_NOT_FIT', {
  zh: ({ name, status }) => `“${name}”当前状态为 ${status},不能签署承诺。`,
  en: ({ name, status }) => `"${name}" is ${status} and cannot sign a pledge.`,
  cureZh: () => '请先办好启用、准入或恢复营业。',
  cureEn: () => 'Activate, admit or reopen it first.',
});

export const PLEDGE_ALREADY_OFFERED = declareRefusal<{ name: string }>('PLEDGE_ALREADY_OFFERED', {
  zh: ({ name }) => `“${name}”已有一份待签署或待生效的同类承诺。`,
  en: ({ name }) => `"${name}" has a pledge of this kind that waits for its signature or its first day.`,
  cureZh: () => '请先签署或撤回原来的一份。',
  cureEn: () => 'Have that one signed or withdraw it first.',
});

export const PLEDGE_NOT_DUE = declareRefusal<{ name: string; expiringFrom: string }>('PLEDGE_NOT_DUE', {
  zh: ({ name, expiringFrom }) => `“${name}”的同类承诺仍然有效,${expiringFrom} 起可以续签。`,
  en: ({ name, expiringFrom }) => `"${name}" has such a pledge in force; it can be renewed from ${expiringFrom}.`,
  cureZh: () => '请在续签期内办理;文本有实质修订时可以提前。',
  cureEn: () => 'Renew it in time; a material change of the text allows it earlier.',
});

export const PLEDGE_APPEAL_OPEN = declareRefusal<{ name: string }>('PLEDGE_APPEAL_OPEN', {
  zh: ({ name }) => `“${name}”的同类承诺已被撤销,申诉程序尚未终结。`,
  en: ({ name }) => `A pledge of this kind of "${name}" is revoked and open to an appeal.`,
  cureZh: () => '请等待申诉期届满或申诉决定。',
  cureEn: () => 'Wait for the end of the appeal.',
  rule: 'INV-42',
});

export const PLEDGE_STATE_FORBIDS = declareRefusal<{ status: string }>('PLEDGE_STATE_FORBIDS', {
  zh: ({ status }) => `承诺目前是“${wordOf(PledgeStatus, status).zh}”,不能进行这项操作。`,
  en: ({ status }) => `The pledge is ${status}; this is not possible in that state.`,
  cureZh: () => '请刷新承诺资料,看现在能进行哪些操作。',
  cureEn: () => 'Load the pledge again to see what its state allows.',
});

export const PLEDGE_UNDER_REVIEW = declareRefusal('PLEDGE_UNDER_REVIEW', {
  zh: () => '承诺正在核查,核查期间不能撤回。',
  en: () => 'The pledge is under review and cannot be withdrawn meanwhile.',
  cureZh: () => '请等核查作出决定;此前可以陈述意见。',
  cureEn: () => 'Wait for the decision; until then the party may speak.',
  rule: 'INV-42',
});

export const PLEDGE_NOT_READ = declareRefusal('PLEDGE_NOT_READ', {
  zh: () => '没有本人阅读过这份文本的记录,不能签署。',
  en: () => 'There is no record that this signer has read this very text.',
  cureZh: () => '请先打开全文阅读,再签署。',
  cureEn: () => 'Read the whole text first, then sign.',
  rule: 'INV-39',
});

export const PLEDGE_TEXT_DIFFERS = declareRefusal('PLEDGE_TEXT_DIFFERS', {
  zh: () => '签署的文本与发出的文本不一致。',
  en: () => 'The text that was signed is not the one that was offered.',
  cureZh: () => '请重新打开全文阅读后再签署;仍不一致的,请撤回后重新发出。',
  cureEn: () => 'Read the text again and sign; if it still differs, withdraw the offer and offer it anew.',
  rule: 'INV-39',
});

export const GUARDIAN_NOT_NEEDED = declareRefusal('GUARDIAN_NOT_NEEDED', {
  zh: () => '这份承诺不需要监护人签署。',
  en: () => 'This pledge does not wait for a guardian.',
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
  rule: 'INV-08',
});

export const SIGNING_EVENT_CLOSED = declareRefusal('SIGNING_EVENT_CLOSED', {
  zh: () => '这次签署活动已经结束。',
  en: () => 'This signing event is closed.',
  cureZh: () => '请选择另一次活动,或不填活动。',
  cureEn: () => 'Choose another one, or none.',
});

export const HOST_PLEDGE_MISSING = declareRefusal<{ stageName: string; onDay: LocalDate }>('HOST_PLEDGE_MISSING', {
  zh: ({ stageName, onDay }) => `主播“${stageName}”在 ${onDay} 没有有效的诚信承诺。`,
  en: ({ stageName, onDay }) => `The host "${stageName}" has no pledge in force on ${onDay}.`,
  cureZh: () => '请主播先签署承诺书,或换一名主播。',
  cureEn: () => 'Have the host sign the pledge, or choose another host.',
  rule: 'INV-24',
});

export const HOST_PLEDGE_LAPSED = declareRefusal<{ stageName: string; onDay: LocalDate; lapsedOn: LocalDate }>('HOST_PLEDGE_LAPSED', {
  zh: ({ stageName, onDay, lapsedOn }) => `主播“${stageName}”的诚信承诺只到 ${lapsedOn},在 ${onDay} 已失效。`,
  en: ({ stageName, onDay, lapsedOn }) => `The pledge of the host "${stageName}" ends on ${lapsedOn} and does not hold on ${onDay}.`,
  cureZh: () => '请先续签承诺书。',
  cureEn: () => 'Renew the pledge first.',
  rule: 'INV-24',
});

export const HOST_PLEDGE_REVOKED = declareRefusal<{ stageName: string; templateName: string }>('HOST_PLEDGE_REVOKED', {
  zh: ({ stageName, templateName }) => `主播“${stageName}”的“${templateName}”已被撤销。`,
  en: ({ stageName, templateName }) => `The pledge "${templateName}" of the host "${stageName}" was revoked.`,
  cureZh: () => '请换一名主播;撤销前已确认的场次,可由书记在“受影响的场次”中决定照常进行。申诉成立,或撤销终局后重新签署,即可恢复。',
  cureEn: () =>
    'Choose another host. For a session that was confirmed before, the secretary may decide that it goes on, under the affected sessions. A successful appeal, or a new pledge once the revocation is final, ends this.',
  rule: 'INV-41',
});
