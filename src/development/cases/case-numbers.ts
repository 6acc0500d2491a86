import { isDuplicateKey, RetryWork } from '../../platform/database/database-errors.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { DevelopmentCaseSeries } from './development-case.entity.js';

const NUMBER_DIGITS = 4;

/** The next case number of the year, such as 2026-0001. A number whose transaction rolls back is given again. */
export async function nextCaseNumber(tx: Tx, today: LocalDate): Promise<string> {
  const year = Number(today.slice(0, 4));
  const key = [INSTALLATION_SCOPE, year];
  const raised = await tx.execute('UPDATE development_case_series SET lastNumber = lastNumber + 1 WHERE scopeId = ? AND year = ?', key);
  if (raised === 0) {
    await tx.insert(DevelopmentCaseSeries, [{ scopeId: INSTALLATION_SCOPE, year, lastNumber: 1 }]).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new RetryWork('the first number of the year was given at the same time') : error;
    });
  }
  const sql = 'SELECT lastNumber FROM development_case_series WHERE scopeId = ? AND year = ?';
  const [series] = await tx.rows<{ lastNumber: number }>(sql, key);
  return `${year}-${String(series!.lastNumber).padStart(NUMBER_DIGITS, '0')}`;
}
