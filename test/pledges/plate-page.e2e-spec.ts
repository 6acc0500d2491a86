import { get, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { INSTALLATION_SCOPE } from '../../src/platform/database/ids.js';
import { tokenDigestOf } from '../../src/pledges/plates/plate-code.js';
import { countStatements } from '../support/statement-counter.js';
import { PlateDesk } from './plate-desk.js';
import { PledgeLab } from './pledge-lab.js';

describe('the public pages of plates', () => {
  let lab: PledgeLab;
  let desk: PlateDesk;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    desk = new PlateDesk(lab, (await lab.published('HEALTHY_CONDUCT')).id);
  });
  afterAll(() => lab.close());

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

  it('show issuer, kind, dates, number and the name over the door, and nothing else of the shop or of a person (PR-1)', async () => {
    const { plate } = await desk.shop('王大妈果品店');
    const { text, headers, status } = await desk.page((await desk.codeOf(plate)).token);
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
    const { plate, storefrontId } = await desk.shop('老招牌店');
    const { token } = await desk.codeOf(plate);
    const change = { storefrontId, name: '新<招牌>店', place: '滴道大街 1 号', expectedVersion: 1 };
    await lab.app.ask(
      lab.secretary,
      'mutation ($input: ChangeStorefrontInput!) { changeStorefront(input: $input) { userErrors { code } } }',
      {
        input: change,
      },
    );
    const valid = (await desk.page(token)).text;
    expect([valid.includes('新&lt;招牌&gt;店'), valid.includes('老招牌')]).toEqual([true, false]);
    await desk.step('recallPlate', plate, { reason: '核查' });
    const recalled = (await desk.page(token)).text;
    expect([recalled.includes('招牌'), recalled.includes('Recalled')]).toEqual([false, true]);
  });

  it('give the same answer to every unknown code, whatever its shape (INV-41)', async () => {
    const { plate } = await desk.shop('近似小店');
    const { token } = await desk.codeOf(plate);
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
      const { status, text, headers } = await desk.page(code);
      const { 'x-request-id': _id, date: _date, ...kept } = headers as Record<string, string>;
      return JSON.stringify({ status, text, kept });
    };
    const answers = await Promise.all(codes.map(shape));
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"status":404');
    expect(answers[0]).toContain('查无此牌');
  });

  it('read one row by its index for a known, a recalled and an unknown code alike, and write nothing', async () => {
    const { plate } = await desk.shop('计数小店');
    const { token } = await desk.codeOf(plate);
    for (const code of [token, 'x'.repeat(27)]) {
      const { statements } = await countStatements(lab.app.dataSource, async () => void (await desk.page(code)));
      expect(statements).toHaveLength(1);
      const explain = lab.app.dataSource.options.type === 'mariadb' ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN';
      const plan = await lab.app.dataSource.query(`${explain} ${statements[0]}`, [INSTALLATION_SCOPE, tokenDigestOf(code)]);
      expect(JSON.stringify(plan)).toMatch(/ux_plate_token|Impossible WHERE/);
    }
  });

  it('turn to "recalled" on the day after the pledge ends, before any job has run (6.6)', async () => {
    const { plate } = await desk.shop('到期小店');
    const { token } = await desk.codeOf(plate);
    await lab.moveTo('2027-11-26T23:59:59+08:00');
    expect((await desk.page(token)).text).toContain('Valid until');
    await lab.moveTo('2027-11-27T00:00:00+08:00');
    expect((await desk.page(token)).text).toContain('Recalled');
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
