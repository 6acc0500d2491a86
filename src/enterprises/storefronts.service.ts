import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Access } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { isDuplicateKey } from '../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { DomainError, refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { enterpriseInScope } from './enterprise-records.js';
import { EnterpriseUses } from './enterprise-uses.js';
import { ENTERPRISE_HAS_STOREFRONTS, STOREFRONT_NAME_TAKEN } from './storefronts.errors.js';
import { serializeOnStorefronts, storefrontInScope, type StorefrontRow } from './storefront-records.js';
import { STOREFRONT_TRANSITIONS, type StorefrontVerb } from './storefront-states.js';
import { StorefrontUses } from './storefront-uses.js';
import { Storefront } from './storefront.entity.js';
import { refusalsOfStorefrontState, refusalsToOpenFor } from './storefront.rules.js';

const MANAGE = 'enterprises.manage';

/** A storefront to be put on the register. */
export interface StorefrontRegistration {
  enterpriseId: string;
  name: string;
  place: string;
  idempotencyKey: string;
}

/** Which storefront, as the caller saw it. */
export interface StorefrontTarget {
  storefrontId: string;
  expectedVersion: number;
}

interface StorefrontStep {
  refusals?: readonly Refusal[];
  changes?: Partial<Pick<Storefront, 'name' | 'place' | 'statusReason'>>;
  reason?: string;
  /** Runs after the row has been written, in the same transaction. */
  afterwards?: () => Promise<void>;
}

/** Storefronts of the enterprises on the register: opened, corrected, closed and opened again. */
@Injectable()
export class Storefronts implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly access: Access,
    private readonly audit: AuditTrail,
    private readonly uses: StorefrontUses,
    private readonly enterpriseUses: EnterpriseUses,
  ) {}

  onModuleInit(): void {
    this.enterpriseUses.register(async (tx, enterpriseId) => {
      const open = await tx.rows(`SELECT id FROM storefront WHERE scopeId = ? AND enterpriseId = ? AND status = 'OPEN' LIMIT 1`, [
        INSTALLATION_SCOPE,
        enterpriseId,
      ]);
      return open.length > 0 ? [ENTERPRISE_HAS_STOREFRONTS({}, 'input', 'enterpriseId')] : [];
    });
  }

  /** Opens a storefront of an admitted enterprise. Refuses a name that another of its storefronts has. */
  async registerStorefront(caller: Caller, registration: StorefrontRegistration): Promise<string> {
    const scope = await this.access.organizations(caller, MANAGE);
    const request = { scopeId: INSTALLATION_SCOPE, key: registration.idempotencyKey, operation: 'registerStorefront', input: registration };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const { enterpriseId, name, place } = registration;
      const enterprise = await enterpriseInScope(tx, scope, enterpriseId, 'input', 'enterpriseId');
      refuseIfAny(refusalsToOpenFor(enterprise.status, 'enterpriseId'));
      const id = newId();
      const row = { enterpriseId, name, place, status: 'OPEN' as const, statusReason: null };
      await named(name, () => tx.insert(Storefront, [{ id, scopeId: INSTALLATION_SCOPE, ...row, createdAt: tx.at, version: 1 }]));
      await this.audit.record(tx, caller, {
        scopeId: enterprise.responsibleOrganizationId,
        action: 'registerStorefront',
        recordKind: 'Storefront',
        recordId: id,
        changes: changesBetween(null, row),
      });
      return id;
    });
    return ref;
  }

  /** Corrects name and place. */
  changeStorefront(caller: Caller, change: StorefrontTarget & { name: string; place: string }): Promise<string> {
    const { name, place } = change;
    return this.step(caller, 'changeStorefront', change, () => ({ changes: { name, place } }));
  }

  /** Closes a storefront at which nothing hangs any more; what it promised ends with it. */
  closeStorefront(caller: Caller, target: StorefrontTarget & { reason: string }): Promise<string> {
    return this.step(caller, 'closeStorefront', target, async (tx, row) => ({
      refusals: await this.uses.refusalsToEnd(tx, row.id),
      changes: { statusReason: target.reason },
      reason: target.reason,
      afterwards: () => this.uses.tellEnded(tx, caller, row.id),
    }));
  }

  /** Opens a closed storefront again, under the conditions of a new one. */
  reopenStorefront(caller: Caller, target: StorefrontTarget): Promise<string> {
    return this.step(caller, 'reopenStorefront', target, (_tx, row) => ({
      refusals: refusalsToOpenFor(row.enterpriseStatus, 'storefrontId'),
      changes: { statusReason: null },
    }));
  }

  private async step(
    caller: Caller,
    verb: StorefrontVerb,
    target: StorefrontTarget,
    work: (tx: Tx, row: StorefrontRow) => StorefrontStep | Promise<StorefrontStep>,
  ): Promise<string> {
    const scope = await this.access.organizations(caller, MANAGE);
    return this.transactions.run(async (tx) => {
      await serializeOnStorefronts(tx, [target.storefrontId]);
      const row = await storefrontInScope(tx, scope, target.storefrontId, 'input', 'storefrontId');
      requireVersion(row, target.expectedVersion);
      const step = await work(tx, row);
      refuseIfAny([...refusalsOfStorefrontState(verb, row.status), ...(step.refusals ?? [])]);
      const after = { ...step.changes, status: STOREFRONT_TRANSITIONS[verb].to };
      await named(after.name ?? row.name, () => updateVersioned(tx, 'storefront', row, after));
      await this.audit.record(tx, caller, {
        scopeId: row.responsibleOrganizationId,
        action: verb,
        recordKind: 'Storefront',
        recordId: row.id,
        changes: changesBetween(row, after),
        reason: step.reason,
      });
      await step.afterwards?.();
      return row.id;
    });
  }
}

async function named(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isDuplicateKey(error) ? new DomainError([STOREFRONT_NAME_TAKEN({ name }, 'input', 'name')]) : error;
  }
}
