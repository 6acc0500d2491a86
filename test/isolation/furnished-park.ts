import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { DemoBuilder, type DemoPark } from '../../src/demo/demo-park.js';
import type { GraphqlClient } from '../../src/demo/graphql-client.js';
import { PersonErasure } from '../../src/organizations/person-data/person-erasure.entity.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { Notices } from '../../src/platform/notices/notices.service.js';
import { enterMember, givenMember } from '../support/members.js';
import { idCardNumber } from '../support/people.js';
import { developmentCanaries } from './development-canaries.js';
import { type Household } from './household.js';
import { pledgeCanaries, pledgeRecords } from './pledge-records.js';
import type { Canaries } from './schema-requests.js';
import { skillCanaries, skillRecords } from './skill-records.js';

/** A park with at least one record of every kind. */
export interface FurnishedPark {
  household: Household;
  demo: DemoPark;
  /** Ids of its records by the name of the argument or input field that takes them. */
  canaries: Canaries;
  /** Access token of its secretary. */
  secretary: string;
}

/** Builds the park through the API, as its people would. */
export async function furnishedPark(household: Household): Promise<FurnishedPark> {
  const { app } = household;
  const founded = await new DemoBuilder(await household.administrator()).foundPark();
  const grant = { role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: founded.parkId };
  const { token, client } = await household.signInAs([grant], '甲园书记');
  const builder = new DemoBuilder(client);
  const demo = await builder.furnishPark(founded, '2026-11-01');
  await builder.planSession(demo, new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 86_400_000));
  const heldSessionId = await builder.recordPast(demo);
  await request(app.server)
    .post('/uploads')
    .set('authorization', `Bearer ${token}`)
    .field('parkId', demo.parkId)
    .attach('file', readFileSync(join('test', 'fixtures', 'exports', 'channels-lives.csv')), household.worded('甲园导出.csv'));
  await app.drainJobs();
  await skillRecords(household, demo, client, heldSessionId);
  await pledgeRecords(household, demo, client, founded.enterpriseId);
  const branchId = await partyRecords(household, founded.committeeId);
  const noticeId = await noticeTo(household, demo, token);
  const draftId = await draftIn(demo, client);
  const account = { parkId: demo.parkId, platform: 'DOUYIN', name: '甲园号', kind: 'COMMERCE', externalId: '甲园号-1' };
  const registration = { ...account, idempotencyKey: 'isolation-account' };
  await client.run('registerPlatformAccount', 'RegisterPlatformAccountInput', registration, 'platformAccount { id }');
  return { household, demo, secretary: token, canaries: await canariesOf(household, demo, client, { branchId, noticeId, draftId }) };
}

/** A membership, an office and a link in the park's organizations; returns the branch that is linked. */
async function partyRecords(household: Household, committeeId: string): Promise<string> {
  const { client: recorder, token } = await household.official('PARTY_RECORDER', committeeId);
  const startsOn = '2026-01-01';
  const person = { fullName: '周党员', idCardNumber: idCardNumber(7) };
  const waiting = { person: { fullName: '周待定', idCardNumber: idCardNumber(8) }, documentNumber: '甲园介绍信' };
  await givenMember(household.app, token, household.wordedInput({ organizationId: committeeId, person, startsOn }));
  await enterMember(household.app, token, household.wordedInput({ organizationId: committeeId, ...waiting, startsOn }));
  const officer = { organizationId: committeeId, person, office: 'SECRETARY', startsOn, idempotencyKey: 'isolation-officer' };
  await recorder.run('appointOfficer', 'AppointOfficerInput', officer, 'officer { id }');
  const branchId = await household.first('organization', 'id', "type = 'ENTERPRISE_BRANCH'");
  const link = {
    organizationId: branchId,
    upperOrganizationId: committeeId,
    relation: 'INDUSTRY',
    startsOn,
    idempotencyKey: 'isolation-link',
  };
  await (await household.administrator()).run('linkOrganization', 'LinkOrganizationInput', link, 'organization { id }');
  return branchId;
}

/** A notice in the inbox of the secretary. */
async function noticeTo(household: Household, demo: DemoPark, secretary: string): Promise<string> {
  const { app } = household;
  const { viewer } = await app.ask<{ viewer: { accountId: string } }>(secretary, '{ viewer { accountId } }');
  const about = { subjectKind: 'LiveRoom', subjectId: demo.roomIds[0]!, dedupKey: 'isolation', scopeId: demo.parkId };
  const notice = {
    ...about,
    topic: 'checks.due',
    requiredPermission: 'parks.read' as const,
    accountIds: [viewer.accountId],
    text: { zh: household.worded('甲园直播间检查到期'), en: household.worded('甲园 The check of the room is due') },
  };
  await app.transactions.run((tx) => app.api.get(Notices).post(tx, [notice]));
  return household.first('notice', 'id', "topic = 'checks.due'");
}

async function canariesOf(
  household: Household,
  demo: DemoPark,
  secretary: GraphqlClient,
  { branchId, noticeId, draftId }: { branchId: string; noticeId: string; draftId: string },
): Promise<Canaries> {
  const { committeeId: committee, parkId } = demo;
  const streamerId = demo.streamerIds['村播老王']!;
  const roomId = demo.roomIds[1]!;
  const accountId = demo.accountIds['金铁村助农']!;
  const { viewer } = await secretary.ask<{ viewer: { accountId: string } }>('{ viewer { accountId } }');
  const sessionId = await household.first('broadcast_session', 'id', "status = 'CONFIRMED'");
  const batchId = await household.first('import_batch');
  const personId = await household.first('streamer', 'personId');
  const enterpriseId = await household.first('enterprise');
  const membershipId = await household.first('membership');
  return {
    ...{ organizationId: committee, withinOrganizationId: committee, adminParentId: committee, leadingOrganizationId: committee },
    ...{ responsibleOrganizationId: committee, intoOrganizationId: committee, upperOrganizationId: committee, parentId: committee },
    ...{ parkId, scopeId: parkId, grantScopeId: parkId, enterpriseId, personId, streamerId, hostStreamerId: streamerId },
    ...{ roomId, sampleSetId: demo.roomIds[0]!, subjectId: demo.roomIds[0]!, sessionId, recordId: sessionId, accountId },
    ...{ beneficiaryId: demo.beneficiaryId, productId: demo.productIds[0]!, holderId: demo.productIds[0]!, batchId, uploadId: batchId },
    segmentId: await household.first('host_segment'),
    evidenceId: await household.first('product_evidence'),
    slotHolderId: await household.first('park_slot_holder'),
    entryId: await household.first('sales_entry'),
    officerId: await household.first('organization_officer'),
    linkId: await household.first('organization_link', 'id', `organizationId = '${branchId}'`),
    erasureId: await erasureOf(household, personId),
    guardianConsentId: demo.roomIds[0]!,
    membershipId,
    membershipEntryId: await household.first('membership_entry'),
    noticeId,
    'changeSession.sessionId': draftId,
    'beneficiary.id': demo.beneficiaryId,
    'broadcastSession.id': sessionId,
    'enterprise.id': enterpriseId,
    'importBatch.id': batchId,
    'liveRoom.id': roomId,
    'membership.id': membershipId,
    'organization.id': committee,
    'park.id': parkId,
    'person.id': personId,
    'platformAccount.id': accountId,
    'product.id': demo.productIds[0]!,
    'streamer.id': streamerId,
    /* The same name means an account of a person where accounts and grants are managed. */
    ...Object.fromEntries(
      ['grantRole', 'disableAccount', 'enableAccount', 'resetPassword'].map((name) => [`${name}.accountId`, viewer.accountId]),
    ),
    'account.id': viewer.accountId,
    'revokeSession.sessionId': await household.first('auth_session', 'id', `accountId = '${viewer.accountId}'`),
    grantId: await household.first('role_grant', 'id', `accountId = '${viewer.accountId}'`),
    apiTokenId: await apiTokenOf(secretary),
    jobId: await household.first('job'),
    'job.id': await household.first('job'),
    actorId: viewer.accountId,
    ...(await developmentCanaries(household, committee)),
    ...(await skillCanaries(household)),
    ...(await pledgeCanaries(household)),
  };
}

/** A request of erasure about a host of the park. */
async function erasureOf(household: Household, personId: string): Promise<string> {
  const id = newId();
  const row = { id, scopeId: INSTALLATION_SCOPE, personId, openKey: personId, status: 'REQUESTED' as const, plan: [] };
  const request = { requestReference: household.worded('甲园申请书 1 号'), requestedBy: newId(), version: 1 };
  await household.app.transactions.run((tx) => tx.insert(PersonErasure, [{ ...row, ...request, requestedAt: tx.at }]));
  return id;
}

/** A session that may still be changed in every part. */
async function draftIn(demo: DemoPark, secretary: GraphqlClient): Promise<string> {
  const input = {
    ...{ parkId: demo.parkId, title: '甲园草稿', type: 'COMMERCE', isFarmAid: false, roomId: demo.roomIds[0], aiAvatar: false },
    ...{ accountId: demo.accountIds['滴道优品'], plannedStartAt: '2027-03-01T11:00:00Z', plannedEndAt: '2027-03-01T12:00:00Z' },
    ...{ hosts: [{ streamerId: demo.streamerIds['村播老王'] }], beneficiaries: [], productIds: [], idempotencyKey: 'isolation-draft' },
  };
  const { session } = await secretary.run<{ session: { id: string } }>('draftSession', 'DraftSessionInput', input, 'session { id }');
  return session.id;
}

async function apiTokenOf(secretary: GraphqlClient): Promise<string> {
  const input = {
    name: '甲园接口',
    permissions: ['parks.read'],
    expiresAt: new Date(Date.now() + 86_400_000),
    idempotencyKey: 'isolation-token',
  };
  const selection = 'apiToken { id }';
  const payload = await secretary.run<{ apiToken: { id: string } }>('createApiToken', 'CreateApiTokenInput', input, selection);
  return payload.apiToken.id;
}
