import { Injectable } from '@nestjs/common';
import { isDuplicateKey } from '../database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../database/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { Fault } from '../errors/faults.js';
import { SignInThrottle } from './account.entity.js';
import { networkOf } from './network-address.rules.js';
import { digestOf } from './tokens.js';

/** Failed sign-ins of one account name before it is locked. */
export const ACCOUNT_FAILURES_MAX = 5;
/** Failed sign-ins from one network address before it is locked. */
export const ADDRESS_FAILURES_MAX = 50;
/** Length of the window in which failures are counted and of the lock. */
export const THROTTLE_WINDOW_MINUTES = 15;

const WINDOW_MS = THROTTLE_WINDOW_MINUTES * 60_000;

interface Subject {
  kind: 'ACCOUNT' | 'ADDRESS';
  digest: string;
  max: number;
}

/**
 * Bounds guessing. An attempt is counted before the password is checked, so many guesses at once cannot slip through;
 * success gives the count back. Unknown names are counted like known ones.
 */
@Injectable()
export class SignInThrottles {
  constructor(private readonly transactions: Transactions) {}

  /** Counts an attempt. Throws RATE_LIMITED with the seconds to wait when the name or the address is locked. */
  async reserve(loginName: string, address: string): Promise<void> {
    const subjects = subjectsOf(loginName, address);
    const waitMs = await this.transactions.run(async (tx) => {
      let longest = 0;
      for (const subject of subjects) longest = Math.max(longest, await this.count(tx, subject));
      return longest;
    });
    if (waitMs > 0) throw new Fault('RATE_LIMITED', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  }

  /** Gives the count back after a successful sign-in: the name starts anew, the address gets its one attempt back. */
  async release(loginName: string, address: string): Promise<void> {
    const network = subjectsOf(loginName, address)[1]!;
    await this.transactions.run(async (tx) => {
      await this.forget(tx, loginName);
      await tx.execute(
        'UPDATE sign_in_throttle SET attempts = attempts - 1 WHERE scopeId = ? AND kind = ? AND subjectDigest = ? AND attempts > 0',
        [INSTALLATION_SCOPE, network.kind, network.digest],
      );
    });
  }

  /** Unlocks a name, for example because its password was reset. */
  async forget(tx: Tx, loginName: string): Promise<void> {
    const account = subjectsOf(loginName, '')[0]!;
    await tx.execute('UPDATE sign_in_throttle SET attempts = 0 WHERE scopeId = ? AND kind = ? AND subjectDigest = ?', [
      INSTALLATION_SCOPE,
      account.kind,
      account.digest,
    ]);
  }

  /** Returns how long the subject must still wait, 0 when the attempt is allowed. */
  private async count(tx: Tx, subject: Subject): Promise<number> {
    const now = tx.at.getTime();
    const key = [INSTALLATION_SCOPE, subject.kind, subject.digest];
    const byKey = 'scopeId = ? AND kind = ? AND subjectDigest = ?';
    const counted = await tx.execute(`UPDATE sign_in_throttle SET attempts = attempts + 1 WHERE ${byKey} AND windowStartedAt > ?`, [
      ...key,
      now - WINDOW_MS,
    ]);
    if (counted === 0) {
      const restarted = await tx.execute(`UPDATE sign_in_throttle SET attempts = 1, windowStartedAt = ? WHERE ${byKey}`, [now, ...key]);
      if (restarted === 0) await this.begin(tx, subject);
      return 0;
    }
    const [row] = await tx.rows<{ attempts: number; windowStartedAt: number }>(
      `SELECT attempts, windowStartedAt FROM sign_in_throttle WHERE ${byKey}`,
      key,
    );
    return row!.attempts > subject.max ? Number(row!.windowStartedAt) + WINDOW_MS - now : 0;
  }

  private async begin(tx: Tx, subject: Subject): Promise<void> {
    try {
      await tx.insert(SignInThrottle, [
        {
          id: newId(),
          scopeId: INSTALLATION_SCOPE,
          kind: subject.kind,
          subjectDigest: subject.digest,
          attempts: 1,
          windowStartedAt: tx.at,
        },
      ]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.count(tx, subject);
    }
  }
}

function subjectsOf(loginName: string, address: string): Subject[] {
  return [
    { kind: 'ACCOUNT', digest: digestOf(loginName.toLowerCase()), max: ACCOUNT_FAILURES_MAX },
    { kind: 'ADDRESS', digest: digestOf(networkOf(address)), max: ADDRESS_FAILURES_MAX },
  ];
}
