import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CallerReach } from '../platform/auth/caller-reach.js';
import { AccessReach } from './access-reach.js';
import { Access } from './access.js';
import { GrantsResolver, ViewerGrantsResolver } from './grants.resolver.js';
import { Grants } from './grants.service.js';
import { PermissionGuard } from './permission.guard.js';

/** Who may do what, and where. */
@Global()
@Module({
  providers: [
    Access,
    Grants,
    GrantsResolver,
    ViewerGrantsResolver,
    { provide: CallerReach, useClass: AccessReach },
    { provide: APP_GUARD, useClass: PermissionGuard },
  ],
  exports: [Access, CallerReach],
})
export class AccessModule {}
