import { get, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import request from 'supertest';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { tokenDigestOf } from '../../src/pledges/plates/plate-code.js';
import { RetryWork } from '../../src/platform/database/database-errors.js';
import { systemCaller } from '../../src/platform/auth/caller.js';
import { IntegrityPledge } from '../../src/pledges/pledge.entity.js';
import { PledgeWriter } from '../../src/pledges/pledge-writer.js';
import { BroadcastLab } from '../broadcasts/broadcast-lab.js';
import { countStatements } from '../support/statement-counter.js';
import { PledgeLab, type PledgeFacts, type TemplateFacts } from './pledge-lab.js';

interface PlateFacts {
  id: string;
  version: number;
  status: string;
  serialNumber: string;
  recallDueOn?: string;
  isValid: boolean;
}

interface PlateCodeFacts {
  url: string;
  isPrintable: boolean;
  svg: string;
  pngBase64: string;
}

describe('plates', () => {
  let lab: PledgeLab;
  let template: TemplateFacts;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    template = await lab.published('HEALTHY_CONDUCT');
  });
  afterAll(() => lab.close());

  const issue = (storefrontId: string) => lab.verb<PlateFacts>('issuePlate', { parkId: lab.parkId, storefrontId, idempotencyKey: newId() });
  const step = (name: string, plate: PlateFacts, more: object = {}) =>
    lab.done<PlateFacts>(name, { plateId: plate.id, expectedVersion: plate.version, ...more });
  const page = (path: string) => request(lab.app.server).get(`/verify/${path}`);

  /** As asked from another address of this machine. */
  function pageFrom(localAddress: string, path: string): Promise<{ status: number; headers: IncomingHttpHeaders }> {
    const { port } = lab.app.api.getHttpServer().address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const asked = get({ host: '127.0.0.1', port, path: `/verify/${path}`, localAddress, agent: false }, (answer) => {
        answer.resume().on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers }));
      });
      asked.on('error', reject);
    });
  }

  async function shop(name: string): Promise<{ storefrontId: string; pledge: PledgeFacts; plate: PlateFacts }> {
    const storefrontId = await lab.storefront(name);
    const pledge = await lab.signed(template.id, storefrontId);
    return { storefrontId, pledge, plate: (await issue(storefrontId)).result! };
  }

  async function codeOf(plate: PlateFacts, forms = ''): Promise<PlateCodeFacts & { token: string }> {
    const query = `query ($id: ID!) { plateCode(plateId: $id) { url ${forms} } }`;
    const { plateCode } = await lab.app.ask<{ plateCode: PlateCodeFacts }>(lab.secretary, query, {
      id: plate.id,
    });
    return { ...plateCode, token: plateCode.url.split('/verify/')[1]! };
  }

  it('go only to an open storefront with a pledge in force (INV-41)', async () => {
    const storefrontId = await lab.storefront('无诺小店');
    expect((await issue(storefrontId)).userErrors).toMatchObject([{ code: 'PLATE_NEEDS_PLEDGE', rule: 'INV-41' }]);
    const offered = await lab.offer(template.id, storefrontId);
    expect((await issue(storefrontId)).userErrors.map(({ code }) => code)).toEqual(['PLATE_NEEDS_PLEDGE']);
    await lab.signedOnSite(offered);
    expect((await issue(storefrontId)).result).toMatchObject({ status: 'ISSUED', isValid: true });
  });

  it('are one for a storefront when two officers issue at once, with serial numbers that are never given again (INV-41)', async () => {
    const storefrontId = await lab.storefront('抢牌小店');
    await lab.signed(template.id, storefrontId);
    const answers = await Promise.all([issue(storefrontId), issue(storefrontId), issue(storefrontId)]);
    expect(answers.filter(({ result }) => result !== null)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['PLATE_ALREADY_LIVE', 'PLATE_ALREADY_LIVE']);
    const first = answers.find(({ result }) => result !== null)!.result!;
    const returned = await step('recordPlateReturned', await step('recallPlate', first, { reason: '换新版' }));
    expect(returned.status).toBe('RETURNED');
    const second = (await issue(storefrontId)).result!;
    expect(Number(second.serialNumber.split('-')[1])).toBeGreaterThan(Number(first.serialNumber.split('-')[1]));
    const serials = await lab.app.dataSource.query<{ serialNumber: string }[]>('SELECT serialNumber FROM plate WHERE parkId = ?', [
      lab.parkId,
    ]);
    expect(new Set(serials.map((row) => row.serialNumber)).size).toBe(serials.length);
  });

  it('and the end of their pledge meet: a step that read the pledge before the plate was issued runs again (INV-41)', async () => {
    const storefrontId = await lab.storefront('撤诺小店');
    const { id } = await lab.signed(template.id, storefrontId);
    const seenBefore = await lab.app.dataSource.manager.findOneByOrFail(IntegrityPledge, { id });
    expect((await issue(storefrontId)).result).toMatchObject({ isValid: true });
    const writer = lab.app.api.get(PledgeWriter, { strict: false });
    await lab.app.transactions.run(async (tx) => {
      const late = writer.move(tx, systemCaller(newId()), 'withdrawPledge', seenBefore, { reason: '撤回' });
      await expect(late).rejects.toBeInstanceOf(RetryWork);
    });
    const { version: expectedVersion } = await lab.pledge(id);
    await lab.done('recordPledgeWithdrawn', { pledgeId: id, expectedVersion, reason: '撤回' });
    expect(await lab.count(`FROM plate WHERE storefrontId = ? AND status = 'RECALLED'`, [storefrontId])).toBe(1);
  });

  it('that are lost are void: the old code answers "recalled", the new one "valid" (INV-41)', async () => {
    const { plate, storefrontId } = await shop('丢牌小店');
    const displayed = await step('displayPlate', plate, { displayedOn: '2026-11-27' });
    const old = await codeOf(plate);
    expect((await page(old.token)).text).toContain('有效');
    expect((await issue(storefrontId)).userErrors.map(({ code }) => code)).toEqual(['PLATE_ALREADY_LIVE']);
    expect(await step('recordPlateLost', displayed, { reason: '台风刮走' })).toMatchObject({ status: 'LOST', isValid: false });
    const fresh = (await issue(storefrontId)).result!;
    const answers = [await page(old.token), await page((await codeOf(fresh)).token)];
    expect(answers.map(({ status, text }) => [status, /<h1>.*(Valid|Recalled|Unknown)</.exec(text)?.[1]])).toEqual([
      [200, 'Recalled'],
      [200, 'Valid'],
    ]);
    const history = await lab.app.dataSource.query<{ toStatus: string }[]>(
      'SELECT toStatus FROM plate_history WHERE plateId = ? ORDER BY id',
      [plate.id],
    );
    expect(history.map(({ toStatus }) => toStatus)).toEqual(['ISSUED', 'DISPLAYED', 'RECALLED', 'LOST']);
  });

  it('are refused every step beside the table, and a day that has not come (6.6)', async () => {
    const { plate } = await shop('步骤小店');
    const target = { plateId: plate.id, expectedVersion: plate.version };
    expect(await lab.refused('displayPlate', { ...target, displayedOn: '2026-11-28' })).toEqual(['PLATE_DAY_INVALID']);
    expect(await lab.refused('recordPlateReturned', target)).toEqual(['PLATE_STATE_FORBIDS']);
    const recalled = await step('recallPlate', plate, { reason: '核查' });
    expect(recalled).toMatchObject({ status: 'RECALLED', recallDueOn: '2026-12-07', isValid: false });
    expect(await lab.refused('displayPlate', { plateId: plate.id, expectedVersion: recalled.version, displayedOn: '2026-11-27' })).toEqual([
      'PLATE_STATE_FORBIDS',
    ]);
  });

  it('keep a storefront from closing, which keeps its enterprise from leaving (INV-41)', async () => {
    const { plate, storefrontId } = await shop('关门小店');
    const close = { storefrontId, expectedVersion: 1, reason: '歇业' };
    expect(await lab.refused('closeStorefront', close)).toEqual(['STOREFRONT_HAS_PLATE']);
    await step('recordPlateReturned', await step('recallPlate', plate, { reason: '歇业' }));
    expect((await lab.done<{ status: string }>('closeStorefront', close)).status).toBe('CLOSED');
    const refused = (await issue(storefrontId)).userErrors.map(({ code }) => code);
    expect(refused).toEqual(['STOREFRONT_CLOSED_FOR_PLATE', 'PLATE_NEEDS_PLEDGE']);
  });

  it('have a code in SVG and PNG whose token stands nowhere in the database (INV-41)', async () => {
    const { plate } = await shop('码上小店');
    const { url, isPrintable, svg, pngBase64, token } = await codeOf(plate, 'isPrintable svg pngBase64');
    /* The tests have no public address, and this one would lead every phone to itself. */
    expect(isPrintable).toBe(false);
    expect(url).toBe(`http://127.0.0.1:4000/verify/${token}`);
    expect(token).toMatch(/^[\w-]{27}$/);
    expect(svg).toMatch(/^<svg [^]*<\/svg>\s*$/);
    expect(Buffer.from(pngBase64, 'base64').subarray(1, 4).toString()).toBe('PNG');
    const [row] = await lab.app.dataSource.query<Record<string, unknown>[]>('SELECT * FROM plate WHERE id = ?', [plate.id]);
    expect(JSON.stringify(row)).not.toContain(token);
    expect((await codeOf(plate)).token).toBe(token);
    const operator = await lab.app.send(lab.operator, 'query ($id: ID!) { plateCode(plateId: $id) { url } }', { id: plate.id });
    expect(operator.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('of another park and unknown ones are the same NOT_FOUND', async () => {
    const { plate } = await shop('别园小店');
    const elsewhere = await PledgeLab.in(await BroadcastLab.in(lab.app));
    const query = 'mutation ($input: RecallPlateInput!) { recallPlate(input: $input) { plate { id } } }';
    const answers = await Promise.all(
      [plate.id, newId()].map((plateId) =>
        lab.app.send(elsewhere.secretary, query, { input: { plateId, expectedVersion: 1, reason: '越界' } }),
      ),
    );
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });

  describe('verified by the public', () => {
    it('show issuer, kind, dates, number and the name over the door, and nothing else of the shop or of a person (PR-1)', async () => {
      const { plate } = await shop('王大妈果品店');
      const { text, headers, status } = await page((await codeOf(plate)).token);
      expect(status).toBe(200);
      for (const shown of [
        plate.serialNumber,
        '测试园区',
        '直播电商健康规范经营倡议',
        '2026-11-27',
        '2027-11-26',
        'Valid',
        'lang="zh-CN"',
        '王大妈果品店',
      ])
        expect(text).toContain(shown);
      for (const hidden of ['张三', '滴道大街', '滴道商贸', plate.id, '<script', 'http:', 'src=']) expect(text).not.toContain(hidden);
      expect(headers['cache-control']).toBe('public, max-age=60');
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'/,
      );
      expect(headers['set-cookie']).toBeUndefined();
    });

    it('name the shop as it is called today, and no shop once the plate is recalled (PR-1)', async () => {
      const { plate, storefrontId } = await shop('老招牌店');
      const { token } = await codeOf(plate);
      const change = { storefrontId, name: '新<招牌>店', place: '滴道大街 1 号', expectedVersion: 1 };
      await lab.app.ask(
        lab.secretary,
        'mutation ($input: ChangeStorefrontInput!) { changeStorefront(input: $input) { userErrors { code } } }',
        {
          input: change,
        },
      );
      const valid = (await page(token)).text;
      expect([valid.includes('新&lt;招牌&gt;店'), valid.includes('老招牌')]).toEqual([true, false]);
      await step('recallPlate', plate, { reason: '核查' });
      const recalled = (await page(token)).text;
      expect([recalled.includes('招牌'), recalled.includes('Recalled')]).toEqual([false, true]);
    });

    it('give the same answer to every unknown code, whatever its shape (INV-41)', async () => {
      const { plate } = await shop('近似小店');
      const { token } = await codeOf(plate);
      const codes = [
        token.slice(0, -1),
        `${token}A`,
        `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
        token.toLowerCase(),
        plate.id,
        'x',
        '%00',
      ];
      codes.push(
        'y'.repeat(27),
        'z'.repeat(3_000),
        'a/b/c',
        `${token}/`,
        encodeURIComponent("' OR 1=1 --"),
        encodeURIComponent('<b>诚信</b>'),
      );
      const shape = async (code: string) => {
        const { status, text, headers } = await page(code);
        const { 'x-request-id': _id, date: _date, ...kept } = headers as Record<string, string>;
        return JSON.stringify({ status, text, kept });
      };
      const answers = await Promise.all(codes.map(shape));
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain('"status":404');
      expect(answers[0]).toContain('查无此牌');
    });

    it('read one row by its index for a known, a recalled and an unknown code alike, and write nothing', async () => {
      const { plate } = await shop('计数小店');
      const { token } = await codeOf(plate);
      for (const code of [token, 'x'.repeat(27)]) {
        const { statements } = await countStatements(lab.app.dataSource, async () => void (await page(code)));
        expect(statements).toHaveLength(1);
        const explain = lab.app.dataSource.options.type === 'mariadb' ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN';
        const plan = await lab.app.dataSource.query(`${explain} ${statements[0]}`, [INSTALLATION_SCOPE, tokenDigestOf(code)]);
        expect(JSON.stringify(plan)).toMatch(/ux_plate_token|Impossible WHERE/);
      }
    });

    it('turn to "recalled" on the day after the pledge ends, before any job has run (6.6)', async () => {
      const { plate } = await shop('到期小店');
      const { token } = await codeOf(plate);
      await lab.moveTo('2027-11-26T23:59:59+08:00');
      expect((await page(token)).text).toContain('Valid until');
      await lab.moveTo('2027-11-27T00:00:00+08:00');
      expect((await page(token)).text).toContain('Recalled');
      await lab.moveTo('2026-11-27T12:00:00+08:00');
    });

    it('slow an address down that asks too often, and nobody else (INV-41)', async () => {
      const answers = await Promise.all(Array.from({ length: 130 }, () => pageFrom('127.0.0.2', 'x')));
      expect(answers.filter(({ status }) => status === 404)).toHaveLength(120);
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(10);
      expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThan(0);
      expect(refused[0]!.headers['cache-control']).toBe('no-store');
      expect((await pageFrom('127.0.0.3', 'x')).status).toBe(404);
    });
  });

  describe('and commitments', () => {
    interface CommitmentFacts {
      id: string;
      version: number;
      status: string;
    }

    it('count only what was kept with evidence, on the public page as well', async () => {
      const { plate, pledge } = await shop('践诺小店');
      const { token } = await codeOf(plate);
      const input = {
        parkId: lab.parkId,
        pledgeId: pledge.id,
        kind: 'SHOW_DEEDS',
        text: '缺斤少两双倍返还',
        dueOn: '2026-12-31',
        idempotencyKey: newId(),
      };
      const made = await lab.done<CommitmentFacts>('makeCommitment', input);
      const target = { commitmentId: made.id, expectedVersion: made.version };
      expect(await lab.refused('confirmFulfilment', target)).toEqual(['COMMITMENT_WITHOUT_EVIDENCE']);
      const evidence = { ...target, reference: '公示栏 2026-11-27', notedOn: '2026-11-27' };
      expect(await lab.refused('addFulfilmentEvidence', { ...evidence, notedOn: '2026-11-28' })).toEqual(['EVIDENCE_DAY_INVALID']);
      const shown = await lab.done<CommitmentFacts>('addFulfilmentEvidence', evidence, lab.operator);
      expect((await page(token)).text).toContain('Public commitments kept</span></dt><dd>0</dd>');
      const kept = await lab.done<CommitmentFacts>('confirmFulfilment', { commitmentId: made.id, expectedVersion: shown.version });
      expect(kept.status).toBe('FULFILLED');
      expect((await page(token)).text).toContain('Public commitments kept</span></dt><dd>1</dd>');
      const dropped = await lab.refused('dropCommitment', { commitmentId: made.id, expectedVersion: kept.version, reason: '试' });
      expect(dropped).toEqual(['COMMITMENT_CLOSED']);
      const reopen = { commitmentId: made.id, expectedVersion: kept.version, reason: '登记有误' };
      const both = await Promise.all([lab.verb('reopenCommitment', reopen), lab.verb('reopenCommitment', reopen)]);
      expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
      expect((await page(token)).text).toContain('Public commitments kept</span></dt><dd>0</dd>');
      await lab.done('confirmFulfilment', { commitmentId: made.id, expectedVersion: kept.version + 1 });
      const { fulfilmentCounts } = await lab.app.ask<{ fulfilmentCounts: { kind: string; madeCount: number; fulfilledCount: number }[] }>(
        lab.secretary,
        'query ($id: ID!) { fulfilmentCounts(parkId: $id) { kind madeCount fulfilledCount overdueCount } }',
        { id: lab.parkId },
      );
      expect(fulfilmentCounts.find(({ kind }) => kind === 'SHOW_DEEDS')).toEqual({
        kind: 'SHOW_DEEDS',
        madeCount: 1,
        fulfilledCount: 1,
        overdueCount: 0,
      });
    });

    it('confirmed at once are all counted', async () => {
      const { pledge, storefrontId } = await shop('齐验小店');
      const ready: CommitmentFacts[] = [];
      for (let index = 0; index < 4; index++) {
        const made = await lab.done<CommitmentFacts>('makeCommitment', {
          ...{ parkId: lab.parkId, pledgeId: pledge.id, kind: 'OTHER', text: `承诺 ${index}`, dueOn: '2026-12-31' },
          idempotencyKey: newId(),
        });
        const evidence = { commitmentId: made.id, expectedVersion: made.version, reference: '公示栏', notedOn: '2026-11-27' };
        ready.push(await lab.done<CommitmentFacts>('addFulfilmentEvidence', evidence, lab.operator));
      }
      await Promise.all(ready.map(({ id, version }) => lab.done('confirmFulfilment', { commitmentId: id, expectedVersion: version })));
      const [row] = await lab.app.dataSource.query<{ fulfilledCount: number }[]>(
        'SELECT fulfilledCount FROM plate WHERE storefrontId = ?',
        [storefrontId],
      );
      expect(Number(row!.fulfilledCount)).toBe(4);
    });

    it('are made only under a pledge in force', async () => {
      const offered = await lab.offer(template.id, await lab.storefront('未诺小店'));
      const input = { parkId: lab.parkId, pledgeId: offered.id, kind: 'OTHER', text: '试', dueOn: '2026-12-31', idempotencyKey: newId() };
      expect(await lab.refused('makeCommitment', input)).toEqual(['COMMITMENT_WITHOUT_PLEDGE']);
    });
  });

  it('are counted in the coverage of the park beside the pledges, each number with its basis', async () => {
    const elsewhere = await PledgeLab.in(await BroadcastLab.in(lab.app));
    const text = await elsewhere.published('HEALTHY_CONDUCT');
    const shops = [await elsewhere.storefront('甲店'), await elsewhere.storefront('乙店'), await elsewhere.storefront('丙店')];
    for (const storefrontId of shops.slice(0, 2)) await elsewhere.signed(text.id, storefrontId);
    await elsewhere.offer(text.id, shops[2]!);
    await elsewhere.done('issuePlate', { parkId: elsewhere.parkId, storefrontId: shops[0], idempotencyKey: newId() });
    const query = `query ($id: ID!) { pledgeCoverage(parkId: $id) { asOfOn platesInForceCount
      rows { audience registeredCount inForceCount expiringCount offeredCount ratePercent basis } } }`;
    const { pledgeCoverage } = await lab.app.ask<{ pledgeCoverage: { rows: Record<string, unknown>[] } & Record<string, unknown> }>(
      elsewhere.secretary,
      query,
      { id: elsewhere.parkId },
    );
    expect(pledgeCoverage).toMatchObject({ asOfOn: '2026-11-27', platesInForceCount: 1 });
    const row = (audience: string) => pledgeCoverage.rows.find((entry) => entry.audience === audience)!;
    expect(row('STORE')).toMatchObject({ registeredCount: 3, inForceCount: 2, expiringCount: 0, offeredCount: 1, ratePercent: '66.7' });
    expect(row('STREAMER')).toMatchObject({ registeredCount: 0, inForceCount: 0, ratePercent: null });
    expect(row('STORE').basis).toContain('营业中门店');
    const foreign = await lab.app.ask<{ pledgeCoverage: unknown }>(lab.secretary, query, { id: elsewhere.parkId });
    expect(foreign.pledgeCoverage).toBeNull();
  });
});
