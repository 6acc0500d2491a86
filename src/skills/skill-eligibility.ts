import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { EligibilityChecks, type HostToCheck } from '../streamers/eligibility-checks.js';
import { type HostSkills, refusalsToHost, refusalsToMentor } from './eligibility.rules.js';
import type { SkillGate } from './skill-kinds.js';
import { requiredFrom } from './skill-standards.service.js';
import { trainersAmong } from './skill-trainers.service.js';

interface HostRow {
  stageName: string;
  personId: string;
  passedGate: SkillGate | null;
  lessonUntil: LocalDate | null;
  certificateUntil: LocalDate | null;
}

/** Adds the question of first lesson and certificate to the confirmation of sessions, and that of the register to mentors (INV-24). */
@Injectable()
export class SkillEligibility implements OnModuleInit {
  constructor(private readonly checks: EligibilityChecks) {}

  onModuleInit(): void {
    this.checks.register({ code: 'skill-certificate', check: (tx, host) => refusalsOf(tx, host) });
  }
}

async function refusalsOf(tx: Tx, host: HostToCheck): Promise<Refusal[]> {
  const { parkId, streamerId, sessionStartOn: onDay, role, mentorIds = [] } = host;
  const row = await hostRow(tx, parkId, streamerId, onDay);
  if (role === 'MENTOR') {
    const isTrainer = (await trainersAmong(tx, parkId, [streamerId], onDay)).size > 0;
    return refusalsToMentor(row.stageName, isTrainer, onDay);
  }
  const from = await requiredFrom(tx, parkId);
  if (from === null || onDay < from) return [];
  const trainers = await trainersAmong(tx, parkId, mentorIds, onDay);
  const isMentorPresent = [...trainers.values()].some((personId) => personId !== row.personId);
  const skills: HostSkills = { ...row, isMentorPresent };
  return refusalsToHost(skills, onDay);
}

/** The streamer with the newest track that has not been withdrawn by the day. */
async function hostRow(tx: Tx, parkId: string, streamerId: string, onDay: LocalDate): Promise<HostRow> {
  const [row] = await tx.rows<HostRow>(
    `SELECT s.stageName AS stageName, s.personId AS personId, t.passedGate AS passedGate, t.lessonUntil AS lessonUntil,
       t.certificateUntil AS certificateUntil
     FROM streamer s LEFT JOIN skill_track t ON t.parkId = s.parkId AND t.streamerId = s.id AND (t.withdrawnOn IS NULL OR t.withdrawnOn > ?)
     WHERE s.parkId = ? AND s.id = ? ORDER BY t.attempt DESC LIMIT 1`,
    [onDay, parkId, streamerId],
  );
  if (!row) throw new Error(`A session names streamer ${streamerId}, whom its park does not have`);
  return row;
}
