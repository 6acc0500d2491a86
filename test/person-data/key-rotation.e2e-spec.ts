import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Persons } from '../../src/organizations/persons.service.js';
import { systemCaller } from '../../src/platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../src/platform/database/ids.js';
import { PersonalDataCipher } from '../../src/platform/personal-data/cipher.js';
import { KeyRotation } from '../../src/platform/personal-data/key-rotation.js';
import { generateSecretTexts } from '../../src/platform/personal-data/secrets.js';
import { BUILD_MAX_MS, ensureBuilt } from '../services/program.js';
import { givenPark } from '../support/parks.js';
import { commandLine } from '../support/command-line.js';
import { idCardNumber } from '../support/people.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';
import { TestApp } from '../support/test-app.js';

const PEOPLE = 1_800;
const PEOPLE_PER_TRANSACTION = 200;

describe('the rotation of keys', () => {
  let folder: string;
  let databaseUrl: string | undefined;
  const secrets = generateSecretTexts();
  const newKey = `new:${randomBytes(32).toString('base64')}`;
  const oldId = secrets.PERSONAL_DATA_KEYS.split(':')[0]!;

  const environment = (keys: string): Record<string, string> => ({
    ...{ NODE_ENV: 'test', LOG_LEVEL: 'silent', LOAD_DEMO: 'false', ...secrets, PERSONAL_DATA_KEYS: keys, DATA_DIR: folder },
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  });
  const both = () => environment(`${newKey},${secrets.PERSONAL_DATA_KEYS}`);
  const personOf = (sequence: number) => ({
    fullName: `轮换${sequence}`,
    idCardNumber: idCardNumber(sequence, `19${60 + Math.floor(sequence / 900)}-01-${String(1 + (sequence % 9)).padStart(2, '0')}`),
    phone: `138${String(sequence).padStart(8, '0')}`,
  });

  beforeAll(async () => {
    ensureBuilt();
    folder = mkdtempSync(join(tmpdir(), 'parkcast-rotation-'));
    databaseUrl = await createPrivateDatabase(process.env.DATABASE_URL);
    const app = await TestApp.start(environment(secrets.PERSONAL_DATA_KEYS));
    for (let start = 0; start < PEOPLE; start += PEOPLE_PER_TRANSACTION) {
      await app.transactions.run(async (tx) => {
        for (let sequence = start; sequence < start + PEOPLE_PER_TRANSACTION; sequence++) {
          await app.api
            .get(Persons)
            .findOrCreate(tx, systemCaller('rotation'), { scopeIdForAudit: INSTALLATION_SCOPE, ...personOf(sequence) });
        }
      });
    }
    await app.close();
  }, BUILD_MAX_MS + 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await dropPrivateDatabase(databaseUrl);
  });

  /** Runs the built command and kills it as soon as it has written one chunk. */
  async function killedAfterOneChunk(): Promise<void> {
    const child = spawn(process.execPath, [join('dist', 'cli.js'), 'keys:rotate'], { env: { ...process.env, ...both() } });
    await new Promise<void>((resolve, reject) => {
      child.stderr.once('data', () => {
        child.kill('SIGKILL');
      });
      child.once('exit', (_code, signal) => (signal === 'SIGKILL' ? resolve() : reject(new Error('it ended by itself'))));
    });
  }

  it('is killed half way, goes on beside readers and writers, and afterwards the old key can go (PR-1)', async () => {
    expect((await commandLine(['keys:check'], both())).code).toBe(1);
    await killedAfterOneChunk();
    const app = await TestApp.start(both());
    try {
      const rotation = app.api.get(KeyRotation);
      const uses = async () => Object.fromEntries((await rotation.uses()).map(({ keyId, values }) => [keyId, values]));
      const half = await uses();
      expect(half.new).toBeGreaterThan(0);
      expect(half[oldId]).toBeGreaterThan(0);

      const { parkId } = await givenPark(app);
      const secretary = await app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: parkId }]);
      const invite = (sequence: number) =>
        app.ask<{ inviteStreamer: { streamer: { id: string; person: { id: string } } } }>(
          secretary,
          'mutation ($input: InviteStreamerInput!) { inviteStreamer(input: $input) { streamer { id person { id } } userErrors { code } } }',
          {
            input: {
              parkId,
              ...personOf(sequence),
              stageName: `轮换主播${sequence}`,
              kind: 'VILLAGE',
              idempotencyKey: `rotation-${sequence}`,
            },
          },
        );
      const reveal = async ({ id, person }: { id: string; person: { id: string } }) => {
        const consent = 'mutation ($input: GiveStreamerConsentInput!) { giveStreamerConsent(input: $input) { userErrors { code } } }';
        await app.ask(secretary, consent, { input: { streamerId: id, expectedVersion: 1, givenOn: '2026-11-01' } });
        const revealed = await app.ask<{ revealPersonIdCard: { idCardNumber: string } }>(
          secretary,
          'mutation ($input: RevealPersonInput!) { revealPersonIdCard(input: $input) { idCardNumber userErrors { code } } }',
          { input: { personId: person.id, reason: '核对证件号' } },
        );
        return revealed.revealPersonIdCard.idCardNumber;
      };
      let isRotating = true;
      const rotating = rotation.rotate().finally(() => (isRotating = false));
      let served = 0;
      for (let sequence = 1_000; isRotating || served < 10; sequence++, served++) {
        const known = await invite(sequence);
        expect(await reveal(known.inviteStreamer.streamer)).toBe(personOf(sequence).idCardNumber);
        await invite(PEOPLE + sequence);
      }
      await rotating;
      const done = await uses();
      expect(done[oldId]).toBe(0);
      expect(done.new).toBe(2 * (PEOPLE + served));
      expect(await rotation.rotate()).toBe(0);
    } finally {
      await app.close();
    }
    const check = await commandLine(['keys:check'], both());
    expect([check.code, check.text]).toEqual([0, expect.stringContaining('可以移除')]);
    const alone = await TestApp.start(environment(newKey));
    try {
      const people = await alone.dataSource.query<{ id: string; idCardEncrypted: string }[]>(
        'SELECT id, idCardEncrypted FROM person ORDER BY id LIMIT 5',
      );
      const cipher = alone.api.get(PersonalDataCipher);
      for (const { id, idCardEncrypted } of people)
        expect(cipher.decrypt({ kind: 'Person', id, field: 'idCard' }, idCardEncrypted)).toMatch(/^230306/);
    } finally {
      await alone.close();
    }
  }, 120_000);
});
