import { type CellNode, shownCount, SMALL_CELL_LIMIT } from './small-cells.rules.js';

const tree = (...edges: [id: string, parentId: string | null][]): CellNode[] => edges.map(([id, parentId]) => ({ id, parentId }));
const branches = (count: number): CellNode[] =>
  tree(['top', null], ...Array.from({ length: count }, (_, index): [string, string] => [`b${index}`, 'top']));
const DISTRICT = tree(['district', null], ['a', 'district'], ['b', 'district'], ['c', 'district'], ['a1', 'a'], ['a2', 'a']);

/** Everything that is published of a tree. */
function publishedOf(nodes: readonly CellNode[], own: ReadonlyMap<string, number>): (number | null)[] {
  return nodes.map(({ id }) => shownCount(nodes, own, id));
}

/** All ways to give each of the named organizations 0 to `most` persons of its own. */
function* counts(ids: readonly string[], most: number): Generator<number[]> {
  const [, ...rest] = ids;
  if (ids.length === 0) return yield [];
  for (let own = 0; own <= most; own++) for (const others of counts(rest, most)) yield [own, ...others];
}

type Publish = (nodes: readonly CellNode[], own: ReadonlyMap<string, number>) => (number | null)[];

interface Attack {
  nodes: readonly CellNode[];
  /** Organizations that handle cases themselves; the attacker knows which. */
  handling: readonly string[];
  /** Persons of one organization at most; above, the published counts differ. */
  most: number;
  quarters: number;
}

/**
 * An attacker who knows the tree, how the counts are made, that nobody ever leaves the group, and all counts of all quarters: tries every world
 * and keeps, for each thing that was published, all numbers that each secret may have. Returns the fewest numbers that a secret below five
 * may have: the persons of an organization with its subtree, or those who came to it between two quarters.
 */
function fewestPossibilities({ nodes, handling, most, quarters }: Attack, publish: Publish = publishedOf): number {
  const subtrees = nodes.map(({ id }) => handling.map((member) => isWithin(nodes, member, id)));
  const snapshots = [...counts(handling, most)];
  const shown = snapshots.map((own) => publish(nodes, new Map(handling.map((id, index) => [id, own[index]!]))).join());
  const possible = new Map<string, Set<number>[]>();
  const look = (worlds: readonly number[]): void => {
    const key = worlds.map((world) => shown[world]).join('/');
    const secrets = subtrees.flatMap((members) => {
      const totals = worlds.map((world) => snapshots[world]!.reduce((total, own, index) => total + (members[index] ? own : 0), 0));
      return [...totals, ...totals.flatMap((later, at) => totals.slice(0, at).map((earlier) => later - earlier))];
    });
    const known = possible.get(key) ?? secrets.map(() => new Set<number>());
    possible.set(key, known);
    secrets.forEach((secret, index) => known[index]!.add(secret));
  };
  const live = (worlds: number[]): void => {
    if (worlds.length === quarters) return look(worlds);
    for (let next = 0; next < snapshots.length; next++) {
      const before = worlds.length === 0 ? null : snapshots[worlds.at(-1)!]!;
      if (before === null || snapshots[next]!.every((own, index) => own >= before[index]!)) live([...worlds, next]);
    }
  };
  live([]);
  const small = [...possible.values()].flat().filter((numbers) => Math.min(...numbers) < SMALL_CELL_LIMIT);
  return Math.min(...small.map(({ size }) => size));
}

function isWithin(nodes: readonly CellNode[], id: string, rootId: string): boolean {
  for (let at: string | null | undefined = id; at; at = nodes.find((node) => node.id === at)?.parentId) if (at === rootId) return true;
  return false;
}

describe('counts for others', () => {
  it('come in steps of five, never above the true number, and not at all below five (INV-38)', () => {
    const own = new Map(Object.entries({ a1: 14, a2: 3, b: 4, c: 7 }));
    const shown = Object.fromEntries(DISTRICT.map(({ id }) => [id, shownCount(DISTRICT, own, id)]));
    expect(shown).toEqual({ district: 20, a: 10, b: null, c: 5, a1: 10, a2: null });
  });

  it('do not tell that every branch has four by a total that only then were possible (INV-38)', () => {
    const four = (count: number) => new Map(branches(count).flatMap(({ id }) => (id === 'top' ? [] : [[id, 4] as const])));
    expect(shownCount(branches(5), four(5), 'top')).toBe(15);
    expect(shownCount(branches(2), four(2), 'top')).toBeNull();
    expect(shownCount(branches(30), four(30), 'top')).toBe(115);
  });

  it('stay close to the truth where there are many branches (INV-38)', () => {
    const few = new Map(branches(30).map(({ id }, index) => [id, id === 'top' ? 2 : index % 4]));
    const total = [...few.values()].reduce((sum, count) => sum + count, 0);
    expect([total, shownCount(branches(30), few, 'top')]).toEqual([47, 45]);
  });

  it.each<[string, Attack, number]>([
    ['one branch over four quarters', { nodes: tree(['top', null]), handling: ['top'], most: 14, quarters: 4 }, 5],
    ['two branches over two quarters', { nodes: branches(2), handling: ['b0', 'b1'], most: 14, quarters: 2 }, 5],
    ['two branches over three quarters', { nodes: branches(2), handling: ['b0', 'b1'], most: 9, quarters: 3 }, 5],
    ['three branches over two quarters', { nodes: branches(3), handling: ['b0', 'b1', 'b2'], most: 9, quarters: 2 }, 4],
    ['two branches and cases of the committee itself', { nodes: branches(2), handling: ['top', 'b0', 'b1'], most: 9, quarters: 2 }, 4],
    ['five branches on one day', { nodes: branches(5), handling: ['b0', 'b1', 'b2', 'b3', 'b4'], most: 9, quarters: 1 }, 5],
    ['a tree of three levels on one day', { nodes: DISTRICT, handling: ['a1', 'a2', 'b', 'c'], most: 9, quarters: 1 }, 5],
  ])(
    'leave a number below five open to whoever tries every world that fits: %s (INV-38)',
    (_, attack, fewest) => {
      expect(fewestPossibilities(attack)).toBeGreaterThanOrEqual(fewest);
    },
    120_000,
  );

  it('would tell it if exact counts were shown and small ones left out: the attacker finds what there is to find (INV-38)', () => {
    const exact: Publish = (nodes, own) =>
      nodes.map(({ id }) => {
        const total = [...own].reduce((sum, [member, count]) => sum + (isWithin(nodes, member, id) ? count : 0), 0);
        return total < SMALL_CELL_LIMIT ? null : total;
      });
    expect(fewestPossibilities({ nodes: tree(['top', null]), handling: ['top'], most: 9, quarters: 2 }, exact)).toBe(1);
    expect(fewestPossibilities({ nodes: branches(2), handling: ['b0', 'b1'], most: 9, quarters: 1 }, exact)).toBe(1);
  });
});
