import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Authenticator } from '../platform/auth/authenticator.js';
import { requestOf } from '../platform/auth/current-caller.js';
import { BEFORE_PASSWORD_CHANGE_METADATA, PERMISSION_METADATA, PUBLIC_ACCESS, SIGNED_IN } from '../platform/auth/permissions.js';
import { Fault } from '../platform/errors/faults.js';
import { Access } from './access.js';

const PASSWORD_CHANGE_REQUIRED = {
  reason: 'PASSWORD_CHANGE_REQUIRED',
  message: { zh: '请先修改密码(changePassword),然后再使用系统。', en: 'Change your password first (changePassword).' },
};

/** Denies by default: a handler without a declared permission is closed to everybody. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly access: Access,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = this.declared<string>(PERMISSION_METADATA, context);
    if (permission === PUBLIC_ACCESS) return true;
    const request = requestOf(context);
    request.callerPromise ??= this.authenticator.authenticate(request.headers.authorization);
    const caller = await request.callerPromise;
    request.caller = caller;
    if (permission === undefined) throw new Fault('FORBIDDEN');
    const isOpenToAll = this.declared<boolean>(BEFORE_PASSWORD_CHANGE_METADATA, context) === true;
    if (caller.mustChangePassword && !isOpenToAll) throw new Fault('FORBIDDEN', PASSWORD_CHANGE_REQUIRED);
    if (permission === SIGNED_IN || this.access.isAllowedSomewhere(caller, permission)) return true;
    throw new Fault('FORBIDDEN');
  }

  private declared<Value>(key: string, context: ExecutionContext): Value | undefined {
    return this.reflector.getAllAndOverride<Value | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}
