import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS, type Settings } from '../../platform/config/settings.js';
import { canonicalJson } from '../../platform/idempotency/canonical-json.js';
import { SECRETS, type Secrets } from '../../platform/personal-data/secrets.js';
import type { PersonErasure } from './person-erasure.entity.js';

const LIST_FILE = 'erasures.jsonl';
const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

const LISTED = z.object({
  erasureId: z.string(),
  personId: z.string(),
  isOwnRequest: z.boolean(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
});
const LINE = LISTED.extend({ seal: z.string() });

/** An approved erasure as the list holds it: ids and times, nothing that tells who somebody is. */
export type ListedErasure = z.infer<typeof LISTED>;

/** What a list says. */
export interface ReadErasureList {
  /** Each erasure once. */
  erasures: ListedErasure[];
  /** Numbers of the lines that are torn or were changed; none of them is believed. */
  unreadableLines: number[];
}

/**
 * The erasures that were carried out, in a file beside the database and outside of its backups: a backup brings back whoever was erased after
 * it, and this list alone still knows (PR-3). Each line is sealed with the audit key, so nobody can be erased by an added line.
 */
@Injectable()
export class ErasureList {
  /** Null where the data live in memory and end with the process. */
  readonly path: string | null;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {
    this.path = settings.DATA_DIR === ':memory:' ? null : join(settings.DATA_DIR, LIST_FILE);
  }

  /** Adds an approved erasure and waits until it is on the disk. An erasure that is added twice counts once. */
  async add({ id, personId, requestReference, requestedBy, requestedAt, decidedBy, decidedAt }: PersonErasure): Promise<void> {
    if (this.path === null) return;
    const listed: ListedErasure = {
      ...{ erasureId: id, personId, isOwnRequest: requestReference === null },
      ...{ requestedBy, requestedAt: requestedAt.toISOString() },
      ...{ decidedBy: decidedBy!, decidedAt: decidedAt!.toISOString() },
    };
    mkdirSync(dirname(this.path), { recursive: true, mode: OWNER_ONLY_FOLDER });
    const file = await open(this.path, 'a', OWNER_ONLY);
    try {
      /* The leading break ends a line that somebody who was killed did not. */
      await file.appendFile(`\n${JSON.stringify({ ...listed, seal: this.sealOf(listed) })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Adds those that the list lacks; the ones from before there was a list, for example, or from a machine with one of its own. */
  async complete(approved: readonly PersonErasure[]): Promise<void> {
    if (this.path === null || approved.length === 0) return;
    const listed = new Set((await this.read(this.path))?.erasures.map(({ erasureId }) => erasureId));
    for (const erasure of approved) if (!listed.has(erasure.id)) await this.add(erasure);
  }

  /** Reads a list; null when there is no such file. */
  async read(path: string): Promise<ReadErasureList | null> {
    if (!existsSync(path)) return null;
    const erasures = new Map<string, ListedErasure>();
    const unreadableLines: number[] = [];
    for (const [index, line] of (await readFile(path, 'utf8')).split('\n').entries()) {
      if (line.trim() === '') continue;
      const listed = this.listedIn(line);
      if (listed) erasures.set(listed.erasureId, listed);
      else unreadableLines.push(index + 1);
    }
    return { erasures: [...erasures.values()], unreadableLines };
  }

  private listedIn(line: string): ListedErasure | null {
    let content: unknown;
    try {
      content = JSON.parse(line);
    } catch {
      return null;
    }
    const parsed = LINE.safeParse(content);
    if (!parsed.success) return null;
    const { seal, ...listed } = parsed.data;
    const [given, expected] = [Buffer.from(seal), Buffer.from(this.sealOf(listed))];
    return given.length === expected.length && timingSafeEqual(given, expected) ? listed : null;
  }

  private sealOf(listed: ListedErasure): string {
    return createHmac('sha256', this.secrets.auditKey)
      .update(`erasure:${canonicalJson(listed)}`)
      .digest('base64url');
  }
}
