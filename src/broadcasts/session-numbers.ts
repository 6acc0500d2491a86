import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import { SessionNumberSeries } from './session-records.entity.js';

const NUMBER_DIGITS = 3;

/** The next 场次号 of a park's day, such as 20261127-003. A number whose transaction rolls back is given again. */
export async function nextSessionNumber(tx: Tx, parkId: string, day: LocalDate): Promise<string> {
  const dayCode = day.replaceAll('-', '');
  const key = [parkId, dayCode];
  const raised = await tx.execute('UPDATE session_number_series SET lastNumber = lastNumber + 1 WHERE parkId = ? AND dayCode = ?', key);
  if (raised === 0) {
    await tx.insert(SessionNumberSeries, [{ parkId, dayCode, lastNumber: 1 }]).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new RetryWork('the first number of the day was given at the same time') : error;
    });
  }
  const [series] = await tx.rows<{ lastNumber: number }>(
    'SELECT lastNumber FROM session_number_series WHERE parkId = ? AND dayCode = ?',
    key,
  );
  return `${dayCode}-${String(series!.lastNumber).padStart(NUMBER_DIGITS, '0')}`;
}
