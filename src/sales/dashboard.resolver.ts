import { Args, ArgsType, Field, ID, Int, Resolver } from '@nestjs/graphql';
import { IsOptional, Max, Min } from 'class-validator';
import { Access } from '../access/access.js';
import { ScopeKind } from '../access/roles.js';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import { daysBetween } from '../platform/clock/local-date.js';
import type { Selection } from '../platform/database/listing.js';
import { badInput } from '../platform/errors/faults.js';
import { described } from '../platform/graphql/descriptions.js';
import { QueryOperation } from '../platform/graphql/operations.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { Selected } from '../platform/graphql/selection.js';
import { problem } from '../platform/graphql/validation.js';
import { BeneficiarySales, type DayFigures, figuresObject, type MemberSalesFigures, SalesDashboard } from './dashboard.objects.js';
import { Dashboards, type MemberFigures } from './dashboard.queries.js';
import { type Period, PERIOD_DAYS_MAX } from './period.rules.js';

const TOP_MAX = 50;
const TOP_DEFAULT = 10;

@ArgsType()
class PeriodArgs {
  @Field(() => LocalDateScalar, { description: described('第一天', 'First day') })
  from: string;

  @Field(() => LocalDateScalar, { description: described('最后一天(含)', 'Last day, included') })
  to: string;
}

@ArgsType()
class DashboardArgs extends PeriodArgs {
  @Field(() => ID, { description: described('园区编号', 'Id of the park') })
  @IsOptional()
  parkId: string;

  @Field(() => Int, { defaultValue: TOP_DEFAULT, description: described('榜单条数,1 至 50', 'Members per ranking, 1 to 50') })
  @Min(1, { message: problem('OUT_OF_RANGE', '至少为 1', 'must be at least 1') })
  @Max(TOP_MAX, { message: problem('OUT_OF_RANGE', `最多为 ${TOP_MAX}`, `must be at most ${TOP_MAX}`) })
  top: number;
}

@Resolver()
export class DashboardResolver {
  constructor(
    private readonly dashboards: Dashboards,
    private readonly access: Access,
  ) {}

  @QueryOperation(() => SalesDashboard, {
    zh: '园区销售看板:合计、逐日、主播、产品、助农受益方,以及与上一期间的对比',
    en: "A park's sales dashboard: totals, days, streamers, products, beneficiaries and the period before",
    permission: 'sales.read',
  })
  async salesDashboard(
    @CurrentCaller() caller: Caller,
    @Args() args: DashboardArgs,
    @Selected() selection: Selection,
  ): Promise<SalesDashboard> {
    await this.access.requirePark(caller, 'sales.read', args.parkId, 'parkId');
    const period = checkedPeriod(args);
    const dashboard = await this.dashboards.read(args.parkId, period, args.top, selection);
    const { previous } = dashboard;
    return {
      parkId: args.parkId,
      ...period,
      totals: figuresObject(dashboard.totals),
      watermarkAt: dashboard.watermarkAt,
      isCatchingUp: dashboard.isCatchingUp,
      previous: previous && { ...previous.period, totals: figuresObject(previous.totals) },
      days: dashboard.days?.map((day): DayFigures => ({ ...figuresObject(day), day: day.day })),
      streamers: dashboard.streamers?.map(memberObject),
      products: dashboard.products?.map(memberObject),
      beneficiaries: dashboard.beneficiaries?.map((member) => ({
        beneficiaryId: member.memberId!,
        name: member.name,
        netFen: member.netFen,
        sessionsHeld: member.sessionsHeld,
      })),
    };
  }

  @QueryOperation(() => [BeneficiarySales], {
    zh: '受益方查看本方的助农净销售额',
    en: 'A beneficiary reads its own farm-aid net sales',
    permission: 'own.sales',
  })
  async myFarmAidSales(@CurrentCaller() caller: Caller, @Args() args: PeriodArgs): Promise<BeneficiarySales[]> {
    const ownIds = this.access.ownIds(caller, 'own.sales', ScopeKind.BENEFICIARY);
    const days = await this.dashboards.beneficiaryDays(ownIds, checkedPeriod(args));
    return ownIds.map((beneficiaryId) => {
      const own = days.filter((day) => day.beneficiaryId === beneficiaryId);
      return {
        beneficiaryId,
        name: own[0]?.name ?? null,
        netFen: own.reduce((sum, day) => sum + day.netFen, 0n),
        sessionsHeld: own.reduce((sum, day) => sum + day.sessionsHeld, 0),
      };
    });
  }
}

function memberObject(member: MemberFigures): MemberSalesFigures {
  return { ...figuresObject(member), memberId: member.memberId, name: member.name };
}

function checkedPeriod({ from, to }: Period): Period {
  if (to < from)
    throw badInput(['to'], 'PERIOD_REVERSED', { zh: '最后一天不能早于第一天', en: 'the last day must not be before the first' });
  if (daysBetween(from, to) >= PERIOD_DAYS_MAX) {
    throw badInput(['to'], 'PERIOD_TOO_LONG', { zh: `期间最长 ${PERIOD_DAYS_MAX} 天`, en: `a period has at most ${PERIOD_DAYS_MAX} days` });
  }
  return { from, to };
}
