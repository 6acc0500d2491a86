import { CaseLedger } from '../../src/development/cases/case-ledger.js';
import { TakeoverExpiry } from '../../src/development/takeover/takeover-expiry.js';
import { newId } from '../../src/platform/database/ids.js';
import { somebody } from './development-lab.js';
import { TakeoverDesk } from './takeover-desk.js';

const WAIT_MAX_MS = 30_000;

async function waitUntil(isDone: () => Promise<boolean>): Promise<void> {
  const startedAt = Date.now();
  while (!(await isDone())) {
    if (Date.now() - startedAt > WAIT_MAX_MS) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('takeover of existing cases', () => {
  let desk: TakeoverDesk;

  beforeAll(async () => {
    desk = await TakeoverDesk.start();
  }, 60_000);
  afterAll(() => desk.close());

  it('makes a case of each row once a second person confirms: recorded by the importer, confirmed by the other (INV-21, INV-13a)', async () => {
    const takeover = await desk.committed([desk.row()]);
    expect(takeover).toMatchObject({ status: 'COMMITTED', counts: { pending: 1, takenOver: 0 }, committedByName: '记录人甲' });
    const identities = await desk.count('SELECT COUNT(*) AS total FROM takeover_row WHERE batchId = ? AND identityEncrypted IS NOT NULL', [
      takeover.id,
    ]);
    expect(identities).toBe(0);
    await desk.confirm(takeover);
    expect(await desk.shown(takeover.id)).toMatchObject({
      status: 'CONFIRMED',
      counts: { pending: 0, takenOver: 1 },
      confirmedByName: '确认人甲',
    });
    const [taken] = await desk.rowsOf(takeover.id);
    const [stored] = await desk.lab.app.dataSource.query<{ stage: string; probationEndsOn: string; cutOverOn: string }[]>(
      'SELECT stage, probationEndsOn, cutOverOn FROM development_case WHERE id = ?',
      [taken!.caseId],
    );
    expect(stored).toMatchObject({ stage: 'PROBATIONARY', probationEndsOn: '2026-06-20', cutOverOn: '2026-02-01' });
    const actors = await desk.lab.app.dataSource.query<{ recordedBy: string; decidedBy: string; status: string }[]>(
      'SELECT DISTINCT recordedBy, decidedBy, status FROM development_fact WHERE caseId = ?',
      [taken!.caseId],
    );
    expect(actors).toHaveLength(1);
    expect(actors[0]).toMatchObject({ status: 'CONFIRMED' });
    expect(actors[0]!.recordedBy).not.toBe(actors[0]!.decidedBy);
    expect(
      await desk.count(`SELECT COUNT(*) AS total FROM development_check WHERE caseId = ? AND moment = 'IMPORTED'`, [taken!.caseId]),
    ).toBeGreaterThan(25);
    const personId = await desk.lab.personOf(taken!.caseId!);
    expect(await desk.lab.memberships(personId)).toEqual(['PROBATIONARY A 2025-06-20 …']);
    const { stored: projections, derived } = await desk.lab.projections();
    expect(projections).toEqual(derived);
  });

  it('refuses the importer as the confirmer, and a confirmer without the right (INV-21)', async () => {
    const both = await desk.lab.app.signInAs(
      ['PARTY_RECORDER', 'PARTY_CONFIRMER'].map((role) => ({ role, scopeKind: 'ORGANIZATION', scopeId: desk.lab.branchId })),
      '身兼两职',
    );
    const takeover = await desk.upload([desk.activist()]);
    await desk.verb('commitDevelopmentTakeover', takeover, both);
    const waiting = await desk.shown(takeover.id);
    const own = await desk.confirm(waiting, [], both);
    expect(own.userErrors.map(({ code }) => code)).toEqual(['SAME_PERSON_TWICE']);
    const query = `mutation ($input: ConfirmDevelopmentTakeoverInput!) { confirmDevelopmentTakeover(input: $input) { takeover { id } } }`;
    const input = { takeoverId: waiting.id, expectedVersion: waiting.version };
    expect((await desk.lab.app.send(desk.lab.tokens.secondRecorder, query, { input })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect((await desk.lab.app.send(desk.lab.tokens.otherConfirmer, query, { input })).errors![0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('passes a warning with the reason of the row only when the confirmer names the rule (INV-19)', async () => {
    const tardy = desk.activist({ applicationOn: '2026-02-10', talkOn: '2026-04-20', activistOn: '2026-05-01' });
    const plain = await desk.upload([tardy]);
    const [stopped] = await desk.rowsOf(plain.id);
    expect(stopped!.findings.filter(({ severity }) => severity === 'ERROR').map(({ ruleId, code }) => `${code} ${ruleId}`)).toEqual([
      'RULE_WARNS R02',
    ]);
    const takeover = await desk.committed([{ ...tardy, overrideReason: '当时谈话人住院' }]);
    expect(takeover.overriddenRuleIds).toEqual(['R02']);
    const { userErrors } = await desk.confirm(takeover);
    expect(userErrors.map(({ code }) => code)).toEqual(['TAKEOVER_WARNINGS_NOT_ACCEPTED']);
    await desk.confirm(takeover, ['R02']);
    const [taken] = await desk.rowsOf(takeover.id);
    expect(taken!.outcome).toBe('TAKEN_OVER');
    const [fact] = await desk.lab.app.dataSource.query<{ overrides: string }[]>(
      `SELECT overrides FROM development_fact WHERE caseId = ? AND kind = 'APPLICANT_TALKED'`,
      [taken!.caseId],
    );
    expect(JSON.parse(fact!.overrides)).toEqual([{ ruleId: 'R02', reason: '当时谈话人住院' }]);
  });

  it('takes each row once: the same sheet again adds nothing (INV-13a)', async () => {
    const sheet = [desk.activist(), desk.activist()];
    const first = await desk.committed(sheet);
    await desk.confirm(first);
    const before = await desk.cases();
    const again = await desk.upload(sheet);
    expect((await desk.rowsOf(again.id)).flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual([
      'ROW_TAKEN_BEFORE',
      'ROW_TAKEN_BEFORE',
    ]);
    await desk.commit(again);
    expect(await desk.shown(again.id)).toMatchObject({ status: 'CONFIRMED', counts: { duplicates: 2, takenOver: 0 } });
    expect(await desk.cases()).toBe(before);
  });

  it('takes a row of two sheets committed at once one time (INV-13a)', async () => {
    const sheet = [desk.activist()];
    const [left, right] = [await desk.upload(sheet), await desk.upload(sheet)];
    const query = `mutation ($input: CommitDevelopmentTakeoverInput!) { commitDevelopmentTakeover(input: $input) { userErrors { code } } }`;
    await Promise.all(
      [left, right].map(({ id, version }) =>
        desk.lab.app.ask(desk.lab.tokens.recorder, query, { input: { takeoverId: id, expectedVersion: version } }),
      ),
    );
    await desk.lab.app.drainJobs();
    const outcomes = [...(await desk.rowsOf(left.id)), ...(await desk.rowsOf(right.id))].map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['DUPLICATE', 'PENDING']);
  });

  it('lets one of two confirmations at once take effect (INV-21)', async () => {
    const takeover = await desk.committed([desk.activist()]);
    const before = await desk.cases();
    const query = `mutation ($input: ConfirmDevelopmentTakeoverInput!) { confirmDevelopmentTakeover(input: $input) { userErrors { code } } }`;
    const input = { takeoverId: takeover.id, expectedVersion: takeover.version };
    const answers = await Promise.all(
      [desk.lab.tokens.confirmer, desk.lab.tokens.secondConfirmer].map((token) =>
        desk.lab.app.ask<{ confirmDevelopmentTakeover: { userErrors: { code: string }[] } }>(token, query, { input }),
      ),
    );
    await desk.lab.app.drainJobs();
    expect(answers.flatMap(({ confirmDevelopmentTakeover: { userErrors } }) => userErrors.map(({ code }) => code))).toEqual([
      'STALE_VERSION',
    ]);
    expect(await desk.cases()).toBe(before + 1);
  });

  it('refuses a row for itself alone when the case cannot be opened any more, and confirms it after the cure (INV-13, INV-21)', async () => {
    const person = somebody('1996-05-17');
    const takeover = await desk.committed([desk.activist(person), desk.activist()]);
    const caseId = await desk.lab.open({ person });
    await desk.confirm(takeover);
    const partly = await desk.shown(takeover.id);
    expect(partly).toMatchObject({ status: 'PARTLY_CONFIRMED', counts: { takenOver: 1, refused: 1 } });
    const refused = (await desk.rowsOf(takeover.id)).find(({ outcome }) => outcome === 'REFUSED')!;
    expect(refused.findings).toMatchObject([{ code: 'REFUSED', ruleId: 'INV-13' }]);
    await desk.lab.settle(caseId, '2026-08-30', { withdrawn: { reason: '重复建立' } });
    const late = await desk.lab.app.dataSource.query<{ id: string }[]>(
      'SELECT id FROM development_case WHERE id = ? AND closedOn IS NOT NULL',
      [caseId],
    );
    expect(late).toHaveLength(1);
    await desk.confirm(partly);
    expect(['CONFIRMED', 'PARTLY_CONFIRMED']).toContain((await desk.shown(takeover.id)).status);
  });

  it('leaves nothing behind when an unconfirmed batch is taken back or rejected, and the rows may come again (INV-13a, PR-6)', async () => {
    const sheet = [desk.activist()];
    const before = await desk.cases();
    const takeover = await desk.committed(sheet);
    await desk.verb('reverseDevelopmentTakeover', takeover, desk.lab.tokens.recorder, { reason: '表格有误' });
    expect(await desk.shown(takeover.id)).toMatchObject({ status: 'REVERSED', counts: { pending: 0, takenOver: 0 } });
    const [gone] = await desk.rowsOf(takeover.id);
    expect(gone).toMatchObject({ outcome: 'REVERSED', fullName: null, facts: [] });
    expect(
      await desk.count(
        'SELECT COUNT(*) AS total FROM takeover_row WHERE batchId = ? AND (content IS NOT NULL OR identityEncrypted IS NOT NULL)',
        [takeover.id],
      ),
    ).toBe(0);
    expect(await desk.cases()).toBe(before);
    const again = await desk.committed(sheet);
    expect(again).toMatchObject({ status: 'COMMITTED', counts: { pending: 1, duplicates: 0 } });
    await desk.verb('rejectDevelopmentTakeover', again, desk.lab.tokens.confirmer, { reason: '证据不足' });
    const late = await desk.confirm({ id: again.id, version: again.version + 1 });
    expect(late.userErrors.map(({ code }) => code)).toEqual(['TAKEOVER_STATE_FORBIDS']);
  });

  it('takes back by itself what nobody committed for two weeks (PR-6)', async () => {
    const takeover = await desk.upload([desk.activist()]);
    const stale = Date.parse('2026-09-01T02:00:00Z') - 15 * 86_400_000;
    await desk.lab.app.dataSource.query('UPDATE takeover_batch SET uploadedAt = ? WHERE id = ?', [stale, takeover.id]);
    await desk.lab.app.transactions.run((tx) => desk.lab.app.api.get(TakeoverExpiry, { strict: false }).takeBackStale(tx, newId()));
    expect((await desk.shown(takeover.id)).status).toBe('REVERSED');
    expect(
      await desk.count('SELECT COUNT(*) AS total FROM takeover_row WHERE batchId = ? AND identityEncrypted IS NOT NULL', [takeover.id]),
    ).toBe(0);
  });

  it('makes whole cases or none when a run is killed between two rows, and the next run goes on (INV-21)', async () => {
    const takeover = await desk.committed([desk.activist(), desk.activist(), desk.activist()]);
    const ledger = (desk.lab.app.worker ?? desk.lab.app.api).get(CaseLedger, { strict: false });
    const project = ledger.project.bind(ledger);
    let calls = 0;
    ledger.project = (...step) => {
      calls++;
      return calls === 2 ? Promise.reject(new Error('killed')) : project(...step);
    };
    const before = await desk.cases();
    await desk.confirm(takeover);
    /* The queue tries the job again by itself after a pause. */
    await waitUntil(async () => (await desk.shown(takeover.id)).status === 'CONFIRMED');
    ledger.project = project;
    expect(calls).toBe(4);
    expect(await desk.shown(takeover.id)).toMatchObject({ status: 'CONFIRMED', counts: { takenOver: 3 } });
    expect(await desk.cases()).toBe(before + 3);
    const bare = await desk.count(
      `SELECT COUNT(*) AS total FROM development_case c WHERE NOT EXISTS (SELECT 1 FROM development_fact f WHERE f.caseId = c.id)
       AND c.id IN (SELECT caseId FROM takeover_row WHERE batchId = ?)`,
      [takeover.id],
    );
    expect(bare).toBe(0);
  });

  it('has a way out when the job has given up for good: it is restarted and goes on, or is taken back (INV-21)', async () => {
    const giveUp = async (id: string) => {
      await desk.lab.app.dataSource.query(
        "UPDATE job SET status = 'DEAD' WHERE id = (SELECT b.jobId FROM takeover_batch b WHERE b.id = ?)",
        [id],
      );
      return desk.shown(id);
    };
    const stopped = async (status: string, outcome: string, rows: number) => {
      const takeover = await desk.committed(Array.from({ length: rows }, () => desk.activist()));
      await desk.lab.app.dataSource.query('UPDATE takeover_batch SET status = ?, confirmedBy = committedBy WHERE id = ?', [
        status,
        takeover.id,
      ]);
      await desk.lab.app.dataSource.query('UPDATE takeover_row SET outcome = ? WHERE batchId = ?', [outcome, takeover.id]);
      return takeover.id;
    };
    const codesOf = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code);
    const { recorder, confirmer } = desk.lab.tokens;
    const id = await stopped('COMMITTING', 'PENDING', 2);
    const alive = await desk.shown(id);
    expect(alive).toMatchObject({ status: 'COMMITTING', isStuck: false });
    expect(codesOf(await desk.verb('restartDevelopmentTakeover', alive, recorder))).toEqual(['TAKEOVER_STATE_FORBIDS']);
    const stuck = await giveUp(id);
    expect(stuck).toMatchObject({ status: 'COMMITTING', isStuck: true });
    await expect(desk.verb('restartDevelopmentTakeover', stuck, confirmer)).rejects.toThrow('FORBIDDEN');
    const answers = await Promise.allSettled([
      desk.verb('restartDevelopmentTakeover', stuck, recorder),
      desk.verb('restartDevelopmentTakeover', stuck, desk.lab.tokens.secondRecorder),
    ]);
    expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value.userErrors.length === 0)).toHaveLength(1);
    await desk.lab.app.drainJobs();
    expect(await desk.shown(id)).toMatchObject({ status: 'COMMITTED', isStuck: false, counts: { pending: 2 } });
    await desk.confirm(await desk.shown(id));
    expect(await desk.shown(id)).toMatchObject({ status: 'CONFIRMED', counts: { takenOver: 2 } });
    const refused = await desk.verb('reverseDevelopmentTakeover', await desk.shown(id), recorder, { reason: '撤' });
    expect(codesOf(refused)).toEqual(['TAKEOVER_CONFIRMED_STANDS']);
    const given = await giveUp(await stopped('CONFIRMING', 'PENDING', 1));
    expect(given.isStuck).toBe(true);
    expect(codesOf(await desk.verb('reverseDevelopmentTakeover', given, recorder, { reason: '不再处理' }))).toEqual([]);
    expect(await desk.shown(given.id)).toMatchObject({ status: 'REVERSED', isStuck: false });
  }, 60_000);
});
