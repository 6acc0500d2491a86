const MODULES = {
  sessions: 'broadcasts/broadcast-session-states',
  pledges: 'pledges/pledge-states',
  plates: 'pledges/plates/plate-states',
  products: 'parks/product-states',
  streamers: 'streamers/streamer-states',
  tracks: 'skills/skill-track-states',
};

/** The product's own tables of states, as the checks take them: kind → its states, how a record begins, and verb → { from, to }. */
export function stateTablesOf({ sessions, pledges, plates, products, streamers, tracks }) {
  const tables = {
    session: {
      statuses: Object.values(sessions.SessionStatus),
      first: { draftSession: ['DRAFT'], recordPastSession: ['ENDED'] },
      transitions: sessions.SESSION_TRANSITIONS,
    },
    pledge: { statuses: Object.values(pledges.PledgeStatus), first: { offerPledge: ['OFFERED'] }, transitions: pledges.PLEDGE_TRANSITIONS },
    plate: { statuses: Object.values(plates.PlateStatus), first: { issuePlate: ['ISSUED'] }, transitions: plates.PLATE_TRANSITIONS },
    product: {
      statuses: Object.values(products.ProductStatus),
      first: { submitProduct: ['SUBMITTED'] },
      transitions: products.PRODUCT_TRANSITIONS,
    },
    streamer: { statuses: Object.values(streamers.StreamerStatus) },
    track: { statuses: Object.values(tracks.SkillTrackStatus) },
  };
  return { tables, holdingStatuses: sessions.HOLDING_STATUSES, livePlateStatuses: plates.LIVE_PLATE_STATUSES };
}

/** The tables of the built program. */
export async function builtStateTables() {
  const load = ([name, path]) => import(new URL(`../dist/${path}.js`, import.meta.url).href).then((module) => [name, module]);
  return stateTablesOf(Object.fromEntries(await Promise.all(Object.entries(MODULES).map(load))));
}
