import { newId } from '../../src/platform/database/ids.js';
import { givenEnterprise } from '../support/enterprises.js';
import { givenOrganization } from '../support/organizations.js';
import { SkillsLab } from './skills-lab.js';

describe('visits', () => {
  let lab: SkillsLab;
  let organizationId: string;
  beforeAll(async () => {
    lab = await SkillsLab.start();
    organizationId = await givenOrganization(lab.app, { name: '园区党支部' });
  });
  beforeEach(() => lab.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  it('of the seedling team are recorded with the enterprise and the streamers who went (inventory 37)', async () => {
    const enterpriseId = await givenEnterprise(lab.app, organizationId, '龙广绿丰');
    const officer = await lab.app.signInAs([
      { role: 'OPERATOR', scopeKind: 'PARK', scopeId: lab.parkId },
      { role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: organizationId },
    ]);
    const visitor = await lab.broadcasts.streamer('育苗队');
    const visit = {
      parkId: lab.parkId,
      enterpriseId,
      subject: 'ROOM_SETUP',
      visitedOn: '2026-11-26',
      streamerIds: [visitor, visitor],
      note: '指导搭建',
      idempotencyKey: newId(),
    };
    const query = `mutation ($input: RecordGuidanceVisitInput!) { recordGuidanceVisit(input: $input) {
      visit { enterpriseName subject visitors { streamer { stageName } } } userErrors { code } } }`;
    const send = (input: object, token = officer) =>
      lab.app.send<{ recordGuidanceVisit: { visit: unknown; userErrors: { code: string }[] } }>(token, query, { input });
    const { data } = await send(visit);
    expect(data.recordGuidanceVisit.visit).toEqual({
      enterpriseName: '龙广绿丰',
      subject: 'ROOM_SETUP',
      visitors: [{ streamer: { stageName: '育苗队' } }],
    });
    const nobody = await send({ ...visit, streamerIds: [], visitedOn: '2026-11-28', idempotencyKey: newId() });
    expect(nobody.data.recordGuidanceVisit.userErrors.map(({ code }) => code)).toEqual(['VISITORS_MISSING', 'DAY_IN_FUTURE']);
    expect((await send({ ...visit, idempotencyKey: newId() }, lab.operator)).errors![0]!.extensions).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'enterpriseId'],
    });
  });
});
