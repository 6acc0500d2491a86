import { addDays, addMonths, type LocalDate } from '../platform/clock/local-date.js';
import { SKILL_GATES, type SkillGate, type SkillLevel } from './skill-kinds.js';
import { type DatedStandard, type SkillStandardValues, standardOn, trainingHoursOf } from './skill-standard.js';
import { STATUS_AFTER_GATE, type SkillTrackStatus } from './skill-track-states.js';

/** A piece of evidence as the rules see it; withdrawn evidence is left out beforehand. */
export interface EvidenceFact {
  id: string;
  gate: SkillGate;
  heldOn: LocalDate;
  /** Whether the rehearsal, session or assessment was passed; true for what cannot be failed. */
  isPassed: boolean;
  /** Class hours of a training; 0 elsewhere. */
  classHours: number;
  /** First day on which the certificate that this assessment gave no longer holds, where it was revoked. */
  revokedOn?: LocalDate | null;
}

/** Why a piece of evidence does not fit where it stands. */
export type EvidenceProblem =
  | { kind: 'PREVIOUS_GATE_OPEN'; evidenceId: string; gate: SkillGate; openGate: SkillGate }
  | { kind: 'GATE_ALREADY_PASSED'; evidenceId: string; gate: SkillGate; passedOn: LocalDate }
  | { kind: 'RETRY_TOO_EARLY'; evidenceId: string; gate: SkillGate; retryFromOn: LocalDate }
  | { kind: 'RENEWAL_TOO_EARLY'; evidenceId: string; gate: SkillGate; renewalFromOn: LocalDate }
  | { kind: 'LESSON_STALE'; evidenceId: string; gate: SkillGate; lessonUntil: LocalDate };

/** How far one gate is. */
export interface GateProgress {
  gate: SkillGate;
  /** Day on which it was passed for the first time; null while it is open. */
  passedOn: LocalDate | null;
  /** What is done: class hours for G2, passes of the present series for G4, else pieces of evidence. */
  done: number;
  /** What is needed, under the version in force on the day of the pass, else of the question. */
  needed: number;
}

/** Everything that follows from the evidence of one track. */
export interface TrackProgress {
  gates: GateProgress[];
  /** The highest gate passed in order; null before G0. */
  passedGate: SkillGate | null;
  /** First day on which a failed trainee may try again; null when nothing was failed last. */
  retryFromOn: LocalDate | null;
  /** Last day of the first lesson's validity. */
  lessonUntil: LocalDate | null;
  /** Last valid day of the certificate given last, shortened by a revocation. */
  certificateUntil: LocalDate | null;
  /** First day on which rehearsal and assessment for the next certificate count. */
  renewalFromOn: LocalDate | null;
}

/** By what a track is judged. */
export interface Yardstick {
  standards: readonly DatedStandard[];
  targetLevel: SkillLevel;
}

interface Walk {
  passedOn: Map<SkillGate, LocalDate>;
  hours: number;
  observations: number;
  supervised: number;
  series: { attempts: number; passes: number };
  /** Passes since the last certificate. */
  renewalPassedOn: LocalDate | null;
  retryFromOn: LocalDate | null;
  lessonUntil: LocalDate | null;
  certificateUntil: LocalDate | null;
  renewalFromOn: LocalDate | null;
  problems: EvidenceProblem[];
}

/** The evidence in the order in which it counts: by day, on one day by gate, then as it was recorded. */
function inOrder(evidence: readonly EvidenceFact[]): EvidenceFact[] {
  return [...evidence].sort((a, b) => {
    if (a.heldOn !== b.heldOn) return a.heldOn < b.heldOn ? -1 : 1;
    if (a.gate !== b.gate) return a.gate < b.gate ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
}

/** Why the evidence does not fit after what was walked so far; all reasons (INV-10). */
function problemsOf(walk: Walk, { id: evidenceId, gate, heldOn, isPassed }: EvidenceFact): EvidenceProblem[] {
  const problems: EvidenceProblem[] = [];
  const openGate = SKILL_GATES.slice(0, SKILL_GATES.indexOf(gate)).find((earlier) => !walk.passedOn.has(earlier));
  if (openGate) return [{ kind: 'PREVIOUS_GATE_OPEN', evidenceId, gate, openGate }];
  const isRenewal = walk.passedOn.has('G6') && (gate === 'G4' || gate === 'G6');
  const passedOn = isRenewal && gate === 'G4' ? walk.renewalPassedOn : isRenewal ? null : (walk.passedOn.get(gate) ?? null);
  if (passedOn !== null && gate !== 'G1') problems.push({ kind: 'GATE_ALREADY_PASSED', evidenceId, gate, passedOn });
  if (isRenewal && walk.renewalFromOn !== null && heldOn < walk.renewalFromOn) {
    problems.push({ kind: 'RENEWAL_TOO_EARLY', evidenceId, gate, renewalFromOn: walk.renewalFromOn });
  } else if (isRenewal && gate === 'G6' && walk.renewalPassedOn === null) {
    problems.push({ kind: 'PREVIOUS_GATE_OPEN', evidenceId, gate, openGate: 'G4' });
  }
  if ((gate === 'G4' || gate === 'G6') && walk.retryFromOn !== null && heldOn < walk.retryFromOn) {
    problems.push({ kind: 'RETRY_TOO_EARLY', evidenceId, gate, retryFromOn: walk.retryFromOn });
  }
  if (gate === 'G6' && isPassed && walk.lessonUntil !== null && walk.lessonUntil < heldOn) {
    problems.push({ kind: 'LESSON_STALE', evidenceId, gate, lessonUntil: walk.lessonUntil });
  }
  return problems;
}

/** Last valid day of a certificate given on a day: a renewal goes on from the end of the one before. */
export function certificateUntilOf(values: SkillStandardValues, issuedOn: LocalDate, formerUntil: LocalDate | null): LocalDate {
  const from = formerUntil !== null && formerUntil >= issuedOn ? addDays(formerUntil, 1) : issuedOn;
  return addDays(addMonths(from, values.certificateMonths), -1);
}

function rehearse(walk: Walk, fact: EvidenceFact, values: SkillStandardValues): void {
  const { series } = walk;
  const isRenewal = walk.passedOn.has('G6');
  const needed = isRenewal ? values.recertificationPassesMin : values.rehearsalPassesMin;
  walk.retryFromOn = null;
  series.attempts += 1;
  series.passes += fact.isPassed ? 1 : 0;
  if (series.passes >= needed) {
    if (isRenewal) walk.renewalPassedOn = fact.heldOn;
    else walk.passedOn.set('G4', fact.heldOn);
    walk.series = { attempts: 0, passes: 0 };
  } else if (series.passes + values.rehearsalsPerSeries - series.attempts < needed) {
    walk.retryFromOn = addDays(fact.heldOn, values.retryDays);
    walk.series = { attempts: 0, passes: 0 };
  }
}

function certify(walk: Walk, fact: EvidenceFact, values: SkillStandardValues): void {
  if (!fact.isPassed) {
    walk.retryFromOn = addDays(fact.heldOn, values.retryDays);
    return;
  }
  if (!walk.passedOn.has('G6')) walk.passedOn.set('G6', fact.heldOn);
  const fullUntil = certificateUntilOf(values, fact.heldOn, walk.certificateUntil);
  const isCut = fact.revokedOn !== null && fact.revokedOn !== undefined && fact.revokedOn <= fullUntil;
  walk.certificateUntil = isCut ? addDays(fact.revokedOn!, -1) : fullUntil;
  const windowFromOn = addDays(fullUntil, 1 - values.renewalWindowDays);
  walk.renewalFromOn = isCut && fact.revokedOn! < windowFromOn ? fact.revokedOn! : windowFromOn;
  walk.renewalPassedOn = null;
  walk.retryFromOn = null;
}

function count(walk: Walk, fact: EvidenceFact, values: SkillStandardValues, level: SkillLevel): void {
  const passWhen = (isEnough: boolean) => {
    if (isEnough && !walk.passedOn.has(fact.gate)) walk.passedOn.set(fact.gate, fact.heldOn);
  };
  switch (fact.gate) {
    case 'G0':
      return passWhen(true);
    case 'G1': {
      const until = addDays(addMonths(fact.heldOn, values.lessonRefreshMonths), -1);
      if (walk.lessonUntil === null || until > walk.lessonUntil) walk.lessonUntil = until;
      return passWhen(true);
    }
    case 'G2':
      walk.hours += fact.classHours;
      return passWhen(walk.hours >= trainingHoursOf(values, level));
    case 'G3':
      walk.observations += 1;
      return passWhen(walk.observations >= values.observationsMin);
    case 'G4':
      return rehearse(walk, fact, values);
    case 'G5':
      walk.supervised += fact.isPassed ? 1 : 0;
      return passWhen(walk.supervised >= values.supervisedSessionsMin);
    case 'G6':
      return certify(walk, fact, values);
  }
}

function walkThrough(evidence: readonly EvidenceFact[], { standards, targetLevel }: Yardstick): Walk {
  const walk: Walk = {
    passedOn: new Map(),
    ...{ hours: 0, observations: 0, supervised: 0, series: { attempts: 0, passes: 0 } },
    ...{ renewalPassedOn: null, retryFromOn: null, lessonUntil: null, certificateUntil: null, renewalFromOn: null },
    problems: [],
  };
  for (const fact of inOrder(evidence)) {
    const problems = problemsOf(walk, fact);
    walk.problems.push(...problems);
    if (problems.length === 0) count(walk, fact, standardOn(standards, fact.heldOn).values, targetLevel);
  }
  return walk;
}

/** All that does not fit in a set of evidence; empty for a legal track. Whoever adds or withdraws a piece asks about the whole (INV-10). */
export function problemsOfEvidence(evidence: readonly EvidenceFact[], yardstick: Yardstick): EvidenceProblem[] {
  return walkThrough(evidence, yardstick).problems;
}

/** What follows from the evidence. Each piece is judged by the version of the standard in force on its own day. */
export function progressOf(evidence: readonly EvidenceFact[], yardstick: Yardstick, today: LocalDate): TrackProgress {
  const walk = walkThrough(evidence, yardstick);
  const passed = SKILL_GATES.filter((gate) => walk.passedOn.has(gate));
  return {
    gates: SKILL_GATES.map((gate) => gateProgress(walk, gate, yardstick, today)),
    passedGate: passed.at(-1) ?? null,
    retryFromOn: walk.retryFromOn,
    lessonUntil: walk.lessonUntil,
    certificateUntil: walk.certificateUntil,
    renewalFromOn: walk.renewalFromOn,
  };
}

function gateProgress(walk: Walk, gate: SkillGate, { standards, targetLevel }: Yardstick, today: LocalDate): GateProgress {
  const passedOn = walk.passedOn.get(gate) ?? null;
  const { values } = standardOn(standards, passedOn ?? today);
  const single = { done: passedOn === null ? 0 : 1, needed: 1 };
  const numbers: Record<SkillGate, { done: number; needed: number }> = {
    G0: single,
    G1: single,
    G2: { done: walk.hours, needed: trainingHoursOf(values, targetLevel) },
    G3: { done: walk.observations, needed: values.observationsMin },
    G4: { done: passedOn === null ? walk.series.passes : values.rehearsalPassesMin, needed: values.rehearsalPassesMin },
    G5: { done: walk.supervised, needed: values.supervisedSessionsMin },
    G6: single,
  };
  return { gate, passedOn, ...numbers[gate] };
}

/** What is stored of a track's progress, rewritten from the evidence with each change of it. */
export type DerivedColumns = Pick<TrackProgress, 'passedGate' | 'retryFromOn' | 'certificateUntil'> & { withdrawnOn: LocalDate | null };

/** Where the trainee stands on a day; only the day is added to what the evidence says. */
export function statusOn({ passedGate, retryFromOn, certificateUntil, withdrawnOn }: DerivedColumns, day: LocalDate): SkillTrackStatus {
  if (withdrawnOn !== null && withdrawnOn <= day) return 'WITHDRAWN';
  if (certificateUntil !== null && day <= certificateUntil) return 'CERTIFIED';
  if (retryFromOn !== null && day < retryFromOn) return 'FAILED';
  if (passedGate === null) throw new Error('A track begins with G0');
  return passedGate === 'G6' ? 'EXPIRED' : STATUS_AFTER_GATE[passedGate];
}

/** The gate that comes next, null once all are passed. */
export function gateAfter(passedGate: SkillGate | null): SkillGate | null {
  return SKILL_GATES[passedGate === null ? 0 : SKILL_GATES.indexOf(passedGate) + 1] ?? null;
}
