import { Global, Module } from '@nestjs/common';
import { AccountCreation } from './account-creation.service.js';
import { AccountQueries } from './accounts.queries.js';
import { AccountsResolver } from './accounts.resolver.js';
import { Accounts } from './accounts.service.js';
import { Administrators } from './administrators.js';
import { ApiTokens } from './api-tokens.service.js';
import { AuthCleanup } from './auth-cleanup.js';
import { RemoveStaleSignIns } from './auth.jobs.js';
import { Authenticator } from './authenticator.js';
import { OwnAccountResolver } from './own-account.resolver.js';
import { OwnAccount } from './own-account.service.js';
import { RoleGrants } from './role-grants.service.js';
import { Sessions } from './sessions.service.js';
import { SignInThrottles } from './sign-in-throttle.js';
import { SignInResolver } from './sign-in.resolver.js';
import { ViewerResolver } from './viewer.resolver.js';
import { Viewers } from './viewers.js';

/** Accounts, sign-in and tokens. It needs a `CallerReach` from the module that knows the roles. */
@Global()
@Module({
  providers: [
    ...[AccountCreation, AccountQueries, Accounts, Administrators, ApiTokens, AuthCleanup, Authenticator, OwnAccount, RoleGrants, Sessions],
    ...[SignInThrottles, Viewers, RemoveStaleSignIns],
    ...[AccountsResolver, OwnAccountResolver, SignInResolver, ViewerResolver],
  ],
  exports: [AccountCreation, AccountQueries, Authenticator, RoleGrants, Sessions],
})
export class AuthModule {}
