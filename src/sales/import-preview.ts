import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import type { ImportChoices } from './import-batch.entity.js';
import { type Finding, findingOf } from './intake/findings.js';
import { decideLine, type RowOutcome, type SalesGrain } from './line-booking.rules.js';
import { type LivePlacing, placingOf, UNPLACED, unplacedBecause } from './live-placing.rules.js';
import { LineStore, type StoredLine } from './line-store.js';
import { problemsOfRow, type RowProblem } from './row-problems.rules.js';
import { type LiveMatch, type RowReader, SessionMatching } from './session-matching.js';
import { isOrderGrain, lineRefOf, reportedLineOf, type StagedRow } from './staged-row.js';

/** A batch as the preview needs it. */
export interface PreviewedBatch {
  id: string;
  parkId: string;
  platform: string;
  grain: SalesGrain;
  basis: string;
}

/** One live of the file: where it belongs, what the ledger holds for it, and what the file says. */
export interface PreviewedLive {
  liveExportId: string;
  title: string | null;
  hostName: string | null;
  accountName: string | null;
  startAt: Date | null;
  endAt: Date | null;
  accountId: string | null;
  sessionId: string | null;
  placing: LivePlacing;
  rowCount: number;
  grainOfRecord: SalesGrain | null;
  isGrainSwitchNeeded: boolean;
  ledgerSaleFen: bigint;
  ledgerRefundFen: bigint;
  fileSaleFen: bigint;
  fileRefundFen: bigint;
}

/** What a commit with the given choices would do; nothing is written. */
export interface ImportPreview {
  outcomes: Record<RowOutcome, number>;
  refusedRows: number;
  skippedRows: number;
  bookedSaleFen: bigint;
  bookedRefundFen: bigint;
  lives: PreviewedLive[];
  unmatchedRows: number[];
  /** Why rows would not be booked or should be checked, the first ones in the order of the rows. */
  findings: RowProblem[];
}

const OUTCOMES: readonly RowOutcome[] = [
  'BOOKED',
  'DUPLICATE',
  'OBSERVED',
  'CORRECTION_PROPOSED',
  'CORRECTED',
  'REFUND_EXCEEDS_SALE',
  'UNMATCHED',
];
/** Numbers of unmatched rows that a preview lists. */
const UNMATCHED_ROWS_LISTED_MAX = 200;
/** Findings that a preview lists. */
export const FINDINGS_LISTED_MAX = 200;

interface ReadRow {
  rowNumber: number;
  state: 'VALID' | 'REFUSED';
  /** Null for a row that was refused when the file was read. */
  content: StagedRow | null;
  findings: Finding[];
}

interface Row extends ReadRow {
  state: 'VALID';
  content: StagedRow;
}

/** Computes previews with the same matching and the same rules as the commit. */
@Injectable()
export class ImportPreviews {
  private readonly reader: RowReader;

  constructor(
    private readonly dataSource: DataSource,
    private readonly matching: SessionMatching,
    private readonly lines: LineStore,
    private readonly clock: Clock,
  ) {
    this.reader = { rows: (sql, parameters) => dataSource.query(sql, [...parameters]) };
  }

  async preview(
    batch: PreviewedBatch,
    choices: Pick<ImportChoices, 'accountId' | 'recordMissingSessions' | 'acceptCorrections' | 'switchGrain'>,
  ): Promise<ImportPreview> {
    const read = await this.rowsOf(batch);
    const rows = read.filter(isValid);
    const contents = rows.map((row) => row.content);
    const scope = { parkId: batch.parkId, platform: batch.platform, chosenAccountId: choices.accountId };
    const matches = await this.matching.match(this.reader, scope, contents);
    const tallies = await this.talliesOf(batch.parkId, matches);
    const known = await this.knownLines(batch, rows, matches);
    const preview: ImportPreview = {
      ...(await this.otherStates(batch)),
      outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<RowOutcome, number>,
      bookedSaleFen: 0n,
      bookedRefundFen: 0n,
      lives: [],
      unmatchedRows: [],
      findings: [],
    };
    const lives = new Map<string, PreviewedLive>();
    for (const row of read) {
      if (!isValid(row)) {
        addProblems(preview, row, '');
        continue;
      }
      const { liveExportId } = row.content;
      const match = matches.get(liveExportId)!;
      const placing = placingOf(row.content, match, choices.recordMissingSessions, this.clock.now());
      const live = lives.get(liveExportId) ?? previewedLive(row.content, match, tallies.get(match.sessionId ?? ''), batch.grain, placing);
      lives.set(liveExportId, live);
      this.count(preview, live, row, known.get(`${liveExportId}/${lineRefOf(row.content)}`) ?? null, batch, choices);
    }
    preview.lives = [...lives.values()];
    return preview;
  }

  private count(
    preview: ImportPreview,
    live: PreviewedLive,
    row: Row,
    line: StoredLine | null,
    batch: PreviewedBatch,
    choices: { acceptCorrections: boolean; switchGrain: boolean },
  ): void {
    const reported = reportedLineOf(row.content);
    live.rowCount += 1;
    live.fileSaleFen += reported.saleFen;
    live.fileRefundFen += reported.refundFen;
    const unplaced = unplacedBecause(live.placing);
    if (unplaced) {
      /* An earlier commit may have given another reason: that of now counts. */
      const others = row.findings.filter(({ code }) => !UNPLACED.includes(code));
      const reason = findingOf(unplaced, { row: row.rowNumber }, { value: live.accountName ?? '' });
      addProblems(preview, { ...row, findings: [...others, reason] }, 'UNMATCHED');
      preview.outcomes.UNMATCHED += 1;
      if (preview.unmatchedRows.length < UNMATCHED_ROWS_LISTED_MAX) preview.unmatchedRows.push(row.rowNumber);
      return;
    }
    const isGrainOfRecord = !live.isGrainSwitchNeeded || choices.switchGrain;
    // A switch books every known line of the new grain, those of earlier files too.
    const known = live.isGrainSwitchNeeded && choices.switchGrain ? null : line;
    const decision = decideLine(known, reported, {
      isGrainOfRecord,
      acceptCorrections: choices.acceptCorrections,
      isOrderLine: isOrderGrain(batch.grain),
    });
    preview.outcomes[decision.outcome] += 1;
    addProblems(preview, row, decision.outcome);
    for (const entry of decision.entries) {
      if (entry.ofKind === 'SALE') preview.bookedSaleFen += entry.amountFen;
      else preview.bookedRefundFen -= entry.amountFen;
    }
  }

  private async rowsOf(batch: PreviewedBatch): Promise<ReadRow[]> {
    const rows = await this.dataSource.query<{ rowNumber: number; state: ReadRow['state']; content: string | null; findings: string }[]>(
      `SELECT rowNumber, state, content, findings FROM import_row WHERE parkId = ? AND batchId = ? AND state IN ('VALID', 'REFUSED') ORDER BY rowNumber`,
      [batch.parkId, batch.id],
    );
    return rows.map(({ rowNumber, state, content, findings }) => ({
      rowNumber,
      state,
      content: content === null ? null : (JSON.parse(content) as StagedRow),
      findings: JSON.parse(findings) as Finding[],
    }));
  }

  private async otherStates(batch: PreviewedBatch): Promise<{ refusedRows: number; skippedRows: number }> {
    const rows = await this.dataSource.query<{ state: string; total: number }[]>(
      'SELECT state, COUNT(*) AS total FROM import_row WHERE parkId = ? AND batchId = ? GROUP BY state',
      [batch.parkId, batch.id],
    );
    const totalOf = (state: string) => Number(rows.find((row) => row.state === state)?.total ?? 0);
    return { refusedRows: totalOf('REFUSED'), skippedRows: totalOf('SKIPPED') };
  }

  private async talliesOf(parkId: string, matches: ReadonlyMap<string, LiveMatch>): Promise<Map<string, Tally>> {
    const tallies = new Map<string, Tally>();
    for (const sessionId of new Set([...matches.values()].flatMap((match) => match.sessionId ?? []))) {
      const [row] = await this.dataSource.query<
        { grainOfRecord: SalesGrain | null; gmvPaidFen: number | string; refundFen: number | string }[]
      >('SELECT grainOfRecord, gmvPaidFen, refundFen FROM session_tally WHERE parkId = ? AND sessionId = ?', [parkId, sessionId]);
      if (row)
        tallies.set(sessionId, { grainOfRecord: row.grainOfRecord, saleFen: BigInt(row.gmvPaidFen), refundFen: BigInt(row.refundFen) });
    }
    return tallies;
  }

  private async knownLines(
    batch: PreviewedBatch,
    rows: readonly Row[],
    matches: ReadonlyMap<string, LiveMatch>,
  ): Promise<Map<string, StoredLine>> {
    const keysByAccount = new Map<string, { liveExportId: string; lineRef: string }[]>();
    for (const { content } of rows) {
      const { accountId } = matches.get(content.liveExportId)!;
      if (!accountId) continue;
      const keys = keysByAccount.get(accountId) ?? [];
      keys.push({ liveExportId: content.liveExportId, lineRef: lineRefOf(content) });
      keysByAccount.set(accountId, keys);
    }
    const lines = new Map<string, StoredLine>();
    for (const [accountId, keys] of keysByAccount) {
      for (const [key, line] of await this.lines.known(this.reader, batch, accountId, keys)) lines.set(key, line);
    }
    return lines;
  }
}

function isValid(row: ReadRow): row is Row {
  return row.state === 'VALID';
}

function addProblems(preview: ImportPreview, row: ReadRow, outcome: RowOutcome | ''): void {
  preview.findings.push(...problemsOfRow({ ...row, outcome }).slice(0, FINDINGS_LISTED_MAX - preview.findings.length));
}

interface Tally {
  grainOfRecord: SalesGrain | null;
  saleFen: bigint;
  refundFen: bigint;
}

function previewedLive(row: StagedRow, match: LiveMatch, tally: Tally | undefined, grain: SalesGrain, placing: LivePlacing): PreviewedLive {
  const isLive = row.kind === 'LIVE';
  const grainOfRecord = tally?.grainOfRecord ?? null;
  return {
    liveExportId: row.liveExportId,
    title: isLive ? row.title : null,
    hostName: isLive ? row.hostName : null,
    accountName: isLive ? row.accountName : null,
    startAt: isLive ? new Date(row.startAt) : null,
    endAt: isLive ? new Date(row.endAt) : null,
    accountId: match.accountId,
    sessionId: match.sessionId ?? match.blockingSessionId,
    placing,
    rowCount: 0,
    grainOfRecord,
    isGrainSwitchNeeded: grainOfRecord !== null && grainOfRecord !== grain,
    ledgerSaleFen: tally?.saleFen ?? 0n,
    ledgerRefundFen: tally?.refundFen ?? 0n,
    fileSaleFen: 0n,
    fileRefundFen: 0n,
  };
}
