import { newId } from '../../src/platform/database/ids.js';
import { scoresOf, SkillsLab, type TrackFacts } from './skills-lab.js';

describe('a skill track', () => {
  let lab: SkillsLab;
  let mentor: { streamerId: string; trainerId: string };
  let [roomId, accountId] = ['', ''];
  beforeAll(async () => {
    lab = await SkillsLab.start();
    expect((await lab.publish('2026-01-01')).userErrors).toEqual([]);
    const streamerId = await lab.broadcasts.streamer('导师');
    mentor = { streamerId, trainerId: await lab.trainer(streamerId) };
    roomId = await lab.broadcasts.room('演练室');
    accountId = await lab.broadcasts.account('带教号');
  });
  beforeEach(() => lab.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  const evidence = (id: string, heldOn: string, more: Record<string, unknown> = {}) => lab.evidence(id, mentor.trainerId, heldOn, more);

  it('leads gate by gate to a certificate, and its state follows from the evidence (INV-10)', async () => {
    const streamerId = await lab.broadcasts.streamer('走完全程');
    const enrolled = await lab.enroll(streamerId, mentor.trainerId);
    expect(enrolled).toMatchObject({ status: 'ENROLLED', passedGate: 'G0' });
    const { id } = enrolled;
    const lesson = await lab.done('recordFirstLesson', evidence(id, '2026-09-02'));
    expect(lesson).toMatchObject({ status: 'LESSON_DONE', lessonUntil: '2027-09-01' });
    const half = await lab.done('recordSkillTraining', evidence(id, '2026-09-03', { classHours: 5 }));
    expect([half.status, half.gates[2]]).toEqual(['LESSON_DONE', { gate: 'G2', passedOn: null, done: 5, needed: 8 }]);
    expect((await lab.done('recordSkillTraining', evidence(id, '2026-09-04', { classHours: 3 }))).status).toBe('TRAINED');
    expect((await lab.done('recordObservation', evidence(id, '2026-09-05', { roomId }))).status).toBe('OBSERVED');
    expect((await lab.done('recordRehearsal', evidence(id, '2026-09-06', { scores: scoresOf(59) }))).status).toBe('OBSERVED');
    expect((await lab.done('recordRehearsal', evidence(id, '2026-09-07', { scores: scoresOf(60) }))).status).toBe('OBSERVED');
    expect((await lab.done('recordRehearsal', evidence(id, '2026-09-08', { scores: scoresOf(75) }))).status).toBe('REHEARSED');
    const sessionId = await lab.heldSession(streamerId, mentor.streamerId, '2026-09-10', accountId);
    const supervised = {
      trackId: id,
      assessorId: mentor.trainerId,
      sessionId,
      isPassed: true,
      reference: '带教 1',
      idempotencyKey: newId(),
    };
    const stepped = await lab.done('recordSupervisedSession', supervised);
    expect([stepped.status, stepped.evidence.at(-1)]).toEqual([
      'SUPERVISED',
      expect.objectContaining({ gate: 'G5', heldOn: '2026-09-10' }),
    ]);
    const certified = await lab.done('recordSkillAssessment', evidence(id, '2026-09-20', { scores: scoresOf(80) }));
    expect(certified).toMatchObject({ status: 'CERTIFIED', certificateUntil: '2027-09-19' });
    expect(certified.certificates).toEqual([
      { certificateNumber: 'ZB-2026-0001', issuedOn: '2026-09-20', validUntil: '2027-09-19', revokedOn: null },
    ]);
    expect(certified.evidence.every(({ standardVersion }) => standardVersion === 1)).toBe(true);
  });

  it('takes no gate out of order, and says which one is open (INV-10)', async () => {
    const { id } = await lab.enroll(await lab.broadcasts.streamer('急性子'), mentor.trainerId);
    expect(await lab.codes('recordSkillTraining', evidence(id, '2026-09-02', { classHours: 8 }))).toEqual(['GATE_BEFORE_OPEN']);
    expect(await lab.codes('recordSkillAssessment', evidence(id, '2026-09-02', { scores: scoresOf(90) }))).toEqual(['GATE_BEFORE_OPEN']);
    await lab.done('recordFirstLesson', evidence(id, '2026-09-05'));
    expect(await lab.codes('recordSkillTraining', evidence(id, '2026-09-06', { classHours: 11 }))).toEqual(['TRAINING_DAY_TOO_LONG']);
    const { userErrors } = await lab.verb('recordSkillTraining', evidence(id, '2026-09-04', { classHours: 8 }));
    expect(userErrors).toEqual([expect.objectContaining({ code: 'GATE_BEFORE_OPEN', rule: 'INV-10', field: ['input', 'heldOn'] })]);
    expect(userErrors[0]!.message).toContain('G1(网络主播第一课)');
    expect(await lab.codes('recordFirstLesson', evidence(id, '2026-11-28'))).toEqual(['DAY_IN_FUTURE']);
  });

  it('is never judged by the trainee, not even as a trainer of another park with a second enrollment (INV-10)', async () => {
    const other = await SkillsLab.in(lab.app);
    const streamerId = await lab.broadcasts.streamer('自己人');
    const personId = await lab.personOf(streamerId);
    const ownEntry = await lab.trainer(streamerId, { displayName: '自己' });
    const { id } = await lab.enroll(streamerId, mentor.trainerId);
    expect(await lab.codes('recordFirstLesson', { ...evidence(id, '2026-09-02'), assessorId: ownEntry })).toEqual(['ASSESSOR_IS_TRAINEE']);
    const elsewhere = await other.broadcasts.streamer('自己人乙', { personId });
    const entryElsewhere = await other.trainer(elsewhere);
    const trackElsewhere = await other.enroll(elsewhere, await other.trainer(await other.broadcasts.streamer('乙园导师')));
    expect(await other.codes('recordFirstLesson', other.evidence(trackElsewhere.id, entryElsewhere, '2026-09-02'))).toEqual([
      'ASSESSOR_IS_TRAINEE',
    ]);
    /* An entry of another park's register does not exist here. */
    const foreign = await lab.app.send(
      lab.secretary,
      'mutation ($input: RecordFirstLessonInput!) { recordFirstLesson(input: $input) { userErrors { code } } }',
      { input: { ...evidence(id, '2026-09-02'), assessorId: entryElsewhere } },
    );
    expect(foreign.errors![0]!.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'assessorId'] });
  });

  it('is not recorded by an account that belongs to the trainee (INV-10)', async () => {
    const streamerId = await lab.broadcasts.streamer('兼职运营');
    const { id } = await lab.enroll(streamerId, mentor.trainerId);
    const own = await lab.app.signInAs([
      { role: 'OPERATOR', scopeKind: 'PARK', scopeId: lab.parkId },
      { role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId },
    ]);
    expect(await lab.codes('recordFirstLesson', evidence(id, '2026-09-02'), own)).toEqual(['RECORDER_IS_TRAINEE']);
    expect(await lab.codes('recordFirstLesson', evidence(id, '2026-09-02'), lab.operator)).toEqual([]);
  });

  it('is judged by somebody who stands in the register on the day, and certified by an assessor (INV-10)', async () => {
    const streamerId = await lab.broadcasts.streamer('新来的');
    const novice = await lab.trainer(await lab.broadcasts.streamer('见习导师'), {
      ...{ displayName: '见习导师', isAssessor: false, startsOn: '2026-09-03', endsOn: '2026-09-05' },
    });
    const { id } = await lab.enroll(streamerId, mentor.trainerId);
    const by = (heldOn: string) => lab.codes('recordFirstLesson', { ...evidence(id, heldOn), assessorId: novice });
    expect([await by('2026-09-02'), await by('2026-09-05')]).toEqual([['ASSESSOR_NOT_QUALIFIED'], ['ASSESSOR_NOT_QUALIFIED']]);
    expect([await by('2026-09-03'), await by('2026-09-04')]).toEqual([[], []]);
    const assessment = { ...evidence(id, '2026-09-04', { scores: scoresOf(90) }), assessorId: novice };
    expect(await lab.codes('recordSkillAssessment', assessment)).toEqual(['ASSESSOR_NOT_QUALIFIED', 'GATE_BEFORE_OPEN']);
  });

  it('begins only with a verified identity, from 16 on, before 18 with a guardian, once at a time (INV-08, INV-10)', async () => {
    const invited = await lab.broadcasts.streamer('未核验', { status: 'INVITED' });
    expect(await lab.codes('enrollSkillTrack', lab.enrollment(invited, mentor.trainerId))).toEqual(['STREAMER_NOT_VERIFIED']);
    const child = await lab.broadcasts.streamer('少年', { bornOn: '2010-09-02' });
    expect(await lab.codes('enrollSkillTrack', lab.enrollment(child, mentor.trainerId))).toEqual([
      'STREAMER_UNDER_AGE',
      'GUARDIAN_CONSENT_MISSING',
    ]);
    expect(await lab.codes('enrollSkillTrack', lab.enrollment(child, mentor.trainerId, { heldOn: '2026-09-02' }))).toEqual([
      'GUARDIAN_CONSENT_MISSING',
    ]);
    const twice = await lab.broadcasts.streamer('重复入列');
    const answers = await Promise.all([1, 2, 3].map(() => lab.codes('enrollSkillTrack', lab.enrollment(twice, mentor.trainerId))));
    expect(answers.flat()).toEqual(['SKILL_TRACK_OPEN', 'SKILL_TRACK_OPEN']);
  });

  it('fails when the series of rehearsals cannot be passed any more, and goes on after the waiting time', async () => {
    const { id } = await lab.enroll(await lab.broadcasts.streamer('重来一次'), mentor.trainerId);
    await lab.done('recordFirstLesson', evidence(id, '2026-09-02'));
    await lab.done('recordSkillTraining', evidence(id, '2026-09-03', { classHours: 8 }));
    await lab.done('recordObservation', evidence(id, '2026-09-04', { roomId }));
    await lab.moveTo('2026-09-06T12:00:00+08:00');
    await lab.done('recordRehearsal', evidence(id, '2026-09-05', { scores: scoresOf(10) }));
    const failed = await lab.done('recordRehearsal', evidence(id, '2026-09-06', { scores: scoresOf(59) }));
    expect(failed).toMatchObject({ status: 'FAILED', retryFromOn: '2026-10-06' });
    await lab.moveTo('2026-10-05T23:59:59+08:00');
    expect(await lab.codes('recordRehearsal', evidence(id, '2026-10-05', { scores: scoresOf(90) }))).toEqual(['RETRY_TOO_EARLY']);
    await lab.moveTo('2026-10-06T00:00:00+08:00');
    expect((await lab.track(id))!.status).toBe('OBSERVED');
    await lab.done('recordRehearsal', evidence(id, '2026-10-06', { scores: scoresOf(90) }));
    expect(await lab.done('recordRehearsal', evidence(id, '2026-10-06', { scores: scoresOf(60) }))).toMatchObject({
      status: 'REHEARSED',
      retryFromOn: null,
    });
  });

  it('scores a rehearsal by the rubric of its day, each criterion once, to the hundredth of a point', async () => {
    const { id } = await lab.enroll(await lab.broadcasts.streamer('打分'), mentor.trainerId);
    await lab.done('recordFirstLesson', evidence(id, '2026-09-02'));
    await lab.done('recordSkillTraining', evidence(id, '2026-09-03', { classHours: 8 }));
    await lab.done('recordObservation', evidence(id, '2026-09-04', { roomId }));
    const wrong = [...scoresOf(60).slice(1), { criterion: 'RULES', score: 70 }, { criterion: 'LOOKS', score: 99 }];
    const { userErrors } = await lab.verb('recordRehearsal', evidence(id, '2026-09-05', { scores: wrong }));
    expect(userErrors.map(({ code }) => code)).toEqual(['RUBRIC_NOT_MATCHED']);
    expect(userErrors[0]!.message).toContain('PRODUCT_FACTS');
    const scores = [
      { criterion: 'PRODUCT_FACTS', score: 61 },
      { criterion: 'RULES', score: 60 },
      { criterion: 'DELIVERY', score: 60 },
      { criterion: 'INTERACTION', score: 58 },
    ];
    const track = await lab.done('recordRehearsal', evidence(id, '2026-09-05', { scores }));
    expect(track.evidence.at(-1)!.scoreHundredths).toBe(61 * 30 + 60 * 30 + 60 * 20 + 58 * 20);
    expect(track.gates[4]).toMatchObject({ done: 0 });
  });

  it('counts a supervised session once, only when it was held by the trainee with that mentor present (INV-10)', async () => {
    const streamerId = await lab.broadcasts.streamer('跟播');
    const stranger = await lab.broadcasts.streamer('路人');
    const absent = await lab.trainer(await lab.broadcasts.streamer('不在场的导师'), { displayName: '不在场' });
    const track = await lab.rehearsed(streamerId, mentor.trainerId, roomId);
    const sessionId = await lab.heldSession(streamerId, mentor.streamerId, '2026-09-12', accountId);
    const supervised = (changes: Record<string, unknown> = {}) => ({
      ...{ trackId: track.id, assessorId: mentor.trainerId, sessionId, isPassed: true, reference: '带教', idempotencyKey: newId() },
      ...changes,
    });
    const messages = async (changes: Record<string, unknown>) =>
      (await lab.verb('recordSupervisedSession', supervised(changes))).userErrors.map(({ code, field }) => `${code} ${field.at(-1)}`);
    expect(await messages({ assessorId: absent })).toEqual(['SESSION_NOT_SUPERVISED assessorId']);
    const ofStranger = await lab.heldSession(stranger, mentor.streamerId, '2026-09-13', accountId);
    expect(await messages({ sessionId: ofStranger })).toEqual(['SESSION_NOT_SUPERVISED sessionId']);
    const planned = await lab.broadcasts.draft({ hosts: [{ streamerId }], mentorIds: [mentor.streamerId] });
    expect(await messages({ sessionId: planned.id })).toEqual(['SESSION_NOT_SUPERVISED sessionId']);
    const twice = await Promise.all([
      lab.codes('recordSupervisedSession', supervised()),
      lab.codes('recordSupervisedSession', supervised()),
    ]);
    expect(twice.flat().filter((code) => code === 'SESSION_NOT_SUPERVISED')).toHaveLength(1);
    expect((await lab.track(track.id))!.gates[5]).toMatchObject({ done: 1, passedOn: '2026-09-12' });
  });

  it('takes wrong evidence back only where nothing rests on it, and keeps the record (INV-10)', async () => {
    const { id } = await lab.enroll(await lab.broadcasts.streamer('更正'), mentor.trainerId);
    const lesson = await lab.done('recordFirstLesson', evidence(id, '2026-09-02'));
    const trained = await lab.done('recordSkillTraining', evidence(id, '2026-09-03', { classHours: 8 }));
    const piece = (track: TrackFacts, gate: string) => track.evidence.find((entry) => entry.gate === gate)!.id;
    const withdrawal = (track: TrackFacts, gate: string) => ({
      ...{ trackId: id, skillEvidenceId: piece(track, gate), expectedVersion: track.version, reason: '登记有误' },
    });
    expect(await lab.codes('withdrawSkillEvidence', withdrawal(trained, 'G1'))).toEqual(['EVIDENCE_CARRIES_OTHERS']);
    expect(await lab.codes('withdrawSkillEvidence', withdrawal(trained, 'G0'))).toEqual([
      ...['ENROLLMENT_STANDS', 'EVIDENCE_CARRIES_OTHERS', 'EVIDENCE_CARRIES_OTHERS'],
    ]);
    expect(await lab.codes('withdrawSkillEvidence', { ...withdrawal(trained, 'G2'), expectedVersion: lesson.version })).toEqual([
      'STALE_VERSION',
    ]);
    const back = await lab.done('withdrawSkillEvidence', withdrawal(trained, 'G2'));
    expect([back.status, back.evidence.filter((entry) => entry.gate === 'G2').map((entry) => entry.withdrawnAt !== null)]).toEqual([
      'LESSON_DONE',
      [true],
    ]);
    expect(await lab.codes('withdrawSkillEvidence', withdrawal(back, 'G2'))).toEqual(['EVIDENCE_ALREADY_WITHDRAWN']);
  });

  it('expires at local midnight, is certified again after rehearsal and assessment, and early renewals lose no day', async () => {
    const streamerId = await lab.broadcasts.streamer('续期');
    const track = await lab.certified(streamerId, mentor, roomId, accountId);
    const rehearsal = (heldOn: string) => evidence(track.id, heldOn, { scores: scoresOf(70) });
    const assessment = (heldOn: string) => evidence(track.id, heldOn, { scores: scoresOf(70) });
    await lab.moveTo('2027-09-19T23:59:59+08:00');
    expect((await lab.track(track.id))!.status).toBe('CERTIFIED');
    expect(await lab.codes('recordRehearsal', rehearsal('2027-07-21'))).toEqual(['RENEWAL_TOO_EARLY']);
    expect(await lab.codes('recordSkillAssessment', assessment('2027-09-19'))).toEqual(['GATE_BEFORE_OPEN', 'LESSON_STALE']);
    await lab.moveTo('2027-09-20T00:00:00+08:00');
    expect((await lab.track(track.id))!.status).toBe('EXPIRED');
    await lab.done('recordFirstLesson', evidence(track.id, '2027-09-19'));
    await lab.done('recordRehearsal', rehearsal('2027-07-22'));
    const renewed = await lab.done('recordSkillAssessment', assessment('2027-09-19'));
    expect(renewed).toMatchObject({ status: 'CERTIFIED', certificateUntil: '2028-09-19' });
    expect(renewed.certificates.map(({ validUntil }) => validUntil)).toEqual(['2028-09-19', '2027-09-19']);
  });

  it('loses its certificate by revocation as of the day, and may earn it again', async () => {
    const track = await lab.certified(await lab.broadcasts.streamer('收回'), mentor, roomId, accountId);
    const target = { trackId: track.id, expectedVersion: track.version, reason: '材料不实' };
    expect(await lab.codes('withdrawSkillTrack', target)).toEqual(['SKILL_TRACK_STATE_FORBIDS']);
    const underCertificate = { ...target, skillEvidenceId: track.evidence.find(({ gate }) => gate === 'G5')!.id };
    expect(await lab.codes('withdrawSkillEvidence', underCertificate)).toContain('EVIDENCE_UNDER_CERTIFICATE');
    expect(
      await lab.app.send(
        lab.operator,
        'mutation ($input: SkillTrackReasonInput!) { revokeSkillCertificate(input: $input) { userErrors { code } } }',
        { input: target },
      ),
    ).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    const revoked = await lab.done('revokeSkillCertificate', target);
    expect(revoked).toMatchObject({ status: 'EXPIRED', certificateUntil: '2026-11-26' });
    expect(revoked.certificates[0]).toMatchObject({ revokedOn: '2026-11-27' });
    await lab.done('recordRehearsal', evidence(track.id, '2026-11-27', { scores: scoresOf(70) }));
    const again = await lab.done('recordSkillAssessment', evidence(track.id, '2026-11-27', { scores: scoresOf(70) }));
    expect(again).toMatchObject({ status: 'CERTIFIED', certificateUntil: '2027-11-26' });
  });

  it('gives every certificate its own number, also when many are given at once', async () => {
    const tracks = [];
    for (const name of ['甲', '乙', '丙', '丁']) {
      const streamerId = await lab.broadcasts.streamer(`同时发证${name}`);
      const { id } = await lab.rehearsed(streamerId, mentor.trainerId, roomId);
      const sessionId = await lab.heldSession(streamerId, mentor.streamerId, '2026-09-14', accountId);
      await lab.done('recordSupervisedSession', {
        ...{ trackId: id, assessorId: mentor.trainerId, sessionId, isPassed: true, reference: '带教', idempotencyKey: newId() },
      });
      tracks.push(id);
    }
    const given = await Promise.all(
      tracks.map((id) => lab.done('recordSkillAssessment', evidence(id, '2026-09-21', { scores: scoresOf(70) }))),
    );
    const numbers = given.map(({ certificates }) => certificates[0]!.certificateNumber);
    expect(new Set(numbers).size).toBe(4);
    expect(numbers.every((number) => /^ZB-2026-\d{4}$/.test(number))).toBe(true);
  });

  it('takes a repeated request once, and no other content under its key', async () => {
    const { id } = await lab.enroll(await lab.broadcasts.streamer('重发'), mentor.trainerId);
    const input = evidence(id, '2026-09-02');
    const [first, second] = await Promise.all([lab.done('recordFirstLesson', input), lab.done('recordFirstLesson', input)]);
    expect([first.evidence.length, second.evidence.length, (await lab.track(id))!.evidence.length]).toEqual([2, 2, 2]);
    expect(await lab.codes('recordFirstLesson', { ...input, heldOn: '2026-09-03' })).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('begins anew after a withdrawal and inherits nothing', async () => {
    const streamerId = await lab.broadcasts.streamer('退出又来');
    const first = await lab.rehearsed(streamerId, mentor.trainerId, roomId);
    const left = await lab.done('withdrawSkillTrack', { trackId: first.id, expectedVersion: first.version, reason: '外出务工' });
    expect(left.status).toBe('WITHDRAWN');
    const second = await lab.enroll(streamerId, mentor.trainerId, { heldOn: '2026-11-20' });
    expect([second.status, second.id === first.id, second.evidence.length]).toEqual(['ENROLLED', false, 1]);
    expect(await lab.codes('recordFirstLesson', evidence(first.id, '2026-11-21'))).toEqual(['SKILL_TRACK_STATE_FORBIDS']);
  });
});
