import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { isDuplicateKey } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { DomainError } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { PlatformAccount } from './platform-account.entity.js';
import type { AccountKind, AccountStatus, Platform } from './platform-account-states.js';
import { PLATFORM_ACCOUNT_TAKEN, PLATFORM_ACCOUNT_UNCHANGED } from './streamers.errors.js';

/** An account as it is registered. */
export interface AccountFacts {
  parkId: string;
  platform: Platform;
  name: string;
  externalId?: string | null;
  kind: AccountKind;
  idempotencyKey: string;
}

/** What may change of an account; the platform stays. */
export interface AccountChange {
  accountId: string;
  expectedVersion: number;
  name: string;
  externalId?: string | null;
  kind: AccountKind;
}

/** The park's accounts on livestream platforms. */
@Injectable()
export class PlatformAccounts {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Registers an account. Refuses a name that the park has on this platform. */
  async registerPlatformAccount(caller: Caller, facts: AccountFacts): Promise<string> {
    const { parkId, platform, name, kind, externalId } = facts;
    await this.access.requirePark(caller, 'streamers.manage', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: facts.idempotencyKey, operation: 'registerPlatformAccount', input: facts };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const account: PlatformAccount = {
        id: newId(),
        parkId,
        platform,
        name,
        externalId: externalId ?? null,
        kind,
        status: 'ACTIVE',
        version: 1,
      };
      await refusingTakenName(account, () => tx.insert(PlatformAccount, [account]));
      const changes = changesBetween(null, { platform, name, kind, externalId });
      const act = { scopeId: parkId, recordKind: 'PlatformAccount', recordId: account.id, changes };
      await this.audit.record(tx, caller, { ...act, action: 'registerPlatformAccount' });
      return account.id;
    });
    return ref;
  }

  /** Changes name, platform id and use. */
  changePlatformAccount(caller: Caller, change: AccountChange): Promise<string> {
    const { name, kind } = change;
    return this.change(caller, 'changePlatformAccount', change, () => ({ name, kind, externalId: change.externalId ?? null }));
  }

  /** Takes the account out of use: no new session may be booked on it. */
  closePlatformAccount(caller: Caller, target: { accountId: string; expectedVersion: number }): Promise<string> {
    return this.change(caller, 'closePlatformAccount', target, (account) => moved(account, 'CLOSED'));
  }

  /** Puts a closed account to use again. */
  reopenPlatformAccount(caller: Caller, target: { accountId: string; expectedVersion: number }): Promise<string> {
    return this.change(caller, 'reopenPlatformAccount', target, (account) => moved(account, 'ACTIVE'));
  }

  private async change(
    caller: Caller,
    action: string,
    target: { accountId: string; expectedVersion: number },
    changesOf: (account: PlatformAccount) => Partial<Omit<PlatformAccount, 'id' | 'version'>>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, 'streamers.manage');
    return this.transactions.run(async (tx) => {
      const account = await parkRow(tx, PlatformAccount, scope, target.accountId, 'input', 'accountId');
      requireVersion(account, target.expectedVersion);
      const changes = changesOf(account);
      await refusingTakenName({ ...account, ...changes }, () => updateVersioned(tx, PlatformAccount, account, changes));
      const act = {
        scopeId: account.parkId,
        recordKind: 'PlatformAccount',
        recordId: account.id,
        changes: changesBetween(account, changes),
      };
      await this.audit.record(tx, caller, { ...act, action });
      return account.id;
    });
  }
}

function moved(account: PlatformAccount, status: AccountStatus): { status: AccountStatus } {
  if (account.status === status) throw new DomainError([PLATFORM_ACCOUNT_UNCHANGED({ status }, 'input', 'accountId')]);
  return { status };
}

async function refusingTakenName({ platform, name }: { platform: Platform; name: string }, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isDuplicateKey(error) ? new DomainError([PLATFORM_ACCOUNT_TAKEN({ platform, name }, 'input', 'name')]) : error;
  }
}
