import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { CallerReach } from '../../platform/auth/caller-reach.js';
import { Clock } from '../../platform/clock/clock.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { PersonalDataRegister } from '../../platform/personal-data/personal-data-register.js';
import { type ErasurePlanItem, planInSight, retainedUntil } from './erasure.rules.js';
import { PARTY_ARCHIVE } from './organizations.personal-data.js';
import type { StoredErasure } from './person-data.views.js';

/** Shows the plan of an erasure to others than the person: the kinds and rows that they may read anyway, as in a copy (PR-7). */
@Injectable()
export class ErasurePlanSight {
  constructor(
    private readonly register: PersonalDataRegister,
    private readonly reach: CallerReach,
    private readonly clock: Clock,
  ) {}

  /** The same requests with as much of their plans, and of the days that follow from them, as the caller may see. */
  async limited(caller: Caller, erasures: readonly StoredErasure[]): Promise<StoredErasure[]> {
    const scopes = await this.scopesInSight(
      caller,
      erasures.flatMap(({ plan }) => plan),
    );
    const limits = { archiveRule: PARTY_ARCHIVE.code, today: localDateOf(this.clock.now()) };
    return erasures.map((erasure) => {
      const plan = planInSight(erasure.plan, (table) => scopes.get(table) ?? null, limits);
      return { ...erasure, plan, ...(erasure.retainedUntil ? { retainedUntil: retainedUntil(plan) } : {}) };
    });
  }

  /** By table that the caller may read at all, the scopes within reach. */
  private async scopesInSight(caller: Caller, items: readonly ErasurePlanItem[]): Promise<Map<string, Set<string>>> {
    const held = new Set(this.reach.permissionsOf(caller));
    const readersOf = new Map(
      this.register.tables.filter(({ readers }) => held.has(readers)).map(({ table, readers }) => [table, readers]),
    );
    const readable = items.filter(({ table }) => readersOf.has(table));
    const asked = new Map<string, Set<string>>();
    for (const { table, rowsByScope, keptUntilByScope } of readable) {
      const permission = readersOf.get(table)!;
      const scopeIds = [...Object.keys(rowsByScope ?? {}), ...Object.keys(keptUntilByScope ?? {})];
      asked.set(permission, new Set([...(asked.get(permission) ?? []), ...scopeIds]));
    }
    const reached = new Map<string, Set<string>>();
    for (const [permission, scopeIds] of asked) reached.set(permission, await this.reach.scopesWithin(caller, permission, [...scopeIds]));
    return new Map(readable.map(({ table }) => [table, reached.get(readersOf.get(table)!)!]));
  }
}
