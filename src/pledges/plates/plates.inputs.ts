import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  EnumListField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  LocalDateField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import { PlateStatus } from './plate-states.js';
import { PlateOrder } from './plates.objects.js';

@InputType({ description: described('挂牌列表的筛选', 'Which plates to list') })
export class PlateFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @IdField('门店', 'Id of the storefront', { optional: true })
  storefrontId?: string | null;

  @EnumListField(() => PlateStatus, '状态', 'Statuses', { optional: true, maxItems: 5 })
  status?: PlateStatus[] | null;
}

@ArgsType()
export class PlatesArgs extends PageArgs {
  @Field(() => PlateFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => PlateFilter)
  @ValidateNested()
  filter?: PlateFilter | null;

  @Field(() => PlateOrder, { defaultValue: PlateOrder.SERIAL, description: described('排序', 'Order') })
  @IsString()
  order: PlateOrder;
}

@InputType({ description: described('发牌', 'Issue a plate') })
export class IssuePlateInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @IdField('门店', 'Id of the storefront')
  storefrontId: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一块牌的操作', 'A verb on one plate') })
export class PlateTargetInput {
  @IdField('牌', 'Id of the plate')
  plateId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('确认悬挂(不需要照片)', 'Confirm that the plate hangs; no photograph is needed') })
export class DisplayPlateInput extends PlateTargetInput {
  @LocalDateField('悬挂日', 'Day on which it was put up')
  displayedOn: string;
}

@InputType({ description: described('收回或作废一块牌,须说明理由', 'Recall or void a plate, with the reason') })
export class RecallPlateInput extends PlateTargetInput {
  @TextField('理由', 'Reason', { max: 300 })
  reason: string;
}
