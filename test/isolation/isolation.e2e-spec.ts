import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import request from 'supertest';
import { DemoBuilder, type DemoPark } from '../../src/demo/demo-park.js';
import { GraphqlClient } from '../../src/demo/graphql-client.js';
import { PERMISSIONS, ROLE_SCOPES } from '../../src/access/roles.js';
import { PersonErasure } from '../../src/organizations/person-data/person-erasure.entity.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { Notices } from '../../src/platform/notices/notices.service.js';
import { enterMember, givenMember } from '../support/members.js';
import { givenPark } from '../support/parks.js';
import { idCardNumber } from '../support/people.js';
import { TestApp, type TestGrant } from '../support/test-app.js';
import { DEVELOPMENT_TEXTS, developmentCanaries } from './development-canaries.js';
import { PLEDGE_TEXTS, pledgeCanaries, pledgeRecords } from './pledge-records.js';
import { type Canaries, generatedRequests, type GeneratedRequest } from './schema-requests.js';
import { skillCanaries, skillRecords } from './skill-records.js';

/** Ids that name no record of a park: they belong to the caller or are given by the test. */
const OWN_OR_NEUTRAL = new Set([
  'grantId',
  'apiTokenId',
  'jobId',
  'job.id',
  'account.id',
  'actorId',
  'structureTemplateId',
  'coverageId',
  'ruleId',
  'ruleSetId',
  'acceptedRuleId',
]);
/** Operations about the caller itself; they would end or lock the stranger's own session. */
const ABOUT_ONESELF = ['signIn', 'refreshSession', 'signOut', 'changePassword', 'revokeSession'];
/** Codes with which a foreign id may be answered. */
const REFUSING_CODES = ['NOT_FOUND', 'FORBIDDEN'];

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string } }[];
}

describe('a park sees nothing of another park', () => {
  let app: TestApp;
  let demo: DemoPark & { branchId: string };
  let canaries: Canaries;
  let requests: GeneratedRequest[];
  let strangers: { name: string; token: string }[];
  let foreignTexts: string[];

  beforeAll(async () => {
    app = await TestApp.start();
    demo = await buildFirstPark();
    canaries = await canariesOf(demo.parkId);
    requests = generatedRequests(app.api.get(GraphQLSchemaHost).schema, canaries);
    strangers = await strangersOf();
    foreignTexts = await textsOf(demo.parkId);
  }, 120_000);
  afterAll(() => app.close());

  it('knows a canary for every argument that takes an id', () => {
    const missing = requests.flatMap((generated) =>
      generated.unknownIdFields.filter((field) => !OWN_OR_NEUTRAL.has(field)).map((field) => `${generated.name}: ${field}`),
    );
    expect(missing).toEqual([]);
    expect(requests.filter((generated) => generated.idFields.length > 0).length).toBeGreaterThan(60);
  });

  it('answers every operation with a foreign id as if the record did not exist, and shows none of its content', async () => {
    const before = await fingerprint();
    const leaks: string[] = [];
    for (const stranger of strangers) {
      for (const generated of requests.filter((entry) => !ABOUT_ONESELF.includes(entry.name))) {
        const answer = (await app.send(stranger.token, generated.document, generated.variables)) as Answer;
        const text = JSON.stringify(answer);
        for (const canary of foreignTexts)
          if (text.includes(canary) && !JSON.stringify(generated.variables).includes(canary))
            leaks.push(`${stranger.name} ${generated.name}: shows ${canary}`);
        if (generated.idFields.some((field) => !OWN_OR_NEUTRAL.has(field)) && !isRefused(generated, answer))
          leaks.push(`${stranger.name} ${generated.name}: ${text.slice(0, 300)}`);
      }
    }
    expect(leaks).toEqual([]);
    expect(await fingerprint()).toEqual(before);
  }, 240_000);

  it('tells a foreign id and an unknown id apart in no way', async () => {
    const unknown = '01zzzzzzzzzzzzzzzzzzzzzzzz';
    for (const generated of requests.filter((entry) => entry.idFields.length === 1 && !OWN_OR_NEUTRAL.has(entry.idFields[0]!))) {
      const foreign = await app.send(strangers[0]!.token, generated.document, generated.variables);
      const canary = canaries[generated.idFields[0]!.replace(/Ids$/, 'Id')]!;
      const variables = JSON.parse(
        JSON.stringify(generated.variables).replaceAll(canary, unknown).replaceAll('isolation-', 'isolatioN-'),
      ) as Record<string, unknown>;
      const missing = await app.send(strangers[0]!.token, generated.document, variables);
      const shape = (answer: object) =>
        JSON.stringify(answer)
          .replaceAll(/"requestId":"[^"]+"/g, '')
          .replaceAll(canary, unknown);
      expect(`${generated.name} ${shape(foreign)}`).toBe(`${generated.name} ${shape(missing)}`);
    }
  }, 120_000);

  it('refuses an upload into another park', async () => {
    const response = await request(app.api.getHttpServer())
      .post('/uploads')
      .set('authorization', `Bearer ${strangers[0]!.token}`)
      .field('parkId', demo.parkId)
      .attach('file', readFileSync(join('test', 'fixtures', 'exports', 'channels-lives.csv')), 'channels-lives.csv');
    expect(response.status).toBe(404);
    expect(response.body.error.code).toBe('NOT_FOUND');
  });

  it('answers UNAUTHENTICATED or an open door, and nothing else, without a token', async () => {
    for (const generated of requests) {
      const answer = (await app.send(null, generated.document, generated.variables)) as Answer;
      const isPublic = ['signIn', 'refreshSession'].includes(generated.name);
      if (!isPublic) expect(`${generated.name} ${answer.errors?.[0]?.extensions.code}`).toBe(`${generated.name} UNAUTHENTICATED`);
    }
  }, 60_000);

  /** Refused, or empty: null, an empty list, or an empty page. */
  function isRefused(generated: GeneratedRequest, answer: Answer): boolean {
    if (answer.errors) return answer.errors.every((error) => REFUSING_CODES.includes(error.extensions.code));
    const value = answer.data?.[generated.name];
    if (value === null || (Array.isArray(value) && value.length === 0)) return true;
    return (
      generated.kind === 'query' &&
      Array.isArray((value as { nodes?: unknown[] }).nodes) &&
      (value as { nodes: unknown[] }).nodes.length === 0
    );
  }

  async function buildFirstPark(): Promise<DemoPark & { branchId: string }> {
    const founded = await new DemoBuilder(new GraphqlClient(app.api, await app.administrator())).foundPark();
    const secretary = await app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: founded.parkId }], '甲园书记');
    const builder = new DemoBuilder(new GraphqlClient(app.api, secretary));
    const built = await builder.furnishPark(founded, '2026-11-01');
    await builder.planSession(built, new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 86_400_000));
    const heldSessionId = await builder.recordPast(built);
    await request(app.api.getHttpServer())
      .post('/uploads')
      .set('authorization', `Bearer ${secretary}`)
      .field('parkId', built.parkId)
      .attach('file', readFileSync(join('test', 'fixtures', 'exports', 'channels-lives.csv')), 'channels-lives.csv');
    await app.drainJobs();
    await skillRecords(app, built, new GraphqlClient(app.api, secretary), heldSessionId);
    await pledgeRecords(app, built, new GraphqlClient(app.api, secretary), founded.enterpriseId);
    const branchId = await partyRecords(founded.committeeId);
    return { ...built, branchId };
  }

  /** A membership, an office and a link in the first park's organizations; returns the branch that is linked. */
  async function partyRecords(committeeId: string): Promise<string> {
    const token = await app.signInAs([{ role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: committeeId }], '甲园党务');
    const recorder = new GraphqlClient(app.api, token);
    const person = { fullName: '周党员', idCardNumber: idCardNumber(7) };
    const startsOn = '2026-01-01';
    await givenMember(app, token, { organizationId: committeeId, person, startsOn });
    await enterMember(app, token, {
      organizationId: committeeId,
      person: { fullName: '周待定', idCardNumber: idCardNumber(8) },
      startsOn,
      documentNumber: '甲园介绍信',
    });
    await recorder.run(
      'appointOfficer',
      'AppointOfficerInput',
      { organizationId: committeeId, person, office: 'SECRETARY', startsOn, idempotencyKey: 'isolation-officer' },
      'officer { id }',
    );
    const branchId = await first('SELECT id FROM organization WHERE adminParentId = ?', [committeeId]);
    const administrator = new GraphqlClient(app.api, await app.administrator());
    await administrator.run(
      'linkOrganization',
      'LinkOrganizationInput',
      { organizationId: branchId, upperOrganizationId: committeeId, relation: 'INDUSTRY', startsOn, idempotencyKey: 'isolation-link' },
      'organization { id }',
    );
    return branchId;
  }

  /** The second park's people: every park role at once, every party role over its own organization, and roles over nothing of the first. */
  async function strangersOf(): Promise<{ name: string; token: string }[]> {
    const { parkId, organizationId } = await givenPark(app, '乙园');
    const roles = Object.keys(ROLE_SCOPES) as (keyof typeof ROLE_SCOPES)[];
    const over = (kind: string, scopeId: string): TestGrant[] =>
      roles.filter((role) => (ROLE_SCOPES[role] as readonly string[]).includes(kind)).map((role) => ({ role, scopeKind: kind, scopeId }));
    return [
      { name: 'park roles', token: await app.signInAs(over('PARK', parkId), '乙园全员') },
      { name: 'organization roles', token: await app.signInAs(over('ORGANIZATION', organizationId), '乙园上级') },
      {
        name: 'own-data roles',
        token: await app.signInAs([...over('STREAMER', '0'.repeat(26)), ...over('BENEFICIARY', '0'.repeat(26))], '乙园本人'),
      },
      { name: 'no role', token: await app.signInAs([], '无角色') },
    ];
  }

  async function first(sql: string, parameters: unknown[]): Promise<string> {
    const [row] = await app.dataSource.query<{ id: string }[]>(sql, parameters);
    if (!row) throw new Error(`no canary: ${sql}`);
    return row.id;
  }

  async function canariesOf(parkId: string): Promise<Canaries> {
    const inPark = (table: string) => first(`SELECT id FROM ${table} WHERE parkId = ? ORDER BY id LIMIT 1`, [parkId]);
    const committee = demo.committeeId;
    const [account] = await app.dataSource.query<{ id: string }[]>(`SELECT id FROM account WHERE displayName = '甲园书记'`);
    const [authSession] = await app.dataSource.query<{ id: string }[]>('SELECT id FROM auth_session WHERE accountId = ?', [account!.id]);
    const organization = {
      organizationId: committee,
      withinOrganizationId: committee,
      adminParentId: committee,
      leadingOrganizationId: committee,
      responsibleOrganizationId: committee,
      intoOrganizationId: committee,
      parentId: committee,
    };
    const streamerId = await inPark('streamer');
    const byName: Record<string, string> = {
      ...organization,
      parkId,
      enterpriseId: await first('SELECT id FROM enterprise WHERE responsibleOrganizationId = ?', [committee]),
      personId: await first('SELECT personId AS id FROM streamer WHERE parkId = ?', [parkId]),
      streamerId,
      hostStreamerId: streamerId,
      roomId: await inPark('live_room'),
      sessionId: await inPark('broadcast_session'),
      segmentId: await inPark('host_segment'),
      beneficiaryId: demo.beneficiaryId,
      productId: demo.productIds[0]!,
      evidenceId: await inPark('product_evidence'),
      slotHolderId: await inPark('park_slot_holder'),
      holderId: demo.productIds[0]!,
      entryId: await inPark('sales_entry'),
      batchId: await inPark('import_batch'),
      uploadId: await inPark('import_batch'),
      scopeId: parkId,
      grantScopeId: parkId,
      recordId: await inPark('broadcast_session'),
      upperOrganizationId: committee,
      membershipId: await first('SELECT id FROM membership WHERE organizationId = ?', [committee]),
      membershipEntryId: await first('SELECT id FROM membership_entry WHERE organizationId = ?', [committee]),
      officerId: await first('SELECT id FROM organization_officer WHERE organizationId = ?', [committee]),
      linkId: await first('SELECT id FROM organization_link WHERE organizationId = ?', [demo.branchId]),
      sampleSetId: demo.roomIds[0]!,
      guardianConsentId: demo.roomIds[0]!,
      noticeId: await noticeTo(account!.id, parkId),
      erasureId: await erasureIn(parkId),
      subjectId: demo.roomIds[0]!,
    };
    const accountCanary = await inPark('platform_account');
    const single: Record<string, string> = {
      'beneficiary.id': byName.beneficiaryId!,
      'broadcastSession.id': byName.sessionId!,
      'enterprise.id': byName.enterpriseId!,
      'importBatch.id': byName.batchId!,
      'liveRoom.id': byName.roomId!,
      'membership.id': byName.membershipId!,
      'organization.id': committee,
      'park.id': parkId,
      'person.id': byName.personId!,
      'platformAccount.id': accountCanary,
      'product.id': byName.productId!,
      'streamer.id': streamerId,
    };
    Object.assign(
      byName,
      single,
      await developmentCanaries(app, committee),
      await skillCanaries(app, parkId),
      await pledgeCanaries(app, parkId),
    );
    return new Proxy(byName, {
      get: (target, name: string) => (name === 'accountId' ? accountCanary : name === 'authSessionId' ? authSession!.id : target[name]),
      has: (target, name: string) => name === 'accountId' || name in target,
    });
  }

  /** A request of erasure about a host of the park. */
  async function erasureIn(parkId: string): Promise<string> {
    const [id, personId] = [newId(), await first('SELECT personId AS id FROM streamer WHERE parkId = ? LIMIT 1', [parkId])];
    const row = { id, scopeId: INSTALLATION_SCOPE, personId, openKey: personId, status: 'REQUESTED' as const, plan: [] };
    await app.transactions.run((tx) =>
      tx.insert(PersonErasure, [{ ...row, requestReference: '甲园申请书 1 号', requestedBy: newId(), requestedAt: tx.at, version: 1 }]),
    );
    return id;
  }

  /** A notice in the inbox of somebody of the first park; it would be shown to the second park's people if it were theirs. */
  async function noticeTo(accountId: string, parkId: string): Promise<string> {
    const about = { subjectKind: 'LiveRoom', subjectId: demo.roomIds[0]!, dedupKey: 'isolation' };
    const text = { zh: '甲园直播间检查到期', en: 'The check of room A is due' };
    await app.transactions.run((tx) =>
      app.api
        .get(Notices)
        .post(tx, [{ scopeId: parkId, topic: 'checks.due', requiredPermission: 'parks.read', ...about, accountIds: [accountId], text }]),
    );
    return first('SELECT id FROM notice WHERE accountId = ?', [accountId]);
  }

  /** Texts and ids that occur only in the first park. */
  async function textsOf(parkId: string): Promise<string[]> {
    const columns: [string, string][] = [
      ['live_room', 'name'],
      ['streamer', 'stageName'],
      ['platform_account', 'name'],
      ['brand_product', 'name'],
      ['beneficiary', 'name'],
      ['broadcast_session', 'title'],
      ['broadcast_session', 'id'],
      ['import_batch', 'fileName'],
    ];
    const texts: string[] = [
      parkId,
      '滴道电商产业园(演示)',
      '滴道智汇电商有限公司(演示)',
      '王大田',
      '13800000001',
      '甲园书记',
      '甲园申请书 1 号',
      '甲园直播间检查到期',
      ...DEVELOPMENT_TEXTS,
      ...PLEDGE_TEXTS,
    ];
    for (const [table, column] of columns) {
      const rows = await app.dataSource.query<{ text: string }[]>(`SELECT ${column} AS text FROM ${table} WHERE parkId = ?`, [parkId]);
      texts.push(...rows.map((row) => row.text));
    }
    return [...new Set(texts)];
  }

  /** Everything of the first park, so that a change by a stranger shows. */
  async function fingerprint(): Promise<Record<string, string>> {
    const prints: Record<string, string> = {};
    for (const entity of app.dataSource.entityMetadatas) {
      if (!entity.columns.some((column) => column.propertyName === 'parkId')) continue;
      const rows = await app.dataSource.query<Record<string, unknown>[]>(`SELECT * FROM ${entity.tableName} WHERE parkId = ?`, [
        demo.parkId,
      ]);
      prints[entity.tableName] = JSON.stringify(rows.map((row) => JSON.stringify(row)).sort());
    }
    return prints;
  }
});

it('lists no permission that nobody holds', () => {
  expect(Object.entries(PERMISSIONS).filter(([, roles]) => (roles as readonly string[]).length === 0)).toEqual([]);
});
