import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { RetryWork } from '../database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../database/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { Fault } from '../errors/faults.js';
import { DomainError } from '../errors/refusals.js';
import { requestContext } from '../operations/request-context.js';
import { AuthSession, UsedRefreshToken } from './account.entity.js';
import { SIGN_IN_REFUSED } from './accounts.errors.js';
import type { Caller } from './caller.js';
import { passwordMatches } from './passwords.js';
import { SignInThrottles } from './sign-in-throttle.js';
import { ACCESS_TOKEN_MINUTES, digestOf, newToken, REFRESH_TOKEN_DAYS } from './tokens.js';

/** Tokens of a session. They are shown once; only digests are stored. */
export interface SessionTokens {
  sessionId: string;
  accountId: string;
  accessToken: string;
  accessExpiresAt: Date;
  refreshToken: string;
  refreshExpiresAt: Date;
}

interface AccountRow {
  id: string;
  displayName: string;
  passwordHash: string;
  status: string;
}

const RECORD_KIND = 'AuthSession';

/** Signing in, staying signed in and signing out. */
@Injectable()
export class Sessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly throttles: SignInThrottles,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Opens a session. Unknown name, wrong password and disabled account get the same refusal (SIGN_IN_REFUSED) after the same work. Throws
   * RATE_LIMITED when the name or the network address is locked.
   */
  async signIn(loginName: string, password: string, address: string): Promise<SessionTokens> {
    await this.throttles.reserve(loginName, address);
    const [account] = await this.dataSource.query<AccountRow[]>(
      'SELECT id, displayName, passwordHash, status FROM account WHERE scopeId = ? AND loginName = ?',
      [INSTALLATION_SCOPE, loginName.toLowerCase()],
    );
    const matches = await passwordMatches(account?.passwordHash, password);
    if (!account || !matches || account.status !== 'ACTIVE') throw signInRefused();
    await this.throttles.release(loginName, address);
    return this.transactions.run(async (tx) => {
      await this.hold(tx, account);
      const tokens = await this.open(tx, account.id);
      const act = { scopeId: INSTALLATION_SCOPE, action: 'signIn', recordKind: RECORD_KIND, recordId: tokens.sessionId };
      await this.audit.record(tx, signedInCaller(account.id, account.displayName, tokens.sessionId), act);
      return tokens;
    });
  }

  /** Locks the account's row until commit: no session opens with a password that is being changed, or for an account that is being disabled. */
  private async hold(tx: Tx, account: AccountRow): Promise<void> {
    const matched = await tx.execute("UPDATE account SET version = version WHERE id = ? AND passwordHash = ? AND status = 'ACTIVE'", [
      account.id,
      account.passwordHash,
    ]);
    if (matched === 0) throw signInRefused();
  }

  /** Opens a session for an account that has proved who it is. */
  async open(tx: Tx, accountId: string): Promise<SessionTokens> {
    const tokens = this.freshTokens(newId(), accountId, tx.at);
    await tx.insert(AuthSession, [
      {
        id: tokens.sessionId,
        scopeId: INSTALLATION_SCOPE,
        accountId,
        accessDigest: digestOf(tokens.accessToken),
        accessExpiresAt: tokens.accessExpiresAt,
        refreshDigest: digestOf(tokens.refreshToken),
        refreshExpiresAt: tokens.refreshExpiresAt,
        createdAt: tx.at,
        refreshedAt: tx.at,
        revokedAt: null,
      },
    ]);
    return tokens;
  }

  /**
   * Exchanges a refresh token for new tokens. A token that was exchanged before ends its session: somebody else has it. Throws
   * UNAUTHENTICATED for that and for any other token that is not in force.
   */
  async refresh(refreshToken: string): Promise<SessionTokens> {
    const digest = digestOf(refreshToken);
    const outcome = await this.transactions.run(async (tx) => {
      const [session] = await tx.rows<{ id: string; accountId: string }>(
        `SELECT s.id, s.accountId FROM auth_session s JOIN account a ON a.id = s.accountId
         WHERE s.scopeId = ? AND s.refreshDigest = ? AND s.revokedAt IS NULL AND s.refreshExpiresAt > ? AND a.status = 'ACTIVE'`,
        [INSTALLATION_SCOPE, digest, tx.at.getTime()],
      );
      const tokens = session ? await this.rotate(tx, session.id, session.accountId, digest) : null;
      if (!tokens) await this.revokeReused(tx, digest);
      return tokens;
    });
    if (!outcome) throw new Fault('UNAUTHENTICATED');
    return outcome;
  }

  private async rotate(tx: Tx, sessionId: string, accountId: string, oldDigest: string): Promise<SessionTokens> {
    const tokens = this.freshTokens(sessionId, accountId, tx.at);
    const changed = await tx.execute(
      `UPDATE auth_session SET accessDigest = ?, accessExpiresAt = ?, refreshDigest = ?, refreshExpiresAt = ?, refreshedAt = ?
       WHERE id = ? AND refreshDigest = ? AND revokedAt IS NULL`,
      [
        digestOf(tokens.accessToken),
        tokens.accessExpiresAt.getTime(),
        digestOf(tokens.refreshToken),
        tokens.refreshExpiresAt.getTime(),
        tx.at.getTime(),
        sessionId,
        oldDigest,
      ],
    );
    /* Only a fresh snapshot shows that the token has been used, and that its session must end. */
    if (changed === 0) throw new RetryWork('another request exchanged this token first');
    await tx.insert(UsedRefreshToken, [{ id: newId(), scopeId: INSTALLATION_SCOPE, digest: oldDigest, sessionId, usedAt: tx.at }]);
    return tokens;
  }

  private async revokeReused(tx: Tx, digest: string): Promise<void> {
    const [used] = await tx.rows<{ sessionId: string }>('SELECT sessionId FROM used_refresh_token WHERE scopeId = ? AND digest = ?', [
      INSTALLATION_SCOPE,
      digest,
    ]);
    if (!used) return;
    const revoked = await tx.execute('UPDATE auth_session SET revokedAt = ? WHERE id = ? AND revokedAt IS NULL', [
      tx.at.getTime(),
      used.sessionId,
    ]);
    if (revoked === 0) return;
    const [owner] = await tx.rows<{ accountId: string; displayName: string }>(
      'SELECT a.id AS accountId, a.displayName AS displayName FROM auth_session s JOIN account a ON a.id = s.accountId WHERE s.id = ?',
      [used.sessionId],
    );
    await this.audit.record(tx, signedInCaller(owner!.accountId, owner!.displayName, used.sessionId), {
      scopeId: INSTALLATION_SCOPE,
      action: 'endReusedSession',
      recordKind: RECORD_KIND,
      recordId: used.sessionId,
    });
  }

  /** Ends one session of an account; false when there is none. */
  async revoke(tx: Tx, accountId: string, sessionId: string): Promise<boolean> {
    const changed = await tx.execute(
      'UPDATE auth_session SET revokedAt = ? WHERE scopeId = ? AND id = ? AND accountId = ? AND revokedAt IS NULL',
      [tx.at.getTime(), INSTALLATION_SCOPE, sessionId, accountId],
    );
    return changed > 0;
  }

  /** Ends all sessions of an account, but for one that may be kept. */
  async revokeAll(tx: Tx, accountId: string, exceptSessionId: string | null = null): Promise<number> {
    return tx.execute('UPDATE auth_session SET revokedAt = ? WHERE scopeId = ? AND accountId = ? AND revokedAt IS NULL AND id <> ?', [
      tx.at.getTime(),
      INSTALLATION_SCOPE,
      accountId,
      exceptSessionId ?? '',
    ]);
  }

  private freshTokens(sessionId: string, accountId: string, at: Date): SessionTokens {
    return {
      sessionId,
      accountId,
      accessToken: newToken('access'),
      accessExpiresAt: new Date(at.getTime() + ACCESS_TOKEN_MINUTES * 60_000),
      refreshToken: newToken('refresh'),
      refreshExpiresAt: new Date(at.getTime() + REFRESH_TOKEN_DAYS * 86_400_000),
    };
  }
}

function signInRefused(): DomainError {
  return new DomainError([SIGN_IN_REFUSED({}, 'input', 'password')]);
}

/** The actor of what happens to a session before its caller could be authenticated by it. */
function signedInCaller(accountId: string, displayName: string, sessionId: string): Caller {
  return {
    kind: 'ACCOUNT',
    accountId,
    displayName,
    credentialId: sessionId,
    grants: [],
    permissionLimit: null,
    mustChangePassword: false,
    requestId: requestContext().requestId,
  };
}
