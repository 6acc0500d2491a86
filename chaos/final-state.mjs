import { dayOf } from './invented.mjs';

const PAGE = 50;
const PAGES_MAX = 2_000;
/** Queries that one request may hold: the API allows 15 aliases. */
const PER_REQUEST = 10;
/** The dashboard is asked for this many days: they begin within a month, so whole months and single days both count. */
const DASHBOARD_DAYS = 45;
const DAY_MS = 86_400_000;
const FIGURES = 'gmvPaidFen refundFen netFen unitsSold';
const STEP = 'verb fromStatus toStatus';

/** All rows of a list, page by page. */
async function everything(client, field, args, fields, first = PAGE) {
  const rows = [];
  let after = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const position = after === null ? '' : `, after: "${after}"`;
    const query = `{ ${field}(first: ${first}${position}${args ? `, ${args}` : ''}) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`;
    const { nodes, pageInfo } = (await client.read(query))[field];
    rows.push(...nodes);
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor;
  }
  throw new Error(`${field} does not end after ${PAGES_MAX} pages`);
}

/** One answer for each id, several in one request. */
async function each(client, ids, field, fields) {
  const answers = [];
  for (let start = 0; start < ids.length; start += PER_REQUEST) {
    const some = ids.slice(start, start + PER_REQUEST);
    const data = await client.read(`{ ${some.map((id, index) => `q${index}: ${field(id)} { ${fields} }`).join(' ')} }`);
    answers.push(...some.map((_, index) => data[`q${index}`]));
  }
  return answers;
}

function rowOf(kind, { id, parkId, version = null, status = null }, mark, steps = null) {
  return { kind, id, parkId, mark, version, status, steps };
}

async function partyRows({ recorder, parkId }) {
  const cases = await everything(recorder, 'developmentCases', 'purpose: AUDIT', 'id version person { fullName }');
  const factsOf = (id) => `developmentCaseHistory(caseId: "${id}", first: 50, purpose: AUDIT)`;
  const histories = await each(
    recorder,
    cases.map(({ id }) => id),
    factsOf,
    'nodes { id version status documentNumber }',
  );
  const facts = histories.flatMap(({ nodes }) => nodes);
  return [
    ...cases.map((row) => rowOf('developmentCase', { ...row, parkId }, row.person.fullName)),
    ...facts.map((row) => rowOf('fact', { ...row, parkId }, row.documentNumber)),
  ];
}

async function trainingRows({ secretary, parkId }) {
  const tracks = await everything(secretary, 'skillTracks', '', 'id version status parkId contractReference');
  const evidenceOf = (id) => `skillTrack(id: "${id}")`;
  const details = await each(
    secretary,
    tracks.map(({ id }) => id),
    evidenceOf,
    'evidence { id reference }',
  );
  const evidence = details.flatMap((track) => track.evidence);
  return [
    ...tracks.map((row) => rowOf('track', row, row.contractReference)),
    ...evidence.map((row) => rowOf('evidence', { ...row, parkId }, row.reference)),
  ];
}

async function goodsRows({ secretary, parkId }) {
  const common = 'id parkId version status';
  const products = await everything(
    secretary,
    'products',
    'order: CODE',
    `${common} code statusChanges { ${STEP} } evidence { id reference }`,
    20,
  );
  const rooms = await everything(secretary, 'liveRooms', '', `${common} name`);
  const plates = await everything(secretary, 'plates', '', `${common} serialNumber storefront { id } history { ${STEP} }`);
  return [
    ...products.map((row) => rowOf('product', row, row.code, row.statusChanges)),
    ...products.flatMap((product) => product.evidence.map((row) => rowOf('productEvidence', { ...row, parkId }, row.reference))),
    ...rooms.map((row) => rowOf('room', row, row.name)),
    ...plates.map((row) => ({ ...rowOf('plate', row, row.storefront.id, row.history), serialNumber: row.serialNumber })),
  ];
}

async function peopleRows({ secretary }) {
  const common = 'id parkId version status';
  const streamers = await everything(secretary, 'streamers', '', `${common} stageName`);
  const pledges = await everything(secretary, 'pledges', '', `${common} signatoryId history { ${STEP} }`);
  return [
    ...streamers.map((row) => rowOf('streamer', row, row.stageName)),
    ...pledges.map((row) => rowOf('pledge', row, row.signatoryId, row.history)),
  ];
}

async function sessionRows({ secretary }) {
  const place = 'plannedStartAt plannedEndAt startOn recordedAfterwards room { id } account { id } hosts { streamer { id } }';
  const fields = `id parkId version status title ${place} history { ${STEP} }`;
  const sessions = await everything(secretary, 'broadcastSessions', 'order: NUMBER', fields, 25);
  return sessions.map((row) => ({
    ...rowOf('session', row, row.title, row.history),
    ...{ startAt: Date.parse(row.plannedStartAt), endAt: Date.parse(row.plannedEndAt), recordedAfterwards: row.recordedAfterwards },
    resources: [row.room && `room ${row.room.id}`, row.account && `account ${row.account.id}`].filter(Boolean),
    hostIds: row.hosts.map(({ streamer }) => streamer.id),
  }));
}

/** The ledger of a park. An entry of a file carries the live's number, which is the file's name. */
async function ledgerRows({ secretary, parkId }) {
  const batches = await everything(secretary, 'importBatches', `parkId: "${parkId}"`, 'id parkId version status fileName');
  const liveOf = new Map(batches.map((batch) => [batch.id, batch.fileName.replace('.csv', '')]));
  const fields = 'id parkId sessionId batchId kind ofKind amountFen quantity productId occurredOn reason';
  const entries = await everything(secretary, 'salesEntries', `parkId: "${parkId}"`, fields, 100);
  return [
    ...batches.map((row) => rowOf('import', row, row.fileName)),
    ...entries.map((entry) => ({
      ...entry,
      entryKind: entry.kind,
      ...rowOf(entry.batchId ? 'importedEntry' : 'salesEntry', entry, entry.batchId ? liveOf.get(entry.batchId) : entry.reason),
    })),
  ];
}

async function figuresOf({ secretary, parkId }, sessionIds) {
  const [from, to] = [dayOf(Date.now() - DASHBOARD_DAYS * DAY_MS), dayOf(Date.now())];
  const parts = `totals { ${FIGURES} } days { day ${FIGURES} } products { memberId ${FIGURES} } streamers { memberId ${FIGURES} }`;
  const args = `parkId: "${parkId}", from: "${from}", to: "${to}", top: 50`;
  const { salesDashboard } = await secretary.read(`{ salesDashboard(${args}) { isCatchingUp ${parts} } }`);
  const salesOf = (id) => `sessionSales(sessionId: "${id}")`;
  const sessions = await each(secretary, sessionIds, salesOf, 'sessionId gmvPaidFen refundFen netFen');
  return { parkId, from, to, ...salesDashboard, sessions };
}

async function readPark(park) {
  const rows = (
    await Promise.all([sessionRows, ledgerRows, goodsRows, peopleRows, trainingRows, partyRows].map((read) => read(park)))
  ).flat();
  const sessionIds = [...new Set(rows.filter(({ sessionId }) => sessionId).map(({ sessionId }) => sessionId))];
  return { rows, figures: await figuresOf(park, sessionIds) };
}

/** Jobs that still have their effect before them, as the administrator sees them. What is planned for later does not count. */
export async function openJobs(administrator) {
  const fields = 'id name status attempts dueAt lastError';
  const jobs = await everything(administrator, 'jobs', 'filter: { status: [WAITING, SENT, RUNNING, DEAD] }', fields);
  return jobs.filter(({ status, attempts, dueAt }) => status !== 'WAITING' || attempts > 0 || Date.parse(dueAt) <= Date.now());
}

/** Everything that the checks look at, read by GraphQL with the accounts of the parks themselves. */
export async function readFinalState(parks) {
  const states = await Promise.all(parks.map(readPark));
  return { rows: states.flatMap(({ rows }) => rows), figures: states.map(({ figures }) => figures) };
}
