import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { PersonalDataCipher } from '../../platform/personal-data/cipher.js';
import { birthDateOf } from '../../platform/personal-data/id-card.js';
import type { JobRun } from '../../platform/queue/job-run.js';
import { identityAddress, isError, ROW_FINDINGS_MAX } from './takeover-drafts.js';
import { type RowInQuestion, ROWS_PER_JUDGING_MAX, TakeoverJudging } from './takeover-judging.js';
import { nextRows, type RowReader, type WorkRow } from './takeover-rows.js';
import type { RowIdentity } from './takeover-sheet.js';

/**
 * Second half of the dry run: asks the rules about the rows of a sheet as a job, a few at a time. Killed anywhere, the next run goes on with
 * the first row that nobody has judged.
 */
@Injectable()
export class TakeoverChecking {
  private readonly reader: RowReader;

  constructor(
    dataSource: DataSource,
    private readonly judging: TakeoverJudging,
    private readonly cipher: PersonalDataCipher,
  ) {
    this.reader = { rows: (sql, parameters = []) => dataSource.query(sql, [...parameters]) };
  }

  /** Judges the batch that is the job's key; then it may be committed. */
  async run(run: JobRun): Promise<void> {
    const [batch] = await this.reader.rows<{ rowsCount: number }>('SELECT rowsCount FROM takeover_batch WHERE scopeId = ? AND id = ?', [
      INSTALLATION_SCOPE,
      run.key,
    ]);
    for (let done = 0; ;) {
      const rows = await nextRows(this.reader, run.key, 'UNJUDGED', ROWS_PER_JUDGING_MAX);
      if (rows.length === 0) break;
      await run.transaction((tx) => this.judge(tx, rows));
      done += rows.length;
      await run.progress(done, batch?.rowsCount ?? null);
    }
    await run.complete((tx) =>
      tx.execute(`UPDATE takeover_batch SET status = 'STAGED', version = version + 1 WHERE scopeId = ? AND id = ? AND status = 'READING'`, [
        INSTALLATION_SCOPE,
        run.key,
      ]),
    );
  }

  private async judge(tx: Tx, rows: readonly WorkRow[]): Promise<void> {
    const asked: RowInQuestion[] = [];
    for (const row of rows) asked.push(await this.inQuestion(tx, row));
    const judged = await this.judging.judge(tx, asked, localDateOf(tx.at));
    for (const row of rows) {
      const { facts, findings } = judged.get(row.id)!;
      const all = [...row.findings, ...findings].slice(0, ROW_FINDINGS_MAX);
      const isRefused = all.some(isError);
      const content = isRefused ? null : JSON.stringify({ ...row.content, facts });
      await tx.execute(
        `UPDATE takeover_row SET outcome = 'OPEN', state = ?, content = ?, findings = ?, version = version + 1
         WHERE id = ? AND version = ? AND outcome = 'UNJUDGED'`,
        [isRefused ? 'REFUSED' : 'VALID', content, JSON.stringify(all), row.id, row.version],
      );
    }
  }

  private async inQuestion(tx: Tx, row: WorkRow): Promise<RowInQuestion> {
    const { idCardNumber } = JSON.parse(this.cipher.decrypt(identityAddress(row.id), row.identityEncrypted!)) as RowIdentity;
    const [person] = await tx.rows<{ id: string }>('SELECT id FROM person WHERE scopeId = ? AND idCardIndex = ?', [
      INSTALLATION_SCOPE,
      this.cipher.blindIndex('idCard', idCardNumber),
    ]);
    const { id, organizationId, content } = row;
    return { id, personId: person?.id ?? null, bornOn: birthDateOf(idCardNumber), organizationId, content };
  }
}
