import { describedEnum } from '../platform/graphql/descriptions.js';

/** Who signs a pledge. */
export const PledgeAudience = { STREAMER: 'STREAMER', ENTERPRISE: 'ENTERPRISE', STORE: 'STORE', ORGANIZATION: 'ORGANIZATION' } as const;
export type PledgeAudience = (typeof PledgeAudience)[keyof typeof PledgeAudience];
describedEnum(PledgeAudience, 'PledgeAudience', '承诺主体', 'Who signs a pledge', {
  STREAMER: ['主播', 'A streamer'],
  ENTERPRISE: ['企业或社会组织', 'An enterprise or social organization'],
  STORE: ['门店', 'A storefront'],
  ORGANIZATION: ['党组织', 'A party organization'],
});

/** States of one version of a template (5-domain-model 6.6); a draft that nobody wants is discarded. */
export const PledgeTemplateStatus = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED', RETIRED: 'RETIRED', DISCARDED: 'DISCARDED' } as const;
export type PledgeTemplateStatus = (typeof PledgeTemplateStatus)[keyof typeof PledgeTemplateStatus];
describedEnum(PledgeTemplateStatus, 'PledgeTemplateStatus', '承诺书模板状态', 'State of a version of a pledge template', {
  DRAFT: ['草稿', 'Draft'],
  PUBLISHED: ['已发布,可以签署', 'Published: it may be signed'],
  RETIRED: ['已停用,已签署的不受影响', 'Retired; what was signed stays'],
  DISCARDED: ['草稿已作废,从未发布', 'A draft that was discarded and never published'],
});

/** What a version changes against the one before it (INV-39). */
export const TemplateChange = { INITIAL: 'INITIAL', MATERIAL: 'MATERIAL', EDITORIAL: 'EDITORIAL' } as const;
export type TemplateChange = (typeof TemplateChange)[keyof typeof TemplateChange];
describedEnum(TemplateChange, 'TemplateChange', '修订性质', 'What a version changes against the one before it', {
  INITIAL: ['首版', 'The first version'],
  MATERIAL: ['实质修订:已签署的须重新签署', 'Material: what was signed needs a renewal'],
  EDITORIAL: ['文字修订:已签署的继续有效', 'Editorial: what was signed needs nothing'],
});

/** From which day a renewal counts. */
export const RenewalRule = { FROM_SIGNING: 'FROM_SIGNING', FROM_EXPIRY: 'FROM_EXPIRY' } as const;
export type RenewalRule = (typeof RenewalRule)[keyof typeof RenewalRule];
describedEnum(RenewalRule, 'RenewalRule', '续签规则', 'From which day a renewed pledge counts', {
  FROM_SIGNING: ['自续签之日起算', 'From the day on which it is signed'],
  FROM_EXPIRY: ['自原承诺到期次日起算', 'From the day after the old one ends'],
});

/** Verb → states of a template. What is not listed is refused. */
export const TEMPLATE_TRANSITIONS = {
  changePledgeTemplate: { from: ['DRAFT'], to: 'DRAFT' },
  publishPledgeTemplate: { from: ['DRAFT'], to: 'PUBLISHED' },
  retirePledgeTemplate: { from: ['PUBLISHED'], to: 'RETIRED' },
  discardPledgeTemplate: { from: ['DRAFT'], to: 'DISCARDED' },
} as const satisfies Record<string, { from: readonly PledgeTemplateStatus[]; to: PledgeTemplateStatus }>;

/** Name of a verb that meets a template in some states only. */
export type TemplateVerb = keyof typeof TEMPLATE_TRANSITIONS;
