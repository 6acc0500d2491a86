import { describedEnum } from '../../platform/graphql/descriptions.js';

/** Where a case stands (INV-42). */
export const BreachStatus = {
  ALLEGED: 'ALLEGED',
  NOTIFIED: 'NOTIFIED',
  HEARD: 'HEARD',
  CLEARED: 'CLEARED',
  WARNED: 'WARNED',
  REVOKED: 'REVOKED',
  APPEALED: 'APPEALED',
  REINSTATED: 'REINSTATED',
  FINAL: 'FINAL',
} as const;
export type BreachStatus = (typeof BreachStatus)[keyof typeof BreachStatus];
describedEnum(BreachStatus, 'BreachStatus', '违诺个案状态', 'Where a breach case stands', {
  ALLEGED: ['有反映,待核查', 'Alleged, nothing established'],
  NOTIFIED: ['已告知当事人', 'The party was given notice'],
  HEARD: ['已听取陈述', 'The party was heard'],
  CLEARED: ['查无违诺', 'Cleared'],
  WARNED: ['警示', 'Warned'],
  REVOKED: ['撤销承诺,可申诉', 'Revoked, open to an appeal'],
  APPEALED: ['申诉中', 'Under appeal'],
  REINSTATED: ['申诉成立,恢复', 'Reinstated after an appeal'],
  FINAL: ['撤销终局', 'Revoked for good'],
});

/** What may be decided in a case. */
export const BreachDecision = { CLEARED: 'CLEARED', WARNED: 'WARNED', REVOKED: 'REVOKED' } as const;
export type BreachDecision = (typeof BreachDecision)[keyof typeof BreachDecision];
describedEnum(BreachDecision, 'BreachDecision', '违诺处理决定', 'A decision about a breach', {
  CLEARED: ['查无违诺', 'Cleared'],
  WARNED: ['警示', 'A warning'],
  REVOKED: ['撤销承诺', 'The pledge is revoked'],
});

/** What an appeal may end in. */
export const AppealDecision = { REINSTATED: 'REINSTATED', FINAL: 'FINAL' } as const;
export type AppealDecision = (typeof AppealDecision)[keyof typeof AppealDecision];
describedEnum(AppealDecision, 'AppealDecision', '申诉决定', 'A decision about an appeal', {
  REINSTATED: ['申诉成立,恢复承诺', 'The pledge is reinstated'],
  FINAL: ['维持撤销', 'The revocation stands'],
});

/** Where an allegation comes from. */
export const AllegationSource = {
  INSPECTION: 'INSPECTION',
  COMPLAINT: 'COMPLAINT',
  PLATFORM: 'PLATFORM',
  AUTHORITY: 'AUTHORITY',
  SELF_REPORT: 'SELF_REPORT',
} as const;
export type AllegationSource = (typeof AllegationSource)[keyof typeof AllegationSource];
describedEnum(AllegationSource, 'AllegationSource', '线索来源', 'Where an allegation comes from', {
  INSPECTION: ['园区巡查', 'An inspection of the park'],
  COMPLAINT: ['第三方投诉(本身不是证据)', 'A complaint by a third party; no proof by itself'],
  PLATFORM: ['平台通报', 'A notice of a platform'],
  AUTHORITY: ['主管部门通报', 'A notice of an authority'],
  SELF_REPORT: ['主动说明', 'The party itself'],
});

/** What became of an allegation. */
export const AllegationOutcome = { OPEN: 'OPEN', FOUNDED: 'FOUNDED', UNFOUNDED: 'UNFOUNDED', MALICIOUS: 'MALICIOUS' } as const;
export type AllegationOutcome = (typeof AllegationOutcome)[keyof typeof AllegationOutcome];
describedEnum(AllegationOutcome, 'AllegationOutcome', '线索核查结果', 'What became of an allegation', {
  OPEN: ['待核查', 'Not yet established'],
  FOUNDED: ['属实', 'Founded'],
  UNFOUNDED: ['不属实', 'Unfounded'],
  MALICIOUS: ['恶意投诉', 'Malicious'],
});

/** What is decided about a session that was confirmed before the revocation. */
export const AffectedDecision = { OPEN: 'OPEN', KEEP: 'KEEP', SUBSTITUTE: 'SUBSTITUTE', CANCEL: 'CANCEL' } as const;
export type AffectedDecision = (typeof AffectedDecision)[keyof typeof AffectedDecision];
describedEnum(AffectedDecision, 'AffectedDecision', '受影响场次的处理', 'What is decided about an affected session', {
  OPEN: ['待决定', 'To be decided'],
  KEEP: ['照常进行', 'It goes on'],
  SUBSTITUTE: ['更换主播', 'Another host'],
  CANCEL: ['取消', 'It is cancelled'],
});

/** Verb → states. Where there are several targets the decision names one. */
export const BREACH_TRANSITIONS = {
  addBreachAllegation: { from: ['ALLEGED', 'NOTIFIED', 'HEARD'], to: ['ALLEGED'] },
  giveBreachNotice: { from: ['ALLEGED'], to: ['NOTIFIED'] },
  recordBreachHearing: { from: ['NOTIFIED', 'HEARD'], to: ['HEARD'] },
  decideBreachCase: { from: ['ALLEGED', 'NOTIFIED', 'HEARD'], to: ['CLEARED', 'WARNED', 'REVOKED'] },
  appealBreachDecision: { from: ['REVOKED', 'FINAL'], to: ['APPEALED'] },
  decideBreachAppeal: { from: ['APPEALED'], to: ['REINSTATED', 'FINAL'] },
  closeAppealWindow: { from: ['REVOKED'], to: ['FINAL'] },
} as const satisfies Record<string, { from: readonly BreachStatus[]; to: readonly BreachStatus[] }>;

/** Name of a step of a case. */
export type BreachVerb = keyof typeof BREACH_TRANSITIONS;

/** A case that nobody has decided yet. */
export const UNDECIDED_STATUSES: readonly BreachStatus[] = ['ALLEGED', 'NOTIFIED', 'HEARD'];
/** A case that found a breach, by a decision that stands and is not under appeal. */
export const ESTABLISHED_STATUSES: readonly BreachStatus[] = ['WARNED', 'REVOKED', 'FINAL'];
/** A case that is not at its end: undecided, or revoked and open to an appeal. */
export const OPEN_BREACH_STATUSES: readonly BreachStatus[] = [...UNDECIDED_STATUSES, 'REVOKED', 'APPEALED'];
