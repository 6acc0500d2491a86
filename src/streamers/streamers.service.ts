import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { Persons } from '../organizations/persons.service.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { hostFactsOf } from './host-eligibility.js';
import { Streamer } from './streamer.entity.js';
import { refusalsToActivate } from './streamer.rules.js';
import { type StreamerKind } from './streamer-states.js';
import { StreamerSteps, type StreamerTarget } from './streamer-steps.js';
import { STAGE_NAME_TAKEN, STREAMER_ALREADY_ENROLLED } from './streamers.errors.js';

/** Who is invited, and as what. */
export interface Invitation {
  parkId: string;
  fullName: string;
  idCardNumber: string;
  phone?: string | null;
  stageName: string;
  kind: StreamerKind;
  agency?: string | null;
  idempotencyKey: string;
}

/** What may change while a streamer is with the park. */
export interface StreamerChange extends StreamerTarget {
  stageName: string;
  kind: StreamerKind;
  agency?: string | null;
}

/** Enrollment of hosts: invitation, activation, pause and departure. */
@Injectable()
export class Streamers {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly persons: Persons,
    private readonly steps: StreamerSteps,
    private readonly audit: AuditTrail,
  ) {}

  /** Enrolls a person as INVITED; the person's ID-card number goes to `organizations`. Refuses a second enrollment and a stage name in use. */
  async inviteStreamer(caller: Caller, invitation: Invitation): Promise<string> {
    const { parkId, fullName, idCardNumber, phone, stageName, kind, agency } = invitation;
    await this.access.requirePark(caller, 'streamers.manage', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: invitation.idempotencyKey, operation: 'inviteStreamer', input: invitation };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const personId = await this.persons.findOrCreate(tx, caller, {
        scopeIdForAudit: parkId,
        fullName,
        idCardNumber,
        phone: phone ?? undefined,
      });
      refuseIfAny(await this.refusalsToEnroll(tx, parkId, personId, stageName));
      const id = newId();
      await unlessTakenMeanwhile(() =>
        tx.insert(Streamer, [
          { id, parkId, personId, stageName, kind, status: 'INVITED', agency: agency ?? null, enrolledAt: tx.at, version: 1 },
        ]),
      );
      const changes = [
        { field: 'personId', after: personId },
        { field: 'stageName', after: stageName },
        { field: 'kind', after: kind },
      ];
      await this.audit.record(tx, caller, { scopeId: parkId, action: 'inviteStreamer', recordKind: 'Streamer', recordId: id, changes });
      return id;
    });
    return ref;
  }

  /** Changes stage name, kind and agency. */
  changeStreamer(caller: Caller, change: StreamerChange): Promise<string> {
    return this.steps.run(caller, 'changeStreamer', change, async (tx, streamer) => {
      const refusals = await this.refusalsOfStageName(tx, streamer.parkId, change.stageName, streamer.id);
      return { refusals, changes: { stageName: change.stageName, kind: change.kind, agency: change.agency ?? null } };
    });
  }

  /** Lets a verified person host. Refuses without consent in force, under 16, and under 18 without a guardian's consent (INV-08). */
  activateStreamer(caller: Caller, target: StreamerTarget): Promise<string> {
    return this.steps.run(caller, 'activateStreamer', target, (tx, streamer) => this.checkedToday(tx, streamer));
  }

  /** Takes a host off the air until resumed. */
  pauseStreamer(caller: Caller, target: StreamerTarget & { reason: string }): Promise<string> {
    return this.steps.run(caller, 'pauseStreamer', target, () => Promise.resolve({ reason: target.reason }));
  }

  /** Lets a paused host work again, on the same conditions as the activation. */
  resumeStreamer(caller: Caller, target: StreamerTarget): Promise<string> {
    return this.steps.run(caller, 'resumeStreamer', target, (tx, streamer) => this.checkedToday(tx, streamer));
  }

  /** Records that a host has left the park. Final. */
  recordStreamerLeft(caller: Caller, target: StreamerTarget & { reason: string }): Promise<string> {
    return this.steps.run(caller, 'recordStreamerLeft', target, () => Promise.resolve({ reason: target.reason }));
  }

  private async checkedToday(tx: Tx, streamer: Streamer): Promise<{ refusals: Refusal[] }> {
    const facts = await hostFactsOf(tx, streamer.parkId, streamer.id);
    if (!facts) throw new Error(`Streamer ${streamer.id} has no person`);
    return { refusals: refusalsToActivate(facts, localDateOf(tx.at)) };
  }

  private async refusalsToEnroll(tx: Tx, parkId: string, personId: string, stageName: string): Promise<Refusal[]> {
    const enrolled = await tx.rows<{ id: string }>('SELECT id FROM streamer WHERE parkId = ? AND personId = ?', [parkId, personId]);
    const refusals = enrolled.length > 0 ? [STREAMER_ALREADY_ENROLLED({}, 'input', 'idCardNumber')] : [];
    return [...refusals, ...(await this.refusalsOfStageName(tx, parkId, stageName, null))];
  }

  private async refusalsOfStageName(tx: Tx, parkId: string, stageName: string, ownId: string | null): Promise<Refusal[]> {
    const rows = await tx.rows<{ id: string }>('SELECT id FROM streamer WHERE parkId = ? AND stageName = ?', [parkId, stageName]);
    return rows.some((row) => row.id !== ownId) ? [STAGE_NAME_TAKEN({ stageName }, 'input', 'stageName')] : [];
  }
}

/** The rows were free when this transaction looked; if another took them since, the whole work looks again and refuses by name. */
async function unlessTakenMeanwhile(insert: () => Promise<void>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    throw isDuplicateKey(error) ? new RetryWork('the person or the stage name was enrolled at the same time') : error;
  }
}
