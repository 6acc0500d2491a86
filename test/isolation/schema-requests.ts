import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  getNamedType,
} from 'graphql';

/** Ids of records by the name of the argument or input field that takes them, or by `operation.name` where a name alone is ambiguous. */
export type Canaries = Readonly<Record<string, string>>;

/** A query or mutation of the schema. */
export interface Operation {
  kind: 'query' | 'mutation';
  name: string;
  field: GraphQLField<unknown, unknown>;
}

/** A place in the arguments that takes an id or a text. */
export interface Leaf {
  /** From the argument inwards, such as `input.hosts.streamerId`. */
  path: string;
  scalar: 'ID' | 'String';
  /** Key of the record that belongs here, see `Canaries`. */
  key: string;
}

/** A request to send. */
export interface SchemaRequest {
  document: string;
  variables: Record<string, unknown>;
}

type Chooser = (leaf: Leaf) => string;

const SELECTION_DEPTH_MAX = 3;
const FIELDS_PER_LEVEL_MAX = 14;
/** Input types nest less deep than this. */
const INPUT_DEPTH_MAX = 8;

/** Plausible values for fields whose shape is checked before scope is asked. */
const TEXT_VALUES: Readonly<Record<string, string>> = {
  idCardNumber: '230306199005170019',
  creditCode: '91230306MA1ABCDE1X',
  documentSha256: 'a'.repeat(64),
  contentHash: 'a'.repeat(64),
  paperKind: 'OTHER',
  code: 'ISOLATION',
  platform: 'DOUYIN',
  phone: '13700000000',
  currentPassword: 'not the password 1',
  newPassword: 'another password 2',
  password: 'another password 2',
  temporaryPassword: 'another password 2',
  loginName: 'nobody-here',
  refreshToken: `pkr_${'x'.repeat(43)}`,
  permissions: 'parks.read',
};
const SCALAR_VALUES: Readonly<Record<string, unknown>> = {
  Float: 1,
  Boolean: false,
  Fen: '100',
  DateTime: '2026-12-24T11:00:00Z',
  LocalDate: '2026-10-01',
  LocalMonth: '2026-10',
};
/** Numbers that have a range of their own. */
const NUMBER_VALUES: Readonly<Record<string, number>> = { year: 2026 };

let sequence = 0;

/** A text for a field of this name that passes its checks; a new one each time for an idempotency key. */
export function plausibleText(name: string): string {
  return name === 'idempotencyKey' ? `isolation-${++sequence}` : (TEXT_VALUES[name] ?? '隔离测试文本');
}

function keyOf(operation: string, name: string): string {
  const plain = name.replace(/Ids$/, 'Id');
  return name === 'id' ? `${operation}.id` : plain;
}

function leafAt(operation: string, path: string, type: GraphQLInputType): Leaf | null {
  const { name } = getNamedType(type);
  if (name !== 'ID' && name !== 'String') return null;
  return { path, scalar: name, key: keyOf(operation, path.split('.').at(-1)!) };
}

function leavesBelow(operation: string, path: string, type: GraphQLInputType, depth: number): Leaf[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [leafAt(operation, path, type)].filter((leaf) => leaf !== null);
  if (depth > INPUT_DEPTH_MAX) throw new Error(`${path} nests deeper than ${INPUT_DEPTH_MAX}`);
  return Object.values(named.getFields()).flatMap((field) => leavesBelow(operation, `${path}.${field.name}`, field.type, depth + 1));
}

/** Every place in the operation's arguments that takes an id or a text, the optional ones as well. */
export function leavesOf({ name, field }: Operation): Leaf[] {
  return field.args.flatMap((argument) => leavesBelow(name, argument.name, argument.type, 0));
}

/** Builds values: what is required, what leads to a wanted leaf, and every id when all are wanted. */
class InputBuilder {
  constructor(
    private readonly operation: string,
    private readonly choose: Chooser,
    private readonly wanted: (path: string) => boolean,
  ) {}

  object(fields: readonly (GraphQLArgument | GraphQLInputField)[], path: string): Record<string, unknown> {
    const chosen = fields.filter((field) => isNonNullType(field.type) || this.wanted(`${path}${field.name}`));
    return Object.fromEntries(chosen.map((field) => [field.name, this.value(`${path}${field.name}`, field.type)]));
  }

  private value(path: string, type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return this.value(path, type.ofType);
    if (isListType(type)) return [this.value(path, type.ofType)];
    if (isEnumType(type)) return type.getValues()[0]!.name;
    if (isInputObjectType(type)) return this.object(Object.values(type.getFields()), `${path}.`);
    const leaf = leafAt(this.operation, path, type);
    if (leaf) return this.choose(leaf);
    if (type.name === 'Int') return NUMBER_VALUES[path.split('.').at(-1)!] ?? 1;
    return SCALAR_VALUES[type.name];
  }
}

function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isInterfaceType(named)) return '{ code message cure field rule }';
  if (!isObjectType(named)) return '';
  const parts: string[] = [];
  for (const field of Object.values(named.getFields()).slice(0, FIELDS_PER_LEVEL_MAX)) {
    if (field.args.length > 0 || field.name === 'edges') continue;
    const inner = selectionOf(field.type, depth + 1);
    const isComposite = isObjectType(getNamedType(field.type)) || isInterfaceType(getNamedType(field.type));
    if (isComposite && (depth >= SELECTION_DEPTH_MAX || inner === '')) continue;
    parts.push(`${field.name} ${inner}`);
  }
  return parts.length === 0 ? '' : `{ ${parts.join(' ')} }`;
}

const documents = new Map<string, string>();

function documentOf({ kind, name, field }: Operation, names: readonly string[]): string {
  const key = `${name}(${names.join()})`;
  const known = documents.get(key);
  if (known) return known;
  const used = field.args.filter((argument) => names.includes(argument.name));
  const declarations = used.map((argument) => `$${argument.name}: ${argument.type.toString()}`).join(', ');
  const call = used.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const document = `${kind} ${declarations ? `(${declarations})` : ''} { ${name}${call ? `(${call})` : ''} ${selectionOf(field.type, 0)} }`;
  documents.set(key, document);
  return document;
}

/**
 * A request for the operation whose required fields are filled, and those that lead to `path` as well; with `path` null, every field that takes
 * an id. `choose` gives the ids and texts.
 */
export function requestOf(operation: Operation, path: string | null, choose: Chooser): SchemaRequest {
  const idPaths = leavesOf(operation)
    .filter((leaf) => leaf.scalar === 'ID')
    .map((leaf) => leaf.path);
  const targets = path === null ? idPaths : [path];
  const wanted = (place: string) => targets.some((target) => target === place || target.startsWith(`${place}.`));
  const variables = new InputBuilder(operation.name, choose, wanted).object(operation.field.args, '');
  return { document: documentOf(operation, Object.keys(variables)), variables };
}

/** Every query and mutation, in the order of the schema. */
export function operationsOf(schema: GraphQLSchema): Operation[] {
  const of = (kind: Operation['kind'], fields: Record<string, GraphQLField<unknown, unknown>>) =>
    Object.values(fields).map((field) => ({ kind, name: field.name, field }));
  return [...of('query', schema.getQueryType()!.getFields()), ...of('mutation', schema.getMutationType()!.getFields())];
}
