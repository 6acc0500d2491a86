import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../database/listing.js';
import { startsWith } from '../database/text-search.js';
import type { AccountFilter, AccountsArgs, ApiTokensArgs, AuthSessionsArgs } from './accounts.inputs.js';
import type { AccountView, ApiTokenView, AuthSessionView } from './accounts.objects.js';
import type { Caller } from './caller.js';

const NEWEST_FIRST = { by: ['{t}.createdAt'], direction: 'DESC' } as const;
const BY_AGE = { NEWEST_FIRST, OLDEST_FIRST: { by: ['{t}.createdAt'], direction: 'ASC' } } as const;

const grantListing: ListingDefinition = {
  table: 'role_grant',
  fields: { id: 'id', scopeId: 'grantScopeId', role: 'role', scopeKind: 'grantScopeKind', grantedBy: 'grantedBy', grantedAt: 'grantedAt' },
};

/** The password's hash is not among the fields, so no request can read it. */
const accountListing: ListingDefinition = {
  table: 'account',
  fields: {
    id: 'id',
    scopeId: 'scopeId',
    loginName: 'loginName',
    displayName: 'displayName',
    status: 'status',
    mustChangePassword: 'mustChangePassword',
    isDemo: 'isDemo',
    createdAt: 'createdAt',
    passwordChangedAt: 'passwordChangedAt',
    version: 'version',
  },
  many: { grants: { listing: () => grantListing, ownerKey: '{t}.accountId', orderBy: '{t}.id' } },
  orders: { LOGIN_NAME: { by: ['{t}.loginName'], direction: 'ASC' }, NEWEST_FIRST },
};

const sessionListing: ListingDefinition = {
  table: 'auth_session',
  fields: { id: 'id', createdAt: 'createdAt', refreshedAt: 'refreshedAt', refreshExpiresAt: 'refreshExpiresAt' },
  orders: BY_AGE,
};

const apiTokenListing: ListingDefinition = {
  table: 'api_token',
  fields: { id: 'id', name: 'name', permissions: 'permissions', createdAt: 'createdAt', expiresAt: 'expiresAt', revokedAt: 'revokedAt' },
  json: ['permissions'],
  orders: BY_AGE,
};

const GRANTED = 'SELECT 1 FROM role_grant g WHERE g.scopeId = {t}.scopeId AND g.accountId = {t}.id';

function filterConditions(filter: AccountFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.status) conditions.push(where('{t}.status = ?', filter.status));
  if (filter.search) {
    const [byLogin, byName] = [startsWith('{t}.loginName', filter.search.toLowerCase()), startsWith('{t}.displayName', filter.search)];
    conditions.push(where(`(${byLogin.sql}) OR (${byName.sql})`, ...byLogin.parameters, ...byName.parameters));
  }
  if (filter.role) conditions.push(where(`EXISTS (${GRANTED} AND g.role = ?)`, filter.role));
  if (filter.grantScopeId) conditions.push(where(`EXISTS (${GRANTED} AND g.grantScopeId = ?)`, filter.grantScopeId));
  return conditions;
}

/** Reads of accounts, and of what belongs to the caller's own. */
@Injectable()
export class AccountQueries {
  constructor(
    private readonly listings: Listings,
    private readonly clock: Clock,
  ) {}

  accounts(args: AccountsArgs, selection: Selection): Promise<Page<AccountView>> {
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), ...filterConditions(args.filter ?? {})];
    return this.listings.page<AccountView>(accountListing, { ...args, selection, conditions });
  }

  account(id: string, selection: Selection): Promise<AccountView | null> {
    return this.listings.one<AccountView>(accountListing, selection, [where('{t}.scopeId = ? AND {t}.id = ?', INSTALLATION_SCOPE, id)]);
  }

  /** Whether anybody can have signed in at all. */
  async hasAccounts(): Promise<boolean> {
    return (await this.listings.list(accountListing, { id: true }, [], '{t}.id', 1)).length > 0;
  }

  /** The caller's sessions that are open. */
  async mySessions(caller: Caller, args: AuthSessionsArgs, selection: Selection): Promise<Page<AuthSessionView>> {
    const isOpen = where('{t}.revokedAt IS NULL AND {t}.refreshExpiresAt > ?', this.clock.now().getTime());
    const conditions = [ownedBy(caller), isOpen];
    const page = await this.listings.page<AuthSessionView>(sessionListing, { ...args, selection, conditions });
    for (const session of page.nodes) session.isCurrent = session.id === caller.credentialId;
    return page;
  }

  /** The caller's API tokens, those that have ended as well. */
  apiTokens(caller: Caller, args: ApiTokensArgs, selection: Selection): Promise<Page<ApiTokenView>> {
    return this.listings.page<ApiTokenView>(apiTokenListing, { ...args, selection, conditions: [ownedBy(caller)] });
  }

  apiToken(caller: Caller, id: string, selection: Selection): Promise<ApiTokenView | null> {
    return this.listings.one<ApiTokenView>(apiTokenListing, selection, [ownedBy(caller), where('{t}.id = ?', id)]);
  }
}

function ownedBy(caller: Caller): Condition {
  return where('{t}.scopeId = ? AND {t}.accountId = ?', INSTALLATION_SCOPE, caller.accountId);
}
