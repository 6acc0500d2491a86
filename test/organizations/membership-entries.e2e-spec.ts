import { confirmEntry, enterMember, type EntryAnswer, givenMember, membershipVerb } from '../support/members.js';
import { givenOrganization } from '../support/organizations.js';
import { idCardNumber } from '../support/people.js';
import { newId } from '../../src/platform/database/ids.js';
import { TestApp } from '../support/test-app.js';

describe('a membership by hand', () => {
  let app: TestApp;
  let organizationId: string;
  let sequence = 0;
  let recorder: string;
  beforeAll(async () => {
    app = await TestApp.start();
    organizationId = await givenOrganization(app);
    recorder = await over('PARTY_RECORDER');
  });
  afterAll(() => app.close());

  const over = (role: string, scopeId = organizationId) => app.signInAs([{ role, scopeKind: 'ORGANIZATION', scopeId }], role);
  const somebody = (bornOn = '1990-05-17') => ({ fullName: '孙待入', idCardNumber: idCardNumber(++sequence, bornOn) });
  const enter = (admission: object = {}) =>
    enterMember(app, recorder, { organizationId, person: somebody(), startsOn: '2026-01-01', ...admission });
  const codes = ({ userErrors }: EntryAnswer) => userErrors.map(({ code }) => code);
  const target = ({ entry }: EntryAnswer, more: object = {}) => ({
    membershipEntryId: entry!.id,
    expectedVersion: entry!.version,
    ...more,
  });
  const confirm = (token: string, answer: EntryAnswer) =>
    membershipVerb(app, token, 'confirmMembershipEntry', 'MembershipEntryTargetInput', target(answer));
  const stored = async () => Number((await app.dataSource.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM membership'))[0]!.n);
  const topics = async (token: string) => {
    const list = '{ myNotices(first: 100) { nodes { topic subjectId text } } }';
    return (await app.ask<{ myNotices: { nodes: { topic: string; subjectId: string; text: string }[] } }>(token, list)).myNotices.nodes;
  };

  it('counts when another person has confirmed it, and is in no register before (INV-05, INV-21)', async () => {
    const before = await stored();
    const entered = await enter();
    expect([codes(entered), entered.entry!.status, entered.membership, await stored()]).toEqual([[], 'WAITING', null, before]);
    const both = await app.signInAs([
      { role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: organizationId },
      { role: 'PARTY_CONFIRMER', scopeKind: 'ORGANIZATION', scopeId: organizationId },
    ]);
    const own = await enterMember(app, both, { organizationId, person: somebody(), startsOn: '2026-01-01' });
    expect(codes(await confirm(both, own))).toEqual(['MEMBERSHIP_ENTRY_OF_ONESELF']);
    expect(await stored()).toBe(before);
    const confirmed = await confirm(both, entered);
    expect(confirmed).toMatchObject({ entry: { status: 'CONFIRMED' }, membership: { standing: 'FULL', startsOn: '2026-01-01' } });
    expect(await stored()).toBe(before + 1);
  });

  it('becomes one membership when two confirm it at once, and none when it was rejected or taken back (INV-21)', async () => {
    const before = await stored();
    const entered = await enter();
    const tokens = await Promise.all([over('PARTY_CONFIRMER'), over('PARTY_CONFIRMER')]);
    const answers = await Promise.all(tokens.map((token) => confirm(token, entered)));
    expect(answers.map(codes).sort()).toEqual([[], ['MEMBERSHIP_ENTRY_DECIDED']]);
    expect(await stored()).toBe(before + 1);
    const reason = '介绍信编号不符';
    const [rejected, withdrawn] = [await enter(), await enter()];
    const reject = { ...target(rejected), reason };
    await membershipVerb(app, tokens[0]!, 'rejectMembershipEntry', 'MembershipEntryRefusalInput', reject);
    const take = (token: string) =>
      membershipVerb(app, token, 'withdrawMembershipEntry', 'MembershipEntryRefusalInput', { ...target(withdrawn), reason });
    expect(codes(await take(await over('PARTY_RECORDER')))).toEqual(['MEMBERSHIP_ENTRY_OF_ANOTHER']);
    expect(codes(await take(recorder))).toEqual([]);
    for (const answer of [rejected, withdrawn]) expect(codes(await confirm(tokens[1]!, answer))).toEqual(['MEMBERSHIP_ENTRY_DECIDED']);
    expect(await stored()).toBe(before + 1);
  });

  it('asks for the age of 18, of 19 in a full member, and for a day that has come (R01, R24)', async () => {
    const child = somebody('2000-06-15');
    const at = (startsOn: string, standing: string) => enter({ person: child, startsOn, standing });
    expect(codes(await at('2018-06-14', 'PROBATIONARY'))).toEqual(['MEMBER_TOO_YOUNG']);
    expect(codes(await at('2019-06-14', 'FULL'))).toEqual(['MEMBER_TOO_YOUNG']);
    expect(codes(await at('2099-01-01', 'FULL'))).toEqual(['MEMBERSHIP_IN_FUTURE']);
    expect(codes(await at('2018-06-15', 'PROBATIONARY'))).toEqual([]);
    expect(codes(await enter({ person: somebody('2000-06-15'), startsOn: '2019-06-15' }))).toEqual([]);
  });

  it('makes no full member of somebody admitted the same day (R24)', async () => {
    const member = await givenMember(app, recorder, {
      organizationId,
      person: somebody(),
      standing: 'PROBATIONARY',
      startsOn: '2025-10-01',
    });
    const change = (changesOn: string) =>
      membershipVerb(app, recorder, 'changeMembershipStanding', 'ChangeMembershipStandingInput', {
        ...{ membershipId: member.id, expectedVersion: 1, standing: 'FULL', changesOn, documentNumber: '批复1号', idempotencyKey: newId() },
      });
    expect(codes(await change('2025-10-01'))).toEqual(['PROBATION_NOT_OVER']);
    expect(codes(await change('2026-09-30'))).toEqual(['PROBATION_NOT_OVER']);
    const entered = await change('2026-10-01');
    const register = () =>
      app.dataSource.query<object[]>('SELECT standing, startsOn, endsOn FROM membership WHERE personId = ? ORDER BY startsOn', [
        member.person.id,
      ]);
    expect(await register()).toEqual([{ standing: 'PROBATIONARY', startsOn: '2025-10-01', endsOn: null }]);
    expect(codes(await change('2026-10-02'))).toEqual(['MEMBERSHIP_ENTRY_WAITS']);
    await confirmEntry(app, organizationId, entered);
    expect(await register()).toEqual([
      { standing: 'PROBATIONARY', startsOn: '2025-10-01', endsOn: '2026-10-01' },
      { standing: 'FULL', startsOn: '2026-10-01', endsOn: null },
    ]);
  });

  it('waits once for a person in an organization, and is judged again when it is confirmed (INV-05)', async () => {
    const person = somebody();
    const entered = await enter({ person });
    expect(codes(await enter({ person }))).toEqual(['MEMBERSHIP_ENTRY_WAITS']);
    const other = await givenOrganization(app);
    await givenMember(app, await over('PARTY_RECORDER', other), { organizationId: other, person, startsOn: '2025-01-01' });
    expect(codes(await confirmEntry(app, organizationId, entered))).toEqual(['HOME_MEMBERSHIP_OVERLAPS']);
  });

  it('is not entered in a union or league', async () => {
    const union = await givenOrganization(app, { type: 'MASS_ORG', name: '园区工会' });
    const answer = await enterMember(app, await over('PARTY_RECORDER', union), {
      organizationId: union,
      person: somebody(),
      startsOn: '2026-01-01',
    });
    expect(codes(answer)).toEqual(['ORGANIZATION_TAKES_NO_MEMBERS']);
  });

  it('is told to the confirmers, and to the recorder when it was rejected; the notice names nobody', async () => {
    const confirmer = await over('PARTY_CONFIRMER');
    const entered = await enter();
    const about = async (token: string) => (await topics(token)).filter(({ subjectId }) => subjectId === entered.entry!.id);
    const told = await about(confirmer);
    expect(told.map(({ topic }) => topic)).toEqual(['memberships.waits']);
    expect(told[0]!.text).not.toContain('孙待入');
    expect(await about(recorder)).toEqual([]);
    const reject = { ...target(entered), reason: '介绍信编号不符' };
    await membershipVerb(app, confirmer, 'rejectMembershipEntry', 'MembershipEntryRefusalInput', reject);
    expect(await about(confirmer)).toEqual([]);
    expect((await about(recorder)).map(({ topic }) => topic)).toEqual(['memberships.rejected']);
  });

  it('leaves entries in the audit trail that do not tell who is a member or as what (PR-7)', async () => {
    const entered = await enter({ standing: 'PROBATIONARY', startsOn: '2026-02-03', documentNumber: '密件7号' });
    const { membership } = await confirmEntry(app, organizationId, entered);
    const rows = await app.dataSource.query<{ changes: string }[]>('SELECT changes FROM audit_entry WHERE recordId IN (?, ?)', [
      entered.entry!.id,
      membership!.id,
    ]);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    const text = JSON.stringify(rows);
    for (const told of ['PROBATIONARY', '2026-02-03', '密件7号', membership!.person.id]) expect(text).not.toContain(told);
  });
});
