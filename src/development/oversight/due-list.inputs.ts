import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { ReadingPurpose } from '../cases/case-states.js';
import { DueListOrder, InspectionOrder } from './due-list.objects.js';
import { DevelopmentDeadlineCode } from './reminder-texts.js';

const ID_LENGTH_MAX = 64;

@ArgsType()
export class SubtreeArgs extends PageArgs {
  @Field(() => ID, { description: described('该党组织及其下级', 'This organization and everything below it') })
  @IsString()
  @MaxLength(ID_LENGTH_MAX)
  organizationId: string;
}

@ArgsType()
export class DueListArgs extends SubtreeArgs {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('以哪一天判断逾期;默认今天', 'Overdue on which day; today by default'),
  })
  @IsOptional()
  @IsString()
  asOfDay?: LocalDate | null;

  @Field(() => DevelopmentDeadlineCode, { nullable: true, description: described('只列出此种期限', 'Only deadlines of this kind') })
  @IsOptional()
  @IsString()
  code?: keyof typeof DevelopmentDeadlineCode | null;

  @Field(() => ReadingPurpose, { description: described('查阅目的(留痕)', 'Why it is read; recorded') })
  @IsString()
  purpose: ReadingPurpose;

  @Field(() => DueListOrder, { defaultValue: DueListOrder.DUE_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: DueListOrder;
}

@ArgsType()
export class InspectionsArgs extends SubtreeArgs {
  @Field(() => LocalDateScalar, { nullable: true, description: described('以哪一天判断;默认今天', 'As of which day; today by default') })
  @IsOptional()
  @IsString()
  asOfDay?: LocalDate | null;

  @Field(() => InspectionOrder, { defaultValue: InspectionOrder.LATE_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: InspectionOrder;
}
