import { givenPark } from '../support/parks.js';
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

  it('and full numbers open to another park while the host has consented there, not by an invitation (PR-2, PR-7)', async () => {
    const { parkId } = await givenPark(lab.app, '城子河产业园');
    const secretary = await lab.app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: parkId }]);
    const run = async <Answer>(verb: string, type: string, input: object, result: string): Promise<Answer & { userErrors: object[] }> => {
      const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { ${result} userErrors { code field cure } } }`;
      return (await lab.app.ask<Record<string, Answer & { userErrors: object[] }>>(secretary, query, { input }))[verb]!;
    };
    const { fullName, idCard: idCardNumber } = PLANTED;
    const invitation = { parkId, fullName, idCardNumber, stageName: '外园小李', kind: 'VILLAGE', idempotencyKey: lab.sales.key() };
    interface Invited {
      streamer: { id: string; version: number };
    }
    const { streamer } = await run<Invited>('inviteStreamer', 'InviteStreamerInput', invitation, 'streamer { id version }');
    const target = { personId: lab.personId, reason: '联系主播' };
    const phone = () => run<{ phone: string | null }>('revealPersonPhone', 'RevealPersonInput', target, 'phone');
    const idCard = () => run<{ idCardNumber: string | null }>('revealPersonIdCard', 'RevealPersonInput', target, 'idCardNumber');
    const copy = () => run<object>('revealPersonalData', 'RevealPersonalDataInput', { ...target, first: 1 }, 'copy { hasNextPage }');
    const missing = {
      userErrors: [{ code: 'PERSON_CONSENT_MISSING', field: ['input', 'personId'], cure: expect.stringContaining('giveStreamerConsent') }],
    };

    const phonesShown = async () => {
      const query = `query ($person: ID!, $streamer: ID!) { person(id: $person) { phoneMasked } persons(first: 5) { nodes { phoneMasked } }
        streamer(id: $streamer) { person { phoneMasked } } streamers(first: 5) { nodes { person { phoneMasked } } } }`;
      const answer = await lab.app.ask<object>(secretary, query, { person: lab.personId, streamer: streamer.id });
      return [...JSON.stringify(answer).matchAll(/"phoneMasked":(null|"[^"]*")/g)].map(([, shown]) => shown);
    };

    expect(await phonesShown()).toEqual(['null', 'null', 'null', 'null']);
    expect(await phone()).toMatchObject({ phone: null, ...missing });
    expect(await idCard()).toMatchObject({ idCardNumber: null, ...missing });
    expect(await copy()).toMatchObject({ copy: null, ...missing });
    const consent = { streamerId: streamer.id, expectedVersion: streamer.version, givenOn: '2026-11-02' };
    expect((await run('giveStreamerConsent', 'GiveStreamerConsentInput', consent, 'streamer { id }')).userErrors).toEqual([]);
    expect(new Set(await phonesShown())).toEqual(new Set(['"139****4321"']));
    expect(await phone()).toEqual({ phone: PLANTED.phone, userErrors: [] });
    expect(await idCard()).toEqual({ idCardNumber, userErrors: [] });
    expect(await copy()).toEqual({ copy: { hasNextPage: true }, userErrors: [] });

    const withdrawal = { streamerId: streamer.id, expectedVersion: streamer.version + 1 };
    expect((await run('withdrawStreamerConsent', 'StreamerTargetInput', withdrawal, 'streamer { id }')).userErrors).toEqual([]);
    expect(await phonesShown()).toEqual(['null', 'null', 'null', 'null']);
    expect(await phone()).toMatchObject({ phone: null, ...missing });
    expect(await copy()).toMatchObject({ copy: null, ...missing });
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
