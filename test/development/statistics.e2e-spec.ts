import { countStatements } from '../support/statement-counter.js';
import { DevelopmentLab, type FactAnswer, TODAY } from './development-lab.js';
import { givenActivist } from './oversight-lab.js';

const STATISTICS = `query ($organizationId: ID!, $from: LocalDate!, $to: LocalDate!) {
  developmentStatistics(organizationId: $organizationId, from: $from, to: $to) {
    isExact organization { name } groups { group stockCount enteredCount }
    stages { stage stockCount enteredCount leftCount medianMonths oldestSince } } }`;
const FORECAST = `query ($organizationId: ID!, $from: LocalMonth!, $to: LocalMonth!, $first: Int! = 100) {
  developmentForecast(organizationId: $organizationId, fromMonth: $from, toMonth: $to, kinds: [LISTING_DECIDED, CONVERSION_VOTED], purpose: HANDLING, first: $first) {
    totalCount nodes { kind stepNumber earliestOn isWaitingEnough case { id stage person { fullName } organization { name } } } } }`;
const MONTHS = `query ($organizationId: ID!, $from: LocalMonth!, $to: LocalMonth!) {
  developmentForecastMonths(organizationId: $organizationId, fromMonth: $from, toMonth: $to) { month kind casesCount } }`;

interface Statistics {
  isExact: boolean;
  groups: { group: string; stockCount: number | null; enteredCount: number | null }[];
  stages: {
    stage: string;
    stockCount: number;
    enteredCount: number;
    leftCount: number;
    medianMonths: number | null;
    oldestSince: string | null;
  }[];
}

const ACTIVISTS = 16;
const YEAR_BEFORE = ['2025-09-02', TODAY] as const;
const QUARTER = ['2025-07-01', '2025-09-30'] as const;

describe('statistics and forecast', () => {
  let lab: DevelopmentLab;
  let districtAndParty: string;

  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    for (let count = 0; count < 2; count++) await lab.walk(await lab.open(), 'OATH_TAKEN');
    for (let count = 0; count < ACTIVISTS; count++) await givenActivist(lab, `2025-02-${String(count + 1).padStart(2, '0')}`);
    const other = { token: lab.tokens.otherRecorder, confirmer: lab.tokens.otherConfirmer };
    for (let count = 0; count < 3; count++) {
      const caseId = await lab.open({ organizationId: lab.otherBranchId, token: lab.tokens.otherRecorder });
      await lab.settle(caseId, '2024-01-10', { applicationReceived: { addressedTo: 'EMPLOYER' } }, other);
      await lab.settle(caseId, '2024-01-20', { applicantTalked: { talkerIds: [lab.otherMembers[0]] } }, other);
      const determined = { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' };
      await lab.settle(caseId, '2025-03-01', { activistDetermined: determined }, { ...other, documentNumber: '二支〔2025〕1号' });
    }
    districtAndParty = await lab.app.signInAs([
      { role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: lab.districtId },
      { role: 'PARTY_READER', scopeKind: 'ORGANIZATION', scopeId: lab.branchId },
    ]);
  }, 180_000);
  afterAll(() => lab.close());

  const statistics = async (token: string, organizationId: string, [from, to]: readonly [string, string]): Promise<Statistics> =>
    (await lab.app.ask<{ developmentStatistics: Statistics }>(token, STATISTICS, { organizationId, from, to })).developmentStatistics;
  const group = ({ groups }: Statistics, name: string) => {
    const { stockCount, enteredCount } = groups.find((entry) => entry.group === name)!;
    return [stockCount, enteredCount];
  };
  const stage = ({ stages }: Statistics, name: string) => stages.find((entry) => entry.stage === name)!;

  it('say what a branch says of itself: activists 16, new members 2 (inventory 31, 33)', async () => {
    const figures = await statistics(lab.tokens.reader, lab.branchId, QUARTER);
    expect(figures.isExact).toBe(true);
    expect(group(figures, 'ACTIVISTS')).toEqual([ACTIVISTS, 0]);
    expect(group(figures, 'PROBATIONARY_MEMBERS')).toEqual([2, 2]);
    expect(stage(figures, 'ACTIVIST')).toMatchObject({
      stockCount: ACTIVISTS,
      oldestSince: '2025-02-01',
      leftCount: 0,
      medianMonths: null,
    });
    expect(stage(figures, 'BRANCH_ACCEPTED')).toMatchObject({ stockCount: 0, leftCount: 2, medianMonths: 0.7 });
    const spring = await statistics(lab.tokens.reader, lab.branchId, ['2025-02-01', '2025-03-20']);
    expect(group(spring, 'ACTIVISTS')).toEqual([ACTIVISTS + 2, ACTIVISTS]);
    expect(stage(spring, 'IN_PUBLICITY')).toMatchObject({ stockCount: 2, enteredCount: 2 });
    expect(stage(spring, 'ACTIVIST')).toMatchObject({ leftCount: 2, medianMonths: 12.4 });
    const before = await statistics(lab.tokens.reader, lab.branchId, ['2024-01-01', '2024-02-29']);
    expect([group(before, 'ACTIVISTS'), group(before, 'APPLICANTS')]).toEqual([
      [0, 0],
      [ACTIVISTS + 2, ACTIVISTS + 2],
    ]);
  });

  it('count by the day on which a thing happened: a fact that is confirmed today changes the past', async () => {
    await givenActivist(lab, '2025-08-01');
    const figures = await statistics(lab.tokens.reader, lab.branchId, QUARTER);
    expect(group(figures, 'ACTIVISTS')).toEqual([ACTIVISTS + 1, 1]);
  });

  it('count whoever has expressed a wish from the opening on, until the application (inventory 33)', async () => {
    const today = () => statistics(lab.tokens.reader, lab.branchId, [TODAY, TODAY]);
    const before = group(await today(), 'EXPRESSED');
    const caseId = await lab.open();
    const figures = await today();
    expect(group(figures, 'EXPRESSED')).toEqual(before.map((count) => count! + 1));
    expect(stage(figures, 'EXPRESSED')).toMatchObject({ stockCount: before[0]! + 1, oldestSince: TODAY });
    const { fact } = await lab.settle(caseId, '2026-08-30', { applicationReceived: { addressedTo: 'EMPLOYER' } });
    expect(group(await today(), 'EXPRESSED')).toEqual(before);
    const asked = { factId: fact.id, expectedVersion: fact.version, reason: '日期有误' };
    const waiting = await lab.run<FactAnswer>(lab.tokens.recorder, 'voidDevelopmentFact', 'DevelopmentFactReasonInput', asked);
    const target = { factId: fact.id, expectedVersion: waiting.fact!.version };
    await lab.run(lab.tokens.confirmer, 'confirmDevelopmentFactVoid', 'DevelopmentFactTargetInput', target);
    expect(group(await today(), 'EXPRESSED')).toEqual(before.map((count) => count! + 1));
  });

  it('are exact on the line of committees with a party role, and cost the same statements for more cases (INV-38)', async () => {
    const district = await countStatements(lab.app.dataSource, () => statistics(lab.tokens.districtReader, lab.districtId, YEAR_BEFORE));
    const branch = await countStatements(lab.app.dataSource, () => statistics(lab.tokens.reader, lab.branchId, YEAR_BEFORE));
    expect([district.result.isExact, group(district.result, 'ACTIVISTS')]).toEqual([true, [ACTIVISTS + 4, 0]]);
    expect(group(await statistics(lab.tokens.otherRecorder, lab.otherBranchId, YEAR_BEFORE), 'ACTIVISTS')).toEqual([3, 0]);
    expect(district.statements.length).toBe(branch.statements.length);
    expect(district.statements.some((sql) => sql.includes('development_fact'))).toBe(false);
  });

  it('give others stocks in steps of five and no flow, so that neither branches nor quarters can be compared (INV-38)', async () => {
    const ask = (organizationId: string) => statistics(lab.tokens.district, organizationId, QUARTER);
    const [district, committee, branch, other] = [
      await ask(lab.districtId),
      await ask(lab.committeeId),
      await ask(lab.branchId),
      await ask(lab.otherBranchId),
    ];
    expect([district, committee, branch, other].map(({ isExact, stages }) => [isExact, stages])).toEqual(
      Array.from({ length: 4 }, () => [false, []]),
    );
    expect([district, committee, branch, other].map((figures) => group(figures, 'ACTIVISTS'))).toEqual([
      [15, null],
      [15, null],
      [15, null],
      [null, null],
    ]);
    expect([district, committee, branch, other].map((figures) => group(figures, 'PROBATIONARY_MEMBERS'))).toEqual(
      Array.from({ length: 4 }, () => [null, null]),
    );
    expect(group(await statistics(districtAndParty, lab.branchId, QUARTER), 'PROBATIONARY_MEMBERS')).toEqual([2, 2]);
  });

  it('are given to others for ended quarters alone, and to nobody outside the subtree (INV-38, PR-7)', async () => {
    const codes = async (token: string, organizationId: string, [from, to]: readonly [string, string]) => {
      const { errors } = await lab.app.send(token, STATISTICS, { organizationId, from, to });
      return errors?.map(({ extensions }) => extensions.code);
    };
    expect(await codes(lab.tokens.district, lab.branchId, YEAR_BEFORE)).toEqual(['BAD_USER_INPUT']);
    expect(await codes(lab.tokens.district, lab.branchId, ['2026-07-01', '2026-09-30'])).toEqual(['BAD_USER_INPUT']);
    expect(await codes(lab.tokens.otherRecorder, lab.branchId, QUARTER)).toEqual(['NOT_FOUND']);
    expect(await codes(await lab.account('ORGANIZATION_OFFICER', lab.branchId, 'PARK'), lab.branchId, QUARTER)).toEqual(['FORBIDDEN']);
  });

  it('foresee who may take which step from when on, by name for party roles alone, and leave the reading (R09, R24, PR-7)', async () => {
    const period = { organizationId: lab.committeeId, from: '2026-02', to: '2026-08' };
    await lab.app.dataSource.query("DELETE FROM audit_entry WHERE action = 'READ'");
    const reader = await lab.account('PARTY_READER', lab.committeeId);
    const { developmentForecast } = await lab.app.ask<{ developmentForecast: { totalCount: number; nodes: Record<string, unknown>[] } }>(
      reader,
      FORECAST,
      period,
    );
    expect(developmentForecast.totalCount).toBe(ACTIVISTS + 6);
    expect(developmentForecast.nodes[0]).toMatchObject({
      kind: 'LISTING_DECIDED',
      earliestOn: '2026-02-01',
      isWaitingEnough: false,
      stepNumber: 8,
    });
    expect(developmentForecast.nodes.at(-1)).toMatchObject({ kind: 'LISTING_DECIDED', earliestOn: '2026-08-01' });
    expect(developmentForecast.nodes.filter(({ kind }) => kind === 'CONVERSION_VOTED').map(({ earliestOn }) => earliestOn)).toEqual([
      '2026-06-20',
      '2026-06-20',
    ]);
    const [readings] = await lab.app.dataSource.query<{ total: number | string }[]>(
      "SELECT COUNT(*) AS total FROM audit_entry WHERE action = 'READ' AND reason = 'HANDLING'",
    );
    expect(Number(readings!.total)).toBe(ACTIVISTS + 6);
    const { developmentForecastMonths } = await lab.app.ask<{ developmentForecastMonths: object[] }>(reader, MONTHS, period);
    expect(developmentForecastMonths).toEqual(
      expect.arrayContaining([
        { month: '2026-02', kind: 'LISTING_DECIDED', casesCount: ACTIVISTS },
        { month: '2026-03', kind: 'LISTING_DECIDED', casesCount: 3 },
        { month: '2026-06', kind: 'CONVERSION_VOTED', casesCount: 2 },
        { month: '2026-08', kind: 'LISTING_DECIDED', casesCount: 1 },
      ]),
    );
    const officer = await lab.app.send(lab.tokens.district, FORECAST, period);
    expect(officer.errors![0]!.extensions.code).toBe('FORBIDDEN');
    const tooLong = await lab.app.send(reader, MONTHS, { ...period, to: '2029-02' });
    expect(tooLong.errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
  });
});
