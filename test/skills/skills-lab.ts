import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { REQUEST_REMINDERS } from '../../src/skills/skills.jobs.js';
import { SHIPPED_STANDARD } from '../../src/skills/skill-standard.js';
import { BroadcastLab } from '../broadcasts/broadcast-lab.js';
import type { TestApp } from '../support/test-app.js';

/** A track as the tests read it. */
export interface TrackFacts {
  id: string;
  version: number;
  status: string;
  passedGate: string;
  retryFromOn: string | null;
  lessonUntil: string | null;
  certificateUntil: string | null;
  gates: { gate: string; passedOn: string | null; done: number; needed: number }[];
  certificates: { certificateNumber: string; issuedOn: string; validUntil: string; revokedOn: string | null }[];
  evidence: {
    id: string;
    gate: string;
    heldOn: string;
    standardVersion: number;
    scoreHundredths: number | null;
    withdrawnAt: string | null;
  }[];
}

/** A refusal as the tests read it. */
export interface Refused {
  code: string;
  message: string;
  cure: string | null;
  field: string[];
  rule: string | null;
}

/** The answer to a verb. */
export type Answer<Name extends string, Result> = Record<Name, Result | null> & { userErrors: Refused[] };

const TRACK = `id version status passedGate retryFromOn lessonUntil certificateUntil gates { gate passedOn done needed }
  certificates { certificateNumber issuedOn validUntil revokedOn }
  evidence { id gate heldOn standardVersion scoreHundredths withdrawnAt }`;
const REFUSAL = 'userErrors { code message cure field rule }';

const INPUT_TYPES: Readonly<Record<string, string>> = {
  withdrawSkillTrack: 'SkillTrackReasonInput',
  revokeSkillCertificate: 'SkillTrackReasonInput',
};
const inputTypeOf = (verb: string) => INPUT_TYPES[verb] ?? `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;

/** Scores of the shipped rubric, the same for every criterion. */
export function scoresOf(score: number): { criterion: string; score: number }[] {
  return SHIPPED_STANDARD.values.rubric.map(({ code }) => ({ criterion: code, score }));
}

/** Small numbers for tests that want to reach the end quickly. */
export function standardValues(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    trainingHours: { level5: 120, level4: 104, level3: 88, level2: 72, level1: 72 },
    parkTrainingHours: 8,
    lessonRefreshMonths: 12,
    observationsMin: 1,
    rehearsalsPerSeries: 3,
    rehearsalPassesMin: 2,
    rehearsalPassScore: 60,
    rubric: SHIPPED_STANDARD.values.rubric,
    supervisedSessionsMin: 1,
    certificateMonths: 12,
    renewalWindowDays: 60,
    recertificationPassesMin: 1,
    retryDays: 30,
    mentorPairingsMax: 2,
    appealDays: 15,
    backbone: { periodMonths: 6, sessionsMin: 1, netSalesMinFen: '100000', refundRateMaxBasisPoints: 1500, mentoredMin: 0 },
    pioneer: { periodMonths: 12, sessionsMin: 2, netSalesMinFen: '200000', refundRateMaxBasisPoints: 1000, mentoredMin: 1 },
    ...changes,
  };
}

/** A park with a secretary, trainers and short ways to tracks. */
export class SkillsLab {
  secretary = '';

  private constructor(
    readonly app: TestApp,
    readonly broadcasts: BroadcastLab,
  ) {}

  static async start(): Promise<SkillsLab> {
    const broadcasts = await BroadcastLab.start();
    return SkillsLab.over(broadcasts);
  }

  /** Another park in the same application. */
  static async in(app: TestApp): Promise<SkillsLab> {
    return SkillsLab.over(await BroadcastLab.in(app));
  }

  private static async over(broadcasts: BroadcastLab): Promise<SkillsLab> {
    const lab = new SkillsLab(broadcasts.app, broadcasts);
    await lab.signIn();
    return lab;
  }

  get parkId(): string {
    return this.broadcasts.parkId;
  }

  get operator(): string {
    return this.broadcasts.token;
  }

  async moveTo(instant: string): Promise<void> {
    await this.broadcasts.moveTo(new Date(instant));
    await this.signIn();
  }

  private async signIn(): Promise<void> {
    this.secretary = await this.app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: this.parkId }], '书记');
  }

  /** Sends a verb as the secretary, or as another caller, and returns one part of its payload with the refusals. */
  async verb<Result, Name extends string = 'track'>(
    verb: string,
    input: Record<string, unknown>,
    options: { part?: Name; selection?: string; token?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer<Name, Result>> {
    const { part = 'track' as Name, selection = TRACK, token = this.secretary, headers = {} } = options;
    const query = `mutation ($input: ${inputTypeOf(verb)}!) { ${verb}(input: $input) { ${part} { ${selection} } ${REFUSAL} } }`;
    return (await this.app.ask<Record<string, Answer<Name, Result>>>(token, query, { input }, headers))[verb]!;
  }

  /** A verb on a track that must succeed. */
  async done(verb: string, input: Record<string, unknown>, token = this.secretary): Promise<TrackFacts> {
    const { track, userErrors } = await this.verb<TrackFacts>(verb, input, { token });
    if (!track || userErrors.length > 0) throw new Error(`${verb} was refused: ${JSON.stringify(userErrors)}`);
    return track;
  }

  /** The codes with which a verb is refused. */
  async codes(verb: string, input: Record<string, unknown>, token = this.secretary): Promise<string[]> {
    return (await this.verb(verb, input, { token })).userErrors.map(({ code }) => code);
  }

  async track(id: string, token = this.secretary): Promise<TrackFacts | null> {
    const query = `query ($id: ID!) { skillTrack(id: $id) { ${TRACK} } }`;
    return (await this.app.ask<{ skillTrack: TrackFacts | null }>(token, query, { id })).skillTrack;
  }

  /** The person behind a streamer. */
  async personOf(streamerId: string): Promise<string> {
    const [row] = await this.app.dataSource.query<{ personId: string }[]>('SELECT personId FROM streamer WHERE id = ?', [streamerId]);
    return row!.personId;
  }

  /** A register entry for the person behind a streamer; trainer and assessor unless told otherwise. */
  async trainer(streamerId: string, changes: Record<string, unknown> = {}): Promise<string> {
    const input = {
      parkId: this.parkId,
      personId: await this.personOf(streamerId),
      displayName: '李老师',
      isTrainer: true,
      isAssessor: true,
      qualification: '互联网营销师三级',
      startsOn: '2020-01-01',
      idempotencyKey: newId(),
      ...changes,
    };
    const answer = await this.verb<{ id: string }, 'trainer'>('appointSkillTrainer', input, { part: 'trainer', selection: 'id' });
    if (!answer.trainer) throw new Error(JSON.stringify(answer.userErrors));
    return answer.trainer.id;
  }

  /** Publishes a standard; small numbers unless the changes say otherwise. */
  async publish(
    effectiveOn: string,
    changes: Record<string, unknown> = {},
  ): Promise<Answer<'settings', { standard: { standardVersion: number } }>> {
    const input = { parkId: this.parkId, effectiveOn, values: standardValues(changes), reason: '园区标准', idempotencyKey: newId() };
    return this.verb('publishSkillStandard', input, { part: 'settings', selection: 'standard { standardVersion }' });
  }

  /** Requires certified hosts from a day on, or no longer with null. */
  async require(requiredFrom: string | null): Promise<void> {
    const input = { parkId: this.parkId, requiredFrom, reason: '经园区党委研究', idempotencyKey: newId() };
    const { userErrors } = await this.verb('changeSkillRequirement', input, { part: 'settings', selection: 'requiredFrom' });
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
  }

  enrollment(streamerId: string, assessorId: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      streamerId,
      assessorId,
      trade: 'LIVE_SELLER',
      targetLevel: 'L5',
      contractReference: '合同 2026-17',
      heldOn: '2026-09-01',
      reference: '资格审查表 1',
      idempotencyKey: newId(),
      ...changes,
    };
  }

  enroll(streamerId: string, assessorId: string, changes: Record<string, unknown> = {}): Promise<TrackFacts> {
    return this.done('enrollSkillTrack', this.enrollment(streamerId, assessorId, changes));
  }

  evidence(trackId: string, assessorId: string, heldOn: string, more: Record<string, unknown> = {}): Record<string, unknown> {
    return { trackId, assessorId, heldOn, reference: '材料 1', idempotencyKey: newId(), ...more };
  }

  /** A session of the day that was held by the streamer with the mentor present, recorded afterwards. */
  async heldSession(streamerId: string, mentorId: string, day: string, accountId: string): Promise<string> {
    const input = {
      parkId: this.parkId,
      title: '带教场',
      type: 'COMMERCE',
      accountId,
      actualStartAt: new Date(`${day}T19:00:00+08:00`).toISOString(),
      actualEndAt: new Date(`${day}T20:00:00+08:00`).toISOString(),
      streamerIds: [streamerId],
      mentorIds: [mentorId],
      isFarmAid: false,
      beneficiaries: [],
      productIds: [],
      reason: '补录',
      idempotencyKey: newId(),
    };
    return (await this.broadcasts.done('recordPastSession', input)).id;
  }

  /** Walks a streamer through G0 to G4 in September 2026 under the small standard. */
  async rehearsed(streamerId: string, assessorId: string, roomId: string): Promise<TrackFacts> {
    const { id } = await this.enroll(streamerId, assessorId);
    await this.done('recordFirstLesson', this.evidence(id, assessorId, '2026-09-02'));
    await this.done('recordSkillTraining', this.evidence(id, assessorId, '2026-09-03', { classHours: 8 }));
    await this.done('recordObservation', this.evidence(id, assessorId, '2026-09-04', { roomId }));
    await this.done('recordRehearsal', this.evidence(id, assessorId, '2026-09-05', { scores: scoresOf(60) }));
    return this.done('recordRehearsal', this.evidence(id, assessorId, '2026-09-06', { scores: scoresOf(75) }));
  }

  /** The whole way, to a certificate of 2026-09-20. */
  async certified(
    streamerId: string,
    mentor: { streamerId: string; trainerId: string },
    roomId: string,
    accountId: string,
  ): Promise<TrackFacts> {
    const { id } = await this.rehearsed(streamerId, mentor.trainerId, roomId);
    const sessionId = await this.heldSession(streamerId, mentor.streamerId, '2026-09-10', accountId);
    const supervised = {
      trackId: id,
      assessorId: mentor.trainerId,
      sessionId,
      isPassed: true,
      reference: '带教记录',
      idempotencyKey: newId(),
    };
    await this.done('recordSupervisedSession', supervised);
    return this.done('recordSkillAssessment', this.evidence(id, mentor.trainerId, '2026-09-20', { scores: scoresOf(80) }));
  }

  /** What the schedule asks for at local midnight. */
  async remind(): Promise<void> {
    const outbox = this.app.api.get(JobOutbox, { strict: false });
    const request = { scopeId: INSTALLATION_SCOPE, key: 'skills.reminders', payload: {} };
    await this.app.transactions.run((tx) => outbox.enqueue(tx, REQUEST_REMINDERS, request));
    await this.app.drainJobs();
  }

  close(): Promise<void> {
    return this.app.close();
  }
}
