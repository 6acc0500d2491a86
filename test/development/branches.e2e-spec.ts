import { givenOrganization } from '../support/organizations.js';
import { somebody } from './development-lab.js';
import { csvSheet } from './takeover-sheet.js';
import { TakeoverDesk } from './takeover-desk.js';

describe('a case belongs to a branch', () => {
  let desk: TakeoverDesk;
  beforeAll(async () => {
    desk = await TakeoverDesk.start();
  }, 60_000);
  afterAll(() => desk.close());

  const NEEDS_BRANCH = { code: 'CASE_NEEDS_BRANCH', rule: 'R04' };
  const elsewhere = (type: string) => givenOrganization(desk.lab.app, { type, adminParentId: desk.lab.committeeId });
  const opened = async (organizationId: string) => {
    const token = await desk.lab.account('PARTY_RECORDER', organizationId);
    return desk.lab.tryToOpen({ organizationId, token, person: somebody('1996-05-17') });
  };

  it.each(['BRANCH', 'GENERAL_BRANCH'])('and opens in a %s, whose committee or meeting decides (R04)', async (type) => {
    expect((await opened(await elsewhere(type))).userErrors).toEqual([]);
  });

  it.each(['MASS_ORG', 'PARK_COMMITTEE'])('and does not open in a %s (R04)', async (type) => {
    const { userErrors } = await opened(await elsewhere(type));
    expect(userErrors).toEqual([expect.objectContaining({ ...NEEDS_BRANCH, cure: expect.stringContaining('支部') })]);
  });

  it.each(['MASS_ORG', 'PARK_COMMITTEE'])('and does not move to a %s (R04)', async (type) => {
    const { lab } = desk;
    const caseId = await lab.open({ organizationId: lab.otherBranchId, token: lab.tokens.otherRecorder });
    const there = { token: lab.tokens.otherRecorder, confirmer: lab.tokens.otherConfirmer };
    const started = { transferStarted: { toOrganizationId: await elsewhere(type), isFileHandedOver: true } };
    const letter = { documentNumber: '介〔2026〕1号', token: lab.tokens.otherRecorder };
    await lab.settle(caseId, '2026-07-01', { applicationReceived: { addressedTo: 'EMPLOYER' } }, there);
    const { fact, userErrors } = await lab.record(caseId, '2026-08-01', started, letter);
    expect(fact).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining(NEEDS_BRANCH)]);
  });

  it.each(['MASS_ORG', 'PARK_COMMITTEE'])(
    'and is not taken over into a %s: the row says so before anything is committed (R04)',
    async (type) => {
      const { app, districtId } = desk.lab;
      const name = `接管${type}`;
      await givenOrganization(app, { type, name, adminParentId: desk.lab.committeeId });
      const token = await desk.lab.account('PARTY_RECORDER', districtId);
      const response = await desk.send(csvSheet([desk.row({ branch: name })]), '个案.csv', districtId, token);
      expect(response.status).toBe(201);
      await app.drainJobs();
      const rows = `query ($id: ID!) { developmentTakeoverRows(takeoverId: $id) { nodes { state findings { column code ruleId cure } } } }`;
      const { developmentTakeoverRows } = await app.ask<{ developmentTakeoverRows: { nodes: { state: string; findings: object[] }[] } }>(
        token,
        rows,
        { id: (response.body as { takeoverId: string }).takeoverId },
      );
      expect(developmentTakeoverRows.nodes[0]!.state).toBe('REFUSED');
      expect(developmentTakeoverRows.nodes[0]!.findings).toContainEqual(
        expect.objectContaining({ column: '所在党支部', code: 'ORGANIZATION_NO_BRANCH', ruleId: 'R04' }),
      );
    },
  );
});
