import { DevelopmentLab, type FactAnswer, type RecordWish } from './development-lab.js';
import { UNANIMOUS } from './life-steps.js';

const CASE = `query ($id: ID!) { developmentCase(id: $id, purpose: HANDLING) { case { stage side organization { name } pendingOrganization { name } } } }`;

describe('a transfer', () => {
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

  const started = () => ({ transferStarted: { toOrganizationId: lab.otherBranchId, isFileHandedOver: true, letterDaysMax: 90 } });
  const ACKNOWLEDGED = { transferAcknowledged: { isFileExamined: true, priorOrganizationAsked: true } };
  const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
  const there = (): RecordWish & { confirmer: string } => ({
    token: lab.tokens.otherRecorder,
    confirmer: lab.tokens.otherConfirmer,
    documentNumber: '转〔2025〕1号',
  });
  const see = (token: string, id: string) => lab.app.send<{ developmentCase: { case: object } }>(token, CASE, { id });
  const letter = { documentNumber: '介〔2025〕1号' };

  it('is acknowledged by two persons of the receiving organization; both see the case until then, and only it afterwards (INV-14, INV-21)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CULTIVATION_INSPECTED');
    expect((await see(lab.tokens.otherRecorder, caseId)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const { case: moving } = await lab.settle(caseId, '2025-03-01', started(), letter);
    expect(moving.side).toBe('TRANSFER_PENDING');
    const shown = {
      stage: 'ACTIVIST',
      side: 'TRANSFER_PENDING',
      organization: { name: '第一党支部' },
      pendingOrganization: { name: '第二党支部' },
    };
    for (const token of [lab.tokens.recorder, lab.tokens.otherRecorder])
      expect((await see(token, caseId)).data.developmentCase.case).toEqual(shown);
    expect(codesOf(await lab.record(caseId, '2025-03-05', ACKNOWLEDGED, letter))).toContain('WRONG_SIDE_OF_TRANSFER');
    const inspected = { cultivationInspected: { outcome: 'QUALIFIED' } };
    expect(codesOf(await lab.record(caseId, '2025-03-05', inspected, there()))).toContain('WRONG_SIDE_OF_TRANSFER');
    const opinions = { listingOpinionsHeard: { partyGroup: true, contacts: true, members: true, masses: true } };
    const blocked = await lab.record(caseId, '2025-03-10', opinions);
    expect(blocked.userErrors.map(({ ruleId }) => ruleId)).toContain('INV-14');
    const recorded = await lab.record(caseId, '2025-03-05', ACKNOWLEDGED, there());
    expect(codesOf(await lab.confirm(recorded.fact!))).toEqual(['WRONG_SIDE_OF_TRANSFER']);
    const confirmed = await lab.confirm(recorded.fact!, { token: lab.tokens.otherConfirmer });
    expect(confirmed.case).toMatchObject({ stage: 'ACTIVIST', side: null });
    expect((await see(lab.tokens.recorder, caseId)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await see(lab.tokens.otherRecorder, caseId)).data.developmentCase.case).toMatchObject({ organization: { name: '第二党支部' } });
    const list = `{ developmentCases(purpose: HANDLING, first: 100) { nodes { id } } handedOverDevelopmentCases { nodes { caseNumber handedOverOn toOrganization { name } } } }`;
    const { developmentCases, handedOverDevelopmentCases } = await lab.app.ask<{
      developmentCases: { nodes: { id: string }[] };
      handedOverDevelopmentCases: { nodes: object[] };
    }>(lab.tokens.recorder, list);
    expect(developmentCases.nodes.map(({ id }) => id)).not.toContain(caseId);
    expect(handedOverDevelopmentCases.nodes).toEqual([
      { caseNumber: confirmed.case!.caseNumber, handedOverOn: '2025-03-05', toOrganization: { name: '第二党支部' } },
    ]);
  }, 60_000);

  it('moves the home membership of a probationary member on the day of the acknowledgement (R30, INV-05)', async () => {
    const caseId = await lab.open();
    const personId = await lab.personOf(caseId);
    await lab.walk(caseId, 'OATH_TAKEN');
    await lab.settle(caseId, '2025-12-01', started(), letter);
    expect(await lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 …']);
    await lab.settle(caseId, '2025-12-10', ACKNOWLEDGED, there());
    expect(await lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 2025-12-10', 'PROBATIONARY B 2025-12-10 …']);
    const upperOrganizationId = lab.committeeId;
    const steps: [string, object, string?][] = [
      ['2025-12-20', { probationInspected: { outcome: 'QUALIFIED' } }],
      ['2026-06-10', { conversionApplied: true }],
      ['2026-06-12', { conversionOpinionsHeard: { partyGroup: true, members: true, masses: true } }],
      ['2026-06-15', { conversionExamined: { decision: 'CONVERT' } }],
      ['2026-06-25', { conversionVoted: { ballot: UNANIMOUS, decision: 'CONVERT', isAccepted: true } }],
      ['2026-07-05', { conversionDecided: { isApproved: true, upperOrganizationId, isCollective: true } }],
    ];
    for (const [day, fact] of steps) await lab.settle(caseId, day, fact, there());
    expect(await lab.memberships(personId)).toEqual([
      'PROBATIONARY A 2025-06-20 2025-12-10',
      'PROBATIONARY B 2025-12-10 2026-06-20',
      'FULL B 2026-06-20 …',
    ]);
  }, 60_000);

  it('that is declined leaves the case where it was', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CONTACTS_APPOINTED');
    await lab.settle(caseId, '2025-03-01', started(), letter);
    await lab.settle(caseId, '2025-03-05', { transferDeclined: { reason: '不在本支部工作' } }, there());
    expect((await see(lab.tokens.recorder, caseId)).data.developmentCase.case).toMatchObject({ side: null, pendingOrganization: null });
    expect((await see(lab.tokens.otherRecorder, caseId)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  }, 60_000);

  it('is acknowledged once when two acknowledge at once', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CONTACTS_APPOINTED');
    await lab.settle(caseId, '2025-03-01', started(), letter);
    const { fact } = await lab.record(caseId, '2025-03-05', ACKNOWLEDGED, there());
    const answers: FactAnswer[] = await Promise.all([1, 2].map(() => lab.confirm(fact!, { token: lab.tokens.otherConfirmer })));
    expect(answers.flatMap(codesOf)).toEqual(['FACT_ALREADY_DECIDED']);
    const rows = await lab.app.dataSource.query<unknown[]>('SELECT id FROM development_handover WHERE caseId = ?', [caseId]);
    expect(rows).toHaveLength(1);
  }, 60_000);

  it('does not go to the same organization, nor to one that is not there or not at work', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CONTACTS_APPOINTED');
    const to = (toOrganizationId: string) => ({ transferStarted: { toOrganizationId, isFileHandedOver: true } });
    expect(codesOf(await lab.record(caseId, '2025-03-01', to(lab.branchId), letter))).toContain('TRANSFER_TO_ITSELF');
    await expect(lab.record(caseId, '2025-03-01', to('01zzzzzzzzzzzzzzzzzzzzzzzz'), letter)).rejects.toThrow('NOT_FOUND');
  }, 60_000);

  it('keeps the organization from ending while it handles a case or waits for one', async () => {
    const caseId = await lab.open();
    const [row] = await lab.app.dataSource.query<{ version: number }[]>('SELECT version FROM organization WHERE id = ?', [lab.branchId]);
    const input = { organizationId: lab.branchId, expectedVersion: row!.version, reason: '撤并' };
    const query = 'mutation ($input: OrganizationReasonedStepInput!) { dissolveOrganization(input: $input) { userErrors { code } } }';
    const answer = await lab.app.ask<{ dissolveOrganization: { userErrors: { code: string }[] } }>(await lab.app.administrator(), query, {
      input,
    });
    expect(codesOf(answer.dissolveOrganization)).toContain('ORGANIZATION_HAS_CASES');
    expect(caseId).not.toBe('');
  });
});
