import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import type { Caller } from '../../platform/auth/caller.js';
import { addDays, localDateOf } from '../../platform/clock/local-date.js';
import { newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { PledgeNotices } from '../pledge-notices.js';
import { settingOf } from '../settings.service.js';
import { LIVE_PLATE_STATUSES, PLATE_TRANSITIONS, type PlateStatus, type PlateVerb } from './plate-states.js';
import { Plate, PlateHistory } from './plate.entity.js';
import { refusalsOfPlateState } from './plate.rules.js';

/** Moves plates along the table of 6.6: row, history and audit in one transaction. */
@Injectable()
export class PlateWriter {
  constructor(
    private readonly audit: AuditTrail,
    private readonly notices: PledgeNotices,
  ) {}

  /** Takes one step and returns the plate as it is then. Refuses with PLATE_STATE_FORBIDS. */
  async move(tx: Tx, caller: Caller, verb: PlateVerb, plate: Plate, changes: Partial<Plate> = {}): Promise<Plate> {
    refuseIfAny(refusalsOfPlateState(verb, plate.status));
    const status: PlateStatus = PLATE_TRANSITIONS[verb].to;
    const liveKey = LIVE_PLATE_STATUSES.includes(status) ? plate.storefrontId : plate.id;
    const written = { ...changes, status, liveKey };
    await updateVersioned(tx, Plate, plate, written);
    await this.note(tx, caller, verb, plate, { from: plate.status, to: status, reason: changes.reason ?? null });
    await this.audit.record(tx, caller, {
      scopeId: plate.parkId,
      action: verb,
      recordKind: 'Plate',
      recordId: plate.id,
      changes: changesBetween(plate, { ...changes, status }),
      reason: changes.reason ?? undefined,
    });
    if (liveKey === plate.id) await this.notices.recallSettled(tx, plate.id);
    return { ...plate, ...written, version: plate.version + 1 };
  }

  /** Opens the recall: the plate counts no longer, and is to be back within the park's days. */
  async recall(tx: Tx, caller: Caller, plate: Plate, reason: string): Promise<Plate> {
    const today = localDateOf(tx.at);
    const { recallDays } = await settingOf(tx, plate.parkId);
    const recallDueOn = addDays(today, recallDays);
    await this.notices.recall(tx, { ...plate, recallDueOn });
    return this.move(tx, caller, 'recallPlate', plate, { recalledOn: today, recallDueOn, reason });
  }

  /** Takes a recall back: the plate counts again, and nobody is asked to fetch it. */
  async restore(tx: Tx, caller: Caller, plate: Plate, reason: string): Promise<Plate> {
    const verb = plate.displayedOn === null ? 'restorePlate' : 'restoreDisplayedPlate';
    const restored = await this.move(tx, caller, verb, plate, { recalledOn: null, recallDueOn: null, reason });
    await this.notices.recallSettled(tx, plate.id);
    return restored;
  }

  /** Writes a line of the plate's history. */
  note(
    tx: Tx,
    caller: Caller,
    verb: string,
    { id: plateId, parkId }: Plate,
    step: { from: PlateStatus | null; to: PlateStatus; reason: string | null },
  ): Promise<void> {
    const row = { parkId, plateId, verb, fromStatus: step.from, toStatus: step.to, reason: step.reason };
    return tx.insert(PlateHistory, [{ id: newId(), ...row, at: tx.at, byAccountId: caller.accountId }]);
  }
}
