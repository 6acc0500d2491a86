import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows under a batch. Whoever took it back may have given the very words as the reason; then nobody can tell whose they are, and they stay. */
const OF_BATCH = 'batchId IN (SELECT b.id FROM import_batch b WHERE b.reason IS NULL OR b.reason <> ?)';

/** Reasons of imports that stood as Chinese sentences become codes, which are said in the reader's language. What people wrote stays as it is. */
export class ImportReasons1700000010870 implements MigrationInterface {
  name = 'ImportReasons1700000010870';

  async up(runner: QueryRunner): Promise<void> {
    const recorded = [marked('RECORDED_FROM_EXPORT'), '平台导出数据补录'];
    await runner.query(`UPDATE broadcast_session SET reason = ? WHERE reason = ? AND recordedSource = 'IMPORT'`, recorded);
    await runner.query(
      `UPDATE session_history SET reason = ? WHERE reason = ? AND verb = 'recordPastSession'
       AND sessionId IN (SELECT s.id FROM broadcast_session s WHERE s.recordedSource = 'IMPORT')`,
      recorded,
    );
    for (const [code, text] of [
      ['KEPT_LINES_COUNT', '以往导入的明细,随本批次入账'],
      ['SWITCHED_AT_IMPORT', '导入时确认切换统计粒度'],
    ] as const) {
      const of = [marked(code), text, text];
      await runner.query(`UPDATE sales_entry SET reason = ? WHERE reason = ? AND source = 'IMPORT' AND ${OF_BATCH}`, of);
      await runner.query(`UPDATE grain_switch SET reason = ? WHERE reason = ? AND ${OF_BATCH}`, of);
    }
  }

  /** The words of a reason are lost with its code's meaning; older programs show the code. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}

/** Behind a character that no text of a person holds. */
function marked(code: string): string {
  return `\u200b${JSON.stringify({ code })}`;
}
