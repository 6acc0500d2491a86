import type { LocalDate } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import type { PledgeAudience } from './template-states.js';

/** A party that may sign a pledge in a park. */
export interface Signatory {
  id: string;
  name: string;
  /** Its status in its own module's words. */
  status: string;
  /** Whether it may sign now. */
  isFit: boolean;
  /** Birth date of a host; null for a party that is no person. */
  bornOn: LocalDate | null;
}

interface SignatorySource {
  /** Rows `id, name, status, fit, bornOn` of the park's parties; parameters are the installation's and the park's id in this order. */
  sql: string;
  parameters: (parkId: string) => unknown[];
}

const LED_BY_PARK = (organizationColumn: string) =>
  `JOIN organization_closure c ON c.scopeId = ? AND c.descendantId = ${organizationColumn}
   JOIN park p ON p.leadingOrganizationId = c.ancestorId AND p.id = ?`;
const ofSubtree = (parkId: string) => [INSTALLATION_SCOPE, parkId];

/* Streamers belong to the park; the others to the subtree of the organization that leads it, which is how the park sees them. */
const SOURCES: Readonly<Record<PledgeAudience, SignatorySource>> = {
  STREAMER: {
    sql: `SELECT s.id AS id, s.stageName AS name, s.status AS status, CASE WHEN s.status = 'ACTIVE' THEN 1 ELSE 0 END AS fit,
            n.bornOn AS bornOn
          FROM streamer s JOIN person n ON n.id = s.personId WHERE s.parkId = ?`,
    parameters: (parkId) => [parkId],
  },
  ENTERPRISE: {
    sql: `SELECT e.id AS id, e.name AS name, e.status AS status,
            CASE WHEN e.status IN ('ADMITTED', 'ORG_BUILDING', 'TRACKED') THEN 1 ELSE 0 END AS fit, NULL AS bornOn
          FROM enterprise e ${LED_BY_PARK('e.responsibleOrganizationId')} WHERE 1 = 1`,
    parameters: ofSubtree,
  },
  STORE: {
    sql: `SELECT f.id AS id, f.name AS name, f.status AS status, CASE WHEN f.status = 'OPEN' THEN 1 ELSE 0 END AS fit,
            NULL AS bornOn
          FROM storefront f JOIN enterprise e ON e.id = f.enterpriseId ${LED_BY_PARK('e.responsibleOrganizationId')} WHERE 1 = 1`,
    parameters: ofSubtree,
  },
  ORGANIZATION: {
    sql: `SELECT o.id AS id, o.name AS name, o.status AS status, CASE WHEN o.status IN ('ACTIVE', 'RECTIFYING') THEN 1 ELSE 0 END AS fit,
            NULL AS bornOn
          FROM organization o ${LED_BY_PARK('o.id')} WHERE 1 = 1`,
    parameters: ofSubtree,
  },
};

type Row = Omit<Signatory, 'isFit'> & { fit: number | string };
const signatoryOf = ({ fit, ...row }: Row): Signatory => ({ ...row, isFit: Number(fit) === 1 });

/** One party of the park, or null when the park has none with this id. */
export async function signatoryOfPark(tx: Tx, parkId: string, audience: PledgeAudience, id: string): Promise<Signatory | null> {
  const { sql, parameters } = SOURCES[audience];
  const [row] = await tx.rows<Row>(`SELECT q.id, q.name, q.status, q.fit, q.bornOn FROM (${sql}) q WHERE q.id = ?`, [
    ...parameters(parkId),
    id,
  ]);
  return row ? signatoryOf(row) : null;
}

/** The next parties of the park in the order of their ids that may sign, after a given one. */
export async function nextSignatories(
  tx: Tx,
  parkId: string,
  audience: PledgeAudience,
  afterId: string,
  limit: number,
): Promise<Signatory[]> {
  const { sql, parameters } = SOURCES[audience];
  const rows = await tx.rows<Row>(
    `SELECT q.id, q.name, q.status, q.fit, q.bornOn FROM (${sql}) q WHERE q.id > ? AND q.fit = 1 ORDER BY q.id LIMIT ${limit}`,
    [...parameters(parkId), afterId],
  );
  return rows.map(signatoryOf);
}

/** How many parties of the park may sign. */
export async function countSignatories(tx: Pick<Tx, 'rows'>, parkId: string, audience: PledgeAudience): Promise<number> {
  const { sql, parameters } = SOURCES[audience];
  const [row] = await tx.rows<{ total: number | string }>(`SELECT COUNT(*) AS total FROM (${sql}) q WHERE q.fit = 1`, parameters(parkId));
  return Number(row!.total);
}

/** The statement that selects the ids of the park's fit parties, with its parameters, for the counts of coverage. */
export function fitSignatoriesSql(parkId: string, audience: PledgeAudience): { sql: string; parameters: unknown[] } {
  const { sql, parameters } = SOURCES[audience];
  return { sql: `SELECT q.id FROM (${sql}) q WHERE q.fit = 1`, parameters: parameters(parkId) };
}

/** Whether a streamer is a minor needs the birth date of the person behind it. */
export async function bornOnOfStreamer(tx: Pick<Tx, 'rows'>, parkId: string, streamerId: string): Promise<string> {
  const [row] = await tx.rows<{ bornOn: string }>(
    'SELECT p.bornOn AS bornOn FROM streamer s JOIN person p ON p.id = s.personId WHERE s.parkId = ? AND s.id = ?',
    [parkId, streamerId],
  );
  if (!row) throw new Error(`Park ${parkId} has no streamer ${streamerId}`);
  return row.bornOn;
}
