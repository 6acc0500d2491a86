import type { LocalDate } from '../platform/clock/local-date.js';
import { inList } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { requestContext } from '../platform/operations/request-context.js';
import type { ParkStructureView, SlotDefinitionView, StructureFindingView } from './park.objects.js';
import type { SlotDefinition } from './park-templates.js';
import type { ParkSlotHolder } from './park.entity.js';
import { findingsOfStructure, leadersOn, structureOn } from './structure.rules.js';
import { type RowReader, workingHolders } from './structures.js';

/** What must be read with a park so that its structure can be computed. */
export interface StructuredPark {
  id: string;
  structureTemplateId: string;
}

function localizedSlot(slot: SlotDefinition): SlotDefinitionView {
  const name = requestContext().locale === 'zh' ? slot.nameZh : slot.nameEn;
  return { role: slot.role, name, holderKinds: [...slot.holderKinds], min: slot.min, max: slot.max, isLeader: slot.isLeader };
}

/** Completes a template's row: each place with its name in the language of the request. */
export function localizedSlots(row: Record<string, unknown>): void {
  if (Array.isArray(row.slots)) row.slots = (row.slots as SlotDefinition[]).map(localizedSlot);
}

/** Findings in the language of the request. */
export function findingViews(findings: readonly Refusal[]): StructureFindingView[] {
  const { locale } = requestContext();
  return findings.map(({ code, message, rule, details }) => ({
    code,
    message: message[locale],
    rule,
    slotRole: typeof details.role === 'string' ? details.role : null,
  }));
}

/** The structures of parks on a day, in at most four statements whatever their number. */
export async function readStructures(
  read: RowReader,
  parks: readonly StructuredPark[],
  day: LocalDate,
): Promise<Map<string, ParkStructureView>> {
  if (parks.length === 0) return new Map();
  const templateIds = [...new Set(parks.map(({ structureTemplateId }) => structureTemplateId))];
  const templates = await read<{ id: string; slots: string }>(
    `SELECT id, slots FROM park_structure_template WHERE id IN ${inList(templateIds)}`,
    templateIds,
  );
  const slotsOf = new Map(templates.map(({ id, slots }) => [id, JSON.parse(slots) as SlotDefinition[]]));
  const holders = await read<ParkSlotHolder>(
    `SELECT id, parkId, slotRole, holderKind, holderId, holderName, startsOn, endsOn, version FROM park_slot_holder
     WHERE parkId IN ${inList(parks)} AND startsOn <= ? AND (endsOn IS NULL OR endsOn > ?) ORDER BY startsOn, id`,
    [...parks.map(({ id }) => id), day, day],
  );
  const ofPark = new Map(parks.map((park) => [park.id, holders.filter(({ parkId }) => parkId === park.id)]));
  const leaders = parks.flatMap((park) => leadersOn(slotsOf.get(park.structureTemplateId)!, ofPark.get(park.id)!, day));
  const working = await workingHolders(read, leaders);
  return new Map(
    parks.map((park) => {
      const slots = slotsOf.get(park.structureTemplateId)!;
      return [park.id, structureView(slots, ofPark.get(park.id)!, working, day)];
    }),
  );
}

function structureView(
  slots: readonly SlotDefinition[],
  holders: readonly ParkSlotHolder[],
  working: ReadonlySet<string>,
  day: LocalDate,
): ParkStructureView {
  const findings = findingViews(findingsOfStructure({ slots, holders, working, day }));
  return {
    onDay: day,
    slots: structureOn(slots, holders, day).map((state) => ({
      ...localizedSlot(state.definition),
      holders: state.holders,
      missing: state.missing,
    })),
    isComplete: findings.length === 0,
    findings,
  };
}
