import { Injectable } from '@nestjs/common';
import { SessionRecords } from '../broadcasts/session-records.service.js';
import type { Caller } from '../platform/auth/caller.js';
import { newId } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import type { CommittingBatch, PendingRow } from './committing-batch.js';
import { GrainSwitching } from './grain-switching.js';
import { explainPlacing, ImportedLives, type LivePlace } from './imported-lives.js';
import { MetricObservation } from './ledger.entity.js';
import { type EntryToPost, Ledger } from './ledger.service.js';
import { decideLine, type LineDecision, type LineState, type RowOutcome } from './line-booking.rules.js';
import { LineStore, type StoredLine } from './line-store.js';
import { placingOf, unplacedBecause } from './live-placing.rules.js';
import type { LiveMatch } from './session-matching.js';
import { isOrderGrain, lineRefOf, reportedLineOf, type StagedRow } from './staged-row.js';

interface Placed extends LivePlace {
  row: PendingRow;
}

type NewLine = LineState &
  Pick<StoredLine, 'id' | 'accountId' | 'sessionId' | 'liveExportId' | 'lineRef' | 'productId' | 'productCode'> & {
    orderRef: string | null;
    productName: string | null;
    batchId: string | null;
  };

/** Reason of an entry for a line that was kept while another grain counted. */
const KEPT_LINES_COUNT = declareReason('KEPT_LINES_COUNT', {
  zh: '以往导入的明细,随本批次入账',
  en: 'Lines of an earlier import, booked with this one',
});

/** Books one chunk of rows inside the transaction that also marks them. */
@Injectable()
export class ChunkBooking {
  constructor(
    private readonly ledger: Ledger,
    private readonly lines: LineStore,
    private readonly sessions: SessionRecords,
    private readonly switching: GrainSwitching,
    private readonly lives: ImportedLives,
  ) {}

  /** Books the rows whose live has a session (or gets one) and marks every row with its outcome. */
  async book(
    tx: Tx,
    caller: Caller,
    batch: CommittingBatch,
    rows: readonly PendingRow[],
    matches: ReadonlyMap<string, LiveMatch>,
  ): Promise<void> {
    const placed: Placed[] = [];
    const outcomes = new OutcomeMarks();
    for (const row of rows) {
      const match = matches.get(row.content.liveExportId)!;
      const placing = placingOf(row.content, match, batch.choices.recordMissingSessions, tx.at);
      const unplaced = unplacedBecause(placing);
      const place = unplaced ? null : await this.lives.placeOf(tx, caller, batch, row.content, match);
      await explainPlacing(tx, row, place ? null : (unplaced ?? 'UNMATCHED'));
      if (place) placed.push({ row, ...place });
      else outcomes.add(row.id, 'UNMATCHED', null);
    }
    for (const group of grouped(placed)) await this.bookSession(tx, caller, batch, group, outcomes);
    await outcomes.write(tx, batch.parkId);
  }

  private async bookSession(
    tx: Tx,
    caller: Caller,
    batch: CommittingBatch,
    group: readonly Placed[],
    outcomes: OutcomeMarks,
  ): Promise<void> {
    const { sessionId, accountId } = group[0]!;
    const { parkId } = batch;
    const recorded = await this.ledger.grainOfRecord(tx, parkId, sessionId);
    const isGrainOfRecord = recorded === null || recorded === batch.grain;
    if (recorded === null) await this.bookObserved(tx, caller, batch, sessionId);
    const known = await this.lines.known(
      tx,
      batch,
      accountId,
      group.map(({ row }) => ({ liveExportId: row.content.liveExportId, lineRef: lineRefOf(row.content) })),
    );
    const products = await this.productsOf(tx, batch, group);
    const inserted: NewLine[] = [];
    const entries: EntryToPost[] = [];
    let isTaken = false;
    for (const { row } of group) {
      const key = `${row.content.liveExportId}/${lineRefOf(row.content)}`;
      const line = known.get(key) ?? null;
      const options = { isGrainOfRecord, acceptCorrections: batch.choices.acceptCorrections, isOrderLine: isOrderGrain(batch.grain) };
      const decision = decideLine(line, reportedLineOf(row.content), options);
      const written = line
        ? await this.changeLine(tx, batch, row, line, decision, sessionId)
        : newLine(batch, row.content, decision, { sessionId, accountId }, products);
      if (decision.outcome !== 'REFUND_EXCEEDS_SALE') {
        isTaken = true;
        if (!line) inserted.push(written as NewLine);
      }
      entries.push(...decision.entries.map((draft) => ({ ...draft, ...originOf(batch, sessionId, written) })));
      outcomes.add(row.id, decision.outcome, sessionId);
    }
    await this.lines.insert(tx, batch, inserted);
    await this.ledger.post(tx, caller, entries);
    await this.observe(tx, batch, sessionId, group);
    if (recorded === null && isTaken) await this.ledger.setGrainOfRecord(tx, parkId, sessionId, batch.grain);
    if (entries.length > 0) await this.sessions.markTallied(tx, caller, sessionId);
    else await this.ledger.requestRecomputation(tx, parkId, [sessionId], []);
  }

  /** Lines that were kept while another grain counted count from now on: the session has no grain any more and gets that of the batch. */
  private async bookObserved(tx: Tx, caller: Caller, batch: CommittingBatch, sessionId: string): Promise<void> {
    const scope = { parkId: batch.parkId, sessionId, grain: batch.grain, batchId: batch.id, reason: KEPT_LINES_COUNT() };
    if ((await this.switching.bookKnown(tx, caller, scope)) === 0) return;
    await this.ledger.setGrainOfRecord(tx, batch.parkId, sessionId, batch.grain);
    await this.sessions.markTallied(tx, caller, sessionId);
  }

  private async changeLine(
    tx: Tx,
    batch: CommittingBatch,
    row: PendingRow,
    line: StoredLine,
    decision: LineDecision,
    sessionId: string,
  ): Promise<StoredLine> {
    if (decision.next === line) return line;
    const isWritten = await this.lines.change(tx, line, decision.next);
    if (!isWritten) throw new Error(`Line ${line.id} changed under its session's lock`);
    /* A line that a reversal emptied belongs to the batch that fills it again, and to its session: the former one may have been withdrawn. */
    if (line.saleHash === '' && line.refundHash === '') {
      await tx.execute('UPDATE sales_line SET batchId = ?, sessionId = ? WHERE id = ?', [batch.id, sessionId, line.id]);
      return line;
    }
    /* A later commit of the same batch may change the line again: what stood before the batch stays remembered. */
    await tx.execute('UPDATE import_row SET lineId = ?, previousLine = COALESCE(previousLine, ?) WHERE id = ?', [
      line.id,
      JSON.stringify(plainLine(line)),
      row.id,
    ]);
    return line;
  }

  private async productsOf(tx: Tx, batch: CommittingBatch, group: readonly Placed[]): Promise<Map<string, string>> {
    const codes = [
      ...new Set(group.flatMap(({ row }) => (row.content.kind === 'LINE' && row.content.productCode ? [row.content.productCode] : []))),
    ];
    if (codes.length === 0) return new Map();
    const rows = await tx.rows<{ code: string; productId: string }>(
      `SELECT code, productId FROM product_platform_code WHERE parkId = ? AND platform = ? AND code IN ${inList(codes)}`,
      [batch.parkId, batch.platform, ...codes],
    );
    return new Map(rows.map((entry) => [entry.code, entry.productId]));
  }

  private async observe(tx: Tx, batch: CommittingBatch, sessionId: string, group: readonly Placed[]): Promise<void> {
    const rows = group.flatMap(({ row }) => (row.content.kind === 'LIVE' ? [row.content] : []));
    const observations = rows.flatMap((live) =>
      live.metrics.map((entry) => ({
        id: newId(),
        parkId: batch.parkId,
        sessionId,
        metric: entry.metric,
        value: BigInt(Math.round(entry.value)),
        isApproximate: entry.approximate,
        liveExportId: live.liveExportId,
        batchId: batch.id,
        asOf: tx.at,
      })),
    );
    const existing = await tx.rows<{ liveExportId: string }>(
      'SELECT DISTINCT liveExportId FROM metric_observation WHERE parkId = ? AND sessionId = ? AND batchId = ?',
      [batch.parkId, sessionId, batch.id],
    );
    const known = new Set(existing.map((row) => row.liveExportId));
    await tx.insert(
      MetricObservation,
      observations.filter((observation) => !known.has(observation.liveExportId)),
    );
  }
}

function originOf(batch: CommittingBatch, sessionId: string, line: NewLine | StoredLine) {
  return {
    parkId: batch.parkId,
    sessionId,
    lineId: line.id,
    productId: line.productId,
    productCode: line.productId ? null : line.productCode,
    grain: batch.grain,
    basis: batch.basis,
    source: 'IMPORT' as const,
    batchId: batch.id,
  };
}

function newLine(
  batch: CommittingBatch,
  content: StagedRow,
  decision: LineDecision,
  place: LivePlace,
  products: ReadonlyMap<string, string>,
): NewLine {
  const code = content.kind === 'LINE' ? content.productCode : null;
  return {
    ...decision.next,
    id: newId(),
    ...place,
    batchId: batch.id,
    liveExportId: content.liveExportId,
    lineRef: lineRefOf(content),
    orderRef: content.kind === 'LINE' ? content.orderRef : null,
    productCode: code,
    productId: code ? (products.get(code) ?? null) : null,
    productName: content.kind === 'LINE' ? content.productName : null,
  };
}

/** A line's state as JSON, so that reversing the batch can restore it; its version tells which of two batches changed the line first. */
function plainLine(line: StoredLine): Record<string, unknown> {
  const { saleFen, quantity, orderCount, saleOn, saleHash, refundFen, refundOn, refundHash, version } = line;
  const amounts = { saleFen: saleFen.toString(), refundFen: refundFen.toString() };
  return { ...amounts, quantity, orderCount, saleOn, saleHash, refundOn, refundHash, version };
}

function grouped(placed: readonly Placed[]): Placed[][] {
  const groups = new Map<string, Placed[]>();
  for (const entry of placed) {
    const key = `${entry.sessionId}/${entry.accountId}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()];
}

/** Collects outcomes and writes them with one statement per outcome and session. */
class OutcomeMarks {
  private readonly groups = new Map<string, { outcome: RowOutcome; sessionId: string | null; ids: string[] }>();

  add(rowId: string, outcome: RowOutcome, sessionId: string | null): void {
    const key = `${outcome}/${sessionId ?? ''}`;
    const group = this.groups.get(key) ?? { outcome, sessionId, ids: [] };
    group.ids.push(rowId);
    this.groups.set(key, group);
  }

  async write(tx: Tx, parkId: string): Promise<void> {
    for (const { outcome, sessionId, ids } of this.groups.values()) {
      await tx.execute(`UPDATE import_row SET outcome = ?, sessionId = ? WHERE parkId = ? AND id IN ${inList(ids)}`, [
        outcome,
        sessionId,
        parkId,
        ...ids,
      ]);
    }
  }
}
