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
  isScalarType,
} from 'graphql';

/** Ids of records by the name of the argument or input field that takes them. */
export type Canaries = Readonly<Record<string, string>>;

/** A generated request: the operation, with every id argument filled with a canary. */
export interface GeneratedRequest {
  kind: 'query' | 'mutation';
  name: string;
  document: string;
  variables: Record<string, unknown>;
  /** Names of the id fields that were filled. */
  idFields: string[];
  /** Id fields for which no canary is known. */
  unknownIdFields: string[];
}

const SELECTION_DEPTH_MAX = 3;
const FIELDS_PER_LEVEL_MAX = 14;

/** Plausible values for fields whose shape is checked before scope is asked. */
const TEXT_VALUES: Readonly<Record<string, string>> = {
  idempotencyKey: 'isolation-',
  idCardNumber: '230306199005170019',
  creditCode: '91230306MA1ABCDE1X',
  documentSha256: 'a'.repeat(64),
  contentHash: 'a'.repeat(64),
  paperKind: 'OTHER',
  code: 'ISOLATION',
  platform: 'DOUYIN',
  currentPassword: 'not the password 1',
  newPassword: 'another password 2',
  password: 'another password 2',
  loginName: 'nobody-here',
  refreshToken: `pkr_${'x'.repeat(43)}`,
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

class InputBuilder {
  readonly idFields: string[] = [];
  readonly unknownIdFields: string[] = [];

  constructor(
    private readonly operation: string,
    private readonly canaries: Canaries,
  ) {}

  value(name: string, type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return this.value(name, type.ofType);
    if (isListType(type)) return [this.value(name, type.ofType)];
    if (isEnumType(type)) return type.getValues()[0]!.name;
    if (isInputObjectType(type)) return this.object(Object.values(type.getFields()));
    if (type.name === 'ID') return this.id(name);
    if (type.name === 'String') return (TEXT_VALUES[name] ?? '隔离测试文本') + (name === 'idempotencyKey' ? String(++sequence) : '');
    if (type.name === 'Int') return NUMBER_VALUES[name] ?? 1;
    return SCALAR_VALUES[type.name];
  }

  /** Optional fields are left out unless an id is in them: ids are what is tested, the rest only has to be valid. */
  object(fields: readonly (GraphQLArgument | GraphQLInputField)[]): Record<string, unknown> {
    return Object.fromEntries(
      fields
        .filter((field) => isNonNullType(field.type) || takesId(field.type))
        .map((field) => [field.name, this.value(field.name, field.type)]),
    );
  }

  private id(name: string): string {
    const plain = name.replace(/Ids$/, 'Id');
    /* A name that means different records in different operations is given with the operation. */
    const special = `${this.operation}.${plain}`;
    const key = name === 'id' || special in this.canaries ? special : plain;
    this.idFields.push(key);
    const canary = this.canaries[key];
    if (canary === undefined) this.unknownIdFields.push(key);
    return canary ?? 'unknown';
  }
}

/** True when an id stands somewhere in the type. */
export function takesId(type: GraphQLInputType): boolean {
  if (isNonNullType(type) || isListType(type)) return takesId(type.ofType as GraphQLInputType);
  if (isInputObjectType(type)) return Object.values(type.getFields()).some((field) => takesId(field.type));
  return isScalarType(type) && type.name === 'ID';
}

function selectionOf(type: GraphQLOutputType, depth: number): string {
  if (isNonNullType(type) || isListType(type)) return selectionOf(type.ofType as GraphQLOutputType, depth);
  if (isInterfaceType(type)) return '{ code message cure field rule }';
  if (!isObjectType(type)) return '';
  const parts: string[] = [];
  for (const field of Object.values(type.getFields()).slice(0, FIELDS_PER_LEVEL_MAX)) {
    if (field.args.length > 0 || field.name === 'edges') continue;
    const inner = selectionOf(field.type, depth + 1);
    const isComposite = inner !== '' || isCompositeType(field.type);
    if (isComposite && (depth >= SELECTION_DEPTH_MAX || inner === '')) continue;
    parts.push(`${field.name} ${inner}`);
  }
  return parts.length === 0 ? '' : `{ ${parts.join(' ')} }`;
}

function isCompositeType(type: GraphQLOutputType): boolean {
  if (isNonNullType(type) || isListType(type)) return isCompositeType(type.ofType as GraphQLOutputType);
  return isObjectType(type) || isInterfaceType(type);
}

function requestOf(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>, canaries: Canaries): GeneratedRequest {
  const builder = new InputBuilder(field.name, canaries);
  const variables = builder.object(field.args);
  const used = field.args.filter((argument) => argument.name in variables);
  const declarations = used.map((argument) => `$${argument.name}: ${argument.type.toString()}`).join(', ');
  const call = used.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const document = `${kind} ${declarations ? `(${declarations})` : ''} { ${field.name}${call ? `(${call})` : ''} ${selectionOf(field.type, 0)} }`;
  return { kind, name: field.name, document, variables, idFields: builder.idFields, unknownIdFields: builder.unknownIdFields };
}

/** One request for every operation of the schema, in the order of the schema. */
export function generatedRequests(schema: GraphQLSchema, canaries: Canaries): GeneratedRequest[] {
  const queries = Object.values(schema.getQueryType()!.getFields()).map((field) => requestOf('query', field, canaries));
  const mutations = Object.values(schema.getMutationType()!.getFields()).map((field) => requestOf('mutation', field, canaries));
  return [...queries, ...mutations];
}
