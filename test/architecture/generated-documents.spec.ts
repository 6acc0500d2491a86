import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type ObjectTypeDefinitionNode, parse, print, visit } from 'graphql';
import { GENERATED_DOCUMENTS } from '../../src/docs/write-docs.js';
import { openSilentApplication, schemaOf } from '../../src/print-schema.js';
import { ROOT } from './source-tree.js';

describe('generated documents', () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    app = await openSilentApplication();
  });
  afterAll(() => app.close());

  it.each(GENERATED_DOCUMENTS)('$path says what the program does; "npm run docs" writes it', ({ path, textOf }) => {
    const file = join(ROOT, path);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : 'no file').toBe(textOf(app));
  });

  it('names every operation of the schema, each in both languages', () => {
    const text = GENERATED_DOCUMENTS.find(({ path }) => path === 'docs/roles.md')!.textOf(app);
    const rows = text.split('\n').filter((line) => /^\| `\w+` \| (查询|操作|query|mutation) \|/.test(line));
    const schema = schemaOf(app);
    const names = [schema.getQueryType()!, schema.getMutationType()!].flatMap((type) => Object.keys(type.getFields()));
    expect(names.length).toBeGreaterThan(300);
    expect(rows).toHaveLength(2 * names.length);
    const described = text.split('\n').filter((line) => /^\| `[^`]+` \| [^|]+ \| `[A-Za-z_.]+` \|/.test(line));
    expect(described.length).toBeGreaterThan(rows.length);
    expect(described.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
  });

  it('describes every operation and type of schema.graphql on exactly one page', () => {
    const pages = GENERATED_DOCUMENTS.filter(({ path }) => path.startsWith('docs/schema/')).map(({ textOf }) => textOf(app));
    const described = pages.flatMap((page) => [...page.matchAll(/^### (\w+ \w+)$/gm)].map(([, heading]) => heading!));
    const kinds: Record<string, string> = {
      ObjectTypeDefinition: 'type',
      InterfaceTypeDefinition: 'interface',
      InputObjectTypeDefinition: 'input',
      EnumTypeDefinition: 'enum',
      UnionTypeDefinition: 'union',
      ScalarTypeDefinition: 'scalar',
    };
    const declared = parse(readFileSync(join(ROOT, 'schema.graphql'), 'utf8')).definitions.flatMap((definition) => {
      const { kind, name } = definition as ObjectTypeDefinitionNode;
      const root = /^(Query|Mutation)$/.exec(name.value)?.[1]?.toLowerCase();
      if (!root) return [`${kinds[kind]} ${name.value}`];
      return (definition as ObjectTypeDefinitionNode).fields!.map((field) => `${root} ${field.name.value}`);
    });
    expect(declared.length).toBeGreaterThan(1_000);
    expect(described.sort()).toEqual(declared.sort());
  });

  it('shows the default of an argument or a field as the schema does', () => {
    const pages = GENERATED_DOCUMENTS.filter(({ path }) => path.startsWith('docs/schema/')).map(({ textOf }) => textOf(app));
    const shown = [...pages.join('\n').matchAll(/^\| `(\w+)` \| \[?`([^`]+ = [^`]+)`/gm)].map(([, name, type]) => `${name}: ${type}`);
    const declared: string[] = [];
    visit(parse(readFileSync(join(ROOT, 'schema.graphql'), 'utf8')), {
      InputValueDefinition: ({ name, type, defaultValue }) => {
        if (defaultValue) declared.push(`${name.value}: ${print(type)} = ${print(defaultValue)}`);
      },
    });
    expect(declared.length).toBeGreaterThan(100);
    expect(shown.sort()).toEqual(declared.sort());
  });

  it('explains every listed error code in both languages, with every blank called by its name', () => {
    const text = GENERATED_DOCUMENTS.find(({ path }) => path === 'docs/errors.md')!.textOf(app);
    const codes = readFileSync(join(ROOT, 'test/architecture/error-codes.txt'), 'utf8')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line));
    const rows = text.split('\n').filter((line) => /^\| `[A-Z_]+`/.test(line));
    expect(codes.filter((code) => rows.filter((row) => row.startsWith(`| \`${code}\` |`)).length < 2)).toEqual([]);
    const refusals = rows.map((row) => row.split(/ ?(?<!\\)\| ?/).slice(1, -1)).filter((cells) => cells.length === 5);
    expect(refusals.length).toBeGreaterThan(500);
    expect(refusals.filter(([, meaning, cure]) => meaning === '' || cure === '')).toEqual([]);
    expect(text).not.toContain('{…}');
  });
});
