import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Bilingual } from '../../platform/errors/faults.js';

/** What can be recorded about a development case. A case's stage follows from its confirmed facts alone (5-domain-model 6.3). */
export const FactKind = {
  INTENT_EXPRESSED: 'INTENT_EXPRESSED',
  APPLICATION_RECEIVED: 'APPLICATION_RECEIVED',
  APPLICANT_TALKED: 'APPLICANT_TALKED',
  ACTIVIST_DETERMINED: 'ACTIVIST_DETERMINED',
  ACTIVIST_FILED: 'ACTIVIST_FILED',
  CONTACTS_APPOINTED: 'CONTACTS_APPOINTED',
  CULTIVATION_INSPECTED: 'CULTIVATION_INSPECTED',
  LISTING_OPINIONS_HEARD: 'LISTING_OPINIONS_HEARD',
  LISTING_AGREED: 'LISTING_AGREED',
  PUBLICITY_STARTED: 'PUBLICITY_STARTED',
  PUBLICITY_OBJECTED: 'PUBLICITY_OBJECTED',
  OBJECTION_RESOLVED: 'OBJECTION_RESOLVED',
  PUBLICITY_ENDED: 'PUBLICITY_ENDED',
  LISTING_DECIDED: 'LISTING_DECIDED',
  INTRODUCERS_DETERMINED: 'INTRODUCERS_DETERMINED',
  POLITICAL_REVIEWED: 'POLITICAL_REVIEWED',
  TRAINING_COMPLETED: 'TRAINING_COMPLETED',
  TRAINING_EXEMPTED: 'TRAINING_EXEMPTED',
  COMMITTEE_EXAMINED: 'COMMITTEE_EXAMINED',
  PRE_REVIEWED: 'PRE_REVIEWED',
  FORM_FILLED: 'FORM_FILLED',
  ADMISSION_VOTED: 'ADMISSION_VOTED',
  ADMISSION_TALKED: 'ADMISSION_TALKED',
  ADMISSION_DECIDED: 'ADMISSION_DECIDED',
  ADMISSION_FILED: 'ADMISSION_FILED',
  BRANCH_ASSIGNED: 'BRANCH_ASSIGNED',
  OATH_TAKEN: 'OATH_TAKEN',
  PROBATION_INSPECTED: 'PROBATION_INSPECTED',
  CONVERSION_APPLIED: 'CONVERSION_APPLIED',
  CONVERSION_OPINIONS_HEARD: 'CONVERSION_OPINIONS_HEARD',
  CONVERSION_EXAMINED: 'CONVERSION_EXAMINED',
  CONVERSION_POSTPONED: 'CONVERSION_POSTPONED',
  CONVERSION_VOTED: 'CONVERSION_VOTED',
  CONVERSION_DECIDED: 'CONVERSION_DECIDED',
  ARCHIVED: 'ARCHIVED',
  TRANSFER_STARTED: 'TRANSFER_STARTED',
  TRANSFER_ACKNOWLEDGED: 'TRANSFER_ACKNOWLEDGED',
  TRANSFER_DECLINED: 'TRANSFER_DECLINED',
  MOBILITY_NOTED: 'MOBILITY_NOTED',
  PAUSED: 'PAUSED',
  RESUMED: 'RESUMED',
  WITHDRAWN: 'WITHDRAWN',
  REMOVED: 'REMOVED',
  CASE_ENDED: 'CASE_ENDED',
  DECEASED: 'DECEASED',
  BREACH_DECIDED: 'BREACH_DECIDED',
  EXTRA_STEP_DONE: 'EXTRA_STEP_DONE',
} as const;
export type FactKind = (typeof FactKind)[keyof typeof FactKind];

/** Who decided at branch level: the branch committee, or the general meeting where there is no committee (R04, R10). */
export type DecidingBody = 'BRANCH_COMMITTEE' | 'GENERAL_MEETING';

/** What a publicity is for; LISTING is of the central text, the others are local options (R10, R26). */
export type PublicityPurpose = 'LISTING' | 'ADMISSION' | 'CONVERSION';

/** What the branch meeting decided about a probationary member (R25, R27, R28). */
export type ConversionDecision = 'CONVERT' | 'EXTEND' | 'DISQUALIFY';

/** Totals of one secret ballot about one candidate; nobody's choice is kept (R18, R19, INV-15). */
export interface Ballot {
  /** Voting full members of the branch on the day. */
  due: number;
  /** Voting full members present. */
  present: number;
  /** Written opinions that came in before the meeting began, from members not present. */
  written: number;
  yes: number;
  no: number;
  abstain: number;
  invalid: number;
  isSecret: boolean;
  /** Discussed and voted on by itself, not together with others (R19). */
  isIndividual: boolean;
  introducersAttended: boolean;
  candidateAttended: boolean;
}

/** What each kind of fact carries besides day, document number and actors. */
export interface FactData {
  INTENT_EXPRESSED: Record<string, never>;
  /** R03: to which organization the letter went. */
  APPLICATION_RECEIVED: {
    addressedTo: 'EMPLOYER' | 'RESIDENCE' | 'EMPLOYER_LOCALITY' | 'SUPERVISING_UNIT' | 'MOBILE_LOCALITY';
    /** Whether the applicant's employer has a party organization; false also for who has no employer. */
    hasEmployerOrganization?: boolean | null;
    /** Whether the applicant lives and works away from home. */
    isMobile?: boolean | null;
  };
  APPLICANT_TALKED: { talkerIds: string[] };
  /** R04, R05. */
  ACTIVIST_DETERMINED: {
    recommendedBy: 'PARTY_MEMBERS' | 'MASS_ORGANIZATION' | 'YOUTH_LEAGUE';
    isLeagueMember: boolean;
    decidedBy: DecidingBody;
  };
  ACTIVIST_FILED: { upperOrganizationId: string };
  /** R06: one or two full members. */
  CONTACTS_APPOINTED: { contactIds: string[] };
  CULTIVATION_INSPECTED: { outcome: 'QUALIFIED' | 'CONTINUE' | 'UNFIT' };
  LISTING_OPINIONS_HEARD: { partyGroup: boolean; contacts: boolean; members: boolean; masses: boolean };
  LISTING_AGREED: { decidedBy: DecidingBody; isAgreed: boolean };
  PUBLICITY_STARTED: { purpose: PublicityPurpose; place: string };
  PUBLICITY_OBJECTED: { purpose: PublicityPurpose };
  OBJECTION_RESOLVED: { objectionFactId: string; isUpheld: boolean };
  /** The day of the fact is the last day on which the notice hung. */
  PUBLICITY_ENDED: { purpose: PublicityPurpose; isTakenDownEarly: boolean };
  /** R11: consent of, or filing with, the upper committee. */
  LISTING_DECIDED: { decision: 'CONSENT' | 'FILING'; isAgreed: boolean; upperOrganizationId: string };
  /** R12: exactly two full members. */
  INTRODUCERS_DETERMINED: { introducerIds: string[] };
  /** R13: outcome and reference only. */
  POLITICAL_REVIEWED: { isPassed: boolean };
  TRAINING_COMPLETED: {
    daysCount: number;
    hoursCount: number;
    heldBy: 'GRASSROOTS_COMMITTEE' | 'COUNTY_ORGANIZATION_DEPARTMENT' | 'OTHER';
  };
  TRAINING_EXEMPTED: { reason: string };
  COMMITTEE_EXAMINED: { isPassed: boolean };
  /** R15, R16: day on which the prospect is known to leave the unit. */
  PRE_REVIEWED: { isPassed: boolean; upperOrganizationId: string; leavesUnitOn: LocalDate | null };
  FORM_FILLED: { formNumber: string };
  ADMISSION_VOTED: { ballot: Ballot; isAccepted: boolean };
  ADMISSION_TALKED: { talkerIds: string[] };
  /** R21. */
  ADMISSION_DECIDED: { isApproved: boolean; upperOrganizationId: string; isCollective: boolean };
  ADMISSION_FILED: { upperOrganizationId: string };
  BRANCH_ASSIGNED: { partyGroup: string };
  OATH_TAKEN: Record<string, never>;
  PROBATION_INSPECTED: { outcome: 'QUALIFIED' | 'CONTINUE' | 'UNFIT' };
  CONVERSION_APPLIED: Record<string, never>;
  CONVERSION_OPINIONS_HEARD: { partyGroup: boolean; members: boolean; masses: boolean };
  CONVERSION_EXAMINED: { decision: ConversionDecision };
  /** R30: the receiving organization looks longer, at most six months. */
  CONVERSION_POSTPONED: { untilOn: LocalDate };
  /** `extensionMonths` is given for EXTEND alone (R27). */
  CONVERSION_VOTED: { ballot: Ballot; decision: ConversionDecision; isAccepted: boolean; extensionMonths: number | null };
  CONVERSION_DECIDED: { isApproved: boolean; upperOrganizationId: string; isCollective: boolean };
  /** R34. */
  ARCHIVED: { place: 'PERSONNEL_FILE' | 'PARTY_FILE' };
  /** R08, R30..R33; a letter lapses `letterDaysMax` days after the day of the fact. */
  TRANSFER_STARTED: { toOrganizationId: string; isFileHandedOver: boolean; letterDaysMax: number | null };
  TRANSFER_ACKNOWLEDGED: { isFileExamined: boolean; priorOrganizationAsked: boolean };
  TRANSFER_DECLINED: { reason: string };
  /** R32: the number of the activity certificate, unless the relation is transferred. Entries from before it was asked for have none. */
  MOBILITY_NOTED: { awaySinceOn: LocalDate; hasFixedPlace: boolean; isTransferable: boolean; certificateNumber?: string | null };
  PAUSED: { reason: string };
  RESUMED: Record<string, never>;
  WITHDRAWN: { reason: string };
  REMOVED: { reason: string };
  CASE_ENDED: { reason: string };
  /** The person died on the day of the fact. */
  DECEASED: Record<string, never>;
  /** Upper committee's decision about a historic breach (INV-13a). */
  BREACH_DECIDED: { ruleId: string; factId: string; isAccepted: boolean; upperOrganizationId: string };
  /** A step that the institution added to the plan. */
  EXTRA_STEP_DONE: { stepCode: string };
}

/** One recorded fact of a case. */
export type CaseFact = { [K in FactKind]: FactOf<K> }[FactKind];

/** A fact of one kind. */
export interface FactOf<K extends FactKind> {
  id: string;
  kind: K;
  /** Order of recording inside the case: 1, 2, 3 … */
  sequence: number;
  /** The day on which it happened, entered by a person and never inferred (R36). */
  occurredOn: LocalDate;
  /** Number of the paper that proves it; null where the kind needs none. */
  documentNumber: string | null;
  /** The organization that handled the case when the fact was recorded. */
  organizationId: string;
  /** Rules of severity W that the recorder overrides, each with a reason; the confirmer is the second person (INV-19). */
  overrides: readonly RuleOverride[];
  data: FactData[K];
  /** The historic breaches that were stored when it was confirmed; absent as long as nobody has: then the rules are asked (INV-13a). */
  storedBreaches?: readonly StoredBreach[];
}

/** A broken rule of severity B from before the cut-over, as it was kept with the fact; what is known later does not rewrite it (INV-18). */
export interface StoredBreach {
  ruleId: string;
  code: string;
  reason: Bilingual | null;
  /** True when it is about what was typed in; null in checks that did not keep this. */
  isAboutEntry: boolean | null;
}

/** A warning that two persons decided to pass, with the reason (INV-19). */
export interface RuleOverride {
  ruleId: string;
  reason: string;
}

/** Where a case stands (5-domain-model 6.3). The last three end it. */
export type CaseStage =
  | 'EXPRESSED'
  | 'APPLIED'
  | 'TALKED'
  | 'ACTIVIST'
  | 'IN_PUBLICITY'
  | 'PROSPECT'
  | 'CLEARED'
  | 'EXAMINED'
  | 'PRE_REVIEWED'
  | 'BRANCH_ACCEPTED'
  | 'PROBATIONARY'
  | 'CONVERSION_APPLIED'
  | 'CONVERSION_VOTED'
  | 'EXTENDED'
  | 'FULL'
  | 'DISQUALIFIED'
  | 'CLOSED';

/** A state beside the stage. */
export type SideState = 'TRANSFER_PENDING' | 'PAUSED' | 'WITHDRAWN' | 'REMOVED' | 'ENDED' | 'DECEASED';

/** A person named in a fact, as the membership register knows them on the day of the fact. */
export interface PersonStanding {
  personId: string;
  standing: 'FULL' | 'PROBATIONARY' | 'NONE';
  /** Where the party relation lies; null for a guest, whose relation lies outside, and for who is no member. */
  homeOrganizationId: string | null;
  areRightsRestricted: boolean;
}

/** What the rules need to know of an organization named in a fact. */
export interface OrganizationPower {
  organizationId: string;
  /** False for a general branch, a branch and a temporary organization (R21). */
  canApprove: boolean;
  /** Lies above the case's organization in the ADMIN tree. */
  isAbove: boolean;
}
