import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { givenEnterprise } from '../support/enterprises.js';
import { givenOrganization } from '../support/organizations.js';
import { givenListedProduct, SHIPPED_TEMPLATE_IDS } from '../support/parks.js';
import type { TestApp } from '../support/test-app.js';
import { ASSIGN, codes, CREATE, DISSOLVE, enterprise, industry, mutation, ParkDesk, RELEASE } from './park-desk.js';

describe('parks', () => {
  let desk: ParkDesk;
  let app: TestApp;
  let admin: string;
  beforeAll(async () => {
    desk = await ParkDesk.start();
    ({ app, admin } = desk);
  });
  afterAll(() => app.close());

  it('gives a draft any pattern and an active park only one that it fulfills (INV-01)', async () => {
    const change = mutation('changeParkTemplate', 'ChangeParkTemplateInput');
    const draft = await desk.found();
    const wish = { parkId: draft.parkId, structureTemplateId: SHIPPED_TEMPLATE_IDS['1+N'], reason: '按中心加驿站组织', expectedVersion: 1 };
    expect((await desk.send(admin, change, wish)).park!.structure.slots.map(({ role }) => role)).toEqual(['CENTER', 'STATION']);
    const { parkId } = await desk.foundActive();
    const refused = await desk.send(admin, change, { ...wish, parkId, expectedVersion: 2 });
    expect(new Set(codes(refused))).toEqual(new Set(['SLOT_MISSING', 'SLOT_ROLE_UNKNOWN']));
    const unknown = await app.send(admin, change, { input: { ...wish, parkId, structureTemplateId: newId(), expectedVersion: 2 } });
    expect(unknown.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'structureTemplateId'] });
  });

  it('is suspended, opened again and closed for good, each with its reason in the history (6.1)', async () => {
    const { parkId } = await desk.foundActive();
    const step = (verb: string, expectedVersion: number) =>
      desk.send(admin, mutation(verb, 'ParkReasonedStepInput'), { parkId, reason: '年度整修', expectedVersion });
    expect((await step('suspendPark', 2)).park).toMatchObject({ status: 'SUSPENDED' });
    expect((await desk.activate(parkId, 3)).park).toMatchObject({
      status: 'ACTIVE',
    });
    expect((await step('closePark', 4)).park).toMatchObject({ status: 'CLOSED' });
    expect(codes(await desk.activate(parkId, 5))).toEqual(['PARK_STATE_FORBIDS']);
    expect(
      codes(await desk.assign(parkId, 'BRAND', { holderKind: 'BRAND_PRODUCT', holderId: await givenListedProduct(app, parkId) })),
    ).toEqual(['PARK_CLOSED']);
    const { park } = await app.ask<{ park: { statusChanges: { verb: string }[] } }>(
      admin,
      'query ($id: ID!) { park(id: $id) { statusChanges { verb reason } } }',
      { id: parkId },
    );
    expect(park.statusChanges.map(({ verb }) => verb)).toEqual(['createPark', 'activatePark', 'suspendPark', 'activatePark', 'closePark']);
  });

  it('keeps the organization that leads it and the enterprise that holds a place from ending (6.1)', async () => {
    const { parkId, organizationId } = await desk.found();
    expect(codes(await desk.send(admin, DISSOLVE, { organizationId, expectedVersion: 3, reason: '撤销' }))).toEqual([
      'ORGANIZATION_LEADS_PARK',
    ]);
    const enterpriseId = await givenEnterprise(app, organizationId);
    await desk.assign(parkId, 'CHAIN_UNIT', enterprise(enterpriseId));
    await desk.beginDeparture(enterpriseId);
    const leave = 'mutation ($input: EnterpriseStepInput!) { completeDeparture(input: $input) { userErrors { code } } }';
    expect(codes(await desk.send(admin, leave, { enterpriseId, expectedVersion: 3 }))).toEqual(['ENTERPRISE_HOLDS_SLOTS']);
  });

  it('is seen by its own roles and by the district above its leading organization, and by nobody else (INV-01)', async () => {
    const district = await givenOrganization(app, { type: 'DISTRICT_COMMITTEE' });
    const [mine, foreign] = [await desk.found(), await desk.found()];
    const officer = await app.signInAs([{ role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: district }]);
    const list = async (token: string) =>
      (await app.ask<{ parks: { nodes: { id: string }[] } }>(token, '{ parks { nodes { id } } }')).parks.nodes.map(({ id }) => id);
    expect(await list(await desk.secretary(mine.parkId))).toEqual([mine.parkId]);
    expect(await list(officer)).toEqual([]);
    const move = 'mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { userErrors { code } } }';
    await app.ask(admin, move, { input: { organizationId: mine.organizationId, adminParentId: district, expectedVersion: 3 } });
    expect(await list(officer)).toEqual([mine.parkId]);
    const token = await desk.secretary(mine.parkId);
    expect(await app.ask(token, 'query ($id: ID!) { park(id: $id) { id } }', { id: foreign.parkId })).toEqual({ park: null });
    const holding = (await desk.assign(foreign.parkId, 'CHAIN_UNIT', industry('外园产业'))).slotHolder!;
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
    const { parkId } = await desk.found();
    const successor = await givenOrganization(app);
    const input = { parkId, leadingOrganizationId: successor, expectedVersion: 1 };
    const update = mutation('changePark', 'ChangeParkInput');
    expect((await app.send(await desk.secretary(parkId), update, { input })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(codes(await desk.send(admin, update, input))).toEqual([]);
    const rows = await app.dataSource.query<{ scopeId: string; leadingOrganizationId: string }[]>(
      'SELECT scopeId, leadingOrganizationId FROM park WHERE id = ?',
      [parkId],
    );
    expect(rows).toEqual([{ scopeId: INSTALLATION_SCOPE, leadingOrganizationId: successor }]);
  });
});
