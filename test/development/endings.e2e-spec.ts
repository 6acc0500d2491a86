import { DevelopmentLab, type FactAnswer } from './development-lab.js';

describe('the end of a case', () => {
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

  const codesOf = ({ userErrors }: FactAnswer) => userErrors.map(({ code, ruleId }) => ruleId ?? code);
  const versionOf = async (caseId: string) => {
    const [row] = await lab.app.dataSource.query<{ version: number }[]>('SELECT version FROM development_case WHERE id = ?', [caseId]);
    return row!.version;
  };

  it('by death is recorded by two, ends the membership on probation on that day, and is no removal (R28, INV-21)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'OATH_TAKEN');
    const personId = await lab.personOf(caseId);
    expect(codesOf(await lab.record(caseId, '2026-03-01', { removed: { reason: '已去世' } }, { documentNumber: '支〔2026〕9号' }))).toEqual(
      ['R28'],
    );
    expect(codesOf(await lab.record(caseId, '2025-07-01', { deceased: true }))).toEqual(['R35']);
    expect(codesOf(await lab.record(caseId, '2026-09-02', { deceased: true }))).toEqual(['R35']);
    const { fact } = await lab.record(caseId, '2026-03-01', { deceased: true });
    const answers = await Promise.all([lab.confirm(fact!), lab.confirm(fact!, { token: lab.tokens.secondConfirmer })]);
    expect(answers.map(({ fact: confirmed }) => confirmed?.status ?? null).sort()).toEqual(['CONFIRMED', null].sort());
    expect(answers.flatMap(({ case: shown }) => (shown ? [[shown.stage, shown.side]] : []))).toEqual([['CLOSED', 'DECEASED']]);
    expect(await lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 2026-03-01']);
    expect(codesOf(await lab.record(caseId, '2026-03-02', { conversionApplied: true }))).toContain('INV-13');
  }, 60_000);

  it('comes for a member on probation by vote and approval also when the consent was withdrawn; nothing else is recorded then (PR-2, R25)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'OATH_TAKEN');
    const target = { caseId, expectedVersion: await versionOf(caseId) };
    await lab.run(lab.tokens.recorder, 'withdrawDevelopmentConsent', 'DevelopmentCaseTargetInput', target);
    for (const fact of [
      { probationInspected: { outcome: 'QUALIFIED' } },
      { paused: { reason: '本人要求' } },
      { branchAssigned: { partyGroup: '二组' } },
    ]) {
      expect(codesOf(await lab.record(caseId, '2026-06-09', fact))).toEqual(['CONSENT_WITHDRAWN']);
    }
    const moved = { transferStarted: { toOrganizationId: lab.otherBranchId, isFileHandedOver: true } };
    expect(codesOf(await lab.record(caseId, '2026-06-09', moved))).toEqual(['CONSENT_WITHDRAWN']);
    expect((await lab.walk(caseId, 'CONVERSION_DECIDED', 'PROBATION_INSPECTED')).stage).toBe('FULL');
    const personId = await lab.personOf(caseId);
    expect(await lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 2026-06-20', 'FULL A 2026-06-20 …']);
    /* Leaves the branch again, so that five are due in the votes of the other lives. */
    await lab.app.dataSource.query("UPDATE membership SET endsOn = '2026-06-21' WHERE personId = ? AND standing = 'FULL'", [personId]);
  }, 60_000);

  it('before probation leaves nothing to conclude once the consent was withdrawn: the case is ended (PR-2)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'APPLICANT_TALKED');
    const target = { caseId, expectedVersion: await versionOf(caseId) };
    await lab.run(lab.tokens.recorder, 'withdrawDevelopmentConsent', 'DevelopmentCaseTargetInput', target);
    const determined = { activistDetermined: { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' } };
    const refused = await lab.record(caseId, '2024-03-01', determined, { documentNumber: '支〔2024〕1号' });
    expect(codesOf(refused)).toEqual(['CONSENT_WITHDRAWN']);
    const ended = await lab.settle(caseId, '2024-03-01', { caseEnded: { reason: '撤回同意' } }, { documentNumber: '支〔2024〕2号' });
    expect([ended.case.stage, ended.case.side]).toEqual(['CLOSED', 'ENDED']);
  }, 60_000);

  it('by the archive and the withdrawal of a paper at once: one of the two is refused, and no archive lacks its paper (R34)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CONVERSION_DECIDED');
    await lab.fileEveryPaper(caseId);
    const { fact } = await lab.record(caseId, '2026-07-10', { archived: { place: 'PERSONNEL_FILE' } });
    const [letter] = await lab.app.dataSource.query<{ id: string; version: number }[]>(
      "SELECT id, version FROM development_document WHERE caseId = ? AND paperKind = 'CONVERSION_LETTER'",
      [caseId],
    );
    const target = { documentId: letter!.id, expectedVersion: letter!.version, reason: '不是本人的' };
    const [archive, withdrawal] = await Promise.all([
      lab.confirm(fact!),
      lab.run(lab.tokens.secondRecorder, 'withdrawDevelopmentDocument', 'WithdrawDevelopmentDocumentInput', target),
    ]);
    const refusals = [archive.userErrors.map(({ rule }) => rule), withdrawal.userErrors.map(({ code }) => code)];
    expect([
      [['R34'], []],
      [[], ['CASE_ARCHIVED']],
    ]).toContainEqual(refusals);
  }, 60_000);
});
