import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import { BroadcastSession, SESSION_TITLE_MAX } from './broadcast-session.entity.js';
import type { SessionStatus, SessionType } from './broadcast-session-states.js';
import { SessionFindings } from './session-findings.js';
import { nextSessionNumber } from './session-numbers.js';
import { replaceMentors } from './session-mentors.js';
import { replaceBeneficiaries, replaceProducts, replaceSegments, requireReferences } from './session-parts.js';
import { type BeneficiaryShare, refusalsOfShares, sharedSegments } from './session-plan.rules.js';
import { refusalsByState, refusalsOfHeldTimes } from './session-steps.rules.js';
import { SessionWriter } from './session-writer.js';

/** A session that was held without a booking. */
export interface PastSession {
  parkId: string;
  accountId: string;
  title: string;
  actualStartAt: Date;
  actualEndAt: Date;
  /** The hosts in their order; they share the time equally. May be empty. */
  streamerIds: readonly string[];
  /** Streamers who were present as mentors; none when left out. */
  mentorIds?: readonly string[] | null;
  isFarmAid: boolean;
  beneficiaries?: readonly BeneficiaryShare[];
  /** Where the facts come from. */
  source: 'MANUAL' | 'IMPORT';
  reason: string;
  /** COMMERCE when left out. */
  type?: SessionType;
  roomId?: string | null;
  productIds?: readonly string[];
}

/** Reason of the end of a session that only an import told of (INV-23); behind it stands why the import was taken back. */
const IMPORT_TAKEN_BACK = declareReason('IMPORT_TAKEN_BACK', {
  zh: '补录所依据的导入已撤销',
  en: 'The import that it was recorded from was taken back',
});

/** Sessions as `sales` needs them: recorded afterwards, tallied, no longer tallied, and withdrawn. The caller opens the transaction and has checked the rights. */
@Injectable()
export class SessionRecords {
  constructor(
    private readonly writer: SessionWriter,
    private readonly findings: SessionFindings,
  ) {}

  /**
   * Records a held session as ENDED, with its source and reason; it takes no slots and passes none of INV-22..25, an overlap becomes a
   * finding (INV-23). Refuses an end that has not come or lies before the start, and shares that break INV-26. Returns its id.
   */
  async recordAfterwards(tx: Tx, caller: Caller, past: PastSession): Promise<string> {
    const { parkId, actualStartAt, actualEndAt, streamerIds } = past;
    const beneficiaries = past.beneficiaries ?? [];
    const productIds = past.productIds ?? [];
    const plan = { ...past, type: past.type ?? ('COMMERCE' as const), aiAvatar: false, beneficiaries, productIds };
    await requireReferences(tx, parkId, { ...plan, hosts: streamerIds.map((streamerId) => ({ streamerId })) });
    refuseIfAny([...refusalsOfHeldTimes(actualStartAt, actualEndAt, [], tx.at), ...refusalsOfShares(past.isFarmAid, beneficiaries)]);
    const session = await this.pastSession(tx, caller, past);
    await this.writer.create(tx, caller, 'recordPastSession', session, [{ field: 'streamerIds', after: streamerIds }]);
    await replaceSegments(tx, session, sharedSegments([...new Set(streamerIds)], actualStartAt, actualEndAt));
    await replaceMentors(tx, session, past.mentorIds ?? []);
    await replaceBeneficiaries(tx, session, beneficiaries);
    await replaceProducts(tx, session, productIds);
    await this.findings.flagOverlaps(tx, session, streamerIds);
    return session.id;
  }

  /** A grain of record is booked: ENDED or ABORTED becomes TALLIED. Nothing happens when it is TALLIED or CLOSED already. */
  async markTallied(tx: Tx, caller: Caller, sessionId: string): Promise<void> {
    const session = await tx.manager.findOneByOrFail(BroadcastSession, { id: sessionId });
    if (session.status === 'TALLIED' || session.status === 'CLOSED') return;
    refuseIfAny(refusalsByState('markTallied', session.status));
    await this.writer.move(tx, caller, 'markTallied', session, {});
  }

  /** All figures were reversed: TALLIED goes back to what it was before, ENDED or ABORTED. Nothing happens when it is one of them already, or CLOSED. */
  async markUntallied(tx: Tx, caller: Caller, sessionId: string): Promise<void> {
    const session = await tx.manager.findOneByOrFail(BroadcastSession, { id: sessionId });
    if (session.status === 'ENDED' || session.status === 'ABORTED' || session.status === 'CLOSED') return;
    refuseIfAny(refusalsByState('markUntallied', session.status));
    const [tallied] = await tx.rows<{ fromStatus: SessionStatus }>(
      `SELECT fromStatus FROM session_history WHERE parkId = ? AND sessionId = ? AND verb = 'markTallied' ORDER BY at DESC, id DESC LIMIT 1`,
      [session.parkId, sessionId],
    );
    await this.writer.move(tx, caller, 'markUntallied', session, { backTo: tallied?.fromStatus ?? 'ENDED' });
  }

  /**
   * Takes back the recording of a session that an import told of, and returns null; otherwise what keeps it, for a session that was recorded from
   * an import (`CLOSED`, `SKILL_EVIDENCE`) and for one that was not, or is withdrawn already (`OTHER`). The caller has asked what else rests on it
   * in its own module.
   */
  async withdrawRecording(tx: Tx, caller: Caller, sessionId: string, why: string): Promise<'CLOSED' | 'SKILL_EVIDENCE' | 'OTHER' | null> {
    const session = await tx.manager.findOneByOrFail(BroadcastSession, { id: sessionId });
    if (session.recordedSource !== 'IMPORT') return 'OTHER';
    if (session.status === 'CLOSED') return 'CLOSED';
    if (refusalsByState('withdrawRecording', session.status).length > 0) return 'OTHER';
    const evidence = await tx.rows('SELECT id FROM skill_evidence WHERE parkId = ? AND sessionId = ? AND withdrawnAt IS NULL LIMIT 1', [
      session.parkId,
      sessionId,
    ]);
    if (evidence.length > 0) return 'SKILL_EVIDENCE';
    await this.writer.move(tx, caller, 'withdrawRecording', session, { reason: IMPORT_TAKEN_BACK(why) });
    await this.findings.forget(tx, session);
    return null;
  }

  private async pastSession(tx: Tx, caller: Caller, past: PastSession): Promise<BroadcastSession> {
    const { parkId, accountId, isFarmAid, actualStartAt, actualEndAt, source, reason } = past;
    const startOn = localDateOf(actualStartAt);
    return {
      id: newId(),
      parkId,
      sessionNumber: await nextSessionNumber(tx, parkId, startOn),
      title: [...past.title].slice(0, SESSION_TITLE_MAX).join(''),
      type: past.type ?? 'COMMERCE',
      isFarmAid,
      status: 'ENDED',
      roomId: past.roomId ?? null,
      accountId,
      sampleSetId: null,
      plannedStartAt: actualStartAt,
      plannedEndAt: actualEndAt,
      actualStartAt,
      actualEndAt,
      startOn,
      hostReportedAt: null,
      aiAvatar: false,
      aiLabelConfirmed: false,
      dutyPersonName: null,
      recordedAfterwards: true,
      recordedSource: source,
      reason,
      createdAt: tx.at,
      createdBy: caller.accountId,
      version: 1,
    };
  }
}
