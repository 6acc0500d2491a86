import request from 'supertest';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { TestApp } from '../support/test-app.js';
import { drawScopes, type ScopeMap } from './scoped-rows.js';

interface JobAnswer {
  id: string;
  name: string;
  title: string;
  status: string;
  attempts: number;
  attemptsMax: number;
  lastError: string | null;
}
interface Rerun {
  rerunJob: { job: JobAnswer | null; userErrors: { code: string; field: string[] }[] };
}

const FIELDS =
  'id scopeId name title key status attempts attemptsMax dueAt createdAt startedAt finishedAt lastError progressDone progressTotal progressNote';
const RERUN = `mutation ($input: RerunJobInput!) { rerunJob(input: $input) { job { ${FIELDS} } userErrors { code field } } }`;

describe('background jobs', () => {
  let app: TestApp;
  let scopes: ScopeMap;
  let admin: string;
  beforeAll(async () => {
    app = await TestApp.start();
    scopes = await drawScopes(app);
    admin = await app.administrator();
  });
  afterAll(() => app.close());

  const addJob = async (status: 'DEAD' | 'DONE', scopeId = INSTALLATION_SCOPE, name = 'auth.remove-stale'): Promise<string> => {
    const id = newId();
    const now = Date.now();
    await app.dataSource.query(
      `INSERT INTO job (id, scopeId, name, jobKey, dedupeKey, payload, status, attempts, attemptsMax, dueAt, createdAt, finishedAt, lastError, progressDone)
       VALUES (?, ?, ?, ?, ?, '{}', ?, 8, 8, ?, ?, ?, 'TimeoutError', 0)`,
      [id, scopeId, name, id, id, status, now, now, now],
    );
    return id;
  };
  const job = async (token: string, id: string) =>
    (await app.ask<{ job: JobAnswer | null }>(token, `query ($id: ID!) { job(id: $id) { ${FIELDS} } }`, { id })).job;
  const idsSeenBy = async (token: string, filter: Record<string, unknown> = {}) => {
    const query = 'query ($filter: JobFilter) { jobs(filter: $filter, first: 100) { nodes { id } } }';
    return (await app.ask<{ jobs: { nodes: { id: string }[] } }>(token, query, { filter })).jobs.nodes.map((node) => node.id);
  };
  const queueHealth = async () => {
    const { body } = (await request(app.api.getHttpServer()).get('/health/ready')) as {
      body: { status: string; checks: { queue: { deadCount: number } } };
    };
    return body;
  };

  it('are listed with what they do, in the language of the request', async () => {
    const id = await addJob('DEAD');
    expect(await job(admin, id)).toMatchObject({
      status: 'DEAD',
      title: '清理已结束的登录会话和过期的登录计数',
      lastError: 'TimeoutError',
      attempts: 8,
    });
    const english = await app.ask<{ job: JobAnswer }>(admin, `{ job(id: "${id}") { title } }`, {}, { 'accept-language': 'en' });
    expect(english.job.title).toBe('Removes ended sessions and old counts of failed sign-ins');
    const unknown = await addJob('DONE', INSTALLATION_SCOPE, 'older.version');
    expect((await job(admin, unknown))?.title).toBe('older.version');
  });

  it('can be narrowed by state, kind and scope', async () => {
    const [dead, done] = [await addJob('DEAD', scopes.parkId), await addJob('DONE', scopes.parkId)];
    expect(await idsSeenBy(admin, { scopeId: scopes.parkId })).toEqual([done, dead]);
    expect(await idsSeenBy(admin, { scopeId: scopes.parkId, status: ['DEAD'] })).toEqual([dead]);
    expect(await idsSeenBy(admin, { scopeId: scopes.parkId, name: 'other.kind' })).toEqual([]);
  });

  it('of another park are neither listed nor found (access 2)', async () => {
    const [own, foreign] = [await addJob('DONE', scopes.parkId), await addJob('DONE', scopes.otherParkId)];
    const auditor = await app.signInAs([{ role: 'AUDITOR', scopeKind: 'PARK', scopeId: scopes.parkId }]);
    const seen = await idsSeenBy(auditor);
    expect([seen.includes(own), seen.includes(foreign)]).toEqual([true, false]);
    expect(await job(auditor, foreign)).toBeNull();
    const operator = await app.signInAs([{ role: 'OPERATOR', scopeKind: 'PARK', scopeId: scopes.parkId }]);
    expect((await app.send(operator, '{ jobs { totalCount } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await app.send(auditor, RERUN, { input: { jobId: own } })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('that are dead show in health, run again by a mutation, and are then done (P-JOB-11)', async () => {
    const id = await addJob('DEAD');
    expect(await queueHealth()).toMatchObject({
      status: 'degraded',
      checks: { queue: { status: 'degraded', deadCount: expect.any(Number) } },
    });
    const { rerunJob } = await app.ask<Rerun>(admin, RERUN, { input: { jobId: id } });
    expect(rerunJob).toMatchObject({ job: { id, attemptsMax: 16 }, userErrors: [] });
    await app.drainJobs();
    expect(await job(admin, id)).toMatchObject({ status: 'DONE', attempts: 9 });
    const audited = await app.dataSource.query<unknown[]>("SELECT id FROM audit_entry WHERE action = 'rerunJob' AND recordId = ?", [id]);
    expect(audited).toHaveLength(1);
  });

  it('that are not dead are not run again, and of two requests at once one is refused', async () => {
    const done = await addJob('DONE');
    const refused = await app.ask<Rerun>(admin, RERUN, { input: { jobId: done } });
    expect(refused.rerunJob).toEqual({ job: null, userErrors: [{ code: 'JOB_NOT_DEAD', field: ['input', 'jobId'] }] });
    const dead = await addJob('DEAD');
    const answers = await Promise.all([0, 1, 2].map(() => app.ask<Rerun>(admin, RERUN, { input: { jobId: dead } })));
    expect(answers.flatMap((answer) => answer.rerunJob.userErrors.map((error) => error.code))).toEqual(['JOB_NOT_DEAD', 'JOB_NOT_DEAD']);
    const missing = await app.send(admin, RERUN, { input: { jobId: newId() } });
    expect(missing.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'jobId'] });
  });
});
