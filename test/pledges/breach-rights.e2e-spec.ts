import { newId } from '../../src/platform/database/ids.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { APPLY_PLEDGE_DATES } from '../../src/pledges/pledge-dates.jobs.js';
import { PledgeLab, type PledgeFacts, type TemplateFacts } from './pledge-lab.js';

interface CaseFacts {
  id: string;
  version: number;
  status: string;
  hearingUntil?: string | null;
}

describe('a party against which a breach is alleged', () => {
  let lab: PledgeLab;
  let text: TemplateFacts;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    text = await lab.published('SEVEN_DONTS');
  });
  beforeEach(() => lab.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  const step = (name: string, breach: CaseFacts, more: object, token = lab.secretary) =>
    lab.done<CaseFacts>(name, { breachCaseId: breach.id, expectedVersion: breach.version, ...more }, token);
  const refused = (name: string, breach: CaseFacts, more: object, token = lab.secretary) =>
    lab.refused(name, { breachCaseId: breach.id, expectedVersion: breach.version, ...more }, token);
  const allegation = { source: 'COMPLAINT', text: '线索', receivedOn: '2026-11-27' };

  async function noticed(host: string): Promise<{ pledge: PledgeFacts; breach: CaseFacts }> {
    const pledge = await lab.signed(text.id, host);
    const opening = { parkId: lab.parkId, pledgeId: pledge.id, clauseNumbers: [2], ...allegation, idempotencyKey: newId() };
    const opened = await lab.done<CaseFacts>('openBreachCase', opening);
    return { pledge, breach: await step('giveBreachNotice', opened, { noticeOn: '2026-11-27', reference: '告知书 1 号' }) };
  }

  async function decision(breach: CaseFacts, kind: string, reason = '经核查属实'): Promise<object> {
    const rows = await lab.app.dataSource.query<{ id: string }[]>('SELECT id FROM breach_allegation WHERE caseId = ?', [breach.id]);
    const outcomes = rows.map(({ id }) => ({ allegationId: id, outcome: 'FOUNDED' }));
    return { decision: kind, reference: '滴电园诚〔2026〕3 号', reason, findingsReference: '核查笔录 2026-07', outcomes };
  }

  async function revoked(host: string, reason?: string): Promise<{ pledge: PledgeFacts; breach: CaseFacts }> {
    await lab.moveTo('2026-11-27T12:00:00+08:00');
    const { pledge, breach } = await noticed(host);
    await lab.moveTo('2026-12-05T12:00:00+08:00');
    return { pledge, breach: await step('decideBreachCase', breach, await decision(breach, 'REVOKED', reason)) };
  }

  async function mine(name: string, inputType: string, breach: CaseFacts, token: string, more: object) {
    const query = `mutation ($input: ${inputType}!) { ${name}(input: $input) { breachCase { id version status } userErrors { code } } }`;
    const input = { breachCaseId: breach.id, expectedVersion: breach.version, ...more };
    const answer = await lab.app.send<Record<string, { breachCase: CaseFacts | null; userErrors: { code: string }[] }>>(token, query, {
      input,
    });
    if (answer.errors) throw new Error(answer.errors.map(({ extensions, message }) => `${extensions.code} ${message}`).join());
    return answer.data[name]!;
  }

  async function applyDates(): Promise<void> {
    const target = { scopeId: lab.parkId, key: newId(), payload: {} };
    const outbox = lab.app.api.get(JobOutbox, { strict: false });
    await lab.app.transactions.run((tx) => outbox.enqueue(tx, APPLY_PLEDGE_DATES, target));
    await lab.app.drainJobs();
  }

  async function statementOf(breach: CaseFacts): Promise<string | null> {
    const reveal = 'mutation ($input: RevealBreachTextsInput!) { revealBreachTexts(input: $input) { statement } }';
    const input = { breachCaseId: breach.id, reason: '准备听证' };
    return (await lab.app.ask<{ revealBreachTexts: { statement: string | null } }>(lab.secretary, reveal, { input })).revealBreachTexts
      .statement;
  }

  it('is told of an allegation that comes after the notice, and has its five working days again before it is decided (INV-42)', async () => {
    const host = await lab.broadcasts.streamer('补充主播');
    const { breach } = await noticed(host);
    const heard = await step('recordBreachHearing', breach, { heardOn: '2026-11-27', statement: '我有进货单' });
    await lab.moveTo('2026-12-07T12:00:00+08:00');
    const added = await step('addBreachAllegation', heard, { ...allegation, text: '新的线索', receivedOn: '2026-12-07' });
    expect(added.status).toBe('ALLEGED');
    expect(await refused('decideBreachCase', added, await decision(added, 'REVOKED'))).toEqual(['BREACH_WITHOUT_NOTICE']);
    const again = { noticeOn: '2026-12-06', reference: '告知书 2 号' };
    expect(await refused('giveBreachNotice', added, again)).toEqual(['BREACH_DAY_INVALID']);
    const token = await lab.asHost(host);
    const own = await lab.app.ask<{ myBreachCases: { nodes: object[] } }>(token, '{ myBreachCases(first: 10) { nodes { id status } } }');
    expect(own.myBreachCases.nodes).toEqual([{ id: breach.id, status: 'ALLEGED' }]);
    const renewed = await step('giveBreachNotice', added, { ...again, noticeOn: '2026-12-07' });
    expect(renewed).toMatchObject({ status: 'NOTIFIED', hearingUntil: '2026-12-14' });
    expect(await refused('decideBreachCase', renewed, await decision(renewed, 'REVOKED'))).toEqual(['HEARING_NOT_OVER']);
    expect(await statementOf(breach)).toContain('我有进货单');
    await lab.moveTo('2026-12-15T12:00:00+08:00');
    expect((await step('decideBreachCase', renewed, await decision(renewed, 'REVOKED'))).status).toBe('REVOKED');
  });

  it('may speak until the decision, whatever an officer entered before, and nothing that was said is lost (INV-42)', async () => {
    const host = await lab.broadcasts.streamer('再陈述主播');
    const { breach } = await noticed(host);
    const entered = await step('recordBreachHearing', breach, { heardOn: '2026-11-27', statement: '没有意见' });
    await lab.moveTo('2026-12-01T12:00:00+08:00');
    const give = (version: number, statement: string) =>
      lab.asHost(host).then((token) => mine('giveMyStatement', 'GiveMyStatementInput', { ...entered, version }, token, { statement }));
    expect(await give(entered.version, '货源有票据')).toMatchObject({ breachCase: { status: 'HEARD' }, userErrors: [] });
    await step('recordBreachHearing', { ...entered, version: entered.version + 1 }, { heardOn: '2026-11-30' });
    const statement = await statementOf(breach);
    expect(statement).toContain('没有意见');
    expect(statement).toContain('货源有票据');
    const [row] = await lab.app.dataSource.query<{ statementSealed: string; heardOn: unknown }[]>(
      'SELECT statementSealed, heardOn FROM breach_case WHERE id = ?',
      [breach.id],
    );
    expect(row!.heardOn).toBe('2026-12-01');
    expect(row!.statementSealed).not.toContain('票据');
    let version = entered.version + 2;
    for (let count = 0; count < 4; count += 1) version = (await give(version, '长'.repeat(3_000))).breachCase!.version;
    expect((await give(version, '长'.repeat(3_000))).userErrors.map(({ code }) => code)).toEqual(['STATEMENTS_TOO_LONG']);
    expect((await give(version, '短')).userErrors).toEqual([]);
  });

  it('is not the loser of the midnight job: an appeal made in time counts when it comes on record later, and once only (INV-42)', async () => {
    const [kept, late] = [
      await revoked(await lab.broadcasts.streamer('邮寄主播')),
      await revoked(await lab.broadcasts.streamer('迟到主播')),
    ];
    await lab.moveTo('2026-12-21T09:00:00+08:00');
    await applyDates();
    expect((await lab.pledge(kept.pledge.id)).status).toBe('FINAL');
    const now = (breach: CaseFacts) => ({ ...breach, version: breach.version + 1 });
    expect(await refused('appealBreachDecision', now(late.breach), { appealedOn: '2026-12-21', grounds: '迟了' })).toEqual([
      'APPEAL_TOO_LATE',
    ]);
    const appealed = await step('appealBreachDecision', now(kept.breach), { appealedOn: '2026-12-20', grounds: '邮戳为证' });
    expect(appealed.status).toBe('APPEALED');
    expect((await lab.pledge(kept.pledge.id)).status).toBe('REVOKED');
    await applyDates();
    expect((await lab.pledge(kept.pledge.id)).status).toBe('REVOKED');
    const ruling = { decision: 'FINAL', reference: '滴电园诚〔2026〕9 号', reason: '复核' };
    const ended = await step('decideBreachAppeal', appealed, ruling);
    const again = { appealedOn: '2026-12-20', grounds: '再次' };
    expect(await refused('appealBreachDecision', ended, again)).toEqual(['BREACH_STATE_FORBIDS']);
    expect((await lab.pledge(kept.pledge.id)).status).toBe('FINAL');
  });

  it('appeals by itself within the window, and nobody else does in its name (INV-42)', async () => {
    const host = await lab.broadcasts.streamer('自诉主播');
    const { pledge, breach } = await revoked(host);
    await lab.moveTo('2026-12-20T23:30:00+08:00');
    const appeal = (token: string) =>
      mine('appealMyBreachDecision', 'AppealMyBreachDecisionInput', breach, token, { grounds: '检测报告有误' });
    await expect(appeal(await lab.asHost(await lab.broadcasts.streamer('外人')))).rejects.toThrow('NOT_FOUND');
    expect(await appeal(await lab.asHost(host))).toMatchObject({ breachCase: { status: 'APPEALED' }, userErrors: [] });
    await lab.moveTo('2026-12-21T00:30:00+08:00');
    await applyDates();
    expect((await lab.pledge(pledge.id)).status).toBe('REVOKED');
  });

  it('has the reasons of a decision and of its appeal in the case alone: neither the pledge nor the audit repeats them (PR-7)', async () => {
    const { pledge, breach } = await revoked(await lab.broadcasts.streamer('事由主播'), '缘由甲');
    const appealed = await step('appealBreachDecision', breach, { appealedOn: '2026-12-05', grounds: '不服' });
    await lab.moveTo('2026-12-06T12:00:00+08:00');
    await step('decideBreachAppeal', appealed, { decision: 'REINSTATED', reference: '滴电园诚〔2026〕9 号', reason: '缘由乙' });
    const rows = await Promise.all(
      [
        'SELECT * FROM integrity_pledge WHERE id = ?',
        'SELECT * FROM pledge_history WHERE pledgeId = ?',
        'SELECT * FROM audit_entry WHERE recordId = ?',
      ].map((sql) => lab.app.dataSource.query<object[]>(sql, [pledge.id])),
    );
    const ofCase = await lab.app.dataSource.query<object[]>('SELECT * FROM audit_entry WHERE recordId = ?', [breach.id]);
    expect(JSON.stringify([...rows, ofCase])).not.toContain('缘由');
    expect(JSON.stringify(rows[1])).toContain('滴电园诚〔2026〕3 号');
    expect(JSON.stringify(rows[0])).toContain('滴电园诚〔2026〕9 号');
    const [kept] = await lab.app.dataSource.query<object[]>('SELECT decisionReason, appealReason FROM breach_case WHERE id = ?', [
      breach.id,
    ]);
    expect(kept).toEqual({ decisionReason: '缘由甲', appealReason: '缘由乙' });
  });
});
