import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import { inList, Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import type { BeneficiaryKind, BeneficiaryStatus } from './beneficiary-states.js';
import { refusalsIfParkClosed } from './park-records.js';
import { Beneficiary } from './product.entity.js';
import { BENEFICIARY_NAME_TAKEN, BENEFICIARY_STATE_FORBIDS } from './products.errors.js';

/** A beneficiary as it is registered. */
export interface BeneficiaryRegistration {
  parkId: string;
  kind: BeneficiaryKind;
  name: string;
  place?: string | null;
  idempotencyKey: string;
}

/** Which beneficiary, as the caller saw it. */
export interface BeneficiaryTarget {
  beneficiaryId: string;
  expectedVersion: number;
}

/** What may change of a beneficiary. */
export interface BeneficiaryChange extends BeneficiaryTarget {
  kind: BeneficiaryKind;
  name: string;
  place?: string | null;
}

type Changes = Partial<Pick<Beneficiary, 'kind' | 'name' | 'place' | 'status' | 'statusReason'>>;

/** Who is helped by the park's farm-aid sessions (INV-26). */
@Injectable()
export class Beneficiaries {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Registers a beneficiary as ACTIVE. Refuses a name that the park has, and a closed park. */
  async registerBeneficiary(caller: Caller, registration: BeneficiaryRegistration): Promise<string> {
    const { parkId, kind, name } = registration;
    await this.access.requirePark(caller, 'parks.manage', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: registration.idempotencyKey, operation: 'registerBeneficiary', input: registration };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      refuseIfAny([...(await refusalsIfParkClosed(tx, parkId)), ...(await refusalsOfName(tx, parkId, name, null))]);
      const facts = { kind, name, place: registration.place ?? null, status: 'ACTIVE' as const };
      const id = newId();
      await unlessTakenMeanwhile(() => tx.insert(Beneficiary, [{ id, parkId, ...facts, createdAt: tx.at, version: 1 }]));
      const act = { scopeId: parkId, recordKind: 'Beneficiary', recordId: id, changes: changesBetween(null, facts) };
      await this.audit.record(tx, caller, { ...act, action: 'registerBeneficiary' });
      return id;
    });
    return ref;
  }

  /** Changes kind, name and place of an ACTIVE beneficiary. */
  changeBeneficiary(caller: Caller, change: BeneficiaryChange): Promise<string> {
    const { kind, name } = change;
    return this.change(caller, 'changeBeneficiary', change, 'ACTIVE', { kind, name, place: change.place ?? null });
  }

  /** Takes the beneficiary out of use: no new product may name it. Its sums stay. */
  closeBeneficiary(caller: Caller, target: BeneficiaryTarget & { reason: string }): Promise<string> {
    return this.change(caller, 'closeBeneficiary', target, 'ACTIVE', { status: 'CLOSED', statusReason: target.reason });
  }

  /** Puts a closed beneficiary to use again. */
  reopenBeneficiary(caller: Caller, target: BeneficiaryTarget): Promise<string> {
    return this.change(caller, 'reopenBeneficiary', target, 'CLOSED', { status: 'ACTIVE', statusReason: null });
  }

  /** Requires that every id names a beneficiary of the park. Throws NOT_FOUND with the path and the position of the first that does not. */
  async requireIds(tx: Tx, parkId: string, ids: readonly string[], path: (string | number)[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await tx.rows<{ id: string }>(`SELECT id FROM beneficiary WHERE parkId = ? AND id IN ${inList(ids)}`, [parkId, ...ids]);
    const known = new Set(rows.map((row) => row.id));
    const unknownAt = ids.findIndex((id) => !known.has(id));
    if (unknownAt >= 0) throw notFound(...path, unknownAt);
  }

  private async change(
    caller: Caller,
    action: string,
    target: BeneficiaryTarget & { reason?: string },
    from: BeneficiaryStatus,
    changes: Changes,
  ): Promise<string> {
    const scope = await this.access.parks(caller, 'parks.manage');
    return this.transactions.run(async (tx) => {
      const beneficiary = await parkRow(tx, Beneficiary, scope, target.beneficiaryId, 'input', 'beneficiaryId');
      const { parkId, id, status, name } = beneficiary;
      requireVersion(beneficiary, target.expectedVersion);
      refuseIfAny([
        ...(status === from ? [] : [BENEFICIARY_STATE_FORBIDS({ status }, 'input', 'beneficiaryId')]),
        ...(await refusalsOfName(tx, parkId, changes.name ?? name, id)),
      ]);
      await unlessTakenMeanwhile(() => updateVersioned(tx, Beneficiary, beneficiary, changes));
      const act = { scopeId: parkId, recordKind: 'Beneficiary', recordId: id, changes: changesBetween(beneficiary, changes) };
      await this.audit.record(tx, caller, { ...act, action, reason: target.reason });
      return id;
    });
  }
}

async function refusalsOfName(tx: Tx, parkId: string, name: string, ownId: string | null): Promise<Refusal[]> {
  const rows = await tx.rows<{ id: string }>('SELECT id FROM beneficiary WHERE parkId = ? AND name = ?', [parkId, name]);
  return rows.some((row) => row.id !== ownId) ? [BENEFICIARY_NAME_TAKEN({ name }, 'input', 'name')] : [];
}

/** The name was free when this transaction looked; if another took it since, the whole work looks again and refuses by name. */
async function unlessTakenMeanwhile(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isDuplicateKey(error) ? new RetryWork('the name was taken at the same time') : error;
  }
}
