import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import type { PermissionName } from '../access/roles.js';
import type { Caller } from '../platform/auth/caller.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { serializeOnConfirmations } from '../streamers/host-confirmations.js';
import { IntegrityPledge } from './pledge.entity.js';
import { refusalsByState } from './pledge.rules.js';
import type { PledgeVerb } from './pledge-states.js';
import { type PledgeMove, PledgeWriter } from './pledge-writer.js';

/** Which pledge, as the caller saw it. */
export interface PledgeTarget {
  pledgeId: string;
  expectedVersion: number;
}

/** Who acts on a pledge: an officer of its park with a permission, or the host whose pledge it is. */
export type PledgeActor = { permission: PermissionName } | 'OWN';

/** What a verb found: reasons against it, or what to write. */
export interface PledgeStep extends PledgeMove {
  refusals?: readonly Refusal[];
  /** Runs after the pledge's row has been written, in the same transaction. */
  afterwards?: (pledge: IntegrityPledge) => Promise<void>;
}

/**
 * Runs one verb on one pledge: scope, version, days that have passed, state, refusals and the step in one transaction. No session is confirmed with a
 * host while it takes a pledge back, so each confirmation is refused after it or known to it (INV-24).
 */
@Injectable()
export class PledgeSteps {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly writer: PledgeWriter,
  ) {}

  /** Returns the pledge's id. Throws NOT_FOUND, STALE_VERSION, PLEDGE_STATE_FORBIDS and what the step refuses with. */
  async run(
    caller: Caller,
    actor: PledgeActor,
    verb: PledgeVerb,
    target: PledgeTarget,
    work: (tx: Tx, pledge: IntegrityPledge) => PledgeStep | Promise<PledgeStep>,
  ): Promise<string> {
    const find = await this.finder(caller, actor);
    const ended = verb === 'withdrawPledge' ? await this.transactions.run((tx) => find(tx, target.pledgeId)) : null;
    return this.transactions.run(async (tx) => {
      if (ended?.audience === 'STREAMER') await serializeOnConfirmations(tx, ended.parkId, ended.signatoryId);
      const found = await find(tx, target.pledgeId);
      requireVersion(found, target.expectedVersion);
      const pledge = await this.writer.settle(tx, found, caller.requestId);
      refuseIfAny(refusalsByState(verb, pledge.status));
      const step = await work(tx, pledge);
      refuseIfAny(step.refusals ?? []);
      const after = await this.writer.move(tx, caller, verb, pledge, step);
      await step.afterwards?.(after);
      return pledge.id;
    });
  }

  /** Loads a pledge that the actor may act on; to be asked for before the transaction opens. */
  async finder(caller: Caller, actor: PledgeActor): Promise<(tx: Tx, pledgeId: string) => Promise<IntegrityPledge>> {
    if (actor !== 'OWN') {
      const scope = await this.access.parks(caller, actor.permission);
      return (tx, pledgeId) => parkRow(tx, IntegrityPledge, scope, pledgeId, 'input', 'pledgeId');
    }
    const ownIds = this.access.ownIds(caller, 'own.pledges', 'STREAMER');
    return async (tx, id) => {
      const where = { id, audience: 'STREAMER' as const, signatoryId: In([...ownIds]) };
      const pledge = ownIds.length === 0 ? null : await tx.manager.findOne(IntegrityPledge, { where });
      if (!pledge) throw notFound('input', 'pledgeId');
      return pledge;
    };
  }
}
