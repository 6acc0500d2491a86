import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { givenEnterprise } from '../support/enterprises.js';
import { givenOrganization } from '../support/organizations.js';
import { givenListedProduct, SHIPPED_TEMPLATE_IDS } from '../support/parks.js';
import { TestApp } from '../support/test-app.js';

interface Answer {
  park: { id: string; version: number; status: string; structure: Structure } | null;
  slotHolder?: { id: string; version: number; holderName: string } | null;
  findings?: { code: string; slotRole: string }[];
  userErrors: { code: string; field: string[]; rule: string | null; message: string }[];
}
interface Structure {
  isComplete: boolean;
  findings: { code: string; slotRole: string; message: string }[];
  slots: { role: string; name: string; min: number; max: number | null; missing: number; holders: { holderName: string }[] }[];
}

const STRUCTURE =
  'structure { isComplete findings { code slotRole message rule } slots { role name min max missing holders { id holderName startsOn } } }';
const PARK = `park { id version status ${STRUCTURE} } userErrors { code field rule message }`;
const mutation = (verb: string, type: string) => `mutation ($input: ${type}!) { ${verb}(input: $input) { ${PARK} } }`;
const ASSIGN = `mutation ($input: AssignSlotHolderInput!) { assignSlotHolder(input: $input) { slotHolder { id version holderName } ${PARK} } }`;
const RELEASE = `mutation ($input: ReleaseSlotHolderInput!) { releaseSlotHolder(input: $input) { slotHolder { id endsOn } findings { code slotRole } ${PARK} } }`;
const CREATE = mutation('createPark', 'CreateParkInput');
const NOW = new Date('2026-11-20T10:00:00+08:00');

describe('parks', () => {
  let app: TestApp;
  let admin: string;
  beforeAll(async () => {
    app = await TestApp.start();
    app.clock.set(NOW);
    admin = await app.administrator();
  });
  afterAll(() => app.close());

  const send = async (token: string, query: string, input: object): Promise<Answer> =>
    Object.values(await app.ask<Record<string, Answer>>(token, query, { input }))[0]!;
  const codes = (answer: Answer) => answer.userErrors.map(({ code }) => code);
  const secretary = (parkId: string) => app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: parkId }]);
  const found = async (template: keyof typeof SHIPPED_TEMPLATE_IDS = '1+4+N') => {
    const organizationId = await givenOrganization(app, { type: 'PARK_COMMITTEE' });
    const answer = await send(admin, CREATE, {
      name: `园区${newId().slice(-6)}`,
      leadingOrganizationId: organizationId,
      structureTemplateId: SHIPPED_TEMPLATE_IDS[template],
      idempotencyKey: `park-${newId()}`,
    });
    expect(answer.userErrors).toEqual([]);
    return { parkId: answer.park!.id, organizationId };
  };
  const assign = (parkId: string, slotRole: string, holder: object, more: object = {}) =>
    send(admin, ASSIGN, { parkId, slotRole, startsOn: '2026-01-01', idempotencyKey: `slot-${newId()}`, ...holder, ...more });
  const enterprise = (holderId: string) => ({ holderKind: 'ENTERPRISE', holderId });
  const industry = (holderName: string) => ({ holderKind: 'INDUSTRY_GROUP', holderName });
  const leader = async (organizationId: string) => {
    const enterpriseId = await givenEnterprise(app, organizationId);
    await givenOrganization(app, { kind: 'SINGLE', enterpriseId, type: 'ENTERPRISE_BRANCH', adminParentId: organizationId });
    return enterpriseId;
  };
  /** A 1+4+N park at work, with the id of its leader's holding. */
  const foundActive = async () => {
    const { parkId, organizationId } = await found();
    const held = await assign(parkId, 'LEADER', enterprise(await leader(organizationId)));
    for (const name of ['农特产品', '绿植花卉', '家用电器', '娱乐服务']) await assign(parkId, 'CHAIN_UNIT', industry(name));
    await assign(parkId, 'BRAND', { holderKind: 'BRAND_PRODUCT', holderId: await givenListedProduct(app, parkId) });
    const answer = await send(admin, mutation('activatePark', 'ActivateParkInput'), { parkId, expectedVersion: 1 });
    expect(answer).toMatchObject({ userErrors: [], park: { status: 'ACTIVE', structure: { isComplete: true, findings: [] } } });
    return { parkId, organizationId, holding: held.slotHolder! };
  };

  it('ships three patterns as data, named in the language of the request (INV-01)', async () => {
    const query =
      '{ structureTemplates { nodes { id code templateVersion slots { role name holderKinds min max isLeader } } totalCount } }';
    const { structureTemplates } = await app.ask<{ structureTemplates: { nodes: { code: string; slots: object[] }[] } }>(
      admin,
      query,
      {},
      { 'accept-language': 'en' },
    );
    expect(structureTemplates.nodes.map(({ code }) => code)).toEqual(['1+3+X', '1+4+N', '1+N']);
    expect(structureTemplates.nodes[1]!.slots).toEqual([
      { role: 'LEADER', name: 'Lead enterprise', holderKinds: ['ENTERPRISE'], min: 1, max: 1, isLeader: true },
      { role: 'CHAIN_UNIT', name: 'Chain unit', holderKinds: ['ENTERPRISE', 'INDUSTRY_GROUP'], min: 4, max: 4, isLeader: false },
      { role: 'BRAND', name: 'Brand product', holderKinds: ['BRAND_PRODUCT'], min: 1, max: null, isLeader: false },
    ]);
  });

  it('names every missing place when a park is to be opened, and opens it once they are held (INV-01)', async () => {
    const { parkId, organizationId } = await found();
    const refused = await send(admin, mutation('activatePark', 'ActivateParkInput'), { parkId, expectedVersion: 1 });
    expect(refused.userErrors).toMatchObject([
      { code: 'SLOT_MISSING', rule: 'INV-01', message: '园区结构缺少“龙头企业”1 个。' },
      { code: 'SLOT_MISSING', message: '园区结构缺少“衔接产业(家)”4 个。' },
      { code: 'SLOT_MISSING', message: '园区结构缺少“品牌产品”1 个。' },
    ]);
    expect((await assign(parkId, 'LEADER', enterprise(await leader(organizationId)))).park!.structure.slots[0]).toMatchObject({
      missing: 0,
    });
    await foundActive();
  });

  it('opens a 1+3+X and a 1+N park by their own patterns (INV-01, INV-02)', async () => {
    const committee = await found('1+3+X');
    await assign(committee.parkId, 'INDUSTRY_COMMITTEE', {
      holderKind: 'ORGANIZATION',
      holderId: await givenOrganization(app, { type: 'INDUSTRY_COMMITTEE' }),
    });
    for (const holderName of ['抖音基地', '快手基地', '视频号基地'])
      await assign(committee.parkId, 'PLATFORM', { holderKind: 'SITE', holderName });
    await assign(committee.parkId, 'MEMBER', enterprise(await givenEnterprise(app, committee.organizationId)));
    const stations = await found('1+N');
    for (const [role, holderName] of [
      ['CENTER', '直播中心'],
      ['STATION', '一号驿站'],
      ['STATION', '二号驿站'],
    ] as const) {
      await assign(stations.parkId, role, { holderKind: 'SITE', holderName });
    }
    for (const { parkId } of [committee, stations]) {
      const answer = await send(admin, mutation('activatePark', 'ActivateParkInput'), { parkId, expectedVersion: 1 });
      expect(answer).toMatchObject({ userErrors: [], park: { status: 'ACTIVE' } });
    }
  });

  it('refuses a leader without a party organization at work, and reports one that lost it (INV-02)', async () => {
    const { parkId, organizationId } = await found();
    expect(codes(await assign(parkId, 'LEADER', enterprise(await givenEnterprise(app, organizationId))))).toEqual([
      'LEADER_WITHOUT_ORGANIZATION',
    ]);
    const active = await foundActive();
    const [branch] = await app.dataSource.query<{ id: string }[]>(
      "SELECT o.id FROM organization o JOIN park_slot_holder h ON h.holderId = o.enterpriseId WHERE h.parkId = ? AND h.slotRole = 'LEADER'",
      [active.parkId],
    );
    const dissolve = 'mutation ($input: OrganizationReasonedStepInput!) { dissolveOrganization(input: $input) { userErrors { code } } }';
    expect(codes(await send(admin, dissolve, { organizationId: branch!.id, expectedVersion: 3, reason: '企业改制' }))).toEqual([]);
    const { park } = await app.ask<{ park: { structure: Structure } }>(admin, `query ($id: ID!) { park(id: $id) { ${STRUCTURE} } }`, {
      id: active.parkId,
    });
    expect(park.structure).toMatchObject({ isComplete: false, findings: [{ code: 'LEADER_WITHOUT_ORGANIZATION' }] });
  });

  it('reports an incomplete structure when an active park loses a unit, from the day of the loss (INV-01)', async () => {
    const { parkId, holding } = await foundActive();
    const later = { slotHolderId: holding.id, endsOn: '2026-12-31', reason: '企业撤离', expectedVersion: 1 };
    const announced = await send(admin, RELEASE, later);
    expect(announced).toMatchObject({
      userErrors: [],
      findings: [{ code: 'STRUCTURE_INCOMPLETE', slotRole: 'LEADER' }],
      park: { structure: { isComplete: true } },
    });
    const now = await send(admin, RELEASE, { ...later, endsOn: '2026-11-20', expectedVersion: 2 });
    expect(now.park!.structure).toMatchObject({
      isComplete: false,
      findings: [{ code: 'STRUCTURE_INCOMPLETE', message: '园区结构不完整:缺少“龙头企业”1 个。', rule: 'INV-01' }],
    });
    expect(now.park).toMatchObject({ status: 'ACTIVE' });
    const { parks } = await app.ask<{ parks: { nodes: { id: string; structure: Structure }[] } }>(
      admin,
      `{ parks(first: 20, order: NEWEST_FIRST) { nodes { id ${STRUCTURE} } } }`,
    );
    expect(parks.nodes.find(({ id }) => id === parkId)!.structure.isComplete).toBe(false);
  });

  it('lets an enterprise hold one place in a park on a date, one after the other and at once, round after round (INV-03)', async () => {
    const { parkId, organizationId } = await found();
    for (let round = 0; round < 4; round++) {
      const unit = enterprise(await givenEnterprise(app, organizationId));
      const answers = await Promise.all(Array.from({ length: 4 }, () => assign(parkId, 'CHAIN_UNIT', unit)));
      expect(answers.filter(({ slotHolder }) => slotHolder)).toHaveLength(1);
      expect(answers.flatMap(codes).filter((code) => code === 'ENTERPRISE_HOLDS_SLOT')).toHaveLength(3);
    }
    expect(codes(await assign(parkId, 'CHAIN_UNIT', industry('一个太多')))).toEqual(['SLOT_OVERFULL']);
    const other = await found();
    const unit = await leader(organizationId);
    expect(codes(await assign(other.parkId, 'LEADER', enterprise(unit), { endsOn: '2026-06-01' }))).toEqual([]);
    expect(codes(await assign(other.parkId, 'CHAIN_UNIT', enterprise(unit), { startsOn: '2026-05-31' }))).toEqual([
      'ENTERPRISE_HOLDS_SLOT',
    ]);
    expect(codes(await assign(other.parkId, 'CHAIN_UNIT', enterprise(unit), { startsOn: '2026-06-01' }))).toEqual([]);
  });

  it('lets one of two leaders at once win the only place (INV-01)', async () => {
    const { parkId, organizationId } = await found();
    const units = [await leader(organizationId), await leader(organizationId), await leader(organizationId)];
    const answers = await Promise.all(units.map((unit) => assign(parkId, 'LEADER', enterprise(unit))));
    expect(answers.map(codes).sort()).toEqual([[], ['SLOT_OVERFULL'], ['SLOT_OVERFULL']]);
  });

  it('refuses holders that are named wrongly, not admitted, or nobody of this park (INV-01)', async () => {
    const { parkId, organizationId } = await found();
    const elsewhere = await found();
    expect(codes(await assign(parkId, 'CHAIN_UNIT', { holderKind: 'INDUSTRY_GROUP', holderId: organizationId }))).toEqual([
      'HOLDER_NOT_NAMED',
    ]);
    expect(codes(await assign(parkId, 'CHAIN_UNIT', { holderKind: 'ENTERPRISE', holderName: '某企业' }))).toEqual(['HOLDER_NOT_NAMED']);
    expect(codes(await assign(parkId, 'STATION', { holderKind: 'SITE', holderName: '驿站' }))).toEqual(['SLOT_ROLE_UNKNOWN']);
    const leaving = await givenEnterprise(app, organizationId);
    await app.ask(admin, 'mutation ($input: EnterpriseReasonedStepInput!) { beginDeparture(input: $input) { userErrors { code } } }', {
      input: { enterpriseId: leaving, expectedVersion: 2, reason: '迁出' },
    });
    expect(codes(await assign(parkId, 'CHAIN_UNIT', enterprise(leaving)))).toEqual(['ENTERPRISE_NOT_ADMITTED']);
    const token = await secretary(parkId);
    const foreignEnterprise = await givenEnterprise(app, elsewhere.organizationId);
    const foreignProduct = await givenListedProduct(app, elsewhere.parkId);
    for (const holder of [enterprise(foreignEnterprise), { holderKind: 'BRAND_PRODUCT', holderId: foreignProduct }]) {
      const slotRole = holder.holderKind === 'ENTERPRISE' ? 'CHAIN_UNIT' : 'BRAND';
      const input = { parkId, slotRole, startsOn: '2026-01-01', idempotencyKey: `slot-${newId()}`, ...holder };
      expect((await app.send(token, ASSIGN, { input })).errors?.[0]?.extensions).toMatchObject({
        code: 'NOT_FOUND',
        path: ['input', 'holderId'],
      });
    }
  });

  it('gives a draft any pattern and an active park only one that it fulfills (INV-01)', async () => {
    const change = mutation('changeParkTemplate', 'ChangeParkTemplateInput');
    const draft = await found();
    const wish = { parkId: draft.parkId, structureTemplateId: SHIPPED_TEMPLATE_IDS['1+N'], reason: '按中心加驿站组织', expectedVersion: 1 };
    expect((await send(admin, change, wish)).park!.structure.slots.map(({ role }) => role)).toEqual(['CENTER', 'STATION']);
    const { parkId } = await foundActive();
    const refused = await send(admin, change, { ...wish, parkId, expectedVersion: 2 });
    expect(new Set(codes(refused))).toEqual(new Set(['SLOT_MISSING', 'SLOT_ROLE_UNKNOWN']));
    const unknown = await app.send(admin, change, { input: { ...wish, parkId, structureTemplateId: newId(), expectedVersion: 2 } });
    expect(unknown.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'structureTemplateId'] });
  });

  it('is suspended, opened again and closed for good, each with its reason in the history (6.1)', async () => {
    const { parkId } = await foundActive();
    const step = (verb: string, expectedVersion: number) =>
      send(admin, mutation(verb, 'ParkReasonedStepInput'), { parkId, reason: '年度整修', expectedVersion });
    expect((await step('suspendPark', 2)).park).toMatchObject({ status: 'SUSPENDED' });
    expect((await send(admin, mutation('activatePark', 'ActivateParkInput'), { parkId, expectedVersion: 3 })).park).toMatchObject({
      status: 'ACTIVE',
    });
    expect((await step('closePark', 4)).park).toMatchObject({ status: 'CLOSED' });
    expect(codes(await send(admin, mutation('activatePark', 'ActivateParkInput'), { parkId, expectedVersion: 5 }))).toEqual([
      'PARK_STATE_FORBIDS',
    ]);
    expect(codes(await assign(parkId, 'BRAND', { holderKind: 'BRAND_PRODUCT', holderId: await givenListedProduct(app, parkId) }))).toEqual([
      'PARK_CLOSED',
    ]);
    const { park } = await app.ask<{ park: { statusChanges: { verb: string }[] } }>(
      admin,
      'query ($id: ID!) { park(id: $id) { statusChanges { verb reason } } }',
      { id: parkId },
    );
    expect(park.statusChanges.map(({ verb }) => verb)).toEqual(['createPark', 'activatePark', 'suspendPark', 'activatePark', 'closePark']);
  });

  it('keeps the organization that leads it and the enterprise that holds a place from ending (6.1)', async () => {
    const { parkId, organizationId } = await found();
    const dissolve = 'mutation ($input: OrganizationReasonedStepInput!) { dissolveOrganization(input: $input) { userErrors { code } } }';
    expect(codes(await send(admin, dissolve, { organizationId, expectedVersion: 3, reason: '撤销' }))).toEqual(['ORGANIZATION_LEADS_PARK']);
    const enterpriseId = await givenEnterprise(app, organizationId);
    await assign(parkId, 'CHAIN_UNIT', enterprise(enterpriseId));
    await app.ask(admin, 'mutation ($input: EnterpriseReasonedStepInput!) { beginDeparture(input: $input) { userErrors { code } } }', {
      input: { enterpriseId, expectedVersion: 2, reason: '迁出' },
    });
    const leave = 'mutation ($input: EnterpriseStepInput!) { completeDeparture(input: $input) { userErrors { code } } }';
    expect(codes(await send(admin, leave, { enterpriseId, expectedVersion: 3 }))).toEqual(['ENTERPRISE_HOLDS_SLOTS']);
  });

  it('is seen by its own roles and by the district above its leading organization, and by nobody else (INV-01)', async () => {
    const district = await givenOrganization(app, { type: 'DISTRICT_COMMITTEE' });
    const [mine, foreign] = [await found(), await found()];
    const officer = await app.signInAs([{ role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: district }]);
    const list = async (token: string) =>
      (await app.ask<{ parks: { nodes: { id: string }[] } }>(token, '{ parks { nodes { id } } }')).parks.nodes.map(({ id }) => id);
    expect(await list(await secretary(mine.parkId))).toEqual([mine.parkId]);
    expect(await list(officer)).toEqual([]);
    const move = 'mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { userErrors { code } } }';
    await app.ask(admin, move, { input: { organizationId: mine.organizationId, adminParentId: district, expectedVersion: 3 } });
    expect(await list(officer)).toEqual([mine.parkId]);
    const token = await secretary(mine.parkId);
    expect(await app.ask(token, 'query ($id: ID!) { park(id: $id) { id } }', { id: foreign.parkId })).toEqual({ park: null });
    const holding = (await assign(foreign.parkId, 'CHAIN_UNIT', industry('外园产业'))).slotHolder!;
    const attempts: [string, object, string][] = [
      [mutation('changePark', 'ChangeParkInput'), { parkId: foreign.parkId, name: '改名', expectedVersion: 1 }, 'parkId'],
      [mutation('activatePark', 'ActivateParkInput'), { parkId: foreign.parkId, expectedVersion: 1 }, 'parkId'],
      [mutation('closePark', 'ParkReasonedStepInput'), { parkId: foreign.parkId, reason: '越权', expectedVersion: 1 }, 'parkId'],
      [
        ASSIGN,
        { parkId: foreign.parkId, slotRole: 'CHAIN_UNIT', ...industry('越权'), startsOn: '2026-01-01', idempotencyKey: `slot-${newId()}` },
        'parkId',
      ],
      [RELEASE, { slotHolderId: holding.id, endsOn: '2026-11-20', reason: '越权', expectedVersion: 1 }, 'slotHolderId'],
    ];
    for (const [query, input, field] of attempts) {
      expect((await app.send(token, query, { input })).errors?.[0]?.extensions).toMatchObject({
        code: 'NOT_FOUND',
        path: ['input', field],
      });
    }
    const foreignFoundation = {
      name: '越界园区',
      leadingOrganizationId: foreign.organizationId,
      structureTemplateId: SHIPPED_TEMPLATE_IDS['1+N'],
      idempotencyKey: `park-${newId()}`,
    };
    expect((await app.send(officer, CREATE, { input: foreignFoundation })).errors?.[0]?.extensions).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'leadingOrganizationId'],
    });
  });

  it('goes over to another leading organization only by somebody who may found parks there', async () => {
    const { parkId } = await found();
    const successor = await givenOrganization(app);
    const input = { parkId, leadingOrganizationId: successor, expectedVersion: 1 };
    const update = mutation('changePark', 'ChangeParkInput');
    expect((await app.send(await secretary(parkId), update, { input })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(codes(await send(admin, update, input))).toEqual([]);
    const rows = await app.dataSource.query<{ scopeId: string; leadingOrganizationId: string }[]>(
      'SELECT scopeId, leadingOrganizationId FROM park WHERE id = ?',
      [parkId],
    );
    expect(rows).toEqual([{ scopeId: INSTALLATION_SCOPE, leadingOrganizationId: successor }]);
  });
});
