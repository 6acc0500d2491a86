import type { TestApp } from '../support/test-app.js';

/* Words that only the first park's records hold: the second park is written in other words. */
const FIRST_PARK_WORDS = /甲园|滴道|金铁|小滴|王大田|李小禾|周发展|周党员|周待定|1380000000\d/u;
const ID_PATTERN = /[0-9a-hjkmnp-tv-z]{26}/g;
/** Shorter values, enum values, names of fields, numbers and dates belong to nobody. */
const TELLING_LENGTH_MIN = 6;
const NOBODYS = /^(?:[A-Z][A-Z0-9_.+-]*|[\d.:TZ-]+|[a-z]+(?:[A-Z.][A-Za-z]*)*)$/;

/** Entries wait for their seal and are sealed by a job, whoever wrote them: the chain is that of the whole installation. */
const SEALING_TABLES: readonly string[] = ['audit_unsealed', 'audit_seal'];

type Rows = Map<string, Set<string>>;

/** All texts inside a value, those inside stored JSON as well. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield value;
    if (/^[[{]/.test(value)) yield* textsIn(parsed(value));
  } else if (Array.isArray(value)) {
    for (const entry of value) yield* textsIn(entry);
  } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    for (const entry of Object.values(value)) yield* textsIn(entry);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Knows what belongs to the first park, sees it in answers, and sees whether anything of it changed. */
export class Witness {
  private before = new Set<string>();
  private readonly foreign = new Set<string>();
  private rows: Rows = new Map();

  constructor(private readonly app: TestApp) {}

  /** To be called when everything but the first park stands. */
  async seeWhatIsNotForeign(): Promise<void> {
    this.before = this.valuesOf(await this.allRows());
  }

  /** To be called when the first park stands: what is new belongs to it. */
  async seeWhatIsForeign(): Promise<void> {
    this.rows = await this.allRows();
    for (const value of this.valuesOf(this.rows)) {
      if (!this.before.has(value) && value.length >= TELLING_LENGTH_MIN && !NOBODYS.test(value)) this.foreign.add(value);
    }
    this.before.clear();
  }

  /** Words of the first park that a stranger may type into a search. */
  get tellingWords(): string[] {
    return [
      '滴道',
      '甲园',
      '金铁村小李',
      '王大田',
      '周发展',
      '13800000001',
      '230306197803150010',
      '91230306MA1DEMP018',
      '%',
      '滴%',
      '__________',
    ];
  }

  get foreignCount(): number {
    return this.foreign.size;
  }

  /** Foreign texts in an answer that were not in what was sent. */
  leaksIn(answer: unknown, sent: object): string[] {
    const own = new Set(textsIn(sent));
    const found: string[] = [];
    for (const text of textsIn(answer)) {
      const shown = this.foreign.has(text) || (FIRST_PARK_WORDS.test(text) && ![...own].some((entry) => text.includes(entry)));
      if (shown && !own.has(text)) found.push(text.slice(0, 80));
    }
    return found;
  }

  /** Rows of the first park that are no longer as they were, and new rows that name one of its records. */
  async changes(): Promise<string[]> {
    const found: string[] = [];
    const now = await this.allRows();
    for (const [table, rows] of this.rows) {
      if (SEALING_TABLES.includes(table)) continue;
      const current = now.get(table)!;
      for (const row of rows) if (!current.has(row) && this.names(row)) found.push(`${table} changed: ${row.slice(0, 300)}`);
      for (const row of current) if (!rows.has(row) && this.names(row)) found.push(`${table} new: ${row.slice(0, 300)}`);
    }
    return found;
  }

  private names(row: string): boolean {
    return [...row.matchAll(ID_PATTERN)].some(([id]) => this.foreign.has(id));
  }

  private valuesOf(rows: Rows): Set<string> {
    const values = new Set<string>();
    for (const [table, records] of rows) {
      if (SEALING_TABLES.includes(table)) continue;
      for (const row of records) for (const text of textsIn(JSON.parse(row))) values.add(text);
    }
    return values;
  }

  private async allRows(): Promise<Rows> {
    const rows: Rows = new Map();
    for (const { tableName } of this.app.dataSource.entityMetadatas) {
      const found = await this.app.dataSource.query<object[]>(`SELECT * FROM ${tableName}`);
      rows.set(tableName, new Set(found.map((row) => JSON.stringify(row))));
    }
    return rows;
  }
}
