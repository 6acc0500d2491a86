import type { INestApplicationContext } from '@nestjs/common';
import { Account, RoleGrant } from '../../src/platform/auth/account.entity.js';
import { Sessions } from '../../src/platform/auth/sessions.service.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { Transactions } from '../../src/platform/database/transactions.js';

/** One role for a test account. */
export interface TestGrant {
  role: string;
  scopeKind: string;
  scopeId: string;
}

/** Creates an account with the grants in the application's database and returns an access token for it. */
export async function signInAs(app: INestApplicationContext, grants: readonly TestGrant[], displayName: string): Promise<string> {
  const accountId = newId();
  return app.get(Transactions).run(async (tx) => {
    await tx.insert(Account, [
      {
        id: accountId,
        scopeId: INSTALLATION_SCOPE,
        loginName: `test-${accountId}`,
        displayName,
        passwordHash: 'none',
        status: 'ACTIVE',
        mustChangePassword: false,
        isDemo: false,
        createdAt: tx.at,
        passwordChangedAt: tx.at,
        version: 1,
      },
    ]);
    await tx.insert(
      RoleGrant,
      grants.map((grant) => ({
        id: newId(),
        scopeId: INSTALLATION_SCOPE,
        accountId,
        role: grant.role,
        grantScopeKind: grant.scopeKind,
        grantScopeId: grant.scopeId,
        grantedBy: accountId,
        grantedAt: tx.at,
      })),
    );
    return (await app.get(Sessions).open(tx, accountId)).accessToken;
  });
}
