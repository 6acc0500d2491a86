/** Cells with fewer persons are not shown outside the line of committees (INV-38). */
export const SMALL_CELL_LIMIT = 5;

/** One organization with its own cases and those below it. */
export interface CellNode {
  id: string;
  parentId: string | null;
}

/**
 * Which organizations' cells must not be shown to whoever may see counts but no cases, for one figure (INV-38). A cell below five is withheld;
 * where it could be computed from the cell above and its siblings, the smallest sibling is withheld as well. The cases that an organization
 * handles itself are a sibling that is never shown. Below a withheld cell nothing is shown.
 */
export function withheldCells(nodes: readonly CellNode[], ownCounts: ReadonlyMap<string, number>): Set<string> {
  const ids = new Set(nodes.map(({ id }) => id));
  const children = new Map<string, string[]>();
  for (const { id, parentId } of nodes) {
    if (parentId !== null && ids.has(parentId)) children.set(parentId, [...(children.get(parentId) ?? []), id]);
  }
  const totals = totalsOf(nodes, ownCounts);
  const withheld = new Set<string>();
  const walk = (id: string, isAboveWithheld: boolean): void => {
    const total = totals.get(id)!;
    if (isAboveWithheld || total < SMALL_CELL_LIMIT) withheld.add(id);
    const below = children.get(id) ?? [];
    for (const sibling of siblingsToWithhold(below, totals, ownCounts.get(id) ?? 0)) withheld.add(sibling);
    for (const child of below) walk(child, withheld.has(id) || withheld.has(child));
  };
  for (const { id, parentId } of nodes) if (parentId === null || !ids.has(parentId)) walk(id, false);
  return withheld;
}

/** Cases of each organization and of everything below it. */
export function totalsOf(nodes: readonly CellNode[], ownCounts: ReadonlyMap<string, number>): Map<string, number> {
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  const totals = new Map(nodes.map(({ id }) => [id, 0]));
  for (const [id, count] of ownCounts) {
    for (let at: string | null | undefined = id; at !== null && at !== undefined && totals.has(at); at = parents.get(at)) {
      totals.set(at, totals.get(at)! + count);
    }
  }
  return totals;
}

/** Small ones, and the smallest shown one when the small ones together would tell less than five persons apart from the rest. */
function siblingsToWithhold(below: readonly string[], totals: ReadonlyMap<string, number>, own: number): string[] {
  const small = below.filter((id) => totals.get(id)! < SMALL_CELL_LIMIT);
  const hidden = [...small.map((id) => totals.get(id)!), own];
  const persons = hidden.reduce((sum, count) => sum + count, 0);
  const isRecognizable = hidden.some((count) => count > 0 && count < SMALL_CELL_LIMIT) && persons < SMALL_CELL_LIMIT;
  const isAlone = hidden.filter((count) => count > 0).length === 1 && hidden.some((count) => count > 0 && count < SMALL_CELL_LIMIT);
  if (!isRecognizable && !isAlone) return small;
  const shown = below.filter((id) => totals.get(id)! >= SMALL_CELL_LIMIT);
  const smallest = shown.toSorted((left, right) => totals.get(left)! - totals.get(right)!)[0];
  return smallest === undefined ? small : [...small, smallest];
}
