import { givenBeneficiary } from '../support/parks.js';
import { TestApp } from '../support/test-app.js';
import { type ExportedLive, linesFile, livesFile } from './exports.js';
import { ACCOUNT, EVENING, LiveDesk } from './live-desk.js';
import { EXPECTED } from './sales-lab.js';

const HOUR_MS = 3_600_000;

interface Preview {
  counts: { booked: number; unmatched: number };
  bookedSaleFen: string;
  lives: { placing: string }[];
  findings: { row: number | null; code: string; severity: string; message: string }[];
}

describe('what a preview says of the place of a row, and what its commit does', () => {
  let app: TestApp;
  let desk: LiveDesk;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    desk = await LiveDesk.open(app);
  });
  afterAll(() => app.close());

  it('are the same for lives that have not begun or not ended, which both name with a cure (INV-23, INV-34)', async () => {
    const upload = await uploadLives([
      { id: desk.live, ...EVENING, saleFen: 100_00 },
      { id: `${desk.live}1`, ...around(24, 26), saleFen: 200_00 },
      { id: `${desk.live}2`, ...around(-1, 1), saleFen: 300_00 },
    ]);
    const choices = { recordMissingSessions: true };
    const before = await preview(upload, choices);
    expect(before).toMatchObject({ counts: { booked: 1, unmatched: 2 }, bookedSaleFen: '10000' });
    expect(before.lives.map(({ placing }) => placing)).toEqual(['WILL_RECORD', 'LIVE_NOT_ENDED', 'LIVE_NOT_ENDED']);
    expect(before.findings).toMatchObject([3, 4].map((row) => ({ row, code: 'LIVE_NOT_ENDED', severity: 'ERROR' })));
    expect(before.findings[0]!.message).toContain('请核对文件里的时间');
    const batch = await desk.lab.commit(upload, choices);
    expect(batch.counts).toMatchObject(before.counts);
    expect(batch.problems).toMatchObject(before.findings.map(({ row, code, message }) => ({ row, code, message })));
    expect((await desk.lab.ledger()).sumFen).toBe(100_00);
    const again = await preview(upload, choices);
    expect((await desk.lab.commit(upload, choices)).problems).toHaveLength(again.findings.length);
  });

  it('are the same without permission to record, for an account nobody knows, and then no more is said once it is booked (INV-34)', async () => {
    const known = await uploadLives([{ id: desk.live, ...EVENING, saleFen: 100_00 }]);
    const unknown = await uploadLives([{ id: `${desk.live}1`, ...EVENING, saleFen: 100_00 }], '没有登记的账号');
    const order = await desk.upload(linesFile([desk.anOrder(5_00)]), 'lines.csv');
    for (const [upload, code, recordMissingSessions] of [
      [known, 'UNMATCHED', false],
      [unknown, 'ACCOUNT_UNKNOWN', true],
      [order, 'UNMATCHED', true],
    ] as const) {
      const { findings, counts } = await preview(upload, { recordMissingSessions });
      expect(findings).toMatchObject([{ row: 2, code }]);
      const batch = await desk.lab.commit(upload, { recordMissingSessions });
      expect(batch.counts).toMatchObject(counts);
      expect(batch.problems).toMatchObject(findings.map(({ message }) => ({ row: 2, code, message })));
    }
    expect((await desk.lab.commit(known, { recordMissingSessions: true })).problems).toEqual([]);
    const { importRows } = await app.ask<{ importRows: { nodes: object[] } }>(
      desk.lab.operator,
      'query ($id: ID!) { importRows(batchId: $id, first: 10) { nodes { outcome findings { code } } } }',
      { id: known },
    );
    expect(importRows.nodes).toEqual([{ outcome: 'BOOKED', findings: [] }]);
  });

  it('are the same for rows that were refused when the file was read, each named once in the order of the rows (INV-34)', async () => {
    await desk.lab.commit(await desk.lab.upload('douyin-lives-2026-10.xlsx'), { recordMissingSessions: true });
    const upload = await desk.lab.upload('orders-one-session.xlsx');
    const { findings } = await preview(upload, { switchGrain: true });
    expect(findings.map(({ row, code }) => ({ row, code }))).toEqual(EXPECTED['orders-one-session.xlsx'].badRows);
    const { problems } = await desk.lab.commit(upload, { switchGrain: true });
    expect(findings).toEqual(problems.map(({ row, code, severity, message }) => ({ row, code, severity, message })));
  });

  it('are the same for a correction that waits, which is not said to be booked (INV-33, INV-34)', async () => {
    await desk.lab.commit(await uploadLives([{ id: desk.live, ...EVENING, saleFen: 100_00, refundFen: 50_00 }]), {
      recordMissingSessions: true,
    });
    const upload = await uploadLives([{ id: desk.live, ...EVENING, saleFen: 100_00, refundFen: 200_00 }]);
    const { findings } = await preview(upload, {});
    expect(findings).toMatchObject([{ row: 2, code: 'CORRECTION_PROPOSED' }]);
    const { problems } = await desk.lab.commit(upload);
    expect(findings).toEqual(problems.map(({ row, code, severity, message }) => ({ row, code, severity, message })));
    expect((await preview(upload, { acceptCorrections: true })).findings).toMatchObject([{ row: 2, code: 'REFUND_ABOVE_SALES' }]);
  });

  it('tell an account that was not chosen from one that is not registered (INV-34)', async () => {
    const upload = await desk.lab.upload('channels-lives.csv');
    const open = await preview(upload, { recordMissingSessions: true });
    expect(new Set(open.lives.map(({ placing }) => placing))).toEqual(new Set(['ACCOUNT_NOT_CHOSEN']));
    expect(open.findings[1]).toMatchObject({ code: 'ACCOUNT_NOT_CHOSEN', message: expect.stringContaining('accountId') as string });
    const chosen = await preview(upload, { recordMissingSessions: true, accountId: desk.lab.accountIds['滴道视频号'] });
    expect(chosen.findings).toEqual([]);
  });

  it('are the same refusals of what was chosen for the whole file, each with its cure (INV-26, INV-34)', async () => {
    const upload = await desk.lab.upload('channels-lives.csv');
    const share = { beneficiaryId: await givenBeneficiary(app, desk.lab.parkId), shareBasisPoints: 6_000 };
    for (const choices of [{}, { accountId: desk.lab.accountIds[ACCOUNT] }, { beneficiaries: [share, share] }]) {
      const { commitImport } = await app.ask<{ commitImport: { userErrors: { code: string; message: string; cure: string }[] } }>(
        desk.lab.operator,
        'mutation ($input: CommitImportInput!) { commitImport(input: $input) { userErrors { code message cure } } }',
        { input: { uploadId: upload, idempotencyKey: desk.lab.key(), ...choices } },
      );
      const refused = (await preview(upload, choices)).findings.filter(({ row }) => row === null);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused).toEqual(
        commitImport.userErrors.map(({ code, message, cure }) => ({ row: null, code, severity: 'ERROR', message: message + cure })),
      );
    }
  });

  /** From and to so many hours from now, as an export writes it. */
  function around(fromHours: number, toHours: number): Pick<ExportedLive, 'startAt' | 'endAt'> {
    const written = (hours: number) =>
      new Date(app.clock.now().getTime() + (hours + 8) * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ');
    return { startAt: written(fromHours), endAt: written(toHours) };
  }

  function uploadLives(lives: readonly ExportedLive[], account = ACCOUNT): Promise<string> {
    return desk.upload(livesFile(account, lives), 'lives.csv');
  }

  async function preview(uploadId: string, choices: object): Promise<Preview> {
    const { importPreview } = await app.ask<{ importPreview: Preview }>(
      desk.lab.operator,
      `query ($id: ID!, $choices: ImportChoicesInput) { importPreview(uploadId: $id, choices: $choices) {
        counts { booked unmatched } bookedSaleFen lives { placing } findings { row code severity message } } }`,
      { id: uploadId, choices },
    );
    return importPreview;
  }
});
