import { Injectable } from '@nestjs/common';
import { Products } from '../parks/products.service.js';
import { localDateOf } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { EligibilityChecks } from '../streamers/eligibility-checks.js';
import { type BroadcastSession } from './broadcast-session.entity.js';
import { mentorIdsOfSession } from './session-mentors.js';
import { hostIdsOf, productIdsOfSession } from './session-parts.js';
import { refusalsOfLoneMentors, refusalsToBook, type Segment } from './session-plan.rules.js';

const PATH: readonly string[] = ['input', 'sessionId'];

interface NamedStatus {
  name: string;
  status: string;
}

/** Asks everybody concerned whether a session may hold its time or be confirmed, and returns all reasons at once (INV-24). */
@Injectable()
export class SessionReadiness {
  constructor(
    private readonly eligibility: EligibilityChecks,
    private readonly products: Products,
  ) {}

  /** Account, hosts, a start in the future, room and account in use. */
  async refusalsToBook(tx: Tx, session: BroadcastSession, segments: readonly Segment[]): Promise<Refusal[]> {
    const room = await statusOf(tx, 'live_room', session.roomId);
    const account = await statusOf(tx, 'platform_account', session.accountId);
    return refusalsToBook({ ...session, room, account, hostCount: segments.length }, tx.at);
  }

  /** The same, and every host eligible on the day, and every product LISTED with evidence (INV-24). */
  async refusalsToConfirm(tx: Tx, session: BroadcastSession, segments: readonly Segment[]): Promise<Refusal[]> {
    const productIds = await productIdsOfSession(tx, session);
    const mentorIds = await mentorIdsOfSession(tx, session);
    const hostIds = segments.map((segment) => segment.streamerId);
    return [
      ...(await this.refusalsToBook(tx, session, segments)),
      ...(await this.refusalsOfHosts(tx, session, hostIds, mentorIds)),
      ...(await this.refusalsOfMentors(tx, session, hostIds, mentorIds)),
      ...(await this.refusalsOfProducts(tx, session, productIds)),
    ];
  }

  /** Every registered eligibility check about each of the hosts, for the day on which the session starts and with these mentors present. */
  refusalsOfHosts(
    tx: Tx,
    session: Pick<BroadcastSession, 'parkId' | 'plannedStartAt'>,
    streamerIds: readonly string[],
    mentorIds: readonly string[],
  ): Promise<Refusal[]> {
    const day = { parkId: session.parkId, sessionStartOn: localDateOf(session.plannedStartAt) };
    const hosts = streamerIds.map((streamerId) => ({ ...day, streamerId, role: 'HOST' as const, mentorIds }));
    return this.eligibility.refusals(tx, hosts, PATH);
  }

  /** What the hosts must still fulfil when the session goes on, on the day of its start (INV-08, INV-24). */
  async refusalsToStart(tx: Tx, session: BroadcastSession, startAt: Date): Promise<Refusal[]> {
    const day = { parkId: session.parkId, sessionStartOn: localDateOf(startAt), role: 'HOST' as const };
    const hosts = [...(await hostIdsOf(tx, session))].map((streamerId) => ({ ...day, streamerId }));
    return this.eligibility.refusalsToStart(tx, hosts, PATH);
  }

  /** Every registered eligibility check about each of the mentors, for the day on which the session starts; nobody stands by alone. */
  async refusalsOfMentors(
    tx: Tx,
    session: Pick<BroadcastSession, 'parkId' | 'plannedStartAt'>,
    hostIds: readonly string[],
    mentorIds: readonly string[],
  ): Promise<Refusal[]> {
    const day = { parkId: session.parkId, sessionStartOn: localDateOf(session.plannedStartAt) };
    const mentors = mentorIds.map((streamerId) => ({ ...day, streamerId, role: 'MENTOR' as const }));
    return [...refusalsOfLoneMentors(hostIds, mentorIds), ...(await this.eligibility.refusals(tx, mentors, PATH))];
  }

  /** Whether the products may be sold on the day. */
  async refusalsOfProducts(
    tx: Tx,
    session: Pick<BroadcastSession, 'parkId' | 'plannedStartAt'>,
    productIds: readonly string[],
  ): Promise<Refusal[]> {
    if (productIds.length === 0) return [];
    return this.products.refusalsToSell(tx, session.parkId, productIds, localDateOf(session.plannedStartAt), PATH);
  }
}

async function statusOf(tx: Tx, table: 'live_room' | 'platform_account', id: string | null): Promise<NamedStatus | null> {
  if (id === null) return null;
  const [row] = await tx.rows<NamedStatus>(`SELECT name, status FROM ${table} WHERE id = ?`, [id]);
  return row ?? null;
}
