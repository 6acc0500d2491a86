import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FINISH_ERASURES } from '../../src/organizations/person-data/erasures.jobs.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { generateSecretTexts } from '../../src/platform/personal-data/secrets.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { commandLine } from '../support/command-line.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';
import { hasServerPrograms } from '../support/server-programs.js';
import { TestApp } from '../support/test-app.js';
import { PersonLab, PLANTED } from './person-lab.js';
import { foundInFiles, foundInTables } from './planted.js';

const { stageName: _, ...IDENTITY } = PLANTED;
const LIST = 'erasures.jsonl';

interface ErasureRow {
  id: string;
  status: string;
  decidedBy: string | null;
  requestReference: string | null;
}

const withDatabase = (settings: Record<string, string>, url: string | undefined) => ({
  ...settings,
  ...(url ? { DATABASE_URL: url } : {}),
});

/* A backup of a server needs the server's own client programs; a machine that accepts changes has them. */
const onThisMachine = !process.env.DATABASE_URL || hasServerPrograms() || process.env.CI ? describe : describe.skip;

onThisMachine('an erasure after the backup', () => {
  let folder: string;
  let restoredUrl: string | undefined;
  let lab: PersonLab;
  const secrets = generateSecretTexts();

  const settingsOf = (place: number): Record<string, string> => ({
    ...{ NODE_ENV: 'test', LOG_LEVEL: 'silent', LOAD_DEMO: 'false', DATA_DIR: join(folder, `data-${place}`), ...secrets },
  });
  const original = () => withDatabase(settingsOf(0), lab.app.databaseUrl);
  const target = () => withDatabase(settingsOf(1), restoredUrl);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkcast-restored-'));
    restoredUrl = await createPrivateDatabase(process.env.DATABASE_URL);
    lab = await PersonLab.start(settingsOf(0));
    await lab.broadcast();
  }, 60_000);
  afterEach(async () => {
    await lab.close();
    await dropPrivateDatabase(restoredUrl);
    rmSync(folder, { recursive: true, force: true });
  });

  const backUp = async () => {
    await lab.app.drainJobs();
    expect(await commandLine(['backup', '--out', join(folder, 'backup')], original())).toMatchObject({ code: 0 });
  };
  const restore = () => commandLine(['restore', '--from', join(folder, 'backup')], target());
  const repeat = (...more: string[]) => commandLine(['erasures:repeat', ...more], target());
  const listAt = (place: number) => join(folder, `data-${place}`, LIST);
  const bringList = () => {
    mkdirSync(join(folder, 'data-1'));
    copyFileSync(listAt(0), listAt(1));
  };

  async function erase(isOwnRequest = true): Promise<void> {
    const { erasure } = isOwnRequest ? await lab.requestOwn() : await lab.request(await lab.officer('PARK_SECRETARY'));
    await lab.decide(await lab.officer('PARK_SECRETARY'), erasure!);
    await lab.app.drainJobs();
    expect(await lab.erasures(await lab.officer('PARK_SECRETARY'))).toMatchObject([{ status: 'RETAINED' }]);
  }

  async function inRestored<Result>(work: (app: TestApp) => Promise<Result>): Promise<Result> {
    const app = await TestApp.start(target());
    app.clock.set(lab.app.clock.now());
    try {
      await app.drainJobs();
      return await work(app);
    } finally {
      await app.close();
    }
  }

  const erasuresIn = (app: TestApp) =>
    app.dataSource.query<ErasureRow[]>('SELECT id, status, decidedBy, requestReference FROM person_erasure');
  const secretaryOf = (app: TestApp) => app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: lab.sales.parkId }]);
  const refusalsOf = async (app: TestApp, token: string, name: string, type: string, input: object) => {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
    return (await app.ask<Record<string, { userErrors: { code: string }[] }>>(token, query, { input }))[name]!.userErrors;
  };
  /** What the requests say of their papers and decisions, in a language. */
  const said = async (app: TestApp, language: string) => {
    type Answer = { personErasures: { nodes: object[] } };
    const query = '{ personErasures(first: 10) { nodes { requestReference decisionReason } } }';
    return (await app.ask<Answer>(await secretaryOf(app), query, {}, { 'accept-language': language })).personErasures.nodes;
  };
  const isGone = async (app: TestApp) =>
    (await app.dataSource.query<object[]>('SELECT id FROM person WHERE id = ?', [lab.personId])).length === 0;

  it('is carried out again by the restore, from a list that tells nobody’s name; a second time there is nothing to do (PR-3)', async () => {
    await lab.leave();
    await backUp();
    const copy = join(folder, 'copy.json');
    const copying = ['persons:copy', '--person', lab.personId, '--reason', '申请书 1 号', '--out', copy];
    expect(await commandLine(copying, original())).toMatchObject({ code: 0, text: expect.stringContaining(copy) });
    expect(JSON.parse(readFileSync(copy, 'utf8'))).toContainEqual(expect.objectContaining({ recordId: lab.personId }));
    expect(await commandLine(copying, original())).toMatchObject({ code: 1 });
    await erase();
    expect(foundInFiles(join(folder, 'data-0'), Object.values(IDENTITY)).filter((finding) => finding.startsWith(LIST))).toEqual([]);
    bringList();
    const [first] = await erasuresIn(lab.app);

    const restored = await restore();
    expect(restored).toMatchObject({ code: 0, text: expect.stringContaining('已安排重新执行 / scheduled anew: 1 ·') });
    await inRestored(async (app) => {
      const { id, status, decidedBy } = first!;
      expect(await erasuresIn(app)).toEqual([{ id, status, decidedBy, requestReference: null }]);
      expect(await foundInTables(app, [PLANTED.residence])).toEqual([]);
      expect(await isGone(app)).toBe(true);
      const [entry] = await app.dataSource.query<{ actorKind: string }[]>(
        `SELECT actorKind FROM audit_entry WHERE action = 'repeatPersonErasure'`,
      );
      expect(entry).toEqual({ actorKind: 'SYSTEM' });
    });
    expect(await repeat()).toMatchObject({
      code: 0,
      text: expect.stringContaining('已安排重新执行 / scheduled anew: 0 · 须重新决定 / to be decided anew: 0 ·'),
    });
    await inRestored(async (app) => expect(await erasuresIn(app)).toHaveLength(1));
  }, 120_000);

  it('waits for a decision where the restored records stand against it, also from a list that was completed at night (PR-3)', async () => {
    await backUp();
    await lab.leave();
    await erase();
    rmSync(listAt(0));
    await lab.app.transactions.run((tx) =>
      lab.app.api.get(JobOutbox).enqueue(tx, FINISH_ERASURES, { scopeId: INSTALLATION_SCOPE, key: newId(), payload: {} }),
    );
    await lab.app.drainJobs();
    bringList();
    expect(await restore()).toMatchObject({ code: 0, text: expect.stringContaining('to be decided anew: 1') });
    expect(await repeat()).toMatchObject({ code: 0, text: expect.stringContaining('to be decided anew: 1') });
    await inRestored(async (app) => {
      expect(await erasuresIn(app)).toMatchObject([{ status: 'REQUESTED', decidedBy: null }]);
      expect(await foundInTables(app, [PLANTED.fullName])).toContain(`person.fullName: ${PLANTED.fullName}`);

      const secretary = await secretaryOf(app);
      const run = (name: string, type: string, input: object) => refusalsOf(app, secretary, name, type, input);
      const decision = { erasureId: (await erasuresIn(app))[0]!.id, expectedVersion: 1, isApproved: true, reason: '恢复后补办' };
      expect(await run('decidePersonErasure', 'DecidePersonErasureInput', decision)).toEqual([{ code: 'STREAMER_NOT_LEFT' }]);
      const leaving = { streamerId: lab.host.id, expectedVersion: lab.host.version - 1, reason: '合同到期' };
      expect(await run('recordStreamerLeft', 'StreamerReasonInput', leaving)).toEqual([]);
      expect(await run('decidePersonErasure', 'DecidePersonErasureInput', decision)).toEqual([]);
      await app.drainJobs();
      expect(await erasuresIn(app)).toMatchObject([{ status: 'RETAINED' }]);
      expect(await isGone(app)).toBe(true);
    });
  }, 120_000);

  it('is repeated after an older refusal, and says so in the language of its reader, for its paper and as its reason (PR-3)', async () => {
    await lab.leave();
    await lab.decide(await lab.officer('PARK_SECRETARY'), (await lab.requestOwn()).erasure!, false);
    lab.app.clock.set(new Date(lab.app.clock.now().getTime() + 1_000));
    await backUp();
    await erase(false);
    bringList();
    expect(await restore()).toMatchObject({ code: 0, text: expect.stringContaining('scheduled anew: 1') });
    await inRestored(async (app) => {
      const [zh, en] = ['恢复备份后补办', 'Repeated after a restore'];
      expect(await said(app, 'zh')).toEqual([{ requestReference: zh, decisionReason: zh }]);
      expect(await said(app, 'en')).toEqual([{ requestReference: en, decisionReason: en }]);
    });
  }, 120_000);

  it('waits for a decision where the person was asked about since, and is decided once (PR-3)', async () => {
    await lab.leave();
    await backUp();
    await erase();
    expect(await restore()).toMatchObject({ code: 0 });
    const counted = async (scheduled: number, toDecide: number, nothing: number) =>
      expect((await repeat('--list', listAt(0))).text).toMatch(
        new RegExp(`scheduled anew: ${scheduled} .*decided anew: ${toDecide} .*nothing to do: ${nothing}$`, 'm'),
      );
    const decide = async (app: TestApp, { id: erasureId }: ErasureRow, isApproved: boolean) => {
      const input = { erasureId, expectedVersion: 1, isApproved, reason: '核对后决定' };
      expect(await refusalsOf(app, await secretaryOf(app), 'decidePersonErasure', 'DecidePersonErasureInput', input)).toEqual([]);
    };
    lab.app.clock.set(new Date(lab.app.clock.now().getTime() + 3_600_000));
    await inRestored(async (app) => {
      const input = { personId: lab.personId, requestReference: '恢复后的申请', idempotencyKey: newId() };
      expect(await refusalsOf(app, await secretaryOf(app), 'requestPersonErasure', 'RequestPersonErasureInput', input)).toEqual([]);
    });
    await counted(0, 1, 0);
    await inRestored(async (app) => {
      const [asked, ...more] = await erasuresIn(app);
      expect([asked, more]).toEqual([expect.objectContaining({ status: 'REQUESTED', decidedBy: null }), []]);
      await decide(app, asked!, false);
    });
    await counted(0, 1, 0);
    await counted(0, 1, 0);
    await inRestored(async (app) => {
      const { id } = (await erasuresIn(lab.app))[0]!;
      const rows = await erasuresIn(app);
      expect(rows.map(({ status }) => status).sort()).toEqual(['DECLINED', 'REQUESTED']);
      const listed = rows.find((row) => row.id === id)!;
      expect(listed).toMatchObject({ status: 'REQUESTED', decidedBy: null });
      await decide(app, listed, false);
    });
    await counted(0, 0, 1);
    await inRestored(async (app) => expect(await isGone(app)).toBe(false));
  }, 120_000);

  it('is asked for by name of the file when the list comes later; a line that was changed or torn erases nobody (PR-3)', async () => {
    await lab.leave();
    await backUp();
    await erase();
    expect(await restore()).toMatchObject({ code: 0, text: expect.stringContaining('erasures:repeat --list') });
    const elsewhere = join(folder, 'list-of-the-old-machine');
    const [other] = await lab.app.dataSource.query<{ id: string }[]>('SELECT id FROM person WHERE id <> ? LIMIT 1', [lab.personId]);
    const whole = readFileSync(listAt(0), 'utf8');
    writeFileSync(elsewhere, `${whole.replace(lab.personId, other!.id)}${whole.trim().slice(0, 60)}`);
    expect(await repeat('--list', elsewhere)).toMatchObject({ code: 1, text: expect.stringContaining('第 2, 3 行') });
    await inRestored(async (app) => expect([await erasuresIn(app), await isGone(app)]).toEqual([[], false]));
    writeFileSync(elsewhere, `${whole.trim().slice(0, 60)}${whole}`);
    expect(await repeat('--list', elsewhere)).toMatchObject({ code: 1, text: expect.stringContaining('scheduled anew: 1') });
    await inRestored(async (app) => expect(await isGone(app)).toBe(true));
    expect(await repeat('--list', join(folder, 'nowhere'))).toMatchObject({ code: 1, text: expect.stringContaining('没有找到删除清单') });
  }, 120_000);
});
