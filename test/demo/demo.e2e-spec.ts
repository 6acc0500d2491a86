import { readSettings } from '../../src/platform/config/settings.js';
import { loadDemoOnce } from '../../src/demo/load-demo.js';
import { removeDemo } from '../../src/demo/remove-demo.js';
import { AuditSealer } from '../../src/platform/audit/audit-sealer.js';
import { AuditTrail } from '../../src/platform/audit/audit-trail.js';
import { AuditVerifier } from '../../src/platform/audit/audit-verifier.js';
import { SYSTEM_ACCOUNT_ID, systemCaller } from '../../src/platform/auth/caller.js';
import { Park } from '../../src/parks/park.entity.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { TestApp } from '../support/test-app.js';

const EMBEDDED = readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:' });
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }';

describe('the demo', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await TestApp.start();
  });
  afterEach(() => app.close());

  const signIn = async (loginName: string) => {
    const { signIn: payload } = await app.ask<{ signIn: { accessToken: string | null } }>(null, SIGN_IN, {
      input: { loginName, password: 'yuanbo-demo-2026' },
    });
    return payload.accessToken;
  };
  const removed = () => {
    const removal = { audit: app.api.get(AuditTrail), caller: systemCaller('demo-removal'), action: 'removeDemo' as const };
    return app.transactions.run((tx) => removeDemo(tx, removal));
  };
  const removals = () => app.dataSource.query<Record<string, unknown>[]>(`SELECT * FROM audit_entry WHERE recordKind = 'Demo' ORDER BY id`);
  const count = async (table: string) =>
    Number((await app.dataSource.query<{ total: number }[]>(`SELECT COUNT(*) AS total FROM ${table}`))[0]!.total);

  it('is a park that obeys every rule, with a confirmed session, past sales and none in October 2026', async () => {
    const demo = await loadDemoOnce(app.api, EMBEDDED);
    await app.drainJobs();
    const token = await signIn('demo-operator');
    const { park, salesDashboard, october, broadcastSessions } = await app.ask<{
      park: { status: string; structure: { isComplete: boolean } };
      salesDashboard: { totals: { netFen: string }; beneficiaries: { netFen: string }[] };
      october: { totals: { netFen: string } };
      broadcastSessions: { nodes: { status: string }[] };
    }>(
      token,
      `query ($id: ID!) {
        park(id: $id) { status structure { isComplete } }
        salesDashboard(parkId: $id, from: "2026-09-01", to: "2026-09-30") { totals { netFen } beneficiaries { netFen } }
        october: salesDashboard(parkId: $id, from: "2026-10-01", to: "2026-10-31") { totals { netFen } }
        broadcastSessions(first: 10) { nodes { status } }
      }`,
      { id: demo!.parkId },
    );
    expect(park).toEqual({ status: 'ACTIVE', structure: { isComplete: true } });
    expect(salesDashboard).toEqual({ totals: { netFen: '621400' }, beneficiaries: [{ netFen: '621400' }] });
    expect(october.totals.netFen).toBe('0');
    expect(broadcastSessions.nodes.map((session) => session.status).sort()).toEqual(['CONFIRMED', 'ENDED', 'TALLIED']);
  });

  it('has hosts who went through the gates: two certified, one who needs the mentor, and no session without them (INV-24)', async () => {
    const demo = await loadDemoOnce(app.api, EMBEDDED);
    const token = await signIn('demo-operator');
    const { skillTracks, skillSettings, mentorPairings, cohortMembers } = await app.ask<{
      skillTracks: { nodes: { status: string; streamer: { stageName: string } }[] };
      skillSettings: { requiredFrom: string | null };
      mentorPairings: { nodes: { status: string }[] };
      cohortMembers: { nodes: { status: string }[] };
    }>(
      token,
      `query ($id: ID!) {
        skillTracks { nodes { status streamer { stageName } } }
        skillSettings(parkId: $id) { requiredFrom }
        mentorPairings { nodes { status } }
        cohortMembers { nodes { status } }
      }`,
      { id: demo!.parkId },
    );
    const statuses = Object.fromEntries(skillTracks.nodes.map(({ status, streamer }) => [streamer.stageName, status]));
    expect(statuses).toEqual({ 村播老王: 'CERTIFIED', 小滴姐: 'CERTIFIED', 金铁村小李: 'REHEARSED' });
    expect(skillSettings.requiredFrom).not.toBeNull();
    expect(mentorPairings.nodes).toEqual([{ status: 'ACTIVE' }]);
    expect(cohortMembers.nodes.map(({ status }) => status).sort()).toEqual(['GRADUATED', 'IN_TRAINING']);
  });

  it('has a case that says why it cannot go on yet, and one whose fact waits for the second person (R09, INV-21)', async () => {
    await loadDemoOnce(app.api, EMBEDDED);
    const list = `{ developmentCases(purpose: HANDLING, order: CASE_NUMBER) { nodes { id stage person { fullName } } }
      waiting: developmentCases(purpose: HANDLING, filter: { hasWaitingFact: true }) { nodes { person { fullName } } } }`;
    const cases = await app.ask<{
      developmentCases: { nodes: { id: string; stage: string; person: { fullName: string } }[] };
      waiting: { nodes: { person: { fullName: string } }[] };
    }>(await signIn('demo-confirmer'), list);
    expect(cases.developmentCases.nodes.map(({ stage, person }) => `${person.fullName} ${stage}`)).toEqual([
      '王大田 ACTIVIST',
      '钱小溪 TALKED',
    ]);
    expect(cases.waiting.nodes.map(({ person }) => person.fullName)).toEqual(['钱小溪']);
    const sheet = `query ($id: ID!) { developmentCase(id: $id, purpose: HANDLING) { nextSteps { kind state reasons { ruleId } } } }`;
    const { developmentCase } = await app.ask<{
      developmentCase: { nextSteps: { kind: string; state: string; reasons: { ruleId: string }[] }[] };
    }>(await signIn('demo-recorder'), sheet, { id: cases.developmentCases.nodes[0]!.id });
    const listing = developmentCase.nextSteps.find(({ kind }) => kind === 'LISTING_DECIDED')!;
    expect([listing.state, listing.reasons.some(({ ruleId }) => ruleId === 'R09')]).toEqual(['BLOCKED', true]);
    const mine = '{ myDevelopmentCase { stage nextSteps { sentence { zh } } } }';
    const own = await app.ask<{ myDevelopmentCase: { stage: string } }>(await signIn('demo-streamer'), mine);
    expect(own.myDevelopmentCase.stage).toBe('ACTIVIST');
  });

  it('is loaded once, and begun anew when its loading was interrupted', async () => {
    await loadDemoOnce(app.api, EMBEDDED);
    expect(await loadDemoOnce(app.api, EMBEDDED)).toBeNull();
    await app.dataSource.query(`UPDATE account SET loginName = 'demo-interrupted' WHERE loginName = 'demo-streamer'`);
    expect(await loadDemoOnce(app.api, EMBEDDED)).not.toBeNull();
    expect(await count('park')).toBe(1);
    expect(await signIn('demo-streamer')).not.toBeNull();
    expect(await removals()).toEqual([expect.objectContaining({ action: 'removeInterruptedDemo', actorKind: 'SYSTEM' })]);
  });

  it('is not loaded in production, into a server database, when it is not wanted, or beside accounts', async () => {
    expect(await loadDemoOnce(app.api, { ...EMBEDDED, NODE_ENV: 'production' })).toBeNull();
    expect(await loadDemoOnce(app.api, { ...EMBEDDED, DATABASE_URL: 'mariadb://x' })).toBeNull();
    expect(await loadDemoOnce(app.api, { ...EMBEDDED, LOAD_DEMO: false })).toBeNull();
    await app.administrator();
    expect(await loadDemoOnce(app.api, EMBEDDED)).toBeNull();
    expect(await count('park')).toBe(0);
  });

  it('is not removed while another park is led by one of its organizations; grants over it go with it, whoever holds them', async () => {
    const demo = await loadDemoOnce(app.api, EMBEDDED);
    await app.drainJobs();
    const administrator = await app.administrator();
    const [{ organizationId }] = await app.dataSource.query<[{ organizationId: string }]>(
      'SELECT leadingOrganizationId AS organizationId FROM park WHERE id = ?',
      [demo!.parkId],
    );
    const guests = [
      { role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: demo!.parkId },
      { role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: organizationId },
      { role: 'STREAMER', scopeKind: 'STREAMER', scopeId: Object.values(demo!.streamerIds)[0]! },
    ];
    for (const grant of guests) await app.signInAs([grant], grant.role);
    const otherId = newId();
    const [{ structureTemplateId }] = await app.dataSource.query<[{ structureTemplateId: string }]>('SELECT structureTemplateId FROM park');
    await app.transactions.run((tx) =>
      tx.insert(Park, [
        {
          ...{ id: otherId, scopeId: INSTALLATION_SCOPE, name: '外园区', leadingOrganizationId: organizationId, status: 'ACTIVE' as const },
          ...{ structureTemplateId, createdAt: tx.at, version: 1 },
        },
      ]),
    );
    const before = await count('organization');
    await expect(removed()).rejects.toMatchObject({ parkNames: ['外园区'] });
    expect(await removals()).toEqual([]);
    expect([await count('organization'), await count('park')]).toEqual([before, 2]);
    await app.dataSource.query('UPDATE park SET leadingOrganizationId = ? WHERE id = ?', [newId(), otherId]);
    await removed();
    expect([await count('park'), await count('role_grant')]).toEqual([1, 1]);
    expect((await app.ask<{ viewer: { displayName: string } }>(administrator, '{ viewer { displayName } }')).viewer.displayName).toBe(
      '管理员',
    );
  });

  it('is removed with everything in it, and nothing else; the audit chain stays intact', async () => {
    await loadDemoOnce(app.api, EMBEDDED);
    await app.drainJobs();
    const administrator = await app.administrator();
    const rows = await removed();
    expect(rows).toMatchObject({ park: 1, person: 7, enterprise: 1 });
    for (const entity of app.dataSource.entityMetadatas) {
      if (entity.columns.some(({ propertyName }) => ['parkId', 'organizationId', 'caseId'].includes(propertyName)))
        expect(`${entity.tableName} ${await count(entity.tableName)}`).toBe(`${entity.tableName} 0`);
    }
    expect([await count('organization'), await count('person'), await count('account')]).toEqual([0, 0, 1]);
    expect(await signIn('demo-operator')).toBeNull();
    expect((await app.ask<{ viewer: { displayName: string } }>(administrator, '{ viewer { displayName } }')).viewer.displayName).toBe(
      '管理员',
    );
    expect((await app.api.get(AuditVerifier).verify()).isIntact).toBe(true);
  });

  it('is not removed without a trace: one entry tells who removed what, is sealed into the chain, and there is none when nothing was removed', async () => {
    const demo = await loadDemoOnce(app.api, EMBEDDED);
    await app.drainJobs();
    const rows = await removed();
    while ((await app.api.get(AuditSealer).sealBatch()) > 0);
    const [entry, ...more] = await removals();
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      ...{ scopeId: INSTALLATION_SCOPE, action: 'removeDemo', actorId: SYSTEM_ACCOUNT_ID, actorKind: 'SYSTEM' },
      ...{ requestId: 'demo-removal', recordId: demo!.parkId },
    });
    const [[largest] = []] = Object.entries(rows).sort(([, one], [, other]) => other - one);
    const changes = JSON.parse(entry!.changes as string) as { field: string; before: string; after: string | null }[];
    const before = Object.fromEntries(changes.map((change) => [change.field, change.before]));
    expect(before).toMatchObject({
      parks: expect.stringMatching(/^[^、]+\(演示\)$/) as string,
      organizations: expect.stringContaining('(演示)') as string,
      accounts: expect.stringMatching(/^demo-accountant、demo-admin、.*demo-village$/) as string,
      rows: String(Object.values(rows).reduce((sum, total) => sum + total, 0)),
      [`rows.${largest}`]: String(rows[largest!]),
    });
    expect(await app.dataSource.query('SELECT entryId FROM audit_seal WHERE entryId = ?', [entry!.id])).toHaveLength(1);
    expect((await app.api.get(AuditVerifier).verify()).isIntact).toBe(true);
    expect(await removed()).toEqual({});
    expect(await removals()).toHaveLength(1);
  });
});
