import { WORKING_STATUSES } from '../organizations/organization-states.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { serializeOnAll } from '../platform/queue/key-lock.js';
import { HolderKind } from './park-kinds.js';
import type { ParkRow } from './park-records.js';
import type { SlotDefinition } from './park-templates.js';
import type { ParkSlotHolder } from './park.entity.js';
import { type HolderFacts, leadersOn, type StructureFacts } from './structure.rules.js';

/** What reads rows: an open transaction, or the data source for a query. */
export type RowReader = <Row>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

/** Reads rows within a transaction. */
export const readerOf =
  (tx: Tx): RowReader =>
  (sql, parameters) =>
    tx.rows(sql, parameters);

/** Serializes all changes of a park's structure. It comes before the first read of the transaction (INV-03). */
export function serializeOnStructure(tx: Tx, parkId: string): Promise<void> {
  return serializeOnAll(tx, parkId, [{ kind: 'park-structure', key: parkId }]);
}

/** The places that a template defines; null when there is no such template. */
export async function slotsOfTemplate(tx: Tx, templateId: string): Promise<SlotDefinition[] | null> {
  const [row] = await tx.rows<{ slots: string }>('SELECT slots FROM park_structure_template WHERE id = ?', [templateId]);
  return row ? (JSON.parse(row.slots) as SlotDefinition[]) : null;
}

/** Everybody who holds a place in the park, held one or will hold one. */
export function holdersOfPark(tx: Tx, parkId: string): Promise<ParkSlotHolder[]> {
  return tx.rows<ParkSlotHolder>(
    'SELECT id, parkId, slotRole, holderKind, holderId, holderName, startsOn, endsOn, version FROM park_slot_holder WHERE parkId = ? ORDER BY startsOn, id',
    [parkId],
  );
}

/** Of these holders, the ids of enterprises with an organization of their own at work and of organizations at work (INV-02). */
export async function workingHolders(read: RowReader, holders: readonly HolderFacts[]): Promise<Set<string>> {
  const idsOf = (kind: HolderKind) => [...new Set(holders.filter((holder) => holder.holderKind === kind).map(({ holderId }) => holderId))];
  const working = new Set<string>();
  for (const [column, ids] of [
    ['enterpriseId', idsOf(HolderKind.ENTERPRISE)],
    ['id', idsOf(HolderKind.ORGANIZATION)],
  ] as const) {
    if (ids.length === 0) continue;
    const rows = await read<{ id: string }>(
      `SELECT ${column} AS id FROM organization WHERE scopeId = ? AND ${column} IN ${inList(ids)} AND status IN ${inList(WORKING_STATUSES)}`,
      [INSTALLATION_SCOPE, ...ids, ...WORKING_STATUSES],
    );
    for (const { id } of rows) working.add(id);
  }
  return working;
}

/** What the rules need to know about a park's structure on a day, under its own template or another one. */
export async function structureFacts(tx: Tx, park: ParkRow, day: LocalDate, slots?: readonly SlotDefinition[]): Promise<StructureFacts> {
  const template = slots ?? (await slotsOfTemplate(tx, park.structureTemplateId));
  if (!template) throw new Error(`No structure template ${park.structureTemplateId}`);
  const holders = await holdersOfPark(tx, park.id);
  return { slots: template, holders, working: await workingHolders(readerOf(tx), leadersOn(template, holders, day)), day };
}
