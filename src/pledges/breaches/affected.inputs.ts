import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { EnumField, ExpectedVersionField, IdField, TextField } from '../../platform/graphql/input-fields.js';
import { AffectedSessionOrder } from './affected.objects.js';
import { AffectedDecision } from './breach-states.js';
import { BreachTargetInput, REASON_MAX, TEXT_MAX } from './breaches.inputs.js';

@InputType({ description: described('受影响场次的筛选', 'Which affected sessions to list') })
export class AffectedSessionFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @EnumField(() => AffectedDecision, '决定', 'Decision', { optional: true })
  decision?: AffectedDecision | null;
}

@ArgsType()
export class AffectedSessionsArgs extends PageArgs {
  @Field(() => AffectedSessionFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => AffectedSessionFilter)
  @ValidateNested()
  filter?: AffectedSessionFilter | null;

  @Field(() => AffectedSessionOrder, { defaultValue: AffectedSessionOrder.STARTING_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: AffectedSessionOrder;
}

@InputType({ description: described('决定一个受影响的场次', 'Decide about an affected session') })
export class DecideAffectedSessionInput {
  @IdField('受影响的场次', 'Id of the affected session')
  affectedSessionId: string;

  @EnumField(() => AffectedDecision, '决定', 'The decision')
  decision: AffectedDecision;

  @TextField('理由', 'Reason', { max: REASON_MAX })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('本人陈述', 'Say what one has to say') })
export class GiveMyStatementInput extends BreachTargetInput {
  @TextField('陈述内容(加密保存)', 'The statement, stored encrypted', { max: TEXT_MAX, multiline: true })
  statement: string;
}

@InputType({ description: described('本人申诉', 'Appeal against a decision about oneself') })
export class AppealMyBreachDecisionInput extends BreachTargetInput {
  @TextField('申诉理由(加密保存)', 'The grounds, stored encrypted', { max: TEXT_MAX, multiline: true })
  grounds: string;
}
