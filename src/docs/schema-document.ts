import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  print,
} from 'graphql';
import { schemaOf } from '../print-schema.js';
import { refusalSheets } from './declared-texts.js';
import { handlersOf } from './handlers.js';
import { areaOfFile, DOMAIN_AREAS, table } from './markdown.js';
import { declaredHomes } from './schema-homes.js';

type AnyField = GraphQLField<unknown, unknown> | GraphQLInputField;

interface Operation {
  kind: 'query' | 'mutation';
  field: GraphQLField<unknown, unknown>;
  permission: string;
}

/** The part of the schema that one area contributes. */
interface AreaSchema {
  operations: Operation[];
  types: GraphQLNamedType[];
}

interface DividedSchema {
  areas: Map<string, AreaSchema>;
  /** Where a type is described. */
  places: Map<string, { area: string; anchor: string }>;
}

const KIND_WORDS = { type: '类型', interface: '接口', input: '输入', enum: '枚举', union: '联合', scalar: '标量' } as const;

const CONVENTIONS = [
  '- 每个操作只有一个参数 `input`,结果里 `userErrors` 为空表示成功;有拒绝时其余字段为 null,什么都没有写入。 / A mutation takes one `input`; empty `userErrors` mean success, otherwise nothing was written.',
  '- 金额是以分计的字符串(`Fen`),日子是北京时间的 `LocalDate`,时刻是 `DateTime`。 / Money is a string in fen, days are days in Beijing, instants are `DateTime`.',
  '- 建立记录的操作带 `idempotencyKey`,重试时不变;修改记录的操作带 `expectedVersion`。 / What creates takes an `idempotencyKey` that stays the same when retried; what changes takes the `expectedVersion`.',
  '- 写着 `= 值` 的参数和字段可以不填,即取该值。 / What is written with `= value` may be left out and then has that value.',
  '- 列表按 `first`、`after` 翻页;范围之外的记录与不存在的记录回答相同。 / Lists are paged by `first` and `after`; what lies outside the scope answers like what does not exist.',
].join('\n');

const GENERATED = '本文件由程序生成(`npm run docs`),请勿手工修改。 / Written from the program by `npm run docs`; do not edit.';

function kindOf(type: GraphQLNamedType): keyof typeof KIND_WORDS {
  if (isInputObjectType(type)) return 'input';
  if (isEnumType(type)) return 'enum';
  if (isScalarType(type)) return 'scalar';
  if (isUnionType(type)) return 'union';
  return isInterfaceType(type) ? 'interface' : 'type';
}

const isRoot = (type: GraphQLNamedType) => type.name === 'Query' || type.name === 'Mutation';
const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name, 'en');

/** The schema divided by area. Throws for a type or an operation whose source is not found. */
function dividedSchema(app: NestFastifyApplication): DividedSchema {
  const [schema, homes] = [schemaOf(app), declaredHomes()];
  const areas = new Map(Object.keys(DOMAIN_AREAS).map((area) => [area, { operations: [], types: [] } as AreaSchema]));
  const homeOf = (name: string): string => {
    const home = homes(name);
    if (!home) throw new Error(`No source declares ${name}`);
    return home;
  };
  for (const { called, name, permission } of handlersOf(app)) {
    if (called === null || called.kind === 'ROUTE') continue;
    const root = called.kind === 'QUERY' ? schema.getQueryType() : schema.getMutationType();
    const [resolver] = name.split('.') as [string];
    const operation = {
      kind: called.kind === 'QUERY' ? 'query' : 'mutation',
      field: root!.getFields()[called.as]!,
      permission: permission ?? '',
    } as const;
    areas.get(homeOf(resolver))!.operations.push(operation);
  }
  const places = new Map<string, { area: string; anchor: string }>();
  for (const type of typesOf(schema)) {
    const area = homeOf(type.name);
    areas.get(area)!.types.push(type);
    places.set(type.name, { area, anchor: `${kindOf(type)}-${type.name.toLowerCase()}` });
  }
  return { areas, places };
}

/** The type of an argument or a field as the schema writes it, with the default that makes it optional. */
function writtenType(field: AnyField | GraphQLArgument): string {
  const value = 'defaultValue' in field && field.defaultValue !== undefined ? astFromValue(field.defaultValue, field.type) : null;
  return value ? `${String(field.type)} = ${print(value)}` : String(field.type);
}

function typesOf(schema: GraphQLSchema): GraphQLNamedType[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !isRoot(type),
  );
  return types.sort(byName);
}

/** Writes the document of one area; types of other areas are linked into theirs. */
class AreaPage {
  constructor(
    private readonly area: string,
    private readonly part: AreaSchema,
    private readonly places: DividedSchema['places'],
  ) {}

  text(): string {
    const { zh, en } = DOMAIN_AREAS[this.area]!;
    const operations = [...this.part.operations].sort((one, other) => one.kind.localeCompare(other.kind) || byName(one.field, other.field));
    const index = table(
      ['操作 / Operation', '作用 / Does'],
      operations.map(({ kind, field }) => [`[\`${field.name}\`](#${kind}-${field.name.toLowerCase()})`, field.description ?? '']),
    );
    const parts = [
      `# ${zh} / ${en}`,
      GENERATED,
      `[目录 / Contents](README.md) · [错误代码 / Error codes](../errors.md) · [权限 / Permissions](../roles.md)`,
    ];
    if (operations.length > 0) parts.push('## 操作 / Operations', index, ...operations.map((operation) => this.operation(operation)));
    parts.push('## 类型 / Types', ...this.part.types.map((type) => this.type(type)), ...this.refusals());
    return `${parts.join('\n\n')}\n`;
  }

  private operation({ kind, field, permission }: Operation): string {
    const parts = [`### ${kind} ${field.name}`, (field.description ?? '').replace('\n', '<br>')];
    if (field.args.length > 0) parts.push(this.fields(field.args));
    parts.push(`→ ${this.typeLink(String(field.type))} · 权限 / permission \`${permission}\``);
    return parts.join('\n\n');
  }

  private type(type: GraphQLNamedType): string {
    const kind = kindOf(type);
    const parts = [`### ${kind} ${type.name}`, `${KIND_WORDS[kind]}。${(type.description ?? '').replace('\n', '<br>')}`];
    if (isObjectType(type) && type.getInterfaces().length > 0) {
      parts.push(
        `实现 / implements ${type
          .getInterfaces()
          .map(({ name }) => this.typeLink(name))
          .join(', ')}`,
      );
    }
    if (isEnumType(type)) {
      const rows = type.getValues().map((value) => [`\`${value.name}\``, value.description ?? '']);
      parts.push(table(['值 / Value', '含义 / Meaning'], rows));
    } else if (isUnionType(type)) {
      parts.push(
        type
          .getTypes()
          .map(({ name }) => this.typeLink(name))
          .join(' · '),
      );
    } else if (!isScalarType(type)) {
      parts.push(this.fields(Object.values<AnyField>((type as { getFields(): Record<string, AnyField> }).getFields())));
    }
    return parts.join('\n\n');
  }

  private fields(fields: readonly (AnyField | GraphQLArgument)[]): string {
    const rows = fields.map((field) => {
      const args = ('args' in field ? field.args : []).map((argument) => `${argument.name}: ${writtenType(argument)}`).join(', ');
      return [`\`${field.name}${args === '' ? '' : `(${args})`}\``, this.typeLink(writtenType(field)), field.description ?? ''];
    });
    return table(['字段 / Field', '类型 / Type', '含义 / Meaning'], rows);
  }

  /** A type as it is written in the schema, its name leading to its description. */
  private typeLink(written: string): string {
    const place = this.places.get(written.replace(/ = .*$/s, '').replace(/[[\]!]/g, ''));
    if (!place) return `\`${written}\``;
    return `[\`${written}\`](${place.area === this.area ? '' : `${place.area}.md`}#${place.anchor})`;
  }

  private refusals(): string[] {
    const codes = refusalSheets().filter(({ file }) => areaOfFile(file) === this.area);
    if (codes.length === 0) return [];
    const anchor = DOMAIN_AREAS[this.area]!.zh;
    return [
      '## 拒绝代码 / Refusals',
      `[含义与办法 / Meaning and cure](../errors.md#${anchor}): ${codes.map(({ code }) => `\`${code}\``).join(' ')}`,
    ];
  }
}

/** The list of the areas with what each holds. */
function contents(areas: DividedSchema['areas']): string {
  const rows = SCHEMA_AREAS.map((area) => {
    const { operations, types } = areas.get(area)!;
    const count = (kind: Operation['kind']) => String(operations.filter((operation) => operation.kind === kind).length);
    const { zh, en } = DOMAIN_AREAS[area]!;
    return [`[${zh} / ${en}](${area}.md)`, count('query'), count('mutation'), String(types.length)];
  });
  const head = ['领域 / Area', '查询 / Queries', '操作 / Mutations', '类型 / Types'];
  return `${['# 接口参考 / Schema reference', GENERATED, CONVENTIONS, table(head, rows)].join('\n\n')}\n`;
}

/** Areas with a page of their own: all of them, so that nothing of the schema is left out. */
export const SCHEMA_AREAS = Object.keys(DOMAIN_AREAS);

const divided = new WeakMap<NestFastifyApplication, DividedSchema>();

/** The schema reference of one area, or its list of contents: operations with arguments, payload and permission, and every type; Chinese first, then English. */
export function schemaDocument(area: string | null): (app: NestFastifyApplication) => string {
  return (app) => {
    const schema = divided.get(app) ?? dividedSchema(app);
    divided.set(app, schema);
    return area === null ? contents(schema.areas) : new AreaPage(area, schema.areas.get(area)!, schema.places).text();
  };
}
