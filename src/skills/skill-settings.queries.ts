import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { type ListingDefinition, Listings, type Page, type Selection, where } from '../platform/database/listing.js';
import { Transactions } from '../platform/database/transactions.js';
import type { SkillTrainersArgs } from './skill-settings.inputs.js';
import { type SkillSettings, type SkillTrainerView, standardView } from './skill-settings.objects.js';
import { SkillRequirement } from './skill-standard.entity.js';
import { standardOn } from './skill-standard.js';
import { standardsOf } from './skill-standards.service.js';

/** Decisions of one park that are shown. */
const DECISIONS_SHOWN_MAX = 100;

/** How an entry of the register is read; other lists join it. */
export const trainerListing: ListingDefinition = {
  table: 'skill_trainer',
  fields: {
    id: 'id',
    parkId: 'parkId',
    displayName: 'displayName',
    isTrainer: 'isTrainer',
    isAssessor: 'isAssessor',
    qualification: 'qualification',
    startsOn: 'startsOn',
    endsOn: 'endsOn',
    version: 'version',
  },
  orders: { NAME: { by: ['{t}.displayName'], direction: 'ASC' } },
};

/** Reads of a park's standard, of its decisions and of its register. */
@Injectable()
export class SkillSettingsQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
  ) {}

  /** The settings of one park, or null when it lies outside the caller's scope. */
  async settings(caller: Caller, parkId: string): Promise<SkillSettings | null> {
    const scope = await this.access.parks(caller, 'skills.read');
    return this.transactions.run(async (tx) => {
      const condition = scope.condition('park.id');
      const known = await tx.rows(`SELECT id FROM park WHERE id = ? AND ${condition.sql}`, [parkId, ...condition.parameters]);
      if (known.length === 0) return null;
      const standards = await standardsOf(tx, parkId);
      const requirements = await tx.manager.find(SkillRequirement, {
        where: { parkId },
        order: { decisionNumber: 'DESC' },
        take: DECISIONS_SHOWN_MAX,
      });
      return {
        parkId,
        requiredFrom: requirements[0]?.requiredFrom ?? null,
        standard: standardView(standardOn(standards, localDateOf(tx.at))),
        standards: standards.map(standardView).reverse(),
        requirements,
      };
    });
  }

  /** A page of the register. */
  async skillTrainers(caller: Caller, args: SkillTrainersArgs, selection: Selection): Promise<Page<SkillTrainerView>> {
    const scope = await this.access.parks(caller, 'skills.read');
    const { parkId, holdsOn } = args.filter ?? {};
    const conditions = [scope.condition()];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (holdsOn) conditions.push(where('{t}.startsOn <= ? AND ({t}.endsOn IS NULL OR {t}.endsOn > ?)', holdsOn, holdsOn));
    const { first, after, order } = args;
    return this.listings.page<SkillTrainerView>(trainerListing, { selection, conditions, order, first, after });
  }

  /** One entry, or null when there is none in scope. */
  async skillTrainer(caller: Caller, id: string, selection: Selection): Promise<SkillTrainerView | null> {
    const scope = await this.access.parks(caller, 'skills.read');
    return this.listings.one<SkillTrainerView>(trainerListing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }
}
