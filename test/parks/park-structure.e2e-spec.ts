import { newId } from '../../src/platform/database/ids.js';
import { givenEnterprise } from '../support/enterprises.js';
import { givenOrganization } from '../support/organizations.js';
import { givenListedProduct } from '../support/parks.js';
import type { TestApp } from '../support/test-app.js';
import { ASSIGN, codes, DISSOLVE, enterprise, industry, ParkDesk, RELEASE, STRUCTURE, type Structure } from './park-desk.js';

describe('the structure of a park', () => {
  let desk: ParkDesk;
  let app: TestApp;
  let admin: string;
  beforeAll(async () => {
    desk = await ParkDesk.start();
    ({ app, admin } = desk);
  });
  afterAll(() => app.close());

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
    const { parkId, organizationId } = await desk.found();
    const refused = await desk.activate(parkId, 1);
    expect(refused.userErrors).toMatchObject([
      { code: 'SLOT_MISSING', rule: 'INV-01', message: '园区结构缺少“龙头企业”1 个。' },
      { code: 'SLOT_MISSING', message: '园区结构缺少“衔接产业(家)”4 个。' },
      { code: 'SLOT_MISSING', message: '园区结构缺少“品牌产品”1 个。' },
    ]);
    expect((await desk.assign(parkId, 'LEADER', enterprise(await desk.leader(organizationId)))).park!.structure.slots[0]).toMatchObject({
      missing: 0,
    });
    await desk.foundActive();
  });

  it('opens a 1+3+X and a 1+N park by their own patterns (INV-01, INV-02)', async () => {
    const committee = await desk.found('1+3+X');
    await desk.assign(committee.parkId, 'INDUSTRY_COMMITTEE', {
      holderKind: 'ORGANIZATION',
      holderId: await givenOrganization(app, { type: 'INDUSTRY_COMMITTEE' }),
    });
    for (const holderName of ['抖音基地', '快手基地', '视频号基地'])
      await desk.assign(committee.parkId, 'PLATFORM', { holderKind: 'SITE', holderName });
    await desk.assign(committee.parkId, 'MEMBER', enterprise(await givenEnterprise(app, committee.organizationId)));
    const stations = await desk.found('1+N');
    for (const [role, holderName] of [
      ['CENTER', '直播中心'],
      ['STATION', '一号驿站'],
      ['STATION', '二号驿站'],
    ] as const) {
      await desk.assign(stations.parkId, role, { holderKind: 'SITE', holderName });
    }
    for (const { parkId } of [committee, stations]) {
      const answer = await desk.activate(parkId, 1);
      expect(answer).toMatchObject({ userErrors: [], park: { status: 'ACTIVE' } });
    }
  });

  it('refuses a leader without a party organization at work, and reports one that lost it (INV-02)', async () => {
    const { parkId, organizationId } = await desk.found();
    expect(codes(await desk.assign(parkId, 'LEADER', enterprise(await givenEnterprise(app, organizationId))))).toEqual([
      'LEADER_WITHOUT_ORGANIZATION',
    ]);
    const active = await desk.foundActive();
    const [branch] = await app.dataSource.query<{ id: string }[]>(
      "SELECT o.id FROM organization o JOIN park_slot_holder h ON h.holderId = o.enterpriseId WHERE h.parkId = ? AND h.slotRole = 'LEADER'",
      [active.parkId],
    );
    expect(codes(await desk.send(admin, DISSOLVE, { organizationId: branch!.id, expectedVersion: 3, reason: '企业改制' }))).toEqual([]);
    const { park } = await app.ask<{ park: { structure: Structure } }>(admin, `query ($id: ID!) { park(id: $id) { ${STRUCTURE} } }`, {
      id: active.parkId,
    });
    expect(park.structure).toMatchObject({ isComplete: false, findings: [{ code: 'LEADER_WITHOUT_ORGANIZATION' }] });
  });

  it('reports an incomplete structure when an active park loses a unit, from the day of the loss (INV-01)', async () => {
    const { parkId, holding } = await desk.foundActive();
    const later = { slotHolderId: holding.id, endsOn: '2026-12-31', reason: '企业撤离', expectedVersion: 1 };
    const announced = await desk.send(admin, RELEASE, later);
    expect(announced).toMatchObject({
      userErrors: [],
      findings: [{ code: 'STRUCTURE_INCOMPLETE', slotRole: 'LEADER' }],
      park: { structure: { isComplete: true } },
    });
    const now = await desk.send(admin, RELEASE, { ...later, endsOn: '2026-11-20', expectedVersion: 2 });
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
    const { parkId, organizationId } = await desk.found();
    for (let round = 0; round < 4; round++) {
      const unit = enterprise(await givenEnterprise(app, organizationId));
      const answers = await Promise.all(Array.from({ length: 4 }, () => desk.assign(parkId, 'CHAIN_UNIT', unit)));
      expect(answers.filter(({ slotHolder }) => slotHolder)).toHaveLength(1);
      expect(answers.flatMap(codes).filter((code) => code === 'ENTERPRISE_HOLDS_SLOT')).toHaveLength(3);
    }
    expect(codes(await desk.assign(parkId, 'CHAIN_UNIT', industry('一个太多')))).toEqual(['SLOT_OVERFULL']);
    const other = await desk.found();
    const unit = await desk.leader(organizationId);
    expect(codes(await desk.assign(other.parkId, 'LEADER', enterprise(unit), { endsOn: '2026-06-01' }))).toEqual([]);
    expect(codes(await desk.assign(other.parkId, 'CHAIN_UNIT', enterprise(unit), { startsOn: '2026-05-31' }))).toEqual([
      'ENTERPRISE_HOLDS_SLOT',
    ]);
    expect(codes(await desk.assign(other.parkId, 'CHAIN_UNIT', enterprise(unit), { startsOn: '2026-06-01' }))).toEqual([]);
  });

  it('lets one of two leaders at once win the only place (INV-01)', async () => {
    const { parkId, organizationId } = await desk.found();
    const units = [await desk.leader(organizationId), await desk.leader(organizationId), await desk.leader(organizationId)];
    const answers = await Promise.all(units.map((unit) => desk.assign(parkId, 'LEADER', enterprise(unit))));
    expect(answers.map(codes).sort()).toEqual([[], ['SLOT_OVERFULL'], ['SLOT_OVERFULL']]);
  });

  it('refuses holders that are named wrongly, not admitted, or nobody of this park (INV-01)', async () => {
    const { parkId, organizationId } = await desk.found();
    const elsewhere = await desk.found();
    expect(codes(await desk.assign(parkId, 'CHAIN_UNIT', { holderKind: 'INDUSTRY_GROUP', holderId: organizationId }))).toEqual([
      'HOLDER_NOT_NAMED',
    ]);
    expect(codes(await desk.assign(parkId, 'CHAIN_UNIT', { holderKind: 'ENTERPRISE', holderName: '某企业' }))).toEqual([
      'HOLDER_NOT_NAMED',
    ]);
    expect(codes(await desk.assign(parkId, 'STATION', { holderKind: 'SITE', holderName: '驿站' }))).toEqual(['SLOT_ROLE_UNKNOWN']);
    const leaving = await givenEnterprise(app, organizationId);
    await desk.beginDeparture(leaving);
    expect(codes(await desk.assign(parkId, 'CHAIN_UNIT', enterprise(leaving)))).toEqual(['ENTERPRISE_NOT_ADMITTED']);
    const token = await desk.secretary(parkId);
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
});
