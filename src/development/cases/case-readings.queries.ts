import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { organizationSummaryListing } from '../../organizations/organizations.queries.js';
import { AuditReadings } from '../../platform/audit/audit-readings.js';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type ListingDefinition, Listings, type Page, type Selection, where } from '../../platform/database/listing.js';
import type { PageArgs } from '../../platform/graphql/connection.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import type { CaseReadersArgs } from './case.inputs.js';
import type { CaseHandoverView, CaseReadingView } from './case.objects.js';
import { CASE_RECORD_KIND, CaseScope } from './case-scope.js';
import type { OrganizationRecordsArgs } from './rule.inputs.js';

const handoverListing: ListingDefinition = {
  table: 'development_handover',
  fields: {
    id: 'id',
    caseNumber: '(SELECT k.caseNumber FROM development_case k WHERE k.id = {t}.caseId)',
    handedOverOn: 'handedOverOn',
  },
  one: {
    organization: { listing: () => organizationSummaryListing, key: 'organizationId' },
    toOrganization: { listing: () => organizationSummaryListing, key: 'toOrganizationId' },
  },
  orders: { NEWEST_FIRST: { by: ['{t}.handedOverOn'], direction: 'DESC' } },
};

/** Who looked at a case, and which cases an organization once handled. */
@Injectable()
export class CaseReadings {
  constructor(
    private readonly scope: CaseScope,
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly readings: AuditReadings,
    private readonly listings: Listings,
  ) {}

  /** A page of the readings of a case, newest first. Asking who looked is a reading itself. */
  async ofCase(caller: Caller, args: CaseReadersArgs, selection: Selection): Promise<Page<CaseReadingView>> {
    const reading = { purpose: 'SUPERVISION' as const, fields: ['readers'] };
    const organizationIds = await this.scope.read(caller, args.caseId, reading, (tx) => handlersOf(tx, args.caseId));
    return this.page(args.caseId, organizationIds, args, selection);
  }

  /** The same for the person of the case, whose right it is to know (PR-7). */
  async ofOwnCase(caseId: string, args: PageArgs, selection: Selection): Promise<Page<CaseReadingView>> {
    return this.page(caseId, await this.transactions.run((tx) => handlersOf(tx, caseId)), args, selection);
  }

  async handovers(caller: Caller, args: OrganizationRecordsArgs, selection: Selection): Promise<Page<CaseHandoverView>> {
    const scope = await this.access.organizations(caller, 'development.read');
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), scope.condition()];
    if (args.organizationId) conditions.push(where('{t}.organizationId = ?', args.organizationId));
    const { first, after } = args;
    return this.listings.page<CaseHandoverView>(handoverListing, { selection, conditions, order: 'NEWEST_FIRST', first, after });
  }

  private async page(
    caseId: string,
    scopeIds: readonly string[],
    { first, after }: PageArgs,
    selection: Selection,
  ): Promise<Page<CaseReadingView>> {
    const record = { scopeIds, recordKind: CASE_RECORD_KIND, recordId: caseId };
    return this.readings.page(record, { first, after }, selection);
  }
}

/** The organizations in whose trails readings of the case stand: all that ever handled it. */
async function handlersOf(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT organizationId AS id FROM development_case WHERE id = ?
     UNION SELECT openedOrganizationId AS id FROM development_case WHERE id = ?
     UNION SELECT organizationId AS id FROM development_fact WHERE scopeId = ? AND caseId = ?`,
    [caseId, caseId, INSTALLATION_SCOPE, caseId],
  );
  return rows.map(({ id }) => id);
}
