import type { Bilingual } from '../../platform/errors/faults.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import type { CaseFact } from '../machine/case-facts.js';

/** The papers that the system fills in from the recorded facts. */
export const DevelopmentFormKind = {
  ACTIVIST_REGISTER: 'ACTIVIST_REGISTER',
  PROSPECT_REGISTER: 'PROSPECT_REGISTER',
  CULTIVATION_RECORD: 'CULTIVATION_RECORD',
  APPLICANT_TALK_RECORD: 'APPLICANT_TALK_RECORD',
  ADMISSION_TALK_RECORD: 'ADMISSION_TALK_RECORD',
  PUBLICITY_NOTICE: 'PUBLICITY_NOTICE',
  PRE_REVIEW_REQUEST: 'PRE_REVIEW_REQUEST',
  ADMISSION_RESOLUTION: 'ADMISSION_RESOLUTION',
  CONVERSION_RESOLUTION: 'CONVERSION_RESOLUTION',
} as const;
export type DevelopmentFormKind = (typeof DevelopmentFormKind)[keyof typeof DevelopmentFormKind];

/** Everything that a form may print. Nothing is inferred: what nobody recorded stays blank (R36). */
export interface FormFacts {
  person: {
    fullName: string;
    bornOn: LocalDate;
    /** Null when the reader did not ask for it or may not see it. */
    idCardNumber: string | null;
  };
  branchName: string;
  /** The organization above the branch; null for a root. */
  upperName: string | null;
  /** Confirmed facts in the order of their recording. */
  facts: readonly CaseFact[];
  /** Names of the persons whom the facts mention. */
  personNames: ReadonlyMap<string, string>;
  /** What the rules in force on a day call the meeting of all members of a branch; null for a day that is not known. */
  meetingNameOn: (day: LocalDate | null) => string;
  /** Last day on which the running publicity must hang (R10); null when none runs or the calendar of the year is missing. */
  publicityEndsOn: LocalDate | null;
  /** Working days that a publicity takes (R10). */
  publicityWorkingDays: number;
  /** Day on which probation ends, an extension included (R24, R27). */
  probationEndsOn: LocalDate | null;
}

/** Something that a form asks for and nobody recorded: the paper has a blank there. */
export interface MissingEntry {
  /** Stable name of the entry, such as `politicalReviewOn`. */
  code: string;
  label: Bilingual;
  /** Where the value would come from. */
  cure: Bilingual;
}
