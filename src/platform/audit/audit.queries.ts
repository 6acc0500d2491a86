import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { CallerReach } from '../auth/caller-reach.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../database/listing.js';
import { showReason, shownReason } from '../reasons/program-reasons.js';
import type { AuditVerification } from './audit-breaks.js';
import type { AuditedField } from './audit-changes.js';
import { AuditVerifier } from './audit-verifier.js';
import type { AuditEntriesArgs } from './audit.inputs.js';

/** One entry as the list gives it. */
export interface AuditEntryRow {
  id: string;
  scopeId: string;
  /** Milliseconds since 1970. */
  at: number;
  actorId: string;
  actorName: string;
  actorKind: 'ACCOUNT' | 'API_TOKEN' | 'SYSTEM';
  requestId: string;
  action: string;
  recordKind: string;
  recordId: string;
  /** Null when the act has none. */
  changes: AuditedField[] | null;
  reason: string | null;
  /** Place in the hash chain; null while it waits to be sealed. */
  sealSeq: number | null;
}

/** How entries are read, newest first. The digest stays inside. */
export const auditListing: ListingDefinition = {
  table: 'audit_entry',
  fields: {
    id: 'id',
    scopeId: 'scopeId',
    at: 'at',
    actorId: 'actorId',
    actorName: 'actorName',
    actorKind: 'actorKind',
    requestId: 'requestId',
    action: 'action',
    recordKind: 'recordKind',
    recordId: 'recordId',
    changes: 'changes',
    reason: 'reason',
    sealSeq: '(SELECT s.seq FROM audit_seal s WHERE s.entryId = {t}.id)',
  },
  json: ['changes'],
  derive: showReasons,
  orders: { NEWEST_FIRST: { by: ['{t}.at'], direction: 'DESC' }, OLDEST_FIRST: { by: ['{t}.at'], direction: 'ASC' } },
};

/** Reasons of the program, given with the act or written into a column. */
function showReasons(row: Record<string, unknown>): void {
  showReason(row);
  for (const change of (row.changes as AuditedField[] | null | undefined) ?? []) {
    if (change.before !== null) change.before = shownReason(change.before);
    if (change.after !== null) change.after = shownReason(change.after);
  }
}

/** The same over all scopes at once: ids are time-ordered, so the primary key serves the order, and no index over the bare time is needed. */
const allScopesListing: ListingDefinition = {
  ...auditListing,
  orders: { NEWEST_FIRST: { by: [], direction: 'DESC' }, OLDEST_FIRST: { by: [], direction: 'ASC' } },
};

/** What an auditor may narrow the list by. */
export interface AuditFilter {
  actorId?: string | null;
  action?: string | null;
  recordKind?: string | null;
  recordId?: string | null;
  scopeId?: string | null;
  /** From this instant on. */
  fromAt?: Date | null;
  /** Before this instant. */
  beforeAt?: Date | null;
}

/** The filter as conditions, within what the caller may audit. */
export function auditConditions(reach: Condition, filter: AuditFilter = {}): Condition[] {
  const conditions: Condition[] = [reach];
  for (const name of ['scopeId', 'actorId', 'action', 'recordKind', 'recordId'] as const) {
    const value = filter[name];
    if (value !== null && value !== undefined) conditions.push(where(`{t}.${name} = ?`, value));
  }
  if (filter.fromAt) conditions.push(where('{t}.at >= ?', filter.fromAt.getTime()));
  if (filter.beforeAt) conditions.push(where('{t}.at < ?', filter.beforeAt.getTime()));
  return conditions;
}

/** What auditors read. */
@Injectable()
export class AuditQueries {
  private verifying: Promise<AuditVerification> | null = null;

  constructor(
    private readonly listings: Listings,
    private readonly reach: CallerReach,
    private readonly verifier: AuditVerifier,
  ) {}

  /** A page of entries: of the installation for an auditor of all, else of the caller's parks and organization subtrees. */
  async entries(caller: Caller, args: AuditEntriesArgs, selection: Selection): Promise<Page<AuditEntryRow>> {
    const filter = args.filter ?? {};
    const reach = await this.reach.scopedRows(caller, 'audit.read');
    const listing = reach.isEverywhere && !filter.scopeId ? allScopesListing : auditListing;
    return this.listings.page<AuditEntryRow>(listing, { ...args, selection, conditions: auditConditions(reach.condition, filter) });
  }

  /** Verifies the whole trail. Those who ask while it runs share one run, so that it cannot be multiplied. */
  verification(): Promise<AuditVerification> {
    this.verifying ??= this.verifier.verify().finally(() => (this.verifying = null));
    return this.verifying;
  }
}
