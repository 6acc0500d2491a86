import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { idCardNumber } from '../support/people.js';
import { givenPark } from '../support/parks.js';
import type { TestApp } from '../support/test-app.js';

/** Totals of the sample exports, computed from their rows. */
export const EXPECTED = JSON.parse(readFileSync(join('test', 'fixtures', 'exports', 'expected.json'), 'utf8')).files as {
  'douyin-lives-2026-10.xlsx': {
    rows: number;
    gmvFen: number;
    refundFen: number;
    orders: number;
    units: number;
    peakOnlineMax: number;
    sessions: { id: string; start: string; account: string; gmvFen: number; refundFen: number }[];
  };
  'orders-one-session.xlsx': {
    liveId: string;
    validRows: number;
    saleFen: number;
    refundFen: number;
    units: number;
    badRows: { row: number; code: string }[];
  };
  'channels-lives.csv': { rows: number; gmvFen: number; refundFen: number };
};

/** Name of a sample export. */
export type SampleFile = keyof typeof EXPECTED | 'orders-one-session-gbk.csv';

/** The whole of October 2026, in which the sample lives were held. */
export const OCTOBER = { from: '2026-10-01', to: '2026-10-31' };

/** The application as the lab sees it: in this process or in another one. `drainJobs` waits until no job is due. */
export type SalesApp = Pick<TestApp, 'ask' | 'drainJobs' | 'server'> & { dataSource: Pick<TestApp['dataSource'], 'query'> };

/** A park and the access tokens of its people. */
export interface SalesPark {
  parkId: string;
  operator: string;
  secretary: string;
}

let keys = 0;

/** A park with its accounts, hosts and people who work on its sales. */
export class SalesLab {
  private constructor(
    readonly app: SalesApp,
    readonly parkId: string,
    readonly operator: string,
    readonly secretary: string,
    readonly accountIds: Record<string, string>,
    readonly streamerIds: Record<string, string>,
  ) {}

  static async open(app: TestApp, name?: string): Promise<SalesLab> {
    const { parkId } = await givenPark(app, name);
    const as = (role: string) => app.signInAs([{ role, scopeKind: 'PARK', scopeId: parkId }], role);
    const [operator, secretary] = [await as('OPERATOR'), await as('PARK_SECRETARY')];
    return SalesLab.equip(app, { parkId, operator, secretary });
  }

  /** Gives a park its accounts and hosts, through the API. */
  static async equip(app: SalesApp, { parkId, operator, secretary }: SalesPark): Promise<SalesLab> {
    const lab = new SalesLab(app, parkId, operator, secretary, {}, {});
    for (const [platform, account] of [
      ['DOUYIN', '金铁村助农'],
      ['DOUYIN', '滴道优品'],
      ['CHANNELS', '滴道视频号'],
    ] as const) {
      const { registerPlatformAccount: payload } = await app.ask<{ registerPlatformAccount: { account: { id: string } } }>(
        operator,
        `mutation ($input: RegisterPlatformAccountInput!) { registerPlatformAccount(input: $input) { account: platformAccount { id } userErrors { code } } }`,
        { input: { parkId, platform, name: account, kind: 'COMMERCE', idempotencyKey: lab.key() } },
      );
      lab.accountIds[account] = payload.account.id;
    }
    for (const [index, stageName] of ['村播老王', '金铁村小李', '小滴姐'].entries()) {
      const { inviteStreamer: payload } = await app.ask<{ inviteStreamer: { streamer: { id: string } } }>(
        secretary,
        `mutation ($input: InviteStreamerInput!) { inviteStreamer(input: $input) { streamer { id } userErrors { code message } } }`,
        {
          input: {
            parkId,
            fullName: `王${index}`,
            idCardNumber: idCardNumber(100 + index + keys),
            stageName,
            kind: 'VILLAGE',
            idempotencyKey: lab.key(),
          },
        },
      );
      lab.streamerIds[stageName] = payload.streamer.id;
    }
    return lab;
  }

  key(): string {
    return `sales-test-${String(++keys).padStart(6, '0')}`;
  }

  /** Uploads a sample file and returns the upload's id. */
  async upload(file: SampleFile, token = this.operator): Promise<string> {
    const response = await this.post(readFileSync(join('test', 'fixtures', 'exports', file)), file, token);
    if (response.status !== 201) throw new Error(`${response.status} ${JSON.stringify(response.body)}`);
    return (response.body as { uploadId: string }).uploadId;
  }

  /** Sends any bytes as a file. */
  post(content: Buffer, fileName: string, token = this.operator, parkId = this.parkId): request.Test {
    return request(this.app.server)
      .post('/uploads')
      .set('authorization', `Bearer ${token}`)
      .field('parkId', parkId)
      .attach('file', content, fileName);
  }

  /** Commits an upload with the given choices and waits for the job. Returns the batch. */
  async commit(uploadId: string, choices: object = {}): Promise<ImportResult> {
    await this.beginCommit(uploadId, choices);
    await this.app.drainJobs();
    return this.batch(uploadId);
  }

  /** Commits an upload and leaves the rest to the job. */
  async beginCommit(uploadId: string, choices: object = {}): Promise<void> {
    const { commitImport } = await this.app.ask<{ commitImport: { userErrors: { code: string }[] } }>(
      this.operator,
      `mutation ($input: CommitImportInput!) { commitImport(input: $input) { importBatch { id status } userErrors { code message } } }`,
      { input: { uploadId, idempotencyKey: this.key(), ...choices } },
    );
    if (commitImport.userErrors.length > 0) throw new Error(JSON.stringify(commitImport.userErrors));
  }

  async batch(id: string): Promise<ImportResult> {
    const fields = `id status version rowCount droppedHeaders fileFindings { code severity message } progress { done total jobStatus lastError }
      counts { booked duplicates observed correctionsProposed corrected unmatched refused skipped pending } problems { row column code severity message }`;
    const { importBatch } = await this.app.ask<{ importBatch: ImportResult }>(
      this.operator,
      `query ($id: ID!) { importBatch(id: $id) { ${fields} } }`,
      { id },
    );
    return importBatch;
  }

  async dashboard(period = OCTOBER, token = this.secretary): Promise<DashboardResult> {
    const figures = `gmvPaidFen refundFen netFen unitsSold orders { sessionGrain orderGrain skuGrain } sessionsHeld sessionsReported durationSeconds peakOnline views`;
    const { salesDashboard } = await this.app.ask<{ salesDashboard: DashboardResult }>(
      token,
      `query ($parkId: ID!, $from: LocalDate!, $to: LocalDate!) { salesDashboard(parkId: $parkId, from: $from, to: $to, top: 50) {
        totals { ${figures} } previous { from to totals { gmvPaidFen } } days { day ${figures} } streamers { memberId name ${figures} }
        products { memberId name ${figures} } beneficiaries { beneficiaryId name netFen sessionsHeld } watermarkAt isCatchingUp } }`,
      { parkId: this.parkId, ...period },
    );
    return salesDashboard;
  }

  /** Number of ledger rows and their sum, straight from the table. */
  async ledger(): Promise<{ rows: number; sumFen: number }> {
    const [row] = await this.app.dataSource.query<{ total: number; sumFen: number | string | null }[]>(
      'SELECT COUNT(*) AS total, SUM(amountFen) AS sumFen FROM sales_entry WHERE parkId = ?',
      [this.parkId],
    );
    return { rows: Number(row!.total), sumFen: Number(row!.sumFen ?? 0) };
  }
}

/** A batch as the tests read it. */
export interface ImportResult {
  id: string;
  status: string;
  version: number;
  rowCount: number;
  droppedHeaders: string[];
  fileFindings: { code: string; severity: string; message: string }[];
  progress: { done: number; total: number; jobStatus: string; lastError: string | null } | null;
  counts: Record<string, number>;
  problems: { row: number; column: string | null; code: string; severity: string; message: string }[];
}

interface Figures {
  gmvPaidFen: string;
  refundFen: string;
  netFen: string;
  unitsSold: number;
  orders: { sessionGrain: number; orderGrain: number; skuGrain: number };
  sessionsHeld: number;
  sessionsReported: number;
  durationSeconds: number;
  peakOnline: number | null;
  views: string | null;
}

/** A dashboard as the tests read it. */
export interface DashboardResult {
  totals: Figures;
  previous: { from: string; to: string; totals: { gmvPaidFen: string } };
  days: (Figures & { day: string })[];
  streamers: (Figures & { memberId: string | null; name: string | null })[];
  products: (Figures & { memberId: string | null; name: string | null })[];
  beneficiaries: { beneficiaryId: string; name: string; netFen: string; sessionsHeld: number }[];
  watermarkAt: string | null;
  isCatchingUp: boolean;
}
