import { newId } from '../../src/platform/database/ids.js';
import { DevelopmentLab, type ShownError, type ShownFact } from './development-lab.js';

interface CutOverAnswer {
  cutOver: { id: string; version: number; status: string } | null;
  userErrors: ShownError[];
}

const SHEET = `query ($id: ID!) { developmentCase(id: $id, purpose: HANDLING) {
  case { stage cutOverOn } breaches { factId ruleId isAccepted decidedOn reason { zh en } }
  nextSteps { kind state reasons { ruleId outcome reason { zh en } } } } }`;

interface Sheet {
  developmentCase: {
    case: { stage: string; cutOverOn: string | null };
    breaches: { factId: string; ruleId: string; isAccepted: boolean; decidedOn: string | null; reason: { zh: string; en: string } }[];
    nextSteps: { kind: string; state: string; reasons: { ruleId: string; outcome: string; reason: { zh: string; en: string } | null }[] }[];
  };
}

describe('the cut-over day', () => {
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

  const send = async (token: string, verb: string, type: string, input: object): Promise<CutOverAnswer> => {
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { cutOver { id version status } userErrors { __typename code message cure rule } } }`;
    return (await lab.app.ask<Record<string, CutOverAnswer>>(token, query, { input }))[verb]!;
  };
  const record = (cutOverOn: string, token = lab.tokens.recorder) =>
    send(token, 'recordCutOver', 'RecordCutOverInput', {
      organizationId: lab.branchId,
      cutOverOn,
      documentNumber: '园党〔2026〕2号',
      idempotencyKey: newId(),
    });
  const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);

  it('is recorded once, not for tomorrow, and by two persons; two at once make one (INV-13a, INV-21)', async () => {
    expect(codesOf(await record('2026-09-02'))).toEqual(['CUT_OVER_IN_FUTURE']);
    const answers = await Promise.all([record('2025-12-01'), record('2025-11-01', lab.tokens.secondRecorder)]);
    expect(answers.flatMap(codesOf)).toEqual(['CUT_OVER_RECORDED']);
    const { id, version } = answers.find(({ cutOver }) => cutOver !== null)!.cutOver!;
    const rejected = await send(lab.tokens.confirmer, 'rejectCutOver', 'RejectCutOverInput', {
      cutOverId: id,
      expectedVersion: version,
      reason: '日期有误',
    });
    expect(rejected.cutOver?.status).toBe('REJECTED');
    const both = await lab.app.signInAs([
      { role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: lab.branchId },
      { role: 'PARTY_CONFIRMER', scopeKind: 'ORGANIZATION', scopeId: lab.branchId },
    ]);
    const again = (await record('2025-12-01', both)).cutOver!;
    const target = { cutOverId: again.id, expectedVersion: again.version };
    const confirm = (token: string) => send(token, 'confirmCutOver', 'CutOverTargetInput', target);
    expect(codesOf(await confirm(both))).toEqual(['SAME_PERSON_TWICE']);
    await expect(confirm(lab.tokens.otherConfirmer)).rejects.toThrow('NOT_FOUND');
    expect((await confirm(lab.tokens.confirmer)).cutOver?.status).toBe('CONFIRMED');
    expect(codesOf(await confirm(lab.tokens.secondConfirmer))).toEqual(['CUT_OVER_DECIDED']);
    expect(codesOf(await record('2025-12-01'))).toEqual(['CUT_OVER_RECORDED']);
  });

  it('lets what happened before it be entered as it was: a broken rule is a historic breach that stops the next step until it is decided (INV-13a)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'APPLICATION_RECEIVED');
    const determined = { activistDetermined: { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' } };
    const { fact } = await lab.settle(caseId, '2024-03-01', determined, { documentNumber: '支〔2024〕1号' });
    const before = (await lab.app.ask<Sheet>(lab.tokens.reader, SHEET, { id: caseId })).developmentCase;
    expect(before.case).toEqual({ stage: 'ACTIVIST', cutOverOn: '2025-12-01' });
    expect(before.breaches.map(({ factId, ruleId, isAccepted }) => [factId, ruleId, isAccepted])).toEqual([[fact.id, 'R02', false]]);
    expect(before.breaches[0]!.reason.zh).not.toBe('');
    const contacts = { contactsAppointed: { contactIds: [lab.members[0], lab.members[1]] } };
    const stopped = await lab.record(caseId, '2026-01-04', contacts, { documentNumber: '支〔2026〕2号' });
    expect(stopped.userErrors.map(({ ruleId }) => ruleId)).toContain('INV-13a');
    expect(before.nextSteps.map(({ kind }) => kind)).toContain('BREACH_DECIDED');
    const decided = {
      breachDecided: { ruleId: 'R02', factId: fact.id, isAccepted: true, upperOrganizationId: lab.committeeId },
    };
    await lab.settle(caseId, '2026-01-05', decided, { documentNumber: '园党〔2026〕1号' });
    const after = (await lab.app.ask<Sheet>(lab.tokens.reader, SHEET, { id: caseId })).developmentCase;
    expect(after.breaches[0]).toMatchObject({ isAccepted: true, decidedOn: '2026-01-05' });
    expect((await lab.settle(caseId, '2026-01-06', contacts, { documentNumber: '支〔2026〕2号' })).case.stage).toBe('ACTIVIST');
  }, 60_000);

  it('keeps its breaches as they were stored: the register of today neither adds one nor takes one away (INV-13a, INV-18)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'ACTIVIST_FILED');
    const contacts = (contactIds: string[]) => ({ contactsAppointed: { contactIds } });
    const [good, late] = [
      await lab.givenMember(lab.branchId, lab.tokens.recorder),
      await lab.givenMember(lab.branchId, lab.tokens.recorder, '2026-01-01'),
    ];
    const { fact } = await lab.settle(caseId, '2024-03-06', contacts([good]), { documentNumber: '支〔2024〕2号' });
    const broken = await lab.settle(caseId, '2024-03-08', contacts([late]), { documentNumber: '支〔2024〕3号' });
    const breachesOf = async () =>
      (await lab.app.ask<Sheet>(lab.tokens.reader, SHEET, { id: caseId })).developmentCase.breaches.map(({ factId, ruleId }) => [
        factId,
        ruleId,
      ]);
    expect(await breachesOf()).toEqual([[broken.fact.id, 'R06']]);
    /* Later the register is corrected: the good one was no member then, the late one was. */
    await lab.app.dataSource.query("UPDATE membership SET startsOn = '2026-02-01' WHERE personId = ?", [good]);
    await lab.app.dataSource.query("UPDATE membership SET startsOn = '2010-02-01' WHERE personId = ?", [late]);
    expect(await breachesOf()).toEqual([[broken.fact.id, 'R06']]);
    const decide = (factId: string) => ({
      breachDecided: { ruleId: 'R06', factId, isAccepted: true, upperOrganizationId: lab.committeeId },
    });
    const invented = await lab.record(caseId, '2026-01-05', decide(fact.id), { documentNumber: '园党〔2026〕2号' });
    expect(invented.userErrors.map(({ ruleId }) => ruleId)).toEqual(['INV-13a']);
    await lab.settle(caseId, '2026-01-05', decide(broken.fact.id), { documentNumber: '园党〔2026〕2号' });
    await lab.settle(caseId, '2026-01-06', contacts([lab.members[0]!]), { documentNumber: '支〔2026〕4号' });
  }, 60_000);

  it('brings the breach that a voided entry kept away, and keeps the first judgement beside it (INV-13a, INV-18)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CONTACTS_APPOINTED');
    const inspected = await lab.settle(caseId, '2024-08-30', { cultivationInspected: { outcome: 'QUALIFIED' } });
    const history = `query ($caseId: ID!) { developmentCaseHistory(caseId: $caseId, purpose: HANDLING, first: 20) {
      nodes { id kind status version checks { ruleId outcome moment } } } }`;
    type Checked = ShownFact & { checks: { ruleId: string; outcome: string; moment: string }[] };
    const facts = async () =>
      (await lab.app.ask<{ developmentCaseHistory: { nodes: Checked[] } }>(lab.tokens.reader, history, { caseId })).developmentCaseHistory
        .nodes;
    const contacts = (await facts()).find(({ kind }) => kind === 'CONTACTS_APPOINTED')!;
    const asked = { factId: contacts.id, expectedVersion: contacts.version, reason: '误记' };
    const { fact } = await lab.run<{ fact: ShownFact }>(lab.tokens.recorder, 'voidDevelopmentFact', 'DevelopmentFactReasonInput', asked);
    const target = { factId: fact.id, expectedVersion: fact.version };
    await lab.run(lab.tokens.confirmer, 'confirmDevelopmentFactVoid', 'DevelopmentFactTargetInput', target);
    const { breaches } = (await lab.app.ask<Sheet>(lab.tokens.reader, SHEET, { id: caseId })).developmentCase;
    expect(breaches.map(({ factId, ruleId }) => [factId, ruleId])).toEqual([[inspected.fact.id, 'R06']]);
    const said = (await facts()).find(({ id }) => id === inspected.fact.id)!.checks.filter(({ ruleId }) => ruleId === 'R06');
    expect(said.filter(({ moment, outcome }) => moment === 'CONFIRMED' && outcome === 'HISTORIC_BREACH')).toEqual([]);
    expect(said.filter(({ moment }) => moment === 'REJUDGED').map(({ outcome }) => outcome)).toEqual(['HISTORIC_BREACH']);
  }, 60_000);

  it('leaves the rules absolute from that day on (INV-13a)', async () => {
    const caseId = await lab.open();
    await lab.settle(caseId, '2025-12-01', { applicationReceived: { addressedTo: 'EMPLOYER' } });
    const determined = { activistDetermined: { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' } };
    const refused = await lab.record(caseId, '2025-12-10', determined, { documentNumber: '支〔2025〕9号' });
    expect(refused.userErrors.map(({ code, ruleId }) => `${code} ${ruleId}`)).toEqual(['RULE_BLOCKS_STEP R02']);
  });

  it('does not apply to cases of another branch, nor to those opened before it', async () => {
    const there = await lab.open({ organizationId: lab.otherBranchId, token: lab.tokens.otherRecorder });
    const [row] = await lab.app.dataSource.query<{ cutOverOn: string | null }[]>('SELECT cutOverOn FROM development_case WHERE id = ?', [
      there,
    ]);
    expect(row!.cutOverOn).toBeNull();
  });

  it('of a branch is never later than that of an organization above it, however the two were recorded (INV-13a, INV-21)', async () => {
    const at = (organizationId: string, cutOverOn: string, token: string) =>
      send(token, 'recordCutOver', 'RecordCutOverInput', { organizationId, cutOverOn, documentNumber: '号', idempotencyKey: newId() });
    const confirm = (answer: CutOverAnswer, token: string) =>
      send(token, 'confirmCutOver', 'CutOverTargetInput', { cutOverId: answer.cutOver!.id, expectedVersion: answer.cutOver!.version });
    const over = (role: string, organizationId: string) => lab.app.signInAs([{ role, scopeKind: 'ORGANIZATION', scopeId: organizationId }]);
    const [recorder, confirmer] = [await over('PARTY_RECORDER', lab.committeeId), await over('PARTY_CONFIRMER', lab.committeeId)];
    const waiting = await at(lab.otherBranchId, '2026-07-20', lab.tokens.otherRecorder);
    expect((await confirm(await at(lab.committeeId, '2025-01-01', recorder), confirmer)).cutOver?.status).toBe('CONFIRMED');
    expect(codesOf(await confirm(waiting, lab.tokens.otherConfirmer))).toEqual(['CUT_OVER_AFTER_UPPER']);
    const target = { cutOverId: waiting.cutOver!.id, expectedVersion: waiting.cutOver!.version, reason: '晚于上级' };
    expect((await send(lab.tokens.otherConfirmer, 'rejectCutOver', 'RejectCutOverInput', target)).cutOver?.status).toBe('REJECTED');
    expect(codesOf(await at(lab.otherBranchId, '2025-01-02', lab.tokens.otherRecorder))).toEqual(['CUT_OVER_AFTER_UPPER']);
    const earlier = await at(lab.otherBranchId, '2024-12-31', lab.tokens.otherRecorder);
    expect((await confirm(earlier, lab.tokens.otherConfirmer)).cutOver?.status).toBe('CONFIRMED');
    const caseId = await lab.open({ organizationId: lab.otherBranchId, token: lab.tokens.otherRecorder });
    const [row] = await lab.app.dataSource.query<{ cutOverOn: string }[]>('SELECT cutOverOn FROM development_case WHERE id = ?', [caseId]);
    expect(String(row!.cutOverOn)).toContain('2024-12-31');
  });
});
