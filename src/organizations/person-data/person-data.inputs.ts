import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { IsOptional, IsString } from 'class-validator';
import { PAGE_SIZE_MAX, PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  BooleanField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  IntegerField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import { ErasureStatus } from './erasure-states.js';
import { ERASURE_LENGTH_MAX } from './person-erasure.entity.js';

const CURSOR_LENGTH_MAX = 200;
const REASON_LENGTH_MAX = 300;

@InputType({ description: described('取得本人信息副本的一页', "A page of the copy of one's own data") })
export class RevealMyPersonalDataInput {
  @IntegerField('每页记录数,1 至 100', 'Records per page, 1 to 100', { min: 1, max: PAGE_SIZE_MAX })
  first: number;

  @TextField('从此位置之后开始', 'Start after this position', { max: CURSOR_LENGTH_MAX, optional: true })
  after?: string | null;
}

@InputType({ description: described('取得某人信息副本的一页', "A page of the copy of somebody's data") })
export class RevealPersonalDataInput extends RevealMyPersonalDataInput {
  @IdField('人员编号', 'Id of the person')
  personId: string;

  @TextField('事由,例如本人申请书编号;留痕', "Why, such as the reference of the person's request; it is recorded", {
    max: REASON_LENGTH_MAX,
  })
  reason: string;
}

@InputType({ description: described('申请删除本人的个人信息', 'Asks that the own data be erased') })
export class RequestMyErasureInput {
  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('登记本人书面的删除申请', 'Records a request of erasure on paper') })
export class RequestPersonErasureInput {
  @IdField('人员编号', 'Id of the person')
  personId: string;

  @TextField('申请书编号', 'Reference of the signed request', { max: ERASURE_LENGTH_MAX.reference })
  requestReference: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对删除申请的决定;须由另一人作出', 'The decision about a request; a second person makes it') })
export class DecidePersonErasureInput {
  @IdField('删除申请编号', 'Id of the request')
  erasureId: string;

  @BooleanField('是否同意;同意后不可撤回', 'Whether it is approved; an approval does not come back')
  isApproved: boolean;

  @TextField('决定理由', 'Reason of the decision', { max: ERASURE_LENGTH_MAX.reason })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@ArgsType()
export class PersonErasuresArgs extends PageArgs {
  @Field(() => ErasureStatus, { nullable: true, description: described('只看该状态', 'Only this state') })
  @IsOptional()
  @IsString()
  status?: ErasureStatus | null;
}
