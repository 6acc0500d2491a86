import { ArgsType, Field, ID } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, IsString, MaxLength } from 'class-validator';
import type { LocalMonth } from '../../platform/clock/local-date.js';
import { described } from '../../platform/graphql/descriptions.js';
import { LocalMonthScalar } from '../../platform/graphql/scalars.js';
import { ReadingPurpose } from '../cases/case-states.js';
import { FactKind } from '../machine/case-facts.js';
import { SubtreeArgs } from './due-list.inputs.js';
import { ForecastOrder } from './forecast.objects.js';

const KINDS_MAX = 20;
const ID_LENGTH_MAX = 64;

@ArgsType()
export class ForecastArgs extends SubtreeArgs {
  @Field(() => LocalMonthScalar, { description: described('从这个月起', 'From this month on') })
  @IsString()
  fromMonth: LocalMonth;

  @Field(() => LocalMonthScalar, { description: described('到这个月止(含),最多 36 个月', 'Up to this month, at most 36 months') })
  @IsString()
  toMonth: LocalMonth;

  @Field(() => [FactKind], { nullable: true, description: described('只看这些步骤', 'Only these steps') })
  @IsOptional()
  @ArrayMaxSize(KINDS_MAX)
  kinds?: FactKind[] | null;

  @Field(() => ReadingPurpose, { description: described('查阅目的(留痕)', 'Why it is read; recorded') })
  @IsString()
  purpose: ReadingPurpose;

  @Field(() => ForecastOrder, { defaultValue: ForecastOrder.EARLIEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: ForecastOrder;
}

@ArgsType()
export class ForecastMonthsArgs {
  @Field(() => ID, { description: described('该党组织及其下级', 'This organization and everything below it') })
  @IsString()
  @MaxLength(ID_LENGTH_MAX)
  organizationId: string;

  @Field(() => LocalMonthScalar, { description: described('从这个月起', 'From this month on') })
  @IsString()
  fromMonth: LocalMonth;

  @Field(() => LocalMonthScalar, { description: described('到这个月止(含),最多 36 个月', 'Up to this month, at most 36 months') })
  @IsString()
  toMonth: LocalMonth;
}
