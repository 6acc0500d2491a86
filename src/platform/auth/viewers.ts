import { Injectable } from '@nestjs/common';
import type { Caller } from './caller.js';
import { CallerReach } from './caller-reach.js';
import type { Viewer } from './viewer.objects.js';

/** Shows callers to themselves. */
@Injectable()
export class Viewers {
  constructor(private readonly reach: CallerReach) {}

  of(caller: Caller): Viewer {
    const { accountId, displayName, mustChangePassword, grants } = caller;
    return { accountId, displayName, mustChangePassword, grants, permissions: this.reach.permissionsOf(caller) };
  }
}
