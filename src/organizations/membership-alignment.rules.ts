import type { LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { type MembershipFacts, refusalsToAdmit } from './membership.rules.js';
import { MembershipKind, type MembershipStanding } from './organization-kinds.js';
import { MEMBERSHIP_MOVED_ON } from './organizations.errors.js';

/** One stretch of HOME membership as a record elsewhere implies it. */
export interface PlannedMembership {
  organizationId: string;
  standing: MembershipStanding;
  startsOn: LocalDate;
  /** First day on which it no longer holds; null while no end is known. */
  endsOn: LocalDate | null;
}

/** A stretch with the row that realizes it. */
export interface HeldMembership extends PlannedMembership {
  membershipId: string;
}

/** A stored membership of the person. */
export interface StoredMembership extends MembershipFacts {
  id: string;
  standing: MembershipStanding;
}

/** What happens to the rows, in this order: ends, then additions. */
export interface AlignmentSteps {
  /** Rows that end on another day; taken back where that is the day on which they began. */
  ends: { membershipId: string; endsOn: LocalDate }[];
  /** For each stretch of the plan the row that stays, or null for one to be added. */
  rows: (string | null)[];
  refusals: Refusal[];
}

function isSameStretch(left: PlannedMembership, right: PlannedMembership): boolean {
  return left.organizationId === right.organizationId && left.standing === right.standing && left.startsOn === right.startsOn;
}

/** Whether the plan is the one that the held rows were made for: then nothing follows from it. */
export function isPlanHeld(held: readonly HeldMembership[], plan: readonly PlannedMembership[]): boolean {
  const isSame = (stretch: PlannedMembership, index: number) =>
    isSameStretch(held[index]!, stretch) && held[index]!.endsOn === stretch.endsOn;
  return held.length === plan.length && plan.every(isSame);
}

/** A recorded end is brought forward, never put off (README promise 8). */
function canEnd(row: { endsOn: LocalDate | null }, endsOn: LocalDate | null): boolean {
  return row.endsOn === endsOn || (endsOn !== null && (row.endsOn === null || endsOn < row.endsOn));
}

/**
 * How the rows that a record holds, and no others, come to say what the plan says. A row that the plan no longer knows, or whose end would be
 * put off, is taken back and, where needed, entered anew. Refuses with HOME_MEMBERSHIP_OVERLAPS when a foreign row is in the way (INV-05), and
 * with MEMBERSHIP_MOVED_ON when a held row was changed by hand since.
 */
export function alignmentOf(
  held: readonly HeldMembership[],
  plan: readonly PlannedMembership[],
  stored: readonly StoredMembership[],
): AlignmentSteps {
  const own = new Map(stored.map((row) => [row.id, row]));
  const isHeld = (id: string) => held.some(({ membershipId }) => membershipId === id);
  const foreign = stored.filter(({ id }) => !isHeld(id));
  const steps: AlignmentSteps = { ends: [], rows: [], refusals: [] };
  const kept = new Set<string>();
  for (const stretch of plan) {
    const row = rowFor(stretch, held, own) ?? adoptable(stretch, foreign);
    steps.rows.push(row?.id ?? null);
    if (row) kept.add(row.id);
    if (row && stretch.endsOn !== null && row.endsOn !== stretch.endsOn) steps.ends.push({ membershipId: row.id, endsOn: stretch.endsOn });
    if (!row) {
      const others = foreign.filter(({ id }) => !kept.has(id));
      steps.refusals.push(...refusalsToAdmit(others, { ...stretch, kind: MembershipKind.HOME }));
    }
  }
  for (const { membershipId, endsOn, startsOn } of held) {
    if (kept.has(membershipId)) continue;
    if (own.get(membershipId)?.endsOn !== endsOn) steps.refusals.push(MEMBERSHIP_MOVED_ON({}, 'input'));
    if (endsOn !== startsOn) steps.ends.push({ membershipId, endsOn: startsOn });
  }
  return steps;
}

function rowFor(
  stretch: PlannedMembership,
  held: readonly HeldMembership[],
  own: ReadonlyMap<string, StoredMembership>,
): StoredMembership | null {
  const match = held.find((row) => isSameStretch(row, stretch));
  const row = match && own.get(match.membershipId);
  return row && row.endsOn === match.endsOn && canEnd(row, stretch.endsOn) ? row : null;
}

/** Somebody entered the same membership by hand before; it is taken over, not doubled. */
function adoptable(stretch: PlannedMembership, foreign: readonly StoredMembership[]): StoredMembership | null {
  return foreign.find((row) => row.kind === MembershipKind.HOME && isSameStretch(row, stretch) && canEnd(row, stretch.endsOn)) ?? null;
}
