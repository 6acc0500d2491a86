import type { TestApp } from '../support/test-app.js';
import { type ExportedLine, linesFile, livesFile } from './exports.js';
import { type ImportResult, SalesLab } from './sales-lab.js';

/** The account of every live of the desk. */
export const ACCOUNT = '金铁村助农';
/** When the desk's live was on air. */
export const EVENING = { startAt: '2026-10-05 20:00:00', endAt: '2026-10-05 22:00:00' };

let lives = 7_000_000_000_000_000_000n;
let orders = 0;

/** A park with one live, of which totals and lines are imported and taken back. */
export class LiveDesk {
  private constructor(
    readonly app: TestApp,
    readonly lab: SalesLab,
    readonly live: string,
  ) {}

  static async open(app: TestApp): Promise<LiveDesk> {
    const live = String(++lives);
    return new LiveDesk(app, await SalesLab.open(app, `园区${live}`), live);
  }

  anOrder(saleFen: number): ExportedLine {
    return { live: this.live, order: `49${String(++orders).padStart(16, '0')}`, saleFen, on: '2026-10-05' };
  }

  async upload(content: Buffer, fileName: string): Promise<string> {
    const response = await this.lab.post(content, fileName);
    if (response.status !== 201) throw new Error(JSON.stringify(response.body));
    return (response.body as { uploadId: string }).uploadId;
  }

  async importTotals(saleFen: number, fileName = 'lives.csv'): Promise<ImportResult> {
    const file = livesFile(ACCOUNT, [{ id: this.live, ...EVENING, saleFen }]);
    const uploaded = await this.upload(file, `${fileName.replace(/\.csv$/, '')}.csv`);
    return this.lab.commit(uploaded, { recordMissingSessions: true });
  }

  async importLines(lines: readonly ExportedLine[], choices: object = {}): Promise<ImportResult> {
    return this.lab.commit(await this.upload(linesFile(lines), 'lines.csv'), choices);
  }

  /** Asks to take a batch back; returns the codes of the refusals. */
  async reverse(batch: ImportResult, reason = '导错文件'): Promise<string[]> {
    const { reverseImportBatch } = await this.app.ask<{ reverseImportBatch: { userErrors: { code: string }[] } }>(
      this.lab.secretary,
      `mutation ($input: ReverseImportBatchInput!) { reverseImportBatch(input: $input) { userErrors { code } } }`,
      { input: { batchId: batch.id, expectedVersion: batch.version, reason } },
    );
    await this.app.drainJobs();
    return reverseImportBatch.userErrors.map((error) => error.code);
  }

  /** Takes a batch back, which must succeed. */
  async takeBack(batch: ImportResult, reason?: string): Promise<void> {
    expect(await this.reverse(batch, reason)).toEqual([]);
    expect(await this.lab.batch(batch.id)).toMatchObject({ status: 'REVERSED', progress: { lastError: null } });
  }

  /** Session of the live. */
  async sessionId(): Promise<string> {
    const [row] = await this.app.dataSource.query<{ sessionId: string }[]>(
      'SELECT sessionId FROM session_live WHERE parkId = ? AND liveExportId = ?',
      [this.lab.parkId, this.live],
    );
    return row!.sessionId;
  }

  /** Makes another grain count by hand. */
  async switchGrain(toGrain: string, reason = '以明细为准'): Promise<void> {
    const { switchSessionGrain } = await this.app.ask<{ switchSessionGrain: { userErrors: unknown[] } }>(
      this.lab.secretary,
      `mutation ($input: SwitchSessionGrainInput!) { switchSessionGrain(input: $input) { userErrors { code message } } }`,
      { input: { sessionId: await this.sessionId(), toGrain, reason, idempotencyKey: this.lab.key() } },
    );
    expect(switchSessionGrain.userErrors).toEqual([]);
    await this.app.drainJobs();
  }
}
