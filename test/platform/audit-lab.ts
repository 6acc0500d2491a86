import { type Caller, systemCaller } from '../../src/platform/auth/caller.js';
import type { CallerReach } from '../../src/platform/auth/caller-reach.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { INSTALLATION_SCOPE } from '../../src/platform/database/ids.js';
import { loadSecrets } from '../../src/platform/personal-data/secrets.js';
import { AuditSealer } from '../../src/platform/audit/audit-sealer.js';
import type { AuditBreak } from '../../src/platform/audit/audit-breaks.js';
import { type AuditedAct, AuditTrail } from '../../src/platform/audit/audit-trail.js';
import { AuditVerifier } from '../../src/platform/audit/audit-verifier.js';
import { openPlatformDatabase, type PlatformDatabase } from './platform-database.js';

/** Tables of the trail that hold a row per entry. */
export const AUDIT_TABLES = ['audit_entry', 'audit_unsealed', 'audit_seal'];

/** The keys under which the trail of a lab is written. */
export const secrets = loadSecrets(readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:' }));

/** Who acts in a lab. */
export const caller: Caller = { ...systemCaller('request-1'), displayName: '演示秘书' };

/** An audit trail on a database of its own. */
export class AuditLab {
  readonly trail = new AuditTrail(secrets, { actsForOneself: () => false } as unknown as CallerReach);
  readonly sealer: AuditSealer;
  readonly verifier: AuditVerifier;

  private constructor(readonly database: PlatformDatabase) {
    this.sealer = new AuditSealer(database.transactions, database.dataSource, database.clock, secrets);
    this.verifier = new AuditVerifier(database.dataSource, this.sealer, secrets);
  }

  static async open(engine: string): Promise<AuditLab> {
    return new AuditLab(await openPlatformDatabase(engine));
  }

  /** Back to an empty trail and the running clock. */
  async clear(): Promise<void> {
    for (const table of AUDIT_TABLES) await this.query(`DELETE FROM ${table}`);
    await this.query("UPDATE audit_chain_head SET seq = 0, hash = 'GENESIS', version = 0");
    this.database.clock.set(null);
  }

  query<Row = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.database.dataSource.query<Row[]>(sql, parameters);
  }

  act(index = 0): AuditedAct {
    return {
      scopeId: INSTALLATION_SCOPE,
      action: 'renameRoom',
      recordKind: 'LiveRoom',
      recordId: `room-${index}`,
      changes: [{ field: 'name', before: '一号', after: '二号' }],
      reason: '换牌子',
    };
  }

  /** Writes so many entries in one transaction. */
  record(count: number): Promise<void> {
    return this.database.transactions.run(async (tx) => {
      for (let index = 0; index < count; index++) await this.trail.record(tx, caller, this.act(index));
    });
  }

  /** Seals until nothing waits; returns how many. */
  async sealAll(): Promise<number> {
    let sealed = 0;
    for (let batch = await this.sealer.sealBatch(); batch > 0; batch = await this.sealer.sealBatch()) sealed += batch;
    return sealed;
  }

  async firstBreak(): Promise<AuditBreak | null> {
    return (await this.verifier.verify()).firstBreak;
  }

  async entryIdAt(seq: number): Promise<string> {
    return (await this.query<{ entryId: string }>('SELECT entryId FROM audit_seal WHERE seq = ?', [seq]))[0]!.entryId;
  }
}
