import { Injectable } from '@nestjs/common';
import { SessionRecords } from '../broadcasts/session-records.service.js';
import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import { type Finding, findingOf } from './intake/findings.js';
import { Ledger } from './ledger.service.js';

/** An import that is being taken back. */
interface ReversedBatch {
  id: string;
  parkId: string;
  reason: string;
}

/** What keeps a session whose import was taken back, and what to do about it. */
const KEPT_BY = {
  OTHER_IMPORT: {
    cause: { zh: '另一个导入批次也有它的数据', en: 'another import has rows of it' },
    cure: { zh: '需要撤回时请把那个批次也撤销。', en: 'Reverse that import too to withdraw the session.' },
  },
  ENTRIES: {
    cause: { zh: '还有手工记的流水', en: 'entries that were made by hand stand in it' },
    cure: {
      zh: '需要撤回时请先冲销这些流水,再重新导入并撤销。',
      en: 'To withdraw it, reverse those entries, import the file again and reverse it.',
    },
  },
  ATTACHED_LIVE: {
    cause: { zh: '有人把另一场直播手工关联到它', en: 'somebody attached a live to it by hand' },
    cure: { zh: '手工关联不能解除,场次因此保留。', en: 'An attached live cannot be detached, so the session stays.' },
  },
  CLOSED: {
    cause: { zh: '场次已归档', en: 'the session is closed' },
    cure: { zh: '归档的场次不再改变。', en: 'A closed session does not change any more.' },
  },
  SKILL_EVIDENCE: {
    cause: { zh: '它是带教考核的依据', en: 'it is the evidence of a supervised session' },
    cure: {
      zh: '需要撤回时请先撤回考核记录,再重新导入并撤销。',
      en: 'To withdraw it, withdraw the evidence, import the file again and reverse it.',
    },
  },
} as const;

/** Imports of one session, taken back earlier, whose notes a withdrawal removes; each has one. */
const KEPT_NOTES_MAX = 1_000;

/** Sessions that exist because an import told of them (INV-23). */
@Injectable()
export class RecordedSessions {
  constructor(
    private readonly sessions: SessionRecords,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Withdraws the session in the transaction that takes the import's rows back, when nothing else rests on it, and forgets which live it was: the
   * file records it anew when it comes again; imports that were taken back earlier no longer say that it stays. What keeps it is written to the
   * import's first row of it. The caller holds the session's lock.
   */
  async withdraw(tx: Tx, caller: Caller, batch: ReversedBatch, sessionId: string): Promise<void> {
    const keptBy = (await this.usedBySales(tx, batch.parkId, sessionId)) ?? (await this.withdrawn(tx, caller, batch, sessionId));
    if (keptBy !== null && keptBy !== 'OTHER') await noteKept(tx, batch, sessionId, keptBy);
  }

  private async withdrawn(tx: Tx, caller: Caller, batch: ReversedBatch, sessionId: string) {
    const keptBy = await this.sessions.withdrawRecording(tx, caller, sessionId, batch.reason);
    if (keptBy !== null) return keptBy;
    await tx.execute('DELETE FROM session_live WHERE parkId = ? AND sessionId = ?', [batch.parkId, sessionId]);
    await forgetKept(tx, batch.parkId, sessionId);
    return null;
  }

  /** Null for a session on which nothing of this module rests. */
  private async usedBySales(tx: Tx, parkId: string, sessionId: string): Promise<keyof typeof KEPT_BY | 'OTHER' | null> {
    const [session] = await tx.rows<{ source: string | null }>('SELECT recordedSource AS source FROM broadcast_session WHERE id = ?', [
      sessionId,
    ]);
    if (session?.source !== 'IMPORT') return 'OTHER';
    const exists = async (sql: string) => (await tx.rows(`${sql} LIMIT 1`, [parkId, sessionId])).length > 0;
    if (await exists(`SELECT id FROM import_row WHERE parkId = ? AND sessionId = ? AND outcome <> 'REVERSED'`)) return 'OTHER_IMPORT';
    if (!(await this.ledger.nothingStands(tx, parkId, sessionId))) return 'ENTRIES';
    if (await exists('SELECT id FROM session_live WHERE parkId = ? AND sessionId = ? AND isAttachedByHand = 1')) return 'ATTACHED_LIVE';
    return null;
  }
}

/* What earlier reversals wrote down is not so any more. */
async function forgetKept(tx: Tx, parkId: string, sessionId: string): Promise<void> {
  const rows = await tx.rows<{ id: string; findings: string }>(
    `SELECT id, findings FROM import_row WHERE parkId = ? AND sessionId = ? AND findings LIKE '%"code":"SESSION_KEPT"%' LIMIT ${KEPT_NOTES_MAX}`,
    [parkId, sessionId],
  );
  for (const { id, findings } of rows) {
    const others = (JSON.parse(findings) as Finding[]).filter(({ code }) => code !== 'SESSION_KEPT');
    await tx.execute('UPDATE import_row SET findings = ? WHERE id = ?', [JSON.stringify(others), id]);
  }
}

async function noteKept(tx: Tx, batch: ReversedBatch, sessionId: string, keptBy: keyof typeof KEPT_BY): Promise<void> {
  const [row] = await tx.rows<{ id: string; rowNumber: number; findings: string }>(
    'SELECT id, rowNumber, findings FROM import_row WHERE parkId = ? AND batchId = ? AND sessionId = ? ORDER BY rowNumber LIMIT 1',
    [batch.parkId, batch.id, sessionId],
  );
  if (!row) return;
  const { cause, cure } = KEPT_BY[keptBy];
  const findings = [...(JSON.parse(row.findings) as Finding[]), findingOf('SESSION_KEPT', { row: row.rowNumber }, { cause, cure })];
  await tx.execute('UPDATE import_row SET findings = ? WHERE id = ?', [JSON.stringify(findings), row.id]);
}
