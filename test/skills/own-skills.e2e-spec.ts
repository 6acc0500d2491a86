import { newId } from '../../src/platform/database/ids.js';
import { addDays } from '../../src/platform/clock/local-date.js';
import { AuditTrail } from '../../src/platform/audit/audit-trail.js';
import { statusOn } from '../../src/skills/track-progress.rules.js';
import { countStatements } from '../support/statement-counter.js';
import { scoresOf, SkillsLab } from './skills-lab.js';

const OWN = `query ($id: ID) { mySkillTrack(streamerId: $id) { streamerId badgeLabel
  track { status gates { gate passedOn } evidence { gate reference } certificates { certificateNumber } }
  tier { tier } pairings { id status } } }`;

describe('skills', () => {
  let lab: SkillsLab;
  let mentor: { streamerId: string; trainerId: string };
  let [roomId, accountId] = ['', ''];
  beforeAll(async () => {
    lab = await SkillsLab.start();
    await lab.publish('2026-01-01');
    const streamerId = await lab.broadcasts.streamer('导师');
    mentor = { streamerId, trainerId: await lab.trainer(streamerId) };
    roomId = await lab.broadcasts.room('演练室');
    accountId = await lab.broadcasts.account('账号');
  });
  beforeEach(() => lab.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  const ownToken = (streamerId: string) => lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId }], '主播本人');

  it('show a streamer the own gates, evidence, certificate, tier and pairings, and nobody else the same (PR-7)', async () => {
    const streamerId = await lab.broadcasts.streamer('本人');
    await lab.certified(streamerId, mentor, roomId, accountId);
    const pair = {
      parkId: lab.parkId,
      kind: 'GENERAL',
      mentorStreamerId: mentor.streamerId,
      menteeStreamerId: streamerId,
      goals: ['出师'],
      idempotencyKey: newId(),
    };
    await lab.verb('proposePairing', pair, { part: 'pairing', selection: 'id' });
    const token = await ownToken(streamerId);
    const { mySkillTrack } = await lab.app.ask<{
      mySkillTrack: Record<string, unknown> & { track: { gates: { passedOn: string }[]; evidence: unknown[] } };
    }>(token, OWN);
    expect(mySkillTrack).toMatchObject({
      streamerId,
      badgeLabel: null,
      tier: { tier: 'CERTIFIED' },
      pairings: [{ status: 'PROPOSED' }],
      track: { status: 'CERTIFIED' },
    });
    expect(mySkillTrack.track.gates.every(({ passedOn }) => passedOn !== null)).toBe(true);
    expect(mySkillTrack.track.evidence).toHaveLength(8);
    expect((await lab.app.ask<{ mySkillTrack: unknown }>(token, OWN, { id: mentor.streamerId })).mySkillTrack).toBeNull();
    for (const query of ['{ skillTracks { nodes { id } } }', '{ tierAppeals { nodes { id } } }', '{ memberBadges { nodes { id } } }']) {
      expect((await lab.app.send(token, query)).errors![0]!.extensions.code).toBe('FORBIDDEN');
    }
    expect((await lab.app.send(lab.operator, OWN)).errors![0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('remind office and streamer of what ends, once each, however often the job runs, also when its day was missed', async () => {
    const streamerId = await lab.broadcasts.streamer('快到期');
    const track = await lab.certified(streamerId, mentor, roomId, accountId);
    await ownToken(streamerId);
    const noticesOf = () =>
      lab.app.dataSource.query<{ topic: string; requiredPermission: string; textZh: string; dueOn: string; accountId: string }[]>(
        `SELECT topic, requiredPermission, textZh, dueOn, accountId FROM notice WHERE subjectId = ? ORDER BY requiredPermission`,
        [track.id],
      );
    await lab.moveTo('2027-07-20T23:00:00+08:00');
    await lab.remind();
    expect((await noticesOf()).filter(({ topic }) => topic === 'skills.certificate-ending')).toEqual([]);
    await lab.moveTo('2027-08-25T00:00:00+08:00');
    await Promise.all([lab.remind(), lab.remind()]);
    await lab.remind();
    const notices = (await noticesOf()).filter(({ topic }) => topic === 'skills.certificate-ending');
    expect(new Set(notices.map(({ accountId: to }) => to)).size).toBe(notices.length);
    expect(notices.filter(({ requiredPermission }) => requiredPermission === 'own.skills')).toHaveLength(1);
    expect(notices[0]).toMatchObject({ topic: 'skills.certificate-ending', textZh: expect.stringContaining('2027-09-19') });
    expect((await lab.track(track.id))!.version).toBe(track.version);
    await lab.moveTo('2027-09-11T00:00:00+08:00');
    await lab.remind();
    const own = async () =>
      (await noticesOf()).filter(({ topic, requiredPermission }) => topic === notices[0]!.topic && requiredPermission === 'own.skills');
    expect(await own()).toHaveLength(1);
    await lab.moveTo('2027-09-13T00:00:00+08:00');
    await lab.remind();
    expect(await own()).toHaveLength(2);
  });

  it('leave nothing half done when the process dies between two writes (INV-10)', async () => {
    const streamerId = await lab.broadcasts.streamer('中断');
    const { id } = await lab.rehearsed(streamerId, mentor.trainerId, roomId);
    const sessionId = await lab.heldSession(streamerId, mentor.streamerId, '2026-09-10', accountId);
    await lab.done('recordSupervisedSession', {
      trackId: id,
      assessorId: mentor.trainerId,
      sessionId,
      isPassed: true,
      reference: '带教',
      idempotencyKey: newId(),
    });
    const before = await lab.track(id);
    const audit = lab.app.api.get(AuditTrail, { strict: false });
    const record = audit.record.bind(audit);
    const assessment = lab.evidence(id, mentor.trainerId, '2026-09-20', { scores: scoresOf(90) });
    audit.record = (tx, caller, act) =>
      act.recordKind === 'SkillCertificate' ? Promise.reject(new Error('killed')) : record(tx, caller, act);
    const query = 'mutation ($input: RecordSkillAssessmentInput!) { recordSkillAssessment(input: $input) { track { id } } }';
    const answer = await lab.app.send(lab.secretary, query, { input: assessment });
    audit.record = record;
    expect(answer.errors![0]!.extensions.code).toBe('INTERNAL');
    expect(await lab.track(id)).toEqual(before);
    /* The same request, sent again, does the whole work once. */
    expect((await lab.done('recordSkillAssessment', assessment)).status).toBe('CERTIFIED');
    expect((await lab.done('recordSkillAssessment', assessment)).certificates).toHaveLength(1);
  });

  it('list tracks by the state of the day in SQL exactly as the rules say', async () => {
    const query = `{ skillTracks(first: 100) { nodes { id status passedGate retryFromOn certificateUntil withdrawnOn } } }`;
    type Row = {
      id: string;
      status: string;
      passedGate: 'G0';
      retryFromOn: string | null;
      certificateUntil: string | null;
      withdrawnOn: string | null;
    };
    for (const day of ['2026-09-06', '2026-11-27', '2027-09-19', '2027-09-20']) {
      await lab.moveTo(`${day}T12:00:00+08:00`);
      const { skillTracks } = await lab.app.ask<{ skillTracks: { nodes: Row[] } }>(lab.operator, query);
      expect(skillTracks.nodes.length).toBeGreaterThan(1);
      for (const row of skillTracks.nodes) expect(`${row.id} ${row.status}`).toBe(`${row.id} ${statusOn(row, day)}`);
      const statuses = [...new Set(skillTracks.nodes.map(({ status }) => status))];
      for (const status of statuses) {
        const filtered = await lab.app.ask<{ skillTracks: { nodes: Row[] } }>(
          lab.operator,
          'query ($status: [SkillTrackStatus!]) { skillTracks(first: 100, filter: { status: $status }) { nodes { id status } } }',
          { status: [status] },
        );
        expect(filtered.skillTracks.nodes.map(({ id }) => id).sort()).toEqual(
          skillTracks.nodes
            .filter((row) => row.status === status)
            .map(({ id }) => id)
            .sort(),
        );
      }
    }
  });

  it('keep what evidence of a day was judged by, when a new standard is published beside it', async () => {
    expect((await lab.publish('2026-09-05', { observationsMin: 9 })).userErrors.map(({ code }) => code)).toEqual(['STANDARD_TOO_EARLY']);
    const streamerId = await lab.broadcasts.streamer('新旧标准');
    const { id } = await lab.enroll(streamerId, mentor.trainerId, { heldOn: '2026-11-20' });
    await lab.moveTo('2026-12-01T12:00:00+08:00');
    const race = await Promise.all([
      lab.publish('2026-11-29', { observationsMin: 9, parkTrainingHours: 40 }),
      lab.verb('recordFirstLesson', lab.evidence(id, mentor.trainerId, '2026-11-29')),
    ]);
    const [published, recorded] = race;
    expect(recorded.userErrors).toEqual([]);
    const track = (await lab.track(id))!;
    const lesson = track.evidence.find(({ gate }) => gate === 'G1')!;
    expect(lesson.standardVersion).toBe(published.userErrors.length === 0 ? 2 : 1);
    if (published.userErrors.length > 0) expect((await lab.publish('2026-11-30', { parkTrainingHours: 40 })).userErrors).toEqual([]);
    const later = await lab.done('recordSkillTraining', lab.evidence(id, mentor.trainerId, '2026-12-01', { classHours: 8 }));
    expect(later.gates[2]).toMatchObject({ passedOn: null, needed: 40, done: 8 });
  });

  it('are judged by the newest standard also after a hundred of them', async () => {
    const other = await SkillsLab.in(lab.app);
    await other.publish('2026-01-01');
    const [row] = await lab.app.dataSource.query<[Record<string, unknown>]>('SELECT * FROM skill_standard WHERE parkId = ?', [
      other.parkId,
    ]);
    for (let standardVersion = 2; standardVersion <= 100; standardVersion++) {
      const effectiveOn = addDays('2026-01-01', standardVersion);
      const names = Object.keys(row);
      const values = Object.values({ ...row, id: newId(), standardVersion, effectiveOn });
      await lab.app.dataSource.query(`INSERT INTO skill_standard (${names.join()}) VALUES (${names.map(() => '?').join()})`, values);
    }
    for (const [effectiveOn, standardVersion] of [
      ['2026-10-01', 101],
      ['2026-10-02', 102],
    ] as const) {
      expect(await other.publish(effectiveOn)).toMatchObject({ userErrors: [], settings: { standard: { standardVersion } } });
    }
    const trainerId = await other.trainer(await other.broadcasts.streamer('百版导师'));
    const track = await other.enroll(await other.broadcasts.streamer('百版之后'), trainerId, { heldOn: '2026-11-20' });
    expect((await other.track(track.id))!.evidence).toMatchObject([{ standardVersion: 102 }]);
  });

  it('give a page of tracks in as many statements as a single one', async () => {
    const query = (first: number) =>
      `{ skillTracks(first: ${first}) { nodes { id status gates { gate } evidence { id assessor { displayName } } certificates { id } } } }`;
    const statements = async (first: number) =>
      (await countStatements(lab.app.dataSource, () => lab.app.ask(lab.operator, query(first)))).statements.length;
    expect(await statements(1)).toBeGreaterThan(3);
    expect(await statements(20)).toBe(await statements(1));
  });
});
