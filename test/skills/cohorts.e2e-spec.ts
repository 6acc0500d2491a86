import { newId } from '../../src/platform/database/ids.js';
import { type Refused, SkillsLab } from './skills-lab.js';

interface CohortFacts {
  id: string;
  version: number;
  capacity: number;
  memberCount: number;
  graduateCount: number;
}
interface MemberFacts {
  id: string;
  version: number;
  status: string;
}

const COHORT = 'id version capacity memberCount graduateCount';
const MEMBER = 'id version status';

describe('cohorts of a program', () => {
  let lab: SkillsLab;
  let mentor: { streamerId: string; trainerId: string };
  let programId: string;
  let [roomId, accountId] = ['', ''];
  beforeAll(async () => {
    lab = await SkillsLab.start();
    await lab.publish('2026-01-01');
    const streamerId = await lab.broadcasts.streamer('导师');
    mentor = { streamerId, trainerId: await lab.trainer(streamerId) };
    roomId = await lab.broadcasts.room('演练室');
    accountId = await lab.broadcasts.account('账号');
    programId = (await program('滴网先锋主播培育计划')).id!;
  });
  beforeEach(() => lab.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  const run = async <Result>(verb: string, part: string, selection: string, input: Record<string, unknown>) => {
    const answer = await lab.verb<Result>(verb, input, { part: part as 'track', selection });
    return {
      result: answer.track ?? (answer as unknown as Record<string, Result | null>)[part] ?? null,
      codes: answer.userErrors.map(({ code }: Refused) => code),
    };
  };
  const program = async (name: string) => {
    const { result, codes } = await run<{ id: string }>('createSkillProgram', 'program', 'id', {
      parkId: lab.parkId,
      name,
      idempotencyKey: newId(),
    });
    return { id: result?.id, codes };
  };
  const cohort = async (name: string, capacity: number, days: Record<string, unknown> = {}) =>
    run<CohortFacts>('openSkillCohort', 'cohort', COHORT, {
      ...{ programId, name, startsOn: '2026-09-01', lastOn: '2026-12-31', capacity, idempotencyKey: newId() },
      ...days,
    });
  const join = (cohortId: string, streamerId: string, key = newId()) =>
    run<MemberFacts>('enrollCohortMember', 'member', MEMBER, { cohortId, streamerId, idempotencyKey: key });
  const cohortNow = async (id: string): Promise<CohortFacts> => {
    const query = `query ($id: ID!) { skillCohorts(filter: { programId: $id }, first: 100) { nodes { ${COHORT} } } }`;
    const { skillCohorts } = await lab.app.ask<{ skillCohorts: { nodes: CohortFacts[] } }>(lab.operator, query, { id: programId });
    return skillCohorts.nodes.find((node) => node.id === id)!;
  };
  const statuses = async (cohortId: string): Promise<Record<string, string>> => {
    const query = 'query ($id: ID!) { cohortMembers(filter: { cohortId: $id }, first: 100) { nodes { status streamer { stageName } } } }';
    const { cohortMembers } = await lab.app.ask<{ cohortMembers: { nodes: { status: string; streamer: { stageName: string } }[] } }>(
      lab.operator,
      query,
      { id: cohortId },
    );
    return Object.fromEntries(cohortMembers.nodes.map(({ status, streamer }) => [streamer.stageName, status]));
  };

  it('have a name of their own, and days in their order', async () => {
    expect((await program('滴网先锋主播培育计划')).codes).toEqual(['PROGRAM_NAME_TAKEN']);
    await cohort('第一期', 5);
    expect((await cohort('第一期', 5)).codes).toEqual(['COHORT_NAME_TAKEN']);
    expect((await cohort('倒序', 5, { lastOn: '2026-08-31' })).codes).toEqual(['DAYS_REVERSED']);
  });

  it('take in as many as there are places, also when more come at once, and give a free place again', async () => {
    const { result } = await cohort('两个名额', 2);
    const streamerIds = [];
    for (const name of ['一', '二', '三', '四']) streamerIds.push(await lab.broadcasts.streamer(`争名额${name}`));
    const answers = await Promise.all(streamerIds.map((id) => join(result!.id, id)));
    expect(answers.flatMap(({ codes }) => codes)).toEqual(['COHORT_FULL', 'COHORT_FULL']);
    const [first, refused] = [
      answers.find(({ codes }) => codes.length === 0)!,
      streamerIds[answers.findIndex(({ codes }) => codes.length > 0)]!,
    ];
    const member = first.result!;
    const change = { cohortId: result!.id, capacity: 1, expectedVersion: result!.version };
    expect((await run<CohortFacts>('changeCohortCapacity', 'cohort', COHORT, change)).codes).toEqual(['CAPACITY_BELOW_MEMBERS']);
    const leaving = { cohortMemberId: member.id, reason: '家中有事', expectedVersion: member.version };
    expect((await run<MemberFacts>('withdrawCohortMember', 'member', MEMBER, leaving)).result!.status).toBe('LEFT');
    expect(
      (await run<MemberFacts>('withdrawCohortMember', 'member', MEMBER, { ...leaving, expectedVersion: member.version + 1 })).codes,
    ).toEqual(['COHORT_MEMBER_LEFT']);
    expect((await join(result!.id, refused)).codes).toEqual([]);
    expect(await cohortNow(result!.id)).toMatchObject({ memberCount: 2, graduateCount: 0 });
  });

  it('take a streamer once, and a repeated request once', async () => {
    const { result } = await cohort('重复报名', 5);
    const streamerId = await lab.broadcasts.streamer('重复');
    const key = newId();
    expect((await Promise.all([join(result!.id, streamerId, key), join(result!.id, streamerId, key)])).map(({ codes }) => codes)).toEqual([
      [],
      [],
    ]);
    expect((await join(result!.id, streamerId)).codes).toEqual(['COHORT_MEMBER_ENROLLED']);
    expect((await cohortNow(result!.id)).memberCount).toBe(1);
  });

  it('are graduated from by a certificate of their days, which nobody enters', async () => {
    const { result } = await cohort('结业看证书', 5, { lastOn: '2026-09-20' });
    const late = await cohort('次日截止', 5, { lastOn: '2026-09-19' });
    const graduate = await lab.broadcasts.streamer('结业生');
    const other = await lab.broadcasts.streamer('未结业');
    await lab.moveTo('2026-09-19T12:00:00+08:00');
    for (const id of [graduate, other]) await join(result!.id, id);
    await join(late.result!.id, graduate);
    expect(await statuses(result!.id)).toEqual({ 结业生: 'IN_TRAINING', 未结业: 'IN_TRAINING' });
    await lab.moveTo('2026-09-21T12:00:00+08:00');
    const track = await lab.certified(graduate, mentor, roomId, accountId);
    expect(await statuses(result!.id)).toEqual({ 结业生: 'GRADUATED', 未结业: 'NOT_GRADUATED' });
    expect(await statuses(late.result!.id)).toEqual({ 结业生: 'NOT_GRADUATED' });
    expect(await cohortNow(result!.id)).toMatchObject({ memberCount: 2, graduateCount: 1 });
    expect((await join(result!.id, await lab.broadcasts.streamer('迟到'))).codes).toEqual(['COHORT_OVER']);
    await lab.done('revokeSkillCertificate', { trackId: track.id, expectedVersion: track.version, reason: '材料不实' });
    expect((await statuses(result!.id)).结业生).toBe('NOT_GRADUATED');
  });
});
