import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSecretTexts } from '../../src/platform/personal-data/secrets.js';
import { Persons } from '../../src/organizations/persons.service.js';
import { systemCaller } from '../../src/platform/auth/caller.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { holdEmbedded } from '../../src/platform/database/embedded-hold.js';
import { INSTALLATION_SCOPE } from '../../src/platform/database/ids.js';
import { AuditSealer } from '../../src/platform/audit/audit-sealer.js';
import { commandLine } from '../support/command-line.js';
import { idCardNumber } from '../support/people.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';
import { hasServerPrograms } from '../support/server-programs.js';
import { TestApp } from '../support/test-app.js';

/* Whoever has no client of the server tests the embedded mode alone; a machine that accepts changes has one. */
const SERVER = process.env.DATABASE_URL && (hasServerPrograms() || process.env.CI) ? ['MariaDB'] : [];
const MODES = process.env.DATABASE_URL ? SERVER : ['SQLite'];
const onThisMachine = MODES.length > 0 ? describe : describe.skip;

onThisMachine('a backup', () => {
  let folder: string;
  let urls: (string | undefined)[];
  let app: TestApp;
  let people = 0;
  const secrets = generateSecretTexts();

  const environment = (place: number, keys: Record<string, string> = secrets): Record<string, string> => ({
    ...{ NODE_ENV: 'test', LOG_LEVEL: 'silent', LOAD_DEMO: 'false', DATA_DIR: join(folder, `data-${place}`), ...keys },
    ...(urls[place] ? { DATABASE_URL: urls[place] } : {}),
  });
  const register = () =>
    app.transactions.run((tx) =>
      app.api.get(Persons).findOrCreate(tx, systemCaller('backup'), {
        ...{ scopeIdForAudit: INSTALLATION_SCOPE, fullName: '备份人\n`换行`', idCardNumber: idCardNumber(++people, '1980-02-03') },
      }),
    );

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkcast-backup-'));
    urls = await Promise.all([0, 1, 2].map(() => createPrivateDatabase(process.env.DATABASE_URL)));
    app = await TestApp.start(environment(0));
    for (let count = 0; count < 40; count++) await register();
    await app.api.get(AuditSealer).sealBatch();
  }, 60_000);
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
    for (const url of urls) await dropPrivateDatabase(url);
  });

  const backup = (name: string, ...more: string[]) => commandLine(['backup', '--out', join(folder, name), ...more], environment(0));
  const restore = (name: string, env: Record<string, string>, ...more: string[]) =>
    commandLine(['restore', '--from', join(folder, name), ...more], env);
  const manifestOf = (name: string) =>
    JSON.parse(readFileSync(join(folder, name, 'manifest.json'), 'utf8')) as { rows: Record<string, number>; file: string };

  it('is one consistent state while the API writes, comes back complete, and its keys are named and not written', async () => {
    let isOver = false;
    const making = backup('first').finally(() => (isOver = true));
    while (!isOver) {
      await register();
      /* The embedded database answers without ever letting go of the event loop. */
      await new Promise((resolve) => setImmediate(resolve));
    }
    const made = await making;
    expect(made.code).toBe(0);
    const manifest = manifestOf('first');
    expect(manifest.rows.person).toBeGreaterThanOrEqual(40);
    expect(manifest.rows.person).toBeLessThanOrEqual(people);
    expect(manifest.rows.audit_entry).toBe(manifest.rows.person);
    const text = readFileSync(join(folder, 'first', 'manifest.json'), 'utf8') + made.text;
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret.split(':').at(-1));
    expect(existsSync(join(folder, 'first', 'secrets.json'))).toBe(false);
    expect(statSync(join(folder, 'first')).mode & 0o077).toBe(0);

    const back = await restore('first', environment(1));
    expect([back.code, back.text]).toEqual([0, expect.stringContaining('审计链完好')]);
    const restored = await TestApp.start(environment(1));
    try {
      const [{ total } = { total: -1 }] = await restored.dataSource.query<{ total: number }[]>('SELECT COUNT(*) AS total FROM person');
      expect(Number(total)).toBe(manifest.rows.person);
      const [one] = await restored.dataSource.query<{ fullName: string }[]>('SELECT fullName FROM person LIMIT 1');
      expect(one!.fullName).toBe('备份人 `换行`');
    } finally {
      await restored.close();
    }
    expect(await restore('first', environment(1))).toMatchObject({ code: 1, text: expect.stringContaining('不是空的') });
    expect(await backup('first')).toMatchObject({ code: 1, text: expect.stringContaining('已存在') });
  }, 120_000);

  it('is refused when a byte is changed, the manifest was edited, it is of a newer version, or the keys do not fit; nothing is written', async () => {
    expect((await backup('sound')).code).toBe(0);
    const copy = (name: string, change: (path: string, file: string) => void) => {
      cpSync(join(folder, 'sound'), join(folder, name), { recursive: true });
      change(join(folder, name), manifestOf(name).file);
    };
    copy('damaged', (path, file) => {
      const bytes = readFileSync(join(path, file));
      bytes[Math.floor(bytes.length / 2)]! ^= 1;
      writeFileSync(join(path, file), bytes);
    });
    const edited = (change: (manifest: Record<string, unknown>) => void) => (path: string) => {
      const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as Record<string, unknown>;
      change(manifest);
      writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest));
    };
    copy(
      'edited',
      edited((manifest) => ((manifest.rows as Record<string, number>).person = 1)),
    );
    copy(
      'newer',
      edited((manifest) => (manifest.migrations as string[]).push('Tomorrow1999999999999')),
    );
    copy('incomplete', (path) => rmSync(join(path, 'manifest.json')));
    for (const [name, reason] of [
      ['damaged', '损坏'],
      ['edited', '被改动过'],
      ['newer', '更新的版本'],
      ['incomplete', '不是完整的备份'],
    ] as const) {
      expect(await restore(name, environment(2))).toMatchObject({ code: 1, text: expect.stringContaining(reason) });
    }
    expect(await restore('sound', environment(2, { ...generateSecretTexts() }))).toMatchObject({
      code: 1,
      text: expect.stringContaining('密钥与备份不符'),
    });
    expect(await restore('sound', environment(2, {}))).toMatchObject({ code: 1, text: expect.stringContaining('没有配置密钥') });
    expect(existsSync(join(folder, 'data-2', 'parkcast.sqlite'))).toBe(false);
    expect((await restore('sound', environment(2))).code).toBe(0);
  }, 120_000);

  it('made with the keys brings them along, for the owner only', async () => {
    expect((await backup('whole', '--with-secrets')).code).toBe(0);
    expect(statSync(join(folder, 'whole', 'secrets.json')).mode & 0o077).toBe(0);
    const target: Record<string, string> = { ...environment(2, {}), DATA_DIR: join(folder, 'data-fresh') };
    if (process.env.DATABASE_URL) urls.push((target.DATABASE_URL = (await createPrivateDatabase(process.env.DATABASE_URL))!));
    expect(await restore('whole', target)).toMatchObject({ code: 1 });
    expect((await restore('whole', target, '--with-secrets')).code).toBe(0);
    expect((await commandLine(['audit:verify'], target)).code).toBe(0);
  }, 60_000);

  (process.env.DATABASE_URL ? it.skip : it)(
    'is not restored below a server that runs, though its file was moved away, and says so; it is when the server has ended',
    async () => {
      expect((await backup('beside')).code).toBe(0);
      const target = { ...environment(2), DATA_DIR: join(folder, 'data-served') };
      const server = holdEmbedded(readSettings(target))!;
      const refused = await restore('beside', target);
      expect([refused.code, refused.text]).toEqual([1, expect.stringMatching(/data-served 正由另一个[^]*data-served is in use/)]);
      expect(readdirSync(target.DATA_DIR!)).toEqual(['server.lock']);
      server.release();
      expect((await restore('beside', target)).code).toBe(0);
      holdEmbedded(readSettings(target))!.release();
    },
    60_000,
  );
});
