import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import type { LockKey } from '../platform/queue/key-lock.js';
import { isPassing, refusalsOfScores, refusalsOfSupervision, refusalsOfTrainingDay, totalHundredths } from './evidence.rules.js';
import { HELD_SESSION_LOCK, HeldSessions } from './held-sessions.js';
import { standardOn } from './skill-standard.js';
import { trainerOfPark } from './skill-trainers.service.js';
import { type EvidenceInput, type OpenTrack, TrackDesk } from './track-desk.js';

/** The score of one criterion, 0 to 100. */
export interface CriterionScore {
  criterion: string;
  score: number;
}

type SupervisionInput = Omit<EvidenceInput, 'heldOn'> & { sessionId: string; isPassed: boolean };

/** What the rubric of the day makes of scores: refusals, or the total with its verdict. */
export function scored(open: OpenTrack, heldOn: LocalDate, given: readonly CriterionScore[]) {
  const { rubric, rehearsalPassScore } = standardOn(open.standards, heldOn).values;
  const refusals = refusalsOfScores(rubric, given);
  const scores = Object.fromEntries(given.map(({ criterion, score }) => [criterion, score]));
  const scoreHundredths = totalHundredths(rubric, scores);
  return { refusals, scores, scoreHundredths, isPassed: refusals.length === 0 && isPassing(scoreHundredths, rehearsalPassScore) };
}

/** Evidence for the gates G1 to G5. Each verb says what was seen; what follows from it is computed. */
@Injectable()
export class SkillEvidences {
  constructor(
    private readonly desk: TrackDesk,
    private readonly sessions: HeldSessions,
  ) {}

  /** G1, and its yearly refresh (C11). */
  recordFirstLesson(caller: Caller, input: EvidenceInput): Promise<string> {
    return this.record(caller, 'recordFirstLesson', input, (tx, open) =>
      this.desk.add(tx, caller, 'recordFirstLesson', open, { ...input, gate: 'G1' }),
    );
  }

  /** G2: class hours add up to those of the target level. */
  recordSkillTraining(caller: Caller, input: EvidenceInput & { classHours: number }): Promise<string> {
    return this.record(caller, 'recordSkillTraining', input, (tx, open) =>
      this.desk.add(tx, caller, 'recordSkillTraining', open, {
        ...{ ...input, gate: 'G2' as const },
        refusals: refusalsOfTrainingDay(open.evidence, input.heldOn, input.classHours),
      }),
    );
  }

  /** G3: an observation on site, with its room. */
  recordObservation(caller: Caller, input: EvidenceInput & { roomId: string }): Promise<string> {
    return this.record(caller, 'recordObservation', input, async (tx, open) => {
      await this.requireRoom(tx, open, input.roomId);
      return this.desk.add(tx, caller, 'recordObservation', open, { ...input, gate: 'G3' });
    });
  }

  /** G4: a rehearsal that is neither public nor selling, scored by the rubric of its day. */
  recordRehearsal(caller: Caller, input: EvidenceInput & { scores: readonly CriterionScore[]; roomId?: string | null }): Promise<string> {
    return this.record(caller, 'recordRehearsal', input, async (tx, open) => {
      if (input.roomId) await this.requireRoom(tx, open, input.roomId);
      return this.desk.add(tx, caller, 'recordRehearsal', open, { ...input, gate: 'G4', ...scored(open, input.heldOn, input.scores) });
    });
  }

  /** G5: a session that was held with the mentor present; its day comes from the session, and it counts once. */
  recordSupervisedSession(caller: Caller, input: SupervisionInput): Promise<string> {
    /* Whoever withdraws the session's recording asks for evidence, so neither happens beside the other (INV-23). */
    const beside = [{ kind: HELD_SESSION_LOCK, key: input.sessionId }];
    const work = async (tx: Tx, open: OpenTrack): Promise<string> => {
      const { parkId, streamerId, id: trackId } = open.track;
      const session = await this.sessions.find(tx, parkId, input.sessionId);
      if (!session) throw notFound('input', 'sessionId');
      const assessor = await trainerOfPark(tx, parkId, input.assessorId);
      const refusals = refusalsOfSupervision({
        isHeld: session.isHeld,
        isHost: session.hostIds.includes(streamerId),
        isMentorPresent: (await enrollmentsOf(tx, parkId, assessor.personId)).some((id) => session.mentorIds.includes(id)),
        isCountedBefore: await isCounted(tx, parkId, trackId, input.sessionId),
      });
      return this.desk.add(tx, caller, 'recordSupervisedSession', open, { ...input, gate: 'G5', heldOn: session.heldOn, refusals });
    };
    return this.record(caller, 'recordSupervisedSession', input, work, beside);
  }

  private record(
    caller: Caller,
    operation: string,
    input: { trackId: string; idempotencyKey: string },
    work: (tx: Tx, open: OpenTrack) => Promise<string>,
    beside: readonly LockKey[] = [],
  ): Promise<string> {
    const recorded = async (tx: Tx, open: OpenTrack): Promise<string> => {
      await work(tx, open);
      return open.track.id;
    };
    return this.desk.once(caller, 'skills.train', operation, input, recorded, beside);
  }

  private async requireRoom(tx: Tx, { track }: OpenTrack, roomId: string): Promise<void> {
    if (!(await this.sessions.hasRoom(tx, track.parkId, roomId))) throw notFound('input', 'roomId');
  }
}

/** Enrollments of a person in the park: at most one. */
async function enrollmentsOf(tx: Tx, parkId: string, personId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>('SELECT id FROM streamer WHERE parkId = ? AND personId = ?', [parkId, personId]);
  return rows.map(({ id }) => id);
}

async function isCounted(tx: Tx, parkId: string, trackId: string, sessionId: string): Promise<boolean> {
  const rows = await tx.rows(
    'SELECT id FROM skill_evidence WHERE parkId = ? AND trackId = ? AND sessionId = ? AND withdrawnAt IS NULL LIMIT 1',
    [parkId, trackId, sessionId],
  );
  return rows.length > 0;
}
