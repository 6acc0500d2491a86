import type { LocalDate } from '../../platform/clock/local-date.js';
import type { FactData, FactKind } from '../machine/case-facts.js';
import { headerOf } from './takeover-columns.js';
import { type CellFinding, cellFinding } from './takeover-findings.js';
import type { CellValue, InspectionCell } from './takeover-reading.rules.js';
import type { TakeoverFact } from './takeover-sheet.js';

/** The cells of one row, names already resolved to ids; asking for an empty one notes a finding. */
class StepCells {
  constructor(
    private readonly cells: ReadonlyMap<string, CellValue>,
    readonly findings: CellFinding[],
  ) {}

  has(key: string): boolean {
    return this.cells.has(key);
  }

  text(key: string): string {
    return this.of(key, '') as string;
  }

  count(key: string): number {
    return this.of(key, 0) as number;
  }

  isYes(key: string): boolean {
    return this.of(key, false) as boolean;
  }

  list(key: string): string[] {
    return this.of(key, []) as string[];
  }

  private of(key: string, instead: CellValue): CellValue {
    const value = this.cells.get(key);
    if (value === undefined) this.findings.push(cellFinding('CELL_MISSING', headerOf(key)));
    return value ?? instead;
  }
}

interface Step<K extends FactKind = FactKind> {
  kind: K;
  day: string;
  number?: string;
  /** Further columns of the step; one of them filled without a day is noted. */
  columns: readonly string[];
  data: (cells: StepCells) => FactData[K];
}

function step<K extends FactKind>(kind: K, day: string, columns: readonly string[], data: Step<K>['data'], number?: string): Step {
  return { kind, day, columns, data, ...(number === undefined ? {} : { number }) } as unknown as Step;
}

const BALLOT = ['due', 'present', 'written', 'yes', 'no', 'abstain', 'invalid'] as const;
const CIRCUMSTANCES = ['isSecret', 'isIndividual', 'introducersAttended', 'candidateAttended'] as const;

function ballotOf(cells: StepCells): FactData['ADMISSION_VOTED']['ballot'] {
  const counts = Object.fromEntries(BALLOT.map((key) => [key, cells.count(key)]));
  const circumstances = Object.fromEntries(CIRCUMSTANCES.map((key) => [key, cells.isYes(key)]));
  return { ...counts, ...circumstances } as unknown as FactData['ADMISSION_VOTED']['ballot'];
}

/** What the columns of a step record, in the order of the procedure. */
const STEPS: readonly Step[] = [
  step('APPLICATION_RECEIVED', 'applicationOn', ['applicationTo'], (cells) => {
    const addressedTo = cells.text('applicationTo') as 'EMPLOYER' | 'MOBILE_LOCALITY';
    return { addressedTo, hasEmployerOrganization: null, isMobile: addressedTo === 'MOBILE_LOCALITY' ? true : null };
  }),
  step('APPLICANT_TALKED', 'talkOn', ['talkers'], (cells) => ({ talkerIds: cells.list('talkers') })),
  step(
    'ACTIVIST_DETERMINED',
    'activistOn',
    ['recommendedBy', 'isLeagueMember', 'activistDecidedBy'],
    (cells) => ({
      recommendedBy: cells.text('recommendedBy') as 'PARTY_MEMBERS',
      isLeagueMember: cells.isYes('isLeagueMember'),
      decidedBy: cells.text('activistDecidedBy') as 'BRANCH_COMMITTEE',
    }),
    'activistNumber',
  ),
  step('ACTIVIST_FILED', 'filedOn', [], (cells) => ({ upperOrganizationId: cells.text('upper') }), 'filedNumber'),
  step('CONTACTS_APPOINTED', 'contactsOn', ['contacts'], (cells) => ({ contactIds: cells.list('contacts') })),
  step('LISTING_OPINIONS_HEARD', 'opinionsOn', ['opinionsOf'], (cells) => {
    const heard = cells.list('opinionsOf');
    const of = (code: string) => heard.includes(code);
    return { partyGroup: of('partyGroup'), contacts: of('contacts'), members: of('members'), masses: of('masses') };
  }),
  step(
    'LISTING_AGREED',
    'listingAgreedOn',
    ['listingAgreedBy'],
    (cells) => ({ decidedBy: cells.text('listingAgreedBy') as 'BRANCH_COMMITTEE', isAgreed: true }),
    'listingAgreedNumber',
  ),
  step('PUBLICITY_STARTED', 'publicityFrom', ['publicityPlace'], (cells) => ({ purpose: 'LISTING', place: cells.text('publicityPlace') })),
  step('PUBLICITY_ENDED', 'publicityTo', [], () => ({ purpose: 'LISTING', isTakenDownEarly: false })),
  step(
    'LISTING_DECIDED',
    'listedOn',
    ['listedBy'],
    (cells) => ({ decision: cells.text('listedBy') as 'CONSENT', isAgreed: true, upperOrganizationId: cells.text('upper') }),
    'listedNumber',
  ),
  step('INTRODUCERS_DETERMINED', 'introducersOn', ['introducers'], (cells) => ({ introducerIds: cells.list('introducers') })),
  step('POLITICAL_REVIEWED', 'reviewedOn', [], () => ({ isPassed: true }), 'reviewedNumber'),
  step('TRAINING_COMPLETED', 'trainedOn', ['trainedDays', 'trainedHours', 'trainedBy'], (cells) => ({
    daysCount: cells.count('trainedDays'),
    hoursCount: cells.count('trainedHours'),
    heldBy: cells.text('trainedBy') as 'OTHER',
  })),
  step('COMMITTEE_EXAMINED', 'examinedOn', [], () => ({ isPassed: true }), 'examinedNumber'),
  step(
    'PRE_REVIEWED',
    'preReviewedOn',
    [],
    (cells) => ({ isPassed: true, upperOrganizationId: cells.text('upper'), leavesUnitOn: null }),
    'preReviewedNumber',
  ),
  step('FORM_FILLED', 'formOn', ['formNumber'], (cells) => ({ formNumber: cells.text('formNumber') })),
  step(
    'ADMISSION_VOTED',
    'votedOn',
    [...BALLOT, ...CIRCUMSTANCES],
    (cells) => ({ ballot: ballotOf(cells), isAccepted: true }),
    'votedNumber',
  ),
  step('ADMISSION_TALKED', 'admissionTalkOn', ['admissionTalkers'], (cells) => ({ talkerIds: cells.list('admissionTalkers') })),
  step(
    'ADMISSION_DECIDED',
    'approvedOn',
    ['isCollective'],
    (cells) => ({ isApproved: true, upperOrganizationId: cells.text('upper'), isCollective: cells.isYes('isCollective') }),
    'approvedNumber',
  ),
  step(
    'ADMISSION_FILED',
    'admissionFiledOn',
    ['admissionFiledWith'],
    (cells) => ({ upperOrganizationId: cells.text('admissionFiledWith') }),
    'admissionFiledNumber',
  ),
  step('BRANCH_ASSIGNED', 'assignedOn', ['partyGroup'], (cells) => ({ partyGroup: cells.text('partyGroup') })),
  step('OATH_TAKEN', 'oathOn', [], () => ({})),
  step('CONVERSION_APPLIED', 'conversionAppliedOn', [], () => ({})),
];

/** The facts of a row in the order of their days, with what is missing or contradicts itself. */
export function factsOfRow(cells: ReadonlyMap<string, CellValue>, todayOn: LocalDate): { facts: TakeoverFact[]; findings: CellFinding[] } {
  const findings: CellFinding[] = [];
  const facts = [...STEPS.flatMap((entry) => factOfStep(entry, cells, findings)), ...inspectionsOf(cells)];
  for (const fact of facts) {
    if (fact.occurredOn > todayOn) findings.push(cellFinding('DAY_IN_FUTURE', columnOfFact(fact.kind), { detail: fact.occurredOn }));
  }
  /* A stable sort keeps the order of the procedure among facts of one day; an inspection comes first, because the next step rests on it. */
  const rank = (fact: TakeoverFact) => (fact.kind.endsWith('_INSPECTED') ? 0 : 1);
  facts.sort((left, right) => left.occurredOn.localeCompare(right.occurredOn) || rank(left) - rank(right));
  return { facts, findings };
}

/** Header of the column that holds the day of such a fact. */
export function columnOfFact(kind: FactKind): string {
  const entry = STEPS.find((candidate) => candidate.kind === kind);
  return headerOf(entry ? entry.day : 'inspections');
}

function factOfStep(entry: Step, row: ReadonlyMap<string, CellValue>, findings: CellFinding[]): TakeoverFact[] {
  const occurredOn = row.get(entry.day) as LocalDate | undefined;
  if (occurredOn === undefined) {
    const hasOthers = [...entry.columns, ...(entry.number ? [entry.number] : [])].some((key) => row.has(key));
    if (hasOthers) findings.push(cellFinding('DAY_MISSING', headerOf(entry.day)));
    return [];
  }
  const documentNumber = entry.number ? ((row.get(entry.number) as string | undefined) ?? null) : null;
  return [{ kind: entry.kind, occurredOn, documentNumber, data: entry.data(new StepCells(row, findings)), overrides: [] }];
}

/** Inspections before the branch meeting are of the activist, those after it of the probationary member. */
function inspectionsOf(row: ReadonlyMap<string, CellValue>): TakeoverFact[] {
  const inspections = (row.get('inspections') ?? []) as readonly InspectionCell[];
  const votedOn = row.get('votedOn') as LocalDate | undefined;
  return inspections.map(({ on, outcome }) => ({
    kind: votedOn !== undefined && on > votedOn ? 'PROBATION_INSPECTED' : 'CULTIVATION_INSPECTED',
    occurredOn: on,
    documentNumber: null,
    data: { outcome },
    overrides: [],
  }));
}
