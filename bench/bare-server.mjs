/*
 * What the product is compared with: node:http and mysql2, nothing else. It runs the same data statements and answers the same JSON, without
 * GraphQL, sign-in, validation, audit sealing or jobs. Not a way to build anything: it is the floor under the cost of a request.
 *   DATABASE=mysql://… PARK_ID=… STREAMER_ID=… SESSION_ID=… PORT=… node bench/bare-server.mjs
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createPool } from 'mysql2/promise';

const { DATABASE, PARK_ID, STREAMER_ID, SESSION_ID } = process.env;
const pool = createPool({ uri: DATABASE, connectionLimit: 10, supportBigNumbers: true, bigNumberStrings: false, timezone: 'Z' });
const rowsOf = async (sql, parameters) => (await pool.query(sql, parameters))[0];
const id = () => randomBytes(16).toString('hex').slice(0, 26);

const PAGE = `SELECT s.id, s.sessionNumber, s.title, s.status, s.plannedStartAt, s.plannedEndAt, r.id AS roomId, r.name AS roomName, a.id AS accountId,
  a.name AS accountName, a.platform FROM broadcast_session s LEFT JOIN live_room r ON r.id = s.roomId LEFT JOIN platform_account a ON a.id = s.accountId
  WHERE s.parkId = ? AND s.startOn >= ? ORDER BY s.plannedStartAt, s.id LIMIT 51`;
const HOSTS = `SELECT h.id, h.position, h.sessionId, t.id AS streamerId, t.stageName FROM host_segment h JOIN streamer t ON t.id = h.streamerId
  WHERE h.parkId = ? AND h.sessionId IN (?) ORDER BY h.position`;

async function list() {
  const rows = (await rowsOf(PAGE, [PARK_ID, '2031-01-01'])).slice(0, 50);
  const hosts = await rowsOf(HOSTS, [PARK_ID, rows.map((row) => row.id)]);
  const bySession = new Map();
  for (const host of hosts) {
    const shown = { id: host.id, position: host.position, streamer: { id: host.streamerId, stageName: host.stageName } };
    bySession.set(host.sessionId, [...(bySession.get(host.sessionId) ?? []), shown]);
  }
  const nodes = rows.map((row) => ({
    id: row.id,
    sessionNumber: row.sessionNumber,
    title: row.title,
    status: row.status,
    plannedStartAt: new Date(row.plannedStartAt).toISOString(),
    plannedEndAt: new Date(row.plannedEndAt).toISOString(),
    room: { id: row.roomId, name: row.roomName },
    account: { id: row.accountId, name: row.accountName, platform: row.platform },
    hosts: bySession.get(row.id) ?? [],
  }));
  return { broadcastSessions: { nodes, pageInfo: { hasNextPage: false, endCursor: rows.at(-1)?.id ?? null } } };
}

const SUMS = 'SUM(gmvPaidFen) AS gmvPaidFen, SUM(refundFen) AS refundFen, SUM(netFen) AS netFen, SUM(sessionsHeld) AS sessionsHeld';

async function members(dimension, table, name) {
  const rows = await rowsOf(
    `SELECT memberId, ${SUMS} FROM sales_rollup WHERE parkId = ? AND spanKind = 'MONTH' AND dimension = ? AND span IN (?) GROUP BY memberId`,
    [PARK_ID, dimension, ['2026-09']],
  );
  const names = await rowsOf(`SELECT id, ${name} AS name FROM ${table} WHERE parkId = ? AND id IN (?)`, [
    PARK_ID,
    rows.map((row) => row.memberId),
  ]);
  const nameOf = new Map(names.map((row) => [row.id, row.name]));
  return rows.map((row) => ({ memberId: row.memberId, name: nameOf.get(row.memberId) ?? null, netFen: String(row.netFen) }));
}

async function dashboard() {
  const [total] = await rowsOf(
    `SELECT ${SUMS} FROM sales_rollup WHERE parkId = ? AND spanKind = 'MONTH' AND dimension = 'PARK' AND span IN (?)`,
    [PARK_ID, ['2026-09']],
  );
  const days = await rowsOf(
    `SELECT span, netFen FROM sales_rollup WHERE parkId = ? AND spanKind = 'DAY' AND dimension = 'PARK' AND span BETWEEN ? AND ? AND memberId = '' ORDER BY span`,
    [PARK_ID, '2026-09-01', '2026-09-30'],
  );
  const totals = { gmvPaidFen: String(total.gmvPaidFen), refundFen: String(total.refundFen), netFen: String(total.netFen) };
  return {
    salesDashboard: {
      totals: { ...totals, sessionsHeld: Number(total.sessionsHeld) },
      days: days.map((row) => ({ day: row.span, netFen: String(row.netFen) })),
      streamers: await members('STREAMER', 'streamer', 'stageName'),
      products: await members('PRODUCT', 'brand_product', 'name'),
    },
  };
}

async function inTransaction(work) {
  const connection = await pool.getConnection();
  try {
    await connection.query('START TRANSACTION');
    const result = await work((sql, parameters) => connection.query(sql, parameters).then(([rows]) => rows));
    await connection.query('COMMIT');
    return result;
  } finally {
    connection.release();
  }
}

const AUDIT = `INSERT INTO audit_entry (id, scopeId, at, actorId, actorName, actorKind, requestId, action, recordKind, recordId, changes, reason, digest) VALUES ?`;

async function audit(query, action, recordId) {
  const entryId = id();
  await query(AUDIT, [
    [
      [
        entryId,
        PARK_ID,
        Date.now(),
        id(),
        '书记',
        'PERSON',
        id(),
        action,
        'Record',
        recordId,
        '[]',
        null,
        randomBytes(32).toString('base64url'),
      ],
    ],
  ]);
  await query('INSERT INTO audit_unsealed (entryId, at) VALUES ?', [[[entryId, Date.now()]]]);
}

async function change({ stageName }) {
  return inTransaction(async (query) => {
    const [row] = await query('SELECT * FROM streamer WHERE id = ?', [STREAMER_ID]);
    await query('UPDATE streamer SET stageName = ?, kind = ?, agency = ?, version = ? WHERE id = ? AND version = ?', [
      stageName,
      row.kind,
      row.agency,
      row.version + 1,
      row.id,
      row.version,
    ]);
    await audit(query, 'changeStreamer', row.id);
    const [shown] = await query('SELECT id, version, stageName FROM streamer WHERE id = ?', [row.id]);
    return { changeStreamer: { streamer: shown, userErrors: [] } };
  });
}

const ENTRY_COLUMNS =
  'id, parkId, sessionId, kind, ofKind, grain, amountFen, quantity, orderCount, occurredOn, postingPeriod, basis, source, recordedBy, recordedAt, lineId';
const LINE_COLUMNS =
  'id, parkId, platform, accountId, liveExportId, grain, lineRef, basis, orderRef, sessionId, saleFen, quantity, orderCount, saleOn, saleHash, refundFen, refundHash, bookedSaleFen, bookedRefundFen, version';

async function batch({ entries }) {
  return inTransaction(async (query) => {
    const [session] = await query('SELECT id, status, startOn FROM broadcast_session WHERE id = ? AND parkId = ?', [SESSION_ID, PARK_ID]);
    const lines = entries.map((entry) => {
      const place = [id(), PARK_ID, 'BY_HAND', session.id, '', 'ORDER', entry.orderRef, 'MANUAL', entry.orderRef, session.id];
      return [...place, 0, 0, 0, entry.occurredOn, '', 0, '', entry.amountFen, 0, 1];
    });
    await query(`INSERT INTO sales_line (${LINE_COLUMNS}) VALUES ?`, [lines]);
    const rows = entries.map((entry, index) => {
      const figures = ['SALE', 'SALE', 'ORDER', entry.amountFen, entry.quantity, 0, entry.occurredOn, '2026-09', 'MANUAL', 'MANUAL'];
      return [id(), PARK_ID, session.id, ...figures, STREAMER_ID, Date.now(), lines[index][0]];
    });
    await query(`INSERT INTO sales_entry (${ENTRY_COLUMNS}) VALUES ?`, [rows]);
    await audit(query, 'recordSales', session.id);
    return { recordSales: { entryCount: rows.length, userErrors: [] } };
  });
}

const WORK = { list, dashboard, change, batch };

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  try {
    const { operation, variables } = JSON.parse(body);
    const data = await WORK[operation](variables?.input ?? {});
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => server.close(() => pool.end().then(() => process.exit(0))));
