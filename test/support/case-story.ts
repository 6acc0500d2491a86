import { type WorkCalendar, workCalendarOf, type WorkCalendarYearFacts } from '../../src/platform/calendar/work-calendar.js';
import { SHIPPED_YEARS } from '../../src/platform/calendar/shipped-years.js';
import { addDays, type LocalDate } from '../../src/platform/clock/local-date.js';
import type { Ballot, CaseFact, FactData, FactKind, PersonStanding } from '../../src/development/machine/case-facts.js';
import { type CaseView, type CaseWorld, deriveCase } from '../../src/development/machine/case-view.js';
import { judgeFact, type RuleCheck } from '../../src/development/machine/judge-fact.js';
import { effectiveRuleSet } from '../../src/development/rule-sets/effective-rule-set.js';
import type { RuleOverlay } from '../../src/development/rule-sets/rule-set.js';
import { SHIPPED_RULE_SETS } from '../../src/development/rule-sets/shipped-rule-sets.js';

const YEARS_WITHOUT_HOLIDAYS = [2020, 2021, 2022, 2023, 2027, 2028, 2029, 2030, 2031];

function shippedYears(): WorkCalendarYearFacts[] {
  return SHIPPED_YEARS.map(({ year, holidays }) => ({
    year,
    holidays: holidays.flatMap(({ firstDay, lastDay }) => {
      const days: LocalDate[] = [];
      for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) days.push(day);
      return days;
    }),
    makeUpDays: holidays.flatMap(({ makeUpDays }) => makeUpDays),
  }));
}

/** The announced years alone: 2024 to 2026. */
export const ANNOUNCED_CALENDAR: WorkCalendar = workCalendarOf(shippedYears());

/** The announced years, and years around them in which only weekends are off. */
export const LONG_CALENDAR: WorkCalendar = workCalendarOf([
  ...shippedYears(),
  ...YEARS_WITHOUT_HOLIDAYS.map((year) => ({ year, holidays: [], makeUpDays: [] })),
]);

const STANDINGS: Readonly<Record<string, Omit<PersonStanding, 'personId'>>> = {
  chen: { standing: 'FULL', homeOrganizationId: 'branch', areRightsRestricted: false },
  zhao: { standing: 'FULL', homeOrganizationId: 'branch', areRightsRestricted: false },
  sun: { standing: 'FULL', homeOrganizationId: 'branch', areRightsRestricted: false },
  qian: { standing: 'FULL', homeOrganizationId: 'other-branch', areRightsRestricted: false },
  wu: { standing: 'FULL', homeOrganizationId: 'other-branch', areRightsRestricted: false },
  probationer: { standing: 'PROBATIONARY', homeOrganizationId: 'branch', areRightsRestricted: false },
  guest: { standing: 'FULL', homeOrganizationId: null, areRightsRestricted: false },
  restricted: { standing: 'FULL', homeOrganizationId: 'branch', areRightsRestricted: true },
  outsider: { standing: 'NONE', homeOrganizationId: null, areRightsRestricted: false },
};

/** A grass-roots committee with approval power above the branches, the department above it, a general branch between them, and one that lies elsewhere. */
const POWERS: Readonly<Record<string, { canApprove: boolean; isAbove: boolean }>> = {
  committee: { canApprove: true, isAbove: true },
  department: { canApprove: true, isAbove: true },
  'general-branch': { canApprove: false, isAbove: true },
  elsewhere: { canApprove: true, isAbove: false },
};

/** What a story may set apart from the usual world. */
export type StoryWorld = Partial<CaseWorld> & { overlays?: readonly RuleOverlay[] };

/** A world in which the usual persons and organizations exist, long after everything. */
export function worldWith({ overlays = [], ...world }: StoryWorld = {}): CaseWorld {
  return {
    personId: 'candidate',
    bornOn: '1990-05-01',
    todayOn: '2035-01-01',
    cutOverOn: null,
    previousCaseEndedOn: null,
    calendar: LONG_CALENDAR,
    ruleSetOn: (day) => effectiveRuleSet(SHIPPED_RULE_SETS, overlays, day),
    ruleChanges: [
      ...SHIPPED_RULE_SETS,
      ...overlays.flatMap(({ effectiveFrom, endsOn }) => [{ effectiveFrom }, ...(endsOn ? [{ effectiveFrom: endsOn }] : [])]),
    ]
      .map(({ effectiveFrom }) => effectiveFrom)
      .sort(),
    standingOn: (personId) => (STANDINGS[personId] ? { personId, ...STANDINGS[personId] } : null),
    powerOver: (organizationId, below) => {
      const power = POWERS[organizationId];
      return power ? { organizationId, ...power, isAbove: power.isAbove && organizationId !== below } : null;
    },
    votersDueOn: () => null,
    ...world,
  };
}

/** A ballot of 15 members due that passes; what is given replaces it. */
export function ballot(given: Partial<Ballot> = {}): Ballot {
  const figures = { due: 15, present: 12, written: 0, yes: 12, no: 0, abstain: 0, invalid: 0 };
  return { ...figures, isSecret: true, isIndividual: true, introducersAttended: true, candidateAttended: true, ...given };
}

/** A ballot of 15 that misses the majority by one. */
export const REJECTING = ballot({ yes: 7, no: 5 });

/** Good data of each kind. */
export const GOOD: FactData = {
  INTENT_EXPRESSED: {},
  APPLICATION_RECEIVED: { addressedTo: 'EMPLOYER' },
  APPLICANT_TALKED: { talkerIds: ['chen'] },
  ACTIVIST_DETERMINED: { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' },
  ACTIVIST_FILED: { upperOrganizationId: 'committee' },
  CONTACTS_APPOINTED: { contactIds: ['chen', 'zhao'] },
  CULTIVATION_INSPECTED: { outcome: 'QUALIFIED' },
  LISTING_OPINIONS_HEARD: { partyGroup: true, contacts: true, members: true, masses: true },
  LISTING_AGREED: { decidedBy: 'BRANCH_COMMITTEE', isAgreed: true },
  PUBLICITY_STARTED: { purpose: 'LISTING', place: '村务公开栏' },
  PUBLICITY_OBJECTED: { purpose: 'LISTING' },
  OBJECTION_RESOLVED: { objectionFactId: '', isUpheld: false },
  PUBLICITY_ENDED: { purpose: 'LISTING', isTakenDownEarly: false },
  LISTING_DECIDED: { decision: 'CONSENT', isAgreed: true, upperOrganizationId: 'committee' },
  INTRODUCERS_DETERMINED: { introducerIds: ['chen', 'zhao'] },
  POLITICAL_REVIEWED: { isPassed: true },
  TRAINING_COMPLETED: { daysCount: 3, hoursCount: 24, heldBy: 'GRASSROOTS_COMMITTEE' },
  TRAINING_EXEMPTED: { reason: '因公长期驻外' },
  COMMITTEE_EXAMINED: { isPassed: true },
  PRE_REVIEWED: { isPassed: true, upperOrganizationId: 'committee', leavesUnitOn: null },
  FORM_FILLED: { formNumber: '00123' },
  ADMISSION_VOTED: { ballot: ballot(), isAccepted: true },
  ADMISSION_TALKED: { talkerIds: ['sun'] },
  ADMISSION_DECIDED: { isApproved: true, upperOrganizationId: 'committee', isCollective: true },
  ADMISSION_FILED: { upperOrganizationId: 'department' },
  BRANCH_ASSIGNED: { partyGroup: '第一党小组' },
  OATH_TAKEN: {},
  PROBATION_INSPECTED: { outcome: 'QUALIFIED' },
  CONVERSION_APPLIED: {},
  CONVERSION_OPINIONS_HEARD: { partyGroup: true, members: true, masses: true },
  CONVERSION_EXAMINED: { decision: 'CONVERT' },
  CONVERSION_POSTPONED: { untilOn: '2029-08-01' },
  CONVERSION_VOTED: { ballot: ballot(), decision: 'CONVERT', isAccepted: true, extensionMonths: null },
  CONVERSION_DECIDED: { isApproved: true, upperOrganizationId: 'committee', isCollective: true },
  ARCHIVED: { place: 'PARTY_FILE' },
  TRANSFER_STARTED: { toOrganizationId: 'other-branch', isFileHandedOver: true, letterDaysMax: 90 },
  TRANSFER_ACKNOWLEDGED: { isFileExamined: true, priorOrganizationAsked: false },
  TRANSFER_DECLINED: { reason: '不在本辖区' },
  MOBILITY_NOTED: { awaySinceOn: '2028-01-01', hasFixedPlace: true, isTransferable: true, certificateNumber: '流证 0001' },
  PAUSED: { reason: '本人生病' },
  RESUMED: {},
  WITHDRAWN: { reason: '本人意愿' },
  REMOVED: { reason: '不再符合条件' },
  CASE_ENDED: { reason: '组织决定终结' },
  DECEASED: {},
  BREACH_DECIDED: { ruleId: 'R09', factId: '', isAccepted: true, upperOrganizationId: 'committee' },
  EXTRA_STEP_DONE: { stepCode: 'LOCAL' },
};

/** How an entry differs from the good one of its kind. */
export interface Entry<K extends FactKind> {
  data?: Partial<FactData[K]>;
  documentNumber?: string | null;
  organizationId?: string;
  /** Rule id → reason. */
  overrides?: Readonly<Record<string, string>>;
}

/** The life of one case, told fact by fact. */
export class Story {
  readonly facts: CaseFact[] = [];

  constructor(readonly world: CaseWorld = worldWith()) {}

  get view(): CaseView {
    return deriveCase(this.facts, this.world);
  }

  fact<K extends FactKind>(kind: K, occurredOn: LocalDate, entry: Entry<K> = {}): CaseFact {
    const sequence = this.facts.length + 1;
    return {
      id: `${kind}-${sequence}`,
      kind,
      sequence,
      occurredOn,
      documentNumber: entry.documentNumber === undefined ? `文〔${occurredOn.slice(0, 4)}〕${sequence}号` : entry.documentNumber,
      organizationId: entry.organizationId ?? this.view.organizationId ?? 'branch',
      overrides: Object.entries(entry.overrides ?? {}).map(([ruleId, reason]) => ({ ruleId, reason })),
      data: { ...GOOD[kind], ...entry.data },
    } as unknown as CaseFact;
  }

  /** What the rules say about one more fact, without keeping it. */
  judge<K extends FactKind>(kind: K, occurredOn: LocalDate, entry: Entry<K> = {}): RuleCheck[] {
    return judgeFact(this.facts, this.world, this.fact(kind, occurredOn, entry));
  }

  /** Keeps one more fact. Throws, with the reasons, when the rules do not let it be recorded. */
  record<K extends FactKind>(kind: K, occurredOn: LocalDate, entry: Entry<K> = {}): CaseFact {
    const fact = this.fact(kind, occurredOn, entry);
    const checks = judgeFact(this.facts, this.world, fact);
    if (!isRecordable(checks)) {
      const open = checks.filter(({ isStopping }) => isStopping).map(({ ruleId, code, reason }) => `${ruleId} ${code}: ${reason?.en}`);
      throw new Error(`${kind} on ${occurredOn} is not recordable: ${open.join('; ')}`);
    }
    this.facts.push(fact);
    return fact;
  }
}

/** Whether a fact with these checks can be recorded (INV-19). */
export function isRecordable(checks: readonly RuleCheck[]): boolean {
  return !checks.some(({ isStopping }) => isStopping);
}

/** The strongest outcome of a rule, or of one code of it; undefined when it does not speak. */
export function outcomeOf(checks: readonly RuleCheck[], ruleId: string, code?: string): RuleCheck['outcome'] | undefined {
  const order: RuleCheck['outcome'][] = ['BLOCKED', 'HISTORIC_BREACH', 'PROVISIONAL', 'WARNED', 'OVERRIDDEN', 'OK'];
  const found = checks.filter((check) => check.ruleId === ruleId && (code === undefined || check.code === code));
  return order.find((outcome) => found.some((check) => check.outcome === outcome));
}

/** Rule ids that keep a fact from being recorded, in order. */
export function stoppedBy(checks: readonly RuleCheck[]): string[] {
  return [...new Set(checks.filter(({ isStopping }) => isStopping).map(({ ruleId }) => ruleId))].sort();
}

type Row = readonly [kind: FactKind, monthDay: string];

const FIRST_YEAR: readonly Row[] = [
  ['APPLICATION_RECEIVED', '01-06'],
  ['APPLICANT_TALKED', '01-20'],
  ['ACTIVIST_DETERMINED', '03-02'],
  ['ACTIVIST_FILED', '03-05'],
  ['CONTACTS_APPOINTED', '03-05'],
  ['CULTIVATION_INSPECTED', '08-31'],
];
const SECOND_YEAR: readonly Row[] = [
  ['CULTIVATION_INSPECTED', '02-26'],
  ['LISTING_OPINIONS_HEARD', '03-01'],
  ['LISTING_AGREED', '03-02'],
  ['PUBLICITY_STARTED', '03-02'],
  ['PUBLICITY_ENDED', '03-09'],
  ['LISTING_DECIDED', '03-15'],
  ['INTRODUCERS_DETERMINED', '03-16'],
  ['POLITICAL_REVIEWED', '03-30'],
  ['TRAINING_COMPLETED', '04-12'],
  ['COMMITTEE_EXAMINED', '04-14'],
  ['PRE_REVIEWED', '04-20'],
  ['FORM_FILLED', '04-22'],
  ['ADMISSION_VOTED', '05-06'],
  ['ADMISSION_TALKED', '05-20'],
  ['ADMISSION_DECIDED', '06-01'],
  ['ADMISSION_FILED', '06-03'],
  ['BRANCH_ASSIGNED', '06-04'],
  ['OATH_TAKEN', '07-01'],
  ['PROBATION_INSPECTED', '11-05'],
];
const THIRD_YEAR: readonly Row[] = [
  ['CONVERSION_APPLIED', '05-06'],
  ['CONVERSION_OPINIONS_HEARD', '05-09'],
  ['CONVERSION_EXAMINED', '05-10'],
  ['CONVERSION_VOTED', '05-12'],
  ['CONVERSION_DECIDED', '06-10'],
  ['ARCHIVED', '06-17'],
];

/** The whole way in three years: from 2020 under the 2014 set, without publicity; from 2027 under the 2026 set, with it. */
export function usualPath(firstYear: 2020 | 2027): { kind: FactKind; on: LocalDate }[] {
  const isOld = firstYear === 2020;
  return [FIRST_YEAR, SECOND_YEAR, THIRD_YEAR]
    .flatMap((rows, index) => rows.map(([kind, monthDay]) => ({ kind, on: `${firstYear + index}-${monthDay}` })))
    .filter(({ kind }) => !isOld || !kind.startsWith('PUBLICITY'));
}

/** A case that went the usual way up to, and without, the first fact of a kind. */
export function storyBefore(kind: FactKind, world: StoryWorld = {}, firstYear: 2020 | 2027 = 2027): Story {
  const story = new Story(worldWith(world));
  for (const step of usualPath(firstYear)) {
    if (step.kind === kind) return story;
    story.record(step.kind, step.on);
  }
  return story;
}
