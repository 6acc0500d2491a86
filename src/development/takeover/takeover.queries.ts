import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Access } from '../../access/access.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller, Locale } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type ListingDefinition, Listings, type Page, type Selection, where } from '../../platform/database/listing.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/faults.js';
import { requestContext } from '../../platform/operations/request-context.js';
import { PersonalDataCipher } from '../../platform/personal-data/cipher.js';
import { identityAddress } from './takeover-drafts.js';
import type { CellFinding } from './takeover-findings.js';
import { acceptedRuleIdsOf, type RowReader, rowCountsOf } from './takeover-rows.js';
import type { RowIdentity, TakeoverContent } from './takeover-sheet.js';
import { TAKEOVER_RECORD_KIND, WORKING_STATES } from './takeover-states.js';
import type { TakeoverRowsArgs, TakeoversArgs } from './takeover.inputs.js';
import type { TakeoverRowView, TakeoverView } from './takeover.objects.js';

const nameOf = (column: string) => `(SELECT who.displayName FROM account who WHERE who.id = {t}.${column})`;
const jobFigure = (column: string) =>
  `(SELECT j.${column} FROM job j WHERE j.id = {t}.jobId AND {t}.status IN (${WORKING_STATES.map((state) => `'${state}'`).join(', ')}))`;

const takeoverListing: ListingDefinition = {
  table: 'takeover_batch',
  fields: {
    id: 'id',
    organizationId: 'organizationId',
    fileName: 'fileName',
    documentSha256: 'sha256',
    status: 'status',
    droppedHeaders: 'droppedHeaders',
    isStuck: `CASE WHEN ${jobFigure('status')} = 'DEAD' THEN 1 ELSE 0 END`,
    progressDone: jobFigure('progressDone'),
    progressTotal: jobFigure('progressTotal'),
    uploadedByName: nameOf('uploadedBy'),
    uploadedAt: 'uploadedAt',
    committedByName: nameOf('committedBy'),
    committedAt: 'committedAt',
    confirmedByName: nameOf('confirmedBy'),
    confirmedAt: 'confirmedAt',
    reason: 'reason',
    version: 'version',
  },
  json: ['droppedHeaders'],
  derive: (row) => {
    if (row.isStuck !== undefined) row.isStuck = Boolean(row.isStuck);
  },
  orders: { NEWEST_FIRST: { by: ['{t}.uploadedAt'], direction: 'DESC' } },
};

const rowListing: ListingDefinition = {
  table: 'takeover_row',
  fields: {
    id: 'id',
    rowNumber: 'rowNumber',
    state: 'state',
    outcome: 'outcome',
    idCardMasked: 'idCardMasked',
    identityEncrypted: 'identityEncrypted',
    registeredName: '(SELECT p.fullName FROM person p WHERE p.id = {t}.personId)',
    organizationName: '(SELECT o.name FROM organization o WHERE o.id = {t}.organizationId)',
    content: 'content',
    findings: 'findings',
    caseId: 'caseId',
  },
  json: ['content', 'findings'],
  always: ['identityEncrypted', 'registeredName', 'content', 'findings', 'outcome'],
  orders: { ROW_NUMBER: { by: ['{t}.rowNumber'], direction: 'ASC' } },
};

interface StoredRow extends TakeoverRowView {
  identityEncrypted: string | null;
  registeredName: string | null;
  content: TakeoverContent | null;
}

/** Reads takeovers and their rows. Rows tell who stands at which stage, so every reading of them is recorded (PR-7). */
@Injectable()
export class TakeoverQueries {
  private readonly reader: RowReader;

  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
    private readonly cipher: PersonalDataCipher,
    private readonly audit: AuditTrail,
    dataSource: DataSource,
  ) {
    this.reader = { rows: (sql, parameters = []) => dataSource.query(sql, [...parameters]) };
  }

  /** A page of takeovers within the caller's organizations. */
  async takeovers(caller: Caller, args: TakeoversArgs, selection: Selection): Promise<Page<TakeoverView>> {
    const conditions = await this.conditions(caller);
    if (args.organizationId) conditions.push(where('{t}.organizationId = ?', args.organizationId));
    const { first, after, order } = args;
    const page = await this.listings.page<TakeoverView>(takeoverListing, { selection, conditions, order, first, after });
    await this.complete(page.nodes);
    return page;
  }

  /** One takeover; null outside the caller's organizations. */
  async takeover(caller: Caller, id: string, selection: Selection): Promise<TakeoverView | null> {
    const conditions = [where('{t}.id = ?', id), ...(await this.conditions(caller))];
    const takeover = await this.listings.one<TakeoverView>(takeoverListing, selection, conditions);
    if (takeover) await this.complete([takeover]);
    return takeover;
  }

  /** A page of a takeover's rows; throws NOT_FOUND for one outside the caller's organizations. */
  async rows(caller: Caller, args: TakeoverRowsArgs, selection: Selection): Promise<Page<TakeoverRowView>> {
    const batch = await this.listings.one<{ id: string; organizationId: string }>(takeoverListing, { organizationId: true }, [
      where('{t}.id = ?', args.takeoverId),
      ...(await this.conditions(caller)),
    ]);
    if (!batch) throw notFound('takeoverId');
    const read = { scopeId: batch.organizationId, recordKind: TAKEOVER_RECORD_KIND, recordIds: [batch.id], fields: ['fullName', 'facts'] };
    await this.transactions.run((tx) => this.audit.recordRead(tx, caller, read));
    const conditions = [where('{t}.scopeId = ? AND {t}.batchId = ?', INSTALLATION_SCOPE, batch.id)];
    if (args.state) conditions.push(where('{t}.state = ?', args.state));
    if (args.outcome) conditions.push(where('{t}.outcome = ?', args.outcome));
    const { first, after, order } = args;
    const page = await this.listings.page<StoredRow>(rowListing, { selection, conditions, order, first, after });
    for (const node of page.nodes) this.show(node, requestContext().locale);
    return page;
  }

  private async conditions(caller: Caller) {
    const scope = (await this.access.organizations(caller, 'development.read')).condition('{t}.organizationId');
    return [where('{t}.scopeId = ?', INSTALLATION_SCOPE), scope];
  }

  private async complete(takeovers: readonly TakeoverView[]): Promise<void> {
    const counts = await rowCountsOf(
      this.reader,
      takeovers.map(({ id }) => id),
    );
    for (const takeover of takeovers) {
      takeover.counts = counts.get(takeover.id)!;
      takeover.overriddenRuleIds = takeover.counts.valid > 0 ? await acceptedRuleIdsOf(this.reader, takeover.id) : [];
    }
  }

  private show(row: StoredRow, locale: Locale): void {
    const isTakenBack = row.outcome === 'REVERSED';
    row.fullName = isTakenBack ? null : (row.registeredName ?? this.stagedName(row));
    row.facts = (row.content?.facts ?? []).map(({ kind, occurredOn, documentNumber, overrides }) => ({
      ...{ kind, occurredOn, documentNumber },
      overriddenRuleIds: overrides.map(({ ruleId }) => ruleId),
    }));
    row.findings = (row.findings as unknown as CellFinding[]).map((finding) => ({
      ...finding,
      message: finding.message[locale],
      cure: finding.cure?.[locale] ?? null,
    }));
  }

  private stagedName({ id, identityEncrypted }: StoredRow): string | null {
    if (identityEncrypted === null) return null;
    return (JSON.parse(this.cipher.decrypt(identityAddress(id), identityEncrypted)) as RowIdentity).fullName;
  }
}
