import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { DomainError, STALE_VERSION } from '../errors/refusals.js';
import { RetryWork } from './database-errors.js';
import type { Tx } from './transactions.js';

/** A row that carries its optimistic version. */
export interface VersionedRow extends ObjectLiteral {
  id: string;
  version: number;
}

/** Refuses with STALE_VERSION when the row has moved on since the caller read it. */
export function requireVersion(row: VersionedRow, expectedVersion: number): void {
  if (row.version !== expectedVersion) throw new DomainError([STALE_VERSION({ currentVersion: row.version }, 'input', 'expectedVersion')]);
}

/**
 * Writes the changes `WHERE id = ? AND version = ?` and raises the version by one. When another transaction was faster the whole work
 * runs again (`RetryWork`) and then meets the new version.
 */
export async function updateVersioned<Row extends VersionedRow>(
  tx: Tx,
  entity: EntityTarget<Row>,
  row: Row,
  changes: Partial<Omit<Row, 'id' | 'version'>>,
): Promise<void> {
  const result = await tx.manager
    .createQueryBuilder()
    .update(entity)
    .set({ ...changes, version: row.version + 1 } as never)
    .where('id = :id AND version = :version', { id: row.id, version: row.version })
    .execute();
  if (result.affected === 0) throw new RetryWork(`${row.id} was changed at the same time`);
}
