import { HealthController } from '../../src/platform/operations/health.controller.js';
import { type HealthContributor, HealthRegistry } from '../../src/platform/operations/health-registry.js';
import { type HttpProbe, startProbe } from './http-probe.js';

describe('the process in operation', () => {
  let probe: HttpProbe;
  beforeAll(async () => (probe = await startProbe()));
  afterAll(() => probe.app.close());
  beforeEach(() => (probe.database.query = () => Promise.resolve([])));

  describe('health', () => {
    const ready = async () => {
      const response = await fetch(`${probe.url}/health/ready`);
      return {
        status: response.status,
        body: (await response.json()) as { status: string; checks: Record<string, Record<string, unknown>> },
      };
    };

    it('is alive whatever the database does, and ready only with it', async () => {
      expect((await ready()).body).toMatchObject({ status: 'ok', checks: { database: { status: 'ok' } } });
      probe.database.query = () => Promise.reject(new Error('connect ECONNREFUSED mariadb://root:geheim@10.0.0.1'));
      const answer = await ready();
      expect([answer.status, answer.body.checks.database]).toEqual([503, { status: 'down', reason: 'CHECK_FAILED' }]);
      expect(JSON.stringify(probe.lines())).not.toContain('geheim');
      expect((await fetch(`${probe.url}/health/live`)).status).toBe(200);
    });

    it('gives a database that hangs two seconds, and asks it once for many probes', async () => {
      let asked = 0;
      probe.database.query = () => {
        asked++;
        return new Promise(() => undefined);
      };
      const startedAt = Date.now();
      const answers = await Promise.all(Array.from({ length: 10 }, ready));
      expect(Date.now() - startedAt).toBeLessThan(4_000);
      expect(asked).toBe(1);
      expect(answers.map(({ status, body }) => [status, body.checks.database!.reason])).toEqual(Array(10).fill([503, 'TIMED_OUT']));
    });

    it('stays ready while a part is degraded or its check fails', async () => {
      const registry = probe.app.get(HealthRegistry);
      let queue: HealthContributor = () => Promise.resolve({ status: 'degraded', isRedisUp: false, oldestWaitingSeconds: 90, deadJobs: 2 });
      registry.register('queue', () => queue());
      expect(() => registry.register('queue', () => Promise.resolve({ status: 'ok' }))).toThrow('registered twice');
      const degraded = await ready();
      expect([degraded.status, degraded.body.status, degraded.body.checks.queue]).toEqual([
        200,
        'degraded',
        { status: 'degraded', isRedisUp: false, oldestWaitingSeconds: 90, deadJobs: 2 },
      ]);
      queue = () => Promise.reject(new Error('redis://:geheim@host'));
      expect(await ready()).toMatchObject({ status: 200, body: { checks: { queue: { status: 'degraded', reason: 'CHECK_FAILED' } } } });
    });
  });

  describe('GraphiQL', () => {
    const get = (path: string, headers: Record<string, string> = {}) => fetch(probe.url + path, { headers });

    it('comes from this server alone, under a policy that allows no other script', async () => {
      const response = await get('/graphiql');
      const page = await response.text();
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(page).toMatch(/<title>Parkcast 园区/);
      expect(page).not.toMatch(/https?:\/\/|<script>|<style>/);
      const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!).filter((address) => address !== 'data:,');
      expect(addresses).toHaveLength(6);
      for (const address of addresses) {
        expect(address).toMatch(/^\/graphiql\/[\w.-]+\?v=3\.8\.3$/);
        expect((await get(address)).status).toBe(200);
      }
      const style = await (await get('/graphiql/graphiql.min.css')).text();
      expect([...style.matchAll(/url\(([^)]{0,5})/g)].every((match) => match[1] === 'data:')).toBe(true);
      expect(style).not.toContain('@import');
    });

    it('lets a browser keep its files and serves no other file', async () => {
      const first = await get('/graphiql/react.production.min.js');
      expect(first.headers.get('cache-control')).toBe('public, max-age=31536000');
      const again = await get('/graphiql/react.production.min.js', { 'if-none-match': first.headers.get('etag')! });
      expect([again.status, (await again.text()).length]).toEqual([304, 0]);
      for (const name of ['package.json', '..%2Fpackage.json', '%2e%2e/package.json', 'constructor', '__proto__', 'graphiql.min.js.map']) {
        expect([name, (await get(`/graphiql/${name}`)).status]).toEqual([name, 404]);
      }
    });

    it('is not there in production unless it is switched on', async () => {
      for (const [options, status] of [
        [{}, 404],
        [{ graphiql: true }, 200],
      ] as const) {
        const production = await startProbe({ NODE_ENV: 'production' }, options);
        for (const path of ['/graphiql', '/graphiql/start.js']) expect((await fetch(production.url + path)).status).toBe(status);
        await production.app.close();
      }
    });
  });
});

describe('a process that stops', () => {
  it('tells that it gets no more requests before it closes', async () => {
    const probe = await startProbe();
    probe.app.get(HealthController).beforeApplicationShutdown();
    const response = await fetch(`${probe.url}/health/ready`);
    expect([response.status, ((await response.json()) as { checks: unknown }).checks]).toEqual([
      503,
      { process: { status: 'down', reason: 'STOPPING' } },
    ]);
    await probe.app.close();
  });
});
