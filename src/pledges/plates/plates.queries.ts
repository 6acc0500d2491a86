import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { storefrontListing } from '../../enterprises/storefronts.queries.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { type ListingDefinition, Listings, type Page, type Selection, where, whereIn } from '../../platform/database/listing.js';
import { showReason } from '../../platform/reasons/program-reasons.js';
import { pledgeListing } from '../pledges.queries.js';
import { veilReview } from '../review-veil.js';
import { PLATE_CODE_FORMS, type PlateCode, PlateCodes } from './plate-code.js';
import type { PlateStatus } from './plate-states.js';
import { verdictOf } from './plate.rules.js';
import type { PlatesArgs } from './plates.inputs.js';
import type { PlateView } from './plates.objects.js';

const historyListing: ListingDefinition = {
  table: 'plate_history',
  fields: { id: 'id', verb: 'verb', fromStatus: 'fromStatus', toStatus: 'toStatus', reason: 'reason', at: 'at' },
  derive: showReason,
};

function plateListing(today: LocalDate): ListingDefinition {
  return {
    table: 'plate',
    fields: Object.fromEntries(
      [
        ...['id', 'parkId', 'serialNumber', 'status', 'issuedOn', 'validUntil', 'displayedOn', 'recalledOn', 'recallDueOn', 'reason'],
        ...['fulfilledCount', 'version'],
      ].map((name) => [name, name]),
    ),
    always: ['parkId', 'status', 'validUntil'],
    derive: (row) => {
      showReason(row);
      row.isValid = verdictOf({ status: row.status as PlateStatus, validUntil: String(row.validUntil) }, today) === 'VALID';
    },
    one: {
      storefront: { listing: () => storefrontListing, key: 'storefrontId' },
      pledge: { listing: () => pledgeListing(today), key: 'pledgeId' },
    },
    many: { history: { listing: () => historyListing, ownerKey: 'plateId', orderBy: '{t}.at, {t}.id', scope: 'parkId' } },
    orders: {
      SERIAL: { by: ['{t}.serialNumber'], direction: 'ASC' },
      RECALL_DUE_FIRST: { by: [`COALESCE({t}.recallDueOn, '2199-12-31')`], direction: 'ASC' },
    },
  };
}

/** Reads of plates within the caller's parks. */
@Injectable()
export class PlateQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly clock: Clock,
    private readonly codes: PlateCodes,
  ) {}

  /** A page of plates; the open recalls are those that are RECALLED. */
  async page(caller: Caller, args: PlatesArgs, selection: Selection): Promise<Page<PlateView>> {
    const conditions = [(await this.access.parks(caller, 'pledges.read')).condition()];
    const { parkId, storefrontId, status } = args.filter ?? {};
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (storefrontId) conditions.push(where('{t}.storefrontId = ?', storefrontId));
    if (status) conditions.push(whereIn('{t}.status', status));
    const page = await this.listings.page<PlateView>(this.listing(), { ...args, selection, conditions });
    return { ...page, nodes: await this.veiled(caller, page.nodes) };
  }

  /** One plate, or null when there is none in scope. */
  async one(caller: Caller, id: string, selection: Selection): Promise<PlateView | null> {
    const scope = (await this.access.parks(caller, 'pledges.read')).condition();
    const plate = await this.listings.one<PlateView>(this.listing(), selection, [where('{t}.id = ?', id), scope]);
    await this.veiled(caller, plate ? [plate] : []);
    return plate;
  }

  /** The pledges on which plates stand do not tell of an undecided review either (PR-7). */
  private async veiled(caller: Caller, plates: PlateView[]): Promise<PlateView[]> {
    const cases = await this.access.parks(caller, 'breaches.read');
    for (const { parkId, pledge } of plates) if (pledge && !cases.includes(parkId)) veilReview(pledge, localDateOf(this.clock.now()));
    return plates;
  }

  /** The code to be printed on a plate in the selected forms, for those who manage plates; null when there is none in scope. */
  async code(caller: Caller, plateId: string, selection: Selection): Promise<PlateCode | null> {
    const scope = (await this.access.parks(caller, 'plates.manage')).condition();
    const plate = await this.listings.one(this.listing(), {}, [where('{t}.id = ?', plateId), scope]);
    const forms = PLATE_CODE_FORMS.filter((form) => selection[form] !== undefined);
    return plate ? this.codes.codeOf(plateId, forms) : null;
  }

  private listing(): ListingDefinition {
    return plateListing(localDateOf(this.clock.now()));
  }
}
