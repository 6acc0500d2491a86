import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { HeldAt } from '../access/account-holders.js';
import type { PermissionName } from '../access/roles.js';
import type { Caller } from '../platform/auth/caller.js';
import { Clock } from '../platform/clock/clock.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { type Condition, where } from '../platform/database/listing.js';
import type { Tx } from '../platform/database/transactions.js';

/** How much of a person is to be seen. */
export interface PersonSight {
  /** True for full numbers and a copy of the records; otherwise a name and masked numbers. */
  isInFull: boolean;
}

/** Where a kind of tie makes a person visible: a condition over the person's id `{t}.id` for this caller and permission. */
export type PersonTie = (caller: Caller, permission: PermissionName, sight: PersonSight) => Promise<Condition>;

/** A place to which a tie leads, and what an account must hold there to know of the tie. */
export interface PersonPlace {
  at: HeldAt;
  needs?: PermissionName;
}

/** The places to which one kind of tie leads from a person. */
export type PersonPlaces = (tx: Tx, personId: string) => Promise<PersonPlace[]>;

/**
 * A person is visible only through a tie to the caller's scope. This module knows two: an office, and a membership; later modules
 * register theirs (an enrollment in one of the caller's parks). A membership ties only for those who may read memberships in that
 * subtree: otherwise a park role could tell members from others by whom it sees (PR-7). A membership that has ended ties nobody any more: the
 * former organization keeps its record, not the person.
 */
@Injectable()
export class PersonVisibility {
  private readonly ties: PersonTie[] = [];
  private readonly placesOfTies: PersonPlaces[] = [];

  constructor(
    private readonly access: Access,
    private readonly clock: Clock,
  ) {
    this.register((caller, permission) => this.officeTie(caller, permission), officePlaces);
    this.register(
      (caller, permission) => this.membershipTie(caller, permission),
      (tx, personId) => this.membershipPlaces(tx, personId),
    );
  }

  /** Adds a kind of tie, seen from the caller and from the person; a module does so once, when it starts. */
  register(tie: PersonTie, places: PersonPlaces): void {
    this.ties.push(tie);
    this.placesOfTies.push(places);
  }

  /** Every place where somebody may have to act for the person. */
  async places(tx: Tx, personId: string): Promise<PersonPlace[]> {
    const places: PersonPlace[] = [];
    for (const placesOf of this.placesOfTies) places.push(...(await placesOf(tx, personId)));
    return places;
  }

  /** Condition over a person's row: at least one tie leads to a place where the caller holds the permission. */
  async condition(caller: Caller, permission: PermissionName, alias = '{t}', sight: PersonSight = { isInFull: false }): Promise<Condition> {
    const conditions = await Promise.all(this.ties.map((tie) => tie(caller, permission, sight)));
    const sql = conditions.map((condition) => `(${condition.sql})`).join(' OR ');
    return where(`(${sql.replaceAll('{t}', alias)})`, ...conditions.flatMap((condition) => [...condition.parameters]));
  }

  private async officeTie(caller: Caller, permission: PermissionName): Promise<Condition> {
    const scope = (await this.access.organizations(caller, permission)).condition('o.organizationId');
    return where(
      `EXISTS (SELECT 1 FROM organization_officer o WHERE o.scopeId = {t}.scopeId AND o.personId = {t}.id AND ${scope.sql})`,
      ...scope.parameters,
    );
  }

  private async membershipTie(caller: Caller, permission: PermissionName): Promise<Condition> {
    const scope = (await this.access.organizations(caller, permission)).condition('m.organizationId');
    const party = (await this.access.organizations(caller, 'memberships.read')).condition('m.organizationId');
    return where(
      `EXISTS (SELECT 1 FROM membership m WHERE m.scopeId = {t}.scopeId AND m.personId = {t}.id AND (m.endsOn IS NULL OR m.endsOn > ?)
         AND ${scope.sql} AND ${party.sql})`,
      localDateOf(this.clock.now()),
      ...scope.parameters,
      ...party.parameters,
    );
  }

  private async membershipPlaces(tx: Tx, personId: string): Promise<PersonPlace[]> {
    const rows = await tx.rows<{ organizationId: string }>(
      'SELECT DISTINCT organizationId FROM membership WHERE scopeId = ? AND personId = ? AND (endsOn IS NULL OR endsOn > ?)',
      [INSTALLATION_SCOPE, personId, localDateOf(tx.at)],
    );
    return rows.map((at) => ({ at, needs: 'memberships.read' }));
  }
}

async function officePlaces(tx: Tx, personId: string): Promise<PersonPlace[]> {
  const sql = 'SELECT DISTINCT organizationId FROM organization_officer WHERE scopeId = ? AND personId = ?';
  return (await tx.rows<{ organizationId: string }>(sql, [INSTALLATION_SCOPE, personId])).map((at) => ({ at }));
}
