import { type Condition, whereIn } from '../database/listing.js';

/** Ids of one kind with the scopes in which they stand. */
export interface LinkedIds {
  ids: readonly string[];
  recordKind: string | null;
}

/** Kind of the ids from which every link starts. */
export const PERSON_LINK = 'person';

/** A person as the tables see it: the ids of all records that lead to it, by kind. */
export class DataSubject {
  constructor(
    readonly personId: string,
    private readonly links: ReadonlyMap<string, LinkedIds>,
    /** Scopes in whose audit trails the records stand. */
    readonly scopeIds: readonly string[],
  ) {}

  /** Ids of one kind; throws for a kind that no module declares. */
  ids(kind: string): readonly string[] {
    const linked = this.links.get(kind);
    if (!linked) throw new Error(`No module links ${kind} to a person`);
    return linked.ids;
  }

  /** True when a column of these kinds leads to the person. */
  condition(belongsTo: Readonly<Record<string, string>>, alias: string): Condition {
    const parts = Object.entries(belongsTo).map(([column, kind]) => whereIn(`${alias}.${column}`, this.ids(kind)));
    return { sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`, parameters: parts.flatMap(({ parameters }) => [...parameters]) };
  }

  /** The records whose readings stand in the audit trail, by their kind there. */
  get auditedRecords(): { recordKind: string; ids: readonly string[] }[] {
    return [...this.links.values()].flatMap(({ recordKind, ids }) => (recordKind !== null && ids.length > 0 ? [{ recordKind, ids }] : []));
  }
}
