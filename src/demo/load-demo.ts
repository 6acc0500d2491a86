import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { AccountCreation } from '../platform/auth/account-creation.service.js';
import { AccountQueries } from '../platform/auth/accounts.queries.js';
import { systemCaller } from '../platform/auth/caller.js';
import { Sessions } from '../platform/auth/sessions.service.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, localDateOf, startOfLocalDate } from '../platform/clock/local-date.js';
import type { Settings } from '../platform/config/settings.js';
import { demoAccounts, markAsDemo } from '../platform/auth/demo-accounts.js';
import { Transactions } from '../platform/database/transactions.js';
import { DemoDevelopment } from './demo-development.js';
import { DemoBuilder, type DemoPark } from './demo-park.js';
import { DemoSkills } from './demo-skills.js';
import { DemoPledges } from './demo-pledges.js';
import { GraphqlClient } from './graphql-client.js';
import { removeDemo } from './remove-demo.js';

/** Password of every demo account. The accounts exist only in an embedded database outside production. */
export const DEMO_PASSWORD = 'yuanbo-demo-2026';

/** The administrator of the demo. */
const DEMO_ADMINISTRATOR = 'demo-admin';

const SESSION_STARTS_AT_HOUR = 19;

/** Account that is made last: with it the demo is complete. */
const LAST_ACCOUNT = 'demo-streamer';

/**
 * Whether this database may get the demo: embedded, outside production, wanted, and without any account. What an interrupted start left of a demo
 * is removed first.
 */
async function mayLoad(app: NestFastifyApplication, settings: Settings): Promise<boolean> {
  if (settings.DATABASE_URL || settings.NODE_ENV === 'production' || !settings.LOAD_DEMO) return false;
  const audit = app.get(AuditTrail);
  await app.get(Transactions).run(async (tx) => {
    const known = await demoAccounts(tx);
    if (known.size > 0 && !known.has(LAST_ACCOUNT))
      await removeDemo(tx, { audit, caller: systemCaller('demo'), action: 'removeInterruptedDemo' });
  });
  return !(await app.get(AccountQueries).hasAccounts());
}

/**
 * Loads the demo park once, through the API's own operations, so that it obeys every rule. Returns what was made, or null when this database
 * may not get it.
 */
export async function loadDemoOnce(app: NestFastifyApplication, settings: Settings): Promise<DemoPark | null> {
  if (!(await mayLoad(app, settings))) return null;
  const caller = systemCaller('demo');
  const creation = app.get(AccountCreation);
  const administratorId = await creation.createAdministrator(caller, {
    loginName: DEMO_ADMINISTRATOR,
    displayName: '演示管理员',
    password: DEMO_PASSWORD,
  });
  await app.get(Transactions).run((tx) => markAsDemo(tx, administratorId));
  const administrator = await clientOf(app, administratorId);
  const founded = await new DemoBuilder(administrator).foundPark();
  const secretaryId = await account(app, administrator, 'demo-secretary', '演示书记', 'PARK_SECRETARY', 'PARK', founded.parkId);
  const now = app.get(Clock).now();
  const builder = new DemoBuilder(await clientOf(app, secretaryId));
  const demo = await builder.furnishPark(founded, localDateOf(now));
  const heldSessionId = await builder.recordPast(demo);
  await new DemoSkills(await clientOf(app, secretaryId), demo).train(heldSessionId, localDateOf(now));
  await new DemoPledges(await clientOf(app, secretaryId), demo).establish(founded.enterpriseId, localDateOf(now));
  await builder.planSession(demo, new Date(startOfLocalDate(addDays(localDateOf(now), 1)).getTime() + SESSION_STARTS_AT_HOUR * 3_600_000));
  await account(app, administrator, 'demo-operator', '演示运营', 'OPERATOR', 'PARK', demo.parkId);
  await account(app, administrator, 'demo-accountant', '演示会计', 'ACCOUNTANT', 'PARK', demo.parkId);
  await developMembers(app, administrator, founded);
  await account(app, administrator, 'demo-village', '演示村委', 'BENEFICIARY', 'BENEFICIARY', demo.beneficiaryId);
  await account(app, administrator, 'demo-streamer', '演示主播', 'STREAMER', 'STREAMER', demo.streamerIds['村播老王']!);
  return demo;
}

/** Party work has accounts of its own: one records, another confirms (INV-21). */
async function developMembers(
  app: NestFastifyApplication,
  administrator: GraphqlClient,
  { committeeId, branchId }: { committeeId: string; branchId: string },
): Promise<void> {
  const over = (loginName: string, displayName: string, role: string) =>
    account(app, administrator, loginName, displayName, role, 'ORGANIZATION', committeeId);
  const clients = {
    officer: await clientOf(app, await over('demo-district', '演示区委干部', 'DISTRICT_OFFICER')),
    recorder: await clientOf(app, await over('demo-recorder', '演示党务记录人', 'PARTY_RECORDER')),
    confirmer: await clientOf(app, await over('demo-confirmer', '演示党务确认人', 'PARTY_CONFIRMER')),
  };
  await new DemoDevelopment(clients, { committeeId, branchId }).begin(localDateOf(app.get(Clock).now()));
}

async function clientOf(app: NestFastifyApplication, accountId: string): Promise<GraphqlClient> {
  const { accessToken } = await app.get(Transactions).run((tx) => app.get(Sessions).open(tx, accountId));
  return new GraphqlClient(app, accessToken);
}

async function account(
  app: NestFastifyApplication,
  administrator: GraphqlClient,
  loginName: string,
  displayName: string,
  role: string,
  scopeKind: string,
  scopeId: string,
): Promise<string> {
  const created = await administrator.run<{ account: { id: string } }>(
    'createAccount',
    'CreateAccountInput',
    { loginName, displayName, temporaryPassword: DEMO_PASSWORD, idempotencyKey: `demo-account-${loginName}` },
    'account { id }',
  );
  const accountId = created.account.id;
  await app.get(Transactions).run((tx) => markAsDemo(tx, accountId));
  await administrator.run(
    'grantRole',
    'GrantRoleInput',
    { accountId, role, scopeKind, scopeId, idempotencyKey: `demo-grant-${loginName}` },
    'account { id }',
  );
  return accountId;
}
