import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { DAYS_REVERSED } from '../../platform/clock/day-interval.errors.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { isDuplicateKey } from '../../platform/database/database-errors.js';
import { newId } from '../../platform/database/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { DomainError, type Refusal, refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { serializeOn } from '../../platform/queue/key-lock.js';
import {
  CAPACITY_BELOW_MEMBERS,
  COHORT_FULL,
  COHORT_MEMBER_ENROLLED,
  COHORT_MEMBER_LEFT,
  COHORT_NAME_TAKEN,
  COHORT_OVER,
  PROGRAM_NAME_TAKEN,
} from './cohort.errors.js';
import { SkillCohort, SkillCohortMember, SkillProgram } from './cohort.entity.js';

/** A program as it is set up. */
export interface ProgramInput {
  parkId: string;
  name: string;
  description?: string | null;
  idempotencyKey: string;
}

/** A round of a program. */
export interface CohortInput {
  programId: string;
  name: string;
  startsOn: LocalDate;
  lastOn: LocalDate;
  capacity: number;
  idempotencyKey: string;
}

/** The places of a cohort are counted alone. It comes before the first read of the transaction. */
function serializeOnCohort(tx: Tx, parkId: string, cohortId: string): Promise<void> {
  return serializeOn(tx, parkId, 'skill-cohort', cohortId);
}

/** Programs, their cohorts, and who is in them. */
@Injectable()
export class Cohorts {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Sets a program up; its name belongs to it alone in the park. */
  async createSkillProgram(caller: Caller, input: ProgramInput): Promise<string> {
    const { parkId, name, description = null } = input;
    await this.access.requirePark(caller, 'skills.manage', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'createSkillProgram', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const id = newId();
      const row = { id, parkId, name, description, createdAt: tx.at, createdBy: caller.accountId };
      await unlessTaken(tx.insert(SkillProgram, [row]), PROGRAM_NAME_TAKEN({ name }, 'input', 'name'));
      await this.record(tx, caller, 'createSkillProgram', 'SkillProgram', { id, parkId }, { name, description });
      return id;
    });
    return ref;
  }

  /** Opens a cohort with its days and places. */
  async openSkillCohort(caller: Caller, input: CohortInput): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.manage');
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, SkillProgram, scope, input.programId, 'input', 'programId'));
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'openSkillCohort', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const { programId, name, startsOn, lastOn, capacity } = input;
      refuseIfAny(lastOn < startsOn ? [DAYS_REVERSED({ startsOn, endsOn: lastOn }, 'input', 'lastOn')] : []);
      const facts = { programId, name, startsOn, lastOn, capacity };
      const id = newId();
      await unlessTaken(tx.insert(SkillCohort, [{ id, parkId, ...facts, version: 1 }]), COHORT_NAME_TAKEN({ name }, 'input', 'name'));
      await this.record(tx, caller, 'openSkillCohort', 'SkillCohort', { id, parkId }, facts);
      return id;
    });
    return ref;
  }

  /** Changes the places of a cohort; never below the members that it has. */
  async changeCohortCapacity(caller: Caller, input: { cohortId: string; capacity: number; expectedVersion: number }): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.manage');
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, SkillCohort, scope, input.cohortId, 'input', 'cohortId'));
    return this.transactions.run(async (tx) => {
      await serializeOnCohort(tx, parkId, input.cohortId);
      const cohort = await parkRow(tx, SkillCohort, scope, input.cohortId, 'input', 'cohortId');
      requireVersion(cohort, input.expectedVersion);
      const members = await membersOf(tx, cohort);
      refuseIfAny(input.capacity < members.length ? [CAPACITY_BELOW_MEMBERS({ members: members.length }, 'input', 'capacity')] : []);
      await updateVersioned(tx, SkillCohort, cohort, { capacity: input.capacity });
      await this.record(tx, caller, 'changeCohortCapacity', 'SkillCohort', cohort, { capacity: input.capacity }, cohort);
      return cohort.id;
    });
  }

  /** Takes a streamer of the park in. Refuses when all places are taken: of two at once for the last one is refused. */
  async enrollCohortMember(caller: Caller, input: { cohortId: string; streamerId: string; idempotencyKey: string }): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.train');
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, SkillCohort, scope, input.cohortId, 'input', 'cohortId'));
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'enrollCohortMember', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnCohort(tx, parkId, input.cohortId);
      const cohort = await parkRow(tx, SkillCohort, scope, input.cohortId, 'input', 'cohortId');
      const { cohortId, streamerId } = input;
      const known = await tx.rows('SELECT id FROM streamer WHERE parkId = ? AND id = ?', [parkId, streamerId]);
      if (known.length === 0) throw notFound('input', 'streamerId');
      const joinedOn = localDateOf(tx.at);
      refuseIfAny(refusalsToJoin(cohort, await membersOf(tx, cohort), streamerId, joinedOn));
      const id = newId();
      await tx.insert(SkillCohortMember, [{ id, parkId, cohortId, streamerId, joinedAt: tx.at, joinedOn, version: 1 }]);
      await this.record(tx, caller, 'enrollCohortMember', 'SkillCohortMember', { id, parkId }, { cohortId, streamerId, joinedOn });
      return id;
    });
    return ref;
  }

  /** Records that a member leaves; the place is free again. */
  async withdrawCohortMember(caller: Caller, input: { cohortMemberId: string; reason: string; expectedVersion: number }): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.train');
    return this.transactions.run(async (tx) => {
      const member = await parkRow(tx, SkillCohortMember, scope, input.cohortMemberId, 'input', 'cohortMemberId');
      requireVersion(member, input.expectedVersion);
      refuseIfAny(member.leftOn === null ? [] : [COHORT_MEMBER_LEFT({}, 'input', 'cohortMemberId')]);
      const changes = { leftOn: localDateOf(tx.at), leftReason: input.reason };
      await updateVersioned(tx, SkillCohortMember, member, changes);
      await this.record(tx, caller, 'withdrawCohortMember', 'SkillCohortMember', member, changes, member, input.reason);
      return member.id;
    });
  }

  private record(
    tx: Tx,
    caller: Caller,
    action: string,
    recordKind: string,
    { id: recordId, parkId: scopeId }: { id: string; parkId: string },
    after: object,
    before: object | null = null,
    reason?: string,
  ): Promise<void> {
    return this.audit.record(tx, caller, { scopeId, action, recordKind, recordId, changes: changesBetween(before, after), reason });
  }
}

async function membersOf(tx: Tx, { parkId, id }: SkillCohort): Promise<string[]> {
  const rows = await tx.rows<{ streamerId: string }>(
    'SELECT streamerId FROM skill_cohort_member WHERE parkId = ? AND cohortId = ? AND leftOn IS NULL',
    [parkId, id],
  );
  return rows.map(({ streamerId }) => streamerId);
}

function refusalsToJoin(cohort: SkillCohort, members: readonly string[], streamerId: string, today: LocalDate): Refusal[] {
  const refusals: Refusal[] = [];
  if (today > cohort.lastOn) refusals.push(COHORT_OVER({ lastOn: cohort.lastOn }, 'input', 'cohortId'));
  if (members.includes(streamerId)) refusals.push(COHORT_MEMBER_ENROLLED({}, 'input', 'streamerId'));
  else if (members.length >= cohort.capacity) refusals.push(COHORT_FULL({ capacity: cohort.capacity }, 'input', 'cohortId'));
  return refusals;
}

async function unlessTaken(insert: Promise<void>, refusal: Refusal): Promise<void> {
  await insert.catch((error: unknown) => {
    throw isDuplicateKey(error) ? new DomainError([refusal]) : error;
  });
}
