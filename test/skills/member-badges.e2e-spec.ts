import { newId } from '../../src/platform/database/ids.js';
import { confirmEntry, givenMember, membershipVerb } from '../support/members.js';
import { BadgeDesk, type BadgeFacts } from './badge-desk.js';
import type { SkillsLab } from './skills-lab.js';

describe('badges of members', () => {
  let desk: BadgeDesk;
  let lab: SkillsLab;
  beforeAll(async () => {
    desk = await BadgeDesk.start();
    lab = desk.lab;
  });
  beforeEach(() => desk.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  it('are issued to members alone, by party recorders alone, with the label of the day (INV-09)', async () => {
    const full = await desk.member('正式', 'FULL');
    const probationary = await desk.member('预备', 'PROBATIONARY');
    const nobody = await lab.broadcasts.streamer('群众');
    expect((await desk.badge(full.streamerId)).badge.label).toBe('MEMBER');
    expect((await desk.badge(full.streamerId)).codes).toEqual(['BADGE_IN_FORCE']);
    const twice = await Promise.all([desk.badge(probationary.streamerId), desk.badge(probationary.streamerId)]);
    expect(twice.flatMap(({ codes }) => codes)).toEqual(['BADGE_IN_FORCE']);
    expect(await desk.labels()).toMatchObject({ 正式: 'MEMBER', 预备: 'PROBATIONARY_MEMBER' });
    const query = 'mutation ($input: IssueMemberBadgeInput!) { issueMemberBadge(input: $input) { userErrors { code } } }';
    const input = { streamerId: nobody, consentOn: '2026-11-20', consentReference: '同意书 2', idempotencyKey: newId() };
    expect((await lab.app.send(desk.recorder, query, { input })).errors![0]!.extensions).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'streamerId'],
    });
    expect((await lab.app.send(lab.secretary, query, { input })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    const reads = await lab.app.dataSource.query(
      "SELECT id FROM audit_entry WHERE action = 'READ' AND recordKind = 'Membership' AND reason = 'issueMemberBadge'",
    );
    expect(reads.length).toBeGreaterThanOrEqual(2);
  });

  it('rest on a consent that was given as a member (INV-09)', async () => {
    const { streamerId } = await desk.member('早同意', 'FULL');
    expect((await desk.badge(streamerId, { consentOn: '2020-01-01' })).codes).toEqual(['BADGE_CONSENT_TOO_EARLY']);
    expect((await desk.badge(streamerId, { consentOn: '2025-11-01' })).codes).toEqual([]);
  });

  it('close on the day on which the membership ends, and the desk.recorder is told to take them back (INV-09)', async () => {
    const leaver = await desk.member('转出', 'FULL');
    const { badge: issued } = await desk.badge(leaver.streamerId);
    const end = { membershipId: leaver.membership.id, expectedVersion: leaver.membership.version, endsOn: '2026-12-10', reason: '转出' };
    await lab.app.ask(desk.recorder, 'mutation ($input: EndMembershipInput!) { endMembership(input: $input) { userErrors { code } } }', {
      input: end,
    });
    await desk.moveTo('2026-12-09T23:59:59+08:00');
    expect(await desk.labels()).toMatchObject({ 转出: 'MEMBER' });
    await desk.moveTo('2026-12-10T00:00:00+08:00');
    expect(await desk.labels()).not.toHaveProperty('转出');
    await lab.remind();
    await lab.remind();
    const notices = await lab.app.dataSource.query<{ textZh: string; requiredPermission: string }[]>(
      `SELECT DISTINCT dedupKey, textZh, requiredPermission FROM notice WHERE subjectKind = 'MemberBadge' AND subjectId = ?`,
      [issued.id],
    );
    expect(notices).toEqual([expect.objectContaining({ requiredPermission: 'badges.issue', textZh: expect.stringContaining('转出') })]);
    /* A membership that begins again after a gap does not bring the badge back: it was given for the former one. */
    const again = {
      organizationId: desk.organizationId,
      person: leaver.person,
      startsOn: '2026-12-12',
    };
    await desk.moveTo('2026-12-12T09:00:00+08:00');
    await givenMember(lab.app, desk.recorder, again);
    expect(await desk.labels()).not.toHaveProperty('转出');
    const revoke =
      'mutation ($input: RevokeMemberBadgeInput!) { revokeMemberBadge(input: $input) { memberBadge { label } userErrors { code } } }';
    const revocation = { badgeId: issued.id, expectedVersion: issued.version, ground: 'MEMBERSHIP_ENDED', reason: '组织关系转出' };
    const { revokeMemberBadge } = await lab.app.ask<{ revokeMemberBadge: { memberBadge: BadgeFacts } }>(desk.recorder, revoke, {
      input: revocation,
    });
    expect(revokeMemberBadge.memberBadge.label).toBeNull();
    expect(await lab.app.dataSource.query(`SELECT id FROM notice WHERE subjectId = ? AND readAt IS NULL`, [issued.id])).toEqual([]);
    expect((await desk.badge(leaver.streamerId, { consentOn: '2026-12-12' })).badge.label).toBe('MEMBER');
  });

  it('that a gap made void do not stand in the way of a new one (INV-09)', async () => {
    const returner = await desk.member('再入', 'FULL');
    const { badge: former } = await desk.badge(returner.streamerId);
    const { id: membershipId, version: expectedVersion } = returner.membership;
    const send = (verb: string, type: string, input: object) =>
      lab.app.ask(desk.recorder, `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code } } }`, { input });
    await desk.moveTo('2027-01-05T09:00:00+08:00');
    await send('endMembership', 'EndMembershipInput', { membershipId, expectedVersion, endsOn: '2027-01-05', reason: '转出' });
    await desk.moveTo('2027-01-08T09:00:00+08:00');
    await givenMember(lab.app, desk.recorder, { organizationId: desk.organizationId, person: returner.person, startsOn: '2027-01-08' });
    expect((await desk.badge(returner.streamerId, { consentOn: '2027-01-08' })).badge.label).toBe('MEMBER');
    expect((await desk.badge(returner.streamerId, { consentOn: '2027-01-08' })).codes).toEqual(['BADGE_IN_FORCE']);
    const rows = await lab.app.dataSource.query<{ id: string; revokedGround: string | null }[]>(
      'SELECT id, revokedGround FROM member_badge WHERE streamerId = ? ORDER BY id',
      [returner.streamerId],
    );
    expect(rows.map(({ revokedGround }) => revokedGround)).toEqual(['MEMBERSHIP_ENDED', null]);
    expect(rows[0]!.id).toBe(former.id);
  });

  it('change their words with the standing, without a new issue (INV-09)', async () => {
    const { streamerId, membership } = await desk.member('转正', 'PROBATIONARY');
    await desk.badge(streamerId);
    await desk.moveTo('2026-12-01T00:00:00+08:00');
    const change = { membershipId: membership.id, expectedVersion: membership.version, standing: 'FULL', changesOn: '2026-12-01' };
    const input = { ...change, documentNumber: '转正批复1号', idempotencyKey: newId() };
    const entered = await membershipVerb(lab.app, desk.recorder, 'changeMembershipStanding', 'ChangeMembershipStandingInput', input);
    expect((await desk.labels()).转正).toBe('PROBATIONARY_MEMBER');
    expect((await confirmEntry(lab.app, desk.organizationId, entered)).userErrors).toEqual([]);
    expect((await desk.labels()).转正).toBe('MEMBER');
  });
});
