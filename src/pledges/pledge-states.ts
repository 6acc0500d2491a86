import { describedEnum } from '../platform/graphql/descriptions.js';

/** Where a pledge stands (5-domain-model 6.6). */
export const PledgeStatus = {
  OFFERED: 'OFFERED',
  DECLINED: 'DECLINED',
  SIGNED: 'SIGNED',
  IN_FORCE: 'IN_FORCE',
  EXPIRING: 'EXPIRING',
  RENEWED: 'RENEWED',
  LAPSED: 'LAPSED',
  UNDER_REVIEW: 'UNDER_REVIEW',
  WARNED: 'WARNED',
  REVOKED: 'REVOKED',
  REINSTATED: 'REINSTATED',
  FINAL: 'FINAL',
  WITHDRAWN: 'WITHDRAWN',
} as const;
export type PledgeStatus = (typeof PledgeStatus)[keyof typeof PledgeStatus];
describedEnum(PledgeStatus, 'PledgeStatus', '承诺状态', 'Status of a pledge', {
  OFFERED: ['待签署', 'Offered, to be signed'],
  DECLINED: ['已谢绝', 'Declined'],
  SIGNED: ['已签署,尚未生效', 'Signed, not yet in force'],
  IN_FORCE: ['有效', 'In force'],
  EXPIRING: ['即将到期(有效)', 'In force and about to end'],
  RENEWED: ['已续签', 'Renewed by another one'],
  LAPSED: ['已到期失效', 'Lapsed'],
  UNDER_REVIEW: ['违诺核查中(有效期内仍有效)', 'Under review, in force within its days'],
  WARNED: ['已警示(有效)', 'Warned, in force'],
  REVOKED: ['已撤销,可申诉', 'Revoked, open to an appeal'],
  REINSTATED: ['申诉后恢复(有效)', 'Reinstated after an appeal, in force'],
  FINAL: ['撤销已终局', 'Revoked for good'],
  WITHDRAWN: ['已撤回', 'Withdrawn'],
});

/** "In force" in the sense of 6.6: an allegation or a warning alone stops nobody. */
export const IN_FORCE_STATUSES: readonly PledgeStatus[] = ['IN_FORCE', 'EXPIRING', 'UNDER_REVIEW', 'WARNED', 'REINSTATED'];

/** An offer that waits for its signature, or a signature that waits for its day. */
export const PENDING_STATUSES: readonly PledgeStatus[] = ['OFFERED', 'SIGNED'];

/** Where a review may begin; it leads back there when the party is cleared. */
const REVIEWABLE = ['IN_FORCE', 'EXPIRING', 'WARNED', 'REINSTATED'] as const;

/** Verb → states. Two targets mean "back where the pledge came from". What is not listed is refused. */
export const PLEDGE_TRANSITIONS = {
  withdrawPledgeOffer: { from: ['OFFERED'], to: ['WITHDRAWN'] },
  declinePledge: { from: ['OFFERED'], to: ['DECLINED'] },
  signPledge: { from: ['OFFERED'], to: ['SIGNED'] },
  signAsGuardian: { from: ['SIGNED'], to: ['SIGNED'] },
  takeEffect: { from: ['SIGNED'], to: ['IN_FORCE'] },
  beginExpiry: { from: ['IN_FORCE'], to: ['EXPIRING'] },
  renewPledge: { from: ['EXPIRING', 'WARNED', 'REINSTATED'], to: ['RENEWED'] },
  lapsePledge: { from: ['EXPIRING', 'WARNED', 'REINSTATED'], to: ['LAPSED'] },
  openReview: { from: REVIEWABLE, to: ['UNDER_REVIEW'] },
  clearPledge: { from: ['UNDER_REVIEW'], to: ['IN_FORCE', 'WARNED', 'REINSTATED'] },
  warnPledge: { from: ['UNDER_REVIEW'], to: ['WARNED'] },
  /** Also one that was taken back before the decision: nobody escapes a case by that. */
  revokePledge: { from: ['UNDER_REVIEW', 'WITHDRAWN'], to: ['REVOKED'] },
  reinstatePledge: { from: ['REVOKED'], to: ['REINSTATED', 'WITHDRAWN'] },
  finalizeRevocation: { from: ['REVOKED'], to: ['FINAL'] },
  /** An appeal that was made in time is put on record after its window has closed. */
  reopenRevocation: { from: ['FINAL'], to: ['REVOKED'] },
  withdrawPledge: { from: ['SIGNED', ...REVIEWABLE], to: ['WITHDRAWN'] },
} as const satisfies Record<string, { from: readonly PledgeStatus[]; to: readonly PledgeStatus[] }>;

/** In the history of a pledge under review: its party has gone, and the decision will end it. Whoever may not know of the review sees it end here. */
export const PARTY_GONE = 'noteDeparture';

/** Name of a step of a pledge. */
export type PledgeVerb = keyof typeof PLEDGE_TRANSITIONS;

/** How a signature was given. */
export const SigningChannel = { SELF: 'SELF', ON_SITE: 'ON_SITE' } as const;
export type SigningChannel = (typeof SigningChannel)[keyof typeof SigningChannel];
describedEnum(SigningChannel, 'SigningChannel', '签署方式', 'How a text was read or signed', {
  SELF: ['本人在线', 'By the party itself, online'],
  ON_SITE: ['现场,由工作人员登记', 'On site, recorded by an officer'],
});

/** Who read or signed. */
export const SignerKind = { SIGNATORY: 'SIGNATORY', GUARDIAN: 'GUARDIAN' } as const;
export type SignerKind = (typeof SignerKind)[keyof typeof SignerKind];
describedEnum(SignerKind, 'SignerKind', '签署人', 'Who read or signed', {
  SIGNATORY: ['承诺人本人或其代表', 'The party or its representative'],
  GUARDIAN: ['未成年人的监护人', 'The guardian of a minor'],
});
