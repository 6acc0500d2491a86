import { newId } from '../../src/platform/database/ids.js';
import { DevelopmentLab, type ShownError } from './development-lab.js';
import { givenActivist, givenApplicant } from './oversight-lab.js';

interface Withdrawal {
  withdrawalId: string;
  withdrawalVersion: number;
}

describe('a local rule that begins or ends while time runs', () => {
  let lab: DevelopmentLab;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
  }, 60_000);
  afterAll(() => lab.close());

  async function adopt(effectiveFrom: string, ruleId: string, name: string, value: string): Promise<string> {
    const plain = { ruleSetId: 'CPC-DEV-2026-05', documentNumber: '区委〔2026〕9号', isDryRun: false, idempotencyKey: newId() };
    const input = { organizationId: lab.districtId, effectiveFrom, parameters: [{ ruleId, name, value }], ...plain };
    const query = 'mutation ($input: AdoptRuleOverlayInput!) { adoptRuleOverlay(input: $input) { overlay { id } userErrors { code } } }';
    const { adoptRuleOverlay } = await lab.app.ask<{ adoptRuleOverlay: { overlay: { id: string } | null; userErrors: ShownError[] } }>(
      lab.tokens.district,
      query,
      { input },
    );
    expect(adoptRuleOverlay.userErrors).toEqual([]);
    await lab.app.drainJobs();
    return adoptRuleOverlay.overlay!.id;
  }

  async function decide(token: string, verb: string, type: string, input: object): Promise<Withdrawal> {
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { overlay { withdrawalId withdrawalVersion } userErrors { code } } }`;
    const answer = await lab.app.ask<Record<string, { overlay: Withdrawal; userErrors: ShownError[] }>>(token, query, {
      input,
    });
    expect(answer[verb]!.userErrors).toEqual([]);
    await lab.app.drainJobs();
    return answer[verb]!.overlay;
  }

  async function withdraw(overlayId: string, endsOn: string): Promise<void> {
    const plain = { documentNumber: '区委〔2026〕20号', reason: '试行结束', idempotencyKey: newId() };
    const asked = { overlayId, endsOn, ...plain };
    const { withdrawalId, withdrawalVersion } = await decide(lab.tokens.district, 'withdrawRuleOverlay', 'WithdrawRuleOverlayInput', asked);
    const target = { withdrawalId, expectedVersion: withdrawalVersion };
    const second = await lab.account('DISTRICT_OFFICER', lab.districtId);
    await decide(second, 'confirmRuleOverlayWithdrawal', 'RuleOverlayWithdrawalTargetInput', target);
  }

  /** The last and the first day of a step as the case itself tells them. */
  async function stepOf(caseId: string, kind: string): Promise<{ earliestOn: string | null; latestOn: string | null }> {
    const query = `query ($id: ID!) { developmentCase(id: $id, purpose: HANDLING) { nextSteps { kind earliestOn latestOn } } }`;
    const { developmentCase } = await lab.app.ask<{
      developmentCase: { nextSteps: { kind: string; earliestOn: string | null; latestOn: string | null }[] };
    }>(lab.tokens.recorder, query, { id: caseId });
    return developmentCase.nextSteps.find((step) => step.kind === kind)!;
  }

  async function one<Row>(sql: string, caseId: string): Promise<Row> {
    return (await lab.app.dataSource.query<Row[]>(sql, [caseId]))[0]!;
  }

  async function dueOf(caseId: string): Promise<string> {
    const query = `query ($id: ID!) { developmentDueList(organizationId: $id, purpose: HANDLING, first: 100) { nodes { dueOn case { id } } } }`;
    const { developmentDueList } = await lab.app.ask<{ developmentDueList: { nodes: { dueOn: string; case: { id: string } }[] } }>(
      lab.tokens.recorder,
      query,
      { id: lab.branchId },
    );
    return developmentDueList.nodes.find((node) => node.case.id === caseId)!.dueOn;
  }

  it('shortens what is due in the due list, in the case and in the reminders alike, from its adoption on (R02, 2.0)', async () => {
    const caseId = await givenApplicant(lab, '2026-08-28');
    expect([await dueOf(caseId), (await stepOf(caseId, 'APPLICANT_TALKED')).latestOn]).toEqual(['2026-09-28', '2026-09-28']);
    const remindOn = () =>
      one<{ nextRemindOn: string }>('SELECT nextRemindOn FROM development_deadline WHERE caseId = ?', caseId).then(
        (row) => row.nextRemindOn,
      );
    const before = await remindOn();
    await adopt('2026-09-15', 'R02', 'talkMonthsMax', '0');
    expect([await dueOf(caseId), (await stepOf(caseId, 'APPLICANT_TALKED')).latestOn]).toEqual(['2026-09-14', '2026-09-14']);
    expect((await remindOn()) < before).toBe(true);
  });

  it('puts off the first day of the listing, and lets it come back when its end is confirmed (R09, 2.0)', async () => {
    const caseId = await givenActivist(lab, '2026-02-10');
    const foreseen = async () =>
      (await one<{ earliestOn: string }>(`SELECT earliestOn FROM development_outlook WHERE caseId = ? AND kind = 'LISTING_AGREED'`, caseId))
        .earliestOn;
    const days = async () => [await foreseen(), (await stepOf(caseId, 'LISTING_AGREED')).earliestOn];
    expect(await days()).toEqual(['2027-02-10', '2027-02-10']);
    const overlayId = await adopt('2026-10-01', 'R09', 'cultivationMonthsMin', '18');
    expect(await days()).toEqual(['2027-08-10', '2027-08-10']);
    const { userErrors } = await lab.record(caseId, '2026-08-31', { listingAgreed: { decidedBy: 'BRANCH_COMMITTEE', isAgreed: true } });
    expect(userErrors.find(({ ruleId }) => ruleId === 'R09')!.curedOn).toBe('2027-08-10');
    await withdraw(overlayId, '2027-04-01');
    expect(await days()).toEqual(['2027-04-01', '2027-04-01']);
  });
});
