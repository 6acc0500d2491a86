import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { CallerReach } from '../../platform/auth/caller-reach.js';
import type { Condition } from '../../platform/database/listing.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { PersonalDataRegister } from '../../platform/personal-data/personal-data-register.js';
import type { PersonalObstacle } from '../../platform/personal-data/personal-tables.js';
import { ERASURE_HELD_ELSEWHERE } from '../organizations.errors.js';

/** Who is told: the person everything, anybody else what stands where the caller can see it anyway. */
export type ObstacleSight = 'PERSON' | ReadonlyMap<PersonalObstacle, Condition>;

/** What stands against an erasure, told to each as far as they may know of it (PR-3, PR-7). */
@Injectable()
export class ErasureObstacles {
  constructor(
    private readonly register: PersonalDataRegister,
    private readonly reach: CallerReach,
  ) {}

  /** What somebody who is not the person may know of. Asked for before the transaction opens, because it reads the caller's scope. */
  async sightOf(caller: Caller): Promise<ObstacleSight> {
    const sight = new Map<PersonalObstacle, Condition>();
    for (const obstacle of this.register.obstacles) {
      const { condition } = await this.reach.scopedRows(caller, obstacle.readers, `{t}.${obstacle.scopeColumn}`);
      sight.set(obstacle, condition);
    }
    return sight;
  }

  /** Every reason in sight with the count of what is in sight, and for all the rest one that tells neither kind nor place nor number. */
  async refusals(tx: Tx, personId: string, sight: ObstacleSight, path: readonly (string | number)[]): Promise<Refusal[]> {
    const subject = await this.register.subjectOf(tx, personId);
    const refusals: Refusal[] = [];
    let isHeldElsewhere = false;
    for (const obstacle of this.register.obstacles) {
      const all = await this.register.countStanding(tx, subject, obstacle);
      if (all === 0) continue;
      const seen = sight === 'PERSON' ? all : await this.register.countStanding(tx, subject, obstacle, sight.get(obstacle));
      if (seen > 0) refusals.push(obstacle.refusal(seen, path));
      isHeldElsewhere ||= seen < all;
    }
    return isHeldElsewhere ? [...refusals, ERASURE_HELD_ELSEWHERE({}, ...path)] : refusals;
  }

  /** Whether there is anything at all. */
  async areAny(tx: Tx, personId: string): Promise<boolean> {
    return (await this.refusals(tx, personId, 'PERSON', [])).length > 0;
  }
}
