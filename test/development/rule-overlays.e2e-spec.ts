import { newId } from '../../src/platform/database/ids.js';
import { DevelopmentLab, type ShownError } from './development-lab.js';

interface ShownSet {
  id: string;
  isSecondHand: boolean;
  rules: {
    ruleId: string;
    severity: string;
    evidence: string;
    text: { zh: string; en: string };
    parameters: { name: string; value: string }[];
  }[];
  steps: { number: number; code: string; completedBy: string | null; title: { zh: string; en: string } }[];
}

const SET = `id isSecondHand rules { ruleId severity evidence text { zh en } parameters { name value } } steps { number code completedBy title { zh en } }`;
const ADOPT = `mutation ($input: AdoptRuleOverlayInput!) { adoptRuleOverlay(input: $input) { overlay { id ruleSetId } ruleSet { ${SET} } userErrors { code message cure } } }`;

describe('the rules', () => {
  let lab: DevelopmentLab;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
  }, 60_000);
  afterAll(() => lab.close());

  const adopt = async (more: object, token = lab.tokens.district) => {
    const input = {
      organizationId: lab.districtId,
      ruleSetId: 'CPC-DEV-2026-05',
      effectiveFrom: '2026-09-01',
      documentNumber: '区委〔2026〕9号',
      isDryRun: false,
      idempotencyKey: newId(),
      ...more,
    };
    return (
      await lab.app.ask<{ adoptRuleOverlay: { overlay: { id: string } | null; ruleSet: ShownSet | null; userErrors: ShownError[] } }>(
        token,
        ADOPT,
        {
          input,
        },
      )
    ).adoptRuleOverlay;
  };
  const effective = async (organizationId: string, onDay = '2026-09-01') =>
    (
      await lab.app.ask<{ effectiveRuleSet: ShownSet }>(
        lab.tokens.district,
        `query ($organizationId: ID!, $onDay: LocalDate!) { effectiveRuleSet(organizationId: $organizationId, onDay: $onDay) { ${SET} } }`,
        { organizationId, onDay },
      )
    ).effectiveRuleSet;
  const parameter = (set: ShownSet, ruleId: string, name: string) =>
    set.rules.find((rule) => rule.ruleId === ruleId)!.parameters.find((entry) => entry.name === name)?.value;

  it('are listed with text in both languages, and the second-hand set says so (2.0)', async () => {
    const { ruleSets } = await lab.app.ask<{ ruleSets: ShownSet[] }>(await lab.app.administrator(), `{ ruleSets { ${SET} } }`);
    expect(ruleSets.map(({ id, isSecondHand, rules }) => [id, isSecondHand, rules.length])).toEqual([
      ['CPC-DEV-2014', false, 36],
      ['CPC-DEV-2026-05', true, 36],
    ]);
    for (const { rules, steps } of ruleSets) {
      expect(rules.every(({ text }) => /\p{Script=Han}/u.test(text.zh) && /[a-z]{3}/.test(text.en))).toBe(true);
      expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
    }
  });

  it('are tightened by a district for everything below it, from a day on, and only tightened (INV-18)', async () => {
    const tighter = { parameters: [{ ruleId: 'R09', name: 'cultivationMonthsMin', value: '18' }] };
    const looser = {
      parameters: [
        { ruleId: 'R09', name: 'cultivationMonthsMin', value: '6' },
        { ruleId: 'R10', name: 'nonsense', value: '1' },
      ],
    };
    expect((await adopt(looser)).userErrors.map(({ code }) => code)).toEqual(['OVERLAY_LOOSENS', 'OVERLAY_PARAMETER_UNKNOWN']);
    expect((await adopt({ ...tighter, effectiveFrom: '2026-08-31' })).userErrors.map(({ code }) => code)).toEqual(['OVERLAY_IN_PAST']);
    const tried = await adopt({ ...tighter, isDryRun: true });
    expect(tried.overlay).toBeNull();
    expect(parameter(tried.ruleSet!, 'R09', 'cultivationMonthsMin')).toBe('18');
    expect(parameter(await effective(lab.branchId), 'R09', 'cultivationMonthsMin')).toBe('12');
    expect((await adopt(tighter)).overlay).not.toBeNull();
    expect(parameter(await effective(lab.branchId), 'R09', 'cultivationMonthsMin')).toBe('18');
    expect(parameter(await effective(lab.branchId, '2026-08-31'), 'R09', 'cultivationMonthsMin')).toBe('12');
    const below = await adopt({ organizationId: lab.branchId, parameters: [{ ruleId: 'R09', name: 'cultivationMonthsMin', value: '15' }] });
    expect(below.userErrors.map(({ code }) => code)).toEqual(['OVERLAY_LOOSENS']);
  });

  it('are adopted once when the answer was lost, and by one of two at once (INV-18)', async () => {
    const extraSteps = (code: string) => [{ code, zh: '本地步骤', en: 'Local step', afterStepCode: steps[1]!.code }];
    const { steps } = await effective(lab.otherBranchId);
    const one = { organizationId: lab.otherBranchId, extraSteps: extraSteps('LOCAL_ONCE'), idempotencyKey: newId() };
    const first = await adopt(one);
    expect(first.userErrors).toEqual([]);
    expect(await adopt(one)).toEqual(first);
    const two = { organizationId: lab.otherBranchId, extraSteps: extraSteps('LOCAL_RACE') };
    const both = await Promise.all([adopt(two), adopt(two)]);
    expect(both.filter(({ overlay }) => overlay !== null)).toHaveLength(1);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['OVERLAY_STEP_INVALID']);
  });

  it('get steps of their own, and an added step holds up what it is set before', async () => {
    const extraSteps = [
      {
        code: 'LOCAL_INTERVIEW',
        zh: '区委组织部面谈',
        en: 'Interview by the district',
        afterStepCode: (await effective(lab.branchId)).steps[1]!.code,
        gate: { before: 'ACTIVIST_DETERMINED', isBlocking: true },
      },
    ];
    const { ruleSet, userErrors } = await adopt({ organizationId: lab.otherBranchId, extraSteps });
    expect(userErrors).toEqual([]);
    expect(ruleSet!.steps[2]).toMatchObject({ number: 3, code: 'LOCAL_INTERVIEW', completedBy: null });
    const token = lab.tokens.otherRecorder;
    const wish = { token, confirmer: lab.tokens.otherConfirmer };
    const caseId = await lab.open({ organizationId: lab.otherBranchId, token });
    await lab.settle(caseId, '2026-08-20', { applicationReceived: { addressedTo: 'EMPLOYER' } }, wish);
    await lab.settle(caseId, '2026-08-25', { applicantTalked: { talkerIds: [lab.otherMembers[0]] } }, wish);
    const determined = { activistDetermined: { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' } };
    const blocked = await lab.record(caseId, '2026-09-01', determined, { token, documentNumber: '支〔2026〕1号' });
    expect(blocked.userErrors.map(({ code }) => code)).toContain('RULE_BLOCKS_STEP');
    expect(blocked.userErrors.map(({ message }) => message).join()).toContain('区委组织部面谈');
    await lab.settle(caseId, '2026-09-01', { extraStepDone: { stepCode: 'LOCAL_INTERVIEW' } }, wish);
    const { case: shown } = await lab.settle(caseId, '2026-09-01', determined, { ...wish, documentNumber: '支〔2026〕1号' });
    expect(shown.stage).toBe('ACTIVIST');
  }, 60_000);

  it('of a newer set are advice about what was recorded, and rewrite nothing (INV-18)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'LISTING_AGREED');
    const decided = { listingDecided: { decision: 'FILING', isAgreed: true, upperOrganizationId: lab.committeeId } };
    await lab.settle(caseId, '2025-03-28', decided, { documentNumber: '园党〔2025〕3号' });
    const ask = `query ($caseId: ID!, $set: ID!) { developmentAdvisory(caseId: $caseId, purpose: SUPERVISION, ruleSetId: $set) {
      kind findings { outcomeThen check { ruleId ruleSetId outcome } } } }`;
    const advice = async (set: string) =>
      (
        await lab.app.ask<{
          developmentAdvisory: { kind: string; findings: { outcomeThen: string | null; check: { ruleId: string; outcome: string } }[] }[];
        }>(lab.tokens.reader, ask, { caseId, set })
      ).developmentAdvisory;
    expect(await advice('CPC-DEV-2014')).toEqual([]);
    const newer = await advice('CPC-DEV-2026-05');
    expect(newer.map(({ kind }) => kind)).toEqual(['LISTING_DECIDED']);
    expect(newer[0]!.findings.map(({ check }) => `${check.ruleId} ${check.outcome}`)).toEqual(
      expect.arrayContaining(['R10 BLOCKED', 'R11 BLOCKED']),
    );
    const { stored, derived } = await lab.projections();
    expect(stored).toEqual(derived);
    await expect(advice('CPC-DEV-1999')).rejects.toThrow('NOT_FOUND');
  }, 60_000);

  it('are managed over the own subtree alone, and lists show what was decided there', async () => {
    const stranger = await lab.account('DISTRICT_OFFICER', lab.otherBranchId);
    await expect(adopt({ parameters: [] }, stranger)).rejects.toThrow('NOT_FOUND');
    const list =
      '{ ruleOverlays { nodes { documentNumber organization { name } } } impactAssessments { nodes { documentNumber keptUntil } } cutOvers { totalCount } }';
    const seen = await lab.app.ask<{ ruleOverlays: { nodes: object[] }; impactAssessments: { nodes: object[] } }>(
      lab.tokens.district,
      list,
    );
    expect(seen.impactAssessments.nodes).toEqual([{ documentNumber: '区评〔2023〕1号', keptUntil: '2026-12-01' }]);
    expect(seen.ruleOverlays.nodes.length).toBeGreaterThan(0);
    const below = await lab.app.ask<{ impactAssessments: { nodes: object[] } }>(stranger, list);
    expect(below.impactAssessments.nodes).toEqual([]);
  });

  describe('that an organization tightened', () => {
    interface Shown {
      id: string;
      endsOn: string | null;
      withdrawalId: string | null;
      withdrawalStatus: string | null;
      withdrawalVersion: number | null;
    }
    const OVERLAY = 'overlay { id endsOn withdrawalId withdrawalStatus withdrawalVersion } userErrors { code message cure }';
    const send = async (token: string, verb: string, type: string, input: object) => {
      const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { ${OVERLAY} } }`;
      return (await lab.app.ask<Record<string, { overlay: Shown | null; userErrors: ShownError[] }>>(token, query, { input }))[verb]!;
    };
    const withdraw = (overlayId: string, endsOn: string, token = lab.tokens.district, idempotencyKey = newId()) =>
      send(token, 'withdrawRuleOverlay', 'WithdrawRuleOverlayInput', {
        overlayId,
        endsOn,
        documentNumber: '区委〔2026〕20号',
        reason: '试行结束',
        idempotencyKey,
      });
    const decide = (verb: 'confirm' | 'reject', { withdrawalId, withdrawalVersion }: Shown, token: string) => {
      const target = { withdrawalId, expectedVersion: withdrawalVersion };
      return verb === 'confirm'
        ? send(token, 'confirmRuleOverlayWithdrawal', 'RuleOverlayWithdrawalTargetInput', target)
        : send(token, 'rejectRuleOverlayWithdrawal', 'RejectRuleOverlayWithdrawalInput', { ...target, reason: '仍需适用' });
    };
    const codesOf = ({ userErrors }: { userErrors: ShownError[] }) => userErrors.map(({ code }) => code);

    it('ends from a later day on by two persons, once, and what lies before the day stays judged by it (INV-18, INV-21)', async () => {
      const second = await lab.account('DISTRICT_OFFICER', lab.districtId);
      const { overlay } = await adopt({ parameters: [{ ruleId: 'R09', name: 'cultivationMonthsMin', value: '30' }] });
      const id = overlay!.id;
      expect(codesOf(await withdraw(id, '2026-09-01'))).toEqual(['OVERLAY_WITHDRAWAL_TOO_EARLY']);
      const key = newId();
      const asked = (await withdraw(id, '2026-09-02', lab.tokens.district, key)).overlay!;
      expect((await withdraw(id, '2026-09-02', lab.tokens.district, key)).overlay).toEqual(asked);
      expect(codesOf(await withdraw(id, '2026-10-01', second))).toEqual(['OVERLAY_WITHDRAWN']);
      expect(parameter(await effective(lab.branchId, '2026-09-02'), 'R09', 'cultivationMonthsMin')).toBe('30');
      expect(codesOf(await decide('confirm', asked, lab.tokens.district))).toEqual(['SAME_PERSON_TWICE']);
      expect((await decide('reject', asked, second)).overlay).toMatchObject({ endsOn: null, withdrawalId: null });
      const again = (await withdraw(id, '2026-09-02', second)).overlay!;
      const answers = await Promise.allSettled([
        decide('confirm', again, lab.tokens.district),
        decide('confirm', again, lab.tokens.district),
      ]);
      const taken = answers.flatMap((answer) =>
        answer.status === 'fulfilled' && answer.value.userErrors.length === 0 ? [answer.value.overlay] : [],
      );
      expect(taken).toMatchObject([{ endsOn: '2026-09-02', withdrawalStatus: 'CONFIRMED' }]);
      expect(parameter(await effective(lab.branchId, '2026-09-01'), 'R09', 'cultivationMonthsMin')).toBe('30');
      expect(parameter(await effective(lab.branchId, '2026-09-02'), 'R09', 'cultivationMonthsMin')).not.toBe('30');
      expect(codesOf(await withdraw(id, '2026-12-01'))).toEqual(['OVERLAY_WITHDRAWN']);
    });

    it('does not end while another overlay builds on its step, nor by somebody from elsewhere', async () => {
      const step = (code: string, afterStepCode: string) => ({ extraSteps: [{ code, zh: '联审', en: 'Joint review', afterStepCode }] });
      const upper = (await adopt(step('UPPER_REVIEW', 'TALK'))).overlay!;
      const lower = (await adopt({ organizationId: lab.committeeId, ...step('LOWER_REVIEW', 'UPPER_REVIEW') })).overlay!;
      expect(codesOf(await withdraw(upper.id, '2026-10-01'))).toEqual(['OVERLAY_STILL_USED']);
      await expect(withdraw(upper.id, '2026-10-01', await lab.account('DISTRICT_OFFICER', lab.committeeId))).rejects.toThrow('NOT_FOUND');
      const second = await lab.account('DISTRICT_OFFICER', lab.districtId);
      await decide('confirm', (await withdraw(lower.id, '2026-10-01')).overlay!, second);
      expect(codesOf(await withdraw(upper.id, '2026-09-15'))).toEqual(['OVERLAY_STILL_USED']);
      expect(codesOf(await withdraw(upper.id, '2026-10-01'))).toEqual([]);
    });
  });
});
