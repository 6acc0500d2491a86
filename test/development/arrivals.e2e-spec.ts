import { newId } from '../../src/platform/database/ids.js';
import { givenOrganization } from '../support/organizations.js';
import { DevelopmentLab, type FactAnswer } from './development-lab.js';

const ROUNDS = process.env.DATABASE_URL ? 8 : 3;

describe('a case on its way', () => {
  let lab: DevelopmentLab;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
  }, 60_000);
  afterAll(() => lab.close());

  const letter = { documentNumber: '介〔2025〕1号' };
  const to = (toOrganizationId: string) => ({ transferStarted: { toOrganizationId, isFileHandedOver: true, letterDaysMax: 90 } });
  const acknowledged = (isFileExamined = true) => ({ transferAcknowledged: { isFileExamined, priorOrganizationAsked: true } });
  const there = () => ({ token: lab.tokens.otherRecorder, confirmer: lab.tokens.otherConfirmer, documentNumber: '转〔2025〕1号' });
  const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
  const cultivated = async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CONTACTS_APPOINTED');
    return caseId;
  };
  const placeOf = async (caseId: string) => {
    const sql = 'SELECT organizationId, pendingOrganizationId FROM development_case WHERE id = ?';
    return (await lab.app.dataSource.query<object[]>(sql, [caseId]))[0];
  };
  /** A branch of its own, with its recorder and confirmer. */
  const branch = async () => {
    const id = await givenOrganization(lab.app, { adminParentId: lab.committeeId });
    const [token, confirmer] = [await lab.account('PARTY_RECORDER', id), await lab.account('PARTY_CONFIRMER', id)];
    return { id, token, confirmer };
  };
  /** What was sent to a committee before cases lived in branches only. */
  const becomesCommittee = (id: string) =>
    lab.app.dataSource.query("UPDATE organization SET type = 'ENTERPRISE_COMMITTEE' WHERE id = ?", [id]);

  it('does not arrive at a committee: it is declined there, and sent to a branch from where it was (R04, INV-14)', async () => {
    const [caseId, receiver] = [await cultivated(), await branch()];
    await lab.settle(caseId, '2025-03-01', to(receiver.id), letter);
    const { fact } = await lab.record(caseId, '2025-03-05', acknowledged(), receiver);
    await becomesCommittee(receiver.id);
    const refused = [await lab.confirm(fact!, { token: receiver.confirmer })];
    await lab.run(receiver.confirmer, 'rejectDevelopmentFact', 'DevelopmentFactReasonInput', {
      ...{ factId: fact!.id, expectedVersion: fact!.version, reason: '党委不办理个案' },
    });
    refused.push(await lab.record(caseId, '2025-03-05', acknowledged(), receiver));
    for (const { userErrors } of refused) {
      expect(userErrors).toEqual([
        expect.objectContaining({ code: 'CASE_NEEDS_BRANCH', rule: 'R04', cure: expect.stringContaining('不予接收') }),
      ]);
    }
    expect(await placeOf(caseId)).toEqual({ organizationId: lab.branchId, pendingOrganizationId: receiver.id });
    await lab.settle(caseId, '2025-03-06', { transferDeclined: { reason: '请转到党支部' } }, receiver);
    await lab.settle(caseId, '2025-03-10', to(lab.otherBranchId), letter);
    await lab.settle(caseId, '2025-03-12', acknowledged(), there());
    expect(await placeOf(caseId)).toEqual({ organizationId: lab.otherBranchId, pendingOrganizationId: null });
  }, 60_000);

  it('does not leave for a committee, nor for a branch that has ended before the departure is confirmed (R04, INV-14)', async () => {
    const [caseId, receiver] = [await cultivated(), await branch()];
    const { fact } = await lab.record(caseId, '2025-03-01', to(receiver.id), letter);
    await becomesCommittee(receiver.id);
    expect(codesOf(await lab.confirm(fact!))).toEqual(['CASE_NEEDS_BRANCH']);
    await lab.app.dataSource.query("UPDATE organization SET type = 'BRANCH' WHERE id = ?", [receiver.id]);
    await lab.app.dataSource.query("UPDATE organization SET status = 'DISSOLVED' WHERE id = ?", [receiver.id]);
    expect(codesOf(await lab.confirm(fact!))).toEqual(['ORGANIZATION_NOT_WORKING']);
    expect(await placeOf(caseId)).toEqual({ organizationId: lab.branchId, pendingOrganizationId: null });
  }, 60_000);

  it('leaves, or its receiver ends, when both are asked for at once (INV-14)', async () => {
    const query = 'mutation ($input: OrganizationReasonedStepInput!) { dissolveOrganization(input: $input) { userErrors { code } } }';
    for (let round = 0; round < ROUNDS; round++) {
      const [caseId, receiver, administrator] = [await cultivated(), await branch(), await lab.app.administrator()];
      const { fact } = await lab.record(caseId, '2025-03-01', to(receiver.id), letter);
      const [row] = await lab.app.dataSource.query<{ version: number }[]>('SELECT version FROM organization WHERE id = ?', [receiver.id]);
      const input = { organizationId: receiver.id, expectedVersion: row!.version, reason: '撤并' };
      const dissolve = async () => {
        await new Promise((resolve) => setTimeout(resolve, (round % 4) * 6));
        return lab.app.ask<{ dissolveOrganization: { userErrors: { code: string }[] } }>(administrator, query, { input });
      };
      const confirmed = async () => {
        await new Promise((resolve) => setTimeout(resolve, (round % 3) * 8));
        return lab.confirm(fact!);
      };
      const [left, ended] = await Promise.all([confirmed(), dissolve()]);
      expect([...codesOf(left), ...codesOf(ended.dissolveOrganization)]).toHaveLength(1);
    }
  }, 180_000);

  it('is acknowledged once: what may follow is that the file was examined later, and that once too (INV-14, R08)', async () => {
    const reason = [{ ruleId: 'R08', reason: '材料在途' }];
    const caseId = await cultivated();
    await lab.settle(caseId, '2025-03-01', to(lab.otherBranchId), letter);
    const first = await lab.record(caseId, '2025-03-05', acknowledged(false), { ...there(), overrides: reason });
    expect(codesOf(await lab.record(caseId, '2025-03-05', acknowledged(), there()))).toContain('FACT_WAITS');
    await lab.confirm(first.fact!, { token: there().confirmer, acceptedRuleIds: ['R08'] });
    const ruleIdsOf = ({ userErrors }: FactAnswer) => userErrors.map(({ ruleId }) => ruleId);
    expect(ruleIdsOf(await lab.record(caseId, '2025-03-06', acknowledged(false), there()))).toEqual(['INV-14']);
    await lab.settle(caseId, '2025-03-07', acknowledged(), there());
    expect(ruleIdsOf(await lab.record(caseId, '2025-03-08', acknowledged(), there()))).toEqual(['INV-14']);
    expect(ruleIdsOf(await lab.record(caseId, '2025-03-08', { transferDeclined: { reason: '退回' } }, there()))).toEqual(['INV-14']);
    const moves = await lab.app.dataSource.query<{ handedOverOn: string }[]>(
      'SELECT handedOverOn FROM development_handover WHERE caseId = ?',
      [caseId],
    );
    expect(moves).toEqual([{ handedOverOn: '2025-03-05' }]);
  }, 60_000);

  it('is not acknowledged where it was before while it goes elsewhere (INV-14)', async () => {
    const [caseId, receiver] = [await cultivated(), await branch()];
    await lab.settle(caseId, '2025-03-01', to(lab.otherBranchId), letter);
    const unexamined = { ...there(), overrides: [{ ruleId: 'R08', reason: '材料在途' }] };
    await lab.settle(caseId, '2025-03-05', acknowledged(false), unexamined);
    await lab.settle(caseId, '2025-03-10', to(receiver.id), { ...there(), ...letter });
    expect(codesOf(await lab.record(caseId, '2025-03-11', acknowledged(), there()))).toContain('WRONG_SIDE_OF_TRANSFER');
    await expect(lab.record(caseId, '2025-03-11', acknowledged(), { token: lab.tokens.recorder })).rejects.toThrow('NOT_FOUND');
    expect(await placeOf(caseId)).toEqual({ organizationId: lab.otherBranchId, pendingOrganizationId: receiver.id });
    const key = `fact-${newId()}`;
    const input = { caseId, occurredOn: '2025-03-12', fact: acknowledged(), documentNumber: '转2', idempotencyKey: key };
    const again = () => lab.run<FactAnswer>(receiver.token, 'recordDevelopmentFact', 'RecordDevelopmentFactInput', input);
    const [once, twice] = [await again(), await again()];
    expect(twice.fact!.id).toBe(once.fact!.id);
  }, 60_000);
});
