import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { FactKind } from '../machine/case-facts.js';
import { type TakeoverOutcome, TakeoverRowOutcome, TakeoverRowState, TakeoverStatus } from './takeover-states.js';

/** Weight of a finding. */
export const FindingSeverity = { ERROR: 'ERROR', WARNING: 'WARNING', NOTE: 'NOTE' } as const;
export type FindingSeverity = (typeof FindingSeverity)[keyof typeof FindingSeverity];
describedEnum(FindingSeverity, 'DevelopmentTakeoverFindingSeverity', '问题的轻重', 'Weight of a finding', {
  ERROR: ['错误,该行不会接管', 'An error; the row is left out'],
  WARNING: ['提醒,不影响接管', 'A warning that stops nothing'],
  NOTE: ['说明', 'A note'],
});

@ObjectType('DevelopmentTakeoverFinding', {
  description: described('接管表格中的一个问题', 'Something found in a sheet of existing cases'),
})
export class TakeoverFindingView {
  @Field(() => String, {
    nullable: true,
    description: described('列名;整行的为 null', 'Header of the column; null for the row as a whole'),
  })
  column: string | null;

  @Field({ description: described('固定代码', 'Stable code') })
  code: string;

  @Field(() => FindingSeverity, { description: described('轻重', 'Weight') })
  severity: FindingSeverity;

  @Field(() => ID, { nullable: true, description: described('规则编号', 'The rule that speaks') })
  ruleId: string | null;

  @Field({ description: described('说明(按 Accept-Language)', 'What it is, in the language of Accept-Language') })
  message: string;

  @Field(() => String, { nullable: true, description: described('处理办法', 'What to do') })
  cure: string | null;
}

@ObjectType('DevelopmentTakeoverFact', { description: described('一行中的一项事实', 'One fact of a row') })
export class TakeoverFactView {
  @Field(() => FactKind, { description: described('种类', 'Kind') })
  kind: FactKind;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day') })
  occurredOn: string;

  @Field(() => String, { nullable: true, description: described('文号', 'Document number') })
  documentNumber: string | null;

  @Field(() => [ID], { description: described('说明理由后略过的提醒', 'Warnings that are passed with a reason') })
  overriddenRuleIds: string[];
}

@ObjectType('DevelopmentTakeoverRow', { description: described('接管表格的一行:一个人的个案', 'One row of a takeover: one case') })
export class TakeoverRowView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => Int, { description: described('表中的行号', 'Row number in the sheet') })
  rowNumber: number;

  @Field(() => TakeoverRowState, { description: described('读取结果', 'Result of the reading') })
  state: TakeoverRowState;

  @Field(() => TakeoverRowOutcome, { description: described('结果', 'What became of it') })
  outcome: TakeoverOutcome;

  @Field(() => String, { nullable: true, description: described('姓名;撤回后为 null', 'Name; null once the row was taken back') })
  fullName: string | null;

  @Field({ description: described('身份证号(隐去)', 'ID-card number, masked') })
  idCardMasked: string;

  @Field(() => String, { nullable: true, description: described('党支部', 'The branch') })
  organizationName: string | null;

  @Field(() => [TakeoverFactView], {
    description: described('读出的事实;接管或撤回后为空', 'Facts that were read; empty once taken over or taken back'),
  })
  facts: TakeoverFactView[];

  @Field(() => [TakeoverFindingView], { description: described('问题', 'What was found') })
  findings: TakeoverFindingView[];

  @Field(() => ID, { nullable: true, description: described('接管成的个案', 'The case that it became') })
  caseId: string | null;
}

/** A page of rows. */
export const TakeoverRowConnection = connectionOf(TakeoverRowView, 'DevelopmentTakeoverRow', '接管表格的行', 'rows of a takeover');

@ObjectType('DevelopmentTakeoverCounts', { description: described('各种结果的行数', 'How many rows stand where') })
export class TakeoverCountsView {
  @Field(() => Int, { description: described('全部', 'All') })
  total: number;

  @Field(() => Int, { description: described('可以提交的', 'That may be committed') })
  valid: number;

  @Field(() => Int, { description: described('等待确认的', 'That wait for the second person') })
  pending: number;

  @Field(() => Int, { description: described('已接管的', 'That became cases') })
  takenOver: number;

  @Field(() => Int, { description: described('以前已接管的', 'That were taken over before') })
  duplicates: number;

  @Field(() => Int, { description: described('有错误或被拒绝的', 'With errors or refused') })
  refused: number;
}

@ObjectType('DevelopmentTakeover', { description: described('接管既有个案的一个批次(INV-13a)', 'A takeover of existing cases (INV-13a)') })
export class TakeoverView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('党组织', 'The organization') })
  organizationId: string;

  @Field({ description: described('文件名', 'Name of the file') })
  fileName: string;

  @Field({ description: described('文件的 SHA-256', 'SHA-256 of the file') })
  documentSha256: string;

  @Field(() => TakeoverStatus, { description: described('状态', 'State') })
  status: TakeoverStatus;

  @Field({
    description: described(
      '处理是否已中止:多次失败,不会自动继续,须由人重新启动或撤回',
      'Whether the work on it has stopped after many attempts: somebody restarts it or takes it back',
    ),
  })
  isStuck: boolean;

  @Field(() => [String], { description: described('没有识别、未读取的列', 'Columns that were not understood and left out') })
  droppedHeaders: string[];

  @Field(() => TakeoverCountsView, { description: described('各种结果的行数', 'How many rows stand where') })
  counts: TakeoverCountsView;

  @Field(() => [ID], {
    description: described(
      '表中说明理由后略过的提醒;确认时须逐项同意',
      'Warnings that the sheet passes with a reason; the confirmer accepts each',
    ),
  })
  overriddenRuleIds: string[];

  @Field(() => Int, { nullable: true, description: described('正在处理:已完成的行数', 'While it is worked on: rows done') })
  progressDone: number | null;

  @Field(() => Int, { nullable: true, description: described('正在处理:总行数', 'While it is worked on: rows in all') })
  progressTotal: number | null;

  @Field(() => String, { nullable: true, description: described('上传人', 'Who uploaded it') })
  uploadedByName: string | null;

  @Field(() => DateTimeScalar, { description: described('上传时间', 'When it was uploaded') })
  uploadedAt: Date;

  @Field(() => String, { nullable: true, description: described('提交人', 'Who committed it') })
  committedByName: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('提交时间', 'When it was committed') })
  committedAt: Date | null;

  @Field(() => String, { nullable: true, description: described('确认人', 'Who confirmed it') })
  confirmedByName: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('确认时间', 'When it was confirmed') })
  confirmedAt: Date | null;

  @Field(() => String, { nullable: true, description: described('撤回或不同意的原因', 'Why it was taken back') })
  reason: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of takeovers. */
export const TakeoverConnection = connectionOf(TakeoverView, 'DevelopmentTakeover', '接管批次', 'takeovers');

@ObjectType({ description: described('接管操作的结果', 'Result of a verb on a takeover') })
export class DevelopmentTakeoverPayload extends MutationPayload {
  @Field(() => TakeoverView, { nullable: true, description: described('接管批次', 'The takeover') })
  takeover?: TakeoverView | null;
}

@ObjectType('DevelopmentTakeoverTemplate', { description: described('接管表格的模板', 'Template of the sheet') })
export class TakeoverTemplateView {
  @Field({ description: described('文件名', 'Name of the file') })
  fileName: string;

  @Field({ description: described('.xlsx 文件内容(Base64)', 'The .xlsx file in Base64') })
  contentBase64: string;
}
