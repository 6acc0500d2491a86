import { deadlinesOf } from '../../src/development/machine/deadlines.js';
import { nextSteps } from '../../src/development/machine/next-steps.js';
import { REFRESH_OUTLOOKS } from '../../src/development/oversight/oversight.jobs.js';
import { beginningOf } from '../../src/development/cases/case-records.js';
import { stageIntervalsOf } from '../../src/development/oversight/stage-intervals.rules.js';
import { newId } from '../../src/platform/database/ids.js';
import { countStatements } from '../support/statement-counter.js';
import { DevelopmentLab, TODAY } from './development-lab.js';
import { givenActivist, givenApplicant, loadAll, moveTo, runJob } from './oversight-lab.js';

const DUE_LIST = `query ($organizationId: ID!, $asOfDay: LocalDate, $code: DevelopmentDeadlineCode, $first: Int! = 20, $after: String) {
  developmentDueList(organizationId: $organizationId, asOfDay: $asOfDay, code: $code, purpose: SUPERVISION, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { code what dueOn isOverdue overdueDays isProvisional ruleId article isSecondHand
      case { id caseNumber stage person { fullName } organization { name } } } } }`;
const INSPECTIONS = `query ($organizationId: ID!, $asOfDay: LocalDate) {
  developmentInspections(organizationId: $organizationId, asOfDay: $asOfDay) {
    nodes { organization { name } activistsCount dueCount lateCount nextDueOn } } }`;

interface DueList {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string };
  nodes: {
    code: string;
    what: string;
    dueOn: string;
    isOverdue: boolean;
    overdueDays: number;
    isProvisional: boolean;
    ruleId: string;
    article: string;
    isSecondHand: boolean;
    case: { id: string; caseNumber: string; stage: string; organization: { name: string } };
  }[];
}

describe('the due list', () => {
  let lab: DevelopmentLab;
  let applicant: string;
  let activist: string;
  let whole: string;

  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    applicant = await givenApplicant(lab, '2026-07-10');
    activist = await givenActivist(lab, '2026-02-28');
    whole = await lab.open();
    await lab.walk(whole, 'ARCHIVED');
  }, 120_000);
  afterAll(() => lab.close());

  const dueList = async (token: string, organizationId: string, more: object = {}): Promise<DueList> =>
    (await lab.app.ask<{ developmentDueList: DueList }>(token, DUE_LIST, { organizationId, ...more })).developmentDueList;

  it('shows what is not met of open cases, overdue first, with rule, article and the mark of a second-hand text (R02, R07)', async () => {
    const { nodes, totalCount } = await dueList(lab.tokens.districtReader, lab.districtId);
    expect(totalCount).toBe(3);
    expect(nodes.map(({ code, dueOn, overdueDays, ruleId, case: { id, stage } }) => [code, dueOn, overdueDays, ruleId, id, stage])).toEqual(
      [
        ['TALK', '2026-08-10', 22, 'R02', applicant, 'APPLIED'],
        ['INSPECTION', '2026-08-28', 4, 'R07', activist, 'ACTIVIST'],
        ['INSPECTION', '2027-02-28', 0, 'R07', activist, 'ACTIVIST'],
      ],
    );
    expect(nodes[0]).toMatchObject({ what: '与入党申请人谈话', article: '第七条(二手来源,待与正式文本核对)', isSecondHand: true });
    expect(nodes[1]).toMatchObject({ article: '第十一条(二手来源,待与正式文本核对)', isOverdue: true, isProvisional: false });
    expect((await dueList(lab.tokens.reader, lab.branchId, { asOfDay: '2026-08-28' })).nodes.map(({ isOverdue }) => isOverdue)).toEqual([
      true,
      false,
      false,
    ]);
    expect((await dueList(lab.tokens.reader, lab.branchId, { code: 'TALK' })).totalCount).toBe(1);
  });

  it('is paged, and a longer page costs no further statement (R02)', async () => {
    const first = await dueList(lab.tokens.reader, lab.branchId, { first: 2 });
    const second = await dueList(lab.tokens.reader, lab.branchId, { first: 2, after: first.pageInfo.endCursor });
    expect([first.nodes.length, first.pageInfo.hasNextPage, second.nodes.length, second.pageInfo.hasNextPage]).toEqual([2, true, 1, false]);
    const one = await countStatements(lab.app.dataSource, () => dueList(lab.tokens.reader, lab.branchId, { first: 1 }));
    const three = await countStatements(lab.app.dataSource, () => dueList(lab.tokens.reader, lab.branchId, { first: 3 }));
    expect(three.statements.length).toBe(one.statements.length);
    expect(three.statements.length).toBeLessThanOrEqual(10);
  });

  it('leaves a reading of each case that it shows, and shows nothing outside the subtree (PR-7)', async () => {
    await lab.app.dataSource.query("DELETE FROM audit_entry WHERE action = 'READ'");
    await dueList(lab.tokens.reader, lab.branchId);
    const readings = await lab.app.dataSource.query<{ recordId: string; reason: string }[]>(
      "SELECT recordId, reason FROM audit_entry WHERE action = 'READ' ORDER BY recordId",
    );
    expect(readings.map(({ recordId, reason }) => [recordId, reason])).toEqual(
      [applicant, activist].sort().map((id) => [id, 'SUPERVISION']),
    );
    for (const token of [lab.tokens.otherRecorder, lab.tokens.district]) {
      const answer = await lab.app.send(token, DUE_LIST, { organizationId: lab.branchId });
      expect(['NOT_FOUND', 'FORBIDDEN']).toContain(answer.errors![0]!.extensions.code);
    }
  });

  it('counts per organization who is to be inspected and who is late (R07)', async () => {
    const ask = async (asOfDay: string) =>
      (
        await lab.app.ask<{ developmentInspections: { nodes: object[] } }>(lab.tokens.districtReader, INSPECTIONS, {
          organizationId: lab.districtId,
          asOfDay,
        })
      ).developmentInspections.nodes;
    const organization = { name: '第一党支部' };
    expect(await ask(TODAY)).toEqual([{ organization, activistsCount: 1, dueCount: 0, lateCount: 1, nextDueOn: '2027-02-28' }]);
    expect(await ask('2026-08-28')).toEqual([{ organization, activistsCount: 1, dueCount: 1, lateCount: 0, nextDueOn: '2026-08-28' }]);
  });

  it('is met by the fact that was missing, and takes it back when that fact is voided (INV-21, R02)', async () => {
    const { fact } = await lab.settle(
      applicant,
      '2026-08-20',
      { applicantTalked: { talkerIds: [lab.members[0]] } },
      {
        overrides: [{ ruleId: 'R02', reason: '本人外出' }],
      },
    );
    expect((await dueList(lab.tokens.reader, lab.branchId, { code: 'TALK' })).totalCount).toBe(0);
    await expectDerived();
    await lab.run(lab.tokens.recorder, 'voidDevelopmentFact', 'DevelopmentFactReasonInput', {
      factId: fact.id,
      expectedVersion: fact.version,
      reason: '登错了人',
    });
    await lab.run(lab.tokens.confirmer, 'confirmDevelopmentFactVoid', 'DevelopmentFactTargetInput', {
      factId: fact.id,
      expectedVersion: fact.version + 1,
    });
    expect((await dueList(lab.tokens.reader, lab.branchId, { code: 'TALK' })).totalCount).toBe(1);
    await expectDerived();
  });

  it('is derived anew every night: days pass, a district tightens, a calendar goes; a second night writes nothing (INV-18, INV-20)', async () => {
    await expectDerived();
    const content = {
      parameters: [{ ruleId: 'R07', name: 'inspectionMonthsMax', value: 3 }],
      stepPlan: null,
      extraSteps: [],
      extraForms: [],
    };
    await lab.app.dataSource.query(
      `INSERT INTO rule_overlay (id, scopeId, organizationId, ruleSetId, effectiveFrom, documentNumber, content, adoptedBy, adoptedAt)
       SELECT ?, scopeId, ?, 'CPC-DEV-2026-05', '2026-06-01', '区委〔2026〕9号', ?, openedBy, openedAt FROM development_case WHERE id = ?`,
      [newId(), lab.districtId, JSON.stringify(content), whole],
    );
    await lab.app.dataSource.query('DELETE FROM work_calendar_year WHERE year = 2025');
    moveTo(lab, '2027-09-20');
    expect(await differing()).toBeGreaterThan(0);
    await runJob(lab, REFRESH_OUTLOOKS);
    await expectDerived();
    const reader = await lab.account('PARTY_READER', lab.branchId);
    const inspections = await dueList(reader, lab.branchId, { code: 'INSPECTION' });
    expect(inspections.nodes.slice(0, 3).map(({ dueOn }) => dueOn)).toEqual(['2026-05-31', '2026-08-28', '2026-11-28']);
    const provisional = await lab.app.dataSource.query('SELECT caseId, code FROM development_deadline WHERE isProvisional');
    expect(provisional).toEqual([{ caseId: whole, code: 'PUBLICITY_END' }]);
    const rowIds = () => lab.app.dataSource.query('SELECT id FROM development_deadline ORDER BY id');
    const before = await rowIds();
    await runJob(lab, REFRESH_OUTLOOKS);
    expect(await rowIds()).toEqual(before);
  });

  /** How many cases have rows that do not follow from their facts. */
  async function differing(): Promise<number> {
    let count = 0;
    for (const { row, facts, world } of await loadAll(lab)) {
      const stored = await storedRows(row.id);
      const deadlines = deadlinesOf(facts, world).map(({ code, ruleId, dueOn, isProvisional, metOn }) =>
        [code, ruleId, dueOn, isProvisional, metOn].join(),
      );
      const steps = nextSteps(facts, world)
        .filter(({ earliestOn }) => earliestOn !== null)
        .map(({ kind, earliestOn, latestOn }) => [kind, earliestOn, latestOn].join());
      const intervals = stageIntervalsOf(facts, world, beginningOf(row)).map(({ stage, fromOn, toOn }) => [stage, fromOn, toOn].join());
      const derived = [deadlines.sort(), steps, intervals];
      if (JSON.stringify(stored) !== JSON.stringify(derived)) count++;
    }
    return count;
  }

  async function storedRows(caseId: string): Promise<string[][]> {
    const read = async (sql: string) =>
      (await lab.app.dataSource.query<Record<string, unknown>[]>(sql, [caseId])).map((row) =>
        Object.entries(row)
          .map(([name, value]) => (name === 'isProvisional' ? Boolean(value) : value))
          .join(),
      );
    return [
      (await read('SELECT code, ruleId, dueOn, isProvisional, metOn FROM development_deadline WHERE caseId = ?')).sort(),
      await read('SELECT kind, earliestOn, latestOn FROM development_outlook WHERE caseId = ? ORDER BY position'),
      await read('SELECT stage, fromOn, toOn FROM development_stage_interval WHERE caseId = ? ORDER BY position'),
    ];
  }

  async function expectDerived(): Promise<void> {
    expect(await differing()).toBe(0);
    const rows = await lab.app.dataSource.query<{ total: number | string }[]>('SELECT COUNT(*) AS total FROM development_deadline');
    expect(Number(rows[0]!.total)).toBeGreaterThan(10);
  }
});
