import { EnterpriseStatus } from '../enterprises/enterprise-states.js';
import { StorefrontStatus } from '../enterprises/storefront-states.js';
import { ENDED_STATUSES, OrganizationStatus } from '../organizations/organization-states.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import { declareRefusal } from '../platform/errors/refusals.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { PledgeStatus, type SigningChannel } from './pledge-states.js';
import { GONE_STATUSES, StreamerStatus } from '../streamers/streamer-states.js';
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

export const TEMPLATE_NOT_PUBLISHED = declareRefusal<{ channel?: SigningChannel }>('TEMPLATE_NOT_PUBLISHED', {
  zh: () => '这份承诺书文本没有发布,或已停用,不能签署。',
  en: () => 'This text is not published, or retired; it cannot be signed.',
  cureZh: ({ channel }) =>
    channel === 'SELF' ? '请联系园区,由园区按已发布的版本重新发出签署邀请。' : '请按已发布的版本重新发出签署邀请。',
  cureEn: ({ channel }) => (channel === 'SELF' ? 'Ask the park to offer you the published version.' : 'Offer the published version.'),
  rule: 'INV-39',
});

/** The words for the status of each kind of party. */
const PARTY_STATUSES: Readonly<Record<PledgeAudience, Record<string, string>>> = {
  STREAMER: StreamerStatus,
  ENTERPRISE: EnterpriseStatus,
  STORE: StorefrontStatus,
  ORGANIZATION: OrganizationStatus,
};

/** States, of whatever kind of party, that nobody comes back from. */
const GONE: ReadonlySet<string> = new Set([...GONE_STATUSES, EnterpriseStatus.LEFT, ...ENDED_STATUSES]);

export const SIGNATORY_NOT_FIT = declareRefusal<{ name: string; audience: PledgeAudience; status: string }>('SIGNATORY_NOT_FIT', {
  zh: ({ name, audience, status }) => `“${name}”目前是“${wordOf(PARTY_STATUSES[audience], status).zh}”,不能签署新的承诺。`,
  en: ({ name, audience, status }) => `"${name}" cannot sign a new pledge: ${wordOf(PARTY_STATUSES[audience], status).en}.`,
  cureZh: ({ audience, status }) =>
    GONE.has(status)
      ? '它已离开园区、合并或撤销,不再需要签署;党组织的承诺请向接续它的党组织发出邀请。'
      : status === EnterpriseStatus.LEAVING
        ? '企业正在撤离,不再发出新的邀请;此前发出的仍可签署,撤离完成时随之结束。'
        : {
            STREAMER: '请先完成该主播的实名核验并启用(activateStreamer),暂停的先恢复(resumeStreamer)。',
            ENTERPRISE: '请先办好该企业的准入(admitEnterprise)。',
            STORE: '请先恢复营业(reopenStorefront)。',
            ORGANIZATION: '请先批复成立并开始运行(activateOrganization)。',
          }[audience],
  cureEn: ({ audience, status }) =>
    GONE.has(status)
      ? 'It has left, was merged or dissolved, and signs nothing more; of organizations ask the one that goes on in its place.'
      : status === EnterpriseStatus.LEAVING
        ? 'It is leaving, so nothing new is offered; what was offered before can be signed and ends when it has left.'
        : {
            STREAMER: 'Verify and activate the host first (activateStreamer), or resume it (resumeStreamer).',
            ENTERPRISE: 'Admit the enterprise first (admitEnterprise).',
            STORE: 'Reopen the storefront first (reopenStorefront).',
            ORGANIZATION: 'Approve and activate the organization first (activateOrganization).',
          }[audience],
});

export const PLEDGE_ALREADY_OFFERED = declareRefusal<{ name: string }>('PLEDGE_ALREADY_OFFERED', {
  zh: ({ name }) => `“${name}”已有一份待签署或待生效的同类承诺。`,
  en: ({ name }) => `"${name}" has a pledge of this kind that waits for its signature or its first day.`,
  cureZh: () => '请先签署或撤回原来的一份:未签署的撤回邀请(withdrawPledgeOffer),已签署的登记撤回(recordPledgeWithdrawn)。',
  cureEn: () => 'Have that one signed, or take it back: withdrawPledgeOffer before it is signed, recordPledgeWithdrawn afterwards.',
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

export const PLEDGE_NOT_READ = declareRefusal<{ channel: SigningChannel }>('PLEDGE_NOT_READ', {
  zh: () => '没有签署人阅读过这份文本的记录,不能签署。',
  en: () => 'There is no record that this signer has read this very text.',
  cureZh: ({ channel }) =>
    channel === 'SELF' ? '请先打开全文阅读(readMyPledge),再签署。' : '请先把全文交签署人阅读,并登记现场阅读(recordPledgeReading)。',
  cureEn: ({ channel }) =>
    channel === 'SELF'
      ? 'Read the whole text first (readMyPledge), then sign.'
      : 'Put the whole text before the signer and record the reading first (recordPledgeReading).',
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

export const GUARDIAN_NO_MORE = declareRefusal('GUARDIAN_NO_MORE', {
  zh: () => '承诺人已满十八周岁,不再由监护人签署。',
  en: () => 'The party has come of age; a guardian signs no more.',
  cureZh: () => '请重新发出签署邀请(offerPledge),由本人签署;原来的一份随之撤回。',
  cureEn: () => 'Offer the pledge anew (offerPledge) for the party alone to sign; the old one is taken back with it.',
  rule: 'INV-08',
});

export const GUARDIAN_TOO_LATE = declareRefusal<{ validUntil: LocalDate }>('GUARDIAN_TOO_LATE', {
  zh: ({ validUntil }) => `本人签署的承诺只到 ${validUntil},监护人不能再补签。`,
  en: ({ validUntil }) => `What the minor signed ended on ${validUntil}; a guardian cannot sign it now.`,
  cureZh: () => '请登记撤回这份承诺(recordPledgeWithdrawn),再重新发出签署邀请。',
  cureEn: () => 'Record that it is taken back (recordPledgeWithdrawn) and offer the pledge anew.',
  rule: 'INV-08',
});

export const SIGNATURE_WITHOUT_PAPER = declareRefusal('SIGNATURE_WITHOUT_PAPER', {
  zh: () => '现场签署须有凭据:没有纸质件编号,也没有签署活动。',
  en: () => 'A signature on site needs something to show for it: there is neither the reference of a paper nor a signing event.',
  cureZh: () => '请填写纸质件编号(reference)或签署活动(signingEventId);监护人签署须填纸质件编号。',
  cureEn: () => 'Give the reference of the paper or the signing event; for a guardian the reference of the paper.',
  rule: 'INV-39',
});

export const SIGNING_EVENT_TO_COME = declareRefusal<{ heldOn: LocalDate }>('SIGNING_EVENT_TO_COME', {
  zh: ({ heldOn }) => `这次签署活动在 ${heldOn} 举行,还没有到。`,
  en: ({ heldOn }) => `This signing event is on ${heldOn} and has not been held yet.`,
  cureZh: () => '请选择今天或以前的活动,或填写纸质件编号。',
  cureEn: () => 'Choose one of today or before, or give the reference of the paper.',
});

export const SIGNING_EVENT_CLOSED = declareRefusal('SIGNING_EVENT_CLOSED', {
  zh: () => '这次签署活动已经结束。',
  en: () => 'This signing event is closed.',
  cureZh: () => '请选择另一次活动,或不填活动。',
  cureEn: () => 'Choose another one, or none.',
});

export const REQUIREMENT_IN_THE_PAST = declareRefusal<{ today: LocalDate }>('REQUIREMENT_IN_THE_PAST', {
  zh: () => '不能从已经过去的日子起要求承诺有效。',
  en: () => 'A pledge cannot be required from a day that has passed.',
  cureZh: ({ today }) => `请填写 ${today} 或以后的日期。`,
  cureEn: ({ today }) => `Give ${today} or a later day.`,
  rule: 'INV-24',
});

export const SETTINGS_WITHOUT_REASON = declareRefusal('SETTINGS_WITHOUT_REASON', {
  zh: () => '放宽要求须说明理由。',
  en: () => 'To require less than before needs a reason.',
  cureZh: () => '请填写理由(reason),例如党委会决定的文号。',
  cureEn: () => 'Give the reason, such as the reference of the committee’s decision.',
});

export const CAMPAIGN_DAY_PAST = declareRefusal<{ endingUntil: LocalDate; today: LocalDate }>('CAMPAIGN_DAY_PAST', {
  zh: ({ endingUntil }) => `${endingUntil} 已经过去,没有承诺会在此日或之前到期。`,
  en: ({ endingUntil }) => `${endingUntil} has passed; no pledge in force ends by then.`,
  cureZh: ({ today }) => `请填写 ${today} 或以后的日期。`,
  cureEn: ({ today }) => `Give ${today} or a later day.`,
});

export const OFFER_BATCH_WITHDRAWN = declareRefusal('OFFER_BATCH_WITHDRAWN', {
  zh: () => '这次批量邀请已经撤回。',
  en: () => 'This batch of offers was taken back already.',
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
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
