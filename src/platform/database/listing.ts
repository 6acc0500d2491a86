import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from './cursor.js';
import { inList } from './transactions.js';

/** The fields that the client asked for, as a tree; `true` for a leaf. Arguments and aliases are resolved away. */
export interface Selection {
  [field: string]: Selection | true;
}

type Row = Record<string, unknown>;

/** A to-one neighbor that is joined only when it is selected. */
export interface JoinedOne {
  /** The neighbor's own definition; built lazily because definitions may refer to each other. */
  listing: () => ListingDefinition;
  /** Column or SQL of the owning row that holds the neighbor's id, with `{t}` for the owning table's alias. */
  key: string;
}

/** A to-many neighbor that is read with one statement for the whole page when it is selected. */
export interface JoinedMany {
  listing: () => ListingDefinition;
  /** SQL that yields the owner's id in the neighbor's row, with `{t}` for the neighbor's alias. */
  ownerKey: string;
  /** Sort of the neighbors, with `{t}` for the neighbor's alias. */
  orderBy: string;
  /** Scope that owner and neighbor share, a field of the one and a column of the other: it stands first in the neighbor's index. */
  scope?: 'parkId' | 'scopeId';
}

/** How rows of one kind are read: its columns, what may be joined, and its sort orders. */
export interface ListingDefinition {
  table: string;
  /** Field → column name, or an SQL expression that contains `{t}` for the table's alias. `id` must be among them. */
  fields: Readonly<Record<string, string>>;
  /** Fields whose stored text is JSON. */
  json?: readonly string[];
  /** Fields that are always read because others are computed from them by `derive`. */
  always?: readonly string[];
  /** Completes a row after reading. It must not read anything itself. */
  derive?: (row: Row) => void;
  one?: Readonly<Record<string, JoinedOne>>;
  many?: Readonly<Record<string, JoinedMany>>;
  /** Order name → sort expressions without the final id, `{t}` for the alias; all of one direction, none of them null. */
  orders?: Readonly<Record<string, { by: readonly string[]; direction: 'ASC' | 'DESC' }>>;
}

/** A condition with its parameters; `{t}` stands for the table's alias. */
export interface Condition {
  sql: string;
  parameters: readonly unknown[];
}

/** Shortest way to write a condition. */
export function where(sql: string, ...parameters: unknown[]): Condition {
  return { sql, parameters };
}

/** A condition that a value is in a list; an empty list matches nothing. */
export function whereIn(expression: string, values: readonly unknown[]): Condition {
  return values.length === 0 ? where('1 = 0') : where(`${expression} IN ${inList(values)}`, ...values);
}

/** What one page of a connection is asked with. */
export interface PageRequest {
  selection: Selection;
  conditions: readonly Condition[];
  order: string;
  first: number;
  after?: string | null;
}

/** One page, in the shape of the GraphQL connection. `totalCount` is present only when it was selected. */
export interface Page<Node = Row> {
  nodes: Node[];
  edges: { node: Node; cursor: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount?: number;
}

const ORDER_VALUE_PREFIX = '@order';
const ROOT_ALIAS = 't0';

class SelectBuilder {
  readonly columns: string[] = [];
  readonly joins: string[] = [];
  private aliases = 0;

  constructor(private readonly root: ListingDefinition) {}

  add(definition: ListingDefinition, selection: Selection, alias: string, path: string): void {
    const wanted = new Set(['id', ...(definition.always ?? []), ...Object.keys(selection)]);
    for (const [name, neighbor] of Object.entries(definition.many ?? {})) {
      if (neighbor.scope && selection[name] !== undefined) wanted.add(neighbor.scope);
    }
    for (const [name, source] of Object.entries(definition.fields)) {
      if (wanted.has(name)) this.columns.push(`${expression(source, alias)} AS \`${path}${name}\``);
    }
    for (const [name, neighbor] of Object.entries(definition.one ?? {})) {
      const inner = selection[name];
      if (inner === undefined || inner === true) continue;
      const joined = neighbor.listing();
      const joinedAlias = `j${++this.aliases}`;
      this.joins.push(`LEFT JOIN ${joined.table} ${joinedAlias} ON ${joinedAlias}.id = ${expression(neighbor.key, alias)}`);
      this.add(joined, inner, joinedAlias, `${path}${name}.`);
    }
  }

  sql(conditions: readonly Condition[], tail: string): string {
    const filter =
      conditions.length === 0 ? '' : ` WHERE ${conditions.map((entry) => `(${expression(entry.sql, ROOT_ALIAS)})`).join(' AND ')}`;
    return `SELECT ${this.columns.join(', ')} FROM ${this.root.table} ${ROOT_ALIAS} ${this.joins.join(' ')}${filter}${tail}`;
  }
}

function expression(source: string, alias: string): string {
  if (source.includes('{t}')) return source.replaceAll('{t}', alias);
  return /^\w+$/.test(source) ? `${alias}.${source}` : source;
}

function nest(flat: Row): Row {
  const root: Row = {};
  for (const [key, value] of Object.entries(flat)) {
    const steps = key.split('.');
    let target = root;
    for (const step of steps.slice(0, -1)) target = (target[step] ??= {}) as Row;
    target[steps.at(-1)!] = value;
  }
  return root;
}

function complete(definition: ListingDefinition, row: Row): void {
  for (const name of definition.json ?? []) {
    if (typeof row[name] === 'string') row[name] = JSON.parse(row[name]) as unknown;
  }
  for (const [name, neighbor] of Object.entries(definition.one ?? {})) {
    const inner = row[name] as Row | undefined;
    if (inner === undefined) continue;
    if (inner.id === null) row[name] = null;
    else complete(neighbor.listing(), inner);
  }
  definition.derive?.(row);
}

/** Reads lists and single records as plain rows: one statement with the joins that the selection needs, one more per selected to-many field. */
@Injectable()
export class Listings {
  constructor(private readonly dataSource: DataSource) {}

  /** One page in a stable order that ends in the id. */
  async page<Node = Row>(definition: ListingDefinition, request: PageRequest): Promise<Page<Node>> {
    const order = definition.orders?.[request.order];
    if (!order) throw new Error(`${definition.table} has no order ${request.order}`);
    const builder = new SelectBuilder(definition);
    const nodeSelection = mergeSelections(request.selection.nodes, (request.selection.edges as Selection | undefined)?.node);
    builder.add(definition, nodeSelection, ROOT_ALIAS, '');
    const sorts = [...order.by, '{t}.id'].map((entry) => expression(entry, ROOT_ALIAS));
    sorts.forEach((sort, index) => builder.columns.push(`${sort} AS \`${ORDER_VALUE_PREFIX}${index}\``));
    const conditions = [...request.conditions];
    if (request.after) conditions.push(keysetCondition(sorts, order.direction, decodeCursor(request.after, request.order, sorts.length)));
    const tail = ` ORDER BY ${sorts.map((sort) => `${sort} ${order.direction}`).join(', ')} LIMIT ${request.first + 1}`;
    const found = await this.dataSource.query<Row[]>(builder.sql(conditions, tail), parametersOf(conditions));
    const hasNextPage = found.length > request.first;
    const page = found.slice(0, request.first);
    const cursors = page.map((row) => encodeCursor(request.order, takeOrderValues(row, sorts.length)));
    const nodes = page.map(nest);
    await this.finish(definition, nodes, nodeSelection);
    return {
      nodes: nodes as Node[],
      edges: nodes.map((node, index) => ({ node: node as Node, cursor: cursors[index]! })),
      pageInfo: { hasNextPage, endCursor: cursors.at(-1) ?? null },
      ...(request.selection.totalCount ? { totalCount: await this.count(definition, request.conditions) } : {}),
    };
  }

  /** All rows that match, at most `limit`, in the given SQL order. */
  async list<Node = Row>(
    definition: ListingDefinition,
    selection: Selection,
    conditions: readonly Condition[],
    orderBy: string,
    limit: number,
  ): Promise<Node[]> {
    const builder = new SelectBuilder(definition);
    builder.add(definition, selection, ROOT_ALIAS, '');
    const tail = ` ORDER BY ${expression(orderBy, ROOT_ALIAS)} LIMIT ${limit}`;
    const nodes = (await this.dataSource.query<Row[]>(builder.sql(conditions, tail), parametersOf(conditions))).map(nest);
    await this.finish(definition, nodes, selection);
    return nodes as Node[];
  }

  /** The first row that matches, or null. */
  async one<Node = Row>(definition: ListingDefinition, selection: Selection, conditions: readonly Condition[]): Promise<Node | null> {
    return (await this.list<Node>(definition, selection, conditions, '{t}.id', 1))[0] ?? null;
  }

  private async count(definition: ListingDefinition, conditions: readonly Condition[]): Promise<number> {
    const builder = new SelectBuilder(definition);
    builder.columns.push('COUNT(*) AS total');
    const [row] = await this.dataSource.query<{ total: number | string }[]>(builder.sql(conditions, ''), parametersOf(conditions));
    return Number(row!.total);
  }

  private async finish(definition: ListingDefinition, nodes: Row[], selection: Selection): Promise<void> {
    for (const node of nodes) complete(definition, node);
    await this.attachMany(definition, nodes, selection);
  }

  /** Also descends into joined to-one neighbors, so a to-many field of a neighbor costs one statement as well. */
  private async attachMany(definition: ListingDefinition, nodes: Row[], selection: Selection): Promise<void> {
    if (nodes.length === 0) return;
    for (const [name, neighbor] of Object.entries(definition.many ?? {})) {
      const inner = selection[name];
      if (inner !== undefined && inner !== true) await this.attachOneToMany(name, neighbor, nodes, inner);
    }
    for (const [name, neighbor] of Object.entries(definition.one ?? {})) {
      const inner = selection[name];
      if (inner === undefined || inner === true) continue;
      const neighbors = nodes.map((node) => node[name] as Row | null).filter((row): row is Row => row !== null && row !== undefined);
      await this.attachMany(neighbor.listing(), neighbors, inner);
    }
  }

  private async attachOneToMany(name: string, neighbor: JoinedMany, nodes: Row[], selection: Selection): Promise<void> {
    const definition = neighbor.listing();
    const owners = [...new Set(nodes.map((node) => node.id))];
    const builder = new SelectBuilder(definition);
    builder.add(definition, selection, ROOT_ALIAS, '');
    const ownerKey = expression(neighbor.ownerKey, ROOT_ALIAS);
    builder.columns.push(`${ownerKey} AS \`@owner\``);
    const conditions = [whereIn(ownerKey, owners)];
    const { scope } = neighbor;
    if (scope) conditions.unshift(whereIn(`{t}.${scope}`, [...new Set(nodes.map((node) => node[scope]))]));
    const tail = ` ORDER BY ${expression(neighbor.orderBy, ROOT_ALIAS)}`;
    const rows = (await this.dataSource.query<Row[]>(builder.sql(conditions, tail), parametersOf(conditions))).map(nest);
    await this.finish(definition, rows, selection);
    const byOwner = groupByOwner(rows);
    for (const node of nodes) node[name] = byOwner.get(node.id) ?? [];
  }
}

function groupByOwner(rows: readonly Row[]): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row['@owner']);
    if (group) group.push(row);
    else groups.set(row['@owner'], [row]);
  }
  return groups;
}

function mergeSelections(...selections: (Selection | true | undefined)[]): Selection {
  const merged: Selection = {};
  for (const selection of selections) {
    if (selection === undefined || selection === true) continue;
    for (const [name, inner] of Object.entries(selection)) {
      const known = merged[name];
      merged[name] = inner === true || known === undefined || known === true ? inner : mergeSelections(known, inner);
    }
  }
  return merged;
}

function parametersOf(conditions: readonly Condition[]): unknown[] {
  return conditions.flatMap((condition) => [...condition.parameters]);
}

function takeOrderValues(row: Row, count: number): unknown[] {
  return Array.from({ length: count }, (_, index) => {
    const key = `${ORDER_VALUE_PREFIX}${index}`;
    const value = row[key];
    delete row[key];
    return value;
  });
}

function keysetCondition(sorts: readonly string[], direction: 'ASC' | 'DESC', values: readonly unknown[]): Condition {
  const comparison = direction === 'ASC' ? '>' : '<';
  const parts: string[] = [];
  const parameters: unknown[] = [];
  sorts.forEach((sort, index) => {
    const equals = sorts.slice(0, index).map((earlier) => `${earlier} = ?`);
    parts.push(`(${[...equals, `${sort} ${comparison} ?`].join(' AND ')})`);
    parameters.push(...values.slice(0, index + 1));
  });
  return where(parts.join(' OR '), ...parameters);
}
