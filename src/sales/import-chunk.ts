import { Injectable } from '@nestjs/common';
import { SessionRecords } from '../broadcasts/session-records.service.js';
import type { Caller } from '../platform/auth/caller.js';
import { newId } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { DomainError } from '../platform/errors/refusals.js';
import { GrainSwitching } from './grain-switching.js';
import type { ImportChoices } from './import-batch.entity.js';
import { MetricObservation, SessionLive } from './ledger.entity.js';
import { type EntryToPost, Ledger } from './ledger.service.js';
import { decideLine, type LineDecision, type LineState, type RowOutcome, type SalesGrain } from './line-booking.rules.js';
import { LineStore, type StoredLine } from './line-store.js';
import type { LiveMatch } from './session-matching.js';
import { isOrderGrain, lineRefOf, reportedLineOf, type StagedLive, type StagedRow } from './staged-row.js';

/** The batch as the commit needs it. */
export interface CommittingBatch {
  id: string;
  parkId: string;
  platform: string;
  grain: SalesGrain;
  basis: string;
  choices: ImportChoices;
}

/** A staged row that has no outcome yet. */
export interface PendingRow {
  id: string;
  rowNumber: number;
  content: StagedRow;
}

interface Placed {
  row: PendingRow;
  sessionId: string;
  accountId: string;
}

type NewLine = LineState &
  Pick<StoredLine, 'id' | 'accountId' | 'sessionId' | 'liveExportId' | 'lineRef' | 'productId' | 'productCode'> & {
    orderRef: string | null;
    productName: string | null;
    batchId: string | null;
  };

/** Books one chunk of rows inside the transaction that also marks them. */
@Injectable()
export class ChunkBooking {
  constructor(
    private readonly ledger: Ledger,
    private readonly lines: LineStore,
    private readonly sessions: SessionRecords,
    private readonly switching: GrainSwitching,
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
      const place = await this.placeOf(tx, caller, batch, row, match);
      if (place) placed.push({ row, ...place });
      else outcomes.add(row.id, 'UNMATCHED', null);
    }
    for (const group of grouped(placed)) await this.bookSession(tx, caller, batch, group, outcomes);
    await outcomes.write(tx, batch.parkId);
  }

  /** The session of a row's live: the matched one, or one that is recorded afterwards when the commit allows it (INV-23). */
  private async placeOf(
    tx: Tx,
    caller: Caller,
    batch: CommittingBatch,
    row: PendingRow,
    match: LiveMatch,
  ): Promise<{ sessionId: string; accountId: string } | null> {
    if (match.sessionId && match.accountId) {
      if (!match.isKnown) await this.rememberLive(tx, batch, row.content.liveExportId, match.accountId, match.sessionId);
      return { sessionId: match.sessionId, accountId: match.accountId };
    }
    const { content } = row;
    if (content.kind !== 'LIVE' || !match.accountId || match.blockingSessionId || !batch.choices.recordMissingSessions) return null;
    const sessionId = await this.recordAfterwards(tx, caller, batch, content, match.accountId);
    if (!sessionId) return null;
    await this.rememberLive(tx, batch, content.liveExportId, match.accountId, sessionId);
    return { sessionId, accountId: match.accountId };
  }

  /** Null when the domain refuses the session (it has not ended yet, for example): one bad row must not stop the file. */
  private async recordAfterwards(
    tx: Tx,
    caller: Caller,
    batch: CommittingBatch,
    live: StagedLive,
    accountId: string,
  ): Promise<string | null> {
    const named = await tx.rows<{ id: string }>('SELECT id FROM streamer WHERE parkId = ? AND stageName = ?', [
      batch.parkId,
      live.hostName ?? '',
    ]);
    try {
      return await this.sessions.recordAfterwards(tx, caller, {
        parkId: batch.parkId,
        accountId,
        title: live.title ?? live.liveExportId,
        actualStartAt: new Date(live.startAt),
        actualEndAt: new Date(live.endAt),
        streamerIds: named.length > 0 ? named.map((streamer) => streamer.id) : batch.choices.hostStreamerIds,
        isFarmAid: batch.choices.beneficiaries.length > 0,
        beneficiaries: batch.choices.beneficiaries,
        source: 'IMPORT',
        reason: '平台导出数据补录',
      });
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }

  private async rememberLive(tx: Tx, batch: CommittingBatch, liveExportId: string, accountId: string, sessionId: string): Promise<void> {
    const known = await tx.rows('SELECT id FROM session_live WHERE parkId = ? AND platform = ? AND liveExportId = ?', [
      batch.parkId,
      batch.platform,
      liveExportId,
    ]);
    if (known.length > 0) return;
    await tx.insert(SessionLive, [
      {
        id: newId(),
        parkId: batch.parkId,
        platform: batch.platform,
        liveExportId,
        accountId,
        sessionId,
        isAttachedByHand: false,
        createdAt: tx.at,
      },
    ]);
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
        ? await this.changeLine(tx, batch, row, line, decision)
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
    const scope = { parkId: batch.parkId, sessionId, grain: batch.grain, batchId: batch.id, reason: '以往导入的明细,随本批次入账' };
    if ((await this.switching.bookKnown(tx, caller, scope)) === 0) return;
    await this.ledger.setGrainOfRecord(tx, batch.parkId, sessionId, batch.grain);
    await this.sessions.markTallied(tx, caller, sessionId);
  }

  private async changeLine(tx: Tx, batch: CommittingBatch, row: PendingRow, line: StoredLine, decision: LineDecision): Promise<StoredLine> {
    if (decision.next === line) return line;
    const isWritten = await this.lines.change(tx, line, decision.next);
    if (!isWritten) throw new Error(`Line ${line.id} changed under its session's lock`);
    /* A line that a reversal emptied belongs to the batch that fills it again. */
    if (line.saleHash === '' && line.refundHash === '') {
      await tx.execute('UPDATE sales_line SET batchId = ? WHERE id = ?', [batch.id, line.id]);
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
  place: { sessionId: string; accountId: string },
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
