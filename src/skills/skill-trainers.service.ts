import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { type NamedPerson, Persons } from '../organizations/persons.service.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { overlap } from '../platform/clock/day-interval.js';
import { refusalsOfDays, refusalsToEnd } from '../platform/clock/day-interval.rules.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { serializeOn } from '../platform/queue/key-lock.js';
import { SkillTrainer } from './skill-standard.entity.js';
import { TRAINER_ALREADY_APPOINTED, TRAINER_WITHOUT_DUTY } from './skills.errors.js';

/** Who is taken into the register, and for what. */
export interface TrainerAppointment extends NamedPerson {
  parkId: string;
  displayName: string;
  isTrainer: boolean;
  isAssessor: boolean;
  qualification: string;
  startsOn: LocalDate;
  endsOn?: LocalDate | null;
  idempotencyKey: string;
}

/** The register entry of this park, provided there is one; otherwise throws NOT_FOUND at `assessorId`. */
export async function trainerOfPark(tx: Tx, parkId: string, trainerId: string): Promise<SkillTrainer> {
  const trainer = await tx.manager.findOneBy(SkillTrainer, { id: trainerId, parkId });
  if (!trainer) throw notFound('input', 'assessorId');
  return trainer;
}

/** Which of the streamers are behind persons who stand in the park's register as trainers on the day, as streamer id → person id. */
export async function trainersAmong(tx: Tx, parkId: string, streamerIds: readonly string[], day: LocalDate): Promise<Map<string, string>> {
  if (streamerIds.length === 0) return new Map();
  const rows = await tx.rows<{ streamerId: string; personId: string }>(
    `SELECT s.id AS streamerId, s.personId AS personId FROM streamer s JOIN skill_trainer t ON t.parkId = s.parkId AND t.personId = s.personId
     WHERE s.parkId = ? AND s.id IN (${streamerIds.map(() => '?').join(', ')}) AND t.isTrainer = ?
       AND t.startsOn <= ? AND (t.endsOn IS NULL OR t.endsOn > ?)`,
    [parkId, ...streamerIds, 1, day, day],
  );
  return new Map(rows.map((row) => [row.streamerId, row.personId]));
}

/** The park's register of trainers and assessors (INV-10). */
@Injectable()
export class SkillTrainers {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly persons: Persons,
    private readonly audit: AuditTrail,
  ) {}

  /** Takes a person into the register. Refuses an entry without a duty, days in the wrong order, and a second entry of the person in that time. */
  async appointSkillTrainer(caller: Caller, input: TrainerAppointment): Promise<string> {
    const { parkId, displayName, isTrainer, isAssessor, qualification, startsOn, endsOn = null } = input;
    await this.access.requirePark(caller, 'skills.manage', parkId, 'input', 'parkId');
    const requireVisible = await this.persons.visibleTo(caller, 'persons.manage');
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'appointSkillTrainer', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOn(tx, parkId, 'skill-trainers', 'register');
      const personId = await this.persons.named(tx, caller, input, requireVisible, parkId);
      const known = await tx.manager.findBy(SkillTrainer, { parkId, personId });
      const days = { startsOn, endsOn };
      refuseIfAny([
        ...(isTrainer || isAssessor ? [] : [TRAINER_WITHOUT_DUTY({}, 'input', 'isTrainer')]),
        ...refusalsOfDays(days),
        ...(known.some((entry) => overlap(entry, days)) ? [TRAINER_ALREADY_APPOINTED({}, 'input', 'startsOn')] : []),
      ]);
      const facts = { personId, displayName, isTrainer, isAssessor, qualification, ...days };
      const id = newId();
      await tx.insert(SkillTrainer, [{ id, parkId, ...facts, appointedAt: tx.at, appointedBy: caller.accountId, version: 1 }]);
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: 'appointSkillTrainer',
        recordKind: 'SkillTrainer',
        recordId: id,
        changes: changesBetween(null, facts),
      });
      return id;
    });
    return ref;
  }

  /** Ends an entry from a day on. What the person judged before that day stays. */
  async endSkillTrainer(
    caller: Caller,
    input: { trainerId: string; endsOn: LocalDate; reason: string; expectedVersion: number },
  ): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.manage');
    return this.transactions.run(async (tx) => {
      const trainer = await parkRow(tx, SkillTrainer, scope, input.trainerId, 'input', 'trainerId');
      requireVersion(trainer, input.expectedVersion);
      refuseIfAny(refusalsToEnd(trainer, input.endsOn));
      await updateVersioned(tx, SkillTrainer, trainer, { endsOn: input.endsOn });
      await this.audit.record(tx, caller, {
        scopeId: trainer.parkId,
        action: 'endSkillTrainer',
        recordKind: 'SkillTrainer',
        recordId: trainer.id,
        changes: changesBetween(trainer, { endsOn: input.endsOn }),
        reason: input.reason,
      });
      return trainer.id;
    });
  }
}
