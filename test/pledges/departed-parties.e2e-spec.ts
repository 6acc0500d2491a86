import { DeparturesUnderReview1700000010880 } from '../../src/migrations/1700000010880-departures-under-review.js';
import { newId } from '../../src/platform/database/ids.js';
import { givenEnterprise } from '../support/enterprises.js';
import { BreachStory, type CaseFacts, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { PlateDesk } from './plate-desk.js';
import { PledgeLab, type TemplateFacts } from './pledge-lab.js';

const ROUNDS = process.env.DATABASE_URL ? 12 : 3;

describe('the pledges of an enterprise that leaves and of a shop that closes', () => {
  let lab: PledgeLab;
  let text: Record<Audience, TemplateFacts>;
  let story: BreachStory;
  type Audience = 'ENTERPRISE' | 'STORE';
  const AUDIENCES: readonly Audience[] = ['ENTERPRISE', 'STORE'];

  const published = async (code: string, audience: Audience) => {
    const draft = await lab.done<TemplateFacts>('draftPledgeTemplate', lab.draftInput(code, 3, { audience }));
    return lab.done<TemplateFacts>('publishPledgeTemplate', { templateId: draft.id, expectedVersion: draft.version });
  };
  beforeAll(async () => {
    lab = await PledgeLab.start();
    text = { ENTERPRISE: await published('OF_ENTERPRISES', 'ENTERPRISE'), STORE: await published('OF_SHOPS', 'STORE') };
    story = new BreachStory(lab, text.ENTERPRISE.id);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  const party = (audience: Audience, name = `单位 ${newId().slice(-8)}`) =>
    audience === 'STORE' ? lab.storefront(name) : givenEnterprise(lab.app, lab.organizationId, name);
  const depart = async (verb: 'beginDeparture' | 'completeDeparture', enterpriseId: string, expectedVersion: number) => {
    const isBegun = verb === 'completeDeparture';
    const type = isBegun ? 'EnterpriseStepInput' : 'EnterpriseReasonedStepInput';
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code } } }`;
    const input = { enterpriseId, expectedVersion, ...(isBegun ? {} : { reason: '租约到期' }) };
    const answer = await lab.app.ask<Record<string, { userErrors: object[] }>>(lab.secretary, query, { input });
    expect(answer[verb]!.userErrors).toEqual([]);
  };
  /** The last step that a party takes here; an enterprise has begun to leave before. */
  const go = (audience: Audience, id: string) =>
    audience === 'STORE'
      ? lab.done('closeStorefront', { storefrontId: id, expectedVersion: 1, reason: '歇业' })
      : depart('completeDeparture', id, 3);
  const leave = async (audience: Audience, id: string) => {
    if (audience === 'ENTERPRISE') await depart('beginDeparture', id, 2);
    await go(audience, id);
  };
  const statusOf = async (id: string) => (await lab.pledge(id)).status;
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const bindingOf = (id: string) =>
    lab.count("FROM integrity_pledge WHERE signatoryId = ? AND status NOT IN ('WITHDRAWN', 'FINAL', 'RENEWED', 'LAPSED')", [id]);

  it('end once the enterprise has left, with offers and renewals, stay readable, and nothing more is offered (6.6, INV-24)', async () => {
    const enterprise = await party('ENTERPRISE');
    const other = await published('ALSO_OF_ENTERPRISES', 'ENTERPRISE');
    const signed = await lab.signed(text.ENTERPRISE.id, enterprise);
    await lab.moveTo('2027-11-01T12:00:00+08:00');
    const [renewal, offered] = [await lab.signed(text.ENTERPRISE.id, enterprise), await lab.offer(other.id, enterprise)];
    await depart('beginDeparture', enterprise, 2);
    expect([await statusOf(signed.id), await statusOf(renewal.id), await statusOf(offered.id)]).toEqual(['EXPIRING', 'SIGNED', 'OFFERED']);
    await depart('completeDeparture', enterprise, 3);
    const query = 'query ($id: ID!) { pledge(id: $id) { status isInForce reason history { verb reason } } }';
    const seen = async (id: string, language: string) => {
      type Seen = { status: string; isInForce: boolean; reason: string; history: { verb: string; reason: string }[] };
      const headers = { 'accept-language': language };
      const { pledge } = await lab.app.ask<{ pledge: Seen }>(lab.secretary, query, { id }, headers);
      return { ...pledge, history: pledge.history.at(-1) };
    };
    const ended = { status: 'WITHDRAWN', isInForce: false, reason: '企业已撤离园区' };
    for (const { id } of [signed, renewal])
      expect(await seen(id, 'zh')).toEqual({ ...ended, history: { verb: 'withdrawPledge', reason: ended.reason } });
    expect((await seen(offered.id, 'zh')).history).toEqual({ verb: 'withdrawPledgeOffer', reason: ended.reason });
    expect((await seen(signed.id, 'en')).reason).toBe('The enterprise has left the park');
    const again = { parkId: lab.parkId, templateId: other.id, signatoryId: enterprise, idempotencyKey: newId() };
    expect(await lab.refused('offerPledge', again)).toEqual(['SIGNATORY_NOT_FIT']);
  });

  it('are not signed any more where they were left open before (INV-24)', async () => {
    const enterprise = await party('ENTERPRISE');
    const { id: pledgeId, version: expectedVersion, contentHash } = await lab.offer(text.ENTERPRISE.id, enterprise);
    await lab.done('recordPledgeReading', { pledgeId, reader: 'SIGNATORY' });
    await lab.app.dataSource.query("UPDATE enterprise SET status = 'LEFT' WHERE id = ?", [enterprise]);
    const signature = { pledgeId, expectedVersion, contentHash, reference: '纸-1' };
    expect(await lab.refused('recordPledgeSignature', signature)).toEqual(['SIGNATORY_NOT_FIT']);
  });

  it.each(AUDIENCES)('are decided when they are under review, end then, and look ended until then: %s (INV-42, PR-7)', async (audience) => {
    const id = await party(audience);
    const pledge = await lab.signed(text[audience].id, id);
    const breach = await story.noticed(pledge);
    await leave(audience, id);
    expect(await statusOf(pledge.id)).toBe('UNDER_REVIEW');
    const query = 'query ($id: ID!) { pledge(id: $id) { status isInForce reason } }';
    const { pledge: seen } = await lab.app.ask<{ pledge: object }>(lab.operator, query, { id: pledge.id });
    const reason = audience === 'STORE' ? '门店已停业' : '企业已撤离园区';
    expect(seen).toEqual({ status: 'WITHDRAWN', isInForce: false, reason });
    await lab.moveTo(DECISION_AT);
    await story.decided(breach, 'WARNED');
    expect(await statusOf(pledge.id)).toBe('WITHDRAWN');
  });

  it.each(AUDIENCES)(
    'are not offered in that moment, by an officer or by a batch: %s (INV-24)',
    async (audience) => {
      const templateId = text[audience].id;
      for (let round = 0; round < ROUNDS; round++) {
        const id = await party(audience);
        const goes = async () => {
          await pause((round % 3) * 4);
          await leave(audience, id);
        };
        const offered = async () => {
          await pause((round % 4) * 3);
          await lab.verb('offerPledge', { parkId: lab.parkId, templateId, signatoryId: id, idempotencyKey: newId() });
        };
        await Promise.all([goes(), offered()]);
        expect(await bindingOf(id)).toBe(0);
      }
      const parties = await Promise.all(Array.from({ length: ROUNDS }, () => party(audience)));
      const batch = async () => {
        await lab.done<object>('offerPledgeToPark', { templateId, idempotencyKey: newId(), parkId: lab.parkId });
        await lab.app.drainJobs();
      };
      await Promise.all([
        batch(),
        parties.reduce<Promise<unknown>>((before, id) => before.then(() => leave(audience, id)), Promise.resolve()),
      ]);
      for (const id of parties) expect(await bindingOf(id)).toBe(0);
    },
    180_000,
  );

  it.each(AUDIENCES)(
    'do not come back with a decision or an appeal that is decided in that moment: %s (INV-24, INV-42)',
    async (audience) => {
      const templateId = text[audience].id;
      const ruling = { decision: 'REINSTATED', reference: '9 号', reason: '复核' };
      for (let round = 0; round < ROUNDS; round++) {
        await lab.moveTo(NOTICE_AT);
        const id = await party(audience);
        const noticed = await story.noticed(await lab.signed(templateId, id));
        await lab.moveTo(DECISION_AT);
        if (audience === 'ENTERPRISE') await depart('beginDeparture', id, 2);
        const isAppeal = round % 2 === 0;
        const appeal = async (breach: CaseFacts) =>
          story.step('appealBreachDecision', breach, { appealedOn: '2026-12-05', grounds: '不服' });
        const breach = isAppeal ? await appeal(await story.decided(noticed)) : noticed;
        const judge = await lab.as('PARK_SECRETARY');
        const decided = async () => {
          await pause((round % 4) * 4);
          return isAppeal ? story.step('decideBreachAppeal', breach, ruling, judge) : story.decided(breach, 'WARNED', judge);
        };
        await Promise.all([go(audience, id), decided()]);
        expect(await bindingOf(id)).toBe(0);
      }
    },
    180_000,
  );

  describe('of a shop that opens again while its pledge is under review', () => {
    let other: TemplateFacts;
    beforeAll(async () => {
      other = await published('ALSO_OF_SHOPS', 'STORE');
    });

    /** A pledge under review and one that is not, both of a shop that closed and opened again. */
    const reopened = async () => {
      const shop = await party('STORE');
      const [reviewed, signed] = [await lab.signed(text.STORE.id, shop), await lab.signed(other.id, shop)];
      const breach = await story.noticed(reviewed);
      await go('STORE', shop);
      const query = 'mutation ($input: StorefrontTargetInput!) { reopenStorefront(input: $input) { userErrors { code } } }';
      const answer = await lab.app.ask<{ reopenStorefront: { userErrors: object[] } }>(lab.secretary, query, {
        input: { storefrontId: shop, expectedVersion: 2 },
      });
      expect(answer.reopenStorefront.userErrors).toEqual([]);
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
        expect(await statusOf(reviewed.id)).toBe('REVOKED');
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
      const renewed = await lab.signedOnSite(await lab.done('offerPledge', again(shop, text.STORE.id)));
      expect(renewed).toMatchObject({ status: 'IN_FORCE', validFrom: '2026-11-27' });
      expect(await looksOf([reviewed.id])).toEqual([expect.objectContaining({ status: 'WITHDRAWN' })]);
      await lab.done('issuePlate', { ...plate, idempotencyKey: newId() });
      await lab.moveTo(DECISION_AT);
      await story.decided(breach, 'WARNED');
      expect([await statusOf(reviewed.id), await statusOf(renewed.id)]).toEqual(['WITHDRAWN', 'WARNED']);
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
      await lab.signedOnSite(await lab.done('offerPledge', again(shop, text.STORE.id)));
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
      const stays = await lab.signed(text.STORE.id, await party('STORE'));
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
      const desk = new PlateDesk(lab, text.STORE.id);
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
      await lab.done<object>('offerPledgeToPark', { templateId: text.STORE.id, idempotencyKey: newId(), parkId: lab.parkId });
      await lab.app.drainJobs();
      const [offer] = await lab.app.dataSource.query<{ id: string }[]>(
        "SELECT id FROM integrity_pledge WHERE signatoryId = ? AND status = 'OFFERED'",
        [shop],
      );
      await lab.signedOnSite(await lab.pledge(offer!.id));
      expect(await covered()).toBe(before + 1);
      await lab.done('closeStorefront', { storefrontId: shop, expectedVersion: 3, reason: '再次歇业' });
      expect(await lab.count("FROM pledge_history WHERE pledgeId = ? AND verb = 'noteDeparture'", [reviewed.id])).toBe(1);
      expect(await statusOf(offer!.id)).toBe('WITHDRAWN');
    });
  });
});
