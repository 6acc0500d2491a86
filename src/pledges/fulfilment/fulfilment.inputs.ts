import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  EnumField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  LocalDateField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import { CommitmentKind, CommitmentStatus } from './fulfilment-states.js';
import { CommitmentOrder } from './fulfilment.objects.js';

const TEXT_MAX = 300;

@InputType({ description: described('践诺事项列表的筛选', 'Which commitments to list') })
export class CommitmentFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @IdField('承诺人', 'Id of the party', { optional: true })
  signatoryId?: string | null;

  @EnumField(() => CommitmentStatus, '状态', 'Status', { optional: true })
  status?: CommitmentStatus | null;
}

@ArgsType()
export class CommitmentsArgs extends PageArgs {
  @Field(() => CommitmentFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => CommitmentFilter)
  @ValidateNested()
  filter?: CommitmentFilter | null;

  @Field(() => CommitmentOrder, { defaultValue: CommitmentOrder.DUE_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: CommitmentOrder;
}

@InputType({ description: described('登记公开承诺事项', 'Enter a commitment made in public') })
export class MakeCommitmentInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @IdField('承诺', 'Id of the pledge in force')
  pledgeId: string;

  @EnumField(() => CommitmentKind, '种类', 'Kind')
  kind: CommitmentKind;

  @TextField('内容', 'What is promised', { max: TEXT_MAX })
  text: string;

  @LocalDateField('期限', 'Due day')
  dueOn: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一项事项的操作', 'A verb on one commitment') })
export class CommitmentTargetInput {
  @IdField('事项', 'Id of the commitment')
  commitmentId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('登记佐证', 'Add evidence') })
export class AddFulfilmentEvidenceInput extends CommitmentTargetInput {
  @TextField('材料编号或网址', 'Reference of the paper or page', { max: TEXT_MAX })
  reference: string;

  @LocalDateField('日期', 'Day')
  notedOn: string;
}

@InputType({ description: described('撤回兑现的确认', 'Take the confirmation of a commitment back') })
export class ReopenCommitmentInput extends CommitmentTargetInput {
  @TextField('理由', 'Reason', { max: TEXT_MAX })
  reason: string;
}

@InputType({ description: described('取消事项', 'Drop a commitment') })
export class DropCommitmentInput extends CommitmentTargetInput {
  @TextField('理由', 'Reason', { max: TEXT_MAX })
  reason: string;
}
