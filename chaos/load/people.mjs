import { beijing, daysAgo, fullName, idCardNumber } from '../invented.mjs';
import { marksOf } from '../stage.mjs';
import { pastSession } from './sessions.mjs';

const STREAMER = { kind: 'streamer', part: 'streamer' };
const PLEDGE = { kind: 'pledge', part: 'pledge' };
const TRACK = { part: 'track', fields: 'id version status' };

/** A host from the invitation to the first day. */
async function activeStreamer(hand) {
  const number = hand.number();
  const stageName = hand.mark('主播');
  const identity = { fullName: fullName(number), idCardNumber: idCardNumber(number) };
  const input = { parkId: hand.park.parkId, kind: 'ORDINARY', stageName, ...identity };
  const streamer = await hand.create(hand.secretary, 'inviteStreamer', input, { ...STREAMER, mark: stageName });
  for (const [verb, type, more] of [
    ['verifyStreamer', 'VerifyStreamerInput', { method: 'ID_CARD_ON_SITE', post: '主播' }],
    ['giveStreamerConsent', 'GiveStreamerConsentInput', { givenOn: daysAgo(40) }],
    ['activateStreamer', 'StreamerTargetInput', {}],
  ])
    await hand.move(hand.secretary, verb, streamer, { streamerId: streamer.id, ...more }, { ...STREAMER, type });
  return streamer;
}

/** Offer, reading and signature. */
async function signPledge(hand, signatoryId) {
  const { parkId, hostTemplateId: templateId } = hand.park;
  const offer = { parkId, templateId, signatoryId };
  const about = { ...PLEDGE, mark: signatoryId, fields: 'id version contentHash' };
  const pledge = await hand.create(hand.secretary, 'offerPledge', offer, about);
  if (hand.dice.chance(0.15)) {
    const target = { pledgeId: pledge.id, reason: '改日再签' };
    await hand.move(hand.secretary, 'withdrawPledgeOffer', pledge, target, { ...PLEDGE, type: 'PledgeReasonInput' });
    return;
  }
  const reading = { pledgeId: pledge.id, reader: 'SIGNATORY' };
  await hand.secretary.run({ verb: 'recordPledgeReading', input: reading, select: 'pledge { id version }' });
  const signature = { pledgeId: pledge.id, contentHash: pledge.contentHash, reference: hand.mark('签署') };
  await hand.move(hand.secretary, 'recordPledgeSignature', pledge, signature, { ...PLEDGE, step: 'signPledge' });
}

/** A new host with a pledge. */
export async function newStreamer(hand) {
  const streamer = await activeStreamer(hand);
  await signPledge(hand, streamer.id);
}

/** A new host on the way to a certificate: gate by gate, on days that lie before today. */
export async function trainedStreamer(hand) {
  const streamer = await activeStreamer(hand);
  const { assessorId, rooms, hosts } = hand.park;
  const contractReference = hand.mark('合同');
  const enrollment = { streamerId: streamer.id, trade: 'LIVE_SELLER', targetLevel: 'L5', contractReference, assessorId };
  const enrolled = { ...TRACK, kind: 'track', mark: contractReference };
  const start = { ...enrollment, heldOn: daysAgo(34), reference: contractReference };
  const track = await hand.create(hand.secretary, 'enrollSkillTrack', start, enrolled);
  const evidence = (verb, daysBefore, more = {}) => {
    const mark = hand.mark('材料');
    const input = { trackId: track.id, assessorId, reference: mark, ...(daysBefore && { heldOn: daysAgo(daysBefore) }), ...more };
    return hand.create(hand.secretary, verb, input, { ...TRACK, kind: 'evidence', mark });
  };
  await evidence('recordFirstLesson', 32);
  for (const daysBefore of [31, 30, 29, 28]) await evidence('recordSkillTraining', daysBefore, { classHours: 10 });
  await evidence('recordObservation', 26, { roomId: hand.dice.pick(rooms) });
  await evidence('recordRehearsal', 25, { scores: marksOf(72) });
  await evidence('recordRehearsal', 24, { scores: marksOf(81) });
  const day = daysAgo(22);
  const coached = { streamerIds: [streamer.id], mentorIds: [hosts[0]] };
  const times = { actualStartAt: beijing(day, '19:00'), actualEndAt: beijing(day, '20:00') };
  const session = await pastSession(hand, { ...coached, ...times });
  await evidence('recordSupervisedSession', null, { sessionId: session.id, isPassed: true });
  await evidence('recordSkillAssessment', 21, { scores: marksOf(86) });
}
