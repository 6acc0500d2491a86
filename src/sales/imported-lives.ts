import { Injectable } from '@nestjs/common';
import { SessionRecords } from '../broadcasts/session-records.service.js';
import type { Caller } from '../platform/auth/caller.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { DomainError } from '../platform/errors/refusals.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import type { CommittingBatch, PendingRow } from './committing-batch.js';
import { type FindingCode, findingOf } from './intake/findings.js';
import { SessionLive } from './ledger.entity.js';
import { UNPLACED } from './live-placing.rules.js';
import type { LiveMatch } from './session-matching.js';
import type { StagedLive, StagedRow } from './staged-row.js';

/** Reason of a session that nobody booked and an export tells of (INV-23). */
const RECORDED_FROM_EXPORT = declareReason('RECORDED_FROM_EXPORT', {
  zh: '平台导出数据补录',
  en: 'Recorded from an export of the platform',
});

/** Where a live's figures are booked. */
export interface LivePlace {
  sessionId: string;
  accountId: string;
}

/** Finds or records the sessions to which imported lives belong, and remembers which is whose. */
@Injectable()
export class ImportedLives {
  constructor(private readonly sessions: SessionRecords) {}

  /** The session of a row that has its place by `placingOf`: the matched one, or one that is recorded afterwards (INV-23). */
  async placeOf(tx: Tx, caller: Caller, batch: CommittingBatch, row: StagedRow, match: LiveMatch): Promise<LivePlace | null> {
    const { accountId } = match;
    if (!accountId) return null;
    const sessionId = match.sessionId ?? (await this.recordedAfterwards(tx, caller, batch, row, accountId));
    if (!sessionId) return null;
    const place = { sessionId, accountId };
    if (!match.isKnown) await this.remember(tx, batch, row.liveExportId, place);
    return place;
  }

  /** Null when the domain refuses the session: one bad row must not stop the file. */
  private async recordedAfterwards(
    tx: Tx,
    caller: Caller,
    batch: CommittingBatch,
    row: StagedRow,
    accountId: string,
  ): Promise<string | null> {
    if (row.kind !== 'LIVE') return null;
    try {
      return await this.sessions.recordAfterwards(tx, caller, {
        parkId: batch.parkId,
        accountId,
        title: row.title ?? row.liveExportId,
        actualStartAt: new Date(row.startAt),
        actualEndAt: new Date(row.endAt),
        streamerIds: await this.hostsOf(tx, batch, row),
        isFarmAid: batch.choices.beneficiaries.length > 0,
        beneficiaries: batch.choices.beneficiaries,
        source: 'IMPORT',
        reason: RECORDED_FROM_EXPORT(),
      });
    } catch (error) {
      if (error instanceof DomainError) return null;
      throw error;
    }
  }

  /** The streamers whom the export names, else those that the commit chose. */
  private async hostsOf(tx: Tx, batch: CommittingBatch, live: StagedLive): Promise<string[]> {
    const named = await tx.rows<{ id: string }>('SELECT id FROM streamer WHERE parkId = ? AND stageName = ?', [
      batch.parkId,
      live.hostName ?? '',
    ]);
    return named.length > 0 ? named.map((streamer) => streamer.id) : batch.choices.hostStreamerIds;
  }

  private async remember(tx: Tx, batch: CommittingBatch, liveExportId: string, place: LivePlace): Promise<void> {
    const { parkId, platform } = batch;
    const known = await tx.rows('SELECT id FROM session_live WHERE parkId = ? AND platform = ? AND liveExportId = ?', [
      parkId,
      platform,
      liveExportId,
    ]);
    if (known.length > 0) return;
    await tx.insert(SessionLive, [{ id: newId(), parkId, platform, liveExportId, ...place, isAttachedByHand: false, createdAt: tx.at }]);
  }
}

/** Writes down why a live is booked nowhere, in place of what an earlier commit said; order lines are too many and share one reason. */
export async function explainPlacing(tx: Tx, row: PendingRow, code: FindingCode | null): Promise<void> {
  if (row.content.kind !== 'LIVE') return;
  const others = row.findings.filter((finding) => !UNPLACED.includes(finding.code));
  const details = { value: row.content.accountName ?? '' };
  const findings = code ? [...others, findingOf(code, { row: row.rowNumber }, details)] : others;
  if (JSON.stringify(findings) === JSON.stringify(row.findings)) return;
  await tx.execute('UPDATE import_row SET findings = ? WHERE id = ?', [JSON.stringify(findings), row.id]);
}
