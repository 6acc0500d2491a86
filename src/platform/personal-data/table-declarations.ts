import type { Bilingual } from '../errors/faults.js';
import type { PersonalField, PersonalTable } from './personal-tables.js';

/** Chinese, then English. */
type Words = readonly [zh: string, en: string];

/** What is special about a personal column. */
interface FieldTraits {
  /** The column is encrypted under `Kind.field`; the row's id completes the address. */
  sealed?: `${string}.${string}`;
  /** What the column holds after a CLEAR, or a function that tells it for a row. */
  erasedAs?: PersonalField['erasedAs'] | string | null;
  /** Why the column is not in the copy. */
  withheld?: Words;
}

/** How the copy calls a column, and what is special about it. */
export type DeclaredField = readonly [zh: string, en: string, traits?: FieldTraits];

/** What tables of one module often have in common. */
type Handling = Pick<PersonalTable, 'basis' | 'retention' | 'readers' | 'scopeColumn' | 'belongsTo' | 'onErasure'> & { purpose: Words };

/** One table, with whatever it does not share with the others. */
type DeclaredTable<Shared> = Pick<PersonalTable, 'only' | 'matches'> &
  Partial<Handling> &
  Omit<Handling, keyof Shared> & { called: Words; fields: Readonly<Record<string, DeclaredField>> };

/** The column is empty once its row's time has come: there is no value, or an empty text where the column always has one. */
export const CLEARED = { erasedAs: null } as const;
export const BLANKED = { erasedAs: '' } as const;

/** Tables with personal columns, by name, in the order given: what they share stands once, what a table says itself comes first. */
export function personalTables<const Shared extends Partial<Handling>>(
  shared: Shared,
  tables: Readonly<Record<string, DeclaredTable<Shared>>>,
): PersonalTable[] {
  return Object.entries(tables).map(([table, { called, fields, ...own }]) => {
    const { purpose, ...handling } = { ...shared, ...own } as Handling & Pick<PersonalTable, 'only' | 'matches'>;
    const declared = Object.entries(fields).map(([name, field]) => [name, fieldOf(field)]);
    return { table, ...bilingual(called), ...handling, purpose: bilingual(purpose), fields: Object.fromEntries(declared) };
  });
}

function bilingual([zh, en]: Words): Bilingual {
  return { zh, en };
}

function fieldOf([zh, en, { sealed, erasedAs, withheld } = {}]: DeclaredField): PersonalField {
  const [kind, field] = sealed?.split('.') ?? [];
  return {
    ...{ zh, en },
    ...(kind && field ? { sealed: { kind, field } } : {}),
    ...(erasedAs === undefined ? {} : { erasedAs: typeof erasedAs === 'function' ? erasedAs : () => erasedAs }),
    ...(withheld ? { withheld: bilingual(withheld) } : {}),
  };
}
