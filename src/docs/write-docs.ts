import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openSilentApplication } from '../print-schema.js';
import { errorsDocument } from './errors-document.js';
import { rolesDocument } from './roles-document.js';
import { uploadsDocument } from './uploads-document.js';
import { SCHEMA_AREAS, schemaDocument } from './schema-document.js';

/** A document that is written from the program, so that it cannot say anything else than the program does. */
export interface GeneratedDocument {
  /** Path from the root of the project. */
  path: string;
  textOf: (app: NestFastifyApplication) => string;
}

/** All generated documents; a test compares each with the committed file. */
export const GENERATED_DOCUMENTS: readonly GeneratedDocument[] = [
  { path: 'docs/roles.md', textOf: rolesDocument },
  { path: 'docs/errors.md', textOf: errorsDocument },
  { path: 'docs/uploads.md', textOf: uploadsDocument },
  { path: 'docs/schema/README.md', textOf: schemaDocument(null) },
  ...SCHEMA_AREAS.map((area) => ({ path: `docs/schema/${area}.md`, textOf: schemaDocument(area) })),
];

/** Writes every generated document. */
async function writeDocs(): Promise<void> {
  const app = await openSilentApplication();
  for (const { path, textOf } of GENERATED_DOCUMENTS) {
    const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, textOf(app));
    process.stdout.write(`${path}\n`);
  }
  await app.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeDocs();
