import type { Tx } from '../../platform/database/transactions.js';

/** How many commitments a signatory has fulfilled in the park, each with its evidence. */
export async function fulfilledCountOf(tx: Tx, parkId: string, signatoryId: string): Promise<number> {
  const [row] = await tx.rows<{ total: number | string }>(
    `SELECT COUNT(*) AS total FROM fulfilment_commitment WHERE parkId = ? AND signatoryId = ? AND status = 'FULFILLED'`,
    [parkId, signatoryId],
  );
  return Number(row!.total);
}
