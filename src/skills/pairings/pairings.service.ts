import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { refusalsOfDays } from '../../platform/clock/day-interval.rules.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { inList, Transactions, type Tx } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { type Refusal, refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { serializeOn } from '../../platform/queue/key-lock.js';
import { MemberBadges } from '../badges/member-badges.service.js';
import { standardOn } from '../skill-standard.js';
import { standardsOf } from '../skill-standards.service.js';
import { PAIRING_EXISTS } from './pairing.errors.js';
import { PairingNotices } from './pairing-notices.js';
import { MentorPairing, PairingActivity } from './pairing.entity.js';
import {
  type Partner,
  refusalsByPairingState,
  refusalsOfActivity,
  refusalsOfLoad,
  refusalsOfPartners,
  refusalsToAccept,
  statusAfterAcceptance,
} from './pairing.rules.js';
import {
  OPEN_PAIRING_STATUSES,
  PAIRING_TRANSITIONS,
  type PairingActivityKind,
  type PairingKind,
  type PairingSide,
  type PairingVerb,
} from './pairing-states.js';

/** Who is to be paired, and for what. */
export interface PairingProposal {
  parkId: string;
  kind: PairingKind;
  mentorStreamerId: string;
  menteeStreamerId: string;
  goals: readonly string[];
  plannedEndOn?: LocalDate | null;
  idempotencyKey: string;
}

/** Which pairing, as the caller saw it. */
export interface PairingTarget {
  pairingId: string;
  expectedVersion: number;
}

/** Something that was done together. */
export interface ActivityInput {
  pairingId: string;
  kind: PairingActivityKind;
  heldOn: LocalDate;
  topic: string;
  note?: string | null;
  idempotencyKey: string;
}

interface PairingStep {
  refusals?: readonly Refusal[];
  changes: Partial<MentorPairing>;
  reason?: string;
}

type PartnerRow = Omit<Partner, 'hasMemberBadge'> & { id: string };

/** Proposals and changes of pairings of one park run one after the other: a mentor's load and a pair's past are counted alone. */
function serializeOnPairings(tx: Tx, parkId: string): Promise<void> {
  return serializeOn(tx, parkId, 'mentor-pairing', 'pairings');
}

/** What a person mentors in all parks is counted alone. It comes before the lock of a park. */
function serializeOnMentor(tx: Tx, mentorPersonId: string): Promise<void> {
  return serializeOn(tx, INSTALLATION_SCOPE, 'mentor-load', mentorPersonId);
}

/** Pairings of mentors and mentees (INV-11). */
@Injectable()
export class Pairings {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly badges: MemberBadges,
    private readonly audit: AuditTrail,
    private readonly notices: PairingNotices,
  ) {}

  /** Proposes a pairing. Refuses one person on both sides, a pair that has one already, and a village pairing without member or villager. */
  async proposePairing(caller: Caller, input: PairingProposal): Promise<string> {
    const { parkId, kind, mentorStreamerId, menteeStreamerId, goals, plannedEndOn = null } = input;
    await this.access.requirePark(caller, 'skills.train', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'proposePairing', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnPairings(tx, parkId);
      const { mentor, mentee } = await this.partners(tx, { parkId, mentorStreamerId, menteeStreamerId });
      const proposedOn = localDateOf(tx.at);
      refuseIfAny([
        ...refusalsOfPartners(kind, mentor, mentee, proposedOn),
        ...refusalsOfPlan(proposedOn, plannedEndOn),
        ...((await hasOpenPairing(tx, input)) ? [PAIRING_EXISTS({}, 'input', 'menteeStreamerId')] : []),
      ]);
      const facts = { kind, status: 'PROPOSED' as const, mentorStreamerId, menteeStreamerId, goals: [...goals], proposedOn, plannedEndOn };
      const id = newId();
      const persons = { mentorPersonId: mentor.personId, menteePersonId: mentee.personId };
      await tx.insert(MentorPairing, [{ id, parkId, ...facts, ...persons, proposedBy: caller.accountId, version: 1 }]);
      await this.record(tx, caller, 'proposePairing', { id, parkId }, changesBetween(null, facts));
      await this.notices.proposed(tx, { id, mentorStreamerId, menteeStreamerId });
      return id;
    });
    return ref;
  }

  /** Records that one side accepts; with both the pairing is ACCEPTED. */
  acceptPairing(caller: Caller, input: PairingTarget & { side: PairingSide; acceptedOn: LocalDate }): Promise<string> {
    return this.step(caller, 'acceptPairing', input, (tx, pairing) =>
      Promise.resolve(accepted(pairing, input.side, input.acceptedOn, localDateOf(tx.at))),
    );
  }

  /** The caller accepts as the side that the caller is. */
  async acceptMyPairing(caller: Caller, input: PairingTarget): Promise<string> {
    const ownIds = this.access.ownIds(caller, 'own.skills', 'STREAMER');
    const pairing = await this.transactions.run((tx) => ownPairing(tx, ownIds, input.pairingId));
    return this.inTransaction(
      caller,
      'acceptPairing',
      pairing,
      input,
      (tx) => ownPairing(tx, ownIds, input.pairingId),
      (tx, row) => {
        const side: PairingSide = ownIds.includes(row.mentorStreamerId) ? 'MENTOR' : 'MENTEE';
        return Promise.resolve(accepted(row, side, localDateOf(tx.at), localDateOf(tx.at)));
      },
    );
  }

  /** Begins an accepted pairing: asks about both partners again, and counts what the mentor has going on, in whichever park (INV-11). */
  activatePairing(caller: Caller, input: PairingTarget): Promise<string> {
    return this.step(caller, 'activatePairing', input, async (tx, pairing) => {
      const activatedOn = localDateOf(tx.at);
      const { mentor, mentee } = await this.partners(tx, pairing);
      const { mentorPairingsMax } = standardOn(await standardsOf(tx, pairing.parkId), activatedOn).values;
      const [row] = await tx.rows<{ total: number | string }>(
        `SELECT COUNT(*) AS total FROM mentor_pairing WHERE mentorPersonId = ? AND status = 'ACTIVE'`,
        [pairing.mentorPersonId],
      );
      return {
        refusals: [
          ...refusalsOfPartners(pairing.kind, mentor, mentee, activatedOn),
          ...refusalsOfLoad(Number(row!.total), mentorPairingsMax),
        ],
        changes: { activatedOn },
      };
    });
  }

  /** Completes a pairing, with a summary. */
  completePairing(caller: Caller, input: PairingTarget & { summary: string }): Promise<string> {
    return this.step(caller, 'completePairing', input, (tx) => Promise.resolve(ended(tx, input.summary)));
  }

  /** Ends a pairing before it is completed, with the reason. */
  endPairing(caller: Caller, input: PairingTarget & { reason: string }): Promise<string> {
    return this.step(caller, 'endPairing', input, (tx) => Promise.resolve(ended(tx, input.reason)));
  }

  /** Records what mentor and mentee did on a day of their pairing. Returns the pairing's id. */
  async recordPairingActivity(caller: Caller, input: ActivityInput): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.train');
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, MentorPairing, scope, input.pairingId, 'input', 'pairingId'));
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'recordPairingActivity', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const pairing = await parkRow(tx, MentorPairing, scope, input.pairingId, 'input', 'pairingId');
      refuseIfAny(refusalsByPairingState('recordPairingActivity', pairing.status));
      refuseIfAny(refusalsOfActivity(pairing.activatedOn!, input.heldOn, localDateOf(tx.at)));
      const { kind, heldOn, topic } = input;
      const facts = { pairingId: pairing.id, kind, heldOn, topic };
      const id = newId();
      await tx.insert(PairingActivity, [
        { id, parkId, ...facts, note: input.note ?? null, recordedAt: tx.at, recordedBy: caller.accountId },
      ]);
      await this.record(tx, caller, 'recordPairingActivity', pairing, [{ field: 'activityId', after: id }, ...changesBetween(null, facts)]);
      return pairing.id;
    });
    return ref;
  }

  private async step(
    caller: Caller,
    verb: PairingVerb,
    target: PairingTarget,
    work: (tx: Tx, pairing: MentorPairing) => Promise<PairingStep>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.train');
    const load = (tx: Tx) => parkRow(tx, MentorPairing, scope, target.pairingId, 'input', 'pairingId');
    return this.inTransaction(caller, verb, await this.transactions.run(load), target, load, work);
  }

  private inTransaction(
    caller: Caller,
    verb: PairingVerb,
    known: Pick<MentorPairing, 'parkId' | 'mentorPersonId'>,
    target: PairingTarget,
    load: (tx: Tx) => Promise<MentorPairing>,
    work: (tx: Tx, pairing: MentorPairing) => Promise<PairingStep>,
  ): Promise<string> {
    return this.transactions.run(async (tx) => {
      if (verb === 'activatePairing') await serializeOnMentor(tx, known.mentorPersonId);
      await serializeOnPairings(tx, known.parkId);
      const pairing = await load(tx);
      requireVersion(pairing, target.expectedVersion);
      refuseIfAny(refusalsByPairingState(verb, pairing.status));
      const step = await work(tx, pairing);
      refuseIfAny(step.refusals ?? []);
      const { to } = PAIRING_TRANSITIONS[verb];
      const changes = { ...step.changes, ...(to ? { status: to } : {}) };
      await updateVersioned(tx, MentorPairing, pairing, changes);
      await this.record(tx, caller, verb, pairing, changesBetween(pairing, changes), step.reason);
      await this.notices.follow(tx, { ...pairing, ...changes });
      return pairing.id;
    });
  }

  private async partners(
    tx: Tx,
    pair: Pick<MentorPairing, 'parkId' | 'mentorStreamerId' | 'menteeStreamerId'>,
  ): Promise<{ mentor: Partner; mentee: Partner }> {
    const { parkId, mentorStreamerId, menteeStreamerId } = pair;
    const ids = [mentorStreamerId, menteeStreamerId];
    const rows = await tx.rows<PartnerRow>(
      `SELECT id, personId, stageName, kind, status FROM streamer WHERE parkId = ? AND id IN ${inList(ids)}`,
      [parkId, ...ids],
    );
    const badged = await this.badges.holdersAmong(tx, parkId, ids, localDateOf(tx.at));
    const partner = (id: string, field: string): Partner => {
      const row = rows.find((candidate) => candidate.id === id);
      if (!row) throw notFound('input', field);
      return { ...row, hasMemberBadge: badged.has(id) };
    };
    return { mentor: partner(mentorStreamerId, 'mentorStreamerId'), mentee: partner(menteeStreamerId, 'menteeStreamerId') };
  }

  private record(
    tx: Tx,
    caller: Caller,
    action: string,
    { id, parkId }: Pick<MentorPairing, 'id' | 'parkId'>,
    changes: ReturnType<typeof changesBetween>,
    reason?: string,
  ): Promise<void> {
    return this.audit.record(tx, caller, { scopeId: parkId, action, recordKind: 'MentorPairing', recordId: id, changes, reason });
  }
}

function accepted(pairing: MentorPairing, side: PairingSide, acceptedOn: LocalDate, today: LocalDate): PairingStep {
  const days = side === 'MENTOR' ? { mentorAcceptedOn: acceptedOn } : { menteeAcceptedOn: acceptedOn };
  return {
    refusals: refusalsToAccept(pairing, side, acceptedOn, today),
    changes: { ...days, status: statusAfterAcceptance({ ...pairing, ...days }) },
  };
}

/** A plan that ends before it begins, in the words of every dated record. */
function refusalsOfPlan(proposedOn: LocalDate, plannedEndOn: LocalDate | null): Refusal[] {
  return refusalsOfDays({ startsOn: proposedOn, endsOn: plannedEndOn }).map((refusal) => ({
    ...refusal,
    field: ['input', 'plannedEndOn'],
  }));
}

function ended(tx: Tx, reason: string): PairingStep {
  return { changes: { endedOn: localDateOf(tx.at), endReason: reason }, reason };
}

async function ownPairing(tx: Tx, ownIds: readonly string[], pairingId: string): Promise<MentorPairing> {
  const pairing = await tx.manager.findOneBy(MentorPairing, { id: pairingId });
  const isOwn = pairing && (ownIds.includes(pairing.mentorStreamerId) || ownIds.includes(pairing.menteeStreamerId));
  if (!isOwn) throw notFound('input', 'pairingId');
  return pairing;
}

/** In either direction: nobody is mentor and mentee of the same person at once. */
async function hasOpenPairing(tx: Tx, { parkId, mentorStreamerId, menteeStreamerId }: PairingProposal): Promise<boolean> {
  const rows = await tx.rows(
    `SELECT id FROM mentor_pairing WHERE parkId = ?
       AND ((mentorStreamerId = ? AND menteeStreamerId = ?) OR (mentorStreamerId = ? AND menteeStreamerId = ?)) AND status IN ${inList(OPEN_PAIRING_STATUSES)} LIMIT 1`,
    [parkId, mentorStreamerId, menteeStreamerId, menteeStreamerId, mentorStreamerId, ...OPEN_PAIRING_STATUSES],
  );
  return rows.length > 0;
}
