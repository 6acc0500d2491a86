import { newId } from '../../src/platform/database/ids.js';
import { DevelopmentLab, somebody } from './development-lab.js';
import { UNANIMOUS } from './life-steps.js';

describe('a whole life', () => {
  let lab: DevelopmentLab;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
  }, 60_000);
  afterAll(() => lab.close());
  afterEach(async () => {
    const { stored, derived, contradictions } = await lab.projections();
    expect(stored).toEqual(derived);
    expect(contradictions).toEqual([]);
  });

  it('goes from the letter to the archive, and the memberships follow it (R24, R29, INV-16)', async () => {
    const caseId = await lab.open();
    const personId = await lab.personOf(caseId);
    expect((await lab.walk(caseId, 'ADMISSION_TALKED')).stage).toBe('BRANCH_ACCEPTED');
    expect(await lab.memberships(personId)).toEqual([]);
    expect((await lab.walk(caseId, 'ADMISSION_DECIDED', 'ADMISSION_TALKED')).stage).toBe('PROBATIONARY');
    expect(await lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 …']);
    expect((await lab.walk(caseId, 'CONVERSION_VOTED', 'ADMISSION_DECIDED')).stage).toBe('CONVERSION_VOTED');
    expect(await lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 …']);
    expect((await lab.walk(caseId, 'CONVERSION_DECIDED', 'CONVERSION_VOTED')).stage).toBe('FULL');
    expect(await lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 2026-06-20', 'FULL A 2026-06-20 …']);
    expect((await lab.walk(caseId, 'ARCHIVED', 'CONVERSION_DECIDED')).stage).toBe('FULL');
    const [row] = await lab.app.dataSource.query<Record<string, unknown>[]>('SELECT * FROM development_case WHERE id = ?', [caseId]);
    expect(row).toMatchObject({ partyAgeFrom: '2026-06-20', probationEndsOn: '2026-06-20', closedOn: '2026-07-05', openKey: caseId });
  }, 60_000);

  it('ends with a disqualification on the day of its approval, which is no day of membership any more (R28)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CONVERSION_APPLIED');
    const upperOrganizationId = lab.committeeId;
    /* The full member of the first case votes as well. */
    const ballot = { ...UNANIMOUS, due: 6, present: 6, yes: 6 };
    await lab.settle(caseId, '2026-06-12', { conversionOpinionsHeard: { partyGroup: true, members: true, masses: true } });
    await lab.settle(caseId, '2026-06-15', { conversionExamined: { decision: 'DISQUALIFY' } }, { documentNumber: '支〔2026〕11号' });
    const vote = { conversionVoted: { ballot, decision: 'DISQUALIFY', isAccepted: true } };
    await lab.settle(caseId, '2026-06-22', vote, { documentNumber: '支〔2026〕12号' });
    const decision = { conversionDecided: { isApproved: true, upperOrganizationId, isCollective: true } };
    const { case: ended } = await lab.settle(caseId, '2026-07-05', decision, { documentNumber: '园党〔2026〕13号' });
    expect(ended.stage).toBe('DISQUALIFIED');
    expect(await lab.memberships(await lab.personOf(caseId))).toEqual(['PROBATIONARY A 2025-06-20 2026-07-05']);
  }, 60_000);

  it('holds the memberships while it is open: nobody admits, ends or changes them by hand (INV-05, INV-16)', async () => {
    const person = somebody('1996-05-17');
    const caseId = await lab.open({ person });
    const { recorder } = lab.tokens;
    const admission = {
      organizationId: lab.branchId,
      person,
      kind: 'HOME',
      standing: 'PROBATIONARY',
      startsOn: '2026-01-01',
      documentNumber: '介绍信1号',
      idempotencyKey: newId(),
    };
    const codes = async (verb: string, type: string, input: object) =>
      (await lab.run(recorder, verb, type, input)).userErrors.map(({ code }) => code);
    expect(await codes('admitMember', 'AdmitMemberInput', admission)).toEqual(['MEMBERSHIP_HELD_BY_CASE']);
    await lab.walk(caseId, 'ADMISSION_DECIDED');
    const personId = await lab.personOf(caseId);
    const [membership] = await lab.app.dataSource.query<{ id: string; version: number }[]>(
      'SELECT id, version FROM membership WHERE personId = ?',
      [personId],
    );
    const target = { membershipId: membership!.id, expectedVersion: membership!.version };
    expect(await codes('endMembership', 'EndMembershipInput', { ...target, endsOn: '2026-08-01', reason: '试图绕开' })).toEqual([
      'MEMBERSHIP_HELD_BY_CASE',
    ]);
    const change = { ...target, standing: 'FULL', changesOn: '2026-08-01', documentNumber: '批复1号', idempotencyKey: newId() };
    expect(await codes('changeMembershipStanding', 'ChangeMembershipStandingInput', change)).toEqual(['MEMBERSHIP_HELD_BY_CASE']);
    expect(await lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 …']);
  }, 60_000);

  it('is refused its admission when another home membership stands in the way, and nothing of it stays (INV-05)', async () => {
    const person = somebody('1996-05-17');
    const caseId = await lab.open({ person });
    await lab.walk(caseId, 'ADMISSION_TALKED');
    const personId = await lab.personOf(caseId);
    await lab.app.dataSource.query(
      `INSERT INTO membership (id, scopeId, personId, organizationId, kind, standing, startsOn, endsOn, createdAt, version)
       VALUES (?, '00000000000000000000000000', ?, ?, 'HOME', 'FULL', '2025-01-01', NULL, 1, 1)`,
      [newId(), personId, lab.otherBranchId],
    );
    const { fact, occurredOn, documentNumber } = lab.life().find(({ kind }) => kind === 'ADMISSION_DECIDED')!;
    const recorded = await lab.record(caseId, occurredOn, fact, { documentNumber });
    const refused = await lab.confirm(recorded.fact!);
    expect(refused.userErrors.map(({ code }) => code)).toEqual(['HOME_MEMBERSHIP_OVERLAPS']);
    const [row] = await lab.app.dataSource.query<{ stage: string }[]>('SELECT stage FROM development_case WHERE id = ?', [caseId]);
    const [stored] = await lab.app.dataSource.query<{ status: string }[]>('SELECT status FROM development_fact WHERE id = ?', [
      recorded.fact!.id,
    ]);
    expect([row!.stage, stored!.status]).toEqual(['BRANCH_ACCEPTED', 'PENDING']);
  }, 60_000);

  it('begins anew without any of the earlier time, linked to the closed case, and one at a time nationwide (INV-13)', async () => {
    const person = somebody('1996-05-17');
    const first = await lab.open({ person });
    await lab.walk(first, 'CONTACTS_APPOINTED');
    const again = await lab.tryToOpen({ person, organizationId: lab.otherBranchId, token: lab.tokens.otherRecorder });
    expect(again.userErrors.map(({ code, rule }) => `${code} ${rule}`)).toEqual(['CASE_ALREADY_OPEN INV-13']);
    await lab.settle(first, '2025-01-10', { withdrawn: { reason: '本人另有打算' } });
    const second = await lab.open({ person, organizationId: lab.otherBranchId, token: lab.tokens.otherRecorder });
    const [row] = await lab.app.dataSource.query<{ previousCaseId: string; stage: string }[]>(
      'SELECT previousCaseId, stage FROM development_case WHERE id = ?',
      [second],
    );
    expect(row).toEqual({ previousCaseId: first, stage: 'EXPRESSED' });
    const wish = { token: lab.tokens.otherRecorder };
    const early = await lab.record(second, '2024-06-01', { applicationReceived: { addressedTo: 'EMPLOYER' } }, wish);
    expect(early.userErrors.map(({ ruleId, cure }) => `${ruleId} ${cure}`).join()).toContain('2025-01-10');
  }, 60_000);

  it('is opened once when two open it at once (INV-13)', async () => {
    const person = somebody('1996-05-17');
    const answers = await Promise.all([
      lab.tryToOpen({ person }),
      lab.tryToOpen({ person, organizationId: lab.otherBranchId, token: lab.tokens.otherRecorder }),
    ]);
    expect(answers.filter((answer) => answer.case !== null)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['CASE_ALREADY_OPEN']);
  });

  it('is not opened without an impact assessment, with a consent of tomorrow, or for a full member; all reasons at once (PR-2, PR-4)', async () => {
    const { app } = lab;
    const { givenOrganization } = await import('../support/organizations.js');
    const elsewhere = await givenOrganization(app, { name: '无评估党支部' });
    const token = await lab.account('PARTY_RECORDER', elsewhere);
    const answer = await lab.tryToOpen({ organizationId: elsewhere, token, consentOn: '2026-09-02' });
    expect(answer.userErrors.map(({ code }) => code).sort()).toEqual(['CONSENT_IN_FUTURE', 'IMPACT_ASSESSMENT_MISSING']);
    const member = await lab.tryToOpen({ personId: lab.members[4]! });
    expect(member.userErrors.map(({ code }) => code)).toEqual(['ALREADY_FULL_MEMBER']);
  });
});
