import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import type { Terminal } from '../../src/commands/command.js';
import { runCommand } from '../../src/commands/run-command.js';
import { createContext } from '../../src/create-app.js';
import { AuditSealer } from '../../src/platform/audit/audit-sealer.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { newId } from '../../src/platform/database/ids.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';
import { PASSWORD } from './account-desk.js';

/** A terminal that remembers what was printed and answers from a list. */
class PaperTerminal implements Terminal {
  readonly lines: string[] = [];
  readonly notes: string[] = [];
  readonly isInteractive: boolean;

  constructor(
    private readonly answers: string[] = [],
    private readonly piped = '',
  ) {
    this.isInteractive = answers.length > 0;
  }

  out = (line: string): void => void this.lines.push(line);
  note = (line: string): void => void this.notes.push(line);
  ask = (): Promise<string> => Promise.resolve(this.answers.shift() ?? '');
  askSecret = (): Promise<string> => this.ask();
  readAll = (): Promise<string> => Promise.resolve(this.piped);
}

describe('the command line', () => {
  let directory: string;
  let databaseUrl: string | undefined;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'parkcast-cli-'));
    databaseUrl = await createPrivateDatabase(process.env.DATABASE_URL);
  });
  afterAll(async () => {
    rmSync(directory, { recursive: true, force: true });
    await dropPrivateDatabase(databaseUrl);
  });

  const environment = () => ({ NODE_ENV: 'test', DATA_DIR: directory, DATABASE_URL: databaseUrl, LOAD_DEMO: 'false' });
  const run = async (argv: string[], terminal = new PaperTerminal()) => {
    const code = await runCommand(argv, { environment: environment(), terminal });
    return { code, text: terminal.lines.join('\n'), notes: terminal.notes.join('\n') };
  };
  const inDatabase = async <T>(work: (dataSource: DataSource, seal: () => Promise<number>) => Promise<T>): Promise<T> => {
    const context = await createContext(readSettings({ ...environment(), LOG_LEVEL: 'silent' }), 'none');
    try {
      return await work(context.get(DataSource), () => context.get(AuditSealer).sealBatch());
    } finally {
      await context.close();
    }
  };

  it('explains itself in both languages and tells a wrong call from a failure by its exit code', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    for (const name of ['accounts:create', 'audit:verify', 'jobs:list', 'jobs:rerun', 'secrets:generate'])
      expect(help.text).toContain(name);
    expect((await run([])).code).toBe(2);
    const unknown = await run(['accounts:destroy']);
    expect([unknown.code, unknown.notes]).toEqual([2, expect.stringContaining('There is no command')]);
    expect((await run(['accounts:create', '--help'])).text).toMatch(/--password-stdin[^]*标准输入/);
    expect(await run(['accounts:create', '--nonsense'])).toMatchObject({
      code: 2,
      notes: expect.stringMatching(/^没有“--nonsense”这个选项 \/ Unknown option '--nonsense'/),
    });
    expect(await run(['audit:verify', 'operand'])).toMatchObject({
      code: 2,
      notes: expect.stringMatching(/^多出了“operand” \/ Unexpected argument 'operand'/),
    });
    expect(await run(['accounts:create', '--login'])).toMatchObject({
      code: 2,
      notes: expect.stringMatching(/^选项“--login”缺少值 \/ Option '--login <value>' argument missing/),
    });
    expect(await run(['accounts:create', '--password-stdin=x'])).toMatchObject({
      code: 2,
      notes: expect.stringMatching(/^选项“--password-stdin”不带值 \/ Option '--password-stdin' does not take an argument/),
    });
  });

  it('creates an administrator from flags and a piped password, once per name', async () => {
    const argv = ['accounts:create', '--login', 'Boss', '--name', '管理员', '--password-stdin'];
    const created = await run(argv, new PaperTerminal([], `${PASSWORD}\n`));
    expect(created).toMatchObject({ code: 0, text: expect.stringMatching(/Administrator created: boss \(\w{26}\)/) });
    const again = await run(argv, new PaperTerminal([], PASSWORD));
    expect(again).toMatchObject({ code: 1, text: '', notes: expect.stringContaining('"Boss" is taken') });
    const grants = await inDatabase((dataSource) => dataSource.query<{ role: string }[]>('SELECT role FROM role_grant'));
    expect(grants).toEqual([{ role: 'PLATFORM_ADMIN' }]);
  });

  it('asks for what is not given, the password twice, and refuses without somebody to ask', async () => {
    const asked = await run(['accounts:create'], new PaperTerminal(['second', '李四', PASSWORD, PASSWORD]));
    expect(asked.code).toBe(0);
    const differing = await run(['accounts:create'], new PaperTerminal(['third', '李四', PASSWORD, 'something-else-1']));
    expect(differing).toMatchObject({ code: 2, notes: expect.stringContaining('differ') });
    expect(await run(['accounts:create', '--login', 'third'])).toMatchObject({
      code: 2,
      notes: expect.stringContaining('--name is missing'),
    });
    expect(await run(['accounts:create', '--login', 'third', '--name', 'x'])).toMatchObject({
      code: 2,
      notes: expect.stringContaining('--password-stdin'),
    });
  });

  it('refuses weak passwords and malformed names and writes nothing', async () => {
    const attempt = (login: string, password: string) =>
      run(['accounts:create', '--login', login, '--name', '王五', '--password-stdin'], new PaperTerminal([], password));
    const count = () => inDatabase((dataSource) => dataSource.query<unknown[]>('SELECT id FROM account')).then((rows) => rows.length);
    const before = await count();
    expect(await attempt('fourth', 'short')).toMatchObject({ code: 1, notes: expect.stringContaining('10–200') });
    expect(await attempt('fourth', 'fourth-fourth-4')).toMatchObject({ code: 1, notes: expect.stringContaining('easy to guess') });
    expect(await attempt('fourth', 'one line\nand another')).toMatchObject({ code: 1 });
    expect(await attempt('中文名', PASSWORD)).toMatchObject({ code: 1, notes: expect.stringContaining('3–60') });
    expect(await count()).toBe(before);
  });

  it('lists dead jobs and runs them again', async () => {
    const id = newId();
    await inDatabase((dataSource) =>
      dataSource.query(
        `INSERT INTO job (id, scopeId, name, jobKey, dedupeKey, payload, status, attempts, attemptsMax, dueAt, createdAt, lastError, progressDone)
         VALUES (?, ?, 'auth.remove-stale', 'k', ?, '{}', 'DEAD', 8, 8, 1, 1, 'TimeoutError', 0)`,
        [id, newId(), id],
      ),
    );
    expect(await run(['jobs:list', '--status', 'dead'])).toMatchObject({
      code: 0,
      text: expect.stringMatching(new RegExp(`^${id}  DEAD .* TimeoutError$`)),
    });
    expect((await run(['jobs:rerun', id])).code).toBe(0);
    expect((await run(['jobs:list'])).text).toContain('WAITING');
    expect(await run(['jobs:rerun', id])).toMatchObject({ code: 1, notes: expect.stringContaining('has not failed for good') });
    expect(await run(['jobs:rerun', newId()])).toMatchObject({ code: 1, notes: expect.stringContaining('no such record') });
    expect((await run(['jobs:rerun'])).code).toBe(2);
    expect((await run(['jobs:list', '--status', 'lost'])).code).toBe(2);
    expect((await run(['jobs:list', '--limit', '0'])).code).toBe(2);
  });

  it('verifies the audit trail, prints its end, and answers 1 once a byte was changed', async () => {
    await inDatabase((_, seal) => seal());
    const intact = await run(['audit:verify']);
    expect(intact).toMatchObject({ code: 0, text: expect.stringMatching(/is intact[^]*seq=\d+ hash=[\w-]{43}$/) });
    await inDatabase((dataSource) => dataSource.query("UPDATE audit_entry SET recordId = 'x' WHERE action = 'rerunJob'"));
    expect(await run(['audit:verify'])).toMatchObject({ code: 1, text: expect.stringMatching(/ENTRY_CHANGED seq=\d+ entry=\w{26}/) });
  });

  it('resets the demo only where the next start loads a fresh one, and else removes nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parkcast-reset-'));
    const embedded = { NODE_ENV: 'test', DATA_DIR: folder, LOAD_DEMO: 'true' };
    const call = async (argv: string[], piped = '') => {
      const terminal = new PaperTerminal([], piped);
      const code = await runCommand(argv, { environment: embedded, terminal });
      return { code, text: terminal.lines.join('\n'), notes: terminal.notes.join('\n') };
    };
    const create = (login: string) => call(['accounts:create', '--login', login, '--name', '管理员', '--password-stdin'], PASSWORD);
    const ACCOUNTS = 'SELECT loginName, isDemo FROM account ORDER BY loginName';
    const inFolder = async (statement: string): Promise<unknown> => {
      const context = await createContext(readSettings({ ...embedded, LOG_LEVEL: 'silent' }), 'none');
      try {
        return await context.get(DataSource).query(statement);
      } finally {
        await context.close();
      }
    };
    try {
      await create('demo-admin');
      await create('somebody');
      await inFolder(`UPDATE account SET isDemo = 1 WHERE loginName = 'demo-admin'`);
      const before = await inFolder(ACCOUNTS);
      const refused = await call(['demo:reset']);
      expect(refused).toMatchObject({ code: 1, text: '' });
      expect(refused.notes).toMatch(/没有删除任何数据[^]*demo:remove[^]*Nothing was removed[^]*demo:remove/);
      expect(await inFolder(ACCOUNTS)).toEqual(before);
      expect(before).toHaveLength(2);

      await inFolder(`UPDATE account SET isDemo = 1`);
      expect(await call(['demo:reset'])).toMatchObject({ code: 0, text: expect.stringContaining('Removed'), notes: '' });
      expect(await inFolder(ACCOUNTS)).toEqual([]);
      const trail = "SELECT action, actorKind FROM audit_entry WHERE recordKind = 'Demo'";
      expect(await inFolder(trail)).toEqual([{ action: 'resetDemo', actorKind: 'SYSTEM' }]);
      expect(await call(['demo:remove'])).toMatchObject({ code: 0, text: expect.stringContaining('There is no demo data') });
      expect(await inFolder(trail)).toHaveLength(1);
      expect(await call(['audit:verify'])).toMatchObject({ code: 0 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);

  it('generates keys that production accepts, fresh ones each time', async () => {
    const keysOf = async () =>
      Object.fromEntries((await run(['secrets:generate'])).text.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));
    const [first, second] = [await keysOf(), await keysOf()];
    expect(() => readSettings({ NODE_ENV: 'production', ...first })).not.toThrow();
    expect(Object.keys(first)).toEqual(['PERSONAL_DATA_KEYS', 'BLIND_INDEX_KEY', 'AUDIT_KEY']);
    expect(Object.values(first).some((value) => Object.values(second).includes(value))).toBe(false);
  });

  it('names the file that it cannot write and what to do, in both languages, and leaves what is there', async () => {
    const taken = join(directory, 'taken.json');
    writeFileSync(taken, 'kept');
    const copyTo = (out: string) => run(['persons:copy', '--person', newId(), '--reason', '本人申请', '--out', out]);
    const missing = join(directory, 'nowhere', 'copy.json');
    const attempts = [
      [await copyTo(taken), taken, '已经存在', 'exists already'],
      [await copyTo(missing), missing, '不存在', 'does not exist'],
      [await run(['backup', '--out', join(taken, 'x')]), taken, '不是目录', 'is no folder'],
    ] as const;
    for (const [{ code, notes }, path, zh, en] of attempts) {
      expect([code, notes]).toEqual([1, expect.stringMatching(new RegExp(`^.*${zh}.*${path}.* / .*${en}.*${path}`))]);
      expect(notes).toMatch(/\n请.* \/ [A-Z]/);
      expect(notes).not.toMatch(/^ +at /m);
    }
    expect(readFileSync(taken, 'utf8')).toBe('kept');
    expect(existsSync(missing)).toBe(false);
  });

  it('names every bad setting instead of starting', async () => {
    const terminal = new PaperTerminal();
    const code = await runCommand(['audit:verify'], { environment: { PORT: 'x', LOG_LEVEL: 'loud' }, terminal });
    expect([code, terminal.notes.join('\n')]).toEqual([1, expect.stringMatching(/PORT[^]*LOG_LEVEL/)]);
    for (const line of terminal.notes.join('\n').split('\n')) expect(line).toMatch(/\p{Script=Han}.* \/ .*[A-Za-z]{3}/u);
  });
});
