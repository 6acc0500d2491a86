import { newId } from '../../src/platform/database/ids.js';
import { beijing, NOON } from '../broadcasts/broadcast-lab.js';
import { scoresOf, SkillsLab } from './skills-lab.js';

describe('the confirmation of a session', () => {
  let first: SkillsLab;
  let lab: SkillsLab;
  let mentor: { streamerId: string; trainerId: string };
  let [roomId, accountId] = ['', ''];
  beforeAll(async () => {
    first = await SkillsLab.start();
  });
  beforeEach(async () => {
    first.app.clock.set(NOON);
    lab = await SkillsLab.in(first.app);
    await lab.publish('2026-01-01');
    const streamerId = await lab.broadcasts.streamer('导师');
    mentor = { streamerId, trainerId: await lab.trainer(streamerId) };
    roomId = await lab.broadcasts.room('直播间');
    accountId = await lab.broadcasts.account('账号');
  });
  afterAll(() => first.close());

  const confirmation = async (hostIds: readonly string[], more: Record<string, unknown> = {}) => {
    const hosts = hostIds.map((streamerId, index) => ({
      ...{ streamerId, startAt: beijing(`${19 + index}:00`), endAt: beijing(`${20 + index}:00`) },
    }));
    const plan = { hosts, accountId, plannedEndAt: beijing(`${19 + hostIds.length}:00`), ...more };
    const session = await lab.broadcasts.requested(plan);
    const answer = await lab.broadcasts.verb('confirmSession', { sessionId: session.id, expectedVersion: session.version });
    if (!answer.session) {
      const target = { sessionId: session.id, expectedVersion: session.version };
      await lab.broadcasts.done('cancelSession', { ...target, reason: '改期' });
    }
    return { codes: answer.userErrors.map(({ code }) => code), answer, session };
  };

  it('asks nothing about skills until the park requires it, and then from that day on (INV-24)', async () => {
    const host = await lab.broadcasts.streamer('未培训');
    await lab.require('2026-11-28');
    expect((await confirmation([host])).codes).toEqual([]);
    await lab.require('2026-11-27');
    const { codes, answer } = await confirmation([host], {
      plannedStartAt: beijing('21:00'),
      plannedEndAt: beijing('22:00'),
      hosts: [{ streamerId: host }],
    });
    expect(codes).toEqual(['FIRST_LESSON_MISSING', 'SKILL_CERTIFICATE_MISSING']);
    expect(answer.userErrors.every(({ cure, rule }) => cure !== null && rule === 'INV-24')).toBe(true);
    await lab.require(null);
    expect(
      (await confirmation([host], { plannedStartAt: beijing('21:00'), plannedEndAt: beijing('22:00'), hosts: [{ streamerId: host }] }))
        .codes,
    ).toEqual([]);
  });

  it('shows the decisions about the requirement with their reasons, and keeps them', async () => {
    await Promise.all([lab.require('2027-01-01'), lab.require('2027-02-01')]);
    await lab.require(null);
    const { skillSettings } = await lab.app.ask<{
      skillSettings: { requiredFrom: string | null; requirements: { requiredFrom: string | null; reason: string }[] };
    }>(lab.operator, 'query ($id: ID!) { skillSettings(parkId: $id) { requiredFrom requirements { requiredFrom reason } } }', {
      id: lab.parkId,
    });
    expect(skillSettings.requiredFrom).toBeNull();
    expect(skillSettings.requirements.map(({ requiredFrom }) => requiredFrom).sort()).toEqual(['2027-01-01', '2027-02-01', null]);
    const audited = await lab.app.dataSource.query("SELECT id FROM audit_entry WHERE action = 'changeSkillRequirement' AND scopeId = ?", [
      lab.parkId,
    ]);
    expect(audited).toHaveLength(3);
  });

  it('takes a certified host, and a rehearsed one only with a mentor of the register who is somebody else (INV-24)', async () => {
    await lab.require('2026-11-01');
    const certified = await lab.broadcasts.streamer('持证');
    const rehearsed = await lab.broadcasts.streamer('演练合格');
    const beginner = await lab.broadcasts.streamer('新人');
    await lab.certified(certified, mentor, roomId, accountId);
    await lab.rehearsed(rehearsed, mentor.trainerId, roomId);
    const both = await confirmation([certified, rehearsed]);
    expect(both.answer.userErrors.map(({ code, message }) => `${code} ${message.includes('演练合格')}`)).toEqual(['MENTOR_MISSING true']);
    expect((await confirmation([rehearsed], { mentorIds: [beginner] })).codes).toEqual(['MENTOR_MISSING', 'MENTOR_NOT_QUALIFIED']);
    await lab.trainer(rehearsed, { displayName: '本人' });
    expect((await confirmation([rehearsed], { mentorIds: [rehearsed] })).codes).toEqual(['MENTOR_MISSING', 'MENTOR_IS_ONLY_HOST']);
    expect((await confirmation([certified], { mentorIds: [certified] })).codes).toContain('MENTOR_IS_ONLY_HOST');
    expect((await confirmation([beginner], { mentorIds: [mentor.streamerId] })).codes).toEqual([
      'FIRST_LESSON_MISSING',
      'SKILL_CERTIFICATE_MISSING',
    ]);
    expect((await confirmation([certified, rehearsed], { mentorIds: [mentor.streamerId] })).codes).toEqual([]);
  });

  it('asks again when host or mentor changes before the start (INV-24)', async () => {
    await lab.require('2026-11-01');
    const certified = await lab.broadcasts.streamer('持证');
    const rehearsed = await lab.broadcasts.streamer('演练合格');
    await lab.certified(certified, mentor, roomId, accountId);
    await lab.rehearsed(rehearsed, mentor.trainerId, roomId);
    const { answer } = await confirmation([certified]);
    const query = 'query ($id: ID!) { broadcastSession(id: $id) { version hosts { id } mentors { streamer { stageName } } } }';
    const read = async () =>
      (
        await lab.app.ask<{
          broadcastSession: { version: number; hosts: { id: string }[]; mentors: { streamer: { stageName: string } }[] };
        }>(lab.operator, query, {
          id: answer.session!.id,
        })
      ).broadcastSession;
    const change = async (name: string, input: Record<string, unknown>, type: string) => {
      const { version } = await read();
      const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
      const payload = await lab.app.ask<Record<string, { userErrors: { code: string }[] }>>(lab.operator, mutation, {
        input: { sessionId: answer.session!.id, expectedVersion: version, reason: '临时调整', ...input },
      });
      return payload[name]!.userErrors.map(({ code }) => code);
    };
    const substitution = { segmentId: (await read()).hosts[0]!.id, streamerId: rehearsed };
    expect(await change('substituteHost', substitution, 'SubstituteHostInput')).toEqual(['MENTOR_MISSING']);
    expect(await change('changeSessionMentors', { mentorIds: [mentor.streamerId] }, 'ChangeSessionMentorsInput')).toEqual([]);
    expect(await change('substituteHost', substitution, 'SubstituteHostInput')).toEqual([]);
    expect((await read()).mentors).toEqual([{ streamer: { stageName: '导师' } }]);
    expect(await change('changeSessionMentors', { mentorIds: [] }, 'ChangeSessionMentorsInput')).toEqual(['MENTOR_MISSING']);
  });

  it('holds the mentor for the whole time: no second session at once, as host or mentor (INV-22)', async () => {
    const [first, second] = [await lab.broadcasts.streamer('甲'), await lab.broadcasts.streamer('乙')];
    const other = await lab.broadcasts.account('另一账号');
    const plan = (streamerId: string, account: string) => ({ hosts: [{ streamerId }], accountId: account, mentorIds: [mentor.streamerId] });
    const drafts = [await lab.broadcasts.draft(plan(first, accountId)), await lab.broadcasts.draft(plan(second, other))];
    const answers = await Promise.all(drafts.map((draft) => lab.broadcasts.request(draft)));
    const refused = answers.flatMap(({ userErrors }) => userErrors);
    expect(refused.map(({ code }) => code)).toEqual(['BOOKING_CONFLICT']);
    expect(refused[0]!.conflicts![0]).toMatchObject({ resourceKind: 'HOST', resourceName: '导师' });
    const hosting = { hosts: [{ streamerId: mentor.streamerId }], accountId: await lab.broadcasts.account('第三账号') };
    expect((await lab.broadcasts.request(await lab.broadcasts.draft(hosting))).userErrors.map(({ code }) => code)).toEqual([
      'BOOKING_CONFLICT',
    ]);
    const pair = {
      hosts: [
        { streamerId: first, startAt: beijing('09:00', 28), endAt: beijing('10:00', 28) },
        { streamerId: mentor.streamerId, startAt: beijing('10:00', 28), endAt: beijing('11:00', 28) },
      ],
      ...{ plannedStartAt: beijing('09:00', 28), plannedEndAt: beijing('11:00', 28), accountId, mentorIds: [mentor.streamerId] },
    };
    expect((await lab.broadcasts.request(await lab.broadcasts.draft(pair))).userErrors).toEqual([]);
  });

  it('lets a supervised session that was really held count for the gate (INV-10, INV-24)', async () => {
    await lab.require('2026-11-01');
    const host = await lab.broadcasts.streamer('跟播学员');
    const track = await lab.rehearsed(host, mentor.trainerId, roomId);
    let session = await lab.broadcasts.requested({ hosts: [{ streamerId: host }], accountId, mentorIds: [mentor.streamerId] });
    session = await lab.broadcasts.prepared(session);
    const supervised = { trackId: track.id, assessorId: mentor.trainerId, sessionId: session.id, isPassed: true, reference: '带教记录' };
    expect(await lab.codes('recordSupervisedSession', { ...supervised, idempotencyKey: newId() })).toEqual(['SESSION_NOT_SUPERVISED']);
    await lab.moveTo(beijing('19:00'));
    session = await lab.broadcasts.step('startSession', session);
    await lab.moveTo(beijing('21:00'));
    await lab.broadcasts.step('endSession', session);
    const stepped = await lab.done('recordSupervisedSession', { ...supervised, idempotencyKey: newId() });
    expect([stepped.status, stepped.gates[5]!.passedOn]).toEqual(['SUPERVISED', '2026-11-27']);
    const certified = await lab.done(
      'recordSkillAssessment',
      lab.evidence(track.id, mentor.trainerId, '2026-11-27', { scores: scoresOf(90) }),
    );
    expect(certified.status).toBe('CERTIFIED');
    await lab.moveTo(beijing('09:00', 28));
    const next = await lab.broadcasts.requested({
      hosts: [{ streamerId: host }],
      accountId,
      plannedStartAt: beijing('19:00', 28),
      plannedEndAt: beijing('20:00', 28),
    });
    expect((await lab.broadcasts.step('confirmSession', next)).status).toBe('CONFIRMED');
  });
});
