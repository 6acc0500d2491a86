import { newId } from '../../src/platform/database/ids.js';
import { confirmEntry, enterMember, membershipVerb } from '../support/members.js';
import { givenOrganization, givenProposedOrganization } from '../support/organizations.js';
import { idCardNumber } from '../support/people.js';
import { TestApp } from '../support/test-app.js';

interface Answer {
  [result: string]: unknown;
  userErrors: { code: string; field: string[]; rule: string | null }[];
}

const FIELDS: Record<string, string> = {
  appointOfficer: 'officer { id version office startsOn endsOn person { id fullName idCardMasked phoneMasked } }',
  endOffice: 'officer { id version endsOn }',
  admitMember: 'entry { id }',
  endMembership: 'membership { id version endsOn }',
  restrictMemberRights: 'membership { id rightsRestrictedFrom rightsRestrictedTo }',
  revealPersonIdCard: 'idCardNumber',
  revealPersonPhone: 'phone',
};
const TYPES: Record<string, string> = { revealPersonIdCard: 'RevealPersonInput', revealPersonPhone: 'RevealPersonInput' };
const mutation = (verb: string) => {
  const type = TYPES[verb] ?? `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${verb}(input: $input) { ${FIELDS[verb]} userErrors { code field rule } } }`;
};
const MEMBERSHIPS =
  'query ($filter: PersonRecordFilter) { memberships(first: 100, filter: $filter) { nodes { id kind standing startsOn endsOn person { fullName } } totalCount } }';

describe('persons, offices and memberships', () => {
  let app: TestApp;
  let sequence = 0;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  const recorder = (organizationId: string) =>
    app.signInAs([{ role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: organizationId }]);
  const send = async (token: string, verb: string, input: object): Promise<Answer> =>
    (await app.ask<Record<string, Answer>>(token, mutation(verb), { input }))[verb]!;
  const codes = (answer: Answer) => answer.userErrors.map(({ code }) => code);
  const somebody = (more: object = {}) => ({ fullName: '李明霞', idCardNumber: idCardNumber(++sequence), ...more });
  /** Entered by the recorder and confirmed by somebody else. */
  const admit = async (token: string, organizationId: string, more: object = {}): Promise<Answer> => {
    const entered = await enterMember(app, token, { organizationId, startsOn: '2026-01-01', ...more });
    return { ...(entered.entry ? await confirmEntry(app, organizationId, entered) : entered) };
  };
  const enterStanding = (token: string, change: object) =>
    membershipVerb(app, token, 'changeMembershipStanding', 'ChangeMembershipStandingInput', {
      documentNumber: '转正批复1号',
      idempotencyKey: `standing-${newId()}`,
      ...change,
    });
  const appoint = (token: string, organizationId: string, more: object = {}) =>
    send(token, 'appointOfficer', {
      organizationId,
      office: 'SECRETARY',
      startsOn: '2026-01-01',
      idempotencyKey: `office-${newId()}`,
      ...more,
    });
  const count = async (sql: string, parameters: unknown[]) => Number((await app.dataSource.query<{ n: number }[]>(sql, parameters))[0]!.n);

  it('knows a person once in the installation, stores the number encrypted and shows it masked (INV-05)', async () => {
    const [one, two] = [await givenOrganization(app), await givenOrganization(app)];
    const person = somebody({ phone: '13812345678' });
    const first = await appoint(await recorder(one), one, { person });
    const second = await appoint(await recorder(two), two, { person: { ...person, idCardNumber: person.idCardNumber.toLowerCase() } });
    const shown = (first.officer as { person: { id: string } }).person;
    expect(shown).toMatchObject({
      fullName: '李明霞',
      idCardMasked: `230***********${person.idCardNumber.slice(-4)}`,
      phoneMasked: '138****5678',
    });
    expect((second.officer as { person: { id: string } }).person.id).toBe(shown.id);
    const [row] = await app.dataSource.query<Record<string, unknown>[]>('SELECT * FROM person WHERE id = ?', [shown.id]);
    expect(JSON.stringify(row)).not.toMatch(new RegExp(`${person.idCardNumber}|13812345678`));
  });

  it('refuses a number that is wrong, and one that stands under another name, without showing that name (INV-05)', async () => {
    const organizationId = await givenOrganization(app);
    const token = await recorder(organizationId);
    const person = somebody({ fullName: '张秘密' });
    expect(codes(await admit(token, organizationId, { person }))).toEqual([]);
    const other = await app.send(token, mutation('admitMember'), {
      input: {
        organizationId,
        kind: 'GUEST',
        standing: 'FULL',
        startsOn: '2026-01-01',
        documentNumber: '介绍信1号',
        idempotencyKey: `admit-${newId()}`,
        person: { ...person, fullName: '王某' },
      },
    });
    expect(other.data).toMatchObject({
      admitMember: { entry: null, userErrors: [{ code: 'PERSON_NAME_DIFFERS', field: ['input', 'person', 'fullName'] }] },
    });
    expect(JSON.stringify(other)).not.toContain('张秘密');
    const wrong = `${person.idCardNumber.slice(0, 17)}${person.idCardNumber.endsWith('X') ? '1' : 'X'}`;
    expect((await admit(token, organizationId, { person: somebody({ idCardNumber: wrong }) })).userErrors).toMatchObject([
      { code: 'ID_CARD_INVALID', field: ['input', 'person', 'idCardNumber'] },
    ]);
    expect(codes(await admit(token, organizationId))).toEqual(['PERSON_NOT_NAMED_ONCE']);
  });

  it('registers a person once when two register the same number at once (INV-05)', async () => {
    const organizations = await Promise.all(Array.from({ length: 4 }, () => givenOrganization(app)));
    const tokens = await Promise.all(organizations.map(recorder));
    const person = somebody();
    const answers = await Promise.all(organizations.map((id, index) => appoint(tokens[index]!, id, { person })));
    expect(answers.flatMap(codes)).toEqual([]);
    expect(new Set(answers.map((answer) => (answer.officer as { person: { id: string } }).person.id)).size).toBe(1);
  });

  it('shows a full number only for a reason, to somebody in reach, and records the reading', async () => {
    const [mine, foreign] = [await givenOrganization(app), await givenOrganization(app)];
    const person = somebody({ phone: '13912345678' });
    const token = await recorder(mine);
    const officer = (await appoint(token, mine, { person })).officer as { person: { id: string } };
    const personId = officer.person.id;
    const input = { personId, reason: '核对发展党员材料' };
    expect((await send(token, 'revealPersonIdCard', input)).idCardNumber).toBe(person.idCardNumber);
    expect((await send(token, 'revealPersonPhone', input)).phone).toBe('13912345678');
    const reads = 'SELECT COUNT(*) AS n FROM audit_entry WHERE action = ? AND recordKind = ? AND recordId = ? AND reason = ?';
    expect(await count(reads, ['READ', 'Person', personId, input.reason])).toBe(2);
    const foreigner = await recorder(foreign);
    expect((await app.send(foreigner, mutation('revealPersonIdCard'), { input })).errors?.[0]?.extensions).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'personId'],
    });
    expect(await app.ask(foreigner, 'query ($id: ID!) { person(id: $id) { fullName } }', { id: personId })).toEqual({ person: null });
    expect((await app.send(await app.administrator(), mutation('revealPersonIdCard'), { input })).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
  });

  it('keeps a name, a number and a phone out of the audit trail', async () => {
    const organizationId = await givenOrganization(app);
    const person = somebody({ fullName: '赵不入账', phone: '13700001111' });
    await appoint(await recorder(organizationId), organizationId, { person });
    const entries = await app.dataSource.query<{ changes: string }[]>(
      "SELECT changes FROM audit_entry WHERE recordKind = 'Person' AND scopeId = ?",
      [organizationId],
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]!.changes).toContain('idCard');
    expect(entries[0]!.changes).not.toMatch(new RegExp(`赵不入账|${person.idCardNumber}|13700001111`));
  });

  it('lets an organization have one secretary at a time, also when two are appointed at once', async () => {
    const organizationId = await givenOrganization(app);
    const token = await recorder(organizationId);
    const answers = await Promise.all([1, 2, 3].map(() => appoint(token, organizationId, { person: somebody() })));
    expect(answers.map(codes).sort()).toEqual([[], ['OFFICE_TAKEN'], ['OFFICE_TAKEN']]);
    const held = answers.find((answer) => answer.officer)!.officer as { id: string };
    expect(codes(await send(token, 'endOffice', { officerId: held.id, endsOn: '2026-06-01', expectedVersion: 1 }))).toEqual([]);
    expect(codes(await send(token, 'endOffice', { officerId: held.id, endsOn: '2026-07-01', expectedVersion: 2 }))).toEqual([
      'ALREADY_ENDED',
    ]);
    expect(codes(await appoint(token, organizationId, { person: somebody(), startsOn: '2026-06-01' }))).toEqual([]);
    expect(codes(await appoint(token, organizationId, { person: somebody(), office: 'DEPUTY_SECRETARY' }))).toEqual([]);
  });

  it('lets a person have one home on any date, in whatever organization (INV-05)', async () => {
    const [one, two] = [await givenOrganization(app), await givenOrganization(app)];
    const [tokenOne, tokenTwo] = [await recorder(one), await recorder(two)];
    const person = somebody();
    const home = (await admit(tokenOne, one, { person })).membership as { id: string };
    expect(codes(await admit(tokenTwo, two, { person, startsOn: '2026-08-01' }))).toEqual(['HOME_MEMBERSHIP_OVERLAPS']);
    expect(codes(await admit(tokenTwo, two, { person, kind: 'GUEST' }))).toEqual([]);
    const end = { membershipId: home.id, endsOn: '2026-08-01', reason: '组织关系转出', expectedVersion: 1 };
    expect((await app.send(tokenTwo, mutation('endMembership'), { input: end })).errors?.[0]?.extensions.path).toEqual([
      'input',
      'membershipId',
    ]);
    expect(codes(await send(tokenOne, 'endMembership', end))).toEqual([]);
    const third = await givenOrganization(app);
    expect(codes(await admit(await recorder(third), third, { person, startsOn: '2026-07-31' }))).toEqual(['HOME_MEMBERSHIP_OVERLAPS']);
    expect(codes(await admit(await recorder(third), third, { person, startsOn: '2026-08-01' }))).toEqual([]);
  });

  it('lets one of many homes at once win, round after round (INV-05)', async () => {
    const organizations = await Promise.all(Array.from({ length: 5 }, () => givenOrganization(app)));
    const tokens = await Promise.all(organizations.map(recorder));
    for (let round = 0; round < 5; round++) {
      const person = somebody();
      if (round % 2 === 0) await appoint(tokens[0]!, organizations[0]!, { person, office: 'COMMITTEE_MEMBER' });
      const entered = await Promise.all(
        organizations.map((organizationId, index) => enterMember(app, tokens[index]!, { organizationId, person, startsOn: '2026-01-01' })),
      );
      const answers = await Promise.all(entered.map((answer, index) => confirmEntry(app, organizations[index]!, answer)));
      expect(answers.filter((answer) => answer.userErrors.length === 0)).toHaveLength(1);
      expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(
        Array.from({ length: 4 }, () => 'HOME_MEMBERSHIP_OVERLAPS'),
      );
    }
  });

  it('changes a standing by ending one record and going on with another', async () => {
    const organizationId = await givenOrganization(app);
    const token = await recorder(organizationId);
    const first = (await admit(token, organizationId, { person: somebody(), standing: 'PROBATIONARY', startsOn: '2025-10-01' }))
      .membership as {
      id: string;
    };
    const change = { membershipId: first.id, standing: 'FULL', changesOn: '2026-10-01', expectedVersion: 1 };
    const entered = await enterStanding(token, change);
    expect((await confirmEntry(app, organizationId, entered)).membership).toMatchObject({
      standing: 'FULL',
      startsOn: '2026-10-01',
      endsOn: null,
    });
    const on = async (holdsOn: string) => {
      const answer = await app.ask<{ memberships: { nodes: { standing: string }[] } }>(token, MEMBERSHIPS, {
        filter: { organizationId, holdsOn },
      });
      return answer.memberships.nodes.map(({ standing }) => standing);
    };
    expect([await on('2025-09-30'), await on('2026-09-30'), await on('2026-10-01')]).toEqual([[], ['PROBATIONARY'], ['FULL']]);
  });

  it('restricts rights from a day to a day, and lifts the restriction', async () => {
    const organizationId = await givenOrganization(app);
    const token = await recorder(organizationId);
    const { id: membershipId } = (await admit(token, organizationId, { person: somebody() })).membership as { id: string };
    const restrict = { membershipId, from: '2026-03-01', to: '2026-09-01', reason: '留党察看', expectedVersion: 1 };
    expect((await send(token, 'restrictMemberRights', restrict)).membership).toMatchObject({
      rightsRestrictedFrom: '2026-03-01',
      rightsRestrictedTo: '2026-09-01',
    });
    const lift = { membershipId, reason: '恢复权利', expectedVersion: 2 };
    expect((await send(token, 'restrictMemberRights', lift)).membership).toMatchObject({
      rightsRestrictedFrom: null,
      rightsRestrictedTo: null,
    });
  });

  it('keeps memberships from every park role and from the administrator (PR-7)', async () => {
    const organizationId = await givenOrganization(app);
    await admit(await recorder(organizationId), organizationId, { person: somebody() });
    const others = [
      await app.administrator(),
      await app.signInAs([{ role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: organizationId }]),
      await app.signInAs([{ role: 'AUDITOR', scopeKind: 'ORGANIZATION', scopeId: organizationId }]),
    ];
    for (const token of others) expect((await app.send(token, MEMBERSHIPS)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const district = others[1]!;
    const persons = await app.ask<{ persons: { nodes: unknown[]; totalCount: number } }>(
      district,
      '{ persons { nodes { id } totalCount } }',
    );
    expect(persons.persons).toEqual({ nodes: [], totalCount: 0 });
  });

  it("records each membership that is shown, in the reader's name (PR-7)", async () => {
    const organizationId = await givenOrganization(app);
    const token = await recorder(organizationId);
    for (let index = 0; index < 3; index++) await admit(token, organizationId, { person: somebody() });
    const reads = "SELECT COUNT(*) AS n FROM audit_entry WHERE action = 'READ' AND recordKind = 'Membership' AND scopeId = ?";
    const before = await count(reads, [organizationId]);
    const reader = await app.signInAs([{ role: 'PARTY_READER', scopeKind: 'ORGANIZATION', scopeId: organizationId }]);
    await app.ask(reader, 'query ($filter: PersonRecordFilter) { memberships(filter: $filter) { totalCount } }', {
      filter: { organizationId },
    });
    expect(await count(reads, [organizationId])).toBe(before + 3);
    const { memberships } = await app.ask<{ memberships: { totalCount: number } }>(reader, MEMBERSHIPS, {
      filter: { organizationId: await givenOrganization(app) },
    });
    expect(memberships.totalCount).toBe(0);
  });

  it('neither admits a member to an organization that is not at work nor ends one that has members, also both at once (6.1)', async () => {
    const proposed = await givenProposedOrganization(app);
    expect(codes(await admit(await recorder(proposed), proposed, { person: somebody() }))).toEqual(['ORGANIZATION_NOT_WORKING']);
    const dissolve = `mutation ($input: OrganizationReasonedStepInput!) { dissolveOrganization(input: $input) { userErrors { code } } }`;
    const admin = await app.administrator();
    for (let round = 0; round < 10; round++) {
      const organizationId = await givenOrganization(app);
      const entry = { organizationId, startsOn: '2026-01-01', person: somebody() };
      const entered = await enterMember(app, await recorder(organizationId), entry);
      const confirmer = await app.signInAs([{ role: 'PARTY_CONFIRMER', scopeKind: 'ORGANIZATION', scopeId: organizationId }]);
      const [admitted, dissolved] = await Promise.all([
        confirmEntry(app, organizationId, entered, confirmer),
        app.ask<{ dissolveOrganization: Answer }>(admin, dissolve, { input: { organizationId, expectedVersion: 3, reason: '撤销' } }),
      ]);
      expect(
        [
          [codes({ ...admitted }), []],
          [codes(dissolved.dissolveOrganization), []],
        ].filter(([found]) => found!.length === 0),
      ).toHaveLength(1);
    }
  });
});
