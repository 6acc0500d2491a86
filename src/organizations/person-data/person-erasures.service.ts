import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { Transactions } from '../../platform/database/transactions.js';
import { requireVersion } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { JobOutbox } from '../../platform/queue/job-outbox.js';
import { Persons } from '../persons.service.js';
import { ErasureObstacles } from './erasure-obstacles.js';
import { type ErasureDecision, ErasurePaper } from './erasure-paper.js';
import { ERASE_PERSON } from './erasures.jobs.js';
import { OwnPersons } from './own-persons.js';
import { PersonErasure } from './person-erasure.entity.js';

/** The right to be forgotten (PR-3): asked for by the person or with the person's paper, decided by a second account, carried out by a job. */
@Injectable()
export class PersonErasures {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly persons: Persons,
    private readonly ownPersons: OwnPersons,
    private readonly obstacles: ErasureObstacles,
    private readonly paper: ErasurePaper,
    private readonly outbox: JobOutbox,
  ) {}

  /** The caller's own request. Throws ERASURE_ALREADY_OPEN and what the modules have against it, all at once. */
  async requestOwn(caller: Caller, input: { idempotencyKey: string }): Promise<string> {
    const request = { scopeId: INSTALLATION_SCOPE, key: input.idempotencyKey, operation: 'requestMyErasure', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const personId = await this.ownPersons.require(tx, caller);
      return this.paper.file(tx, caller, { personId, requestReference: null, sight: 'PERSON', path: ['input'] });
    });
    return ref;
  }

  /**
   * A request on paper, recorded by an officer. Throws NOT_FOUND and the same refusals; ERASURE_HELD_ELSEWHERE stands for whatever the caller
   * cannot see.
   */
  async request(caller: Caller, input: { personId: string; requestReference: string; idempotencyKey: string }): Promise<string> {
    const requireVisible = await this.persons.visibleTo(caller, 'erasures.request');
    const sight = await this.obstacles.sightOf(caller);
    const request = { scopeId: INSTALLATION_SCOPE, key: input.idempotencyKey, operation: 'requestPersonErasure', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await requireVisible(tx, input.personId, 'input', 'personId');
      const { personId, requestReference } = input;
      return this.paper.file(tx, caller, { personId, requestReference, sight, path: ['input', 'personId'] });
    });
    return ref;
  }

  /**
   * Approves or declines. Whoever asked for it cannot approve it, and what stands against it is looked at again. An approval does not come
   * back. Throws ERASURE_ALREADY_DECIDED, ERASURE_NEEDS_SECOND_PERSON, STALE_VERSION, and what stands against it as `request` does.
   */
  async decide(caller: Caller, decision: ErasureDecision): Promise<string> {
    const requireVisible = await this.persons.visibleTo(caller, 'erasures.decide');
    const sight = await this.obstacles.sightOf(caller);
    return this.transactions.run(async (tx) => {
      const erasure = await tx.manager.findOneBy(PersonErasure, { id: decision.erasureId, scopeId: INSTALLATION_SCOPE });
      if (!erasure) throw notFound('input', 'erasureId');
      await requireVisible(tx, erasure.retainedPersonId ?? erasure.personId, 'input', 'erasureId');
      requireVersion(erasure, decision.expectedVersion);
      refuseIfAny(await this.paper.refusalsToDecide(tx, caller, erasure, { ...decision, sight }));
      await this.paper.decide(tx, caller, erasure, decision);
      if (decision.isApproved) await this.outbox.enqueue(tx, ERASE_PERSON, { scopeId: INSTALLATION_SCOPE, key: erasure.id, payload: {} });
      return erasure.id;
    });
  }
}
