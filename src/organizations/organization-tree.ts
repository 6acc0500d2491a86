import { Injectable } from '@nestjs/common';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { type Tx, inList } from '../platform/database/transactions.js';
import { DomainError } from '../platform/errors/refusals.js';
import { type LockKey, serializeAlone, serializeOnAll, serializeShared } from '../platform/queue/key-lock.js';
import { OrganizationClosure } from './organization.entity.js';
import { ORGANIZATION_CYCLE, ORGANIZATION_TREE_TOO_DEEP } from './organizations.errors.js';

/** Levels of the ADMIN forest at most; the deepest chain in the field has four (inventory 2). */
const TREE_DEPTH_MAX = 12;

const IDS_PER_STATEMENT_MAX = 1_000;

interface Relative {
  id: string;
  depth: number;
}

/**
 * Serializes all changes of the forest, and of the named organizations. It comes before the first read of the transaction: two moves
 * at once, each harmless alone, could otherwise close a cycle together (INV-04).
 */
export function serializeOnTree(tx: Tx, organizationIds: readonly string[] = []): Promise<void> {
  return serializeOnAll(tx, INSTALLATION_SCOPE, [{ kind: 'organization-tree', key: 'ADMIN' }, ...organizationIds.map(organizationLock)]);
}

/** The lock of `serializeOnOrganizations`, for a transaction that names other locks in the same call. */
export function organizationLock(organizationId: string): LockKey {
  return { kind: 'organization', key: organizationId };
}

/**
 * Serializes what may not happen to an organization at once, such as admitting a member and dissolving it. It comes before the first
 * read of the transaction.
 */
export function serializeOnOrganizations(tx: Tx, organizationIds: readonly string[]): Promise<void> {
  return serializeOnAll(tx, INSTALLATION_SCOPE, organizationIds.map(organizationLock));
}

/** The end of an organization, and what is decided about it as a party, hold this lock alone; what is offered to it shares it. */
const END_LOCK = 'organization-end';

/** No organization ends, and nothing is offered to it, until the transaction does. It comes before the first read of the transaction. */
export function serializeOnOrganizationEnds(tx: Tx, organizationIds: readonly string[]): Promise<void> {
  return serializeAlone(tx, INSTALLATION_SCOPE, END_LOCK, organizationIds);
}

/** Something is offered to the organizations: none ends until the transaction does. Where one ended since it began to read, it begins anew. */
export function shareOrganizations(tx: Tx, organizationIds: readonly string[]): Promise<void> {
  return serializeShared(tx, INSTALLATION_SCOPE, END_LOCK, organizationIds);
}

/** The closure of the ADMIN forest, kept in step with `adminParentId`. Its callers hold `serializeOnTree`. */
@Injectable()
export class OrganizationTree {
  /** Adds a new organization below its parent, or as a root. */
  async plant(tx: Tx, organizationId: string, parentId: string | null): Promise<void> {
    const above = parentId === null ? [] : await this.ancestors(tx, parentId);
    this.refuseTooDeep(above, [{ id: organizationId, depth: 0 }]);
    await this.connect(tx, above, [{ id: organizationId, depth: 0 }]);
    await tx.insert(OrganizationClosure, [
      { scopeId: INSTALLATION_SCOPE, ancestorId: organizationId, descendantId: organizationId, depth: 0 },
    ]);
  }

  /** Moves an organization with everything below it. Throws ORGANIZATION_CYCLE when the new parent is among them. */
  async move(tx: Tx, organizationId: string, parentId: string | null): Promise<void> {
    const below = await this.descendants(tx, organizationId);
    if (below.some(({ id }) => id === parentId)) throw new DomainError([ORGANIZATION_CYCLE({}, 'input', 'adminParentId')]);
    const above = parentId === null ? [] : await this.ancestors(tx, parentId);
    this.refuseTooDeep(above, below);
    const formerAbove = (await this.ancestors(tx, organizationId)).filter(({ depth }) => depth > 0);
    await this.disconnect(tx, formerAbove, below);
    await this.connect(tx, above, below);
  }

  private ancestors(tx: Tx, id: string): Promise<Relative[]> {
    return tx.rows<Relative>('SELECT ancestorId AS id, depth FROM organization_closure WHERE scopeId = ? AND descendantId = ?', [
      INSTALLATION_SCOPE,
      id,
    ]);
  }

  private descendants(tx: Tx, id: string): Promise<Relative[]> {
    return tx.rows<Relative>('SELECT descendantId AS id, depth FROM organization_closure WHERE scopeId = ? AND ancestorId = ?', [
      INSTALLATION_SCOPE,
      id,
    ]);
  }

  private refuseTooDeep(above: readonly Relative[], below: readonly Relative[]): void {
    const levels = 1 + Math.max(-1, ...above.map(({ depth }) => depth)) + 1 + Math.max(...below.map(({ depth }) => depth));
    if (levels > TREE_DEPTH_MAX)
      throw new DomainError([ORGANIZATION_TREE_TOO_DEEP({ depthMax: TREE_DEPTH_MAX }, 'input', 'adminParentId')]);
  }

  private async disconnect(tx: Tx, above: readonly Relative[], below: readonly Relative[]): Promise<void> {
    if (above.length === 0) return;
    const ancestorIds = above.map(({ id }) => id);
    for (let start = 0; start < below.length; start += IDS_PER_STATEMENT_MAX) {
      const descendantIds = below.slice(start, start + IDS_PER_STATEMENT_MAX).map(({ id }) => id);
      await tx.execute(
        `DELETE FROM organization_closure WHERE scopeId = ? AND ancestorId IN ${inList(ancestorIds)} AND descendantId IN ${inList(descendantIds)}`,
        [INSTALLATION_SCOPE, ...ancestorIds, ...descendantIds],
      );
    }
  }

  private async connect(tx: Tx, above: readonly Relative[], below: readonly Relative[]): Promise<void> {
    const rows = above.flatMap((upper) =>
      below.map((lower) => ({
        scopeId: INSTALLATION_SCOPE,
        ancestorId: upper.id,
        descendantId: lower.id,
        depth: upper.depth + 1 + lower.depth,
      })),
    );
    await tx.insert(OrganizationClosure, rows);
  }
}
