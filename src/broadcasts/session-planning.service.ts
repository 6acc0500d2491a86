import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { BroadcastSession } from './broadcast-session.entity.js';
import { refusalsOfPlan, segmentsOf, type SessionPlan } from './session-plan.rules.js';
import { nextSessionNumber } from './session-numbers.js';
import {
  bookingsOfSession,
  plannedSegments,
  replaceBeneficiaries,
  replaceProducts,
  replaceSegments,
  requireReferences,
  segmentsOfSession,
  syncChecklist,
} from './session-parts.js';
import { replaceMentors } from './session-mentors.js';
import { SessionReadiness } from './session-readiness.js';
import { SessionSteps, type SessionTarget } from './session-steps.js';
import { SessionWriter } from './session-writer.js';

type PlannedColumns = Pick<
  BroadcastSession,
  | 'title'
  | 'type'
  | 'isFarmAid'
  | 'roomId'
  | 'accountId'
  | 'sampleSetId'
  | 'plannedStartAt'
  | 'plannedEndAt'
  | 'aiAvatar'
  | 'dutyPersonName'
>;

/** Planning of sessions: draft, change, request and sending back. */
@Injectable()
export class SessionPlanning {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly steps: SessionSteps,
    private readonly writer: SessionWriter,
    private readonly readiness: SessionReadiness,
  ) {}

  /** Writes a DRAFT with its number. It holds no time yet. Refuses times off the grid, gaps between hosts and shares above the whole. */
  async draftSession(caller: Caller, input: SessionPlan & { parkId: string; idempotencyKey: string }): Promise<string> {
    const { parkId } = input;
    await this.access.requirePark(caller, 'broadcasts.plan', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'draftSession', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await requireReferences(tx, parkId, input);
      refuseIfAny(refusalsOfPlan(input));
      const session = await this.newDraft(tx, caller, parkId, input);
      await this.writer.create(tx, caller, 'draftSession', session, []);
      await this.writeParts(tx, session, input);
      return session.id;
    });
    return ref;
  }

  /** Replaces the plan of a DRAFT. */
  changeSession(caller: Caller, input: SessionPlan & SessionTarget): Promise<string> {
    return this.steps.run(caller, 'broadcasts.plan', 'changeSession', input, async (tx, session) => {
      await requireReferences(tx, session.parkId, input);
      const changes = plannedColumns(input);
      return {
        refusals: refusalsOfPlan(input),
        changes: { ...changes, ...(changes.aiAvatar ? {} : { aiLabelConfirmed: false }) },
        afterwards: () => this.writeParts(tx, { ...session, ...changes }, input),
      };
    });
  }

  /** Asks for the time: from now on the session holds room, account, hosts and samples, or is refused with BOOKING_CONFLICT (INV-22). */
  requestSession(caller: Caller, target: SessionTarget): Promise<string> {
    return this.steps.run(caller, 'broadcasts.plan', 'requestSession', target, async (tx, session) => {
      const segments = plannedSegments(await segmentsOfSession(tx, session));
      const refusals = await this.readiness.refusalsToBook(tx, session, segments);
      return { refusals, bookings: await bookingsOfSession(tx, session, segments) };
    });
  }

  /** Returns a request to its DRAFT, with the reason; its time is free again. */
  sendBackSession(caller: Caller, target: SessionTarget & { reason: string }): Promise<string> {
    return this.steps.run(caller, 'broadcasts.confirm', 'sendBackSession', target, () => ({ reason: target.reason }));
  }

  private async newDraft(tx: Tx, caller: Caller, parkId: string, plan: SessionPlan): Promise<BroadcastSession> {
    const startOn = localDateOf(plan.plannedStartAt);
    return {
      ...plannedColumns(plan),
      id: newId(),
      parkId,
      sessionNumber: await nextSessionNumber(tx, parkId, startOn),
      status: 'DRAFT',
      actualStartAt: null,
      actualEndAt: null,
      startOn,
      hostReportedAt: null,
      aiLabelConfirmed: false,
      recordedAfterwards: false,
      recordedSource: null,
      reason: null,
      createdAt: tx.at,
      createdBy: caller.accountId,
      version: 1,
    };
  }

  private async writeParts(tx: Tx, session: BroadcastSession, plan: SessionPlan): Promise<void> {
    await replaceSegments(tx, session, segmentsOf(plan.hosts, plan));
    await replaceMentors(tx, session, plan.mentorIds ?? []);
    await replaceBeneficiaries(tx, session, plan.beneficiaries);
    await replaceProducts(tx, session, plan.productIds);
    await syncChecklist(tx, session);
  }
}

function plannedColumns(plan: SessionPlan): PlannedColumns {
  return {
    title: plan.title,
    type: plan.type,
    isFarmAid: plan.isFarmAid,
    roomId: plan.roomId ?? null,
    accountId: plan.accountId ?? null,
    sampleSetId: plan.sampleSetId ?? null,
    plannedStartAt: plan.plannedStartAt,
    plannedEndAt: plan.plannedEndAt,
    aiAvatar: plan.aiAvatar,
    dutyPersonName: plan.dutyPersonName ?? null,
  };
}
