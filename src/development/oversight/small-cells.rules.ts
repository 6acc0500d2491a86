/** Published counts of persons are multiples of this, and a cell with fewer is not shown (INV-38). */
export const SMALL_CELL_LIMIT = 5;

/** One organization with its own cases and those below it. */
export interface CellNode {
  id: string;
  parentId: string | null;
}

/** A count as others may know it, and what of it they do not. */
interface Cell {
  /** Persons that are published: a multiple of five. */
  published: number;
  /** Persons that are not. */
  rest: number;
  /** Every rest from 0 to this is possible for whoever knows all published counts and how they are made. */
  restMax: number;
}

function inSteps(count: number): number {
  return count - (count % SMALL_CELL_LIMIT);
}

/** The count of one organization alone: whole fives, and up to four persons who are not told. */
function ownCell(count: number): Cell {
  return { published: inSteps(count), rest: count % SMALL_CELL_LIMIT, restMax: SMALL_CELL_LIMIT - 1 };
}

const sum = (cells: readonly Cell[], name: keyof Cell) => cells.reduce((total, cell) => total + cell[name], 0);

/**
 * What is published of an organization: all that is published below it, and whole fives of the persons who are not – but never so many that
 * somebody could tell that those of one branch must be among them. So each rest stays possible whatever the others are.
 */
function cellAbove(own: number, below: readonly Cell[]): Cell {
  const restsMax = sum(below, 'restMax');
  const limit = inSteps(restsMax - Math.max(...below.map(({ restMax }) => restMax)));
  const { published, rest } = ownCell(own);
  const rests = sum(below, 'rest') + rest;
  const fives = Math.min(inSteps(rests), limit);
  const restMax = fives === limit ? Math.max(SMALL_CELL_LIMIT - 1, restsMax - limit) : SMALL_CELL_LIMIT - 1;
  return { published: sum(below, 'published') + published + fives, rest: rests - fives, restMax };
}

/**
 * The count of the organization at the top of a tree as it is shown to whoever may see counts but no cases: a multiple of five that is not
 * higher than the true one, or null below five (INV-38). It rests on nothing but the tree below, so it is the same for everybody.
 *
 * Why steps, and not small cells left out: exact counts of two quarters would tell by their difference who came in between, most of all in groups
 * that nobody leaves; exact counts of an organization and its branches would tell the branch that is left out. In steps, up to four persons
 * of each organization stay untold at each day, so that neither the one nor the other difference tells a number below five.
 */
export function shownCount(nodes: readonly CellNode[], ownCounts: ReadonlyMap<string, number>, rootId: string): number | null {
  const children = new Map<string, string[]>();
  for (const { id, parentId } of nodes) if (parentId !== null) children.set(parentId, [...(children.get(parentId) ?? []), id]);
  const cellOf = (id: string): Cell => {
    const own = ownCounts.get(id) ?? 0;
    const below = (children.get(id) ?? []).map(cellOf);
    return below.length === 0 ? ownCell(own) : cellAbove(own, below);
  };
  const { published } = cellOf(rootId);
  return published < SMALL_CELL_LIMIT ? null : published;
}
