import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { JobOutbox } from '../../platform/queue/job-outbox.js';
import { declareReason } from '../../platform/reasons/program-reasons.js';
import type { ListedErasure } from './erasure-list.js';
import { ErasureObstacles } from './erasure-obstacles.js';
import { ErasureNotices } from './erasure-notices.js';
import { ErasurePaper } from './erasure-paper.js';
import { ERASE_PERSON } from './erasures.jobs.js';
import { PersonErasure } from './person-erasure.entity.js';

/** Stands where a repeated request names its paper and its reason. */
const REPEATED = declareReason('ERASURE_REPEATED', { zh: '恢复备份后补办', en: 'Repeated after a restore' });

/** What became of one listed erasure: begun, waiting for a decision as `RepeatedErasures` says, or decided in this database already. */
export type RepeatedOutcome = 'BEGUN' | 'WAITING' | 'NOTHING_TO_DO';

/**
 * Repeats the erasures that came after the backup from which this database was restored (PR-3). They were decided once, by two persons, so
 * they are carried out at once. A person has to decide again where the restored records stand against one, or where the restored database was
 * asked about that person after the listed decision: a request that was declined since, or a newer one that is open. The listed request itself is
 * decided here once and for all.
 */
@Injectable()
export class RepeatedErasures {
  constructor(
    private readonly transactions: Transactions,
    private readonly obstacles: ErasureObstacles,
    private readonly paper: ErasurePaper,
    private readonly notices: ErasureNotices,
    private readonly audit: AuditTrail,
    private readonly outbox: JobOutbox,
  ) {}

  /** Repeats one; called again it finds nothing to do. */
  async repeat(caller: Caller, listed: ListedErasure): Promise<RepeatedOutcome> {
    return this.transactions.run(async (tx) => {
      const erasure = await this.requestOf(tx, listed);
      if (erasure === null) return 'NOTHING_TO_DO';
      if ((await isAskedSince(tx, listed, erasure)) || (await this.obstacles.areAny(tx, listed.personId))) return 'WAITING';
      const decided = { decidedBy: listed.decidedBy, decidedAt: new Date(listed.decidedAt), decisionReason: REPEATED() };
      await updateVersioned(tx, PersonErasure, erasure, { ...decided, status: 'ERASING' });
      await this.notices.isDecided(tx, erasure.id);
      await this.outbox.enqueue(tx, ERASE_PERSON, { scopeId: INSTALLATION_SCOPE, key: erasure.id, payload: {} });
      await this.audit.record(tx, caller, {
        ...{ scopeId: INSTALLATION_SCOPE, action: 'repeatPersonErasure', recordKind: 'Person', recordId: listed.personId },
        changes: [{ field: 'erasureId', after: erasure.id }],
      });
      return 'BEGUN';
    });
  }

  /** The request that waits in this database, entered anew where the backup is older than it; null when nothing is left to do. */
  private async requestOf(
    tx: Tx,
    { erasureId, personId, isOwnRequest, requestedBy, requestedAt }: ListedErasure,
  ): Promise<PersonErasure | null> {
    const scope = { scopeId: INSTALLATION_SCOPE };
    const known = await tx.manager.findOneBy(PersonErasure, { ...scope, id: erasureId });
    if (known !== null && known.status !== 'REQUESTED') return null;
    const [person] = await tx.rows('SELECT id FROM person WHERE id = ?', [personId]);
    if (!person) return null;
    const open = known ?? (await tx.manager.findOneBy(PersonErasure, { ...scope, openKey: personId }));
    if (open !== null) return open.status === 'REQUESTED' ? open : null;
    const requestReference = isOwnRequest ? null : REPEATED();
    await this.paper.enter(tx, { id: erasureId, personId, requestReference, requestedBy, requestedAt: new Date(requestedAt) });
    return tx.manager.findOneByOrFail(PersonErasure, { ...scope, id: erasureId });
  }
}

/** Whether this database has an answer, or a question, about the person that is newer than the listed decision. */
async function isAskedSince(tx: Tx, { personId, ...listed }: ListedErasure, open: PersonErasure): Promise<boolean> {
  const decidedAt = new Date(listed.decidedAt);
  if (open.id !== listed.erasureId && open.requestedAt > decidedAt) return true;
  const declined = await tx.manager.findBy(PersonErasure, { scopeId: INSTALLATION_SCOPE, personId, status: 'DECLINED' });
  return declined.some((request) => request.decidedAt! > decidedAt);
}
