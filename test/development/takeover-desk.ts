import request from 'supertest';
import { newId } from '../../src/platform/database/ids.js';
import { DevelopmentLab, type ShownError, somebody } from './development-lab.js';
import { csvSheet, type SheetRow, wholeRow } from './takeover-sheet.js';

/** A takeover as the tests look at it. */
export interface ShownTakeover {
  id: string;
  status: string;
  isStuck: boolean;
  version: number;
  droppedHeaders: string[];
  counts: Record<'total' | 'valid' | 'pending' | 'takenOver' | 'duplicates' | 'refused', number>;
  overriddenRuleIds: string[];
  committedByName: string | null;
  confirmedByName: string | null;
}
/** A row as the tests look at it. */
export interface ShownRow {
  rowNumber: number;
  state: string;
  outcome: string;
  fullName: string | null;
  idCardMasked: string;
  facts: { kind: string; occurredOn: string }[];
  findings: { column: string | null; code: string; severity: string; ruleId: string | null; message: string; cure: string | null }[];
  caseId: string | null;
}
/** What a verb on a takeover answered. */
export interface TakeoverAnswer {
  takeover: ShownTakeover | null;
  userErrors: ShownError[];
}

const TAKEOVER = `id status isStuck version droppedHeaders overriddenRuleIds committedByName confirmedByName
  counts { total valid pending takenOver duplicates refused }`;
const ERRORS = 'userErrors { __typename code message cure rule }';

/** Uploads, commits and confirms sheets in a laboratory whose first branch was cut over on 2026-02-01. */
export class TakeoverDesk {
  private constructor(
    readonly lab: DevelopmentLab,
    /** Names of two full members of the first branch. */
    readonly members: string,
  ) {}

  static async start(): Promise<TakeoverDesk> {
    const lab = await DevelopmentLab.start();
    const names = await lab.app.dataSource.query<{ fullName: string }[]>(
      'SELECT fullName FROM person WHERE id IN (?, ?) ORDER BY fullName',
      lab.members.slice(0, 2),
    );
    const input = { organizationId: lab.branchId, cutOverOn: '2026-02-01', documentNumber: '接1号', idempotencyKey: `cut-${newId()}` };
    const query = 'mutation ($input: RecordCutOverInput!) { recordCutOver(input: $input) { cutOver { id version } } }';
    const recorded = await lab.app.ask<{ recordCutOver: { cutOver: { id: string; version: number } } }>(lab.tokens.recorder, query, {
      input,
    });
    const { id, version } = recorded.recordCutOver.cutOver;
    await lab.run(lab.tokens.confirmer, 'confirmCutOver', 'CutOverTargetInput', { cutOverId: id, expectedVersion: version });
    return new TakeoverDesk(lab, names.map(({ fullName }) => fullName).join('、'));
  }

  close(): Promise<void> {
    return this.lab.close();
  }

  /** A probationary member of 2025, every step on a day that the rules allow. */
  row(changes: SheetRow = {}): SheetRow {
    const cast = { branch: '第一党支部', upper: '园区综合党委', filedWith: '滴道区委', members: this.members };
    return { ...wholeRow(somebody('1996-05-17'), cast), ...changes };
  }

  /** The same up to the day on which the person became an activist. */
  activist(changes: SheetRow = {}): SheetRow {
    const whole = this.row();
    const person = ['fullName', 'idCardNumber', 'branch', 'consentOn', 'consentReference', 'upper'];
    const steps = ['applicationOn', 'applicationTo', 'talkOn', 'talkers', 'activistOn', 'recommendedBy', 'isLeagueMember'];
    const kept = [...person, ...steps, 'activistDecidedBy', 'activistNumber'];
    return { ...Object.fromEntries(kept.map((key) => [key, whole[key]!])), ...changes };
  }

  async send(file: Buffer, name = '个案.csv', organizationId = this.lab.branchId, token = this.lab.tokens.recorder) {
    return request(this.lab.app.server)
      .post('/uploads/cases')
      .set('authorization', `Bearer ${token}`)
      .field('organizationId', organizationId)
      .attach('file', file, name);
  }

  async upload(rows: readonly SheetRow[], extraHeaders: string[] = []): Promise<ShownTakeover> {
    const response = await this.send(csvSheet(rows, extraHeaders));
    if (response.status !== 201) throw new Error(JSON.stringify(response.body));
    await this.lab.app.drainJobs();
    return this.shown((response.body as { takeoverId: string }).takeoverId);
  }

  async shown(id: string, token = this.lab.tokens.reader): Promise<ShownTakeover> {
    const query = `query ($id: ID!) { developmentTakeover(id: $id) { ${TAKEOVER} } }`;
    return (await this.lab.app.ask<{ developmentTakeover: ShownTakeover }>(token, query, { id })).developmentTakeover;
  }

  async rowsOf(id: string): Promise<ShownRow[]> {
    const query = `query ($id: ID!) { developmentTakeoverRows(takeoverId: $id, first: 100) { nodes { rowNumber state outcome fullName idCardMasked
      facts { kind occurredOn } findings { column code severity ruleId message cure } caseId } } }`;
    const answer = await this.lab.app.ask<{ developmentTakeoverRows: { nodes: ShownRow[] } }>(this.lab.tokens.reader, query, { id });
    return answer.developmentTakeoverRows.nodes;
  }

  /** Runs a verb and then every job. */
  async verb(name: string, takeover: { id: string; version: number }, token: string, more: object = {}): Promise<TakeoverAnswer> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { takeover { ${TAKEOVER} } ${ERRORS} } }`;
    const input = { takeoverId: takeover.id, expectedVersion: takeover.version, ...more };
    const answer = (await this.lab.app.ask<Record<string, TakeoverAnswer>>(token, query, { input }))[name]!;
    await this.lab.app.drainJobs();
    return answer;
  }

  commit(takeover: ShownTakeover): Promise<TakeoverAnswer> {
    return this.verb('commitDevelopmentTakeover', takeover, this.lab.tokens.recorder);
  }

  async committed(rows: readonly SheetRow[]): Promise<ShownTakeover> {
    const takeover = await this.upload(rows);
    const { userErrors } = await this.commit(takeover);
    if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
    return this.shown(takeover.id);
  }

  confirm(takeover: { id: string; version: number }, acceptedRuleIds: string[] = [], token = this.lab.tokens.confirmer) {
    return this.verb('confirmDevelopmentTakeover', takeover, token, { acceptedRuleIds });
  }

  /** The one figure of a statement. */
  async count(sql: string, parameters: unknown[] = []): Promise<number> {
    return Number((await this.lab.app.dataSource.query<{ total: number | string }[]>(sql, parameters))[0]!.total);
  }

  cases(): Promise<number> {
    return this.count('SELECT COUNT(*) AS total FROM development_case');
  }
}
