import { newId } from '../../src/platform/database/ids.js';
import { givenMember } from '../support/members.js';
import { givenOrganization } from '../support/organizations.js';
import { givenPark } from '../support/parks.js';
import { type Erasure, PersonLab, PLANTED } from './person-lab.js';

const ELSEWHERE = {
  code: 'ERASURE_HELD_ELSEWHERE',
  message: '此人在其他单位还有未办结的事项,目前不能删除。',
  cure: '请本人向有关单位办结后再申请。',
};

interface Host {
  id: string;
  version: number;
}

describe('an erasure of a person known elsewhere', () => {
  let lab: PersonLab;
  let otherParkId: string;
  beforeEach(async () => {
    lab = await PersonLab.start();
    otherParkId = (await givenPark(lab.app, '城子河产业园')).parkId;
  }, 60_000);
  afterEach(async () => {
    await lab.close();
  });

  const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
  const at = (parkId: string, role: string) => lab.app.signInAs([{ role, scopeKind: 'PARK', scopeId: parkId }], role);

  async function run<Answer>(token: string, verb: string, type: string, input: object, result: string): Promise<Answer> {
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { ${result} userErrors { code message } } }`;
    const answer = (await lab.app.ask<Record<string, { userErrors: object[] }>>(token, query, { input }))[verb]!;
    expect(answer.userErrors).toEqual([]);
    return answer as Answer;
  }

  /** The planted person as a host of the other park. */
  async function enrolElsewhere(secretary: string): Promise<Host> {
    const { fullName, idCard: idCardNumber, stageName } = PLANTED;
    const input = { parkId: otherParkId, fullName, idCardNumber, stageName, kind: 'VILLAGE', idempotencyKey: lab.sales.key() };
    const answer = await run<{ streamer: Host }>(secretary, 'inviteStreamer', 'InviteStreamerInput', input, 'streamer { id version }');
    return answer.streamer;
  }

  async function leaveElsewhere(secretary: string, { id, version }: Host): Promise<void> {
    const input = { streamerId: id, expectedVersion: version, reason: '合同到期' };
    await run(secretary, 'recordStreamerLeft', 'StreamerReasonInput', input, 'streamer { id }');
  }

  /** A case of the planted person in a branch that has nothing to do with either park; returns the branch. */
  async function openCase(): Promise<string> {
    const organizationId = await givenOrganization(lab.app, { name: '金铁村党支部' });
    const over = (role: string) => lab.app.signInAs([{ role, scopeKind: 'ORGANIZATION', scopeId: organizationId }], role);
    const assessment = { organizationId, assessedOn: '2026-10-01', documentNumber: '区评1号', conclusion: '影响可控,准予保存。' };
    await run(
      await over('DISTRICT_OFFICER'),
      'recordImpactAssessment',
      'RecordImpactAssessmentInput',
      { ...assessment, idempotencyKey: `assessment-${newId()}` },
      '__typename',
    );
    const person = { fullName: PLANTED.fullName, idCardNumber: PLANTED.idCard };
    const opening = { organizationId, person, consentOn: '2026-11-01', consentReference: '同意书-1', idempotencyKey: `open-${newId()}` };
    await run(await over('PARTY_RECORDER'), 'openDevelopmentCase', 'OpenDevelopmentCaseInput', opening, 'case { id }');
    return organizationId;
  }

  it('is planned for others as far as they may read it, and for the person in full (PR-3, PR-7)', async () => {
    const otherOfficer = await at(otherParkId, 'ORGANIZATION_OFFICER');
    await leaveElsewhere(otherOfficer, await enrolElsewhere(otherOfficer));
    await lab.broadcast();
    await lab.leave();
    const organizationId = await givenOrganization(lab.app, { name: '金铁村党支部' });
    const over = (role: string) => ({ role, scopeKind: 'ORGANIZATION', scopeId: organizationId });
    const person = { fullName: PLANTED.fullName, idCardNumber: PLANTED.idCard };
    await givenMember(lab.app, await lab.app.signInAs([over('PARTY_RECORDER')]), { organizationId, person, startsOn: '2020-07-01' });
    const rows = ({ plan }: Erasure) => Object.fromEntries(plan.map(({ table, rows }) => [table, rows]));
    const fateOfIdentity = ({ plan }: Erasure) => plan.find(({ table }) => table === 'person')!.fate;

    const own = (await lab.requestOwn()).erasure!;
    expect(rows(own)).toMatchObject({ person: 1, streamer: 2, membership: 1 });
    expect(fateOfIdentity(own)).toBe('KEPT');
    const [here] = await lab.erasures(await lab.officer('PARK_SECRETARY'));
    expect(rows(here!)).toMatchObject({ person: 1, streamer: 1 });
    expect(rows(here!)).not.toHaveProperty('membership');
    expect(fateOfIdentity(here!)).toBe('LATER');
    const [there] = await lab.erasures(otherOfficer);
    expect(rows(there!)).toMatchObject({ person: 1, streamer: 1 });
    expect(rows(there!)).not.toHaveProperty('session_host');
    const dayOf = ({ plan }: Erasure, table: string) => plan.find((item) => item.table === table)!.keptUntil;
    expect([dayOf(here!, 'streamer'), dayOf(here!, 'person')]).toEqual([dayOf(own, 'streamer'), dayOf(own, 'streamer')]);
    expect(dayOf(own, 'streamer')).toMatch(/^2029-10-/);
    expect([dayOf(there!, 'streamer'), dayOf(there!, 'person')]).toEqual([null, null]);
    const parkRole = { role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: lab.sales.parkId };
    const [both] = await lab.erasures(await lab.app.signInAs([parkRole, over('PARTY_RECORDER')]));
    expect(rows(both!)).toMatchObject({ streamer: 1, membership: 1 });
    expect(fateOfIdentity(both!)).toBe('KEPT');

    expect(codes(await lab.decide(await lab.officer('PARK_SECRETARY'), own))).toEqual([]);
    await lab.app.drainJobs();
    const untilFor = async (token: string) => (await lab.erasures(token)).map(({ status, retainedUntil }) => [status, retainedUntil]);
    expect(await untilFor(await lab.officer('PARK_SECRETARY'))).toEqual([['RETAINED', dayOf(own, 'streamer')]]);
    expect(await untilFor(otherOfficer)).toEqual([['RETAINED', null]]);
  }, 60_000);

  it('in a branch is one neutral refusal for every park role, and a reason with its cure for the person (PR-3, PR-7)', async () => {
    const otherSecretary = await at(otherParkId, 'PARK_SECRETARY');
    await leaveElsewhere(otherSecretary, await enrolElsewhere(otherSecretary));
    await lab.leave();
    const branchId = await openCase();

    for (const token of [await lab.officer('PARK_SECRETARY'), await lab.officer('ORGANIZATION_OFFICER'), otherSecretary])
      expect((await lab.request(token)).userErrors).toEqual([ELSEWHERE]);
    const own = await lab.requestOwn();
    expect(codes(own)).toEqual(['DEVELOPMENT_CASE_RUNS']);
    expect(own.userErrors[0]!.cure).toContain('登记撤回');

    const reading = await lab.app.signInAs([
      { role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: lab.sales.parkId },
      { role: 'PARTY_READER', scopeKind: 'ORGANIZATION', scopeId: branchId },
    ]);
    expect(codes(await lab.request(reading))).toEqual(['DEVELOPMENT_CASE_RUNS']);
  }, 60_000);

  it('in another park is the same neutral refusal, and counts are those of the caller’s own reach (PR-3, PR-7)', async () => {
    const otherOfficer = await at(otherParkId, 'ORGANIZATION_OFFICER');
    const elsewhere = await enrolElsewhere(otherOfficer);
    const both = await lab.request(await lab.officer('PARK_SECRETARY'));
    expect(codes(both)).toEqual(['STREAMER_NOT_LEFT', 'ERASURE_HELD_ELSEWHERE']);
    expect(both.userErrors[0]!.message).toContain('1 个园区');
    expect((await lab.requestOwn()).userErrors).toEqual([
      expect.objectContaining({ code: 'STREAMER_NOT_LEFT', message: expect.stringContaining('2 个园区') }),
    ]);

    await lab.leave();
    expect((await lab.request(await lab.officer('ORGANIZATION_OFFICER'))).userErrors).toEqual([ELSEWHERE]);
    expect(codes(await lab.request(otherOfficer))).toEqual(['STREAMER_NOT_LEFT']);
    await leaveElsewhere(otherOfficer, elsewhere);
    expect(codes(await lab.request(otherOfficer))).toEqual([]);
  }, 60_000);

  it('is told once, however much of it there is elsewhere, and no otherwise to whoever decides (PR-3, PR-7)', async () => {
    await lab.leave();
    const { erasure } = await lab.request(await lab.officer('ORGANIZATION_OFFICER'));
    await openCase();
    const deciding = await lab.officer('PARK_SECRETARY');
    expect((await lab.decide(deciding, erasure!)).userErrors).toEqual([ELSEWHERE]);
    await enrolElsewhere(await at(otherParkId, 'PARK_SECRETARY'));
    expect((await lab.decide(deciding, erasure!)).userErrors).toEqual([ELSEWHERE]);
    expect(codes(await lab.decide(deciding, erasure!, false))).toEqual([]);
    expect(codes(await lab.requestOwn())).toEqual(['STREAMER_NOT_LEFT', 'DEVELOPMENT_CASE_RUNS']);
  }, 60_000);

  it('points at the input that was sent: an own request names nobody (PR-3)', async () => {
    const fields = async (token: string, verb: string, type: string, input: object) => {
      const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { field } } }`;
      const answer = await lab.app.ask<Record<string, { userErrors: { field: string[] }[] }>>(token, query, { input });
      return answer[verb]!.userErrors.map(({ field }) => field);
    };
    const idempotencyKey = `fields-${newId()}`;
    expect(await fields(lab.own, 'requestMyErasure', 'RequestMyErasureInput', { idempotencyKey })).toEqual([['input']]);
    const named = { personId: lab.personId, requestReference: '申请书 1 号', idempotencyKey };
    const officer = await lab.officer('PARK_SECRETARY');
    expect(await fields(officer, 'requestPersonErasure', 'RequestPersonErasureInput', named)).toEqual([['input', 'personId']]);
    await lab.leave();
    const { erasure } = await lab.requestOwn();
    expect(await fields(lab.own, 'requestMyErasure', 'RequestMyErasureInput', { idempotencyKey: `again-${newId()}` })).toEqual([['input']]);
    await openCase();
    const decision = { erasureId: erasure!.id, expectedVersion: erasure!.version, isApproved: true, reason: '同意' };
    expect(await fields(officer, 'decidePersonErasure', 'DecidePersonErasureInput', decision)).toEqual([['input', 'erasureId']]);
  }, 60_000);
});
