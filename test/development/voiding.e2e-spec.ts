import { DevelopmentLab, type FactAnswer, type ShownFact } from './development-lab.js';

const HISTORY = `query ($caseId: ID!) { developmentCaseHistory(caseId: $caseId, purpose: HANDLING, first: 8) {
  nodes { id kind status version sequence recordedBy { displayName } decidedBy { displayName } voidReason details { name value } persons { fullName }
    checks { ruleId ruleSetId outcome moment article { zh } reason { zh en } figures { name value } } } } }`;

interface History {
  developmentCaseHistory: { nodes: (ShownFact & Record<string, unknown> & { checks: { ruleSetId: string; moment: string }[] })[] };
}

describe('a wrong entry', () => {
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

  const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
  const factsOf = async (caseId: string) =>
    (await lab.app.ask<History>(lab.tokens.reader, HISTORY, { caseId })).developmentCaseHistory.nodes;
  const last = async (caseId: string) => {
    const plain =
      'query ($caseId: ID!) { developmentCaseHistory(caseId: $caseId, purpose: HANDLING, first: 100) { nodes { id kind status version } } }';
    return (await lab.app.ask<History>(lab.tokens.reader, plain, { caseId })).developmentCaseHistory.nodes.at(-1)!;
  };
  const ask = (fact: ShownFact, token = lab.tokens.recorder) =>
    lab.run<FactAnswer>(token, 'voidDevelopmentFact', 'DevelopmentFactReasonInput', {
      factId: fact.id,
      expectedVersion: fact.version,
      reason: '日期录错',
    });
  const decide = (verb: string, fact: ShownFact, token = lab.tokens.confirmer) =>
    lab.run<FactAnswer>(token, verb, 'DevelopmentFactTargetInput', { factId: fact.id, expectedVersion: fact.version });

  it('is voided by two persons, and the case is as if it had not been (INV-21)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'APPLICANT_TALKED');
    const talk = await last(caseId);
    expect(codesOf(await decide('confirmDevelopmentFactVoid', talk))).toEqual(['VOID_NOT_ASKED']);
    const both = await lab.app.signInAs([
      { role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: lab.branchId },
      { role: 'PARTY_CONFIRMER', scopeKind: 'ORGANIZATION', scopeId: lab.branchId },
    ]);
    const asked = await ask(talk, both);
    expect(asked.case?.stage).toBe('TALKED');
    expect(codesOf(await ask(asked.fact!))).toEqual(['VOID_ALREADY_ASKED']);
    expect(codesOf(await decide('confirmDevelopmentFactVoid', asked.fact!, both))).toEqual(['SAME_PERSON_TWICE']);
    const voided = await decide('confirmDevelopmentFactVoid', asked.fact!);
    expect([voided.fact?.status, voided.case?.stage]).toEqual(['VOIDED', 'APPLIED']);
    expect((await lab.walk(caseId, 'ACTIVIST_DETERMINED', 'APPLICATION_RECEIVED')).stage).toBe('ACTIVIST');
  }, 60_000);

  it('stays when the voiding is refused, and can be asked for again', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'APPLICATION_RECEIVED');
    const asked = await ask(await last(caseId));
    const kept = await decide('rejectDevelopmentFactVoid', asked.fact!);
    expect([kept.fact?.status, kept.case?.stage]).toEqual(['CONFIRMED', 'APPLIED']);
    expect(codesOf(await ask(kept.fact!))).toEqual([]);
  }, 60_000);

  it('is not voided while later facts rest on it: every reason of every later fact is named (R02, R04)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'CONTACTS_APPOINTED');
    const facts = await factsOf(caseId);
    const talk = facts.find(({ kind }) => kind === 'APPLICANT_TALKED')!;
    const byTalk = await ask(talk);
    const determined = facts.find(({ kind }) => kind === 'ACTIVIST_DETERMINED')!;
    expect(codesOf(byTalk)).toEqual(['LATER_FACT_ILLEGAL']);
    expect(byTalk.userErrors[0]).toMatchObject({ __typename: 'RuleBlocksStep', ruleId: 'R02', factId: determined.id });
    const byDetermination = await ask(determined);
    expect(new Set(byDetermination.userErrors.map(({ factId }) => factId)).size).toBe(2);
    expect((await last(caseId)).status).toBe('CONFIRMED');
  }, 60_000);

  it('takes the memberships back with it, and they come again with the right entry (INV-05, R24)', async () => {
    const caseId = await lab.open();
    const personId = await lab.personOf(caseId);
    await lab.walk(caseId, 'ADMISSION_DECIDED');
    const asked = await ask(await last(caseId));
    await decide('confirmDevelopmentFactVoid', asked.fact!);
    expect(await lab.memberships(personId)).toEqual([]);
    await lab.walk(caseId, 'ADMISSION_DECIDED', 'ADMISSION_TALKED');
    expect(await lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 …']);
  }, 60_000);

  it('that closed a case opens it again, unless the person has another open case by then (INV-13)', async () => {
    const caseId = await lab.open();
    const personId = await lab.personOf(caseId);
    await lab.walk(caseId, 'APPLICANT_TALKED');
    const { fact } = await lab.settle(caseId, '2024-02-01', { withdrawn: { reason: '误录' } });
    const asked = await ask(fact);
    const next = await lab.open({ personId });
    expect(codesOf(await decide('confirmDevelopmentFactVoid', asked.fact!))).toEqual(['CASE_ALREADY_OPEN']);
    await lab.settle(next, '2024-02-02', { caseEnded: { reason: '重复建立' } }, { documentNumber: '支〔2024〕9号' });
    expect((await decide('confirmDevelopmentFactVoid', asked.fact!)).case?.stage).toBe('TALKED');
  }, 60_000);

  it('that only waits is taken back, not voided', async () => {
    const caseId = await lab.open();
    const { fact } = await lab.record(caseId, '2024-01-10', { applicationReceived: { addressedTo: 'EMPLOYER' } });
    expect(codesOf(await ask(fact!))).toEqual(['FACT_NOT_CONFIRMED']);
  });

  it('stays in the history with who recorded, confirmed and voided it, and every check as it was made (INV-18)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'APPLICANT_TALKED');
    const asked = await ask(await last(caseId));
    await decide('confirmDevelopmentFactVoid', asked.fact!);
    const facts = await factsOf(caseId);
    expect(facts.map(({ kind, status, sequence }) => `${String(sequence)} ${kind} ${status}`)).toEqual([
      '1 APPLICATION_RECEIVED CONFIRMED',
      '2 APPLICANT_TALKED VOIDED',
    ]);
    expect(facts[0]).toMatchObject({
      recordedBy: { displayName: '记录人甲' },
      decidedBy: { displayName: '确认人甲' },
      details: [{ name: 'addressedTo', value: 'EMPLOYER' }],
    });
    expect(facts[1]).toMatchObject({ voidReason: '日期录错', persons: [{ fullName: expect.stringMatching(/^张/) as unknown }] });
    const { checks } = facts[0]!;
    expect(new Set(checks.map(({ moment }) => moment))).toEqual(new Set(['RECORDED', 'CONFIRMED']));
    expect(checks.every(({ ruleSetId }) => ruleSetId === 'CPC-DEV-2014')).toBe(true);
  }, 60_000);
});
