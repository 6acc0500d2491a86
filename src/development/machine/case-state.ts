import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import type { CaseFact, CaseStage, FactKind, FactOf, PublicityPurpose, SideState } from './case-facts.js';

/** The latest fact of each kind that still counts. A returned attempt takes its own steps away and leaves the time before it (6.3). */
export type Milestones = { readonly [K in FactKind]?: FactOf<K> };

/** One notice that hung, or hangs. */
export interface Publicity {
  factId: string;
  purpose: PublicityPurpose;
  startedOn: LocalDate;
  /** Last day on which it hung; null while it hangs. */
  endedOn: LocalDate | null;
  /** Why it does not count (INV-20); null while it may. */
  voidedBy: 'TAKEN_DOWN_EARLY' | 'OBJECTION_UPHELD' | 'LISTING_REFUSED' | null;
}

/** An objection that nobody has resolved yet; it freezes the step that the publicity serves (INV-20). */
export interface OpenObjection {
  factId: string;
  purpose: PublicityPurpose;
  since: LocalDate;
}

/** A rule of severity B that was broken before the organization's cut-over day (INV-13a). */
export interface HistoricBreach {
  factId: string;
  kind: FactKind;
  ruleId: string;
  code: string;
  occurredOn: LocalDate;
  reason: Bilingual;
  /** The upper committee's decision; null while it is missing. A refused breach keeps blocking. */
  decision: { factId: string; on: LocalDate; documentNumber: string | null; isAccepted: boolean } | null;
}

/** An attempt that ended without success; the time before it stays. */
export interface ClosedAttempt {
  what: 'LISTING' | 'ADMISSION' | 'CONVERSION';
  /** The fact that ended it. */
  factId: string;
  kind: FactKind;
  on: LocalDate;
  documentNumber: string | null;
}

/** One move to another organization (R08, R30..R33, INV-14). */
export interface Transfer {
  factId: string;
  fromOrganizationId: string | null;
  toOrganizationId: string;
  startedOn: LocalDate;
  /** Stage in which the person left. */
  stage: CaseStage;
  isFileHandedOver: boolean;
  /** As written on the letter; null when it names no validity. */
  letterDaysMax: number | null;
  acknowledgedOn: LocalDate | null;
  declinedOn: LocalDate | null;
  isFileExamined: boolean;
}

/** A fact that the machine cannot hold where it stands, for example after an earlier one was voided. */
export interface Contradiction {
  factId: string;
  kind: FactKind;
  code: string;
}

/** Where a case stands, derived from its confirmed facts. Nobody sets any of it. */
export interface CaseView {
  stage: CaseStage;
  side: SideState | null;
  /** False after FULL, DISQUALIFIED and CLOSED. */
  isOpen: boolean;
  isTransferPending: boolean;
  isPaused: boolean;
  /** Day of the fact that led to the stage; null before any. */
  stageSince: LocalDate | null;
  /** Organization that handles the case now; null before any fact. */
  organizationId: string | null;
  milestones: Milestones;
  /** From when cultivation counts (R08, R09); null before ACTIVIST. */
  cultivationFrom: LocalDate | null;
  inspections: readonly FactOf<'CULTIVATION_INSPECTED' | 'PROBATION_INSPECTED'>[];
  /** Whose opinions were heard in the running attempt (R10, R25). */
  listingOpinions: FactOf<'LISTING_OPINIONS_HEARD'>['data'];
  conversionOpinions: FactOf<'CONVERSION_OPINIONS_HEARD'>['data'];
  publicities: readonly Publicity[];
  openObjections: readonly OpenObjection[];
  /** Every fact kept in the order of recording, for deadlines and timelines. */
  history: readonly CaseFact[];
  attempts: readonly ClosedAttempt[];
  transfers: readonly Transfer[];
  breaches: readonly HistoricBreach[];
  contradictions: readonly Contradiction[];
  /** Day of the accepted admission vote while it stands: probation and membership count from it (R24). */
  probationFrom: LocalDate | null;
  originalProbationEndsOn: LocalDate | null;
  /** With an approved extension, its end (R27, INV-17). */
  probationEndsOn: LocalDate | null;
  extensionMonths: number | null;
  /** Membership as a probationary member, known once the admission is approved. */
  memberFrom: LocalDate | null;
  /** Party age: from expiry, even when the meeting or approval came later (R29). */
  partyAgeFrom: LocalDate | null;
  /** Day on which a membership ended by an approved disqualification (R28). */
  membershipEndedOn: LocalDate | null;
}
