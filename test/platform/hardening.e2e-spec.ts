import { connect } from 'node:net';
import { buildSchema, parse, validate } from 'graphql';
import request from 'supertest';
import { GRAPHQL_LIMITS, HARDENING_RULES } from '../../src/platform/graphql/hardening.js';
import { TestApp } from '../support/test-app.js';

const INTROSPECTION = '{ __schema { types { name } } }';

function codeOf(body: { errors?: { extensions?: { code?: string } }[] }): string | undefined {
  return body.errors?.[0]?.extensions?.code;
}

describe('the limits of the GraphQL endpoint', () => {
  let app: TestApp;
  let token: string;
  beforeAll(async () => {
    app = await TestApp.start();
    token = await app.administrator();
  });
  afterAll(() => app.close());

  const post = (body: object | string, headers: Record<string, string> = {}) =>
    request(app.api.getHttpServer())
      .post('/graphql')
      .set({ authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers })
      .send(body);

  it('refuses more than 15 aliases and answers 15', async () => {
    const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, index) => `a${index}: viewer { accountId }`).join(' ')} }`;
    expect(codeOf((await post({ query: aliases(GRAPHQL_LIMITS.aliasesMax + 1) })).body)).toBe('QUERY_TOO_COMPLEX');
    expect((await post({ query: aliases(GRAPHQL_LIMITS.aliasesMax) })).body).not.toHaveProperty('errors');
  });

  it('refuses a query that is deeper than 10 levels', () => {
    // No type of the product nests that deep today, so the rule is asked about a schema that does.
    const schema = buildSchema('type Query { viewer: Viewer } type Viewer { accountId: String viewer: Viewer }');
    const problems = (levels: number) =>
      validate(schema, parse(`{ ${'viewer { '.repeat(levels)} accountId ${' }'.repeat(levels)} }`), HARDENING_RULES);
    expect(problems(GRAPHQL_LIMITS.depthMax).map((error) => error.extensions.code)).toEqual(['QUERY_TOO_COMPLEX']);
    expect(problems(GRAPHQL_LIMITS.depthMax - 1)).toEqual([]);
  });

  it('refuses more than 20 directives', async () => {
    const query = `query ($yes: Boolean = true) { viewer { accountId ${'@include(if: $yes) '.repeat(21)} } }`;
    expect(codeOf((await post({ query })).body)).toMatch(/QUERY_TOO_COMPLEX|GRAPHQL_VALIDATION_FAILED/);
  });

  it('refuses more than 1,500 tokens with a typed 400, not a 500', async () => {
    const response = await post({ query: `{ viewer { ${'accountId '.repeat(1600)} } }` });
    expect(response.status).toBe(400);
    expect(codeOf(response.body)).toBe('GRAPHQL_PARSE_FAILED');
    expect(response.body.errors[0].message).toMatch(/^查询过长:最多 1500 个语法单元/);
    const { body } = await post({ query: `{ viewer { ${'accountId '.repeat(1600)} } }` }, { 'accept-language': 'en' });
    expect(body.errors[0].message).toMatch(/^The document has more than 1500 tokens/);
  });

  it('answers a fault of a running operation with 200 and its code, and what it does not run with 400 (docs/errors.md)', async () => {
    const answer = async (query: string, headers = {}, variables = {}) => {
      const { status, body } = await post({ query, variables }, headers);
      return [status, codeOf(body)];
    };
    const jobs = '{ jobs { totalCount } }';
    const paged = 'query ($first: Int!) { jobs(first: $first) { totalCount } }';
    const rerun = 'mutation { rerunJob(input: { jobId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }) { userErrors { code } } }';
    expect(await answer(jobs, { authorization: '' })).toEqual([200, 'UNAUTHENTICATED']);
    expect(await answer(jobs, { authorization: 'Bearer nothing' })).toEqual([200, 'UNAUTHENTICATED']);
    expect(await answer(rerun)).toEqual([200, 'NOT_FOUND']);
    expect(await answer(paged, {}, { first: 1_000 })).toEqual([200, 'BAD_USER_INPUT']);
    expect(await answer(paged, {}, { first: 'many' })).toEqual([400, 'BAD_USER_INPUT']);
    expect(await answer('{ nothing }')).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('answers a nest of fragments within a second instead of freezing', async () => {
    const levels = Array.from({ length: 25 }, (_, index) => `fragment F${index} on Viewer { ...F${index + 1} ...F${index + 1} }`).join(' ');
    const startedAt = Date.now();
    const response = await post({ query: `{ viewer { ...F0 } } ${levels} fragment F25 on Viewer { accountId }` });
    expect(response.status).toBe(400);
    expect(response.body.errors.length).toBeGreaterThan(0);
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  });

  it('refuses a query whose estimated cost is above 5,000 before it runs', async () => {
    const query = `{ jobs(first: 100) { nodes { id name status scopeId key attempts createdAt } edges { cursor node { id name status scopeId key attempts createdAt } } } a: jobs(first: 100) { nodes { id name status scopeId key attempts createdAt lastError finishedAt } edges { cursor node { id name status scopeId key } } } b: jobs(first: 100) { nodes { id name status scopeId key attempts createdAt lastError finishedAt } edges { cursor node { id name status scopeId key } } } }`;
    const { body } = await post({ query });
    expect(['QUERY_TOO_COMPLEX', 'GRAPHQL_VALIDATION_FAILED']).toContain(codeOf(body));
  });

  it('lets Apollo answer bad variables as BAD_USER_INPUT with the path', async () => {
    const { body } = await post({
      query: 'query ($first: Int!) { importBatches(first: $first) { totalCount } }',
      variables: { first: 'many' },
    });
    expect(codeOf(body)).toBe('BAD_USER_INPUT');
    expect(body.errors[0].extensions.fields[0].path).toEqual(['first']);
  });

  it('never repeats a value that was sent, a password least of all', async () => {
    const variables = { input: { loginName: 'someone', password: 'SecretPass123', foo: 1 } };
    const { body } = await post({ query: 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', variables });
    expect(codeOf(body)).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(body)).not.toContain('SecretPass123');
    expect(body.errors[0].extensions.fields[0]).toMatchObject({ path: ['input'], message: expect.stringContaining('foo') });
  });

  it('answers a subscription with a typed refusal', async () => {
    const { body } = await post({ query: 'subscription { anything }' });
    expect(['BAD_REQUEST', 'GRAPHQL_VALIDATION_FAILED']).toContain(codeOf(body));
  });

  it('refuses a body above 256 kB with 413', async () => {
    const response = await post({ query: '{ viewer { accountId } }', variables: { filler: 'x'.repeat(300_000) } });
    expect(response.status).toBe(413);
    expect(response.body.error.code).toBe('PAYLOAD_TOO_LARGE');
  });

  it('refuses batches', async () => {
    const response = await post([{ query: '{ viewer { accountId } }' }, { query: '{ viewer { accountId } }' }]);
    expect(response.status).toBe(400);
    expect(response.body).not.toHaveProperty('data');
  });

  it('refuses simple requests that a foreign page could send (CSRF)', async () => {
    const get = await request(app.api.getHttpServer())
      .get('/graphql')
      .query({ query: '{ viewer { accountId } }' })
      .set('authorization', `Bearer ${token}`);
    const form = await post('query=%7Bviewer%7BaccountId%7D%7D', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(get.status).toBe(400);
    expect(form.status).toBeGreaterThanOrEqual(400);
    expect(form.body).not.toHaveProperty('data.viewer');
  });

  it('refuses persisted queries', async () => {
    const { body } = await post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } });
    expect(codeOf(body)).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });

  it('answers malformed JSON and an empty body with a typed 400', async () => {
    expect((await post('{"query": ')).status).toBe(400);
    expect((await post({})).status).toBe(400);
  });

  it('closes a connection that sends its headers too slowly', async () => {
    const { port } = app.api.getHttpServer().address() as { port: number };
    const closedAfterMs = await new Promise<number>((resolve, reject) => {
      const startedAt = Date.now();
      const socket = connect(port, '127.0.0.1', () => socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\n'));
      socket.on('close', () => resolve(Date.now() - startedAt)).on('error', reject);
      socket.resume();
    });
    expect(closedAfterMs).toBeGreaterThan(5_000);
    expect(closedAfterMs).toBeLessThan(15_000);
  }, 20_000);

  it('answers 408 when the body of a GraphQL request does not arrive within 15 seconds', async () => {
    const { port } = app.api.getHttpServer().address() as { port: number };
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"query":'),
      );
      socket
        .on('data', (chunk) => (text += chunk.toString()))
        .on('close', () => resolve(text))
        .on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  }, 25_000);
});

describe('production mode', () => {
  let app: TestApp;
  let token: string;
  const KEYS = {
    PERSONAL_DATA_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    BLIND_INDEX_KEY: 'b'.repeat(40),
    AUDIT_KEY: 'a'.repeat(40),
  };
  beforeAll(async () => {
    app = await TestApp.start({ NODE_ENV: 'production', ...KEYS });
    token = await app.administrator();
  });
  afterAll(() => app.close());

  it('shows no schema by introspection', async () => {
    const answer = await app.send(token, INTROSPECTION);
    expect(answer.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(answer).not.toHaveProperty('data.__schema');
  });

  it('never suggests a field name', async () => {
    const answer = await app.send(token, '{ viewr { accountId } viewer { displayNam } }');
    expect(JSON.stringify(answer)).not.toMatch(/displayName|did you mean/i);
  });

  it('serves no GraphiQL', async () => {
    expect((await request(app.api.getHttpServer()).get('/graphiql')).status).toBe(404);
  });
});
