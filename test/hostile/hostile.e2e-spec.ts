import { givenPark } from '../support/parks.js';
import { TestApp } from '../support/test-app.js';
import type { Accepted, HostileCase, HostileRequest, Place, Refused } from './case.js';
import { DOCUMENTS } from './documents.js';
import { LoopWatch } from './loop-watch.js';
import { UPLOADS } from './uploads.js';
import { DATES, HEADERS, IDS, NUMBERS, TEXTS } from './values.js';

/** Nothing may hang; an upload is read by a process of its own, which takes its time to start. */
const ANSWERED_WITHIN_MS = 2_000;
const UPLOAD_ANSWERED_WITHIN_MS = 15_000;
/** While the answer is awaited, and right after it, the server serves others: no turn of its event loop computes longer. */
const TURN_MAX_MS = 1_000;

/** Hundred problems of a document are told at most. */
const ANSWER_LENGTH_MAX = 50_000;

interface Problem {
  code: string;
  message: string;
  fields: { path: (string | number)[]; code: string; message: string }[];
}
interface Reply {
  status: number;
  text: string;
  problems: Problem[];
  data: unknown;
}

interface Body {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string; fields?: Problem['fields'] } }[];
  error?: { code: string; message: string; fields?: Problem['fields'] };
  uploadId?: string;
}

describe('hostile input', () => {
  let app: TestApp;
  let place: Place;
  beforeAll(async () => {
    app = await TestApp.start();
    const { parkId } = await givenPark(app);
    const token = await app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: parkId }]);
    const { port } = app.api.getHttpServer().address() as { port: number };
    place = { url: `http://127.0.0.1:${port}`, token, parkId };
  });
  afterAll(() => app.close());

  async function send(request: HostileRequest, language: string): Promise<Reply> {
    const { path = '/graphql', method = 'POST', headers = {}, body } = request;
    const merged = { authorization: `Bearer ${place.token}`, 'content-type': 'application/json', 'accept-language': language, ...headers };
    const given = Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const response = await fetch(`${place.url}${path}`, { method, headers: given, body: body as never });
    const text = await response.text();
    const answer = JSON.parse(text) as Body;
    const faults = answer.error ? [answer.error] : (answer.errors ?? []).map(({ message, extensions }) => ({ message, ...extensions }));
    const problems = faults.map(({ code, message, fields = [] }) => ({ code, message, fields }));
    const data = answer.uploadId ? await storedName(answer.uploadId) : Object.values(answer.data ?? {})[0];
    return { status: response.status, text, problems, data };
  }

  async function storedName(id: string): Promise<string> {
    const query = 'query ($id: ID!) { importBatch(id: $id) { fileName } }';
    return (await app.ask<{ importBatch: { fileName: string } }>(place.token, query, { id })).importBatch.fileName;
  }

  async function isAlive(): Promise<void> {
    expect((await fetch(`${place.url}/health/live`)).status).toBe(200);
  }

  function expectRefusal(refused: Refused, zh: Reply, en: Reply): void {
    const [first] = zh.problems;
    expect([refused.code].flat()).toContain(first?.code ?? zh.text.slice(0, 300));
    if (refused.status) expect(zh.status).toBe(refused.status);
    expect(zh.status).toBeLessThan(500);
    if (refused.field) expect(first!.fields.map((field) => field.path.join('.'))).toContain(refused.field);
    if (refused.fieldCode) expect(first!.fields.map((field) => field.code)).toContain(refused.fieldCode);
    const sentences = (reply: Reply) => reply.problems.flatMap(({ message, fields }) => [message, ...fields.map((field) => field.message)]);
    for (const sentence of sentences(zh)) {
      expect(sentence).toMatch(/\p{Script=Han}/u);
      /* What nobody foresaw is told in Chinese only by its first words. */
      expect(sentence).not.toContain('不符合接口定义');
    }
    for (const sentence of sentences(en)) expect(sentence).not.toMatch(/\p{Script=Han}/u);
    expect(zh.text.length).toBeLessThan(ANSWER_LENGTH_MAX);
    expect(zh.text).not.toMatch(/node_modules|\bat \w+ \(|SELECT |QueryFailed/);
  }

  async function expectAnswer(hostile: HostileCase, withinMs: number): Promise<void> {
    /* Made before the watch begins: to pack 60 MB takes longer than to refuse them. */
    const request = hostile.request(place);
    const startedAt = performance.now();
    const loop = new LoopWatch();
    const sending = send(request, 'zh');
    await isAlive();
    const zh = await sending;
    expect(performance.now() - startedAt).toBeLessThan(withinMs);
    await isAlive();
    expect(loop.stop()).toBeLessThan(TURN_MAX_MS);
    const { answer } = hostile;
    if ('data' in answer) {
      expect(zh.problems).toEqual([]);
      expect(zh.data).toEqual((answer as Accepted).data(place));
    } else {
      expectRefusal(answer, zh, await send(hostile.request(place), 'en'));
    }
  }

  describe.each([
    ['documents and the requests around them', DOCUMENTS],
    ['texts', TEXTS],
    ['numbers and amounts', NUMBERS],
    ['days and instants', DATES],
    ['ids and page positions', IDS],
    ['headers', HEADERS],
  ])('%s: a typed answer in both languages, at once', (_, cases) => {
    it.each(cases)('$name', (hostile) => expectAnswer(hostile, ANSWERED_WITHIN_MS));
  });

  describe('uploads: a typed answer in both languages, while others are served', () => {
    it.each(UPLOADS)('$name', (hostile) => expectAnswer(hostile, UPLOAD_ANSWERED_WITHIN_MS));
  });
});
