import { type EntityTarget, type FindOptionsWhere, In, type ObjectLiteral } from 'typeorm';
import type { Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import type { ParkScope } from './access.js';

/** A row that belongs to a park. */
export interface ParkRow extends ObjectLiteral {
  id: string;
  parkId: string;
}

/** The row with this id within the scope, which is a condition of the statement. Throws NOT_FOUND with the path of the input field. */
export async function parkRow<Row extends ParkRow>(
  tx: Tx,
  entity: EntityTarget<Row>,
  scope: ParkScope,
  id: string,
  ...path: (string | number)[]
): Promise<Row> {
  const where = { id, ...(scope.isEverywhere ? {} : { parkId: In([...scope.parkIds]) }) } as FindOptionsWhere<Row>;
  const row = await tx.manager.findOne(entity, { where });
  if (!row) throw notFound(...path);
  return row;
}
