import { CaseChangeListeners } from '../../src/development/cases/case-changes.js';
import { Streamer } from '../../src/streamers/streamer.entity.js';
import { newId } from '../../src/platform/database/ids.js';
import { givenPark } from '../support/parks.js';
import { DevelopmentLab, factVerb, type FactAnswer } from './development-lab.js';

const APPLICATION = { applicationReceived: { addressedTo: 'EMPLOYER' } };

describe('two persons', () => {
  let lab: DevelopmentLab;
  let isListenerBroken = false;
  beforeAll(async () => {
    lab = await DevelopmentLab.start();
    lab.app.api.get(CaseChangeListeners, { strict: false }).register(() => {
      if (isListenerBroken) throw new Error('killed here');
      return Promise.resolve();
    });
  }, 60_000);
  afterAll(() => lab.close());
  afterEach(async () => {
    const { stored, derived, contradictions } = await lab.projections();
    expect(stored).toEqual(derived);
    expect(contradictions).toEqual([]);
  });

  const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
  const count = async (table: string, caseId: string) => {
    const column = table === 'development_case' ? 'id' : 'caseId';
    const [row] = await lab.app.dataSource.query<{ total: number }[]>(`SELECT COUNT(*) AS total FROM ${table} WHERE ${column} = ?`, [
      caseId,
    ]);
    return Number(row!.total);
  };
  const auditOf = async (caseId: string) =>
    lab.app.dataSource.query<{ action: string; changes: string }[]>(
      `SELECT action, changes FROM audit_entry WHERE recordKind = 'DevelopmentCase' AND recordId = ? ORDER BY id`,
      [caseId],
    );
  /** An account with both roles that is a streamer's own as well. */
  async function accountOf(personId: string, roles: string[]): Promise<string> {
    const { parkId } = await givenPark(lab.app, `园区${newId().slice(-5)}`);
    const streamerId = newId();
    await lab.app.transactions.run((tx) =>
      tx.insert(Streamer, [
        { id: streamerId, parkId, personId, stageName: newId(), kind: 'ORDINARY', status: 'INVITED', enrolledAt: tx.at, version: 1 },
      ]),
    );
    return lab.app.signInAs([
      ...roles.map((role) => ({ role, scopeKind: 'ORGANIZATION', scopeId: lab.branchId })),
      { role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId },
    ]);
  }

  it('record and confirm: what one account recorded it does not confirm, nor does the same person by another account (INV-21)', async () => {
    const both = await lab.app.signInAs([
      { role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: lab.branchId },
      { role: 'PARTY_CONFIRMER', scopeKind: 'ORGANIZATION', scopeId: lab.branchId },
    ]);
    const caseId = await lab.open();
    const { fact } = await lab.record(caseId, '2024-01-10', APPLICATION, { token: both });
    expect(codesOf(await lab.confirm(fact!, { token: both }))).toEqual(['SAME_PERSON_TWICE']);
    const [one, two] = [await accountOf(lab.members[0]!, ['PARTY_RECORDER']), await accountOf(lab.members[0]!, ['PARTY_CONFIRMER'])];
    const other = await lab.open();
    const recorded = await lab.record(other, '2024-01-10', APPLICATION, { token: one });
    expect(codesOf(await lab.confirm(recorded.fact!, { token: two }))).toEqual(['SAME_PERSON_TWICE']);
    expect((await lab.confirm(recorded.fact!)).case?.stage).toBe('APPLIED');
  });

  it('are never the subject of the case (INV-21)', async () => {
    const caseId = await lab.open();
    const own = await accountOf(await lab.personOf(caseId), ['PARTY_RECORDER', 'PARTY_CONFIRMER']);
    expect(codesOf(await lab.record(caseId, '2024-01-10', APPLICATION, { token: own }))).toEqual(['OWN_CASE']);
    const { fact } = await lab.record(caseId, '2024-01-10', APPLICATION);
    expect(codesOf(await lab.confirm(fact!, { token: own }))).toEqual(['OWN_CASE']);
  });

  it('are never the subject, who neither attaches nor corrects nor withdraws a paper of the own case (INV-21, R34)', async () => {
    const caseId = await lab.open();
    const own = await accountOf(await lab.personOf(caseId), ['PARTY_RECORDER']);
    const paper = { paperKind: 'OTHER', title: '材料', reference: '档1', pagesCount: 1, heldBy: '党支部' };
    const attach = (token: string) =>
      lab.run(token, 'attachDevelopmentDocument', 'AttachDevelopmentDocumentInput', { caseId, ...paper, idempotencyKey: newId() });
    expect(codesOf(await attach(own))).toEqual(['OWN_CASE']);
    expect(codesOf(await attach(lab.tokens.recorder))).toEqual([]);
    const [held] = await lab.app.dataSource.query<{ id: string; version: number }[]>(
      'SELECT id, version FROM development_document WHERE caseId = ?',
      [caseId],
    );
    const target = { documentId: held!.id, expectedVersion: held!.version, reason: '另有说明' };
    const corrected = await lab.run(own, 'correctDevelopmentDocument', 'CorrectDevelopmentDocumentInput', { ...target, ...paper });
    const withdrawn = await lab.run(own, 'withdrawDevelopmentDocument', 'WithdrawDevelopmentDocumentInput', target);
    expect([corrected, withdrawn].map(codesOf)).toEqual([['OWN_CASE'], ['OWN_CASE']]);
  });

  it('confirm at once: one wins, the other is told that it is decided; the fact counts once (INV-21)', async () => {
    const caseId = await lab.open();
    const { fact } = await lab.record(caseId, '2024-01-10', APPLICATION);
    const answers = await Promise.all([
      lab.confirm(fact!),
      lab.confirm(fact!, { token: lab.tokens.secondConfirmer }),
      lab.confirm(fact!, { token: lab.tokens.confirmer }),
    ]);
    expect(answers.filter((answer) => answer.fact !== null)).toHaveLength(1);
    expect(answers.flatMap(codesOf)).toEqual(['FACT_ALREADY_DECIDED', 'FACT_ALREADY_DECIDED']);
    expect((await auditOf(caseId)).filter(({ action }) => action === 'confirmDevelopmentFact')).toHaveLength(1);
  });

  it('record one by one: of two at once one waits and the other is refused', async () => {
    const caseId = await lab.open();
    const answers = await Promise.all([
      lab.record(caseId, '2024-01-10', APPLICATION),
      lab.record(caseId, '2024-01-11', APPLICATION, { token: lab.tokens.secondRecorder }),
    ]);
    expect(answers.filter((answer) => answer.fact !== null)).toHaveLength(1);
    expect(answers.flatMap(codesOf)).toEqual(['FACT_WAITS']);
  });

  it('leave nothing half done when the process dies before the commit (INV-18, INV-21)', async () => {
    const caseId = await lab.open();
    const { fact } = await lab.record(caseId, '2024-01-10', APPLICATION);
    const before = [await count('development_check', caseId), (await auditOf(caseId)).length];
    isListenerBroken = true;
    const input = { factId: fact!.id, expectedVersion: fact!.version };
    const document = factVerb('confirmDevelopmentFact', 'ConfirmDevelopmentFactInput');
    const answer = await lab.app.send(lab.tokens.confirmer, document, { input });
    isListenerBroken = false;
    expect(answer.errors?.[0]?.extensions.code).toBe('INTERNAL');
    expect([await count('development_check', caseId), (await auditOf(caseId)).length]).toEqual(before);
    expect((await lab.confirm(fact!)).case?.stage).toBe('APPLIED');
  });

  it('are told all reasons at once when the rules forbid a step, and nothing is stored (R04, R36)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'APPLICATION_RECEIVED');
    const facts = await count('development_fact', caseId);
    const determined = { activistDetermined: { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' } };
    const { fact, userErrors } = await lab.record(caseId, '2024-01-05', determined);
    expect(fact).toBeNull();
    expect(userErrors.every(({ __typename }) => __typename === 'RuleBlocksStep')).toBe(true);
    expect(userErrors.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['R02', 'R35', 'R36']));
    expect(userErrors.every(({ cure, message }) => cure !== null && message.length > 10)).toBe(true);
    expect(await count('development_fact', caseId)).toBe(facts);
  });

  it('pass a warning only together: with a reason, and with the same rule named by the confirmer (INV-19)', async () => {
    const caseId = await lab.open();
    await lab.walk(caseId, 'APPLICATION_RECEIVED');
    const talk = { applicantTalked: { talkerIds: [lab.members[0]] } };
    const late = await lab.record(caseId, '2024-03-20', talk);
    expect(late.userErrors.map(({ code, ruleId }) => `${code} ${ruleId}`)).toEqual(['RULE_NEEDS_REASON R02']);
    const vain = await lab.record(caseId, '2024-01-20', talk, { overrides: [{ ruleId: 'R02', reason: '不需要' }] });
    expect(codesOf(vain)).toEqual(['OVERRIDE_WITHOUT_WARNING']);
    const { fact } = await lab.record(caseId, '2024-03-20', talk, { overrides: [{ ruleId: 'R02', reason: '疫情防控期间推迟' }] });
    expect(codesOf(await lab.confirm(fact!))).toEqual(['OVERRIDE_NOT_ACCEPTED']);
    expect(codesOf(await lab.confirm(fact!, { acceptedRuleIds: ['R02', 'R03'] }))).toEqual(['OVERRIDE_NOT_ACCEPTED']);
    expect((await lab.confirm(fact!, { acceptedRuleIds: ['R02'] })).case?.stage).toBe('TALKED');
    const checks = await lab.app.dataSource.query<{ moment: string; outcome: string; ruleSetId: string }[]>(
      `SELECT moment, outcome, ruleSetId FROM development_check WHERE factId = ? AND ruleId = 'R02' AND outcome = 'OVERRIDDEN' ORDER BY checkedAt`,
      [fact!.id],
    );
    expect(checks.map(({ moment, ruleSetId }) => `${moment} ${ruleSetId}`)).toEqual(['RECORDED CPC-DEV-2014', 'CONFIRMED CPC-DEV-2014']);
  });

  it('cannot pass a rule that blocks, whatever the reason (INV-19)', async () => {
    const person = { fullName: '未成年', idCardNumber: '' };
    const { idCardNumber } = await import('../support/people.js');
    person.idCardNumber = idCardNumber(7, '2008-08-01');
    const caseId = await lab.open({ person });
    const overrides = [{ ruleId: 'R01', reason: '表现突出' }];
    const { userErrors } = await lab.record(caseId, '2024-01-10', APPLICATION, { overrides });
    expect(userErrors.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['R01', 'INV-19']));
  });

  it('reject, take back, and then record anew; what was decided is decided', async () => {
    const caseId = await lab.open();
    const { fact } = await lab.record(caseId, '2024-01-10', APPLICATION);
    const target = { factId: fact!.id, expectedVersion: fact!.version, reason: '日期有误' };
    const reject = (token: string) => lab.run<FactAnswer>(token, 'rejectDevelopmentFact', 'DevelopmentFactReasonInput', target);
    expect((await reject(lab.tokens.confirmer)).fact?.status).toBe('REJECTED');
    expect(codesOf(await reject(lab.tokens.secondConfirmer))).toEqual(['FACT_ALREADY_DECIDED']);
    expect(codesOf(await lab.confirm(fact!))).toEqual(['FACT_ALREADY_DECIDED']);
    const again = await lab.record(caseId, '2024-01-11', APPLICATION);
    const back = { factId: again.fact!.id, expectedVersion: 1, reason: '重复' };
    const taken = await lab.run<FactAnswer>(lab.tokens.recorder, 'withdrawPendingFact', 'DevelopmentFactReasonInput', back);
    expect(taken.fact?.status).toBe('TAKEN_BACK');
    expect((await lab.settle(caseId, '2024-01-12', APPLICATION)).case.stage).toBe('APPLIED');
  });

  it('record a request once, however often it is sent, and name exactly one fact', async () => {
    const caseId = await lab.open();
    const input = { caseId, occurredOn: '2024-01-10', fact: APPLICATION, idempotencyKey: 'the-same-request' };
    const send = () => lab.run<FactAnswer>(lab.tokens.recorder, 'recordDevelopmentFact', 'RecordDevelopmentFactInput', input);
    const [one, two] = [await send(), await send()];
    expect(one.fact?.id).toBe(two.fact?.id);
    for (const fact of [{}, { oathTaken: false }, { oathTaken: true, resumed: true }]) {
      expect(codesOf(await lab.record(caseId, '2024-01-10', fact))).toEqual(['FACT_NOT_NAMED_ONCE']);
    }
  });

  it('leave in the audit trail who did what, and no stage in clear (PR-7)', async () => {
    const caseId = await lab.open();
    await lab.settle(caseId, '2024-01-10', APPLICATION);
    const entries = await auditOf(caseId);
    expect(entries.map(({ action }) => action)).toEqual(['openDevelopmentCase', 'recordDevelopmentFact', 'confirmDevelopmentFact']);
    expect(JSON.stringify(entries)).not.toContain('APPLI');
    expect(JSON.stringify(entries)).not.toContain('2024-01-10');
  });
});
