import { SEND_REMINDERS } from '../../src/development/oversight/oversight.jobs.js';
import { newId } from '../../src/platform/database/ids.js';
import { DevelopmentLab, type ShownError } from './development-lab.js';
import { givenActivist, givenApplicant, moveTo, runJob } from './oversight-lab.js';

const POOLS = `query ($organizationId: ID!, $year: Int!, $isDone: Boolean) { committeePools(organizationId: $organizationId, year: $year, isDone: $isDone) {
  totalCount nodes { organization { name } activistsCount dueOn isDone isOverdue analysis { year applicantsCount activistsCount status } } } }`;
const VERB = (verb: string, input: string) =>
  `mutation ($input: ${input}!) { ${verb}(input: $input) { poolAnalysis { id status version applicantsCount activistsCount } userErrors { code rule cure } } }`;

interface Answer {
  poolAnalysis: { id: string; status: string; version: number; applicantsCount: number; activistsCount: number } | null;
  userErrors: ShownError[];
}

describe('the yearly analysis of the pool', () => {
  let lab: DevelopmentLab;
  let recorder: string;
  let confirmer: string;

  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    await givenActivist(lab, '2025-11-02');
    await givenActivist(lab, '2026-03-02');
    await givenApplicant(lab, '2026-07-10');
    recorder = await lab.account('PARTY_RECORDER', lab.committeeId, 'ORGANIZATION', '党委记录人');
    confirmer = await lab.account('PARTY_CONFIRMER', lab.committeeId, 'ORGANIZATION', '党委确认人');
  }, 120_000);
  afterAll(() => lab.close());

  const run = async (token: string, verb: string, input: object): Promise<Answer> => {
    const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
    return (await lab.app.ask<Record<string, Answer>>(token, VERB(verb, type), { input }))[verb]!;
  };
  const record = (token: string, year: number, analyzedOn: string, organizationId = lab.committeeId) =>
    run(token, 'recordPoolAnalysis', {
      ...{ organizationId, year, analyzedOn, documentNumber: '园党〔2026〕20号', conclusion: '结构合理,需加强培养。' },
      idempotencyKey: `pool-${newId()}`,
    });
  const pools = async (token: string, year: number, isDone?: boolean) =>
    (
      await lab.app.ask<{ committeePools: { totalCount: number; nodes: Record<string, unknown>[] } }>(token, POOLS, {
        organizationId: lab.districtId,
        year,
        isDone,
      })
    ).committeePools;
  const codes = ({ userErrors }: Answer) => userErrors.map(({ code }) => code);

  it('is owed by the nearest grass-roots committee that had an activist in the year, and overdue after it (R07)', async () => {
    const { nodes } = await pools(lab.tokens.districtReader, 2026);
    expect(nodes).toEqual([
      { organization: { name: '园区综合党委' }, activistsCount: 2, dueOn: '2026-12-31', isDone: false, isOverdue: false, analysis: null },
    ]);
    expect((await pools(lab.tokens.districtReader, 2025)).nodes).toMatchObject([{ activistsCount: 1, isOverdue: true }]);
    expect((await pools(lab.tokens.districtReader, 2023)).totalCount).toBe(0);
    const foreign = await lab.app.send(lab.tokens.otherRecorder, POOLS, { organizationId: lab.districtId, year: 2026 });
    expect(foreign.errors![0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('is refused for a branch, a day outside the year and a second time, all reasons with a cure (R07)', async () => {
    const branch = await record(lab.tokens.recorder, 2026, '2026-09-02', lab.branchId);
    expect(codes(branch)).toEqual(['POOL_NOT_OF_COMMITTEE', 'POOL_ANALYSIS_DAY_INVALID']);
    expect(branch.userErrors.every(({ cure, rule }) => cure !== null && rule === 'R07')).toBe(true);
    expect(codes(await record(recorder, 2026, '2025-12-31'))).toEqual(['POOL_ANALYSIS_DAY_INVALID']);
    const first = await record(recorder, 2025, '2026-01-20');
    expect(first.poolAnalysis).toMatchObject({ status: 'PENDING', applicantsCount: 1, activistsCount: 1 });
    expect(codes(await record(recorder, 2025, '2026-01-21'))).toEqual(['POOL_ANALYSIS_RECORDED']);
  });

  it('is told by the audit trail to party roles alone: a district officer finds nothing of it there (INV-38, PR-7)', async () => {
    const recorded = await lab.app.dataSource.query<{ id: string }[]>('SELECT id FROM development_pool_analysis');
    expect(recorded).not.toEqual([]);
    const trail = JSON.stringify(await lab.app.ask(lab.tokens.district, '{ auditEntries(first: 100) { nodes { recordKind recordId } } }'));
    expect(trail).not.toContain('PoolAnalysis');
    for (const { id } of recorded) expect(trail).not.toContain(id);
  });

  it('counts only when somebody else has confirmed it, and a rejected one makes room for another (INV-21, R07)', async () => {
    const recorded = (await record(recorder, 2026, '2026-08-30')).poolAnalysis!;
    expect(recorded).toMatchObject({ applicantsCount: 1, activistsCount: 2 });
    const target = { poolAnalysisId: recorded.id, expectedVersion: recorded.version };
    const both = await lab.app.signInAs(
      ['PARTY_RECORDER', 'PARTY_CONFIRMER'].map((role) => ({ role, scopeKind: 'ORGANIZATION', scopeId: lab.committeeId })),
    );
    expect((await run(confirmer, 'rejectPoolAnalysis', { ...target, reason: '数字不符' })).poolAnalysis!.status).toBe('REJECTED');
    const again = (await record(both, 2026, '2026-08-31')).poolAnalysis!;
    const next = { poolAnalysisId: again.id, expectedVersion: again.version };
    expect(codes(await run(both, 'confirmPoolAnalysis', next))).toEqual(['SAME_PERSON_TWICE']);
    const attempts = await Promise.all([
      run(confirmer, 'confirmPoolAnalysis', next),
      run(lab.tokens.confirmer, 'confirmPoolAnalysis', next).catch(() => null),
    ]);
    expect(attempts[0]!.poolAnalysis!.status).toBe('CONFIRMED');
    expect(attempts[1]).toBeNull();
    expect(codes(await run(confirmer, 'confirmPoolAnalysis', { ...next, expectedVersion: again.version + 1 }))).toEqual([
      'POOL_ANALYSIS_DECIDED',
    ]);
    expect((await pools(lab.tokens.districtReader, 2026, false)).totalCount).toBe(0);
    expect((await pools(lab.tokens.districtReader, 2026, true)).nodes).toMatchObject([{ isDone: true, analysis: { status: 'CONFIRMED' } }]);
  });

  it('is asked for from two months before the end of the year, once at a time, until it is confirmed (R07)', async () => {
    const notices = () =>
      lab.app.dataSource.query<{ textZh: string; dueOn: string }[]>(
        "SELECT textZh, dueOn FROM notice WHERE topic = 'development.pool' ORDER BY textZh, dueOn",
      );
    moveTo(lab, '2027-10-31');
    await runJob(lab, SEND_REMINDERS);
    expect((await notices()).filter(({ dueOn }) => dueOn === '2027-12-31')).toEqual([]);
    moveTo(lab, '2027-11-05');
    await runJob(lab, SEND_REMINDERS);
    await runJob(lab, SEND_REMINDERS);
    expect((await notices()).map(({ textZh }) => textZh)).toEqual(
      Array.from({ length: 3 }, () => '园区综合党委:2027 年入党积极分子队伍分析,期限为 2027-12-31。依据 R07。'),
    );
    moveTo(lab, '2028-02-05');
    await runJob(lab, SEND_REMINDERS);
    const overdue = (await notices()).filter(({ dueOn }) => dueOn === '2027-12-31');
    expect(overdue.map(({ textZh }) => textZh.includes('已过'))).toEqual([true, true, true]);
    const late = await lab.account('PARTY_RECORDER', lab.committeeId);
    const { id, version } = (await record(late, 2027, '2028-02-01')).poolAnalysis!;
    await run(await lab.account('PARTY_CONFIRMER', lab.committeeId), 'confirmPoolAnalysis', {
      poolAnalysisId: id,
      expectedVersion: version,
    });
    await runJob(lab, SEND_REMINDERS);
    expect((await notices()).filter(({ dueOn }) => dueOn === '2027-12-31')).toEqual([]);
  });
});
