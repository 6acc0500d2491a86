import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { openSilentApplication, schemaOf, schemaText } from '../../src/print-schema.js';
import {
  BOUNDED_LISTS,
  EMPTY_VERBS,
  FIXED_ORDER,
  FLOATS,
  FOREIGN_IDS,
  MUTATION_VERBS,
  WITHOUT_INPUT,
  WITHOUT_KEY_OR_VERSION,
} from './schema-conventions.js';
import { ROOT, wordsOf } from './source-tree.js';

interface Element {
  path: string;
  description: string | null | undefined;
}
type AnyField = GraphQLField<unknown, unknown> | GraphQLInputField;

let schema: GraphQLSchema;
let types: GraphQLNamedType[];

function fieldsOf(type: GraphQLNamedType): AnyField[] {
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? Object.values<AnyField>(type.getFields()) : [];
}

/** Fields, input fields and arguments by path, such as `Query.liveRooms(first)`. */
function allFields(): { path: string; name: string; field: Pick<AnyField, 'type' | 'description'> }[] {
  return types.flatMap((type) =>
    fieldsOf(type).flatMap((field) => [
      { path: `${type.name}.${field.name}`, name: field.name, field },
      ...('args' in field
        ? field.args.map((argument) => ({ path: `${type.name}.${field.name}(${argument.name})`, name: argument.name, field: argument }))
        : []),
    ]),
  );
}

function elements(): Element[] {
  return [
    ...types.map((type) => ({ path: type.name, description: type.description })),
    ...allFields().map(({ path, field }) => ({ path, description: field.description })),
    ...types.flatMap((type) =>
      isEnumType(type) ? type.getValues().map((value) => ({ path: `${type.name}.${value.name}`, description: value.description })) : [],
    ),
  ];
}

function isBilingual(description: string | null | undefined): boolean {
  const [zh, ...en] = (description ?? '').split('\n');
  return /\p{Script=Han}/u.test(zh!) && /[A-Za-z]{2}/.test(en.join('\n'));
}

/** The first line in which two texts differ; the whole difference would be thousands of lines. */
function firstDifference(written: string, served: string): { line: number; written?: string; served?: string } | null {
  const [left, right] = [written.split('\n'), served.split('\n')];
  const index = Array.from({ length: Math.max(left.length, right.length) }).findIndex((_, at) => left[at] !== right[at]);
  return index < 0 ? null : { line: index + 1, written: left[index], served: right[index] };
}

const typeName = (field: Pick<AnyField, 'type'>) => getNamedType(field.type).name;
const isList = (field: Pick<AnyField, 'type'>) => isListType(getNullableType(field.type));
const names = (fields: readonly { name: string }[]) => fields.map(({ name }) => name);
const mutations = () => Object.values(schema.getMutationType()!.getFields());

beforeAll(async () => {
  const app = await openSilentApplication();
  schema = schemaOf(app);
  await app.close();
  types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));
});

describe('schema.graphql', () => {
  it('is what the program serves; otherwise run `npm run schema`', () => {
    expect(firstDifference(readFileSync(join(ROOT, 'schema.graphql'), 'utf8'), schemaText(schema))).toBeNull();
  });

  it('describes every type, field, argument, input field and enum value in Chinese and English', () => {
    expect(elements().length).toBeGreaterThan(100);
    const bare = elements().filter(({ description }) => !isBilingual(description));
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  it('has enum values in English capitals', () => {
    const values = types.flatMap((type) => (isEnumType(type) ? type.getValues().map((value) => value.name) : []));
    expect(values.filter((value) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(value))).toEqual([]);
  });
});

describe('every mutation', () => {
  it('takes exactly one argument, `input`', () => {
    const isRight = ({ name, args }: GraphQLField<unknown, unknown>) =>
      name in WITHOUT_INPUT
        ? args.length === 0
        : args.length === 1 && /^input: \w+Input!$/.test(`${args[0]!.name}: ${String(args[0]!.type)}`);
    expect(names(mutations().filter((field) => !isRight(field)))).toEqual([]);
    expect(Object.keys(WITHOUT_INPUT).filter((name) => !names(mutations()).includes(name))).toEqual([]);
  });

  it('returns a payload of its own kind with `userErrors`', () => {
    const wrong = mutations().filter((field) => {
      const payload = getNamedType(field.type);
      return (
        !isObjectType(payload) || !payload.name.endsWith('Payload') || String(payload.getFields().userErrors?.type) !== '[UserError!]!'
      );
    });
    expect(names(wrong)).toEqual([]);
  });

  it('has results that may be null, because a refusal leaves them out', () => {
    const payloads = types.filter((type) => isObjectType(type) && type.name.endsWith('Payload'));
    const rigid = payloads.flatMap((type) =>
      fieldsOf(type)
        .filter((field) => field.name !== 'userErrors' && isNonNullType(field.type))
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(rigid).toEqual([]);
  });

  it('begins with a verb of the park', () => {
    const verbOf = (name: string) => wordsOf(name)[0]!;
    expect(names(mutations()).filter((name) => !MUTATION_VERBS.includes(verbOf(name)) || EMPTY_VERBS.includes(verbOf(name)))).toEqual([]);
  });

  it('carries an idempotency key or the expected version', () => {
    const loose = mutations().filter(({ name, args }) => {
      const given = args.flatMap((argument) => names(fieldsOf(getNamedType(argument.type))));
      return (
        !given.includes('idempotencyKey') &&
        !given.includes('expectedVersion') &&
        !(name in WITHOUT_KEY_OR_VERSION || name in WITHOUT_INPUT)
      );
    });
    expect(names(loose)).toEqual([]);
    expect(Object.keys(WITHOUT_KEY_OR_VERSION).filter((name) => !mutations().some((field) => field.name === name))).toEqual([]);
  });
});

describe('every list', () => {
  const isOutput = (type: GraphQLNamedType) => isObjectType(type) || isInterfaceType(type);
  const isConnection = (type: GraphQLNamedType) => type.name.endsWith('Connection');

  it('is a connection, or its length is bounded by a rule', () => {
    const free = types
      .filter((type) => isOutput(type) && !isConnection(type))
      .flatMap((type) =>
        fieldsOf(type)
          .filter((field) => isList(field) && field.name !== 'userErrors')
          .map((field) => `${type.name}.${field.name}`),
      )
      .filter((path) => !path.endsWith('.field'));
    expect(free.filter((path) => !(path in BOUNDED_LISTS))).toEqual([]);
    expect(Object.keys(BOUNDED_LISTS).filter((path) => !free.includes(path))).toEqual([]);
  });

  it('that is a connection has nodes, edges, pageInfo and totalCount', () => {
    const wrong = types.filter(isConnection).filter((type) => {
      return names(fieldsOf(type)).sort().join() !== 'edges,nodes,pageInfo,totalCount';
    });
    expect(names(wrong)).toEqual([]);
  });

  it('that is a connection takes `first`, `after` and an order, unless it has one order only', () => {
    const wrong = types
      .filter(isOutput)
      .flatMap((type) => fieldsOf(type).map((field) => ({ path: `${type.name}.${field.name}`, field })))
      .filter(({ field }) => isConnection(getNamedType(field.type) as GraphQLNamedType))
      .filter(({ field }) => {
        const args = 'args' in field ? field.args : [];
        const has = (name: string) => args.some((argument) => argument.name === name);
        return (
          !has('first') ||
          !has('after') ||
          !args.some((argument) => isEnumType(getNamedType(argument.type)) && /Order$/.test(typeName(argument)))
        );
      });
    const paths = wrong.map(({ path }) => path);
    expect(paths.filter((path) => !(path in FIXED_ORDER))).toEqual([]);
    expect(Object.keys(FIXED_ORDER).filter((path) => !paths.includes(path))).toEqual([]);
  });
});

describe('every value', () => {
  it('in fen has the scalar Fen and a name that ends in Fen', () => {
    const wrong = allFields().filter(({ name, field }) => (typeName(field) === 'Fen') !== /(^f|F)en$/.test(name));
    expect(wrong.map(({ path, field }) => `${path}: ${typeName(field)}`)).toEqual([]);
  });

  it('that is a float is listed, and none of them is money', () => {
    const floats = allFields().filter(({ field }) => typeName(field) === 'Float');
    expect(floats.map(({ path }) => path).filter((path) => !(path in FLOATS))).toEqual([]);
    const money = /amount|price|fee|paid|payment|refund|net|gross|sales|sum|total|money|yuan|fen|cost|value/i;
    expect(Object.keys(FLOATS).filter((path) => money.test(path.split('.')[1]!))).toEqual([]);
  });

  it('that is an instant ends in At, and a day in On', () => {
    /* A limit of a period may say which end it is instead: validFrom, startsAtBefore. */
    const ending: Readonly<Record<string, RegExp>> = {
      DateTime: /(^a|A)t((From|Until|Before|After|Since)?)$|^(from|until|before|after|since)$/,
      LocalDate: /(^o|O)n$|(^d|D)ay$|(^f|F)rom$|(^u|U)ntil$|(^t|T)o$|(^s|S)ince$|(^b|B)efore$|(^a|A)fter$/,
    };
    const wrong = allFields().filter(({ name, field }) => ending[typeName(field)]?.test(name) === false);
    expect(wrong.map(({ path, field }) => `${path}: ${typeName(field)}`)).toEqual([]);
  });

  it('that is an id has the type ID', () => {
    const wrong = allFields().filter(
      ({ name, field }) => /(^id|[a-z]Ids?)$/.test(name) && typeName(field) !== 'ID' && !(name in FOREIGN_IDS),
    );
    expect(wrong.map(({ path, field }) => `${path}: ${typeName(field)}`)).toEqual([]);
  });
});
