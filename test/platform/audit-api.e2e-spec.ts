import { AuditTrail } from '../../src/platform/audit/audit-trail.js';
import { SEAL_AUDIT_TRAIL } from '../../src/platform/audit/audit.jobs.js';
import { systemCaller } from '../../src/platform/auth/caller.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { TestApp } from '../support/test-app.js';
import { drawScopes, type ScopeMap } from './scoped-rows.js';

interface Entry {
  id: string;
  scopeId: string;
  action: string;
  recordKind: string;
  recordId: string;
  actorName: string;
  actorKind: string;
  requestId: string;
  at: string;
  changes: { field: string; before: string | null; after: string | null; isPersonal: boolean }[] | null;
  sealSeq: number | null;
}
interface EntriesAnswer {
  auditEntries: { totalCount: number; nodes: Entry[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

const LIST = `query ($filter: AuditEntryFilter, $order: AuditEntryOrder = NEWEST_FIRST, $first: Int = 50, $after: String) {
  auditEntries(filter: $filter, order: $order, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id scopeId action recordKind recordId actorName actorKind requestId at changes { field before after isPersonal } sealSeq }
  }
}`;
const VERIFY =
  '{ verifyAudit { isIntact firstBreak { kind seq entryId } sealedCount unsealedCount unsealedLagSeconds head { seq hash } } }';

describe('the audit trail', () => {
  let app: TestApp;
  let scopes: ScopeMap;
  let auditor: string;
  beforeAll(async () => {
    app = await TestApp.start();
    scopes = await drawScopes(app);
    auditor = await app.signInAs([{ role: 'AUDITOR', scopeKind: 'INSTALLATION', scopeId: INSTALLATION_SCOPE }]);
    for (const scopeId of [INSTALLATION_SCOPE, scopes.districtId, scopes.committeeId, scopes.parkId, scopes.otherParkId])
      await record(scopeId);
  });
  afterAll(() => app.close());

  const record = (scopeId: string, action = 'renameRoom', recordId = newId()) =>
    app.transactions.run((tx) =>
      app.api.get(AuditTrail).record(tx, systemCaller('request-1'), {
        scopeId,
        action,
        recordKind: 'LiveRoom',
        recordId,
        changes: [
          { field: 'name', before: '一号', after: '二号' },
          { field: 'phone', after: '13812345678' },
        ],
      }),
    );
  const entries = async (token: string, variables: Record<string, unknown> = {}) =>
    (await app.ask<EntriesAnswer>(token, LIST, variables)).auditEntries;
  const scopesSeenBy = async (token: string) => new Set((await entries(token)).nodes.map((entry) => entry.scopeId));
  const seal = async () => {
    await app.transactions.run((tx) =>
      app.api.get(JobOutbox).enqueue(tx, SEAL_AUDIT_TRAIL, { scopeId: INSTALLATION_SCOPE, key: 'now', payload: {} }),
    );
    await app.drainJobs();
  };

  it('tells who did what to which record, newest first, personal values as fingerprints (PR-3)', async () => {
    const recordId = newId();
    await record(scopes.parkId, 'first', recordId);
    await record(scopes.parkId, 'second', recordId);
    const { nodes } = await entries(auditor, { filter: { recordKind: 'LiveRoom', recordId } });
    expect(nodes.map((entry) => entry.action)).toEqual(['second', 'first']);
    expect(nodes[0]).toMatchObject({
      actorKind: 'SYSTEM',
      actorName: '系统',
      requestId: 'request-1',
      recordKind: 'LiveRoom',
      scopeId: scopes.parkId,
    });
    expect(nodes[0]!.changes![0]).toEqual({ field: 'name', before: '一号', after: '二号', isPersonal: false });
    expect(nodes[0]!.changes![1]).toMatchObject({ field: 'phone', before: null, isPersonal: true });
    expect(nodes[0]!.changes![1]!.after).not.toContain('138');
    const oldest = await entries(auditor, { filter: { recordId }, order: 'OLDEST_FIRST' });
    expect(oldest.nodes.map((entry) => entry.action)).toEqual(['first', 'second']);
  });

  it('shows an auditor of the installation everything, and others their own parks and subtrees (access 2)', async () => {
    const { districtId, committeeId, parkId, otherParkId } = scopes;
    const park = (role: string, scopeId: string) => app.signInAs([{ role, scopeKind: 'PARK', scopeId }]);
    expect(await scopesSeenBy(auditor)).toEqual(new Set([INSTALLATION_SCOPE, districtId, committeeId, parkId, otherParkId]));
    expect(await scopesSeenBy(await park('PARK_SECRETARY', parkId))).toEqual(new Set([parkId]));
    expect(await scopesSeenBy(await park('AUDITOR', otherParkId))).toEqual(new Set([otherParkId]));
    const officer = await app.signInAs([{ role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: districtId }]);
    expect(await scopesSeenBy(officer)).toEqual(new Set([districtId, committeeId, parkId]));
    const below = await app.signInAs([{ role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: committeeId }]);
    expect(await scopesSeenBy(below)).toEqual(new Set([committeeId, parkId]));
  });

  it('shows nothing of another park, whatever the filter says (access 2)', async () => {
    const secretary = await app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: scopes.parkId }]);
    const foreign = (await entries(auditor, { filter: { scopeId: scopes.otherParkId } })).nodes[0]!;
    for (const filter of [{ scopeId: scopes.otherParkId }, { recordId: foreign.recordId }, { scopeId: INSTALLATION_SCOPE }]) {
      expect(await entries(secretary, { filter })).toMatchObject({ totalCount: 0, nodes: [] });
    }
  });

  it('shows who became a member, and who is on the way, only to a party role over the organization in whose trail it stands (PR-7)', async () => {
    const { districtId, committeeId } = scopes;
    const over = (role: string, scopeId: string) => ({ role, scopeKind: 'ORGANIZATION', scopeId });
    const officer = over('DISTRICT_OFFICER', districtId);
    const [nobody, everywhere, below] = [
      await app.signInAs([officer]),
      await app.signInAs([officer, over('PARTY_READER', districtId)]),
      await app.signInAs([officer, over('PARTY_READER', committeeId)]),
    ];
    for (const recordKind of ['Membership', 'DevelopmentCase', 'DevelopmentTakeover', 'DevelopmentPoolAnalysis']) {
      const recordId = newId();
      await app.transactions.run(async (tx) => {
        for (const scopeId of [districtId, committeeId]) {
          await app.api.get(AuditTrail).record(tx, systemCaller('request-7'), { scopeId, action: 'admitMember', recordKind, recordId });
        }
      });
      const seenBy = async (token: string) =>
        (await entries(token, { filter: { recordId } })).nodes.map((entry) => (entry.scopeId === districtId ? 'above' : 'below'));
      expect([recordKind, await seenBy(nobody)]).toEqual([recordKind, []]);
      expect([recordKind, (await seenBy(everywhere)).sort()]).toEqual([recordKind, ['above', 'below']]);
      expect([recordKind, await seenBy(below)]).toEqual([recordKind, ['below']]);
      expect((await entries(below, { filter: { recordId, scopeId: districtId } })).totalCount).toBe(0);
    }
  });

  it('is closed to everybody else (access 1)', async () => {
    const operator = await app.signInAs([{ role: 'OPERATOR', scopeKind: 'PARK', scopeId: scopes.parkId }]);
    expect((await app.send(operator, LIST)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await app.send(null, LIST)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const secretary = await app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: scopes.parkId }]);
    expect((await app.send(secretary, VERIFY)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('can be narrowed by actor, verb and time, and read page by page without a gap', async () => {
    const token = await app.signInAs([{ role: 'PLATFORM_ADMIN', scopeKind: 'INSTALLATION', scopeId: INSTALLATION_SCOPE }], '审计甲');
    const { viewer } = await app.ask<{ viewer: { accountId: string } }>(token, '{ viewer { accountId } }');
    const startedAt = new Date();
    await app.ask(token, 'mutation { signOut { isSignedOut } }');
    const filter = { actorId: viewer.accountId, action: 'signOut', fromAt: startedAt.toISOString() };
    expect((await entries(auditor, { filter })).nodes.map((entry) => entry.actorName)).toEqual(['审计甲']);
    expect((await entries(auditor, { filter: { ...filter, beforeAt: startedAt.toISOString(), fromAt: undefined } })).totalCount).toBe(0);
    const all = (await entries(auditor)).nodes.map((entry) => entry.id);
    const read: string[] = [];
    for (let after: string | null = null; read.length <= all.length;) {
      const page: EntriesAnswer['auditEntries'] = await entries(auditor, { first: 2, after });
      read.push(...page.nodes.map((entry) => entry.id));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(read).toEqual(all);
  });

  it('is sealed by a job and then verified; one changed byte is found and named', async () => {
    const recordId = newId();
    await record(scopes.parkId, 'renameRoom', recordId);
    await seal();
    const intact = await app.ask<{ verifyAudit: Record<string, unknown> }>(auditor, VERIFY);
    expect(intact.verifyAudit).toMatchObject({ isIntact: true, firstBreak: null, unsealedCount: 0 });
    const [entry] = (await entries(auditor, { filter: { recordId } })).nodes;
    expect(entry!.sealSeq).toBeGreaterThan(0);
    await app.dataSource.query("UPDATE audit_entry SET actorName = '别人' WHERE id = ?", [entry!.id]);
    const broken = await app.ask<{ verifyAudit: Record<string, unknown> }>(auditor, VERIFY);
    expect(broken.verifyAudit).toMatchObject({
      isIntact: false,
      firstBreak: { kind: 'ENTRY_CHANGED', seq: entry!.sealSeq, entryId: entry!.id },
    });
  });
});
