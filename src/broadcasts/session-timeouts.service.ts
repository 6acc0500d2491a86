import { Injectable } from '@nestjs/common';
import { systemCaller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import { BroadcastSession } from './broadcast-session.entity.js';
import { SessionFindings } from './session-findings.js';
import { LIVE_HOURS_MAX } from './session-steps.rules.js';
import { SessionWriter } from './session-writer.js';

/** Sessions that one run looks at; what is left waits for the next, five minutes later. */
const SESSIONS_PER_RUN_MAX = 200;
const HOUR_MS = 3_600_000;

/** Reason of a request that nobody confirmed before its start. */
const EXPIRED = declareReason('REQUEST_EXPIRED', {
  zh: '到开播时间仍未确认,申请失效',
  en: 'Nobody confirmed the request before its start',
});

/** What the passing of time does to sessions. Running it twice, or twice at once, changes nothing more. */
@Injectable()
export class SessionTimeouts {
  constructor(
    private readonly writer: SessionWriter,
    private readonly findings: SessionFindings,
  ) {}

  /** Cancels requests that were not confirmed before their start, and flags sessions on air beyond their plan or for more than 12 hours. */
  async applyTimeouts(tx: Tx, requestId: string): Promise<void> {
    const caller = systemCaller(requestId);
    for (const session of await this.due(tx, 'REQUESTED', 'plannedStartAt')) {
      await this.writer.move(tx, caller, 'expireSession', session, { reason: EXPIRED() });
    }
    for (const session of await this.due(tx, 'LIVE', 'plannedEndAt')) await this.findings.flagOverrun(tx, session, tx.at);
    for (const session of await this.due(tx, 'LIVE', 'actualStartAt', LIVE_HOURS_MAX * HOUR_MS))
      await this.findings.flagTooLong(tx, session);
  }

  private due(
    tx: Tx,
    status: string,
    column: 'plannedStartAt' | 'plannedEndAt' | 'actualStartAt',
    afterMs = 0,
  ): Promise<BroadcastSession[]> {
    return tx.manager
      .createQueryBuilder(BroadcastSession, 's')
      .where(`s.status = :status AND s.${column} <= :limit`, { status, limit: tx.at.getTime() - afterMs })
      .orderBy('s.plannedStartAt')
      .addOrderBy('s.id')
      .limit(SESSIONS_PER_RUN_MAX)
      .getMany();
  }
}
