import { DeparturesUnderReview1700000010880 } from '../../src/migrations/1700000010880-departures-under-review.js';
import { newId } from '../../src/platform/database/ids.js';
import { BreachStory, type CaseFacts, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { Departures } from './departures.js';
import { PlateDesk } from './plate-desk.js';
import { PledgeLab, type TemplateFacts } from './pledge-lab.js';

describe('the pledges of a shop that opens again while one is under review', () => {
  let lab: PledgeLab;
  let [text, other]: TemplateFacts[] = [];
  let story: BreachStory;
  let departures: Departures;

  beforeAll(async () => {
    lab = await PledgeLab.start();
    departures = new Departures(lab);
    [text, other] = [await departures.published('OF_SHOPS', 'STORE'), await departures.published('ALSO_OF_SHOPS', 'STORE')];
    story = new BreachStory(lab, text.id);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  /** A pledge under review and one that is not, both of a shop that closed and opened again. */
  const reopened = async () => {
    const shop = await departures.party('STORE');
    const [reviewed, signed] = [await lab.signed(text!.id, shop), await lab.signed(other!.id, shop)];
    const breach = await story.noticed(reviewed);
    await departures.go('STORE', shop);
    await departures.reopen(shop);
    return { shop, reviewed, signed, breach };
  };
  const again = (shop: string, templateId: string) => ({ parkId: lab.parkId, templateId, signatoryId: shop, idempotencyKey: newId() });
  const looksOf = async (ids: string[]) => {
    const query = `query ($id: ID!) { pledge(id: $id) { status isInForce needsRenewal reason history { verb fromStatus toStatus reason } } }`;
    return Promise.all(ids.map(async (id) => (await lab.app.ask<{ pledge: object }>(lab.operator, query, { id })).pledge));
  };

  it.each(['CLEARED', 'WARNED', 'REVOKED'])('look like any other, before and after the decision: %s (PR-7, INV-42)', async (decision) => {
    const { reviewed, signed, breach } = await reopened();
    const [left, right] = await looksOf([reviewed.id, signed.id]);
    expect(left).toEqual(right);
    expect(left).toMatchObject({ status: 'WITHDRAWN', isInForce: false, reason: '门店已停业' });
    expect(await lab.pledge(reviewed.id)).toMatchObject({ status: 'UNDER_REVIEW', isInForce: false });
    await lab.moveTo(DECISION_AT);
    const ruling = await story.decision(breach, decision);
    const outcomes = (ruling.outcomes as object[]).map((outcome) => ({
      ...outcome,
      ...(decision === 'CLEARED' ? { outcome: 'UNFOUNDED' } : {}),
    }));
    const decided = await lab.done<CaseFacts>('decideBreachCase', { ...ruling, outcomes });
    if (decision === 'REVOKED') {
      expect(await departures.statusOf(reviewed.id)).toBe('REVOKED');
      const appealed = await story.step('appealBreachDecision', decided, { appealedOn: '2026-12-05', grounds: '不服' });
      const judge = await lab.as('PARK_SECRETARY');
      await story.step('decideBreachAppeal', appealed, { decision: 'REINSTATED', reference: '9 号', reason: '复核' }, judge);
    }
    expect(await lab.pledge(reviewed.id)).toMatchObject({ status: 'WITHDRAWN', isInForce: false });
  });

  it('bind nobody: no plate hangs on it, the shop signs anew from that day, and the decision meets what it signed (INV-41, INV-42)', async () => {
    const { shop, reviewed, breach } = await reopened();
    const plate = { parkId: lab.parkId, storefrontId: shop, idempotencyKey: newId() };
    expect(await lab.refused('issuePlate', plate)).toEqual(['PLATE_NEEDS_PLEDGE']);
    const renewed = await lab.signedOnSite(await lab.done('offerPledge', again(shop, text!.id)));
    expect(renewed).toMatchObject({ status: 'IN_FORCE', validFrom: '2026-11-27' });
    expect(await looksOf([reviewed.id])).toEqual([expect.objectContaining({ status: 'WITHDRAWN' })]);
    await lab.done('issuePlate', { ...plate, idempotencyKey: newId() });
    await lab.moveTo(DECISION_AT);
    await story.decided(breach, 'WARNED');
    expect([await departures.statusOf(reviewed.id), await departures.statusOf(renewed.id)]).toEqual(['WITHDRAWN', 'WARNED']);
    const [look] = await looksOf([reviewed.id]);
    expect((look as { history: { verb: string }[] }).history.map(({ verb }) => verb)).toEqual([
      ...['offerPledge', 'signPledge', 'takeEffect', 'withdrawPledge'],
    ]);
  });

  it('answer for what happened until that day and for nothing later, before and after the decision (INV-42)', async () => {
    const { reviewed, breach } = await reopened();
    await lab.moveTo('2026-12-03T12:00:00+08:00');
    const further = (happenedOn: string | null) => ({ source: 'INSPECTION', text: '又一条', receivedOn: '2026-12-03', happenedOn });
    for (const day of ['2026-11-28', '2026-12-02'])
      expect(await story.refused('addBreachAllegation', breach, further(day))).toEqual(['BREACH_AFTER_WITHDRAWAL']);
    expect(await story.refused('addBreachAllegation', breach, further(null))).toEqual(['BREACH_DAY_MISSING']);
    const added = await story.step('addBreachAllegation', breach, further('2026-11-27'));
    await lab.moveTo('2026-12-20T12:00:00+08:00');
    await lab.done('decideBreachCase', await story.decision(added, 'CLEARED', 'UNFOUNDED'));
    await lab.moveTo('2026-12-21T12:00:00+08:00');
    const opening = (happenedOn: string | null) => story.opening(reviewed, { receivedOn: '2026-12-21', happenedOn });
    for (const day of ['2026-11-28', '2026-12-10', '2026-12-20'])
      expect(await lab.refused('openBreachCase', opening(day))).toEqual(['BREACH_AFTER_WITHDRAWAL']);
    expect(await lab.refused('openBreachCase', opening(null))).toEqual(['BREACH_DAY_MISSING']);
    await lab.done('openBreachCase', opening('2026-11-27'));
  });

  it('answer again from the day on which the shop signs anew (INV-42)', async () => {
    const { shop, breach } = await reopened();
    await lab.moveTo('2026-12-01T12:00:00+08:00');
    await lab.signedOnSite(await lab.done('offerPledge', again(shop, text!.id)));
    await lab.moveTo('2026-12-03T12:00:00+08:00');
    const further = (happenedOn: string) => ({ source: 'INSPECTION', text: '又一条', receivedOn: '2026-12-03', happenedOn });
    expect(await story.refused('addBreachAllegation', breach, further('2026-11-30'))).toEqual(['BREACH_AFTER_WITHDRAWAL']);
    await story.step('addBreachAllegation', breach, further('2026-12-01'));
  });

  it('name that day on their copy, whatever is decided later (INV-39, PR-7)', async () => {
    const { reviewed, breach } = await reopened();
    const copy = async () => {
      const query = 'query ($id: ID!) { pledgeCopy(pledgeId: $id) { html } }';
      const { pledgeCopy } = await lab.app.ask<{ pledgeCopy: { html: string } }>(lab.operator, query, { id: reviewed.id });
      return pledgeCopy.html;
    };
    await lab.moveTo(DECISION_AT);
    expect(await copy()).toContain('已于 2026-11-27 撤回，不再有效');
    const decided = await story.decided(breach);
    expect(await copy()).toContain('已于 2026-12-05 被撤销，不再有效');
    await lab.moveTo('2026-12-06T12:00:00+08:00');
    const appealed = await story.step('appealBreachDecision', decided, { appealedOn: '2026-12-06', grounds: '不服' });
    const ruling = { decision: 'REINSTATED', reference: '9 号', reason: '复核' };
    await story.step('decideBreachAppeal', appealed, ruling, await lab.as('PARK_SECRETARY'));
    expect(await lab.pledge(reviewed.id)).toMatchObject({ status: 'WITHDRAWN', isInForce: false });
    expect(await copy()).toContain('已于 2026-11-27 撤回，不再有效');
  });

  it('leave an audit entry of the step, as every step does (INV-42)', async () => {
    const { reviewed } = await reopened();
    const sql = "SELECT scopeId, recordKind, reason FROM audit_entry WHERE action = 'noteDeparture' AND recordId = ?";
    const entry = { scopeId: lab.parkId, recordKind: 'IntegrityPledge', reason: expect.stringContaining('STOREFRONT_CLOSED') as string };
    expect(await lab.app.dataSource.query(sql, [reviewed.id])).toEqual([entry]);
  });

  it('are known by their history where they were under review before pledges said so themselves (INV-42)', async () => {
    const { reviewed, signed } = await reopened();
    const stays = await lab.signed(text!.id, await departures.party('STORE'));
    await story.noticed(stays);
    const early = ['noteDeparture', 'UNDER_REVIEW', 'UNDER_REVIEW', 'STOREFRONT_CLOSED', 0, newId()];
    await lab.app.dataSource.query(
      'INSERT INTO pledge_history (id, parkId, pledgeId, verb, fromStatus, toStatus, reason, at, byAccountId) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [newId(), lab.parkId, stays.id, ...early],
    );
    const kept = async () => {
      const sql = 'SELECT id, goneReason FROM integrity_pledge WHERE id IN (?, ?, ?) ORDER BY id';
      const rows = await lab.app.dataSource.query<{ goneReason: string | null }[]>(sql, [reviewed.id, signed.id, stays.id].sort());
      return rows.map(({ goneReason }) => goneReason);
    };
    const before = await kept();
    expect(before.filter((reason) => reason !== null)).toHaveLength(1);
    await lab.app.dataSource.query('UPDATE integrity_pledge SET goneReason = NULL');
    const runner = lab.app.dataSource.createQueryRunner();
    await new DeparturesUnderReview1700000010880().up(runner);
    await runner.release();
    expect(await kept()).toEqual(before);
  });

  it('are not ended by what was noted where a plate hangs on them, or where they were over on that day (INV-41, INV-42)', async () => {
    const migrate = async () => {
      const runner = lab.app.dataSource.createQueryRunner();
      await new DeparturesUnderReview1700000010880().up(runner);
      await runner.release();
    };
    const change = (columns: string, values: unknown[], id: string) =>
      lab.app.dataSource.query(`UPDATE integrity_pledge SET ${columns} WHERE id = ?`, [...values, id]);
    const [hung, fetched, lastDay, over] = [await reopened(), await reopened(), await reopened(), await reopened()];
    await lab.app.dataSource.query('UPDATE integrity_pledge SET goneReason = NULL');
    const desk = new PlateDesk(lab, text!.id);
    const [shown, recalled] = [(await desk.issue(hung.shop)).result!, (await desk.issue(fetched.shop)).result!];
    expect(shown.isValid).toBe(true);
    await desk.step('recallPlate', recalled, { reason: '更换' });
    await change('validUntil = ?', ['2026-11-27'], lastDay.reviewed.id);
    await change('validUntil = ?', ['2026-11-26'], over.reviewed.id);
    await migrate();
    const gone = async ({ reviewed: { id } }: { reviewed: { id: string } }) =>
      (await lab.count('FROM integrity_pledge WHERE id = ? AND goneReason IS NOT NULL', [id])) === 1;
    expect([await gone(hung), await gone(fetched), await gone(lastDay), await gone(over)]).toEqual([false, true, true, false]);
    expect((await desk.page((await desk.codeOf(shown)).token)).text).toContain('有效期至');
    expect((await lab.pledge(hung.reviewed.id)).isInForce).toBe(true);
  });

  it('count for nobody in the coverage, are left out by no batch, and end once where the shop closes again (INV-42)', async () => {
    const { shop, reviewed } = await reopened();
    const query = 'query ($id: ID!) { pledgeCoverage(parkId: $id) { rows { audience inForceCount } } }';
    const covered = async () => {
      type Coverage = { pledgeCoverage: { rows: { audience: string; inForceCount: number }[] } };
      const { pledgeCoverage } = await lab.app.ask<Coverage>(lab.secretary, query, { id: lab.parkId });
      return pledgeCoverage.rows.find(({ audience }) => audience === 'STORE')!.inForceCount;
    };
    const before = await covered();
    await lab.done<object>('offerPledgeToPark', { templateId: text!.id, idempotencyKey: newId(), parkId: lab.parkId });
    await lab.app.drainJobs();
    const [offer] = await lab.app.dataSource.query<{ id: string }[]>(
      "SELECT id FROM integrity_pledge WHERE signatoryId = ? AND status = 'OFFERED'",
      [shop],
    );
    await lab.signedOnSite(await lab.pledge(offer!.id));
    expect(await covered()).toBe(before + 1);
    await lab.done('closeStorefront', { storefrontId: shop, expectedVersion: 3, reason: '再次歇业' });
    expect(await lab.count("FROM pledge_history WHERE pledgeId = ? AND verb = 'noteDeparture'", [reviewed.id])).toBe(1);
    expect(await departures.statusOf(offer!.id)).toBe('WITHDRAWN');
  });
});
