import { daysAgo } from '../invented.mjs';

const PRODUCT = { kind: 'product', part: 'product' };
const ROOM = { kind: 'room', part: 'liveRoom' };
const PLATE = { kind: 'plate', part: 'plate' };

/** A product from its submission to the list, and perhaps off it again. */
export async function newProduct(hand) {
  const { parkId, beneficiaryId } = hand.park;
  const code = hand.mark('SP');
  const goods = { parkId, name: `山货 ${code}`, code, category: 'FOOD', origin: '滴道区', beneficiaryId };
  const product = await hand.create(hand.secretary, 'submitProduct', goods, { ...PRODUCT, mark: code });
  const paper = { productId: product.id, kind: 'QUALITY_CERTIFICATE', reference: hand.mark('检验'), validFrom: daysAgo(10) };
  const evidence = { part: 'product', kind: 'productEvidence', mark: paper.reference };
  product.version = (await hand.create(hand.secretary, 'addProductEvidence', paper, evidence)).version;
  const step = (verb, more = {}) =>
    hand.move(
      hand.secretary,
      verb,
      product,
      { productId: product.id, ...more },
      { ...PRODUCT, type: more.reason ? 'ProductReasonInput' : 'ProductTargetInput' },
    );
  await step('verifyProduct');
  await step('listProduct');
  if (!hand.dice.chance(0.4)) return;
  await step('suspendProduct', { reason: '抽检' });
  await step(...hand.dice.pick([['relistProduct'], ['retireProduct', { reason: '停产' }]]));
}

/** A room that opens, closes and opens again. */
export async function newRoom(hand) {
  const name = hand.mark('房间');
  const input = { parkId: hand.park.parkId, name, kind: 'ORDINARY', setupMinutes: 5, teardownMinutes: 5 };
  const room = await hand.create(hand.operator, 'openLiveRoom', input, { ...ROOM, mark: name });
  for (const verb of ['closeLiveRoom', 'reopenLiveRoom']) {
    await hand.move(hand.operator, verb, room, { roomId: room.id }, { ...ROOM, type: 'LiveRoomTargetInput' });
  }
}

/** Several issue a plate to one storefront at once: one hangs. It is recalled and brought back, so that the next can be issued. */
export async function plateHerd(hand, size) {
  const storefrontId = hand.dice.pick(hand.park.storefronts);
  const issue = () => {
    const input = { parkId: hand.park.parkId, storefrontId };
    return hand.create(hand.secretary, 'issuePlate', input, { ...PLATE, mark: storefrontId, facts: { storefrontId } });
  };
  await Promise.allSettled(Array.from({ length: size }, issue));
  for (const plate of await platesOut(hand, storefrontId)) await bringBack(hand, plate);
}

/** Plates that hang from this round, or that an earlier round could not bring back. */
async function platesOut(hand, storefrontId) {
  const query = `query ($filter: PlateFilter) { plates(first: 10, filter: $filter) { nodes { id version status } } }`;
  const filter = { parkId: hand.park.parkId, storefrontId, status: ['ISSUED', 'DISPLAYED', 'RECALLED'] };
  return (await hand.secretary.read(query, { filter })).plates.nodes;
}

async function bringBack(hand, plate) {
  const step = (verb, type, more = {}) => hand.move(hand.secretary, verb, plate, { plateId: plate.id, ...more }, { ...PLATE, type });
  if (plate.status === 'ISSUED' && hand.dice.chance(0.5)) await step('displayPlate', 'DisplayPlateInput', { displayedOn: daysAgo(0) });
  if (plate.status !== 'RECALLED') await step('recallPlate', 'RecallPlateInput', { reason: '例行收回' });
  if (hand.dice.chance(0.8)) await step('recordPlateReturned', 'PlateTargetInput');
  else await step('recordPlateLost', 'RecallPlateInput', { reason: '遗失' });
}
