import { buildSchema, parse } from 'graphql';
import { QueryCosts } from './query-cost.js';

const SCHEMA = buildSchema(`
  type Query { rows(first: Int, note: String): Page  plain: [Row!]! }
  type Page { nodes: [Row!]! }
  type Row { id: ID!  rows(first: Int): Page }
`);

describe('the cost of a query', () => {
  const costs = new QueryCosts();
  const costOf = (text: string, variables: Record<string, unknown> = {}, operationName?: string): number | null =>
    costs.costOf(SCHEMA, { document: parse(text), operationName, variables });

  it('counts the children of a page once per asked row, and no page above the largest', () => {
    expect(costOf('{ rows(first: 10) { nodes { id } } }')).toBe(1 + 10 * 2);
    expect(costOf('{ rows(first: 1000000) { nodes { id } } }')).toBe(1 + 100 * 2);
    expect(costOf('{ rows(first: 100) { nodes { rows(first: 100) { nodes { id } } } } }')).toBe(1 + 100 * (1 + (1 + 100 * 2)));
    expect(costOf('{ plain { id } }')).toBe(1 + 5);
  });

  it('weighs one document anew for every page size, and takes no cheap answer for a dear one', () => {
    const document = parse('query ($n: Int) { rows(first: $n) { nodes { id } } }');
    const at = (n: unknown): number | null => costs.costOf(SCHEMA, { document, operationName: undefined, variables: { n } });
    expect([at(1), at(100), at(1), at(100), at(null)]).toEqual([3, 201, 3, 201, 1 + 20 * 2]);
    for (let n = 1; n <= 100; n++) expect(at(n)).toBe(1 + n * 2);
  });

  it('asks the variables of directives, also of those in fragments', () => {
    const document = parse(
      'query ($deep: Boolean!) { ...All @include(if: $deep) } fragment All on Query { rows(first: 50) { nodes { id } } }',
    );
    const at = (deep: boolean): number | null => costs.costOf(SCHEMA, { document, operationName: undefined, variables: { deep } });
    expect([at(false), at(true), at(false)]).toEqual([0, 101, 0]);
  });

  it('tells the operations of one document apart', () => {
    const document = parse('query Small { rows(first: 1) { nodes { id } } } query Large { rows(first: 100) { nodes { id } } }');
    const of = (operationName: string): number | null => costs.costOf(SCHEMA, { document, operationName, variables: {} });
    expect([of('Small'), of('Large'), of('Small')]).toEqual([3, 201, 3]);
  });

  it('says nothing about variables that do not fit, and keeps nothing of it', () => {
    const document = parse('query ($n: Int, $note: String!) { rows(first: $n, note: $note) { nodes { id } } }');
    const at = (variables: Record<string, unknown>): number | null =>
      costs.costOf(SCHEMA, { document, operationName: undefined, variables });
    expect(at({ n: 5 })).toBeNull();
    expect(at({ n: 'many', note: 'x' })).toBeNull();
    expect(at({ n: JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown, note: 'x' })).toBeNull();
    expect(at({ n: 5, note: 'x' })).toBe(11);
    expect(at({ n: 5, note: 'y' })).toBe(11);
  });
});
