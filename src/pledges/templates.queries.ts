import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { type ListingDefinition, Listings, type Page, type Selection, where } from '../platform/database/listing.js';
import { SHIPPED_TEMPLATES } from './shipped-templates.js';
import { numbered } from './template-content.js';
import type { PledgeTemplatesArgs } from './templates.inputs.js';
import type { PledgeTemplateView, ShippedPledgeTemplateView } from './templates.objects.js';

/** How templates are read; pledges and plates join it. */
export const templateListing: ListingDefinition = {
  table: 'pledge_template',
  fields: Object.fromEntries(
    [
      ...['id', 'parkId', 'code', 'templateVersion', 'edition', 'name', 'nameEn', 'audience', 'preamble', 'preambleEn', 'clauses'],
      ...['declaredClauseCount', 'validityMonths', 'renewalNoticeDays', 'renewalRule', 'change', 'changeNote', 'status', 'contentHash'],
      ...['publishedAt', 'retiredAt', 'version'],
    ].map((name) => [name, name]),
  ),
  json: ['clauses'],
  orders: {
    NAME: { by: ['{t}.name', '{t}.templateVersion'], direction: 'ASC' },
    NEWEST_FIRST: { by: ['{t}.createdAt'], direction: 'DESC' },
  },
};

/** Reads of templates within the caller's parks. */
@Injectable()
export class PledgeTemplateQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
  ) {}

  /** A page of templates. */
  async page(caller: Caller, args: PledgeTemplatesArgs, selection: Selection): Promise<Page<PledgeTemplateView>> {
    const conditions = [(await this.access.parks(caller, 'pledges.read')).condition()];
    const filter = args.filter ?? {};
    for (const name of ['parkId', 'status', 'audience'] as const) {
      if (filter[name]) conditions.push(where(`{t}.${name} = ?`, filter[name]));
    }
    return this.listings.page<PledgeTemplateView>(templateListing, { ...args, selection, conditions });
  }

  /** One template, or null when there is none in scope. */
  async one(caller: Caller, id: string, selection: Selection): Promise<PledgeTemplateView | null> {
    const scope = (await this.access.parks(caller, 'pledges.read')).condition();
    return this.listings.one<PledgeTemplateView>(templateListing, selection, [where('{t}.id = ?', id), scope]);
  }

  /** The drafts that come with the program. */
  shipped(): ShippedPledgeTemplateView[] {
    return SHIPPED_TEMPLATES.map((template) => ({ ...template, clauses: numbered(template.clauses) }));
  }
}
