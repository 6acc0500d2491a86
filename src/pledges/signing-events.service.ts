import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { SigningEvent } from './pledge.entity.js';
import { SIGNING_EVENT_CLOSED } from './pledges.errors.js';

const MANAGE = 'pledges.manage';

/** A day on which many sign together. */
export interface SigningEventPlan {
  parkId: string;
  name: string;
  place: string;
  heldOn: LocalDate;
  idempotencyKey: string;
}

/** Signing events: planned, used by signatures, closed. */
@Injectable()
export class SigningEvents {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
  ) {}

  /** Plans an event and returns its id. */
  async planSigningEvent(caller: Caller, plan: SigningEventPlan): Promise<string> {
    const { parkId, name, place, heldOn, idempotencyKey: key } = plan;
    await this.access.requirePark(caller, MANAGE, parkId, 'input', 'parkId');
    const { ref } = await this.idempotency.once(
      caller,
      { scopeId: parkId, key, operation: 'planSigningEvent', input: plan },
      async (tx) => {
        const id = newId();
        const row = { name, place, heldOn };
        await tx.insert(SigningEvent, [{ id, parkId, ...row, isClosed: false, createdAt: tx.at, version: 1 }]);
        await this.audit.record(tx, caller, {
          scopeId: parkId,
          action: 'planSigningEvent',
          recordKind: 'SigningEvent',
          recordId: id,
          changes: changesBetween(null, row),
        });
        return id;
      },
    );
    return ref;
  }

  /** Closes an event: no further signature names it. */
  async closeSigningEvent(caller: Caller, target: { signingEventId: string; expectedVersion: number }): Promise<string> {
    const scope = await this.access.parks(caller, MANAGE);
    return this.transactions.run(async (tx) => {
      const event = await parkRow(tx, SigningEvent, scope, target.signingEventId, 'input', 'signingEventId');
      requireVersion(event, target.expectedVersion);
      refuseIfAny(event.isClosed ? [SIGNING_EVENT_CLOSED({}, 'input', 'signingEventId')] : []);
      await updateVersioned(tx, SigningEvent, event, { isClosed: true });
      await this.audit.record(tx, caller, {
        scopeId: event.parkId,
        action: 'closeSigningEvent',
        recordKind: 'SigningEvent',
        recordId: event.id,
        changes: [{ field: 'isClosed', before: false, after: true }],
      });
      return event.id;
    });
  }
}
