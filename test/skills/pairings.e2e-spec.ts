import { newId } from '../../src/platform/database/ids.js';
import { givenEnterprise } from '../support/enterprises.js';
import { confirmEntry, givenMember, membershipVerb } from '../support/members.js';
import { givenOrganization } from '../support/organizations.js';
import { idCardNumber } from '../support/people.js';
import { SkillsLab } from './skills-lab.js';

interface PairingFacts {
  id: string;
  version: number;
  status: string;
  outcomes: { sessionsTogether: number; netSalesFen: string; netSalesDeltaFen: string; gatesPassed: number; activities: number } | null;
}
interface BadgeFacts {
  id: string;
  version: number;
  label: string | null;
}

const PAIRING = `id version status outcomes { sessionsTogether netSalesFen netSalesDeltaFen gatesPassed activities }`;
const TYPES: Readonly<Record<string, string>> = { activatePairing: 'PairingTargetInput', acceptMyPairing: 'PairingTargetInput' };

describe('pairings and badges', () => {
  let lab: SkillsLab;
  let organizationId: string;
  let recorder: string;
  let sequence = 100;
  beforeAll(async () => {
    lab = await SkillsLab.start();
    await lab.publish('2026-01-01');
    organizationId = await givenOrganization(lab.app, { name: '园区党支部' });
  });
  beforeEach(async () => {
    await moveTo('2026-11-27T12:00:00+08:00');
  });
  afterAll(() => lab.close());

  const moveTo = async (instant: string) => {
    await lab.moveTo(instant);
    recorder = await lab.app.signInAs([{ role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: organizationId }], '党务');
  };
  const run = async (verb: string, input: Record<string, unknown>, token = lab.secretary) => {
    const type = TYPES[verb] ?? `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { pairing { ${PAIRING} } userErrors { code field } } }`;
    const answer = await lab.app.ask<Record<string, { pairing: PairingFacts | null; userErrors: { code: string }[] }>>(token, query, {
      input,
    });
    return { pairing: answer[verb]!.pairing!, codes: answer[verb]!.userErrors.map(({ code }) => code) };
  };
  const proposal = (mentorStreamerId: string, menteeStreamerId: string, changes: Record<string, unknown> = {}) => ({
    ...{ parkId: lab.parkId, kind: 'GENERAL', mentorStreamerId, menteeStreamerId, goals: ['三个月内独立开播'], idempotencyKey: newId() },
    ...changes,
  });
  const target = ({ id, version }: PairingFacts) => ({ pairingId: id, expectedVersion: version });
  const accepted = async (mentorId: string, menteeId: string) => {
    const { pairing } = await run('proposePairing', proposal(mentorId, menteeId));
    const one = await run('acceptPairing', { ...target(pairing), side: 'MENTEE', acceptedOn: '2026-11-27' });
    expect(one.pairing.status).toBe('PROPOSED');
    return (await run('acceptPairing', { ...target(one.pairing), side: 'MENTOR', acceptedOn: '2026-11-27' })).pairing;
  };
  /** A streamer who is a member of the branch, enrolled through the person's ID card. */
  const member = async (stageName: string, standing: string, days: { startsOn?: string; endsOn?: string | null } = {}) => {
    const idCard = idCardNumber(++sequence);
    const person = { fullName: '周党员', idCardNumber: idCard };
    const membership = await givenMember(lab.app, recorder, { organizationId, person, standing, startsOn: '2025-11-01', ...days });
    const personId = membership.person.id;
    return { streamerId: await lab.broadcasts.streamer(stageName, { personId }), person, membership };
  };
  const badge = async (streamerId: string, token = recorder, changes: Record<string, unknown> = {}) => {
    const input = { streamerId, consentOn: '2026-11-20', consentReference: '同意书 1', idempotencyKey: newId(), ...changes };
    const query =
      'mutation ($input: IssueMemberBadgeInput!) { issueMemberBadge(input: $input) { memberBadge { id version label } userErrors { code rule } } }';
    const { issueMemberBadge } = await lab.app.ask<{
      issueMemberBadge: { memberBadge: BadgeFacts | null; userErrors: { code: string }[] };
    }>(token, query, { input });
    return { badge: issueMemberBadge.memberBadge!, codes: issueMemberBadge.userErrors.map(({ code }) => code) };
  };
  const labels = async (token = lab.operator) => {
    const query = 'query ($id: ID!) { memberBadges(filter: { parkId: $id }, first: 100) { nodes { label streamer { stageName } } } }';
    const { memberBadges } = await lab.app.ask<{ memberBadges: { nodes: { label: string; streamer: { stageName: string } }[] } }>(
      token,
      query,
      { id: lab.parkId },
    );
    return Object.fromEntries(memberBadges.nodes.map(({ label, streamer }) => [streamer.stageName, label]));
  };

  it('go from the proposal over both consents to the completion, and no verb skips a state (INV-11)', async () => {
    const [mentor, mentee] = [await lab.broadcasts.streamer('师傅'), await lab.broadcasts.streamer('徒弟')];
    const { pairing } = await run('proposePairing', proposal(mentor, mentee));
    expect((await run('activatePairing', target(pairing))).codes).toEqual(['PAIRING_STATE_FORBIDS']);
    expect((await run('proposePairing', proposal(mentor, mentee))).codes).toEqual(['PAIRING_EXISTS']);
    expect((await run('proposePairing', proposal(mentor, mentor))).codes).toEqual(['PAIRING_WITH_ONESELF']);
    const own = await lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: mentee }]);
    const one = await run('acceptMyPairing', target(pairing), own);
    expect(one.codes).toEqual([]);
    expect((await run('acceptMyPairing', target(one.pairing), own)).codes).toEqual(['SIDE_ACCEPTED']);
    const both = await run('acceptPairing', { ...target(one.pairing), side: 'MENTOR', acceptedOn: '2026-11-27' });
    expect(both.pairing.status).toBe('ACCEPTED');
    const active = await run('activatePairing', target(both.pairing));
    expect(active.pairing.status).toBe('ACTIVE');
    expect((await run('activatePairing', target(both.pairing))).codes).toEqual(['STALE_VERSION']);
    const done = await run('completePairing', { ...target(active.pairing), summary: '目标达成' });
    expect(done.pairing.status).toBe('COMPLETED');
    expect((await run('endPairing', { ...target(done.pairing), reason: 'x' })).codes).toEqual(['PAIRING_STATE_FORBIDS']);
  });

  it('are asked of each side in the own inbox until it has accepted; neither both ways at once nor to an end before the beginning', async () => {
    const [mentor, mentee] = [await lab.broadcasts.streamer('待应师傅'), await lab.broadcasts.streamer('待应徒弟')];
    const sides = await Promise.all(
      [mentor, mentee].map((scopeId) => lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId }])),
    );
    const past = await run('proposePairing', proposal(mentor, mentee, { plannedEndOn: '2020-01-01' }));
    expect(past.codes).toEqual(['DAYS_REVERSED']);
    const { pairing } = await run('proposePairing', proposal(mentor, mentee));
    expect((await run('proposePairing', proposal(mentee, mentor))).codes).toEqual(['PAIRING_EXISTS']);
    const asked = async (token: string) => {
      const { myNotices } = await lab.app.ask<{ myNotices: { nodes: { topic: string }[] } }>(token, '{ myNotices { nodes { topic } } }');
      return myNotices.nodes.map(({ topic }) => topic);
    };
    expect([await asked(sides[0]!), await asked(sides[1]!)]).toEqual([['skills.pairing-waits'], ['skills.pairing-waits']]);
    const early = { ...target(pairing), side: 'MENTEE', acceptedOn: '2026-01-01' };
    expect((await run('acceptPairing', early)).codes).toEqual(['ACCEPTED_BEFORE_PROPOSAL']);
    const one = await run('acceptMyPairing', target(pairing), sides[1]!);
    expect([await asked(sides[0]!), await asked(sides[1]!)]).toEqual([['skills.pairing-waits'], []]);
    await run('endPairing', { ...target(one.pairing), reason: '另行安排' });
    expect(await asked(sides[0]!)).toEqual([]);
  });

  it('give a mentor as many at once as the standard allows, also when two begin together (INV-11)', async () => {
    const mentor = await lab.broadcasts.streamer('忙师傅');
    const pairings: PairingFacts[] = [];
    for (const name of ['甲徒', '乙徒', '丙徒']) pairings.push(await accepted(mentor, await lab.broadcasts.streamer(name)));
    const answers = await Promise.all(pairings.map((pairing) => run('activatePairing', target(pairing))));
    expect(answers.flatMap(({ codes }) => codes)).toEqual(['MENTOR_FULLY_PAIRED']);
    const begun = answers.find(({ codes }) => codes.length === 0)!.pairing;
    await run('endPairing', { ...target(begun), reason: '调整' });
    const left = pairings[answers.findIndex(({ codes }) => codes.length > 0)]!;
    expect((await run('activatePairing', target(left))).pairing.status).toBe('ACTIVE');
  });

  it('compute what came of them from records: sessions together, sales against the days before, gates passed (INV-11)', async () => {
    const [mentorId, mentee] = [await lab.broadcasts.streamer('成效师傅'), await lab.broadcasts.streamer('成效徒弟')];
    const trainerId = await lab.trainer(mentorId, { displayName: '成效师傅' });
    const accountId = await lab.broadcasts.account('成效号');
    const pairing = (await run('activatePairing', target(await accepted(mentorId, mentee)))).pairing;
    const { id } = await lab.enroll(mentee, trainerId, { heldOn: '2026-11-20' });
    await moveTo('2026-12-06T12:00:00+08:00');
    await lab.done('recordFirstLesson', lab.evidence(id, trainerId, '2026-11-28'));
    await lab.done('recordSkillTraining', lab.evidence(id, trainerId, '2026-11-29', { classHours: 8 }));
    const sell = async (day: string, amountFen: string) => {
      const sessionId = await lab.heldSession(mentee, mentorId, day, accountId);
      const input = {
        sessionId,
        entries: [{ kind: 'SALE', amountFen, quantity: 1, orderCount: 1, occurredOn: day }],
        idempotencyKey: newId(),
      };
      await lab.app.ask(lab.operator, 'mutation ($input: RecordSalesInput!) { recordSales(input: $input) { userErrors { code } } }', {
        input,
      });
    };
    await sell('2026-11-18', '30000');
    await sell('2026-12-01', '50000');
    await sell('2026-12-02', '25000');
    await lab.app.drainJobs();
    const activity = { pairingId: pairing.id, kind: 'COACHING', heldOn: '2026-11-30', topic: '话术', idempotencyKey: newId() };
    const recorded = await run('recordPairingActivity', activity);
    expect(recorded.pairing.outcomes).toEqual({
      sessionsTogether: 2,
      netSalesFen: '75000',
      netSalesDeltaFen: '45000',
      gatesPassed: 2,
      activities: 1,
    });
    expect((await run('recordPairingActivity', { ...activity, heldOn: '2026-11-26', idempotencyKey: newId() })).codes).toEqual([
      'ACTIVITY_OUTSIDE_PAIRING',
    ]);
    await run('recordPairingActivity', activity);
    expect(await lab.app.dataSource.query('SELECT id FROM pairing_activity WHERE pairingId = ?', [pairing.id])).toHaveLength(1);
  });

  it('for a village bring a member streamer, known by the badge, and a village host together (INV-11, INV-09)', async () => {
    const villager = await lab.broadcasts.streamer('红色村播', { kind: 'VILLAGE' });
    const { streamerId } = await member('党员师傅', 'FULL');
    const village = proposal(streamerId, villager, { kind: 'VILLAGE' });
    expect((await run('proposePairing', village)).codes).toEqual(['VILLAGE_PAIRING_NEEDS_MEMBER']);
    await badge(streamerId);
    expect((await run('proposePairing', { ...village, idempotencyKey: newId() })).codes).toEqual([]);
    const ordinary = await lab.broadcasts.streamer('城里人');
    expect((await run('proposePairing', proposal(streamerId, ordinary, { kind: 'VILLAGE' }))).codes).toEqual([
      'VILLAGE_PAIRING_NEEDS_VILLAGER',
    ]);
  });

  it('badges are issued to members alone, by party recorders alone, with the label of the day (INV-09)', async () => {
    const full = await member('正式', 'FULL');
    const probationary = await member('预备', 'PROBATIONARY');
    const nobody = await lab.broadcasts.streamer('群众');
    expect((await badge(full.streamerId)).badge.label).toBe('MEMBER');
    expect((await badge(full.streamerId)).codes).toEqual(['BADGE_IN_FORCE']);
    const twice = await Promise.all([badge(probationary.streamerId), badge(probationary.streamerId)]);
    expect(twice.flatMap(({ codes }) => codes)).toEqual(['BADGE_IN_FORCE']);
    expect(await labels()).toMatchObject({ 正式: 'MEMBER', 预备: 'PROBATIONARY_MEMBER' });
    const query = 'mutation ($input: IssueMemberBadgeInput!) { issueMemberBadge(input: $input) { userErrors { code } } }';
    const input = { streamerId: nobody, consentOn: '2026-11-20', consentReference: '同意书 2', idempotencyKey: newId() };
    expect((await lab.app.send(recorder, query, { input })).errors![0]!.extensions).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'streamerId'],
    });
    expect((await lab.app.send(lab.secretary, query, { input })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    const reads = await lab.app.dataSource.query(
      "SELECT id FROM audit_entry WHERE action = 'READ' AND recordKind = 'Membership' AND reason = 'issueMemberBadge'",
    );
    expect(reads.length).toBeGreaterThanOrEqual(2);
  });

  it('badges rest on a consent that was given as a member (INV-09)', async () => {
    const { streamerId } = await member('早同意', 'FULL');
    expect((await badge(streamerId, recorder, { consentOn: '2020-01-01' })).codes).toEqual(['BADGE_CONSENT_TOO_EARLY']);
    expect((await badge(streamerId, recorder, { consentOn: '2025-11-01' })).codes).toEqual([]);
  });

  it('badges close on the day on which the membership ends, and the recorder is told to take them back (INV-09)', async () => {
    const leaver = await member('转出', 'FULL');
    const { badge: issued } = await badge(leaver.streamerId);
    const end = { membershipId: leaver.membership.id, expectedVersion: leaver.membership.version, endsOn: '2026-12-10', reason: '转出' };
    await lab.app.ask(recorder, 'mutation ($input: EndMembershipInput!) { endMembership(input: $input) { userErrors { code } } }', {
      input: end,
    });
    await moveTo('2026-12-09T23:59:59+08:00');
    expect(await labels()).toMatchObject({ 转出: 'MEMBER' });
    await moveTo('2026-12-10T00:00:00+08:00');
    expect(await labels()).not.toHaveProperty('转出');
    await lab.remind();
    await lab.remind();
    const notices = await lab.app.dataSource.query<{ textZh: string; requiredPermission: string }[]>(
      `SELECT DISTINCT dedupKey, textZh, requiredPermission FROM notice WHERE subjectKind = 'MemberBadge' AND subjectId = ?`,
      [issued.id],
    );
    expect(notices).toEqual([expect.objectContaining({ requiredPermission: 'badges.issue', textZh: expect.stringContaining('转出') })]);
    /* A membership that begins again after a gap does not bring the badge back: it was given for the former one. */
    const again = {
      organizationId,
      person: leaver.person,
      startsOn: '2026-12-12',
    };
    await moveTo('2026-12-12T09:00:00+08:00');
    await givenMember(lab.app, recorder, again);
    expect(await labels()).not.toHaveProperty('转出');
    const revoke =
      'mutation ($input: RevokeMemberBadgeInput!) { revokeMemberBadge(input: $input) { memberBadge { label } userErrors { code } } }';
    const revocation = { badgeId: issued.id, expectedVersion: issued.version, ground: 'MEMBERSHIP_ENDED', reason: '组织关系转出' };
    const { revokeMemberBadge } = await lab.app.ask<{ revokeMemberBadge: { memberBadge: BadgeFacts } }>(recorder, revoke, {
      input: revocation,
    });
    expect(revokeMemberBadge.memberBadge.label).toBeNull();
    expect(await lab.app.dataSource.query(`SELECT id FROM notice WHERE subjectId = ? AND readAt IS NULL`, [issued.id])).toEqual([]);
    expect((await badge(leaver.streamerId, recorder, { consentOn: '2026-12-12' })).badge.label).toBe('MEMBER');
  });

  it('badges that a gap made void do not stand in the way of a new one (INV-09)', async () => {
    const returner = await member('再入', 'FULL');
    const { badge: former } = await badge(returner.streamerId);
    const { id: membershipId, version: expectedVersion } = returner.membership;
    const send = (verb: string, type: string, input: object) =>
      lab.app.ask(recorder, `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code } } }`, { input });
    await moveTo('2027-01-05T09:00:00+08:00');
    await send('endMembership', 'EndMembershipInput', { membershipId, expectedVersion, endsOn: '2027-01-05', reason: '转出' });
    await moveTo('2027-01-08T09:00:00+08:00');
    await givenMember(lab.app, recorder, { organizationId, person: returner.person, startsOn: '2027-01-08' });
    expect((await badge(returner.streamerId, recorder, { consentOn: '2027-01-08' })).badge.label).toBe('MEMBER');
    expect((await badge(returner.streamerId, recorder, { consentOn: '2027-01-08' })).codes).toEqual(['BADGE_IN_FORCE']);
    const rows = await lab.app.dataSource.query<{ id: string; revokedGround: string | null }[]>(
      'SELECT id, revokedGround FROM member_badge WHERE streamerId = ? ORDER BY id',
      [returner.streamerId],
    );
    expect(rows.map(({ revokedGround }) => revokedGround)).toEqual(['MEMBERSHIP_ENDED', null]);
    expect(rows[0]!.id).toBe(former.id);
  });

  it('badges change their words with the standing, without a new issue (INV-09)', async () => {
    const { streamerId, membership } = await member('转正', 'PROBATIONARY');
    await badge(streamerId);
    await moveTo('2026-12-01T00:00:00+08:00');
    const change = { membershipId: membership.id, expectedVersion: membership.version, standing: 'FULL', changesOn: '2026-12-01' };
    const input = { ...change, documentNumber: '转正批复1号', idempotencyKey: newId() };
    const entered = await membershipVerb(lab.app, recorder, 'changeMembershipStanding', 'ChangeMembershipStandingInput', input);
    expect((await labels()).转正).toBe('PROBATIONARY_MEMBER');
    expect((await confirmEntry(lab.app, organizationId, entered)).userErrors).toEqual([]);
    expect((await labels()).转正).toBe('MEMBER');
  });

  it('visits of the seedling team are recorded with the enterprise and the streamers who went (inventory 37)', async () => {
    const enterpriseId = await givenEnterprise(lab.app, organizationId, '龙广绿丰');
    const officer = await lab.app.signInAs([
      { role: 'OPERATOR', scopeKind: 'PARK', scopeId: lab.parkId },
      { role: 'DISTRICT_OFFICER', scopeKind: 'ORGANIZATION', scopeId: organizationId },
    ]);
    const visitor = await lab.broadcasts.streamer('育苗队');
    const visit = {
      parkId: lab.parkId,
      enterpriseId,
      subject: 'ROOM_SETUP',
      visitedOn: '2026-11-26',
      streamerIds: [visitor, visitor],
      note: '指导搭建',
      idempotencyKey: newId(),
    };
    const query = `mutation ($input: RecordGuidanceVisitInput!) { recordGuidanceVisit(input: $input) {
      visit { enterpriseName subject visitors { streamer { stageName } } } userErrors { code } } }`;
    const send = (input: object, token = officer) =>
      lab.app.send<{ recordGuidanceVisit: { visit: unknown; userErrors: { code: string }[] } }>(token, query, { input });
    const { data } = await send(visit);
    expect(data.recordGuidanceVisit.visit).toEqual({
      enterpriseName: '龙广绿丰',
      subject: 'ROOM_SETUP',
      visitors: [{ streamer: { stageName: '育苗队' } }],
    });
    const nobody = await send({ ...visit, streamerIds: [], visitedOn: '2026-11-28', idempotencyKey: newId() });
    expect(nobody.data.recordGuidanceVisit.userErrors.map(({ code }) => code)).toEqual(['VISITORS_MISSING', 'DAY_IN_FUTURE']);
    expect((await send({ ...visit, idempotencyKey: newId() }, lab.operator)).errors![0]!.extensions).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'enterpriseId'],
    });
  });
});
