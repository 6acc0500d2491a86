import { Args, ID, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { Access } from '../access/access.js';
import { Products } from '../parks/products.service.js';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import { Clock } from '../platform/clock/clock.js';
import { Listings, type Page, type Selection, where, whereIn } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import {
  CorrectSalesEntryInput,
  MapProductCodeInput,
  RecordSalesInput,
  ReverseSalesEntryInput,
  SalesEntriesArgs,
  SwitchSessionGrainInput,
} from './sales.inputs.js';
import {
  MapProductCodePayload,
  RecordSalesPayload,
  SalesEntryConnection,
  type SalesEntryView,
  type SalesFinding,
  SessionSales,
  SwitchSessionGrainPayload,
  UnmappedProductCode,
} from './sales.objects.js';
import { salesEntryListing, salesFindings, sessionSalesListing } from './sales.queries.js';
import { Sales } from './sales.service.js';

const UNMAPPED_CODES_MAX = 500;
const INPUT = { description: described('输入', 'Input') };

@Resolver()
export class SalesResolver {
  constructor(
    private readonly sales: Sales,
    private readonly products: Products,
    private readonly listings: Listings,
    private readonly access: Access,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  @QueryOperation(() => SalesEntryConnection, { zh: '销售流水', en: 'The sales ledger', permission: 'sales.read' })
  async salesEntries(
    @CurrentCaller() caller: Caller,
    @Args() args: SalesEntriesArgs,
    @Selected() selection: Selection,
  ): Promise<Page<SalesEntryView>> {
    const conditions = [(await this.access.parks(caller, 'sales.read')).condition()];
    if (args.parkId) conditions.push(where('{t}.parkId = ?', args.parkId));
    if (args.sessionId) conditions.push(where('{t}.sessionId = ?', args.sessionId));
    if (args.batchId) conditions.push(where('{t}.batchId = ?', args.batchId));
    if (args.from) conditions.push(where('{t}.occurredOn >= ?', args.from));
    if (args.to) conditions.push(where('{t}.occurredOn <= ?', args.to));
    return this.listings.page(salesEntryListing, { selection, conditions, order: args.orderBy, first: args.first, after: args.after });
  }

  @QueryOperation(() => SessionSales, {
    zh: '一个场次的销售合计',
    en: 'Sales totals of one session',
    permission: 'sales.read',
    nullable: true,
  })
  async sessionSales(
    @CurrentCaller() caller: Caller,
    @Args('sessionId', { type: () => ID, description: described('场次编号', 'Id of the session') }) sessionId: string,
    @Selected() selection: Selection,
  ): Promise<SessionSales | null> {
    const scope = (await this.access.parks(caller, 'sales.read')).condition();
    return this.listings.one(sessionSalesListing(this.clock.now().getTime()), selection, [where('{t}.sessionId = ?', sessionId), scope]);
  }

  @QueryOperation(() => [UnmappedProductCode], {
    zh: '尚未对应产品的平台商品编码,最多 500 个',
    en: 'Product codes of platforms without a product, at most 500',
    permission: 'sales.read',
  })
  async unmappedProductCodes(
    @CurrentCaller() caller: Caller,
    @Args('parkId', { type: () => ID, description: described('园区编号', 'Id of the park') }) parkId: string,
  ): Promise<UnmappedProductCode[]> {
    await this.access.requirePark(caller, 'sales.read', parkId, 'parkId');
    return this.dataSource.query<UnmappedProductCode[]>(
      `SELECT l.platform AS platform, l.productCode AS code, MAX(l.productName) AS productName, COUNT(*) AS lineCount, SUM(l.bookedSaleFen) AS bookedSaleFen
       FROM sales_line l LEFT JOIN product_platform_code c ON c.parkId = l.parkId AND c.platform = l.platform AND c.code = l.productCode
       WHERE l.parkId = ? AND l.productCode IS NOT NULL AND l.productId IS NULL AND c.id IS NULL
       GROUP BY l.platform, l.productCode ORDER BY l.platform, l.productCode LIMIT ${UNMAPPED_CODES_MAX}`,
      [parkId],
    );
  }

  @MutationOperation(() => RecordSalesPayload, {
    zh: '手工记一场直播的销售与退款',
    en: 'Records sales and refunds of a session by hand',
    permission: 'sales.record',
  })
  async recordSales(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordSalesInput,
    @Selected() selection: Selection,
  ): Promise<RecordSalesPayload> {
    const scope = (await this.access.parks(caller, 'sales.record')).condition();
    return this.entriesPayload(await this.sales.record(caller, scope, input), selection);
  }

  @MutationOperation(() => RecordSalesPayload, { zh: '冲销一笔流水', en: 'Reverses an entry', permission: 'sales.correct' })
  async reverseSalesEntry(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ReverseSalesEntryInput,
    @Selected() selection: Selection,
  ): Promise<RecordSalesPayload> {
    const scope = (await this.access.parks(caller, 'sales.correct')).condition();
    return this.entriesPayload([await this.sales.reverse(caller, scope, input)], selection);
  }

  @MutationOperation(() => RecordSalesPayload, {
    zh: '按差额更正一笔流水',
    en: 'Corrects an entry by a difference',
    permission: 'sales.correct',
  })
  async correctSalesEntry(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CorrectSalesEntryInput,
    @Selected() selection: Selection,
  ): Promise<RecordSalesPayload> {
    const scope = (await this.access.parks(caller, 'sales.correct')).condition();
    return this.entriesPayload([await this.sales.correct(caller, scope, input)], selection);
  }

  @MutationOperation(() => SwitchSessionGrainPayload, {
    zh: '切换场次的统计粒度:冲销旧粒度流水并按新粒度入账,同一事务',
    en: 'Switches the grain of a session: reverses the old entries and books the new ones in one transaction',
    permission: 'sales.correct',
  })
  async switchSessionGrain(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SwitchSessionGrainInput,
    @Selected() selection: Selection,
  ): Promise<SwitchSessionGrainPayload> {
    const scope = (await this.access.parks(caller, 'sales.correct')).condition();
    const sessionId = await this.sales.switchGrain(caller, scope, input);
    const listing = sessionSalesListing(this.clock.now().getTime());
    return {
      sessionSales: await this.listings.one(listing, selectionBelow(selection, 'sessionSales'), [
        where('{t}.sessionId = ?', sessionId),
        scope,
      ]),
    };
  }

  @MutationOperation(() => MapProductCodePayload, {
    zh: '把平台商品编码对应到产品;已入账的数字随即归入该产品',
    en: "Maps a platform's product code to a product; figures already booked then count for it",
    permission: 'sales.correct',
  })
  async mapProductCode(@CurrentCaller() caller: Caller, @Args('input', INPUT) input: MapProductCodeInput): Promise<MapProductCodePayload> {
    const scope = (await this.access.parks(caller, 'sales.correct')).condition();
    return { productId: await this.sales.mapProductCode(caller, scope, this.products, input) };
  }

  private async entriesPayload(ids: readonly string[], selection: Selection): Promise<RecordSalesPayload> {
    const entries = await this.listings.list<SalesEntryView>(
      salesEntryListing,
      selectionBelow(selection, 'entries'),
      [whereIn('{t}.id', ids)],
      '{t}.id',
      ids.length,
    );
    return { entries, findings: selection.findings ? await this.findings(ids) : [] };
  }

  /** What should be checked in the session of the entries, from the ledger: its totals come later. */
  private async findings(ids: readonly string[]): Promise<SalesFinding[]> {
    const sums = await this.dataSource.query<{ ofKind: string; amountFen: number | string }[]>(
      `SELECT e.ofKind AS ofKind, SUM(e.amountFen) AS amountFen FROM sales_entry o JOIN sales_entry e ON e.parkId = o.parkId AND e.sessionId = o.sessionId
       WHERE o.id = ? GROUP BY e.ofKind`,
      [ids[0]],
    );
    const sumOf = (kind: string) => BigInt(sums.find(({ ofKind }) => ofKind === kind)?.amountFen ?? 0);
    return salesFindings({ saleFen: sumOf('SALE'), refundFen: -sumOf('REFUND') });
  }
}
