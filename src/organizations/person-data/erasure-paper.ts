import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { isDuplicateKey, RetryWork } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { PersonalDataRegister } from '../../platform/personal-data/personal-data-register.js';
import { ERASURE_ALREADY_DECIDED, ERASURE_ALREADY_OPEN, ERASURE_NEEDS_SECOND_PERSON } from '../organizations.errors.js';
import { ErasureNotices } from './erasure-notices.js';
import { ErasureObstacles, type ObstacleSight } from './erasure-obstacles.js';
import { ErasurePlans } from './erasure-plans.js';
import { PersonErasure } from './person-erasure.entity.js';

/** A decision about a request. */
export interface ErasureDecision {
  erasureId: string;
  expectedVersion: number;
  isApproved: boolean;
  reason: string;
}

/** A request as it is filed. */
export interface FiledRequest {
  personId: string;
  /** Reference of the person's paper; null for the person's own request. */
  requestReference: string | null;
  /** What the caller may know of that stands against it. */
  sight: ObstacleSight;
  /** Input path that names the person. */
  path: readonly string[];
}

/** A request as it is entered. */
type EnteredRequest = Pick<PersonErasure, 'id' | 'personId' | 'requestReference' | 'requestedBy' | 'requestedAt'>;

/** The rows of requests and the entries about them. */
@Injectable()
export class ErasurePaper {
  constructor(
    private readonly register: PersonalDataRegister,
    private readonly obstacles: ErasureObstacles,
    private readonly plans: ErasurePlans,
    private readonly audit: AuditTrail,
    private readonly notices: ErasureNotices,
  ) {}

  /** Files a request with its plan and holds the person's records. */
  async file(tx: Tx, caller: Caller, { personId, requestReference, sight, path }: FiledRequest): Promise<string> {
    const open = await tx.rows('SELECT id FROM person_erasure WHERE scopeId = ? AND openKey = ?', [INSTALLATION_SCOPE, personId]);
    const isOpen = open.length > 0 ? [ERASURE_ALREADY_OPEN({}, ...path)] : [];
    refuseIfAny([...isOpen, ...(await this.obstacles.refusals(tx, personId, sight, path))]);
    const id = newId();
    await this.enter(tx, { id, personId, requestReference, requestedBy: caller.accountId, requestedAt: tx.at });
    await this.record(tx, caller, 'requestPersonErasure', personId, id);
    return id;
  }

  /** Writes a request with its plan, holds the person's records and tells those who may decide it. */
  async enter(tx: Tx, request: EnteredRequest): Promise<void> {
    const { id, personId, requestedBy } = request;
    const subject = await this.register.subjectOf(tx, personId);
    const plan = await this.plans.of(tx, subject);
    await tx
      .insert(PersonErasure, [{ ...request, scopeId: INSTALLATION_SCOPE, openKey: personId, plan, status: 'REQUESTED', version: 1 }])
      .catch((error: unknown) => {
        throw isDuplicateKey(error) ? new RetryWork('another request was filed at the same time') : error;
      });
    await this.register.followStep(tx, subject, 'REQUESTED');
    await this.notices.waits(tx, { id, personId, requestedBy });
  }

  /** What the decision meets, as far as `sight` goes. */
  async refusalsToDecide(
    tx: Tx,
    caller: Caller,
    erasure: PersonErasure,
    { isApproved, sight }: ErasureDecision & { sight: ObstacleSight },
  ): Promise<Refusal[]> {
    if (erasure.status !== 'REQUESTED') return [ERASURE_ALREADY_DECIDED({ status: erasure.status }, 'input', 'erasureId')];
    if (!isApproved) return [];
    const isOwn = erasure.requestedBy === caller.accountId;
    const against = await this.obstacles.refusals(tx, erasure.personId, sight, ['input', 'erasureId']);
    return [...(isOwn ? [ERASURE_NEEDS_SECOND_PERSON({}, 'input', 'erasureId')] : []), ...against];
  }

  async decide(tx: Tx, caller: Caller, erasure: PersonErasure, { isApproved, reason }: ErasureDecision): Promise<void> {
    const decided = { decidedBy: caller.accountId, decidedAt: tx.at, decisionReason: reason };
    if (isApproved) await updateVersioned(tx, PersonErasure, erasure, { ...decided, status: 'ERASING' });
    else {
      await updateVersioned(tx, PersonErasure, erasure, { ...decided, status: 'DECLINED', openKey: erasure.id });
      await this.register.followStep(tx, await this.register.subjectOf(tx, erasure.personId), 'DECLINED');
    }
    await this.notices.isDecided(tx, erasure.id);
    await this.record(tx, caller, isApproved ? 'approvePersonErasure' : 'declinePersonErasure', erasure.personId, erasure.id);
  }

  private record(tx: Tx, caller: Caller, action: string, personId: string, erasureId: string): Promise<void> {
    const changes = [{ field: 'erasureId', after: erasureId }];
    return this.audit.record(tx, caller, { scopeId: INSTALLATION_SCOPE, action, recordKind: 'Person', recordId: personId, changes });
  }
}
