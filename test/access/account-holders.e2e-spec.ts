import { accountsHolding } from '../../src/access/account-holders.js';
import { Access } from '../../src/access/access.js';
import { type PermissionName, ROLE_SCOPES } from '../../src/access/roles.js';
import { newId } from '../../src/platform/database/ids.js';
import { givenOrganization } from '../support/organizations.js';
import { givenPark } from '../support/parks.js';
import { countStatements } from '../support/statement-counter.js';
import { TestApp, type TestGrant } from '../support/test-app.js';

describe('the accounts that hold a permission', () => {
  let app: TestApp;
  let access: Access;
  let parkId: string;
  let committeeId: string;
  let branchId: string;
  let otherParkId: string;
  let otherCommitteeId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    access = app.api.get(Access);
    ({ parkId, organizationId: committeeId } = await givenPark(app, '甲园'));
    ({ parkId: otherParkId, organizationId: otherCommitteeId } = await givenPark(app, '乙园'));
    branchId = await givenOrganization(app, { adminParentId: committeeId });
  });
  afterAll(() => app.close());

  const account = async (...grants: TestGrant[]): Promise<string> => {
    const token = await app.signInAs(grants);
    return (await app.ask<{ viewer: { accountId: string } }>(token, '{ viewer { accountId } }')).viewer.accountId;
  };
  const over = (role: string, scopeKind: string, scopeId: string): TestGrant => ({ role, scopeKind, scopeId });
  const holding = (permission: PermissionName, at: { organizationId: string } | { parkId: string }) =>
    app.transactions.run((tx) => access.accountsHolding(tx, permission, at));

  it('are those whose grant reaches the organization: over it, over one above, over the park that it leads (PR-4)', async () => {
    const above = await account(over('PARTY_RECORDER', 'ORGANIZATION', committeeId));
    const own = await account(over('PARTY_RECORDER', 'ORGANIZATION', branchId));
    const foreign = await account(over('PARTY_RECORDER', 'ORGANIZATION', otherCommitteeId));
    const secretary = await account(over('PARK_SECRETARY', 'PARK', parkId));
    expect(await holding('memberships.manage', { organizationId: branchId })).toEqual([above, own]);
    expect(await holding('memberships.manage', { organizationId: committeeId })).toEqual([above]);
    expect(await holding('memberships.manage', { organizationId: otherCommitteeId })).toEqual([foreign]);
    expect(await holding('persons.manage', { organizationId: branchId })).toEqual([above, own, secretary]);
    expect(await holding('memberships.manage', { organizationId: newId() })).toEqual([]);
  });

  it('are those whose grant reaches the park: over it, or over an organization from its committee upwards', async () => {
    const secretary = await account(over('PARK_SECRETARY', 'PARK', otherParkId));
    const district = await account(over('DISTRICT_OFFICER', 'ORGANIZATION', otherCommitteeId));
    const elsewhere = await account(over('PARK_SECRETARY', 'PARK', parkId), over('DISTRICT_OFFICER', 'ORGANIZATION', branchId));
    const found = await holding('parks.manage', { parkId: otherParkId });
    expect(found).toEqual(expect.arrayContaining([secretary, district]));
    expect(found).not.toContain(elsewhere);
    expect(await holding('sales.record', { parkId: otherParkId })).toEqual([secretary]);
  });

  it('are the same that the guards let in, for every role and permission that is asked of an organization or a park', async () => {
    const scopeIds: Record<string, string> = { ORGANIZATION: committeeId, PARK: parkId, INSTALLATION: '0'.repeat(26) };
    for (const [role, kinds] of Object.entries(ROLE_SCOPES)) {
      for (const kind of kinds.filter((entry) => entry in scopeIds)) {
        const id = await account(over(role, kind, scopeIds[kind]!));
        const caller = { ...callerOf(id), grants: [over(role, kind, scopeIds[kind]!)] };
        for (const permission of ['memberships.read', 'persons.read', 'parks.manage', 'audit.read'] as const) {
          const inPark = (await access.parks(caller, permission)).includes(parkId);
          expect([role, kind, permission, (await holding(permission, { parkId })).includes(id)]).toEqual([role, kind, permission, inPark]);
          const reached = await access.organizations(caller, permission);
          const condition = reached.condition('o.id');
          const rows = await app.dataSource.query<unknown[]>(`SELECT o.id FROM organization o WHERE o.id = ? AND ${condition.sql}`, [
            branchId,
            ...condition.parameters,
          ]);
          const held = (await holding(permission, { organizationId: branchId })).includes(id);
          expect([role, kind, permission, held]).toEqual([role, kind, permission, rows.length === 1]);
        }
      }
    }
  }, 60_000);

  it('are active ones, each once however many grants they have, found with one statement', async () => {
    const twice = await account(over('PARTY_READER', 'ORGANIZATION', branchId), over('PARTY_CONFIRMER', 'ORGANIZATION', committeeId));
    const disabled = await account(over('PARTY_READER', 'ORGANIZATION', branchId));
    await app.dataSource.query("UPDATE account SET status = 'DISABLED' WHERE id = ?", [disabled]);
    const asked = await countStatements(app.dataSource, () =>
      app.transactions.run((tx) => accountsHolding(tx, 'memberships.read', { organizationId: branchId })),
    );
    expect(asked.statements).toHaveLength(1);
    expect(asked.result.filter((id) => id === twice)).toEqual([twice]);
    expect(asked.result).not.toContain(disabled);
  });

  it('include the streamer for the own data, and nobody else', async () => {
    const streamerId = newId();
    const own = await account(over('STREAMER', 'STREAMER', streamerId));
    await account(over('STREAMER', 'STREAMER', newId()));
    expect(await app.transactions.run((tx) => access.accountOfStreamer(tx, streamerId))).toEqual([own]);
  });

  function callerOf(accountId: string) {
    return {
      ...{ kind: 'ACCOUNT' as const, accountId, displayName: '测试', credentialId: null, permissionLimit: null },
      ...{ mustChangePassword: false, requestId: 'account-holders' },
    };
  }
});
