/* What a park's token is shown: its own rows, and NOT_FOUND for everything else. */

const LISTS = {
  session: '{ broadcastSessions(first: 20, order: START_DESC) { nodes { id parkId } } }',
  salesEntry: '{ salesEntries(first: 20) { nodes { id parkId } } }',
  product: '{ products(first: 20) { nodes { id parkId } } }',
  streamer: '{ streamers(first: 20) { nodes { id parkId } } }',
  pledge: '{ pledges(first: 20) { nodes { id parkId } } }',
  plate: '{ plates(first: 20) { nodes { id parkId } } }',
  import: '{ importBatches(first: 20) { nodes { id parkId } } }',
};

const PROBES = {
  session: 'query ($id: ID!) { broadcastSession(id: $id) { id parkId } }',
  product: 'query ($id: ID!) { product(id: $id) { id parkId } }',
  streamer: 'query ($id: ID!) { streamer(id: $id) { id parkId } }',
  pledge: 'query ($id: ID!) { pledge(id: $id) { id parkId } }',
  plate: 'query ($id: ID!) { plate(id: $id) { id parkId } }',
};

/** Reads a list with the park's own token and notes whose rows came. */
export async function lookAround(hand) {
  const kind = hand.dice.pick(Object.keys(LISTS));
  const data = await hand.somebody().read(LISTS[kind]);
  const rows = Object.values(data)[0].nodes.map((row) => ({ kind, ...row }));
  hand.secretary.history.sightings.push({ parkId: hand.park.parkId, at: Date.now(), rows });
}

/** Asks for a record of another park by its id and notes what came. */
export async function lookOver(hand) {
  const { history } = hand.secretary;
  const foreign = history.writes.filter(({ parkId, outcome, creates }) => {
    return outcome === 'acked' && parkId !== null && parkId !== hand.park.parkId && PROBES[creates?.kind];
  });
  if (foreign.length === 0) return;
  const { creates, result, part } = hand.dice.pick(foreign);
  const { data } = await hand.secretary.post(PROBES[creates.kind], { id: result[part].id });
  const row = data && Object.values(data)[0];
  const rows = row ? [{ kind: creates.kind, id: row.id, parkId: row.parkId }] : [];
  history.sightings.push({ parkId: hand.park.parkId, at: Date.now(), rows });
}
