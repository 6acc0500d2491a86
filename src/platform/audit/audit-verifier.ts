import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inList } from '../database/transactions.js';
import { SECRETS, type Secrets } from '../personal-data/secrets.js';
import type { AuditBreak, AuditVerification } from './audit-breaks.js';
import { GENESIS_HASH, entryDigestOf, headHashOf, sealHashOf } from './audit-digests.js';
import { AuditSealer } from './audit-sealer.js';
import type { AuditChainHead, AuditEntry, AuditSeal } from './audit.entities.js';

const SEALS_PER_PAGE = 500;
const ENTRIES_PER_PAGE = 1_000;
const NO_HEAD: AuditChainHead = { id: 1, seq: 0, hash: '', version: -1 };

type StoredEntry = Omit<AuditEntry, 'at'> & { at: number | string };

/** Recomputes every digest and link from what is stored. It reads in pages and may run while entries are written and sealed. */
@Injectable()
export class AuditVerifier {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: AuditSealer,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /** Verifies the whole trail; `onProgress` hears the number of checked seals and of all. Stops at the first break. */
  async verify(onProgress: (checked: number, total: number) => void = () => undefined): Promise<AuditVerification> {
    const [head = NO_HEAD] = await this.dataSource.query<AuditChainHead[]>(
      'SELECT id, seq, hash, version FROM audit_chain_head WHERE id = 1',
    );
    const firstBreak = (await this.chainBreak(head, onProgress)) ?? (await this.excessBreak()) ?? (await this.entryBreak());
    const [waiting] = await this.dataSource.query<{ total: number | string }[]>('SELECT COUNT(*) AS total FROM audit_unsealed');
    return {
      isIntact: firstBreak === null,
      firstBreak,
      sealedCount: head.seq,
      unsealedCount: Number(waiting!.total),
      unsealedLagSeconds: await this.sealer.unsealedLagSeconds(),
      head: { seq: head.seq, hash: head.hash },
    };
  }

  /** From the first seal to the head that was read: no gap, each link on the one before, each entry as sealed, and the end as signed. */
  private async chainBreak(head: AuditChainHead, onProgress: (checked: number, total: number) => void): Promise<AuditBreak | null> {
    let previousHash = GENESIS_HASH;
    let checked = 0;
    while (checked < head.seq) {
      const seals = await this.dataSource.query<AuditSeal[]>(
        `SELECT seq, entryId, entryDigest, previousHash, hash FROM audit_seal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${SEALS_PER_PAGE}`,
        [checked, head.seq],
      );
      if (seals.length === 0) return { kind: 'SEAL_MISSING', seq: checked + 1, entryId: null };
      const entries = await this.entriesOf(seals.map((seal) => seal.entryId));
      for (const seal of seals) {
        const found = this.sealBreak(seal, checked + 1, previousHash, entries);
        if (found) return found;
        previousHash = seal.hash;
        checked = seal.seq;
      }
      onProgress(checked, head.seq);
    }
    const isUntouched = head.seq === 0 && head.version === 0 && head.hash === GENESIS_HASH;
    const fits = isUntouched || head.hash === headHashOf(this.secrets.auditKey, head.seq, previousHash, head.version);
    return fits ? null : { kind: 'HEAD_CHANGED', seq: head.seq, entryId: null };
  }

  private sealBreak(
    seal: AuditSeal,
    expectedSeq: number,
    previousHash: string,
    entries: ReadonlyMap<string, StoredEntry>,
  ): AuditBreak | null {
    const { seq, entryId } = seal;
    if (seq !== expectedSeq) return { kind: 'SEAL_MISSING', seq: expectedSeq, entryId: null };
    if (seal.previousHash !== previousHash || seal.hash !== sealHashOf(this.secrets.auditKey, seal))
      return { kind: 'SEAL_CHANGED', seq, entryId };
    const entry = entries.get(entryId);
    if (!entry) return { kind: 'ENTRY_MISSING', seq, entryId };
    return seal.entryDigest === entry.digest && this.fitsItsDigest(entry) ? null : { kind: 'ENTRY_CHANGED', seq, entryId };
  }

  /** Links that nobody signed for. One statement, so a sealer that works meanwhile cannot be mistaken for a forger. */
  private async excessBreak(): Promise<AuditBreak | null> {
    const [excess] = await this.dataSource.query<{ seq: number; entryId: string }[]>(
      'SELECT seq, entryId FROM audit_seal WHERE seq < 1 OR seq > (SELECT seq FROM audit_chain_head WHERE id = 1) ORDER BY seq LIMIT 1',
    );
    return excess ? { kind: 'SEAL_UNKNOWN', seq: excess.seq, entryId: excess.entryId } : null;
  }

  /** Entries outside the chain: each must wait to be sealed and fit its digest. Each page is one statement, for the same reason. */
  private async entryBreak(): Promise<AuditBreak | null> {
    for (let after = ''; ;) {
      const page = await this.dataSource.query<{ id: string; seq: number | null; waitingId: string | null }[]>(
        `SELECT e.id, s.seq, u.entryId AS waitingId FROM audit_entry e LEFT JOIN audit_seal s ON s.entryId = e.id
         LEFT JOIN audit_unsealed u ON u.entryId = e.id WHERE e.id > ? ORDER BY e.id LIMIT ${ENTRIES_PER_PAGE}`,
        [after],
      );
      const outside = page.filter((row) => row.seq === null);
      const contents = await this.entriesOf(outside.map((row) => row.id));
      for (const { id, waitingId } of outside) {
        if (waitingId === null) return { kind: 'ENTRY_UNKNOWN', seq: null, entryId: id };
        const entry = contents.get(id);
        if (!entry) return { kind: 'ENTRY_MISSING', seq: null, entryId: id };
        if (!this.fitsItsDigest(entry)) return { kind: 'ENTRY_CHANGED', seq: null, entryId: id };
      }
      if (page.length < ENTRIES_PER_PAGE) return this.waitingWithoutEntry();
      after = page.at(-1)!.id;
    }
  }

  private async waitingWithoutEntry(): Promise<AuditBreak | null> {
    const [lost] = await this.dataSource.query<{ entryId: string }[]>(
      'SELECT u.entryId FROM audit_unsealed u LEFT JOIN audit_entry e ON e.id = u.entryId WHERE e.id IS NULL ORDER BY u.entryId LIMIT 1',
    );
    return lost ? { kind: 'ENTRY_MISSING', seq: null, entryId: lost.entryId } : null;
  }

  private fitsItsDigest(entry: StoredEntry): boolean {
    return entry.digest === entryDigestOf(this.secrets.auditKey, { ...entry, at: Number(entry.at) });
  }

  private async entriesOf(ids: readonly string[]): Promise<Map<string, StoredEntry>> {
    if (ids.length === 0) return new Map();
    const rows = await this.dataSource.query<StoredEntry[]>(`SELECT * FROM audit_entry WHERE id IN ${inList(ids)}`, [...ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}
