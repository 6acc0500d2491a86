import { type DayInterval, holdsOn } from '../platform/clock/day-interval.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { DAY_IN_FUTURE } from '../streamers/streamers.errors.js';
import type { SkillGate } from './skill-kinds.js';
import type { RubricCriterion } from './skill-standard.js';
import {
  ASSESSOR_IS_TRAINEE,
  ASSESSOR_NOT_QUALIFIED,
  EVIDENCE_CARRIES_OTHERS,
  GATE_ALREADY_PASSED,
  GATE_BEFORE_OPEN,
  LESSON_STALE,
  RECORDER_IS_TRAINEE,
  RENEWAL_TOO_EARLY,
  RETRY_TOO_EARLY,
  RUBRIC_NOT_MATCHED,
  SESSION_NOT_SUPERVISED,
  TRAINING_DAY_TOO_LONG,
} from './skills.errors.js';
import type { EvidenceProblem } from './track-progress.rules.js';

/** Hundredths in one point of a score. */
const HUNDREDTHS = 100;

/** A register entry as the rules see it. */
export interface TrainerFacts extends DayInterval {
  personId: string;
  displayName: string;
  isTrainer: boolean;
  isAssessor: boolean;
}

/** Who judges, and who is judged. */
export interface Judgement {
  gate: SkillGate;
  heldOn: LocalDate;
  today: LocalDate;
  traineePersonId: string;
  assessor: TrainerFacts;
  /** Persons whose own-data role the recording account holds. */
  recorderPersonIds: readonly string[];
}

/** A certificate is given by an assessor; every other gate is judged by a trainer or an assessor (INV-10). */
function mayJudge({ gate, heldOn, assessor }: Judgement): boolean {
  if (!holdsOn(assessor, heldOn)) return false;
  return gate === 'G6' ? assessor.isAssessor : assessor.isTrainer || assessor.isAssessor;
}

/** Refuses the trainee's own word, a person outside the register, and a day to come. Persons are compared, not enrollments (INV-10). */
export function refusalsOfJudgement(judgement: Judgement): Refusal[] {
  const { gate, heldOn, today, traineePersonId, assessor, recorderPersonIds } = judgement;
  const refusals: Refusal[] = [];
  if (heldOn > today) refusals.push(DAY_IN_FUTURE({ onDay: heldOn }, 'input', 'heldOn'));
  if (assessor.personId === traineePersonId) refusals.push(ASSESSOR_IS_TRAINEE({}, 'input', 'assessorId'));
  if (recorderPersonIds.includes(traineePersonId)) refusals.push(RECORDER_IS_TRAINEE({}, 'input', 'trackId'));
  if (!mayJudge(judgement)) {
    const duty = gate === 'G6' ? ('ASSESS' as const) : ('TRAIN' as const);
    refusals.push(ASSESSOR_NOT_QUALIFIED({ displayName: assessor.displayName, onDay: heldOn, duty }, 'input', 'assessorId'));
  }
  return refusals;
}

function refusalOfProblem(problem: EvidenceProblem): Refusal {
  switch (problem.kind) {
    case 'PREVIOUS_GATE_OPEN':
      return GATE_BEFORE_OPEN(problem, 'input', 'heldOn');
    case 'GATE_ALREADY_PASSED':
      return GATE_ALREADY_PASSED(problem, 'input', 'trackId');
    case 'RETRY_TOO_EARLY':
      return RETRY_TOO_EARLY(problem, 'input', 'heldOn');
    case 'RENEWAL_TOO_EARLY':
      return RENEWAL_TOO_EARLY(problem, 'input', 'heldOn');
    case 'LESSON_STALE':
      return LESSON_STALE(problem, 'input', 'heldOn');
  }
}

/** What keeps a new piece of evidence out: its own problems, and those that it would make for evidence of later days. */
export function refusalsToAdd(problems: readonly EvidenceProblem[], addedId: string): Refusal[] {
  const own = problems.filter(({ evidenceId }) => evidenceId === addedId).map(refusalOfProblem);
  return own.length > 0 ? own : refusalsOfLaterEvidence(problems, 'heldOn');
}

/** What keeps a piece of evidence from being withdrawn: later evidence that would no longer stand. */
export function refusalsToTakeAway(problems: readonly EvidenceProblem[]): Refusal[] {
  return refusalsOfLaterEvidence(problems, 'skillEvidenceId');
}

function refusalsOfLaterEvidence(problems: readonly EvidenceProblem[], field: string): Refusal[] {
  const gates = [...new Set(problems.map(({ gate }) => gate))];
  return gates.map((gate) => EVIDENCE_CARRIES_OTHERS({ gate }, 'input', field));
}

/** Scores from 0 to 100 by criterion. */
export type RubricScores = Readonly<Record<string, number>>;

/** Refuses scores that do not answer each criterion of the day's rubric exactly once. */
export function refusalsOfScores(rubric: readonly RubricCriterion[], given: readonly { criterion: string; score: number }[]): Refusal[] {
  const codes = rubric.map(({ code }) => code);
  const named = given.map(({ criterion }) => criterion);
  const missing = codes.filter((code) => !named.includes(code));
  const unknown = named.filter((code, index) => !codes.includes(code) || named.indexOf(code) !== index);
  if (missing.length + unknown.length === 0) return [];
  return [RUBRIC_NOT_MATCHED({ missing: missing.join(', '), unknown: unknown.join(', ') }, 'input', 'scores')];
}

/** The weighted total in hundredths of a point, exact: the weights add up to 100. */
export function totalHundredths(rubric: readonly RubricCriterion[], scores: RubricScores): number {
  return rubric.reduce((sum, { code, weight }) => sum + weight * (scores[code] ?? 0), 0);
}

/** Whether a total reaches the score that passes; equal is enough. */
export function isPassing(hundredths: number, passScore: number): boolean {
  return hundredths >= passScore * HUNDREDTHS;
}

/** A held session as the rules see it. */
export interface SupervisionFacts {
  isHeld: boolean;
  isHost: boolean;
  isMentorPresent: boolean;
  isCountedBefore: boolean;
}

/** A supervised session was held, by the trainee, with this mentor present, and counts once. */
export function refusalsOfSupervision({ isHeld, isHost, isMentorPresent, isCountedBefore }: SupervisionFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (problem: 'NOT_HELD' | 'NOT_HOST' | 'NO_MENTOR' | 'COUNTED') =>
    refusals.push(SESSION_NOT_SUPERVISED({ problem }, 'input', problem === 'NO_MENTOR' ? 'assessorId' : 'sessionId'));
  if (!isHeld) refuse('NOT_HELD');
  if (!isHost) refuse('NOT_HOST');
  if (!isMentorPresent) refuse('NO_MENTOR');
  if (isCountedBefore) refuse('COUNTED');
  return refusals;
}

/** Class hours of 45 minutes that fit into one day of training. */
const CLASS_HOURS_PER_DAY_MAX = 10;

/** A day takes so many class hours; several entries of one day add up. A course of several days is entered day by day. */
export function refusalsOfTrainingDay(
  known: readonly { gate: SkillGate; heldOn: LocalDate; classHours: number }[],
  heldOn: LocalDate,
  classHours: number,
): Refusal[] {
  const before = known.filter((fact) => fact.gate === 'G2' && fact.heldOn === heldOn).reduce((sum, fact) => sum + fact.classHours, 0);
  const isTooLong = before + classHours > CLASS_HOURS_PER_DAY_MAX;
  return isTooLong
    ? [TRAINING_DAY_TOO_LONG({ heldOn, hours: before + classHours, hoursMax: CLASS_HOURS_PER_DAY_MAX }, 'input', 'classHours')]
    : [];
}
