import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../graphql/connection.js';
import { described, describedEnum } from '../graphql/descriptions.js';
import { IdField, InstantField, TextField } from '../graphql/input-fields.js';
import { AUDIT_LENGTH_MAX } from './audit.entities.js';

/** Sort orders of audit entries. */
export const AuditEntryOrder = { NEWEST_FIRST: 'NEWEST_FIRST', OLDEST_FIRST: 'OLDEST_FIRST' } as const;
export type AuditEntryOrder = (typeof AuditEntryOrder)[keyof typeof AuditEntryOrder];
describedEnum(AuditEntryOrder, 'AuditEntryOrder', '审计记录的排序', 'Sort order of audit entries', {
  NEWEST_FIRST: ['最近的在前', 'Latest first'],
  OLDEST_FIRST: ['最早的在前', 'Earliest first'],
});

@InputType({ description: described('审计记录筛选条件', 'Which audit entries') })
export class AuditEntryFilter {
  @IdField('操作者的账号', 'Account of the actor', { optional: true })
  actorId?: string | null;

  @TextField('动作,如 confirmSession', 'The verb, such as confirmSession', { optional: true, max: AUDIT_LENGTH_MAX.action })
  action?: string | null;

  @TextField('记录的种类', 'Kind of the record', { optional: true, max: AUDIT_LENGTH_MAX.recordKind })
  recordKind?: string | null;

  @IdField('记录的编号', 'Id of the record', { optional: true })
  recordId?: string | null;

  @IdField('所属的园区、党组织或整个系统', 'The park, organization or installation that they belong to', { optional: true })
  scopeId?: string | null;

  @InstantField('自此时间起', 'From this instant on', { optional: true })
  fromAt?: Date | null;

  @InstantField('早于此时间', 'Before this instant', { optional: true })
  beforeAt?: Date | null;
}

@ArgsType()
export class AuditEntriesArgs extends PageArgs {
  @Field(() => AuditEntryFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => AuditEntryFilter)
  @ValidateNested()
  filter?: AuditEntryFilter | null;

  @Field(() => AuditEntryOrder, { defaultValue: AuditEntryOrder.NEWEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: AuditEntryOrder;
}
