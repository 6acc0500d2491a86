import { type CopiedRecord, PersonLab, PLANTED } from './person-lab.js';

describe('the copy of the own data', () => {
  let lab: PersonLab;
  beforeAll(async () => {
    lab = await PersonLab.start();
    await lab.broadcast();
  }, 60_000);
  afterAll(() => lab.close());

  const textOf = (records: CopiedRecord[]) => JSON.stringify(records);
  const tablesOf = (records: CopiedRecord[]) => [...new Set(records.map(({ entry }) => entry.table))];

  it('holds everything about the person, in clear, with purpose, basis, retention and readers, and nothing about others (PR-3)', async () => {
    const records = await lab.copy(lab.own, 100);
    const { stageName, ...values } = PLANTED;
    for (const value of [...Object.values(values), stageName]) expect(textOf(records)).toContain(value);
    expect(tablesOf(records)).toEqual(expect.arrayContaining(['person', 'streamer', 'streamer_verification', 'host_segment', 'account']));
    for (const { entry } of records) {
      expect([entry.purpose.zh, entry.basis, entry.retention.zh].every((text) => text.length > 0)).toBe(true);
      expect(entry.readerRoles.length).toBeGreaterThan(0);
    }
    for (const other of ['王0', '王1', '王2', '村播老王', '小滴姐', '原来的小李']) expect(textOf(records)).not.toContain(other);
    expect(textOf(records)).not.toContain('passwordHash');
  });

  it('is the same in pages of three as in one, each record once (PR-3)', async () => {
    const whole = await lab.copy(lab.own, 100);
    const paged = await lab.copy(lab.own, 3);
    expect(paged.map(({ entry, recordId }) => `${entry.table} ${recordId}`)).toEqual(
      whole.map(({ entry, recordId }) => `${entry.table} ${recordId}`),
    );
    expect(new Set(paged.map(({ recordId, entry }) => entry.table + recordId)).size).toBe(paged.length);
  });

  it('shows who looked, after an officer has (PR-7)', async () => {
    const secretary = await lab.officer('PARK_SECRETARY');
    await lab.copy(secretary, 100, lab.personId);
    const readings = (await lab.copy(lab.own, 100)).filter(({ entry }) => entry.table === 'audit_entry');
    const last = Object.fromEntries(readings.at(-1)!.values.map(({ name, value }) => [name, value]));
    expect(last).toMatchObject({ actorName: expect.stringContaining('PARK_SECRETARY'), recordKind: 'Person', reason: '本人书面申请' });
  });

  it("of an officer holds only what the officer may read: no account, no membership, and nothing of another park's person (PR-7)", async () => {
    const secretary = await lab.officer('PARK_SECRETARY');
    const tables = tablesOf(await lab.copy(secretary, 100, lab.personId));
    expect(tables).toEqual(expect.arrayContaining(['person', 'streamer', 'streamer_verification', 'host_segment']));
    expect(tables.filter((table) => table.startsWith('development') || ['membership', 'account', 'auth_session'].includes(table))).toEqual(
      [],
    );
    const query =
      'mutation ($input: RevealPersonalDataInput!) { revealPersonalData(input: $input) { copy { hasNextPage } userErrors { code } } }';
    const stranger = await lab.app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: lab.personId }]);
    const input = { first: 10, personId: lab.personId, reason: '好奇' };
    expect((await lab.app.send(stranger, query, { input })).errors![0]!.extensions.code).toBe('NOT_FOUND');
    const operator = await lab.officer('OPERATOR');
    expect((await lab.app.send(operator, query, { input })).errors![0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('tells everybody who signs in what is held, why and how long (PR-1)', async () => {
    const { personalDataRegister } = await lab.app.ask<{
      personalDataRegister: { table: string; fields: { name: string; isEncrypted: boolean }[] }[];
    }>(
      lab.own,
      '{ personalDataRegister { table label { zh en } purpose { zh en } basis retention { zh en } readers readerRoles fields { name isEncrypted withheld { zh en } } } }',
    );
    const person = personalDataRegister.find(({ table }) => table === 'person')!;
    expect(person.fields).toContainEqual(expect.objectContaining({ name: 'idCardEncrypted', isEncrypted: true }));
  });
});
