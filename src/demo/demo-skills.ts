import { addDays, type LocalDate } from '../platform/clock/local-date.js';
import type { DemoPark } from './demo-park.js';
import type { GraphqlClient } from './graphql-client.js';

/** The demo's own numbers: few enough that three hosts could be trained within one September. */
const STANDARD = {
  trainingHours: { level5: 120, level4: 104, level3: 88, level2: 72, level1: 72 },
  parkTrainingHours: 40,
  ...{ lessonRefreshMonths: 12, observationsMin: 1, rehearsalsPerSeries: 3, rehearsalPassesMin: 2, rehearsalPassScore: 60 },
  rubric: [
    { code: 'PRODUCT_FACTS', zh: '产品讲解真实准确', en: 'Tells the truth about the product', weight: 40 },
    { code: 'RULES', zh: '遵守法律和平台规则', en: 'Keeps the law and the rules of the platform', weight: 30 },
    { code: 'DELIVERY', zh: '表达与互动', en: 'Speech and interaction', weight: 30 },
  ],
  ...{ supervisedSessionsMin: 1, certificateMonths: 12, renewalWindowDays: 60, recertificationPassesMin: 1, retryDays: 15 },
  ...{ mentorPairingsMax: 3, appealDays: 15 },
  backbone: { periodMonths: 6, sessionsMin: 1, netSalesMinFen: '500000', refundRateMaxBasisPoints: 1500, mentoredMin: 0 },
  pioneer: { periodMonths: 12, sessionsMin: 30, netSalesMinFen: '10000000', refundRateMaxBasisPoints: 1000, mentoredMin: 2 },
};

const TRACK = 'track { id version status }';

interface Trainee {
  streamerId: string;
  /** Register entry of whoever trains and assesses. */
  assessorId: string;
}

/** Trains the demo's hosts through the API: two are certified by each other, the third is on the way and paired with a mentor. */
export class DemoSkills {
  private steps = 0;

  constructor(
    private readonly client: GraphqlClient,
    private readonly demo: DemoPark,
  ) {}

  /** Standard, register, tracks, program and pairing; then certified hosts are required from `today` on. Needs a park secretary's client. */
  async train(heldSessionId: string, today: LocalDate): Promise<void> {
    const { parkId, streamerIds } = this.demo;
    const [wang, li, di] = [streamerIds['村播老王']!, streamerIds['金铁村小李']!, streamerIds['小滴姐']!];
    await this.run(
      'publishSkillStandard',
      { parkId, effectiveOn: '2026-01-01', values: STANDARD, reason: '演示园区标准' },
      'settings { parkId }',
    );
    const byWang = await this.trainer(wang, '王老师');
    const byDi = await this.trainer(di, '小滴老师');
    await this.certify({ streamerId: wang, assessorId: byDi }, heldSessionId);
    await this.certify({ streamerId: di, assessorId: byWang }, await this.coachedSession(di, wang));
    await this.rehearse({ streamerId: li, assessorId: byDi });
    await this.program([wang, li], today);
    await this.pair(di, li, today);
    await this.run(
      'changeSkillRequirement',
      { parkId, requiredFrom: today, reason: '演示:场次须由持证主播主持' },
      'settings { requiredFrom }',
    );
  }

  private run<Result>(mutation: string, input: object, selection: string): Promise<Result> {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
    return this.client.run<Result>(mutation, type, { ...input, idempotencyKey: `demo-skills-${++this.steps}-${mutation}` }, selection);
  }

  private async trainer(streamerId: string, displayName: string): Promise<string> {
    const query = 'query ($id: ID!) { streamer(id: $id) { person { id } } }';
    const { streamer } = await this.client.ask<{ streamer: { person: { id: string } } }>(query, { id: streamerId });
    const input = {
      ...{ parkId: this.demo.parkId, personId: streamer.person.id, displayName, isTrainer: true, isAssessor: true },
      ...{ qualification: '互联网营销师(演示)', startsOn: '2026-01-01' },
    };
    return (await this.run<{ trainer: { id: string } }>('appointSkillTrainer', input, 'trainer { id }')).trainer.id;
  }

  /** G0 to G4, on the days from 1 to 7 September 2026. */
  private async rehearse({ streamerId, assessorId }: Trainee): Promise<string> {
    const judged = { assessorId, reference: '演示材料' };
    const enrollment = {
      ...{ streamerId, trade: 'LIVE_SELLER', targetLevel: 'L5', contractReference: '演示合同', heldOn: '2026-09-01' },
      ...judged,
    };
    const { track } = await this.run<{ track: { id: string } }>('enrollSkillTrack', enrollment, TRACK);
    const on = (heldOn: string, more: object = {}) => ({ trackId: track.id, heldOn, ...judged, ...more });
    await this.run('recordFirstLesson', on('2026-09-02'), TRACK);
    for (const day of ['2026-09-02', '2026-09-03', '2026-09-04', '2026-09-05'])
      await this.run('recordSkillTraining', on(day, { classHours: 10 }), TRACK);
    await this.run('recordObservation', on('2026-09-05', { roomId: this.demo.roomIds[0] }), TRACK);
    await this.run('recordRehearsal', on('2026-09-06', { scores: this.scores(72) }), TRACK);
    await this.run('recordRehearsal', on('2026-09-07', { scores: this.scores(81) }), TRACK);
    return track.id;
  }

  private async certify(trainee: Trainee, sessionId: string): Promise<void> {
    const trackId = await this.rehearse(trainee);
    const judged = { trackId, assessorId: trainee.assessorId, reference: '演示材料' };
    await this.run('recordSupervisedSession', { ...judged, sessionId, isPassed: true, note: '纠正一次价格表述' }, TRACK);
    await this.run('recordSkillAssessment', { ...judged, heldOn: '2026-09-28', scores: this.scores(86) }, TRACK);
  }

  private scores(score: number): object[] {
    return STANDARD.rubric.map(({ code }) => ({ criterion: code, score }));
  }

  /** A held session with the mentor present and without sales. */
  private async coachedSession(streamerId: string, mentorId: string): Promise<string> {
    const { parkId, accountIds, roomIds } = this.demo;
    const input = {
      ...{ parkId, title: '新主播带教场(演示)', type: 'COMMERCE', accountId: accountIds['滴道优品'], roomId: roomIds[0] },
      ...{ actualStartAt: '2026-09-25T19:00:00+08:00', actualEndAt: '2026-09-25T20:00:00+08:00' },
      ...{ streamerIds: [streamerId], mentorIds: [mentorId], isFarmAid: false, beneficiaries: [], productIds: [] },
      reason: '演示数据:此前的场次补录',
    };
    return (await this.run<{ session: { id: string } }>('recordPastSession', input, 'session { id }')).session.id;
  }

  private async program(streamerIds: readonly string[], today: LocalDate): Promise<void> {
    const { program } = await this.run<{ program: { id: string } }>(
      'createSkillProgram',
      { parkId: this.demo.parkId, name: '滴网先锋主播培育计划', description: '业务培训、现场观摩、直播演练' },
      'program { id }',
    );
    const days = { startsOn: '2026-09-01', lastOn: addDays(today, 60) };
    const opened = { programId: program.id, name: '第一期', ...days, capacity: 20 };
    const { cohort } = await this.run<{ cohort: { id: string } }>('openSkillCohort', opened, 'cohort { id }');
    for (const streamerId of streamerIds) await this.run('enrollCohortMember', { cohortId: cohort.id, streamerId }, 'member { id }');
  }

  private async pair(mentorStreamerId: string, menteeStreamerId: string, today: LocalDate): Promise<void> {
    const proposal = { parkId: this.demo.parkId, kind: 'GENERAL', mentorStreamerId, menteeStreamerId, goals: ['两个月内取得主播证书'] };
    interface Paired {
      pairing: { id: string; version: number };
    }
    const part = 'pairing { id version }';
    let { pairing } = await this.run<Paired>('proposePairing', proposal, part);
    const target = () => ({ pairingId: pairing.id, expectedVersion: pairing.version });
    for (const side of ['MENTOR', 'MENTEE']) {
      const input = { ...target(), side, acceptedOn: today };
      pairing = (await this.client.run<Paired>('acceptPairing', 'AcceptPairingInput', input, part)).pairing;
    }
    await this.client.run('activatePairing', 'PairingTargetInput', target(), part);
  }
}
