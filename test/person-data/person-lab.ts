import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { SalesLab } from '../sales/sales-lab.js';
import { idCardNumber } from '../support/people.js';
import { TestApp } from '../support/test-app.js';

/** What is planted, and must be found nowhere in the end. */
export const PLANTED = {
  fullName: '欧阳植念',
  idCard: idCardNumber(777, '1993-03-03'),
  phone: '13987654321',
  residence: '鸡西市植念路九号院',
  qualifications: '植念资质第七号',
  stageName: '金铁村小李',
} as const;

/** A copied record as the tests read it. */
export interface CopiedRecord {
  recordId: string;
  entry: { table: string; purpose: { zh: string }; basis: string; retention: { zh: string }; readerRoles: string[] };
  values: { name: string; value: string | null }[];
}

/** A request of erasure as the tests read it. */
export interface Erasure {
  id: string;
  status: string;
  version: number;
  retainedUntil: string | null;
  plan: { table: string; rows: number; fate: string; keptUntil: string | null; retention: { zh: string } }[];
}

/** The answer to a mutation about an erasure. */
export interface ErasureAnswer {
  erasure: Erasure | null;
  userErrors: { code: string; message: string; cure: string | null }[];
}

const RECORD = 'recordId entry { table purpose { zh } basis retention { zh } readerRoles } values { name value }';
const ERASURE =
  'erasure { id status version retainedUntil plan { table rows fate keptUntil retention { zh } } } userErrors { code message cure }';

/** A park whose host is planted, with sessions, sales, staged rows and an account of the host's own. */
export class PersonLab {
  private steps = 0;
  /** Everything that the processes logged. */
  readonly log: string[];

  private constructor(
    readonly app: TestApp,
    readonly sales: SalesLab,
    /** Folder of the embedded database's file; null on a server. */
    readonly folder: string | null,
    readonly redisPrefix: string,
    /** The planted host. */
    public host: { id: string; version: number },
    readonly personId: string,
    /** Token of the host's own account. */
    readonly own: string,
    log: string[],
  ) {
    this.log = log;
  }

  /** With `environment` the park stands in the database that it names. */
  static async start(environment: Record<string, string> = {}): Promise<PersonLab> {
    const folder = process.env.DATABASE_URL ? null : mkdtempSync(join(tmpdir(), 'parkcast-person-'));
    const redisPrefix = `{person-${randomUUID().slice(0, 8)}}`;
    const log: string[] = [];
    const settings = { ...(folder ? { DATA_DIR: folder } : {}), REDIS_PREFIX: redisPrefix, LOG_LEVEL: 'debug', ...environment };
    const app = await TestApp.start(settings, { write: (line: string) => void log.push(line) });
    app.clock.set(new Date('2026-11-02T10:00:00+08:00'));
    const sales = await SalesLab.open(app);
    const ask = async <Data>(name: string, type: string, input: object, result: string): Promise<Data> => {
      const answer = await app.ask<Record<string, Data>>(
        sales.secretary,
        `mutation ($input: ${type}!) { ${name}(input: $input) { ${result} userErrors { code message } } }`,
        { input },
      );
      return answer[name]!;
    };
    interface Answer {
      streamer: { id: string; version: number };
    }
    const streamer = 'streamer { id version }';
    const namesake = { streamerId: sales.streamerIds[PLANTED.stageName]!, expectedVersion: 1, stageName: '原来的小李', kind: 'VILLAGE' };
    await ask('changeStreamer', 'ChangeStreamerInput', namesake, streamer);
    const { fullName, idCard, phone, stageName, residence, qualifications } = PLANTED;
    const invitation = { parkId: sales.parkId, fullName, idCardNumber: idCard, phone, stageName, kind: 'VILLAGE', agency: '植念机构' };
    let { streamer: host } = await ask<Answer>(
      'inviteStreamer',
      'InviteStreamerInput',
      { ...invitation, idempotencyKey: sales.key() },
      streamer,
    );
    const target = () => ({ streamerId: host.id, expectedVersion: host.version });
    const papers = { method: 'ID_CARD_ON_SITE', post: '主播', residence, qualifications };
    host = (await ask<Answer>('verifyStreamer', 'VerifyStreamerInput', { ...target(), ...papers }, streamer)).streamer;
    host = (await ask<Answer>('giveStreamerConsent', 'GiveStreamerConsentInput', { ...target(), givenOn: '2026-11-01' }, streamer))
      .streamer;
    host = (await ask<Answer>('activateStreamer', 'StreamerTargetInput', target(), streamer)).streamer;
    const [person] = await app.dataSource.query<{ personId: string }[]>('SELECT personId FROM streamer WHERE id = ?', [host.id]);
    const own = await app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: host.id }], fullName);
    return new PersonLab(app, sales, folder, redisPrefix, host, person!.personId, own, log);
  }

  /** Sessions of the planted host with their sales, and a file that stays staged. */
  async broadcast(): Promise<void> {
    const uploadId = await this.sales.upload('douyin-lives-2026-10.xlsx');
    await this.sales.commit(uploadId, { recordMissingSessions: true });
    await this.sales.upload('douyin-lives-2026-10.xlsx');
  }

  async leave(): Promise<void> {
    const input = { streamerId: this.host.id, expectedVersion: this.host.version, reason: '合同到期' };
    const query = `mutation ($input: StreamerReasonInput!) { recordStreamerLeft(input: $input) { streamer { id version } userErrors { code } } }`;
    const { recordStreamerLeft } = await this.app.ask<{ recordStreamerLeft: { streamer: { id: string; version: number } } }>(
      this.sales.secretary,
      query,
      { input },
    );
    this.host = recordStreamerLeft.streamer;
  }

  officer(role: string): Promise<string> {
    return this.app.signInAs([{ role, scopeKind: 'PARK', scopeId: this.sales.parkId }], `${role} ${++this.steps}`);
  }

  request(token: string, personId = this.personId): Promise<ErasureAnswer> {
    const input = { personId, requestReference: `申请书 ${PLANTED.fullName} 1 号`, idempotencyKey: `person-lab-request-${++this.steps}` };
    return this.erasure(token, 'requestPersonErasure', 'RequestPersonErasureInput', input);
  }

  requestOwn(): Promise<ErasureAnswer> {
    return this.erasure(this.own, 'requestMyErasure', 'RequestMyErasureInput', { idempotencyKey: `person-lab-own-${++this.steps}` });
  }

  decide(token: string, erasure: Erasure, isApproved = true): Promise<ErasureAnswer> {
    const input = { erasureId: erasure.id, expectedVersion: erasure.version, isApproved, reason: `同意 ${PLANTED.fullName}` };
    return this.erasure(token, 'decidePersonErasure', 'DecidePersonErasureInput', input);
  }

  async erasures(token: string): Promise<Erasure[]> {
    const query = `{ personErasures(first: 10) { nodes { id status version retainedUntil plan { table rows fate keptUntil retention { zh } } } } }`;
    return (await this.app.ask<{ personErasures: { nodes: Erasure[] } }>(token, query)).personErasures.nodes;
  }

  /** A whole copy, read page by page. */
  async copy(token: string, pageSize: number, personId?: string): Promise<CopiedRecord[]> {
    const [name, type] = personId
      ? ['revealPersonalData', 'RevealPersonalDataInput']
      : ['revealMyPersonalData', 'RevealMyPersonalDataInput'];
    const records: CopiedRecord[] = [];
    let after: string | null = null;
    for (;;) {
      const input = { first: pageSize, after, ...(personId ? { personId, reason: '本人书面申请' } : {}) };
      type Answer = Record<string, { copy: { records: CopiedRecord[]; endCursor: string | null; hasNextPage: boolean } }>;
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { copy { records { ${RECORD} } endCursor hasNextPage } userErrors { code } } }`;
      const page: Answer[string] = (await this.app.ask<Answer>(token, query, { input }))[name]!;
      records.push(...page.copy.records);
      if (!page.copy.hasNextPage) return records;
      after = page.copy.endCursor;
    }
  }

  async close(): Promise<void> {
    await this.app.close();
    if (this.folder) rmSync(this.folder, { recursive: true });
  }

  private async erasure(token: string, name: string, type: string, input: object): Promise<ErasureAnswer> {
    return (
      await this.app.ask<Record<string, ErasureAnswer>>(token, `mutation ($input: ${type}!) { ${name}(input: $input) { ${ERASURE} } }`, {
        input,
      })
    )[name]!;
  }
}
