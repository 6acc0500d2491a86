import fc from 'fast-check';
import { encodeCursor } from '../../src/platform/database/cursor.js';
import { newId } from '../../src/platform/database/ids.js';
import { type ListingDefinition, Listings, where } from '../../src/platform/database/listing.js';
import { countStatements } from '../support/statement-counter.js';
import { type DatabaseLab, LabNote, openDatabaseLab } from './database-lab.js';
import { ENGINES } from './platform-database.js';

const ROWS = 200;
const RUNS = 12;
const NOTES: ListingDefinition = {
  table: 'lab_note',
  fields: { id: 'id', rankText: 'rankText', rankNumber: 'rankNumber', amount: 'amount' },
  orders: {
    TEXT: { by: ['{t}.rankText'], direction: 'ASC' },
    NUMBER_DESC: { by: ['{t}.rankNumber'], direction: 'DESC' },
    BOTH: { by: ['{t}.rankText', '{t}.rankNumber'], direction: 'ASC' },
  },
};
/*
 * Few values, so that most rows tie; upper and lower case, accents and Chinese, because engines like to disagree on them. None ends in a
 * space: inputs are trimmed, because MariaDB takes 'a' and 'a ' for the same text.
 */
const RANK_TEXTS = ['a', 'A', 'ä', 'b', ' b', '茶', '叶', ''];
const rowArbitrary = fc.record({ rankText: fc.constantFrom(...RANK_TEXTS), rankNumber: fc.integer({ min: -3, max: 3 }) });

interface Note {
  id: string;
  rankText: string;
  rankNumber: number;
}

describe.each(ENGINES)('a list on %s', (engine) => {
  let lab: DatabaseLab;
  let listings: Listings;
  beforeAll(async () => {
    lab = await openDatabaseLab(engine);
    listings = new Listings(lab.dataSource);
  });
  afterAll(() => lab.close());

  async function fill(rows: readonly { rankText: string; rankNumber: number }[]): Promise<Note[]> {
    const notes = rows.map((row, amount) => ({ id: newId(), ...row, amount }));
    await lab.transactions.run(async (tx) => {
      await tx.execute('DELETE FROM lab_note');
      await tx.insert(LabNote, notes);
    });
    return notes;
  }

  function page(order: string, first: number, after?: string | null, selection = { nodes: { id: true as const } }) {
    return listings.page<Note>(NOTES, { selection, conditions: [], order, first, after });
  }

  async function walk(order: string, first: number): Promise<string[]> {
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages <= ROWS; pages++) {
      const { nodes, edges, pageInfo } = await page(order, first, after);
      expect(edges.map(({ node }) => node)).toEqual(nodes);
      expect(nodes.length).toBeLessThanOrEqual(first);
      seen.push(...nodes.map(({ id }) => id));
      if (!pageInfo.hasNextPage) return seen;
      after = pageInfo.endCursor;
    }
    throw new Error('the list does not end');
  }

  it('shows each row once over all pages, however many share a sort value (P-DB-4)', async () => {
    const inBytes = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));
    const sorted: Record<string, (left: Note, right: Note) => number> = {
      TEXT: (left, right) => inBytes(left.rankText, right.rankText) || inBytes(left.id, right.id),
      NUMBER_DESC: (left, right) => right.rankNumber - left.rankNumber || inBytes(right.id, left.id),
      BOTH: (left, right) => inBytes(left.rankText, right.rankText) || left.rankNumber - right.rankNumber || inBytes(left.id, right.id),
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowArbitrary, { minLength: ROWS, maxLength: ROWS }),
        fc.integer({ min: 7, max: 90 }),
        fc.constantFrom(...Object.keys(sorted)),
        async (rows, first, order) => {
          const notes = await fill(rows);
          expect(await walk(order, first)).toEqual([...notes].sort(sorted[order]).map(({ id }) => id));
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('goes on behind the last row seen while others are added and removed (P-DB-4)', async () => {
    const notes = await fill(Array.from({ length: 30 }, () => ({ rankText: 'a', rankNumber: 0 })));
    const { nodes, pageInfo } = await page('TEXT', 10);
    await lab.transactions.run(async (tx) => {
      await tx.execute('DELETE FROM lab_note WHERE id = ?', [nodes[9]!.id]);
      await tx.insert(LabNote, [{ id: '0'.repeat(26), rankText: 'a', rankNumber: 0, amount: 0 }]);
    });
    const next = await page('TEXT', 100, pageInfo.endCursor);
    expect(next.nodes.map(({ id }) => id)).toEqual(notes.slice(10).map(({ id }) => id));
  });

  it('says on the last page that nothing follows, also when it is exactly full (P-DB-4)', async () => {
    await fill(Array.from({ length: 20 }, (_, rankNumber) => ({ rankText: 'a', rankNumber })));
    const first = await page('TEXT', 10);
    const last = await page('TEXT', 10, first.pageInfo.endCursor);
    const beyond = await page('TEXT', 10, last.pageInfo.endCursor);
    expect([first, last, beyond].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false, false]);
    expect(beyond).toMatchObject({ nodes: [], pageInfo: { endCursor: null } });
  });

  it.each([
    ['no base64', '###'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['of another order', encodeCursor('NUMBER_DESC', [1, newId()])],
    ['with too few values', encodeCursor('TEXT', ['a'])],
    ['with too many values', encodeCursor('TEXT', ['a', 1, newId()])],
    ['with an object in it', encodeCursor('TEXT', [{ $gt: '' }, newId()])],
    ['with null in it', encodeCursor('TEXT', [null, newId()])],
    ['that is a plain object', Buffer.from('{"0":"TEXT"}').toString('base64url')],
  ])('refuses a page position %s (P-DB-4)', async (_, cursor) => {
    await expect(page('TEXT', 10, cursor)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { fields: [{ code: 'BAD_CURSOR' }] } });
  });

  it('takes the values of a page position as values only (P-DB-4)', async () => {
    await fill(Array.from({ length: 5 }, () => ({ rankText: 'b', rankNumber: 0 })));
    const { nodes } = await page('TEXT', 10, encodeCursor('TEXT', ["a' OR '1'='1", "'; DROP TABLE lab_note; --"]));
    expect(nodes).toHaveLength(5);
  });

  it('costs one statement, and a second one for the total when it is asked for (P-DB-4)', async () => {
    await fill(Array.from({ length: 25 }, () => ({ rankText: 'a', rankNumber: 1 })));
    const plain = await countStatements(lab.dataSource, () => page('BOTH', 20));
    expect(plain.statements).toHaveLength(1);
    expect(plain.result).not.toHaveProperty('totalCount');
    const counted = await countStatements(lab.dataSource, () =>
      listings.page(NOTES, {
        selection: { nodes: { id: true }, totalCount: true },
        conditions: [where('{t}.amount < ?', 22)],
        order: 'BOTH',
        first: 20,
      }),
    );
    expect(counted.statements).toHaveLength(2);
    expect(counted.result.totalCount).toBe(22);
  });

  it('reads the columns that are selected and no others (P-DB-4)', async () => {
    await fill([{ rankText: 'a', rankNumber: 1 }]);
    const { result, statements } = await countStatements(lab.dataSource, () => page('NUMBER_DESC', 1));
    expect(Object.keys(result.nodes[0]!)).toEqual(['id']);
    expect(statements[0]).not.toMatch(/rankText|amount/);
  });
});
