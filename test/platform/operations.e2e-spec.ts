import { createConnection, type Socket } from 'node:net';
import { HTTP_LIMITS } from '../../src/platform/operations/http-hardening.js';
import { type HttpProbe, json, startProbe } from './http-probe.js';

describe('the HTTP server', () => {
  let probe: HttpProbe;
  beforeAll(async () => (probe = await startProbe()));
  afterAll(() => probe.app.close());

  it('keeps a well-formed request id, replaces any other, and has it after the body as well', async () => {
    for (const [offered, isKept] of [
      ['client-id-0001', true],
      ['a'.repeat(64), true],
      ['a'.repeat(65), false],
      ['short-1', false],
      ['with space in it', false],
    ] as const) {
      const response = await fetch(`${probe.url}/graphql`, json({ n: 1 }, { 'x-request-id': offered }));
      const answer = (await response.json()) as { context: { requestId: string } };
      expect(response.headers.get('x-request-id')).toBe(answer.context.requestId);
      expect(answer.context.requestId === offered).toBe(isKept);
    }
  });

  it('keeps the contexts of 50 requests at once apart', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `parallel-${index}-request`);
    const answers = await Promise.all(
      ids.map(async (id) => (await fetch(`${probe.url}/graphql`, json({ id }, { 'x-request-id': id }))).json()),
    );
    expect((answers as { context: { requestId: string } }[]).map(({ context }) => context.requestId)).toEqual(ids);
  });

  it('answers errors as JSON with code, message in the language of the caller and the request id', async () => {
    const large = JSON.stringify({ text: 'x'.repeat(HTTP_LIMITS.bodyBytesMax) });
    const cases: [string, RequestInit, number, string][] = [
      ['/nowhere', {}, 404, 'NOT_FOUND'],
      ['/graphql', json('{"broken'), 400, 'BAD_USER_INPUT'],
      ['/graphql', json(large), 413, 'PAYLOAD_TOO_LARGE'],
      ['/graphql', { ...json('<a/>'), headers: { 'content-type': 'application/xml' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
      ['/%E0%A4%A', {}, 400, 'BAD_USER_INPUT'],
      ['/boom', {}, 500, 'INTERNAL'],
      ['/away', {}, 503, 'RETRY_LATER'],
    ];
    for (const [path, init, status, code] of cases) {
      for (const [language, pattern] of [
        ['en', /^[\x20-\x7e]+$/],
        ['zh-CN', /\p{Script=Han}/u],
      ] as const) {
        const response = await fetch(probe.url + path, {
          ...init,
          headers: { ...(init.headers as Record<string, string>), 'accept-language': language },
        });
        const answer = (await response.json()) as { error: Record<string, string> };
        expect([path, response.status, answer.error.code]).toEqual([path, status, code]);
        expect(answer.error.message).toMatch(pattern);
        expect(Object.keys(answer)).toEqual(['error']);
        expect(answer.error.requestId).toBe(response.headers.get('x-request-id'));
        expect(JSON.stringify(answer)).not.toMatch(/SELECT|11010519491231002X|node_modules/);
      }
    }
  });

  it('sends the security headers with every answer, errors included', async () => {
    for (const path of ['/health/live', '/nowhere', '/boom', '/%E0%A4%A']) {
      const { headers } = await fetch(probe.url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('bounds headers to 8 s, requests to 120 s and idle connections', () => {
    const server = probe.app.getHttpServer();
    expect([server.headersTimeout, server.requestTimeout, server.keepAliveTimeout]).toEqual([8_000, 120_000, 65_000]);
  });

  it('logs the end of each request with its id and without the query string', async () => {
    await fetch(`${probe.url}/health/live?token=abc`, { headers: { 'x-request-id': 'logged-request-1' } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(probe.lines()).toContainEqual(
      expect.objectContaining({ requestId: 'logged-request-1', path: '/health/live', status: 200, level: 'info' }),
    );
    expect(JSON.stringify(probe.lines())).not.toContain('token=abc');
  });

  it('logs an unexpected error in full but without the values that it carries', async () => {
    await fetch(`${probe.url}/boom`, { headers: { 'x-request-id': 'logged-failure-1' } });
    const line = probe.lines().find((entry) => entry.level === 'error' && entry.requestId === 'logged-failure-1')!;
    expect(line.stack).toContain('ProbeController.boom');
    expect(JSON.stringify(line)).not.toContain('11010519491231002X');
  });

  describe('a slow client', () => {
    const open = (text: string): Promise<{ socket: Socket; received: () => string; closed: Promise<void> }> =>
      new Promise((resolve) => {
        let received = '';
        const socket = createConnection(probe.port, '127.0.0.1', () => {
          socket.write(text);
          resolve({ socket, received: () => received, closed });
        });
        const closed = new Promise<void>((done) => socket.once('close', () => done()));
        socket.on('data', (chunk) => (received += chunk.toString()));
        socket.on('error', () => undefined);
      });

    it('that stops inside a /graphql body gets 408 after 15 s and loses its connection', async () => {
      const startedAt = Date.now();
      const { received, closed } = await open(
        'POST /graphql HTTP/1.1\r\nhost: x\r\nx-request-id: slow-body-0001\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a"',
      );
      await closed;
      expect(Date.now() - startedAt).toBeGreaterThan(14_500);
      expect(Date.now() - startedAt).toBeLessThan(17_000);
      expect(received()).toMatch(/^HTTP\/1.1 408 .*"code":"REQUEST_TIMEOUT".*"requestId":"slow-body-0001"/s);
      expect((await fetch(`${probe.url}/graphql`, json({ n: 1 }))).status).toBe(201);
    }, 25_000);

    it('that stops inside its headers loses its connection after 8 s', async () => {
      const startedAt = Date.now();
      const { closed } = await open('POST /graphql HTTP/1.1\r\nhost: x\r\nx-a: ');
      await closed;
      expect(Date.now() - startedAt).toBeGreaterThan(7_500);
      expect(Date.now() - startedAt).toBeLessThan(11_000);
    }, 25_000);
  });
});
