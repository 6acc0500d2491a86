import { localDateOf } from '../../src/platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { AuditVerifier } from '../../src/platform/audit/audit-verifier.js';
import { PersonalErasures } from '../../src/platform/personal-data/personal-erasures.js';
import { FINISH_ERASURES } from '../../src/organizations/person-data/erasures.jobs.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { givenMember } from '../support/members.js';
import { type Erasure, PersonLab, PLANTED } from './person-lab.js';
import { foundInFiles, foundInRedis, foundInTables } from './planted.js';

const { stageName, ...IDENTITY } = PLANTED;

describe('an erasure', () => {
  let lab: PersonLab;
  beforeEach(async () => {
    lab = await PersonLab.start();
  }, 60_000);
  afterEach(async () => {
    await lab.close();
  });

  const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);

  /** The daily run on a day: the clock moves, and the job is put into the queue as the schedule does. */
  async function runOn(day: string): Promise<void> {
    lab.app.clock.set(new Date(`${day}T03:00:00+08:00`));
    await lab.app.transactions.run((tx) =>
      lab.app.api.get(JobOutbox).enqueue(tx, FINISH_ERASURES, { scopeId: INSTALLATION_SCOPE, key: newId(), payload: {} }),
    );
    await lab.app.drainJobs();
  }

  async function approved(): Promise<Erasure> {
    const { erasure } = await lab.request(await lab.officer('ORGANIZATION_OFFICER'));
    const answer = await lab.decide(await lab.officer('PARK_SECRETARY'), erasure!);
    expect(codes(answer)).toEqual([]);
    await lab.app.drainJobs();
    return (await lab.erasures(await lab.officer('PARK_SECRETARY')))[0]!;
  }

  const statusOfHost = async () =>
    (await lab.app.dataSource.query<{ status: string }[]>('SELECT status FROM streamer WHERE id = ?', [lab.host.id]))[0]!.status;

  async function everywhere(planted: readonly string[]): Promise<string[]> {
    return [
      ...(await foundInTables(lab.app, planted)),
      ...(lab.folder ? foundInFiles(lab.folder, planted) : []),
      ...(process.env.REDIS_URL ? await foundInRedis(process.env.REDIS_URL, lab.redisPrefix, planted) : []),
    ];
  }

  it('lets go at once what may go, the rest the day after three years, and then nothing is found anywhere; no total moves (PR-3, INV-28)', async () => {
    await lab.broadcast();
    const before = await lab.sales.dashboard();
    expect((await everywhere(Object.values(IDENTITY))).length).toBeGreaterThan(0);
    await lab.leave();

    const retained = await approved();
    expect(retained).toMatchObject({ status: 'RETAINED', retainedUntil: expect.stringMatching(/^2029-10-\d\d$/) });
    expect(retained.plan.find(({ table }) => table === 'streamer_verification')).toMatchObject({
      fate: 'LATER',
      keptUntil: retained.retainedUntil,
    });
    expect(await statusOfHost()).toBe('ERASURE_PENDING');
    expect(await everywhere([PLANTED.phone, PLANTED.idCard, PLANTED.residence])).toEqual([]);
    expect(await foundInTables(lab.app, [PLANTED.fullName])).toEqual(expect.arrayContaining([`person.fullName: ${PLANTED.fullName}`]));
    expect(await lab.app.dataSource.query('SELECT id FROM person WHERE id = ?', [lab.personId])).toEqual([]);

    await runOn(retained.retainedUntil!);
    expect(await statusOfHost()).toBe('ERASURE_PENDING');

    const dayAfter = localDateOf(new Date(Date.parse(`${retained.retainedUntil}T00:00:00+08:00`) + 86_400_000));
    await runOn(dayAfter);
    expect(await statusOfHost()).toBe('ANONYMISED');
    expect(await everywhere(Object.values(PLANTED))).toEqual([]);
    expect(lab.log.length).toBeGreaterThan(10);
    expect(Object.values(PLANTED).filter((value) => lab.log.join('').includes(value))).toEqual([]);

    lab.app.clock.set(new Date('2026-11-02T12:00:00+08:00'));
    const after = await lab.sales.dashboard(undefined, await lab.officer('PARK_SECRETARY'));
    const nameless = (dashboard: typeof before) => ({
      ...dashboard,
      streamers: dashboard.streamers.map(({ name: _, ...figures }) => figures),
    });
    expect(nameless(after)).toEqual(nameless(before));
    expect(after.streamers.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^已注销主播-/));
    expect(await lab.app.api.get(AuditVerifier).verify()).toMatchObject({ isIntact: true });
  }, 90_000);

  it('needs a second account, refuses with every reason at once, and a person who is still a host keeps everything (PR-3)', async () => {
    const officer = await lab.officer('PARK_SECRETARY');
    const refused = await lab.request(officer);
    expect(codes(refused)).toEqual(['STREAMER_NOT_LEFT']);
    expect(refused.userErrors[0]!.cure).toContain('登记离开');
    await lab.leave();
    const { erasure } = await lab.request(officer);
    expect(await statusOfHost()).toBe('ERASURE_PENDING');
    expect(codes(await lab.decide(officer, erasure!))).toEqual(['ERASURE_NEEDS_SECOND_PERSON']);
    expect(codes(await lab.request(officer))).toEqual(['ERASURE_ALREADY_OPEN']);
    const declined = await lab.decide(await lab.officer('PARK_SECRETARY'), erasure!, false);
    expect(declined.erasure).toMatchObject({ status: 'DECLINED' });
    expect(await statusOfHost()).toBe('LEFT');
    expect(codes(await lab.request(officer))).toEqual([]);
  });

  it('of a host who never broadcast is done at once, and the same person may be registered anew (INV-05)', async () => {
    await lab.leave();
    expect(await approved()).toMatchObject({ status: 'DONE', retainedUntil: null });
    expect(await statusOfHost()).toBe('ANONYMISED');
    expect(await everywhere(Object.values(PLANTED))).toEqual([]);
    const answer = await lab.app.send(lab.own, '{ viewer { displayName } }');
    expect(answer.errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
    const input = {
      parkId: lab.sales.parkId,
      fullName: PLANTED.fullName,
      idCardNumber: PLANTED.idCard,
      stageName,
      kind: 'VILLAGE',
      idempotencyKey: lab.sales.key(),
    };
    const query = 'mutation ($input: InviteStreamerInput!) { inviteStreamer(input: $input) { streamer { id } userErrors { code } } }';
    const { inviteStreamer } = await lab.app.ask<{ inviteStreamer: { userErrors: object[] } }>(lab.sales.secretary, query, { input });
    expect(inviteStreamer.userErrors).toEqual([]);
  });

  it('leaves the party archive with the organization and says so, while the host becomes nameless (PR-3)', async () => {
    const { organizationId } = (
      await lab.app.dataSource.query<{ organizationId: string }[]>('SELECT leadingOrganizationId AS organizationId FROM park')
    )[0]!;
    const recorder = await lab.app.signInAs([{ role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: organizationId }]);
    const person = { fullName: PLANTED.fullName, idCardNumber: PLANTED.idCard };
    await givenMember(lab.app, recorder, { organizationId, person, startsOn: '2020-07-01' });
    await lab.leave();
    const { erasure } = await lab.requestOwn();
    expect(erasure!.plan.find(({ table }) => table === 'membership')).toMatchObject({
      fate: 'KEPT',
      retention: { zh: expect.stringContaining('党务档案') },
    });
    expect(codes(await lab.decide(await lab.officer('PARK_SECRETARY'), erasure!))).toEqual([]);
    await lab.app.drainJobs();
    expect((await lab.erasures(await lab.officer('PARK_SECRETARY')))[0]!.status).toBe('DONE');
    expect(await everywhere([PLANTED.phone, stageName])).toEqual([]);
    const [host] = await lab.app.dataSource.query<{ fullName: string }[]>(
      'SELECT p.fullName AS fullName FROM streamer s JOIN person p ON p.id = s.personId WHERE s.id = ?',
      [lab.host.id],
    );
    expect(host!.fullName).toBe('(已删除)');
    expect((await lab.app.dataSource.query('SELECT id FROM person WHERE id = ?', [lab.personId])) as object[]).toHaveLength(1);
  });

  it('is told to whoever may decide it and did not ask for it, until it is decided; without a name (PR-3, PR-7)', async () => {
    await lab.leave();
    const [asking, deciding] = [await lab.officer('PARK_SECRETARY'), await lab.officer('PARK_SECRETARY')];
    const inbox = async (token: string) => {
      const query = '{ myNotices(topic: "erasures.waits", first: 10) { nodes { subjectId text } } }';
      return (await lab.app.ask<{ myNotices: { nodes: { subjectId: string; text: string }[] } }>(token, query)).myNotices.nodes;
    };
    const { erasure } = await lab.request(asking);
    expect([await inbox(asking), await inbox(await lab.officer('OPERATOR'))]).toEqual([[], []]);
    expect(await inbox(deciding)).toEqual([{ subjectId: erasure!.id, text: expect.stringContaining('删除申请') }]);
    expect(JSON.stringify(await inbox(deciding))).not.toContain(PLANTED.fullName);
    await lab.decide(deciding, erasure!, false);
    expect(await inbox(deciding)).toEqual([]);
  });

  it('is filed once of two requests at once, and decided once of two decisions (PR-3)', async () => {
    await lab.leave();
    const [first, second] = [await lab.officer('PARK_SECRETARY'), await lab.officer('PARK_SECRETARY')];
    const answers = await Promise.all([lab.request(first), lab.request(second), lab.requestOwn()]);
    expect(answers.filter(({ erasure }) => erasure)).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(['ERASURE_ALREADY_OPEN', 'ERASURE_ALREADY_OPEN']);
    const { erasure } = answers.find((answer) => answer.erasure)!;
    const [third, fourth] = [await lab.officer('PARK_SECRETARY'), await lab.officer('PARK_SECRETARY')];
    const decisions = await Promise.all([lab.decide(third, erasure!), lab.decide(fourth, erasure!)]);
    expect(decisions.flatMap(codes)).toHaveLength(1);
    expect(['STALE_VERSION', 'ERASURE_ALREADY_DECIDED']).toContain(decisions.flatMap(codes)[0]);
    await lab.app.drainJobs();
    expect(await statusOfHost()).toBe('ANONYMISED');
  });

  it('goes on where it stopped when it dies between any two of its steps (PR-3)', async () => {
    await lab.broadcast();
    await lab.leave();
    const erasures = (lab.app.worker ?? lab.app.api).get(PersonalErasures);
    const deadly = new Set([2, 5, 9, 14]);
    let [steps, deaths] = [0, 0];
    const dying = <Arguments extends unknown[], Result>(step: (...values: Arguments) => Promise<Result>) => {
      return async (...values: Arguments): Promise<Result> => {
        const result = await step.apply(erasures, values);
        if (deadly.has(++steps)) {
          deaths++;
          throw new Error('killed');
        }
        return result;
      };
    };
    erasures.eraseNext = dying(erasures.eraseNext.bind(erasures));
    erasures.moveRecords = dying(erasures.moveRecords.bind(erasures));
    erasures.scrubStorage = dying(erasures.scrubStorage.bind(erasures));
    await approved();
    const input = {
      parkId: lab.sales.parkId,
      fullName: PLANTED.fullName,
      idCardNumber: PLANTED.idCard,
      stageName: '回来的人',
      kind: 'VILLAGE',
    };
    const query = 'mutation ($input: InviteStreamerInput!) { inviteStreamer(input: $input) { streamer { id } userErrors { code } } }';
    const early = await lab.app.send(await lab.officer('PARK_SECRETARY'), query, { input: { ...input, idempotencyKey: lab.sales.key() } });
    expect(early.errors![0]!.extensions.code).toBe('RETRY_LATER');
    const until = Date.now() + 40_000;
    const open = () =>
      lab.app.dataSource.query<object[]>(`SELECT id FROM job WHERE name = 'organizations.erase-person' AND status <> 'DONE'`);
    while ((await open()).length > 0 && Date.now() < until) {
      await lab.app.dataSource.query(`UPDATE job SET dueAt = 0 WHERE name = 'organizations.erase-person' AND status = 'WAITING'`);
      await lab.app.drainJobs();
    }
    expect(deaths).toBe(4);
    expect((await lab.erasures(await lab.officer('PARK_SECRETARY')))[0]).toMatchObject({ status: 'RETAINED' });
    expect(await everywhere([PLANTED.phone, PLANTED.idCard])).toEqual([]);
  }, 90_000);
});
