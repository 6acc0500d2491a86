import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { CallerReach } from '../../platform/auth/caller-reach.js';
import { PersonalDataRegister } from '../../platform/personal-data/personal-data-register.js';
import { type ErasurePlanItem, planInSight } from './erasure.rules.js';
import { PARTY_ARCHIVE } from './organizations.personal-data.js';
import type { StoredErasure } from './person-data.views.js';

/** Shows the plan of an erasure to others than the person: the kinds and rows that they may read anyway, as in a copy (PR-7). */
@Injectable()
export class ErasurePlanSight {
  constructor(
    private readonly register: PersonalDataRegister,
    private readonly reach: CallerReach,
  ) {}

  /** The same requests with the plans that the caller may see; whoever did not ask for plans gets none. */
  async limited(caller: Caller, erasures: readonly StoredErasure[]): Promise<StoredErasure[]> {
    const items = erasures.flatMap(({ plan }) => plan ?? []);
    const scopesInSight = await this.scopesInSight(caller, items);
    const rowsInSight = ({ table, rows, rowsByScope }: ErasurePlanItem): number => {
      const scopes = scopesInSight.get(table);
      if (!scopes) return 0;
      if (rowsByScope === null) return rows;
      return Object.entries(rowsByScope).reduce((sum, [scopeId, count]) => sum + (scopes.has(scopeId) ? count : 0), 0);
    };
    return erasures.map((erasure) =>
      erasure.plan ? { ...erasure, plan: planInSight(erasure.plan, rowsInSight, PARTY_ARCHIVE.code) } : erasure,
    );
  }

  /** By table that the caller may read at all, the scopes of these rows within reach. */
  private async scopesInSight(caller: Caller, items: readonly ErasurePlanItem[]): Promise<Map<string, Set<string>>> {
    const held = new Set(this.reach.permissionsOf(caller));
    const readersOf = new Map(
      this.register.tables.filter(({ readers }) => held.has(readers)).map(({ table, readers }) => [table, readers]),
    );
    const readable = items.filter(({ table }) => readersOf.has(table));
    const asked = new Map<string, Set<string>>();
    for (const { table, rowsByScope } of readable) {
      const permission = readersOf.get(table)!;
      asked.set(permission, new Set([...(asked.get(permission) ?? []), ...Object.keys(rowsByScope ?? {})]));
    }
    const reached = new Map<string, Set<string>>();
    for (const [permission, scopeIds] of asked) reached.set(permission, await this.reach.scopesWithin(caller, permission, [...scopeIds]));
    return new Map(readable.map(({ table }) => [table, reached.get(readersOf.get(table)!)!]));
  }
}
