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
