import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Locale } from '../platform/auth/caller.js';
import { type Condition, Listings, type Page, type Selection, where, whereIn } from '../platform/database/listing.js';
import { inList } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { requestContext } from '../platform/operations/request-context.js';
import type { ImportBatchView, ImportCounts, ImportFinding, ImportProgress, ImportRowView } from './imports.objects.js';
import type { Finding } from './intake/findings.js';
import { LEFT_OUTCOMES, problemsOfRow, type RowProblem, STANDING_OUTCOMES } from './row-problems.rules.js';
import { importBatchListing, importRowListing } from './sales.queries.js';

/** Problem rows that a batch lists. */
const PROBLEM_ROWS_MAX = 200;
const NOTHING = where('1 = 0');
/** Pattern of the findings of a row whose session its reversal left. */
const SESSION_KEPT = `'%"code":"SESSION_KEPT"%'`;

const COUNT_FIELDS: Readonly<Record<string, keyof ImportCounts>> = {
  BOOKED: 'booked',
  DUPLICATE: 'duplicates',
  OBSERVED: 'observed',
  CORRECTION_PROPOSED: 'correctionsProposed',
  CORRECTED: 'corrected',
  UNMATCHED: 'unmatched',
  REFUND_EXCEEDS_SALE: 'refused',
};

/** Counts of nothing. */
export function noCounts(): ImportCounts {
  return { booked: 0, duplicates: 0, observed: 0, correctionsProposed: 0, corrected: 0, unmatched: 0, refused: 0, skipped: 0, pending: 0 };
}

/** A finding in the caller's language. */
export function findingView(finding: RowProblem, locale: Locale): ImportFinding {
  return { row: finding.row, column: finding.column, code: finding.code, severity: finding.severity, message: finding.message[locale] };
}

/** What refuses a commit as a whole, as a finding of its preview: it concerns no row. */
export function refusalView({ code, message, cure }: Refusal, locale: Locale): ImportFinding {
  return {
    row: null,
    column: null,
    code,
    severity: 'ERROR',
    message: [message[locale], cure?.[locale]].filter(Boolean).join(locale === 'zh' ? '' : ' '),
  };
}

/** Reads imports and their rows; counts, problems and progress cost one statement each for a whole page, and only when they are selected. */
@Injectable()
export class ImportViews {
  constructor(
    private readonly listings: Listings,
    private readonly dataSource: DataSource,
  ) {}

  async page(selection: Selection, conditions: readonly Condition[], first: number, after?: string | null): Promise<Page<ImportBatchView>> {
    const page = await this.listings.page<ImportBatchView>(importBatchListing, {
      selection,
      conditions,
      order: 'CREATED_DESC',
      first,
      after,
    });
    await this.complete(page.nodes, nodeSelection(selection));
    return page;
  }

  async one(selection: Selection, conditions: readonly Condition[]): Promise<ImportBatchView | null> {
    const batch = await this.listings.one<ImportBatchView>(importBatchListing, selection, conditions);
    if (batch) await this.complete([batch], selection);
    return batch;
  }

  async rows(selection: Selection, conditions: readonly Condition[], first: number, after?: string | null): Promise<Page<ImportRowView>> {
    const page = await this.listings.page<ImportRowView>(importRowListing, { selection, conditions, order: 'ROW_ASC', first, after });
    const { locale } = requestContext();
    for (const row of page.nodes)
      row.findings = (row.findings as unknown as Finding[] | undefined)?.map((finding) => findingView(finding, locale)) ?? [];
    return page;
  }

  private async complete(batches: readonly (ImportBatchView & { jobId?: string | null })[], selection: Selection): Promise<void> {
    if (batches.length === 0) return;
    const { locale } = requestContext();
    for (const batch of batches)
      batch.fileFindings = (batch.fileFindings as unknown as Finding[] | undefined)?.map((finding) => findingView(finding, locale)) ?? [];
    if (selection.counts) await this.addCounts(batches);
    if (selection.problems) for (const batch of batches) batch.problems = await this.problems(batch, locale);
    if (selection.progress) await this.addProgress(batches);
  }

  private async addCounts(batches: readonly ImportBatchView[]): Promise<void> {
    const ids = batches.map((batch) => batch.id);
    const parks = whereIn('r.parkId', [...new Set(batches.map((batch) => batch.parkId))]);
    const rows = await this.dataSource.query<{ batchId: string; state: string; outcome: string; total: number }[]>(
      `SELECT r.batchId, r.state, r.outcome, COUNT(*) AS total FROM import_row r WHERE ${parks.sql} AND r.batchId IN ${inList(ids)} GROUP BY r.batchId, r.state, r.outcome`,
      [...parks.parameters, ...ids],
    );
    for (const batch of batches) {
      const counts = noCounts();
      for (const row of rows.filter((entry) => entry.batchId === batch.id)) counts[countField(row.state, row.outcome)] += Number(row.total);
      batch.counts = counts;
    }
  }

  /** Of a reversed import only what was never read and what its reversal left: no row of it can be booked any more. */
  private async problems({ id, parkId, status }: ImportBatchView, locale: Locale): Promise<ImportFinding[]> {
    const standing = where(
      `state = 'VALID' AND outcome IN ${inList(STANDING_OUTCOMES)} AND findings LIKE '%"code":"REFUND_ABOVE_SALES"%'`,
      ...STANDING_OUTCOMES,
    );
    const [left, toCheck] = status === 'REVERSED' ? [NOTHING, NOTHING] : [whereIn('outcome', LEFT_OUTCOMES), standing];
    const rows = await this.dataSource.query<{ rowNumber: number; state: string; outcome: string; findings: string }[]>(
      `SELECT rowNumber, state, outcome, findings FROM import_row
       WHERE parkId = ? AND batchId = ? AND (state = 'REFUSED' OR ${left.sql} OR findings LIKE ${SESSION_KEPT} OR (${toCheck.sql}))
       ORDER BY CASE WHEN findings LIKE ${SESSION_KEPT} THEN 0 WHEN state = 'REFUSED' OR ${left.sql} THEN 1 ELSE 2 END, rowNumber
       LIMIT ${PROBLEM_ROWS_MAX}`,
      [parkId, id, ...left.parameters, ...toCheck.parameters, ...left.parameters],
    );
    /* What must not be cut off comes first while rows are chosen; they are shown in the order of the file. */
    return rows
      .sort((one, other) => one.rowNumber - other.rowNumber)
      .flatMap((row) =>
        problemsOfRow({ ...row, findings: JSON.parse(row.findings) as Finding[] }).map((problem) => findingView(problem, locale)),
      );
  }

  private async addProgress(batches: readonly (ImportBatchView & { jobId?: string | null })[]): Promise<void> {
    const jobIds = batches.flatMap((batch) => batch.jobId ?? []);
    if (jobIds.length === 0) return;
    const rows = await this.dataSource.query<(ImportProgress & { id: string })[]>(
      `SELECT id, progressDone AS done, progressTotal AS total, status AS jobStatus, lastError FROM job WHERE id IN ${inList(jobIds)}`,
      jobIds,
    );
    for (const batch of batches) batch.progress = rows.find((row) => row.id === batch.jobId) ?? null;
  }
}

function countField(state: string, outcome: string): keyof ImportCounts {
  if (state === 'REFUSED') return 'refused';
  if (state === 'SKIPPED') return 'skipped';
  return COUNT_FIELDS[outcome] ?? 'pending';
}

function nodeSelection(selection: Selection): Selection {
  const nodes = selection.nodes;
  const edges = selection.edges;
  const edgeNode = edges && edges !== true ? edges.node : undefined;
  return { ...(nodes && nodes !== true ? nodes : {}), ...(edgeNode && edgeNode !== true ? edgeNode : {}) };
}
