import type { DemoPark } from '../../src/demo/demo-park.js';
import { DemoSkills } from '../../src/demo/demo-skills.js';
import type { GraphqlClient } from '../../src/demo/graphql-client.js';
import { localDateOf } from '../../src/platform/clock/local-date.js';
import { givenMember } from '../support/members.js';
import type { Household } from './household.js';

/** Today as the program counts it; the demo's own dates lie before it. */
const today = () => localDateOf(new Date());

/** Trains the park's hosts, promotes one, takes the tier back, records an appeal, and gives a badge; the rollups must be done. */
export async function skillRecords(household: Household, demo: DemoPark, secretary: GraphqlClient, heldSessionId: string): Promise<void> {
  await new DemoSkills(secretary, demo).train(heldSessionId, today());
  await household.app.drainJobs();
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
  await badgeOf(household, demo, streamerId);
}

async function badgeOf(household: Household, demo: DemoPark, streamerId: string): Promise<void> {
  const organizationId = demo.committeeId;
  const { client: recorder, token } = await household.official('PARTY_RECORDER', organizationId);
  const personId = await household.first('streamer', 'personId');
  await givenMember(household.app, token, { organizationId, personId, startsOn: '2026-01-01' });
  const badge = { streamerId, consentOn: '2026-09-01', consentReference: '同意书', idempotencyKey: 'isolation-badge' };
  await recorder.run('issueMemberBadge', 'IssueMemberBadgeInput', badge, 'memberBadge { id }');
}

/** Ids of the park's records of training, by the names under which inputs take them. */
export async function skillCanaries(household: Household): Promise<Record<string, string>> {
  const inPark = (table: string) => household.first(table);
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
