import type { DemoPark } from '../../src/demo/demo-park.js';
import { DemoSkills } from '../../src/demo/demo-skills.js';
import { GraphqlClient } from '../../src/demo/graphql-client.js';
import { givenMember } from '../support/members.js';
import type { TestApp } from '../support/test-app.js';

/** Today as the machine knows it; the demo's own dates lie before it. */
const today = () => new Date().toISOString().slice(0, 10);

/** Trains the first park's hosts, promotes one, takes the tier back, records an appeal, and gives a badge; the rollups must be done. */
export async function skillRecords(app: TestApp, demo: DemoPark, secretary: GraphqlClient, heldSessionId: string): Promise<void> {
  await new DemoSkills(secretary, demo).train(heldSessionId, today());
  await app.drainJobs();
  const streamerId = demo.streamerIds['村播老王']!;
  const decision = { streamerId, reason: '甲园晋级理由' };
  await secretary.run(
    'promoteStreamer',
    'PromoteStreamerInput',
    { ...decision, idempotencyKey: 'isolation-promotion' },
    'streamerTier { tier }',
  );
  const demotion = { ...decision, toTier: 'CERTIFIED', ground: 'OWN_REQUEST', reference: '申请书', idempotencyKey: 'isolation-demotion' };
  const { streamerTier } = await secretary.run<{ streamerTier: { changes: { id: string }[] } }>(
    'demoteStreamer',
    'DemoteStreamerInput',
    demotion,
    'streamerTier { changes { id } }',
  );
  const appeal = { tierChangeId: streamerTier.changes[0]!.id, statement: '甲园申诉', idempotencyKey: 'isolation-appeal' };
  await secretary.run('recordTierAppeal', 'TierAppealInput', appeal, 'appeal { id }');
  await badgeOf(app, demo, streamerId);
}

async function badgeOf(app: TestApp, demo: DemoPark, streamerId: string): Promise<void> {
  const organizationId = demo.committeeId;
  const token = await app.signInAs([{ role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: organizationId }], '甲园党务二');
  const recorder = new GraphqlClient(app.api, token);
  const [streamer] = await app.dataSource.query<{ personId: string }[]>('SELECT personId FROM streamer WHERE id = ?', [streamerId]);
  await givenMember(app, token, { organizationId, personId: streamer!.personId, startsOn: '2026-01-01' });
  const badge = { streamerId, consentOn: '2026-09-01', consentReference: '同意书', idempotencyKey: 'isolation-badge' };
  await recorder.run('issueMemberBadge', 'IssueMemberBadgeInput', badge, 'memberBadge { id }');
}

/** Ids of the first park's records of training, by the names under which inputs take them. */
export async function skillCanaries(app: TestApp, parkId: string): Promise<Record<string, string>> {
  const inPark = async (table: string): Promise<string> => {
    const [row] = await app.dataSource.query<{ id: string }[]>(`SELECT id FROM ${table} WHERE parkId = ? ORDER BY id LIMIT 1`, [parkId]);
    if (!row) throw new Error(`no canary in ${table}`);
    return row.id;
  };
  const [streamerId, trackId, pairingId] = [await inPark('streamer'), await inPark('skill_track'), await inPark('mentor_pairing')];
  return {
    ...{ trackId, pairingId, mentorId: streamerId, mentorStreamerId: streamerId, menteeStreamerId: streamerId },
    ...{ trainerId: await inPark('skill_trainer'), assessorId: await inPark('skill_trainer') },
    skillEvidenceId: await inPark('skill_evidence'),
    tierChangeId: await inPark('skill_tier_change'),
    appealId: await inPark('skill_tier_appeal'),
    programId: await inPark('skill_program'),
    cohortId: await inPark('skill_cohort'),
    cohortMemberId: await inPark('skill_cohort_member'),
    badgeId: await inPark('member_badge'),
    'skillTrack.id': trackId,
    'mentorPairing.id': pairingId,
  };
}
