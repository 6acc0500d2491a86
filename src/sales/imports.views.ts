import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Locale } from '../platform/auth/caller.js';
import { type Condition, Listings, type Page, type Selection, whereIn } from '../platform/database/listing.js';
import { inList } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { requestContext } from '../platform/operations/request-context.js';
import type { ImportBatchView, ImportCounts, ImportFinding, ImportProgress, ImportRowView } from './imports.objects.js';
import { type Finding, FINDING_TEXTS, type FindingCode } from './intake/findings.js';
import { UNPLACED } from './live-placing.rules.js';
import { importBatchListing, importRowListing } from './sales.queries.js';

/** Problem rows that a batch lists. */
const PROBLEM_ROWS_MAX = 200;

/** Warnings that are listed beside what is not booked: what they say is about the books and not only about a cell. */
export const SHOWN_WARNINGS: readonly FindingCode[] = ['SESSION_KEPT', 'REFUND_ABOVE_SALES'];

const OUTCOME_MESSAGES = {
  UNMATCHED: FINDING_TEXTS.UNMATCHED,
  REFUND_EXCEEDS_SALE: {
    zh: '这笔订单的退款会超过已入账的销售额,没有入账;请核对文件里的金额,以及这笔订单有没有被手工更正或冲销。',
    en: 'The refunds of the order would exceed its booked sales; not booked. Check the amounts in the file, and whether the order was corrected or reversed by hand.',
  },
  CORRECTION_PROPOSED: {
    zh: '与已入账的数字不同;再次入账并接受更正后按差额更正。',
    en: 'Differs from what is booked: commit again and accept corrections to book the difference.',
  },
} as const;

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
export function findingView(finding: Finding, locale: Locale): ImportFinding {
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

  private async problems(batch: ImportBatchView, locale: Locale): Promise<ImportFinding[]> {
    const rows = await this.dataSource.query<{ rowNumber: number; state: string; outcome: string; findings: string }[]>(
      `SELECT rowNumber, state, outcome, findings FROM import_row
       WHERE parkId = ? AND batchId = ? AND (state = 'REFUSED' OR outcome IN ('UNMATCHED', 'REFUND_EXCEEDS_SALE', 'CORRECTION_PROPOSED')
         OR ${SHOWN_WARNINGS.map((code) => `findings LIKE '%"code":"${code}"%'`).join(' OR ')})
       ORDER BY rowNumber LIMIT ${PROBLEM_ROWS_MAX}`,
      [batch.parkId, batch.id],
    );
    return rows.flatMap((row) => {
      const shown = (JSON.parse(row.findings) as Finding[]).filter((finding) =>
        finding.severity === 'ERROR' ? row.state === 'REFUSED' || row.outcome === 'UNMATCHED' : SHOWN_WARNINGS.includes(finding.code),
      );
      const found = shown.map((finding) => findingView(finding, locale));
      if (shown.some((finding) => UNPLACED.includes(finding.code))) return found;
      const message = OUTCOME_MESSAGES[row.outcome as keyof typeof OUTCOME_MESSAGES]?.[locale];
      return message ? [...found, { row: row.rowNumber, column: null, code: row.outcome, severity: 'ERROR', message }] : found;
    });
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
