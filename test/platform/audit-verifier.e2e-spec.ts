import { newId } from '../../src/platform/database/ids.js';
import { AuditLab } from './audit-lab.js';
import { ENGINES } from './platform-database.js';

describe.each(ENGINES)('the verifier of the audit trail on %s', (engine) => {
  let lab: AuditLab;
  beforeAll(async () => (lab = await AuditLab.open(engine)));
  afterAll(() => lab.database.close());
  beforeEach(() => lab.clear());

  it('names the entry of which one byte was changed, in each column, sealed or not', async () => {
    await lab.record(5);
    await lab.sealAll();
    await lab.record(1);
    const [waiting] = await lab.query<{ entryId: string }>('SELECT entryId FROM audit_unsealed');
    const columns = lab.database.dataSource.getMetadata('AuditEntry').columns.map((column) => column.databaseName);
    const changed = columns.filter((name) => name !== 'id');
    expect(changed).toHaveLength(12);
    for (const [id, seq] of [
      [await lab.entryIdAt(3), 3],
      [waiting!.entryId, null],
    ] as const) {
      for (const column of changed) {
        const [row] = await lab.query(`SELECT ${column} AS value FROM audit_entry WHERE id = ?`, [id]);
        const forged =
          column === 'at' ? Number(row!.value) + 1 : `${String(row!.value).slice(0, -1)}${String(row!.value).endsWith('x') ? 'y' : 'x'}`;
        await lab.query(`UPDATE audit_entry SET ${column} = ? WHERE id = ?`, [forged, id]);
        expect({ column, found: await lab.firstBreak() }).toEqual({ column, found: { kind: 'ENTRY_CHANGED', seq, entryId: id } });
        await lab.query(`UPDATE audit_entry SET ${column} = ? WHERE id = ?`, [row!.value, id]);
      }
    }
    await lab.query('UPDATE audit_entry SET reason = NULL WHERE id = ?', [waiting!.entryId]);
    expect(await lab.firstBreak()).toMatchObject({ kind: 'ENTRY_CHANGED', entryId: waiting!.entryId });
    await lab.query('UPDATE audit_entry SET id = ?, reason = ? WHERE id = ?', [newId(), lab.act().reason, waiting!.entryId]);
    expect(await lab.firstBreak()).toMatchObject({ kind: 'ENTRY_UNKNOWN' });
  });

  it('names the seal of which one byte was changed, in each column, and a changed head', async () => {
    await lab.record(5);
    await lab.sealAll();
    for (const column of ['entryId', 'entryDigest', 'previousHash', 'hash']) {
      const [row] = await lab.query<{ value: string }>(`SELECT ${column} AS value FROM audit_seal WHERE seq = 3`);
      const forged = `${row!.value.slice(0, -1)}${row!.value.endsWith('x') ? 'y' : 'x'}`;
      await lab.query(`UPDATE audit_seal SET ${column} = ? WHERE seq = 3`, [forged]);
      expect({ column, found: await lab.firstBreak() }).toMatchObject({ column, found: { kind: 'SEAL_CHANGED', seq: 3 } });
      await lab.query(`UPDATE audit_seal SET ${column} = ? WHERE seq = 3`, [row!.value]);
    }
    await lab.query('UPDATE audit_seal SET seq = 9 WHERE seq = 3');
    expect(await lab.firstBreak()).toMatchObject({ kind: 'SEAL_MISSING', seq: 3 });
    await lab.query('UPDATE audit_seal SET seq = 3 WHERE seq = 9');
    for (const change of ['version = version + 1', "hash = 'x'"]) {
      const [head] = await lab.query<{ hash: string; version: number }>('SELECT hash, version FROM audit_chain_head');
      await lab.query(`UPDATE audit_chain_head SET ${change}`);
      expect(await lab.firstBreak()).toEqual({ kind: 'HEAD_CHANGED', seq: 5, entryId: null });
      await lab.query('UPDATE audit_chain_head SET hash = ?, version = ?', [head!.hash, head!.version]);
    }
    expect(await lab.firstBreak()).toBeNull();
    await lab.query('DELETE FROM audit_chain_head');
    expect(await lab.firstBreak()).toMatchObject({ kind: 'HEAD_CHANGED' });
    await lab.record(1);
    await expect(lab.sealer.sealBatch()).rejects.toThrow('its head is missing');
    await lab.query("INSERT INTO audit_chain_head (id, seq, hash, version) VALUES (1, 0, 'GENESIS', 0)");
  });

  it('names a deleted entry, a deleted seal and an entry deleted before it was sealed', async () => {
    await lab.record(5);
    await lab.sealAll();
    const id = await lab.entryIdAt(2);
    await lab.query('DELETE FROM audit_entry WHERE id = ?', [id]);
    expect(await lab.firstBreak()).toEqual({ kind: 'ENTRY_MISSING', seq: 2, entryId: id });
    await lab.query('DELETE FROM audit_seal WHERE seq = 2');
    expect(await lab.firstBreak()).toEqual({ kind: 'SEAL_MISSING', seq: 2, entryId: null });
  });

  it('names an entry that was deleted while it waited, before and after the sealer came', async () => {
    await lab.record(2);
    const [waiting] = await lab.query<{ entryId: string }>('SELECT entryId FROM audit_unsealed ORDER BY at, entryId');
    await lab.query('DELETE FROM audit_entry WHERE id = ?', [waiting!.entryId]);
    expect(await lab.firstBreak()).toEqual({ kind: 'ENTRY_MISSING', seq: null, entryId: waiting!.entryId });
    expect(await lab.sealAll()).toBe(2);
    expect(await lab.firstBreak()).toEqual({ kind: 'ENTRY_MISSING', seq: 1, entryId: waiting!.entryId });
  });

  it('notices a tail that was cut off with its entries, also with the head set back, and does not go on over it', async () => {
    await lab.record(5);
    await lab.sealAll();
    const [shorter] = await lab.query<{ hash: string }>('SELECT hash FROM audit_seal WHERE seq = 3');
    await lab.query('DELETE FROM audit_entry WHERE id IN (SELECT entryId FROM audit_seal WHERE seq > 3)');
    await lab.query('DELETE FROM audit_seal WHERE seq > 3');
    expect(await lab.firstBreak()).toEqual({ kind: 'SEAL_MISSING', seq: 4, entryId: null });
    await lab.record(1);
    await expect(lab.sealer.sealBatch()).rejects.toThrow('seal 5 is missing');
    await lab.query('UPDATE audit_chain_head SET seq = 3, hash = ?', [shorter!.hash]);
    expect(await lab.firstBreak()).toEqual({ kind: 'HEAD_CHANGED', seq: 3, entryId: null });
    await expect(lab.sealer.sealBatch()).rejects.toThrow('its head was changed');
  });

  it('names a forged entry: without a seal, waiting with a false digest, or with a seal of its own', async () => {
    await lab.record(3);
    await lab.sealAll();
    const forged = newId();
    const columns = 'scopeId, at, actorId, actorName, actorKind, requestId, action, recordKind, recordId, changes, reason, digest';
    await lab.query(`INSERT INTO audit_entry (id, ${columns}) SELECT ?, ${columns} FROM audit_entry WHERE id = ?`, [
      forged,
      await lab.entryIdAt(1),
    ]);
    expect(await lab.firstBreak()).toEqual({ kind: 'ENTRY_UNKNOWN', seq: null, entryId: forged });
    await lab.query('INSERT INTO audit_unsealed (entryId, at) VALUES (?, 1)', [forged]);
    expect(await lab.firstBreak()).toEqual({ kind: 'ENTRY_CHANGED', seq: null, entryId: forged });
    await lab.query(
      'INSERT INTO audit_seal (seq, entryId, entryDigest, previousHash, hash) SELECT 4, ?, entryDigest, hash, hash FROM audit_seal WHERE seq = 3',
      [forged],
    );
    expect(await lab.firstBreak()).toEqual({ kind: 'SEAL_UNKNOWN', seq: 4, entryId: forged });
  });
});
