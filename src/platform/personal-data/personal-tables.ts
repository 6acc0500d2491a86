import type { LocalDate } from '../clock/local-date.js';
import type { Tx } from '../database/transactions.js';
import type { Bilingual } from '../errors/faults.js';
import type { Refusal } from '../errors/refusals.js';
import type { Condition } from '../database/listing.js';
import type { DataSubject } from './data-subject.js';
import type { LawfulBasis } from './lawful-bases.js';

/** How long personal data is kept, and what ends it. */
export interface RetentionRule extends Bilingual {
  code: string;
  /** `ERASURE`: it goes as soon as an erasure is decided; `DAY`: on the day that `retentionEnds` tells; `NEVER`: the law keeps it. */
  endsWith: 'ERASURE' | 'DAY' | 'NEVER';
}

/** Nothing asks for it once the person wants it gone. */
export const UNTIL_ERASURE: RetentionRule = {
  code: 'UNTIL_ERASURE',
  endsWith: 'ERASURE',
  zh: '本人要求删除并经确认后立即删除',
  en: 'Goes as soon as the erasure that the person asked for is decided',
};

/** Who did what in office stays, or nobody could be held to account. */
export const ACCOUNTABILITY: RetentionRule = {
  code: 'ACCOUNTABILITY',
  endsWith: 'NEVER',
  zh: '履职留痕:谁在职务上做了什么须可追溯,长期保存',
  en: 'Accountability: who acted in office stays traceable',
};

/** What happens to a row when its time has come: it goes, its fields are emptied, or it stays because it names nobody by then. */
export type ErasureMode = 'DELETE' | 'CLEAR' | 'KEEP';

/** One personal column: how the copy calls it, and what stands in it afterwards. */
export interface PersonalField extends Bilingual {
  /** The column is encrypted under this address; the row's id completes it. */
  sealed?: { kind: string; field: string };
  /** What the column holds after a CLEAR; left out: the value stays. */
  erasedAs?: (row: { id: string; value: unknown }, subject: DataSubject) => unknown;
  /** Why the column is not in the copy: it would show other people. */
  withheld?: Bilingual;
}

/** A table with personal columns, as `personalTables` makes it. The one declaration drives the register, the copy, the erasure and the rotation of keys (PR-1, PR-3). */
export interface PersonalTable extends Bilingual {
  table: string;
  purpose: Bilingual;
  basis: LawfulBasis;
  retention: RetentionRule;
  /** Permission whose holders read it; an officer's copy has only the tables, and of them the rows, that the officer may read. */
  readers: string;
  /** Column that holds the scope of a row: a park or an organization; null where the visibility of the person decides. */
  scopeColumn: string | null;
  /** Column → kind of id that leads the row to a person; any of them suffices. */
  belongsTo: Readonly<Record<string, string>>;
  /** Further condition without parameters, `{t}` for the table. */
  only?: string;
  /** Takes the place of `belongsTo` where no column leads to the person. */
  matches?: (subject: DataSubject) => Condition;
  onErasure: ErasureMode;
  fields: Readonly<Record<string, PersonalField>>;
}

/** How ids of one kind follow from those of another: the streamers of a person, the pledges of a streamer. */
export interface PersonalLink {
  /** Kind of the ids it yields. */
  name: string;
  from: string;
  /** `SELECT … AS id, … AS scopeId`, with `{ids}` for the list of the ids it starts from, once. */
  sql: string;
  /** Name under which readings of these records stand in the audit trail. */
  recordKind?: string;
}

/** A step of an erasure that modules follow. */
export type ErasureStep = 'REQUESTED' | 'DECLINED';

/** Records of one kind that have to end before anything of the person may go. */
export interface PersonalObstacle {
  table: string;
  /** Permission whose holders see the records, and so learn of them where they stand; everybody else but the person does not (PR-7). */
  readers: string;
  /** Column that holds the scope of a record: a park or an organization. */
  scopeColumn: string;
  /** The person's records that stand against an erasure at this time; `{t}` for the table. */
  standing: (subject: DataSubject, at: Date) => Condition;
  /** Says so of this many records, at this input path. */
  refusal: (count: number, path: readonly (string | number)[]) => Refusal;
}

/** Until when records of one scope keep something of a person. */
export interface RetentionEnd {
  scopeId: string;
  day: LocalDate;
}

/** What one module knows about persons. */
export interface PersonalDataPart {
  module: string;
  links?: readonly PersonalLink[];
  tables: readonly PersonalTable[];
  /** Columns that hold the id of the person itself; the records of an erased person lead to a nameless one instead. */
  personColumns?: readonly { table: string; column: string }[];
  /** The last days on which a rule still keeps something of the person, by the scope in which it stands; empty when it keeps nothing. */
  retentionEnds?: readonly { rule: RetentionRule; endsOn: (tx: Tx, subject: DataSubject) => Promise<readonly RetentionEnd[]> }[];
  /** Follows the request: the records of the person are held, given free again, or let go. */
  onErasureStep?: (tx: Tx, subject: DataSubject, step: ErasureStep) => Promise<void>;
  /** What has to end before anything of the person may go. */
  obstacles?: readonly PersonalObstacle[];
}
