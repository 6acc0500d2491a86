import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import { Fault } from '../errors/faults.js';
import { requestContext } from '../operations/request-context.js';
import type { Caller, Grant } from './caller.js';
import { digestOf, TOKEN_PREFIX } from './tokens.js';

interface CredentialRow {
  credentialId: string;
  accountId: string;
  displayName: string;
  permissions: string | null;
  mustChangePassword: number | boolean;
  /** One row per grant; null when the account has none. */
  role: string | null;
  scopeKind: Grant['scopeKind'];
  scopeId: string;
}

/** The grants travel with the credential: one statement per request. */
const GRANTS = 'LEFT JOIN role_grant g ON g.scopeId = ? AND g.accountId = a.id';
const GRANT_COLUMNS = 'g.role AS role, g.grantScopeKind AS scopeKind, g.grantScopeId AS scopeId';

const BEARER = /^Bearer ([A-Za-z0-9_-]{20,100})$/;

/** Finds out who sends a request. Every request asks the database, so disabling an account or revoking a token takes effect at once. */
@Injectable()
export class Authenticator {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The caller behind an `Authorization` header. Throws UNAUTHENTICATED for anything that is missing, malformed, expired, revoked or disabled. */
  async authenticate(header: string | undefined): Promise<Caller> {
    const token = BEARER.exec(header ?? '')?.[1];
    if (!token) throw new Fault('UNAUTHENTICATED');
    const isApiToken = token.startsWith(TOKEN_PREFIX.api);
    const rows = isApiToken ? await this.apiToken(token) : await this.session(token);
    const [credential] = rows;
    if (!credential) throw new Fault('UNAUTHENTICATED');
    return {
      kind: isApiToken ? 'API_TOKEN' : 'ACCOUNT',
      accountId: credential.accountId,
      displayName: credential.displayName,
      credentialId: credential.credentialId,
      grants: rows.flatMap(({ role, scopeKind, scopeId }) => (role === null ? [] : [{ role, scopeKind, scopeId }])),
      permissionLimit: credential.permissions === null ? null : (JSON.parse(credential.permissions) as string[]),
      mustChangePassword: Boolean(credential.mustChangePassword),
      requestId: requestContext().requestId,
    };
  }

  private session(token: string): Promise<CredentialRow[]> {
    return this.dataSource.query<CredentialRow[]>(
      `SELECT s.id AS credentialId, a.id AS accountId, a.displayName AS displayName, a.mustChangePassword, NULL AS permissions, ${GRANT_COLUMNS}
       FROM auth_session s JOIN account a ON a.id = s.accountId ${GRANTS}
       WHERE s.scopeId = ? AND s.accessDigest = ? AND s.revokedAt IS NULL AND s.accessExpiresAt > ? AND a.status = 'ACTIVE'`,
      [INSTALLATION_SCOPE, INSTALLATION_SCOPE, digestOf(token), this.clock.now().getTime()],
    );
  }

  private apiToken(token: string): Promise<CredentialRow[]> {
    return this.dataSource.query<CredentialRow[]>(
      `SELECT t.id AS credentialId, a.id AS accountId, a.displayName AS displayName, a.mustChangePassword, t.permissions AS permissions, ${GRANT_COLUMNS}
       FROM api_token t JOIN account a ON a.id = t.accountId ${GRANTS}
       WHERE t.scopeId = ? AND t.digest = ? AND t.revokedAt IS NULL AND t.expiresAt > ? AND a.status = 'ACTIVE'`,
      [INSTALLATION_SCOPE, INSTALLATION_SCOPE, digestOf(token), this.clock.now().getTime()],
    );
  }
}
