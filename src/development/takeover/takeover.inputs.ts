import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, IsString } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { ExpectedVersionField, IdField, IdListField, TextField } from '../../platform/graphql/input-fields.js';
import { TakeoverRowOutcome, TakeoverRowState } from './takeover-states.js';

const REASON_MAX = 500;
const RULE_IDS_MAX = 36;

/** Orders of takeovers. */
export const TakeoverOrder = { NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type TakeoverOrder = (typeof TakeoverOrder)[keyof typeof TakeoverOrder];
describedEnum(TakeoverOrder, 'DevelopmentTakeoverOrder', '接管批次的排序', 'Order of takeovers', {
  NEWEST_FIRST: ['最近上传的在前', 'Latest uploaded first'],
});

/** Orders of a takeover's rows. */
export const TakeoverRowOrder = { ROW_NUMBER: 'ROW_NUMBER' } as const;
export type TakeoverRowOrder = (typeof TakeoverRowOrder)[keyof typeof TakeoverRowOrder];
describedEnum(TakeoverRowOrder, 'DevelopmentTakeoverRowOrder', '接管表格各行的排序', 'Order of the rows of a takeover', {
  ROW_NUMBER: ['按表中的行号', 'As they stand in the sheet'],
});

@ArgsType()
export class TakeoversArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: described('党组织', 'The organization') })
  @IsOptional()
  @IsString()
  organizationId?: string | null;

  @Field(() => TakeoverOrder, { defaultValue: TakeoverOrder.NEWEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: TakeoverOrder;
}

@ArgsType()
export class TakeoverRowsArgs extends PageArgs {
  @Field(() => ID, { description: described('接管批次', 'The takeover') })
  @IsString()
  takeoverId: string;

  @Field(() => TakeoverRowState, { nullable: true, description: described('读取结果', 'Result of the reading') })
  @IsOptional()
  state?: TakeoverRowState | null;

  @Field(() => TakeoverRowOutcome, { nullable: true, description: described('结果', 'What became of the row') })
  @IsOptional()
  outcome?: (typeof TakeoverRowOutcome)[keyof typeof TakeoverRowOutcome] | null;

  @Field(() => TakeoverRowOrder, { defaultValue: TakeoverRowOrder.ROW_NUMBER, description: described('排序', 'Order') })
  @IsString()
  order: TakeoverRowOrder;
}

@InputType({ description: described('提交接管批次', 'Commit a takeover') })
export class CommitDevelopmentTakeoverInput {
  @IdField('接管批次', 'The takeover')
  takeoverId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('确认接管批次(须由提交人以外的人办理)', 'Confirm a takeover, by somebody else than who committed it') })
export class ConfirmDevelopmentTakeoverInput extends CommitDevelopmentTakeoverInput {
  @IdListField('同意略过的提醒(规则编号)', 'Ids of the warnings that are accepted', { optional: true, maxItems: RULE_IDS_MAX })
  acceptedRuleIds?: string[] | null;
}

@InputType({ description: described('撤回尚未确认的接管批次', 'Take an unconfirmed takeover back') })
export class ReverseDevelopmentTakeoverInput extends CommitDevelopmentTakeoverInput {
  @TextField('原因', 'Why', { max: REASON_MAX, multiline: true })
  reason: string;
}

@InputType({ description: described('不同意接管批次', 'Say no to a takeover') })
export class RejectDevelopmentTakeoverInput extends CommitDevelopmentTakeoverInput {
  @TextField('原因', 'Why', { max: REASON_MAX, multiline: true })
  reason: string;
}

@InputType({ description: described('重新启动处理中止的接管批次', 'Restart a takeover whose work has stopped') })
export class RestartDevelopmentTakeoverInput extends CommitDevelopmentTakeoverInput {}
