import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { EnterpriseRegister } from '../../organizations/enterprise-register.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { newId } from '../../platform/database/ids.js';
import { inList } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/faults.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { DAY_IN_FUTURE } from '../../streamers/streamers.errors.js';
import { GuidanceVisit, GuidanceVisitor } from './pairing.entity.js';
import { VISITORS_MISSING } from './pairing.errors.js';
import type { GuidanceSubject } from './pairing-states.js';

/** A visit of the seedling team. */
export interface VisitInput {
  parkId: string;
  enterpriseId: string;
  subject: GuidanceSubject;
  visitedOn: LocalDate;
  streamerIds: readonly string[];
  note?: string | null;
  idempotencyKey: string;
}

/** Guidance visits of the seedling team to enterprises (inventory 37). */
@Injectable()
export class GuidanceVisits {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly enterprises: EnterpriseRegister,
    private readonly audit: AuditTrail,
  ) {}

  /** Records a visit to an enterprise that the caller can see, by streamers of the park. Returns its id. */
  async recordGuidanceVisit(caller: Caller, input: VisitInput): Promise<string> {
    const { parkId, enterpriseId, subject, visitedOn } = input;
    await this.access.requirePark(caller, 'skills.train', parkId, 'input', 'parkId');
    const requireVisible = await this.enterprises.visibleTo(caller);
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'recordGuidanceVisit', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await requireVisible(tx, enterpriseId, 'input', 'enterpriseId');
      const streamerIds = [...new Set(input.streamerIds)];
      refuseIfAny([
        ...(streamerIds.length === 0 ? [VISITORS_MISSING({}, 'input', 'streamerIds')] : []),
        ...(visitedOn > localDateOf(tx.at) ? [DAY_IN_FUTURE({ onDay: visitedOn }, 'input', 'visitedOn')] : []),
      ]);
      const known = await tx.rows<{ id: string }>(`SELECT id FROM streamer WHERE parkId = ? AND id IN ${inList(streamerIds)}`, [
        parkId,
        ...streamerIds,
      ]);
      input.streamerIds.forEach((id, index) => {
        if (!known.some((row) => row.id === id)) throw notFound('input', 'streamerIds', index);
      });
      const facts = { enterpriseId, subject, visitedOn };
      const id = newId();
      await tx.insert(GuidanceVisit, [{ id, parkId, ...facts, note: input.note ?? null, recordedAt: tx.at, recordedBy: caller.accountId }]);
      await tx.insert(
        GuidanceVisitor,
        streamerIds.map((streamerId) => ({ id: newId(), parkId, visitId: id, streamerId })),
      );
      const act = { scopeId: parkId, recordKind: 'GuidanceVisit', recordId: id, changes: changesBetween(null, { ...facts, streamerIds }) };
      await this.audit.record(tx, caller, { ...act, action: 'recordGuidanceVisit' });
      return id;
    });
    return ref;
  }
}
