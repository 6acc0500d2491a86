import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { buildSchema, findBreakingChanges, type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { AppModule } from './app.module.js';
import { readSettings } from './platform/config/settings.js';

const HEADER = '# Written from the code by "npm run schema". Do not edit.\n\n';
const SCHEMA_FILE = fileURLToPath(new URL('../schema.graphql', import.meta.url));
const ACCEPT_BREAKING = '--accept-breaking';

/** The application with an empty database in memory; it neither listens nor runs jobs. The caller closes it. */
export async function openSilentApplication(): Promise<NestFastifyApplication> {
  const settings = readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:', LOG_LEVEL: 'silent', LOAD_DEMO: 'false' });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings, 'none'), new FastifyAdapter(), {
    logger: ['error'],
    abortOnError: false,
  });
  return app.init();
}

/** The schema that the running application serves. */
export function schemaOf(app: NestFastifyApplication): GraphQLSchema {
  return app.get(GraphQLSchemaHost).schema;
}

/** The text of `schema.graphql`: sorted, so that a difference is a change. */
export function schemaText(schema: GraphQLSchema): string {
  return `${HEADER}${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** Writes `schema.graphql`. A change that would break clients is refused unless it is declared by `--accept-breaking`. */
async function writeSchema(isBreakingAccepted: boolean): Promise<boolean> {
  const app = await openSilentApplication();
  const schema = schemaOf(app);
  await app.close();
  const breaking = existsSync(SCHEMA_FILE) ? findBreakingChanges(buildSchema(readFileSync(SCHEMA_FILE, 'utf8')), schema) : [];
  for (const { description } of breaking) console.log(`breaking: ${description}`);
  if (breaking.length > 0 && !isBreakingAccepted) {
    console.error(`Not written: clients would break. Declare it by: npm run schema -- ${ACCEPT_BREAKING}`);
    return false;
  }
  writeFileSync(SCHEMA_FILE, schemaText(schema));
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = (await writeSchema(process.argv.includes(ACCEPT_BREAKING))) ? 0 : 1;
}
