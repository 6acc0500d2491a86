import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { type BroadcastSession, type HostSegment } from './broadcast-session.entity.js';
import type { ChecklistItemCode } from './checklist-template.js';
import { PLEDGE_ITEM, PledgedHosts } from './pledged-hosts.js';
import { SessionReadiness } from './session-readiness.js';
import { SessionFindings } from './session-findings.js';
import { completeItems, reopenItems, segmentsOfSession } from './session-parts.js';
import { SessionChecklistItem } from './session-records.entity.js';
import {
  type ActualSegment,
  refusalsOfHeldTimes,
  refusalsToClose,
  refusalsToMarkNoShow,
  refusalsToPrepare,
  refusalsToStart,
} from './session-steps.rules.js';
import { type SessionStep, SessionSteps, type SessionTarget } from './session-steps.js';

const RUN = 'broadcasts.run';

/** What is said when a session goes on air. */
export interface StartFacts extends SessionTarget {
  /** Now when left out. */
  actualStartAt?: Date | null;
  aiLabelConfirmed?: boolean | null;
  dutyPersonName?: string | null;
}

/** What is said when a session ends. */
export interface EndFacts extends SessionTarget {
  /** Now when left out. */
  actualEndAt?: Date | null;
  /** The hosts' parts as they were held; left out, the planned ones stand. */
  segments?: readonly (ActualSegment & { segmentId: string })[] | null;
}

/** From the checklist to the closed books: preparation, going on air, the end. */
@Injectable()
export class SessionRunning {
  constructor(
    private readonly steps: SessionSteps,
    private readonly findings: SessionFindings,
    private readonly pledges: PledgedHosts,
    private readonly readiness: SessionReadiness,
  ) {}

  /** Marks items of the checklist as done by the caller; one that is done already keeps its name and time. */
  completeChecklistItems(caller: Caller, input: SessionTarget & { codes: readonly ChecklistItemCode[] }): Promise<string> {
    return this.steps.run(caller, RUN, 'completeChecklistItems', input, async (tx, session) => {
      await requireItems(tx, session, input.codes, (index) => ['input', 'codes', index]);
      return {
        refusals: input.codes.includes(PLEDGE_ITEM) ? (await this.pledges.answer(tx, session)).refusals : [],
        audited: [{ field: 'checklistItems', after: input.codes }],
        afterwards: () => completeItems(tx, caller, session, input.codes),
      };
    });
  }

  /** Opens an item again that was marked by mistake. */
  reopenChecklistItem(caller: Caller, input: SessionTarget & { code: ChecklistItemCode }): Promise<string> {
    return this.steps.run(caller, RUN, 'reopenChecklistItem', input, async (tx, session) => {
      await requireItems(tx, session, [input.code], () => ['input', 'code']);
      return {
        audited: [{ field: 'checklistItem', before: input.code, after: null }],
        afterwards: () => reopenItems(tx, session, [input.code]),
      };
    });
  }

  /** Records that the hosts' verified identity was reported to the platform for this broadcast (C03). */
  reportHosts(caller: Caller, target: SessionTarget): Promise<string> {
    return this.steps.run(caller, RUN, 'reportHosts', target, (tx, session) => ({
      changes: { hostReportedAt: tx.at },
      afterwards: () => completeItems(tx, caller, session, ['HOST_IDENTITY']),
    }));
  }

  /** PREPARED: every item of the checklist is done, and every host may still host on the day (INV-08, INV-25). Where the park requires pledges their record answers that item, now and not before. */
  prepareSession(caller: Caller, target: SessionTarget): Promise<string> {
    return this.steps.run(caller, RUN, 'prepareSession', target, async (tx, session) => {
      const { parkId, id: sessionId } = session;
      const items = await tx.manager.find(SessionChecklistItem, { where: { parkId, sessionId }, order: { position: 'ASC' } });
      const record = await this.pledges.answer(tx, session);
      const byHand = record.isAnswered ? items.filter((item) => item.code !== PLEDGE_ITEM) : items;
      return {
        refusals: [
          ...refusalsToPrepare(byHand),
          ...(await this.readiness.refusalsToStart(tx, session, session.plannedStartAt)),
          ...record.refusals,
        ],
        afterwards: async () => (record.isAnswered ? completeItems(tx, caller, session, [PLEDGE_ITEM]) : undefined),
      };
    });
  }

  /** LIVE: needs the report of the hosts, with an AI avatar its label and a person on duty, and only hosts who may still host today and whose pledge was not revoked meanwhile (INV-08, INV-25, INV-41, C03, C08). */
  startSession(caller: Caller, input: StartFacts): Promise<string> {
    return this.steps.run(caller, RUN, 'startSession', input, async (tx, session) => {
      const actualStartAt = input.actualStartAt ?? tx.at;
      const aiLabelConfirmed = input.aiLabelConfirmed ?? session.aiLabelConfirmed;
      const dutyPersonName = input.dutyPersonName ?? session.dutyPersonName;
      const { hostReportedAt, aiAvatar, plannedStartAt } = session;
      return {
        refusals: [
          ...refusalsToStart({ hostReportedAt, aiAvatar, aiLabelConfirmed, dutyPersonName, plannedStartAt, actualStartAt }, tx.at),
          ...(await this.readiness.refusalsToStart(tx, session, actualStartAt)),
          ...(await this.pledges.refusalsToStart(tx, session)),
        ],
        changes: { actualStartAt, aiLabelConfirmed, dutyPersonName },
      };
    });
  }

  /** ENDED, with the actual times. An overrun is flagged on the booking that it runs into; nothing else changes there. */
  endSession(caller: Caller, input: EndFacts): Promise<string> {
    return this.steps.run(caller, RUN, 'endSession', input, (tx, session) => this.ended(tx, session, input));
  }

  /** ABORTED: broken off, with the reason and the actual times. */
  abortSession(caller: Caller, input: EndFacts & { reason: string }): Promise<string> {
    return this.steps.run(caller, RUN, 'abortSession', input, async (tx, session) => ({
      ...(await this.ended(tx, session, input)),
      reason: input.reason,
    }));
  }

  /** Records that nobody came, 15 minutes after the planned start or later. */
  markNoShow(caller: Caller, target: SessionTarget): Promise<string> {
    return this.steps.run(caller, RUN, 'markNoShow', target, (tx, session) => ({
      refusals: refusalsToMarkNoShow(session.plannedStartAt, tx.at),
    }));
  }

  /** CLOSED: an operator's act once the platform's figures are final (INV-35). */
  closeSession(caller: Caller, target: SessionTarget): Promise<string> {
    return this.steps.run(caller, RUN, 'closeSession', target, (tx, { actualEndAt }) => {
      if (!actualEndAt) throw new Error('A tallied session has an end');
      return { refusals: refusalsToClose(actualEndAt, tx.at) };
    });
  }

  private async ended(tx: Tx, session: BroadcastSession, input: EndFacts): Promise<SessionStep> {
    if (!session.actualStartAt) throw new Error('A live session has a start');
    const rows = await segmentsOfSession(tx, session);
    const actualEndAt = input.actualEndAt ?? tx.at;
    const held = (input.segments ?? []).map((segment, index) => ({ ...segment, row: rowOf(rows, segment.segmentId, index) }));
    held.sort((a, b) => a.row.position - b.row.position);
    return {
      refusals: refusalsOfHeldTimes(session.actualStartAt, actualEndAt, held, tx.at),
      changes: { actualEndAt },
      afterwards: async () => {
        for (const { segmentId, startAt, endAt } of held) {
          const times = [startAt.getTime(), endAt.getTime(), segmentId];
          await tx.execute('UPDATE host_segment SET actualStartAt = ?, actualEndAt = ? WHERE id = ?', times);
        }
        await this.findings.flagOverrun(tx, { ...session, actualEndAt }, actualEndAt);
      },
    };
  }
}

function rowOf(rows: readonly HostSegment[], segmentId: string, index: number): HostSegment {
  const row = rows.find((candidate) => candidate.id === segmentId);
  if (!row) throw notFound('input', 'segments', index, 'segmentId');
  return row;
}

async function requireItems(
  tx: Tx,
  { parkId, id: sessionId }: BroadcastSession,
  codes: readonly ChecklistItemCode[],
  pathOf: (index: number) => readonly (string | number)[],
): Promise<void> {
  const items = await tx.manager.find(SessionChecklistItem, { where: { parkId, sessionId } });
  codes.forEach((code, index) => {
    if (!items.some((item) => item.code === code)) throw notFound(...pathOf(index));
  });
}
