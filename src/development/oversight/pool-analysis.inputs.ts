import { ArgsType, Field, InputType, Int } from '@nestjs/graphql';
import { IsBoolean, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  IntegerField,
  LocalDateField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import { problem } from '../../platform/graphql/validation.js';
import { DEVELOPMENT_LENGTH_MAX } from '../cases/development-case.entity.js';
import { SubtreeArgs } from './due-list.inputs.js';
import { PoolOrder } from './pool-analysis.objects.js';

const YEARS = { min: 2000, max: 2199 } as const;
const YEAR_PROBLEM = problem('OUT_OF_RANGE', `须在 ${YEARS.min} 至 ${YEARS.max} 之间`, `must be from ${YEARS.min} to ${YEARS.max}`);

@ArgsType()
export class CommitteePoolsArgs extends SubtreeArgs {
  @Field(() => Int, { description: described('年度', 'Year') })
  @IsInt({ message: YEAR_PROBLEM })
  @Min(YEARS.min, { message: YEAR_PROBLEM })
  @Max(YEARS.max, { message: YEAR_PROBLEM })
  year: number;

  @Field(() => Boolean, { nullable: true, description: described('只列出未完成的,或只列出已完成的', 'Only those not done, or those done') })
  @IsOptional()
  @IsBoolean()
  isDone?: boolean | null;

  @Field(() => PoolOrder, { defaultValue: PoolOrder.NAME, description: described('排序', 'Order') })
  @IsString()
  order: PoolOrder;
}

@InputType({ description: described('登记一年的队伍分析(R07)', 'Record the analysis of a year (R07)') })
export class RecordPoolAnalysisInput {
  @IdField('基层党委', 'The committee')
  organizationId: string;

  @IntegerField('年度', 'Year', YEARS)
  year: number;

  @LocalDateField('分析日期', 'Day of the analysis')
  analyzedOn: LocalDate;

  @TextField('文件编号', 'Number of the paper', { max: DEVELOPMENT_LENGTH_MAX.documentNumber })
  documentNumber: string;

  @TextField('结论(不写个人情况)', 'Conclusion, about nobody in person', { max: DEVELOPMENT_LENGTH_MAX.note, multiline: true })
  conclusion: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('确认队伍分析', 'Confirm an analysis') })
export class ConfirmPoolAnalysisInput {
  @IdField('队伍分析', 'The analysis')
  poolAnalysisId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('退回队伍分析', 'Reject an analysis') })
export class RejectPoolAnalysisInput extends ConfirmPoolAnalysisInput {
  @TextField('原因', 'Why', { max: DEVELOPMENT_LENGTH_MAX.reason, multiline: true })
  reason: string;
}
