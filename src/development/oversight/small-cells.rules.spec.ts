import { type CellNode, SMALL_CELL_LIMIT, totalsOf, withheldCells } from './small-cells.rules.js';

const tree = (...edges: [id: string, parentId: string | null][]): CellNode[] => edges.map(([id, parentId]) => ({ id, parentId }));
const STREET = tree(['district', null], ['a', 'district'], ['b', 'district'], ['c', 'district'], ['a1', 'a'], ['a2', 'a']);
const withheld = (counts: Record<string, number>) => [...withheldCells(STREET, new Map(Object.entries(counts)))].sort();

describe('small cells', () => {
  it('are withheld, with the smallest sibling when the cell above would give them away (INV-38)', () => {
    expect(withheld({ a1: 9, a2: 8, b: 7, c: 6 })).toEqual([]);
    expect(withheld({ a1: 9, a2: 8, b: 7, c: 2 })).toEqual(['b', 'c']);
    expect(withheld({ a1: 9, a2: 8, b: 3, c: 2 })).toEqual(['b', 'c']);
    expect(withheld({ a1: 9, a2: 8, b: 2, c: 1 })).toEqual(['a', 'a1', 'a2', 'b', 'c']);
    expect(withheld({ a1: 14, a2: 4, b: 7, c: 6 })).toEqual(['a1', 'a2']);
    expect(withheld({ c: 4 })).toEqual(['a', 'a1', 'a2', 'b', 'c', 'district']);
  });

  it('of an organization’s own cases, which nobody asks for, are protected by a sibling too (INV-38)', () => {
    expect(withheld({ district: 1, a1: 9, a2: 8, b: 7, c: 6 })).toEqual(['c']);
    expect(withheld({ district: 5, a1: 9, a2: 8, b: 7, c: 6 })).toEqual([]);
  });

  it('without anybody tell nothing, and are withheld like the others (INV-38)', () => {
    expect(withheld({ a1: 9, a2: 8, b: 7 })).toEqual(['c']);
  });

  it('cannot be computed from what is shown, in any of 2,000 random trees (INV-38)', () => {
    let seed = 20_260_901;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
    let protectedCells = 0;
    for (let round = 0; round < 2_000; round++) {
      const nodes: CellNode[] = [{ id: '0', parentId: null }];
      const size = 2 + random(12);
      for (let id = 1; id < size; id++) nodes.push({ id: String(id), parentId: String(random(id)) });
      const own = new Map(nodes.map(({ id }) => [id, random(3) === 0 ? random(12) : random(4)]));
      const totals = totalsOf(nodes, own);
      const hidden = withheldCells(nodes, own);
      for (const { id } of nodes) {
        expect(hidden.has(id) || totals.get(id)! >= SMALL_CELL_LIMIT).toBe(true);
        const children = nodes.filter(({ parentId }) => parentId === id).map((node) => node.id);
        if (hidden.has(id)) {
          expect(children.every((child) => hidden.has(child))).toBe(true);
          continue;
        }
        /* What is unknown in the equation of this cell: its withheld children and its own cases. */
        const unknown = [...children.filter((child) => hidden.has(child)).map((child) => totals.get(child)!), own.get(id)!];
        const persons = unknown.filter((count) => count > 0);
        if (!persons.some((count) => count < SMALL_CELL_LIMIT)) continue;
        protectedCells++;
        expect(persons.length).toBeGreaterThanOrEqual(2);
        expect(persons.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(SMALL_CELL_LIMIT);
      }
    }
    expect(protectedCells).toBeGreaterThan(500);
  });
});
