import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { givenOrganization, givenProposedOrganization } from '../support/organizations.js';
import { TestApp } from '../support/test-app.js';

interface Answer {
  organization: { id: string; version: number; status: string; [field: string]: unknown } | null;
  userErrors: { code: string; field: string[]; rule: string | null; message: string }[];
}

const FIELDS = '{ organization { id version status } userErrors { code field rule message } }';
const mutation = (verb: string, type: string) => `mutation ($input: ${type}!) { ${verb}(input: $input) ${FIELDS} }`;
const MOVE = mutation('moveOrganization', 'MoveOrganizationInput');
const DISSOLVE = mutation('dissolveOrganization', 'OrganizationReasonedStepInput');
const PROPOSE = mutation('proposeOrganization', 'ProposeOrganizationInput');
const ONE = `query ($id: ID!) { organization(id: $id) { id version status adminParent { id } links { id relation version endsOn upperOrganization { id } } statusChanges { verb fromStatus toStatus reason } } }`;

describe('party organizations', () => {
  let app: TestApp;
  let admin: string;
  beforeAll(async () => {
    app = await TestApp.start();
    admin = await app.administrator();
  });
  afterAll(() => app.close());

  const officerOver = (organizationId: string) =>
    app.signInAs([{ role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: organizationId }]);
  const send = async (token: string, query: string, input: object): Promise<Answer> =>
    Object.values(await app.ask<Record<string, Answer>>(token, query, { input }))[0]!;
  const codes = (answer: Answer) => answer.userErrors.map(({ code }) => code);
  const visible = async (token: string, filter: object = {}) => {
    const answer = await app.ask<{ organizations: { nodes: { id: string }[]; totalCount: number } }>(
      token,
      'query ($filter: OrganizationFilter) { organizations(first: 100, filter: $filter, order: NEWEST_FIRST) { nodes { id } totalCount } }',
      { filter },
    );
    expect(answer.organizations.totalCount).toBe(answer.organizations.nodes.length);
    return answer.organizations.nodes.map(({ id }) => id).sort();
  };
  const closure = async () => {
    const rows = await app.dataSource.query<{ ancestorId: string; descendantId: string; depth: number }[]>(
      'SELECT ancestorId, descendantId, depth FROM organization_closure WHERE scopeId = ?',
      [INSTALLATION_SCOPE],
    );
    return rows.map((row) => `${row.ancestorId} ${row.descendantId} ${row.depth}`).sort();
  };
  /** The closure as it follows from the parents alone. */
  const expectedClosure = async () => {
    const rows = await app.dataSource.query<{ id: string; adminParentId: string | null }[]>('SELECT id, adminParentId FROM organization');
    const parentOf = new Map(rows.map((row) => [row.id, row.adminParentId]));
    const lines: string[] = [];
    for (const { id } of rows) {
      let depth = 0;
      for (let above: string | null | undefined = id; above; above = parentOf.get(above)) {
        lines.push(`${above} ${id} ${depth++}`);
        if (depth > rows.length) throw new Error('the parents form a cycle');
      }
    }
    return lines.sort();
  };

  it('shows each caller its own subtree and nothing else, by list and by id (INV-04)', async () => {
    const district = await givenOrganization(app, { name: '滴道区委', type: 'DISTRICT_COMMITTEE' });
    const park = await givenOrganization(app, { name: '电商园区综合党委', type: 'PARK_COMMITTEE', adminParentId: district });
    const branch = await givenOrganization(app, { name: '亚虎电商党支部', adminParentId: park });
    const stranger = await givenOrganization(app, { name: '外区党委' });
    const token = await officerOver(park);
    expect(await visible(token)).toEqual([branch, park].sort());
    expect(await visible(token, { withinOrganizationId: district })).toEqual([branch, park].sort());
    expect(await visible(await officerOver(district), { adminParentId: park })).toEqual([branch]);
    for (const foreign of [district, stranger, newId(), 'nothing']) {
      expect(await app.ask(token, ONE, { id: foreign })).toEqual({ organization: null });
    }
    const seen = await app.ask<{ organization: Record<string, unknown> }>(token, ONE, { id: park });
    expect(seen.organization).toMatchObject({ id: park, status: 'ACTIVE', adminParent: { id: district } });
  });

  it('finds organizations by the beginning of either name, their state and type', async () => {
    const id = await givenProposedOrganization(app, { name: '万象汇流动党支部_100%', type: 'MOBILE_BRANCH' });
    expect(await visible(admin, { search: '万象汇' })).toEqual([id]);
    expect(await visible(admin, { search: '万象_' })).toEqual([]);
    expect(await visible(admin, { type: 'MOBILE_BRANCH', status: 'PROPOSED' })).toEqual([id]);
    expect(await visible(admin, { type: 'MOBILE_BRANCH', status: 'ACTIVE' })).toEqual([]);
  });

  it('answers NOT_FOUND with its path for a foreign id in every verb (INV-04)', async () => {
    const mine = await givenOrganization(app);
    const foreign = await givenOrganization(app);
    const token = await officerOver(mine);
    const step = { organizationId: foreign, expectedVersion: 3 };
    const attempts: [string, string, object, string][] = [
      ['approveOrganization', 'OrganizationStepInput', step, 'organizationId'],
      ['dissolveOrganization', 'OrganizationReasonedStepInput', { ...step, reason: '越权' }, 'organizationId'],
      ['moveOrganization', 'MoveOrganizationInput', { ...step, adminParentId: mine }, 'organizationId'],
      ['moveOrganization', 'MoveOrganizationInput', { organizationId: mine, expectedVersion: 3, adminParentId: foreign }, 'adminParentId'],
      ['changeOrganization', 'ChangeOrganizationInput', { ...step, name: '改名' }, 'organizationId'],
    ];
    for (const [verb, type, input, field] of attempts) {
      const answer = await app.send(token, mutation(verb, type), { input });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', field] });
    }
    expect((await app.send(token, MOVE, { input: { organizationId: mine, expectedVersion: 3 } })).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
  });

  it('goes through its states by verbs that leave a history, and names every reason against an end at once (6.1)', async () => {
    const id = await givenOrganization(app);
    await givenProposedOrganization(app, { adminParentId: id });
    expect(
      codes(await send(admin, mutation('approveOrganization', 'OrganizationStepInput'), { organizationId: id, expectedVersion: 3 })),
    ).toEqual(['ORGANIZATION_STATE_FORBIDS']);
    const rectifying = await send(admin, mutation('beginRectification', 'OrganizationReasonedStepInput'), {
      organizationId: id,
      expectedVersion: 3,
      reason: '设置不规范',
    });
    expect(rectifying.organization).toMatchObject({ status: 'RECTIFYING', version: 4 });
    const refused = await send(admin, DISSOLVE, { organizationId: id, expectedVersion: 4, reason: '企业撤离' });
    expect(codes(refused)).toEqual(['ORGANIZATION_HAS_CHILDREN']);
    const { organization } = await app.ask<{ organization: { statusChanges: unknown[] } }>(admin, ONE, { id });
    expect(organization.statusChanges).toEqual([
      { verb: 'proposeOrganization', fromStatus: null, toStatus: 'PROPOSED', reason: null },
      { verb: 'approveOrganization', fromStatus: 'PROPOSED', toStatus: 'APPROVED', reason: null },
      { verb: 'activateOrganization', fromStatus: 'APPROVED', toStatus: 'ACTIVE', reason: null },
      { verb: 'beginRectification', fromStatus: 'ACTIVE', toStatus: 'RECTIFYING', reason: '设置不规范' },
    ]);
  });

  it('merges into an organization at work that is not itself', async () => {
    const [id, into, proposed] = [await givenOrganization(app), await givenOrganization(app), await givenProposedOrganization(app)];
    const merge = (intoOrganizationId: string) =>
      send(admin, mutation('mergeOrganization', 'MergeOrganizationInput'), {
        organizationId: id,
        expectedVersion: 3,
        reason: '合并组建',
        intoOrganizationId,
      });
    expect(codes(await merge(id))).toEqual(['ORGANIZATION_MERGES_INTO_ITSELF']);
    expect(codes(await merge(proposed))).toEqual(['ORGANIZATION_NOT_WORKING']);
    expect((await merge(into)).organization).toMatchObject({ status: 'MERGED' });
  });

  it('refuses a change of a version that has moved on and tells the current one', async () => {
    const organizationId = await givenOrganization(app);
    const change = mutation('changeOrganization', 'ChangeOrganizationInput');
    const answers = await Promise.all(
      ['甲支部', '乙支部'].map((name) => send(admin, change, { organizationId, name, expectedVersion: 3 })),
    );
    expect(answers.map(codes).sort()).toEqual([[], ['STALE_VERSION']]);
    const [stale] = await app.dataSource.query<{ version: number }[]>('SELECT version FROM organization WHERE id = ?', [organizationId]);
    expect(stale!.version).toBe(4);
  });

  it('creates once for one idempotency key', async () => {
    const input = { name: '幂等支部', shortName: '幂等', type: 'BRANCH', tier: 'LOCAL', idempotencyKey: `same-${newId()}` };
    const answers = await Promise.all(Array.from({ length: 4 }, () => send(admin, PROPOSE, input)));
    expect(new Set(answers.map(({ organization }) => organization?.id)).size).toBe(1);
    expect(await visible(admin, { search: '幂等支部' })).toHaveLength(1);
  });

  it('moves a whole subtree, keeps the closure exact and moves the rights with it (INV-04)', async () => {
    const [left, right] = [await givenOrganization(app), await givenOrganization(app)];
    const middle = await givenOrganization(app, { adminParentId: left });
    const leaf = await givenOrganization(app, { adminParentId: middle });
    const token = await officerOver(right);
    expect(await visible(token)).toEqual([right]);
    expect((await send(admin, MOVE, { organizationId: middle, adminParentId: right, expectedVersion: 3 })).userErrors).toEqual([]);
    expect(await visible(token)).toEqual([leaf, middle, right].sort());
    expect(await visible(await officerOver(left))).toEqual([left]);
    expect(await closure()).toEqual(await expectedClosure());
    expect((await send(admin, MOVE, { organizationId: middle, expectedVersion: 4 })).userErrors).toEqual([]);
    expect(await visible(token)).toEqual([right]);
    expect(await closure()).toEqual(await expectedClosure());
  });

  it('refuses a cycle, also of itself (INV-04)', async () => {
    const root = await givenOrganization(app);
    const below = await givenOrganization(app, { adminParentId: root });
    for (const adminParentId of [root, below]) {
      const answer = await send(admin, MOVE, { organizationId: root, adminParentId, expectedVersion: 3 });
      expect(answer.userErrors).toMatchObject([{ code: 'ORGANIZATION_CYCLE', field: ['input', 'adminParentId'], rule: 'INV-04' }]);
    }
  });

  it('lets one of two moves win that would close a cycle together, round after round (INV-04)', async () => {
    for (let round = 0; round < 8; round++) {
      const [one, two] = [await givenProposedOrganization(app), await givenProposedOrganization(app)];
      const answers = await Promise.all([
        send(admin, MOVE, { organizationId: one, adminParentId: two, expectedVersion: 1 }),
        send(admin, MOVE, { organizationId: two, adminParentId: one, expectedVersion: 1 }),
      ]);
      expect(answers.map(codes).sort()).toEqual([[], ['ORGANIZATION_CYCLE']]);
    }
    expect(await closure()).toEqual(await expectedClosure());
  });

  it('keeps the closure exact while a subtree is moved and grows at once (INV-04)', async () => {
    const [from, to] = [await givenProposedOrganization(app), await givenProposedOrganization(app)];
    const moved = await givenProposedOrganization(app, { adminParentId: from });
    await Promise.all([
      send(admin, MOVE, { organizationId: moved, adminParentId: to, expectedVersion: 1 }),
      ...Array.from({ length: 4 }, () => givenProposedOrganization(app, { adminParentId: moved })),
    ]);
    expect(await closure()).toEqual(await expectedClosure());
    expect(await visible(admin, { withinOrganizationId: to })).toHaveLength(6);
  });

  it('adds dated links by trade and territory that do not overlap and open no rights (INV-04)', async () => {
    const [organizationId, upperOrganizationId] = [
      await givenOrganization(app),
      await givenOrganization(app, { type: 'INDUSTRY_COMMITTEE' }),
    ];
    const link = (more: object) =>
      send(admin, mutation('linkOrganization', 'LinkOrganizationInput'), {
        organizationId,
        upperOrganizationId,
        relation: 'INDUSTRY',
        startsOn: '2026-01-01',
        idempotencyKey: `link-${newId()}`,
        ...more,
      });
    expect(codes(await link({}))).toEqual([]);
    expect(codes(await link({ startsOn: '2026-05-01' }))).toEqual(['LINK_OVERLAPS']);
    expect(codes(await link({ upperOrganizationId: organizationId }))).toEqual(['LINK_TO_ITSELF']);
    const { organization } = await app.ask<{ organization: { links: { id: string }[] } }>(admin, ONE, { id: organizationId });
    expect(organization.links).toMatchObject([{ relation: 'INDUSTRY', endsOn: null, upperOrganization: { id: upperOrganizationId } }]);
    expect(await visible(await officerOver(upperOrganizationId))).toEqual([upperOrganizationId]);
    const end = { linkId: organization.links[0]!.id, endsOn: '2026-05-01', expectedVersion: 1 };
    expect(codes(await send(admin, mutation('endOrganizationLink', 'EndOrganizationLinkInput'), end))).toEqual([]);
    expect(codes(await link({ startsOn: '2026-05-01' }))).toEqual([]);
  });

  it('leaves an audit entry for each verb, in the trail of the organization', async () => {
    const id = await givenOrganization(app);
    const entries = await app.dataSource.query<{ action: string }[]>(
      "SELECT action FROM audit_entry WHERE scopeId = ? AND recordKind = 'Organization' ORDER BY id",
      [id],
    );
    expect(entries.map(({ action }) => action)).toEqual(['proposeOrganization', 'approveOrganization', 'activateOrganization']);
  });
});
