import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { type Tx, Transactions, inList } from '../database/transactions.js';
import { SECRETS, type Secrets } from '../personal-data/secrets.js';
import { GENESIS_HASH, MISSING_DIGEST, headHashOf, sealHashOf } from './audit-digests.js';
import { AuditSeal } from './audit.entities.js';

/** Most entries that one call seals. */
export const SEAL_BATCH_MAX = 500;

/** The chain's end does not fit its key: sealing stops, because going on would hide what was cut. */
class AuditChainBroken extends Error {
  constructor(what: string) {
    super(`The audit chain is broken (${what}); run audit:verify`);
    this.name = 'AuditChainBroken';
  }
}

class OvertakenByAnotherSealer extends Error {}

interface Head {
  seq: number;
  version: number;
  /** Hash of the newest seal. */
  newestHash: string;
}

/** Appends entries to the hash chain. Writers of entries never wait for it; of two sealers at once one wins. */
@Injectable()
export class AuditSealer {
  constructor(
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /**
   * Seals the oldest entries that wait, at most 500, and returns how many; 0 also when another sealer was faster. A job repeats it
   * while it returns 500. Throws `AuditChainBroken`.
   */
  async sealBatch(): Promise<number> {
    try {
      return await this.transactions.run((tx) => this.seal(tx));
    } catch (error) {
      if (error instanceof OvertakenByAnotherSealer) return 0;
      throw error;
    }
  }

  /** Age in seconds of the oldest entry that is not sealed yet; 0 when none waits. */
  async unsealedLagSeconds(): Promise<number> {
    const [row] = await this.dataSource.query<{ at: number | string | null }[]>('SELECT MIN(at) AS at FROM audit_unsealed');
    return row!.at === null ? 0 : Math.max(0, Math.floor((this.clock.now().getTime() - Number(row!.at)) / 1_000));
  }

  private async seal(tx: Tx): Promise<number> {
    const waiting = await tx.rows<{ entryId: string }>(`SELECT entryId FROM audit_unsealed ORDER BY at, entryId LIMIT ${SEAL_BATCH_MAX}`);
    if (waiting.length === 0) return 0;
    const ids = waiting.map((row) => row.entryId);
    const seals = await this.linksFor(tx, ids, await this.checkedHead(tx));
    await tx.insert(AuditSeal, seals);
    await tx.execute(`DELETE FROM audit_unsealed WHERE entryId IN ${inList(ids)}`, ids);
    return ids.length;
  }

  /** Builds the links and moves the head, which the other sealer then finds moved. */
  private async linksFor(tx: Tx, ids: readonly string[], head: Head): Promise<AuditSeal[]> {
    const entries = await tx.rows<{ id: string; digest: string }>(`SELECT id, digest FROM audit_entry WHERE id IN ${inList(ids)}`, ids);
    const digests = new Map(entries.map((entry) => [entry.id, entry.digest]));
    const known = await tx.rows<{ entryId: string }>(`SELECT entryId FROM audit_seal WHERE entryId IN ${inList(ids)}`, ids);
    const sealed = new Set(known.map((row) => row.entryId));
    const seals: AuditSeal[] = [];
    let { seq, newestHash } = head;
    for (const entryId of ids) {
      if (sealed.has(entryId)) continue;
      const link = { seq: ++seq, entryId, entryDigest: digests.get(entryId) ?? MISSING_DIGEST, previousHash: newestHash };
      newestHash = sealHashOf(this.secrets.auditKey, link);
      seals.push({ ...link, hash: newestHash });
    }
    const version = head.version + 1;
    const moved = await tx.execute('UPDATE audit_chain_head SET seq = ?, hash = ?, version = ? WHERE id = 1 AND version = ?', [
      seq,
      headHashOf(this.secrets.auditKey, seq, newestHash, version),
      version,
      head.version,
    ]);
    if (moved === 0) throw new OvertakenByAnotherSealer();
    return seals;
  }

  private async checkedHead(tx: Tx): Promise<Head> {
    const [row] = await tx.rows<{ seq: number; hash: string; version: number; newestHash: string | null }>(
      'SELECT h.seq, h.hash, h.version, s.hash AS newestHash FROM audit_chain_head h LEFT JOIN audit_seal s ON s.seq = h.seq WHERE h.id = 1',
    );
    if (!row) throw new AuditChainBroken('its head is missing');
    if (row.version === 0 && row.seq === 0) return { seq: 0, version: 0, newestHash: GENESIS_HASH };
    const newestHash = row.seq === 0 ? GENESIS_HASH : row.newestHash;
    if (newestHash === null) throw new AuditChainBroken(`seal ${row.seq} is missing`);
    if (row.hash !== headHashOf(this.secrets.auditKey, row.seq, newestHash, row.version))
      throw new AuditChainBroken('its head was changed');
    return { seq: row.seq, version: row.version, newestHash };
  }
}
