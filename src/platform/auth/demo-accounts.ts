import { INSTALLATION_SCOPE } from '../database/ids.js';
import type { Tx } from '../database/transactions.js';

/** Marks an account as part of the demo and lets it sign in with the demo's own password. */
export async function markAsDemo(tx: Tx, accountId: string): Promise<void> {
  await tx.execute('UPDATE account SET isDemo = ?, mustChangePassword = ? WHERE id = ? AND scopeId = ?', [
    true,
    false,
    accountId,
    INSTALLATION_SCOPE,
  ]);
}

/** Accounts of the demo, by sign-in name. */
export async function demoAccounts(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; loginName: string }>('SELECT id, loginName FROM account WHERE scopeId = ? AND isDemo = ?', [
    INSTALLATION_SCOPE,
    true,
  ]);
  return new Map(rows.map((row) => [row.loginName, row.id]));
}

/** Whether there is an account that is not the demo's. */
export async function hasAccountsBesideDemo(tx: Tx): Promise<boolean> {
  const rows = await tx.rows('SELECT id FROM account WHERE scopeId = ? AND isDemo = ? LIMIT 1', [INSTALLATION_SCOPE, false]);
  return rows.length > 0;
}
