import { SalesLab } from '../sales/sales-lab.js';
import { type OrderFile, orderFile } from './order-file.js';
import { type Program, until } from './program.js';
import type { Site } from './site.js';

/** Order lines of the file: eight chunks, so that there is a middle to be killed in. */
const LINES = 8_000;
const LIVE_ID = '7300000000000000001';
const START_AT = '2026-09-15T19:00:00+08:00';
const END_AT = '2026-09-15T21:30:00+08:00';
/** The days on which the generated lines were sold and refunded. */
export const SEPTEMBER = { from: '2026-09-01', to: '2026-09-30' };
/** A kill counts as "in the middle" between these shares of the rows. */
const MIDDLE = { from: 0.1, to: 0.9 };
/** A killed run's claim ends after 15 s and is looked for every 2.5 s; the rest is for a busy machine. */
const RESUMED_WITHIN_MS = 90_000;

interface Payload {
  userErrors: { code: string; message: string }[];
}

/** One import that is killed in the middle, and what must be true of its sums afterwards. */
export class KilledImport {
  private uploadId = '';
  private lastDone = 0;
  readonly kills: { script: string; done: number }[] = [];

  private constructor(
    readonly site: Site,
    readonly lab: SalesLab,
    readonly file: OrderFile,
  ) {}

  /** Starts the processes, sets up the park and uploads the file for a session that was recorded afterwards. */
  static async prepare(site: Site): Promise<KilledImport> {
    const park = await site.givenSalesPark();
    await site.start();
    const killed = new KilledImport(site, await SalesLab.equip(site, park), orderFile(LIVE_ID, START_AT, LINES));
    const sessionId = await killed.recordPastSession(START_AT, END_AT);
    await killed.mutate('attachLive', 'AttachLiveInput', { sessionId, platform: 'DOUYIN', liveExportId: LIVE_ID }, 'sessionId');
    const response = await killed.lab.post(killed.file.content, 'orders.csv');
    if (response.status !== 201) throw new Error(`${response.status} ${JSON.stringify(response.body)}`);
    killed.uploadId = (response.body as { uploadId: string }).uploadId;
    return killed;
  }

  /** Records a held session of the account 滴道优品 and returns its id. */
  async recordPastSession(actualStartAt: string, actualEndAt: string): Promise<string> {
    const { parkId, accountIds, streamerIds } = this.lab;
    const input = {
      ...{ parkId, title: '山货专场', type: 'COMMERCE', accountId: accountIds['滴道优品'], actualStartAt, actualEndAt },
      ...{ streamerIds: [streamerIds['小滴姐']], isFarmAid: false, beneficiaries: [], productIds: [], reason: '补录' },
      idempotencyKey: this.lab.key(),
    };
    const payload = await this.mutate<{ session: { id: string } }>('recordPastSession', 'RecordPastSessionInput', input, 'session { id }');
    return payload.session.id;
  }

  /** Runs a verb of the operator that must not be refused. */
  async mutate<Result>(verb: string, inputType: string, input: object, fields: string): Promise<Result> {
    const answer = await this.site.ask<Record<string, Result & Payload>>(
      this.lab.operator,
      `mutation ($input: ${inputType}!) { ${verb}(input: $input) { ${fields} userErrors { code message } } }`,
      { input },
    );
    const payload = answer[verb]!;
    if (payload.userErrors.length > 0) throw new Error(`${verb}: ${JSON.stringify(payload.userErrors)}`);
    return payload;
  }

  begin(): Promise<void> {
    return this.lab.beginCommit(this.uploadId);
  }

  /** Waits until the import has booked more rows than at the last kill and is in its middle, and kills the program there. */
  async killInTheMiddle(program: Program): Promise<void> {
    await until(`${program.script} is in the middle, beyond ${this.lastDone}`, RESUMED_WITHIN_MS, async () => {
      const done = await this.doneRows();
      return done > this.lastDone && done >= LINES * MIDDLE.from;
    });
    await program.kill();
    this.lastDone = await this.doneRows();
    this.kills.push({ script: program.script, done: this.lastDone });
    if (this.lastDone > LINES * MIDDLE.to) throw new Error(`killed too late: ${JSON.stringify(this.kills)}`);
    program.start();
  }

  /** The import as the API shows it once it is committed. */
  async finished() {
    await this.site.api.untilReady();
    await until('the import is committed', RESUMED_WITHIN_MS, async () => (await this.lab.batch(this.uploadId)).status === 'COMMITTED');
    await this.site.drainJobs();
    return this.lab.batch(this.uploadId);
  }

  /** Entries of the file in the ledger: how many of each kind, their sum, and how many lines have a kind twice or never. */
  async entries() {
    const counted = await this.site.rows<{ kind: string; total: number; sumFen: number | string }>(
      'SELECT kind, COUNT(*) AS total, SUM(amountFen) AS sumFen FROM sales_entry WHERE parkId = ? AND batchId = ? GROUP BY kind ORDER BY kind DESC',
      [this.lab.parkId, this.uploadId],
    );
    const twice = await this.site.rows(
      'SELECT lineId, kind FROM sales_entry WHERE parkId = ? AND batchId = ? GROUP BY lineId, kind HAVING COUNT(*) > 1',
      [this.lab.parkId, this.uploadId],
    );
    const never = await this.site.rows(
      `SELECT l.id FROM sales_line l LEFT JOIN sales_entry e ON e.parkId = l.parkId AND e.lineId = l.id AND e.kind = 'SALE'
        WHERE l.parkId = ? AND l.batchId = ? AND e.id IS NULL`,
      [this.lab.parkId, this.uploadId],
    );
    const lines = await this.site.rows('SELECT id FROM sales_line WHERE parkId = ? AND batchId = ?', [this.lab.parkId, this.uploadId]);
    return {
      kinds: counted.map((row) => ({ kind: row.kind, total: Number(row.total), sumFen: Number(row.sumFen) })),
      lines: lines.length,
      twice: twice.length,
      never: never.length,
    };
  }

  /** What `entries` must give. */
  get expectedEntries() {
    const { lines, refundedLines, saleFen, refundFen } = this.file;
    const kinds = [
      { kind: 'SALE', total: lines, sumFen: saleFen },
      { kind: 'REFUND', total: refundedLines, sumFen: -refundFen },
    ];
    return { kinds, lines, twice: 0, never: 0 };
  }

  /** Sales and refunds of each day by the ledger, and by the park's rollups; both in fen, without the days on which nothing is left. */
  async days(): Promise<{ ledger: object[]; rollups: object[] }> {
    const asDays = (rows: { day: string; saleFen: number | string; refundFen: number | string }[]) =>
      rows
        .map((row) => ({ day: row.day, saleFen: Number(row.saleFen), refundFen: Number(row.refundFen) }))
        .filter((row) => row.saleFen !== 0 || row.refundFen !== 0);
    const ledger = await this.site.rows<{ day: string; saleFen: string; refundFen: string }>(
      `SELECT occurredOn AS day, SUM(CASE WHEN ofKind = 'SALE' THEN amountFen ELSE 0 END) AS saleFen,
         SUM(CASE WHEN ofKind = 'REFUND' THEN -amountFen ELSE 0 END) AS refundFen
         FROM sales_entry WHERE parkId = ? GROUP BY occurredOn ORDER BY occurredOn`,
      [this.lab.parkId],
    );
    const rollups = await this.site.rows<{ day: string; saleFen: string; refundFen: string }>(
      `SELECT span AS day, gmvPaidFen AS saleFen, refundFen FROM sales_rollup
        WHERE parkId = ? AND spanKind = 'DAY' AND dimension = 'PARK' ORDER BY span`,
      [this.lab.parkId],
    );
    return { ledger: asDays(ledger), rollups: asDays(rollups) };
  }

  private async doneRows(): Promise<number> {
    const [row] = await this.site.rows<{ done: number }>(
      `SELECT COUNT(*) AS done FROM import_row WHERE parkId = ? AND batchId = ? AND state = 'VALID' AND outcome <> ''`,
      [this.lab.parkId, this.uploadId],
    );
    return Number(row!.done);
  }
}
