import { setTimeout as pause } from 'node:timers/promises';
import { Abandoned } from '../client.mjs';
import { newKey } from '../stage.mjs';
import { pastSession } from './sessions.mjs';

const LINES_MIN = 20;
const LINES_MAX = 160;
const UPLOAD_TRIES_MAX = 12;
const UPLOAD_PAUSE_MS = 500;
/** One line in this many was refunded in full. */
const REFUNDED_EVERY = 9;
const HEADER = '直播间ID,订单编号,子订单编号,商品名称,数量,实付金额(分),支付时间,订单状态,退款金额(分),退款成功时间';

/** Order lines of one live as the platform exports them, and how many entries they make. */
function orderFile(liveId, day, lines, dice) {
  const rows = [HEADER];
  let entries = 0;
  for (let index = 0; index < lines; index++) {
    const amount = dice.integer(1_000, 60_000);
    const isRefunded = index % REFUNDED_EVERY === 0;
    const order = `${liveId}${String(index).padStart(4, '0')}`;
    const refund = isRefunded ? [amount, `${day} 22:00:00`] : ['', ''];
    rows.push([liveId, order, `${order}01`, '山货', 1, amount, `${day} 10:00:00`, isRefunded ? '已退款' : '已完成', ...refund].join(','));
    entries += isRefunded ? 2 : 1;
  }
  return { content: rows.join('\n'), entries };
}

async function upload(hand, fileName, content) {
  for (let attempt = 1; attempt <= UPLOAD_TRIES_MAX && !hand.isOver; attempt++) {
    const { status, body } = await hand.operator.upload(hand.park.parkId, fileName, content);
    if (status === 201) return body.uploadId;
    if (status >= 400 && status < 429) throw new Abandoned(`upload: ${status}`);
    await pause(UPLOAD_PAUSE_MS);
  }
  throw new Abandoned('upload: no answer');
}

function commit(hand, liveId, uploadId, entries) {
  const input = { uploadId, idempotencyKey: newKey() };
  const creates = { kind: 'importedEntry', mark: liveId, count: entries, isOnce: true };
  return hand.operator.send({
    verb: 'commitImport',
    input,
    select: 'importBatch { id }',
    creates,
    part: 'importBatch',
    facts: { uploadId },
  });
}

/** A file of order lines for a past session. Some files come twice, some are committed twice, some both at once: each line is booked once. */
export async function importFile(hand) {
  const session = await pastSession(hand);
  const liveId = `74${String(hand.number()).padStart(17, '0')}`;
  const attach = { sessionId: session.id, platform: 'DOUYIN', liveExportId: liveId };
  await hand.operator.run({ verb: 'attachLive', input: attach, select: 'sessionId' });
  const { content, entries } = orderFile(liveId, session.day, hand.dice.integer(LINES_MIN, LINES_MAX), hand.dice);
  const uploadIds = [await upload(hand, `${liveId}.csv`, content)];
  if (hand.dice.chance(0.4)) uploadIds.push(await upload(hand, `${liveId}.csv`, content));
  if (hand.dice.chance(0.3)) uploadIds.push(uploadIds[0]);
  await Promise.all(uploadIds.map((uploadId) => commit(hand, liveId, uploadId, entries)));
}
