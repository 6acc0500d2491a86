import { type DayInterval, holdsOn, mostAtOnce, overlap } from '../platform/clock/day-interval.js';
import { refusalsOfDays } from '../platform/clock/day-interval.rules.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { HolderKind } from './park-kinds.js';
import type { SlotDefinition } from './park-templates.js';
import {
  ENTERPRISE_HOLDS_SLOT,
  HOLDER_HOLDS_SLOT,
  HOLDER_KIND_FORBIDDEN,
  LEADER_WITHOUT_ORGANIZATION,
  SLOT_MISSING,
  SLOT_OVERFULL,
  SLOT_ROLE_UNKNOWN,
  STRUCTURE_INCOMPLETE,
} from './parks.errors.js';

/** Who holds a place, and when. */
export interface HolderFacts extends DayInterval {
  slotRole: string;
  holderKind: HolderKind;
  /** Null for an industry group or a site. */
  holderId: string | null;
  holderName: string;
}

/** One place of the template with its holders on a day. */
export interface SlotState<Holder extends HolderFacts = HolderFacts> {
  definition: SlotDefinition;
  holders: Holder[];
  /** How many are missing to the minimum. */
  missing: number;
}

/** The places of a template as they are held on a day (INV-01). */
export function structureOn<Holder extends HolderFacts>(
  slots: readonly SlotDefinition[],
  holders: readonly Holder[],
  day: LocalDate,
): SlotState<Holder>[] {
  return slots.map((definition) => {
    const held = holders.filter((holder) => holder.slotRole === definition.role && holdsOn(holder, day));
    return { definition, holders: held, missing: Math.max(0, definition.min - held.length) };
  });
}

/** The holders of leader places on a day; each needs a party organization at work (INV-02). */
export function leadersOn<Holder extends HolderFacts>(
  slots: readonly SlotDefinition[],
  holders: readonly Holder[],
  day: LocalDate,
): Holder[] {
  return structureOn(slots, holders, day)
    .filter(({ definition }) => definition.isLeader)
    .flatMap((state) => state.holders);
}

/** The holders of a park with what is known about them on a day. */
export interface StructureFacts {
  slots: readonly SlotDefinition[];
  holders: readonly HolderFacts[];
  /** Ids of enterprises with an organization of their own at work, and of organizations at work. */
  working: ReadonlySet<string>;
  day: LocalDate;
}

/** Whatever contradicts the template apart from missing holders: what is there must be right even in a DRAFT. */
function misfits({ slots, holders, working, day }: StructureFacts): Refusal[] {
  const roles = new Set(slots.map(({ role }) => role));
  const strangers = new Set(
    holders.filter((holder) => holdsOn(holder, day) && !roles.has(holder.slotRole)).map(({ slotRole }) => slotRole),
  );
  const refusals = [...strangers].map((role) => SLOT_ROLE_UNKNOWN({ role }, 'input', 'parkId'));
  for (const { definition, holders: held } of structureOn(slots, holders, day)) {
    const { role, nameZh, nameEn, max, holderKinds } = definition;
    if (max !== null && held.length > max) refusals.push(SLOT_OVERFULL({ role, nameZh, nameEn, max }, 'input', 'parkId'));
    for (const { holderKind } of held.filter((holder) => !holderKinds.includes(holder.holderKind))) {
      refusals.push(HOLDER_KIND_FORBIDDEN({ holderKind, nameZh, nameEn }, 'input', 'parkId'));
    }
  }
  for (const { holderId, holderName } of leadersOn(slots, holders, day)) {
    if (holderId === null || !working.has(holderId)) refusals.push(LEADER_WITHOUT_ORGANIZATION({ holderName }, 'input', 'parkId'));
  }
  return refusals;
}

/** Every reason why the structure is not what its template asks for (INV-01, INV-02). */
export function refusalsOfStructure(facts: StructureFacts): Refusal[] {
  const missing = structureOn(facts.slots, facts.holders, facts.day).filter((state) => state.missing > 0);
  return [
    ...missing.map(({ definition: { role, nameZh, nameEn }, missing: count }) =>
      SLOT_MISSING({ role, nameZh, nameEn, missing: count }, 'input', 'parkId'),
    ),
    ...misfits(facts),
  ];
}

/** The same as findings about a park that goes on: reported, not refused (INV-01). */
export function findingsOfStructure(facts: StructureFacts): Refusal[] {
  const missing = structureOn(facts.slots, facts.holders, facts.day).filter((state) => state.missing > 0);
  return [
    ...missing.map(({ definition: { role, nameZh, nameEn }, missing: count }) =>
      STRUCTURE_INCOMPLETE({ role, nameZh, nameEn, missing: count }, 'structure', 'slots'),
    ),
    ...misfits(facts),
  ];
}

/** Every reason why a holder may not take a place: role, kind, number at once, and INV-03. */
export function refusalsToAssign(slots: readonly SlotDefinition[], known: readonly HolderFacts[], added: HolderFacts): Refusal[] {
  const definition = slots.find(({ role }) => role === added.slotRole);
  if (!definition) return [SLOT_ROLE_UNKNOWN({ role: added.slotRole }, 'input', 'slotRole'), ...refusalsOfDays(added)];
  const { role, nameZh, nameEn, max, holderKinds } = definition;
  const refusals = refusalsOfDays(added);
  if (!holderKinds.includes(added.holderKind)) {
    refusals.push(HOLDER_KIND_FORBIDDEN({ holderKind: added.holderKind, nameZh, nameEn }, 'input', 'holderKind'));
  }
  const sameRole = known.filter(({ slotRole }) => slotRole === role);
  if (max !== null && mostAtOnce([...sameRole, added], added) > max)
    refusals.push(SLOT_OVERFULL({ role, nameZh, nameEn, max }, 'input', 'slotRole'));
  return [...refusals, ...refusalsOfDoubleHolding(known, added)];
}

/** An enterprise holds one place in a park on a date, whatever the role (INV-03); others hold one of each role. */
function refusalsOfDoubleHolding(known: readonly HolderFacts[], added: HolderFacts): Refusal[] {
  const own = known.filter((holder) => overlap(holder, added) && holder.holderKind === added.holderKind && isSameHolder(holder, added));
  if (added.holderKind === HolderKind.ENTERPRISE) {
    return own.slice(0, 1).map(({ slotRole, startsOn }) => ENTERPRISE_HOLDS_SLOT({ slotRole, startsOn }, 'input', 'holderId'));
  }
  const sameRole = own.filter(({ slotRole }) => slotRole === added.slotRole);
  return sameRole
    .slice(0, 1)
    .map(({ slotRole }) => HOLDER_HOLDS_SLOT({ slotRole }, 'input', added.holderId === null ? 'holderName' : 'holderId'));
}

function isSameHolder(left: HolderFacts, right: HolderFacts): boolean {
  return left.holderId === null || right.holderId === null ? left.holderName === right.holderName : left.holderId === right.holderId;
}
