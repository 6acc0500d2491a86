import type { LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { SKILL_GATES, type SkillGate } from './skill-kinds.js';
import { FIRST_LESSON_MISSING, MENTOR_MISSING, MENTOR_NOT_QUALIFIED, SKILL_CERTIFICATE_MISSING } from './skills.errors.js';

/** What the check needs to know about one host on the day of a session. */
export interface HostSkills {
  stageName: string;
  /** Last day of the first lesson's validity; null when there was none. */
  lessonUntil: LocalDate | null;
  /** Last valid day of the certificate; null when there was none. */
  certificateUntil: LocalDate | null;
  /** The highest gate passed; null without a track that is going on. */
  passedGate: SkillGate | null;
  /** Whether a trainer of the park, another person than the host, is recorded as a mentor of the session. */
  isMentorPresent: boolean;
}

/** From this gate on a trainee may be on air, with the mentor present. */
const SUPERVISED_FROM_GATE: SkillGate = 'G4';

function isSupervisedStage({ passedGate, certificateUntil }: HostSkills): boolean {
  /* After a certificate has run out the way leads over the rehearsal and the assessment, not over the mentor. */
  if (passedGate === null || certificateUntil !== null) return false;
  return SKILL_GATES.indexOf(passedGate) >= SKILL_GATES.indexOf(SUPERVISED_FROM_GATE);
}

/** First lesson within its refresh period, and a certificate valid on the day or the mentor present (INV-24, C11). */
export function refusalsToHost(skills: HostSkills, onDay: LocalDate): Refusal[] {
  const { stageName, lessonUntil, certificateUntil, isMentorPresent } = skills;
  const refusals: Refusal[] = [];
  if (lessonUntil === null || lessonUntil < onDay) refusals.push(FIRST_LESSON_MISSING({ stageName, onDay, lessonUntil }));
  if (certificateUntil !== null && certificateUntil >= onDay) return refusals;
  if (!isSupervisedStage(skills)) return [...refusals, SKILL_CERTIFICATE_MISSING({ stageName, onDay, certificateUntil })];
  return isMentorPresent ? refusals : [...refusals, MENTOR_MISSING({ stageName, onDay })];
}

/** Whoever is named as a session's mentor stands in the register of trainers on the day (INV-10). */
export function refusalsToMentor(stageName: string, isTrainer: boolean, onDay: LocalDate): Refusal[] {
  return isTrainer ? [] : [MENTOR_NOT_QUALIFIED({ stageName, onDay })];
}
