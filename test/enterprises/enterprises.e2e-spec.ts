import { newId } from '../../src/platform/database/ids.js';
import { creditCode, givenEnterprise } from '../support/enterprises.js';
import { givenOrganization, givenProposedOrganization } from '../support/organizations.js';
import { TestApp } from '../support/test-app.js';

interface Answer {
  enterprise: { id: string; version: number; status: string } | null;
  organization?: { id: string } | null;
  userErrors: { code: string; field: string[] }[];
}

const mutation = (verb: string, type: string) =>
  `mutation ($input: ${type}!) { ${verb}(input: $input) { enterprise { id version status } userErrors { code field } } }`;
const REGISTER = mutation('registerEnterprise', 'RegisterEnterpriseInput');
const COVER = `mutation ($input: CoverEnterpriseInput!) { coverEnterprise(input: $input) { organization { coverages { id enterpriseId version } } userErrors { code } } }`;
const LIST = 'query ($filter: EnterpriseFilter) { enterprises(first: 100, filter: $filter) { nodes { id } totalCount } }';

describe('the register of enterprises', () => {
  let app: TestApp;
  let admin: string;
  let codes_ = 0;
  beforeAll(async () => {
    app = await TestApp.start();
    admin = await app.administrator();
  });
  afterAll(() => app.close());

  const send = async (token: string, query: string, input: object): Promise<Answer> =>
    Object.values(await app.ask<Record<string, Answer>>(token, query, { input }))[0]!;
  const codes = (answer: Answer) => answer.userErrors.map(({ code }) => code);
  const registration = (responsibleOrganizationId: string, more: object = {}) => ({
    name: '亚虎电子商务有限公司',
    creditCode: creditCode(codes_++),
    kind: 'ENTERPRISE',
    responsibleOrganizationId,
    idempotencyKey: `register-${newId()}`,
    ...more,
  });
  const step = (verb: string, enterpriseId: string, expectedVersion: number, reason?: string) =>
    send(
      admin,
      mutation(verb, ['rejectEnterprise', 'beginDeparture'].includes(verb) ? 'EnterpriseReasonedStepInput' : 'EnterpriseStepInput'),
      {
        enterpriseId,
        expectedVersion,
        ...(reason ? { reason } : {}),
      },
    );
  const officerOver = (organizationId: string) =>
    app.signInAs([{ role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: organizationId }]);

  it('takes a credit code once in the installation, whoever comes second and without telling who was first', async () => {
    const [one, two] = [await givenOrganization(app), await givenOrganization(app)];
    const code = creditCode(codes_++);
    expect(codes(await send(await officerOver(one), REGISTER, registration(one, { creditCode: code })))).toEqual([]);
    const second = await send(await officerOver(two), REGISTER, registration(two, { creditCode: code.toLowerCase(), name: '另一家' }));
    expect(second).toMatchObject({ enterprise: null, userErrors: [{ code: 'CREDIT_CODE_TAKEN', field: ['input', 'creditCode'] }] });
    expect(JSON.stringify(second)).not.toContain('亚虎');
  });

  it('lets one of many registrations of one code at once win, round after round', async () => {
    const organizationId = await givenOrganization(app);
    for (let round = 0; round < 5; round++) {
      const code = creditCode(codes_++);
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => send(admin, REGISTER, registration(organizationId, { creditCode: code }))),
      );
      expect(answers.filter(({ enterprise }) => enterprise !== null)).toHaveLength(1);
      expect(answers.flatMap(codes)).toEqual(Array.from({ length: 4 }, () => 'CREDIT_CODE_TAKEN'));
    }
  });

  it('refuses a code whose check character does not fit', async () => {
    const code = creditCode(codes_++);
    const wrong = code.slice(0, 17) + (code.endsWith('A') ? 'B' : 'A');
    expect(codes(await send(admin, REGISTER, registration(await givenOrganization(app), { creditCode: wrong })))).toEqual([
      'CREDIT_CODE_INVALID',
    ]);
  });

  it('shows an entry to whoever sees its responsible organization and to nobody else', async () => {
    const district = await givenOrganization(app);
    const park = await givenOrganization(app, { adminParentId: district });
    const foreign = await givenOrganization(app);
    const id = await givenEnterprise(app, park, '赛嘉直播基地');
    for (const [organizationId, expected] of [
      [district, 1],
      [park, 1],
      [foreign, 0],
    ] as const) {
      const { enterprises } = await app.ask<{ enterprises: { totalCount: number } }>(await officerOver(organizationId), LIST, {
        filter: { search: '赛嘉' },
      });
      expect(enterprises.totalCount).toBe(expected);
    }
    const token = await officerOver(foreign);
    expect(await app.ask(token, 'query ($id: ID!) { enterprise(id: $id) { name } }', { id })).toEqual({ enterprise: null });
    const attempts: [string, string, object, string][] = [
      ['changeEnterprise', 'ChangeEnterpriseInput', { enterpriseId: id, expectedVersion: 2, name: '改名' }, 'enterpriseId'],
      ['rejectEnterprise', 'EnterpriseReasonedStepInput', { enterpriseId: id, expectedVersion: 2, reason: '越权' }, 'enterpriseId'],
      ['registerEnterprise', 'RegisterEnterpriseInput', registration(park), 'responsibleOrganizationId'],
    ];
    for (const [verb, type, input, field] of attempts) {
      const answer = await app.send(token, mutation(verb, type), { input });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', field] });
    }
  });

  it('goes through three gates, back with a reason, and off the register (6.1)', async () => {
    const organizationId = await givenOrganization(app);
    const id = (await send(admin, REGISTER, registration(organizationId))).enterprise!.id;
    expect(codes(await step('trackEnterprise', id, 1))).toEqual(['ENTERPRISE_STATE_FORBIDS', 'ENTERPRISE_WITHOUT_ORGANIZATION']);
    expect((await step('rejectEnterprise', id, 1, '材料不全')).enterprise).toMatchObject({ status: 'PROSPECTIVE', version: 2 });
    expect((await step('admitEnterprise', id, 2)).enterprise).toMatchObject({ status: 'ADMITTED' });
    expect((await step('beginOrganizationBuilding', id, 3)).enterprise).toMatchObject({ status: 'ORG_BUILDING' });
    expect(codes(await step('trackEnterprise', id, 4))).toEqual(['ENTERPRISE_WITHOUT_ORGANIZATION']);
    await givenOrganization(app, { kind: 'SINGLE', enterpriseId: id, type: 'ENTERPRISE_BRANCH' });
    expect((await step('trackEnterprise', id, 4)).enterprise).toMatchObject({ status: 'TRACKED' });
    expect((await step('beginDeparture', id, 5, '迁往外地')).enterprise).toMatchObject({ status: 'LEAVING' });
    expect((await step('completeDeparture', id, 6)).enterprise).toMatchObject({ status: 'LEFT' });
    const { enterprise } = await app.ask<{
      enterprise: { statusChanges: { verb: string; reason: string | null }[]; ownOrganizations: unknown[] };
    }>(
      admin,
      'query ($id: ID!) { enterprise(id: $id) { ownOrganizations { status } responsibleOrganization { id } statusChanges { verb reason } } }',
      { id },
    );
    expect(enterprise.statusChanges.map(({ verb, reason }) => [verb, reason])).toEqual([
      ['registerEnterprise', null],
      ['rejectEnterprise', '材料不全'],
      ['admitEnterprise', null],
      ['beginOrganizationBuilding', null],
      ['trackEnterprise', null],
      ['beginDeparture', '迁往外地'],
      ['completeDeparture', null],
    ]);
    expect(enterprise).toMatchObject({ ownOrganizations: [{ status: 'ACTIVE' }], responsibleOrganization: { id: organizationId } });
  });

  it('refuses the second of two steps from one version', async () => {
    const id = await givenEnterprise(app, await givenOrganization(app));
    const answers = await Promise.all([step('rejectEnterprise', id, 2, '复核'), step('beginOrganizationBuilding', id, 2)]);
    expect(answers.map(codes).sort()).toEqual([[], ['STALE_VERSION']]);
  });

  it('gives an enterprise one organization of its own, also when two are proposed at once (INV-06)', async () => {
    const enterpriseId = await givenEnterprise(app, await givenOrganization(app));
    const propose = `mutation ($input: ProposeOrganizationInput!) { proposeOrganization(input: $input) { userErrors { code } } }`;
    const wish = { name: '企业支部', shortName: '支部', type: 'ENTERPRISE_BRANCH', tier: 'LOCAL', kind: 'SINGLE', enterpriseId };
    const answers = await Promise.all(Array.from({ length: 3 }, () => send(admin, propose, { ...wish, idempotencyKey: `own-${newId()}` })));
    expect(answers.map(codes).sort()).toEqual([[], ['ENTERPRISE_HAS_ORGANIZATION'], ['ENTERPRISE_HAS_ORGANIZATION']]);
    expect(codes(await send(admin, propose, { ...wish, kind: null, idempotencyKey: `own-${newId()}` }))).toContain(
      'ORGANIZATION_KIND_MISMATCH',
    );
    const foreign = await officerOver(await givenOrganization(app));
    const answer = await app.send(foreign, propose, { input: { ...wish, adminParentId: newId(), idempotencyKey: `own-${newId()}` } });
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('lets a joint organization start with two units and keeps it from falling below (INV-06)', async () => {
    const responsible = await givenOrganization(app);
    const units = [
      await givenEnterprise(app, responsible),
      await givenEnterprise(app, responsible),
      await givenEnterprise(app, responsible),
    ];
    const organizationId = await givenProposedOrganization(app, { kind: 'JOINT', type: 'ENTERPRISE_BRANCH' });
    const cover = (enterpriseId: string) =>
      send(admin, COVER, { organizationId, enterpriseId, startsOn: '2026-01-01', idempotencyKey: `cover-${newId()}` });
    const advance = (verb: string, expectedVersion: number) =>
      send(admin, `mutation ($input: OrganizationStepInput!) { ${verb}(input: $input) { userErrors { code } } }`, {
        organizationId,
        expectedVersion,
      });
    await advance('approveOrganization', 1);
    expect(codes(await cover(units[0]!))).toEqual([]);
    expect(codes(await cover(units[0]!))).toEqual(['COVERAGE_OVERLAPS']);
    expect(codes(await advance('activateOrganization', 2))).toEqual(['JOINT_COVERS_TOO_FEW']);
    const covered = (await cover(units[1]!)).organization as unknown as { coverages: { id: string }[] };
    expect(codes(await advance('activateOrganization', 2))).toEqual([]);
    const end = `mutation ($input: EndCoverageInput!) { endCoverage(input: $input) { userErrors { code } } }`;
    const ending = { organizationId, coverageId: covered.coverages[0]!.id, endsOn: '2026-02-01', expectedVersion: 1 };
    expect(codes(await send(admin, end, ending))).toEqual(['JOINT_COVERS_TOO_FEW']);
    await cover(units[2]!);
    expect(codes(await send(admin, end, ending))).toEqual([]);
    const single = await givenOrganization(app);
    expect(
      codes(
        await send(admin, COVER, {
          organizationId: single,
          enterpriseId: units[0],
          startsOn: '2026-01-01',
          idempotencyKey: `cover-${newId()}`,
        }),
      ),
    ).toEqual(['COVERAGE_NEEDS_JOINT']);
  });
});
