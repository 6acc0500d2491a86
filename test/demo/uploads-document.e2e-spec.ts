import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { DEMO_PASSWORD, loadDemoOnce } from '../../src/demo/load-demo.js';
import { FILE_BYTES_MAX } from '../../src/platform/spreadsheet/spreadsheet-limits.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { newId } from '../../src/platform/database/ids.js';
import { productSources, ROOT } from '../architecture/source-tree.js';
import { TestApp } from '../support/test-app.js';

const [CHINESE, ENGLISH] = readFileSync(join(ROOT, 'docs/uploads.md'), 'utf8').split('\n---\n') as [string, string];
const SAMPLE = 'test/fixtures/exports/douyin-lives-2026-10.xlsx';

/** Names in the tables of form fields, by route, as one half of the document has them. */
function fieldsIn(half: string): Record<string, string[]> {
  const parts = half.split(/^## (?=POST )/m).slice(1);
  return Object.fromEntries(
    parts.map((part) => {
      const names = [...part.matchAll(/^\| `(\w+)` \| [^|]+ \| (?:必填|可选|required|optional) \|/gm)].map(([, name]) => name!);
      return [part.split('\n')[0]!, names];
    }),
  );
}

/** The address and the form of the one curl command of a half; `$NAME` is filled in from the values. */
function curlIn(half: string, values: Record<string, string>): { path: string; headers: string[]; form: [string, string][] } {
  const [line, ...more] = [...half.matchAll(/^curl .*$/gm)].map(([command]) =>
    command.replace(/\$(\w+)/g, (_, name: string) => values[name]!),
  );
  if (!line || more.length > 0) throw new Error('The document shows one curl command');
  const headers = [...line.matchAll(/-H "([^"]+)"/g)].map(([, header]) => header!);
  const form = [...line.matchAll(/-F ([^=\s]+)=(\S+)/g)].map(([, name, value]): [string, string] => [name!, value!]);
  return { path: new URL(/ (http:\S+)$/.exec(line)![1]!).pathname, headers, form };
}

describe('docs/uploads.md', () => {
  let app: TestApp;
  let parkId: string;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    app = await TestApp.start();
    const demo = await loadDemoOnce(app.api, readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:' }));
    parkId = demo!.parkId;
    for (const loginName of ['demo-accountant', 'demo-village']) {
      const { signIn } = await app.ask<{ signIn: { accessToken: string } }>(
        null,
        'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
        { input: { loginName, password: DEMO_PASSWORD } },
      );
      tokens[loginName] = signIn.accessToken;
    }
  });
  afterAll(() => app.close());

  const send = async (form: readonly [string, string | Buffer][], loginName: string | null = 'demo-accountant') => {
    const call = request(app.server).post('/uploads');
    if (loginName) void call.set('authorization', `Bearer ${tokens[loginName]}`);
    for (const [name, value] of form) {
      if (name === 'file' || name === 'datei')
        void call.attach(name, typeof value === 'string' ? readFileSync(join(ROOT, value)) : value, 'sample.xlsx');
      else void call.field(name, value as string);
    }
    const { status, body } = await call;
    return { status, body: body as { uploadId?: string; error?: { code: string; fields?: { path: string[]; code: string }[] } } };
  };
  const batches = async () => (await app.dataSource.query<object[]>('SELECT id FROM import_batch')).length;

  it('shows a request that works as it stands, the same in both languages; sent twice it gives two ids, and the second books nothing', async () => {
    const curl = curlIn(CHINESE, { TOKEN: tokens['demo-accountant']!, PARK: parkId });
    expect(curlIn(ENGLISH, { TOKEN: tokens['demo-accountant']!, PARK: parkId })).toEqual(curl);
    expect([curl.path, curl.headers]).toEqual(['/uploads', [`authorization: Bearer ${tokens['demo-accountant']}`]]);
    const ids: string[] = [];
    for (let time = 0; time < 2; time++) {
      const { status, body } = await send(curl.form.map(([name, value]) => [name, value.replace(/^@/, '')]));
      expect([status, Object.keys(body)]).toEqual([201, ['uploadId']]);
      ids.push(body.uploadId!);
    }
    expect(new Set(ids).size).toBe(2);
    const counts: unknown[] = [];
    for (const uploadId of ids) {
      const input = { uploadId, recordMissingSessions: true, idempotencyKey: `uploads-document-${uploadId}` };
      await app.ask(
        tokens['demo-accountant']!,
        'mutation ($input: CommitImportInput!) { commitImport(input: $input) { userErrors { code } } }',
        { input },
      );
      await app.drainJobs();
      const { importBatch } = await app.ask<{ importBatch: { counts: object } }>(
        tokens['demo-accountant']!,
        'query ($id: ID!) { importBatch(id: $id) { counts { booked duplicates } } }',
        { id: uploadId },
      );
      counts.push(importBatch.counts);
    }
    expect(counts).toEqual([
      { booked: 14, duplicates: 0 },
      { booked: 0, duplicates: 14 },
    ]);
  });

  it('names exactly the form fields that the program reads', () => {
    const read = productSources()
      .filter(({ path }) => path.endsWith('uploads.controller.ts'))
      .map(({ text }) => [...text.matchAll(/upload\.(?:requiredField|field)\('(\w+)'\)/g)].map(([, name]) => name!));
    expect(fieldsIn(CHINESE)).toEqual(fieldsIn(ENGLISH));
    const named = Object.values(fieldsIn(CHINESE)).map((names) => names.filter((name) => name !== 'file'));
    expect(named.map(String).sort()).toEqual(read.map(String).sort());
    expect(Object.keys(fieldsIn(CHINESE))).toEqual(['POST /uploads', 'POST /uploads/cases']);
  });

  it('tells the errors with the status and the code that the program answers, and nothing is stored then', async () => {
    const before = await batches();
    const park: [string, string] = ['parkId', parkId];
    const file: [string, string] = ['file', SAMPLE];
    const attempts: [string, Awaited<ReturnType<typeof send>>, string?, string?][] = [
      ['UNAUTHENTICATED', await send([park, file], null)],
      ['FORBIDDEN', await send([park, file], 'demo-village')],
      ['NOT_FOUND', await send([['parkId', newId()], file])],
      ['PAYLOAD_TOO_LARGE', await send([park, ['file', Buffer.alloc(FILE_BYTES_MAX + 1, 'a')]])],
      ['BAD_USER_INPUT', await send([park]), 'file', 'MISSING'],
      ['BAD_USER_INPUT', await send([file]), 'parkId', 'MISSING'],
      ['BAD_USER_INPUT', await send([['file', Buffer.alloc(FILE_BYTES_MAX / 2, 'a')], park]), 'parkId', 'MISSING'],
      ['BAD_USER_INPUT', await send([park, ['format', 'NONE'], file]), 'format', 'BAD_VALUE'],
      ['BAD_USER_INPUT', await send([park, ['columns', '[]'], file]), 'columns', 'BAD_VALUE'],
      ['BAD_USER_INPUT', await send([park, file, file]), 'file', 'SECOND_FILE'],
      ['BAD_USER_INPUT', await send([park, file, ['format', 'DOUYIN_LIVES']]), 'format', 'MISSING'],
      ['BAD_USER_INPUT', await send([park, ['datei', SAMPLE]]), 'datei', 'UNKNOWN_FIELD'],
      ['BAD_USER_INPUT', await send([park, ['formt', 'DOUYIN_LIVES'], file]), 'formt', 'UNKNOWN_FIELD'],
      ['BAD_USER_INPUT', await send([park, park, file]), 'parkId', 'FIELD_TWICE'],
      ['BAD_USER_INPUT', await send([park, ['columns', 'a'.repeat(4_097)], file]), 'columns', 'FIELD_TOO_LONG'],
      ['BAD_USER_INPUT', await send([park, ['columns', '{"saleFeN":"支付金额(分)"}'], file]), 'columns', 'BAD_VALUE'],
    ];
    for (const [code, { status, body }, path, problem] of attempts) {
      expect([code, body.error?.code]).toEqual([code, code]);
      for (const half of [CHINESE, ENGLISH]) expect(half).toContain(`| ${status} | \`${code}\` |`);
      if (problem) expect(body.error!.fields).toEqual([expect.objectContaining({ path: [path], code: problem })]);
      if (problem) expect(ENGLISH).toContain(`\`${problem}\``);
    }
    expect(await batches()).toBe(before);
  });

  it('answers the same however the body is cut into packets, and keeps what stands behind the file out', async () => {
    const { port } = app.api.getHttpServer().address() as { port: number };
    const content = readFileSync(join(ROOT, SAMPLE));
    const part = (disposition: string, value: Buffer | string) =>
      Buffer.concat([
        Buffer.from(`--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`),
        Buffer.from(value),
        Buffer.from('\r\n'),
      ]);
    const file = part('name="file"; filename="a.xlsx"', content);
    const [park, format] = [part('name="parkId"', parkId), part('name="format"', 'DOUYIN_ORDERS')];
    const before = await batches();
    for (const [parts, field] of [
      [[file, park], 'parkId'],
      [[park, file, format], 'format'],
    ] as const) {
      const body = Buffer.concat([...parts, Buffer.from('--x--\r\n')]);
      for (const size of [body.length, 1_000, 7_000]) {
        const cut = new ReadableStream({
          async start(stream) {
            for (let at = 0; at < body.length; at += size) {
              stream.enqueue(body.subarray(at, at + size));
              await new Promise((resolve) => setTimeout(resolve, 1));
            }
            stream.close();
          },
        });
        const response = await fetch(`http://127.0.0.1:${port}/uploads`, {
          method: 'POST',
          headers: { authorization: `Bearer ${tokens['demo-accountant']}`, 'content-type': 'multipart/form-data; boundary=x' },
          body: cut,
          duplex: 'half',
        } as RequestInit);
        const { error } = (await response.json()) as { error: { fields: { path: string[]; code: string }[] } };
        expect(error.fields).toEqual([expect.objectContaining({ path: [field], code: 'MISSING' })]);
      }
    }
    expect(await batches()).toBe(before);
  });

  it('names the most text fields that it takes, and the known fields of columns', async () => {
    const many = await send([['parkId', parkId], ...['a', 'b', 'c', 'd'].map((name): [string, string] => [name, 'x']), ['file', SAMPLE]]);
    expect(many.body.error!.fields!.map(({ code }) => code)).toEqual([...Array<string>(4).fill('UNKNOWN_FIELD'), 'TOO_MANY_FIELDS']);
    const long = await send([
      ...['parkId', 'format', 'columns'].map((name): [string, string] => [name, 'a'.repeat(4_097)]),
      ['file', SAMPLE],
    ]);
    expect(long.body.error!.fields!.map(({ code }) => code)).toEqual(Array<string>(3).fill('FIELD_TOO_LONG'));
    const wrong = await send([
      ['parkId', parkId],
      ['columns', '{"foo":"观看人数"}'],
      ['file', SAMPLE],
    ]);
    expect(JSON.stringify(wrong.body)).toMatch(/foo.*saleFen/);
  });
});
