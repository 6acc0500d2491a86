import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inList, Transactions } from '../database/transactions.js';
import { PersonalDataCipher } from './cipher.js';
import { PersonalDataRegister } from './personal-data-register.js';
import { SECRETS, type Secrets } from './secrets.js';

/** Rows that one transaction looks at and, where need be, writes again. */
const ROWS_PER_CHUNK_MAX = 500;

/** A column whose values are encrypted. */
interface SealedColumn {
  table: string;
  column: string;
  kind: string;
  field: string;
}

/** How many values of all columns are kept under which key. */
export interface KeyUse {
  keyId: string;
  /** False for a key that is in use and not among the configured ones: its values cannot be read. */
  isConfigured: boolean;
  values: number;
}

/** Told after each chunk: rows looked at so far in this run, and values written again. */
export type RotationProgress = (looked: number, rewritten: number) => void;

/**
 * Writes encrypted values again under the newest key, chunk by chunk, while others read and write. A value is replaced only if it is still
 * the one that was read, so a change made meanwhile – under the newest key anyway – is never lost. Killed anywhere it begins again and
 * passes over what is done.
 */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly register: PersonalDataRegister,
    private readonly cipher: PersonalDataCipher,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /** Rewrites every value that is kept under an older key; returns how many it wrote. Throws `UndecipherableValue` at the first that cannot be read. */
  async rotate(progress: RotationProgress = () => undefined): Promise<number> {
    let [looked, rewritten] = [0, 0];
    for (const column of this.columns()) {
      let lastId = '';
      for (;;) {
        const chunk = await this.rewriteChunk(column, lastId);
        if (chunk.lastId === null) break;
        lastId = chunk.lastId;
        looked += chunk.looked;
        rewritten += chunk.rewritten;
        progress(looked, rewritten);
      }
    }
    return rewritten;
  }

  /** Which keys the stored values need, those without a value included. A key with no value may be dropped from the configuration. */
  async uses(): Promise<KeyUse[]> {
    const counts = new Map(this.secrets.personalDataKeys.map(({ id }) => [id, 0]));
    for (const { table, column } of this.columns()) {
      let lastId: string | null = '';
      while (lastId !== null) {
        const rows: { id: string; sealed: string }[] = await this.read(table, column, lastId);
        for (const { sealed } of rows) {
          const keyId = this.cipher.keyIdOf(sealed);
          counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
        }
        lastId = rows.at(-1)?.id ?? null;
      }
    }
    const configured = new Set(this.secrets.personalDataKeys.map(({ id }) => id));
    return [...counts].map(([keyId, values]) => ({ keyId, values, isConfigured: configured.has(keyId) }));
  }

  private columns(): SealedColumn[] {
    return this.register.tables.flatMap(({ table, fields }) =>
      Object.entries(fields).flatMap(([column, { sealed }]) => (sealed ? [{ table, column, ...sealed }] : [])),
    );
  }

  private read(table: string, column: string, afterId: string): Promise<{ id: string; sealed: string }[]> {
    return this.dataSource.query(
      `SELECT id, ${column} AS sealed FROM ${table} WHERE id > ? AND ${column} IS NOT NULL AND ${column} <> '' ORDER BY id LIMIT ${ROWS_PER_CHUNK_MAX}`,
      [afterId],
    );
  }

  private async rewriteChunk(
    { table, column, kind, field }: SealedColumn,
    afterId: string,
  ): Promise<{ lastId: string | null; looked: number; rewritten: number }> {
    const rows = await this.read(table, column, afterId);
    const old = rows.filter(({ sealed }) => this.cipher.needsReencryption(sealed));
    const rewritten =
      old.length === 0
        ? 0
        : await this.transactions.run(async (tx) => {
            const current = await tx.rows<{ id: string; sealed: string | null }>(
              `SELECT id, ${column} AS sealed FROM ${table} WHERE id IN ${inList(old)}`,
              old.map(({ id }) => id),
            );
            let count = 0;
            for (const { id, sealed } of current) {
              if (!sealed || !this.cipher.needsReencryption(sealed)) continue;
              const address = { kind, id, field };
              const again = this.cipher.encrypt(address, this.cipher.decrypt(address, sealed));
              count += await tx.execute(`UPDATE ${table} SET ${column} = ? WHERE id = ? AND ${column} = ?`, [again, id, sealed]);
            }
            return count;
          });
    return { lastId: rows.at(-1)?.id ?? null, looked: rows.length, rewritten };
  }
}
