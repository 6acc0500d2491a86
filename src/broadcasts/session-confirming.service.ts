import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { notFound } from '../platform/errors/faults.js';
import {
  bookingsOfSession,
  plannedSegments,
  reopenChecklist,
  replaceProducts,
  replaceSegments,
  requireInPark,
  segmentsOfSession,
} from './session-parts.js';
import { mentorIdsOfSession, replaceMentors } from './session-mentors.js';
import { type PlannedHost, refusalsOfTimes, type Segment, segmentsOf } from './session-plan.rules.js';
import { SessionReadiness } from './session-readiness.js';
import { SessionSteps, type SessionTarget } from './session-steps.js';

type Reasoned = SessionTarget & { reason: string };

/** A new time for a postponed session; without hosts its own move along with the start. */
export interface NewTime extends SessionTarget {
  plannedStartAt: Date;
  plannedEndAt: Date;
  hosts?: readonly PlannedHost[] | null;
}

/** Confirmation, and what happens to a confirmed session before it is on air. */
@Injectable()
export class SessionConfirming {
  constructor(
    private readonly steps: SessionSteps,
    private readonly readiness: SessionReadiness,
  ) {}

  /** Confirms a request. All reasons against it are returned at once (INV-23, INV-24). */
  confirmSession(caller: Caller, target: SessionTarget): Promise<string> {
    return this.steps.run(caller, 'broadcasts.confirm', 'confirmSession', target, async (tx, session) => {
      const segments = plannedSegments(await segmentsOfSession(tx, session));
      return { refusals: await this.readiness.refusalsToConfirm(tx, session, segments) };
    });
  }

  /** Puts off a session: it keeps its number and gives its time back. Report and time-bound items of the checklist count no longer. */
  postponeSession(caller: Caller, target: Reasoned): Promise<string> {
    return this.steps.run(caller, 'broadcasts.confirm', 'postponeSession', target, (tx, session) => ({
      reason: target.reason,
      changes: { hostReportedAt: null },
      afterwards: () => reopenChecklist(tx, session, 'TIME'),
    }));
  }

  /** Confirms a postponed session at a new time, under all conditions of a confirmation. */
  rescheduleSession(caller: Caller, input: NewTime): Promise<string> {
    return this.steps.run(caller, 'broadcasts.confirm', 'rescheduleSession', input, async (tx, session) => {
      const { plannedStartAt, plannedEndAt } = input;
      const hosts = input.hosts ?? shifted(plannedSegments(await segmentsOfSession(tx, session)), session.plannedStartAt, plannedStartAt);
      const streamerIds = hosts.map((host) => host.streamerId);
      await requireInPark(tx, 'streamer', session.parkId, streamerIds, (index) => ['input', 'hosts', index, 'streamerId']);
      const ofTimes = refusalsOfTimes(input, hosts);
      const segments = segmentsOf(hosts, input);
      const moved = { ...session, plannedStartAt, plannedEndAt };
      return {
        refusals: [...ofTimes, ...(await this.readiness.refusalsToConfirm(tx, moved, segments))],
        changes: { plannedStartAt, plannedEndAt },
        bookings: await bookingsOfSession(tx, moved, segments),
        afterwards: () => replaceSegments(tx, session, segments),
      };
    });
  }

  /** Lets another host take a segment before the start. The new host is checked; the report to the platform must be made again (C03). */
  substituteHost(caller: Caller, input: Reasoned & { segmentId: string; streamerId: string }): Promise<string> {
    return this.steps.run(caller, 'broadcasts.confirm', 'substituteHost', input, async (tx, session) => {
      const { segmentId, streamerId } = input;
      const rows = await segmentsOfSession(tx, session);
      if (!rows.some((row) => row.id === segmentId)) throw notFound('input', 'segmentId');
      await requireInPark(tx, 'streamer', session.parkId, [streamerId], () => ['input', 'streamerId']);
      const segments = plannedSegments(rows.map((row) => (row.id === segmentId ? { ...row, streamerId } : row)));
      return {
        refusals: await this.readiness.refusalsOfHosts(tx, session, [streamerId], await mentorIdsOfSession(tx, session)),
        reason: input.reason,
        changes: { hostReportedAt: null },
        bookings: await bookingsOfSession(tx, session, segments),
        audited: [{ field: 'host', before: rows.find((row) => row.id === segmentId)!.streamerId, after: streamerId }],
        afterwards: async () => {
          await tx.execute('UPDATE host_segment SET streamerId = ? WHERE id = ?', [streamerId, segmentId]);
          await reopenChecklist(tx, session, 'HOSTS');
        },
      };
    });
  }

  /** Replaces the mentors of a confirmed session. Every host is asked about again: one without a certificate needs a mentor (INV-24). */
  changeSessionMentors(caller: Caller, input: Reasoned & { mentorIds: readonly string[] }): Promise<string> {
    return this.steps.run(caller, 'broadcasts.confirm', 'changeSessionMentors', input, async (tx, session) => {
      const mentorIds = [...new Set(input.mentorIds)];
      await requireInPark(tx, 'streamer', session.parkId, input.mentorIds, (index) => ['input', 'mentorIds', index]);
      const segments = plannedSegments(await segmentsOfSession(tx, session));
      const hostIds = segments.map((segment) => segment.streamerId);
      return {
        refusals: [
          ...(await this.readiness.refusalsOfHosts(tx, session, hostIds, mentorIds)),
          ...(await this.readiness.refusalsOfMentors(tx, session, hostIds, mentorIds)),
        ],
        reason: input.reason,
        bookings: await bookingsOfSession(tx, session, segments, mentorIds),
        audited: [{ field: 'mentorIds', before: await mentorIdsOfSession(tx, session), after: mentorIds }],
        afterwards: () => replaceMentors(tx, session, mentorIds),
      };
    });
  }

  /** Replaces the products of a confirmed session; a prepared one goes back to CONFIRMED. */
  changeSessionProducts(caller: Caller, input: Reasoned & { productIds: readonly string[] }): Promise<string> {
    return this.steps.run(caller, 'broadcasts.confirm', 'changeSessionProducts', input, async (tx, session) => {
      await requireInPark(tx, 'brand_product', session.parkId, input.productIds, (index) => ['input', 'productIds', index]);
      return {
        refusals: await this.readiness.refusalsOfProducts(tx, session, [...new Set(input.productIds)]),
        reason: input.reason,
        audited: [{ field: 'productIds', after: input.productIds }],
        afterwards: async () => {
          await replaceProducts(tx, session, input.productIds);
          await reopenChecklist(tx, session, 'PRODUCTS');
        },
      };
    });
  }

  /** Cancels a session with its reason; its time is free again. */
  cancelSession(caller: Caller, target: Reasoned): Promise<string> {
    return this.steps.run(caller, 'broadcasts.confirm', 'cancelSession', target, () => ({ reason: target.reason }));
  }
}

function shifted(segments: readonly Segment[], from: Date, to: Date): PlannedHost[] {
  const shift = to.getTime() - from.getTime();
  const moved = (instant: Date) => new Date(instant.getTime() + shift);
  return segments.map(({ streamerId, startAt, endAt }) => ({ streamerId, startAt: moved(startAt), endAt: moved(endAt) }));
}
