import type { FactKind } from '../../../src/development/machine/case-facts.js';
import type { LocalDate } from '../../../src/platform/clock/local-date.js';
import type { Entry, StoryWorld } from '../case-story.js';

/** One thing that happened, or that somebody tried to record and was refused. */
export interface Happening {
  kind: FactKind;
  on: LocalDate;
  entry: Entry<FactKind>;
  /** Rules that refuse it; empty when it is recorded. */
  refusedBy: readonly string[];
  /** Kind of the earlier fact that the entry points to, filled in as the story is told. */
  about: FactKind | null;
}

/**
 * The life of an invented person. The deadlines were worked out by hand from the articles, before the machine ran: `CODE dueOn metOn`, with
 * `-` for what nobody has done yet.
 */
export interface LifeStory {
  name: string;
  about: string;
  world: StoryWorld;
  happenings: readonly Happening[];
  deadlines: readonly string[];
  /** What the case must look like in the end. */
  outcome: Readonly<Record<string, unknown>>;
}

/** Something that is recorded. */
export function happened<K extends FactKind>(
  kind: K,
  on: LocalDate,
  data: Entry<K>['data'] = {},
  rest: Omit<Entry<K>, 'data'> = {},
): Happening {
  return { kind, on, entry: { ...rest, data } as Entry<FactKind>, refusedBy: [], about: null };
}

/** The same, about an earlier fact: an objection that is resolved, a breach that is decided. */
export function happenedAbout<K extends FactKind>(about: FactKind, kind: K, on: LocalDate, data: Entry<K>['data'] = {}): Happening {
  return { ...happened(kind, on, data), about };
}

/** Something that the rules refuse. */
export function refused<K extends FactKind>(refusedBy: readonly string[], kind: K, on: LocalDate, data: Entry<K>['data'] = {}): Happening {
  return { ...happened(kind, on, data), refusedBy };
}
