import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { SalesGrainEnum } from './sales.objects.js';

export const ImportStatus = {
  STAGED: 'STAGED',
  COMMITTING: 'COMMITTING',
  COMMITTED: 'COMMITTED',
  REVERSING: 'REVERSING',
  REVERSED: 'REVERSED',
} as const;
export type ImportStatus = (typeof ImportStatus)[keyof typeof ImportStatus];
describedEnum(ImportStatus, 'ImportStatus', '导入批次的状态', 'State of an import', {
  STAGED: ['已读取,等待确认', 'Read, waiting for the decision'],
  COMMITTING: ['正在入账', 'Being booked'],
  COMMITTED: ['已入账', 'Booked'],
  REVERSING: ['正在撤销', 'Being reversed'],
  REVERSED: ['已撤销', 'Reversed'],
});

export const ImportRowState = { VALID: 'VALID', REFUSED: 'REFUSED', SKIPPED: 'SKIPPED' } as const;
describedEnum(ImportRowState, 'ImportRowState', '读取一行的结果', 'Result of reading a row', {
  VALID: ['有效', 'Valid'],
  REFUSED: ['有错误,不入账', 'Has errors, is not booked'],
  SKIPPED: ['没有可入账的内容(如未付款、重复行)', 'Nothing to book (unpaid, repeated)'],
});

export const ImportOutcome = {
  BOOKED: 'BOOKED',
  DUPLICATE: 'DUPLICATE',
  OBSERVED: 'OBSERVED',
  CORRECTION_PROPOSED: 'CORRECTION_PROPOSED',
  CORRECTED: 'CORRECTED',
  REFUND_EXCEEDS_SALE: 'REFUND_EXCEEDS_SALE',
  UNMATCHED: 'UNMATCHED',
  REVERSED: 'REVERSED',
} as const;
describedEnum(ImportOutcome, 'ImportOutcome', '一行的入账结果', 'What became of a row', {
  BOOKED: ['已入账', 'Booked'],
  DUPLICATE: ['以前导入过,内容相同', 'Imported before with the same content'],
  OBSERVED: ['已保存但未入账:本场以另一粒度入账', 'Kept but not booked: the session is booked at another grain'],
  CORRECTION_PROPOSED: ['与已入账的数字不同,等待接受更正', 'Differs from what is booked; waits until corrections are accepted'],
  CORRECTED: ['已按差额更正', 'Booked as a correction of the difference'],
  REFUND_EXCEEDS_SALE: ['退款超过销售额,不入账', 'The refund exceeds the sale; not booked'],
  UNMATCHED: ['没有找到对应的场次', 'No session was found for it'],
  REVERSED: ['已撤销', 'Reversed'],
});

@ObjectType({ description: described('文件或行里的一个问题', 'Something found in a file or a row') })
export class ImportFinding {
  @Field(() => Int, {
    nullable: true,
    description: described('行号(与表格软件显示的一致)', 'Row number, as the spreadsheet program shows it'),
  })
  row: number | null;

  @Field(() => String, { nullable: true, description: described('列名', 'Header of the column') })
  column: string | null;

  @Field({ description: described('固定代码', 'Stable code') })
  code: string;

  @Field({ description: described('ERROR 不入账,WARNING 仅提示', 'ERROR is not booked, WARNING is shown only') })
  severity: string;

  @Field({ description: described('说明', 'Explanation') })
  message: string;
}

@ObjectType({ description: described('行数统计', 'Rows by result') })
export class ImportCounts {
  @Field(() => Int, { description: described('新入账', 'Booked') })
  booked: number;

  @Field(() => Int, { description: described('重复', 'Duplicates') })
  duplicates: number;

  @Field(() => Int, { description: described('已保存未入账(粒度不同)', 'Kept, not booked (another grain)') })
  observed: number;

  @Field(() => Int, { description: described('待接受的更正', 'Corrections that wait to be accepted') })
  correctionsProposed: number;

  @Field(() => Int, { description: described('已更正', 'Corrected') })
  corrected: number;

  @Field(() => Int, { description: described('没有对应场次', 'Without a session') })
  unmatched: number;

  @Field(() => Int, { description: described('有错误,未入账', 'With errors, not booked') })
  refused: number;

  @Field(() => Int, { description: described('跳过', 'Skipped') })
  skipped: number;

  @Field(() => Int, { description: described('尚未处理', 'Not handled yet') })
  pending: number;
}

@ObjectType({ description: described('后台任务的进度', 'Progress of the job') })
export class ImportProgress {
  @Field(() => Int, { description: described('已处理', 'Done') })
  done: number;

  @Field(() => Int, { nullable: true, description: described('总数', 'Total') })
  total: number | null;

  @Field({ description: described('任务状态', 'State of the job') })
  jobStatus: string;

  @Field(() => String, { nullable: true, description: described('最近一次失败', 'The latest failure') })
  lastError: string | null;
}

@ObjectType('ImportBatch', { description: described('一个导入批次(一次上传)', 'One import: one uploaded file') })
export class ImportBatchView {
  @Field(() => ID, { description: described('编号,即 uploadId', 'Id, the uploadId') })
  id: string;

  @Field(() => ID, { description: described('园区编号', 'Id of the park') })
  parkId: string;

  @Field({ description: described('文件名', 'Name of the file') })
  fileName: string;

  @Field({ description: described('文件的 SHA-256', 'SHA-256 of the file') })
  sha256: string;

  @Field({ description: described('识别出的格式', 'The format that was recognized') })
  mappingName: string;

  @Field({ description: described('平台', 'Platform') })
  platform: string;

  @Field(() => SalesGrainEnum, { description: described('统计粒度', 'Grain') })
  grain: keyof typeof SalesGrainEnum;

  @Field({ description: described('金额口径/退款口径', 'Basis of amounts and refunds') })
  basis: string;

  @Field(() => ImportStatus, { description: described('状态', 'State') })
  status: ImportStatus;

  @Field(() => Int, { description: described('数据行数', 'Data rows') })
  rowCount: number;

  @Field(() => [String], {
    description: described('没有保存的列(买家信息和不认识的列)', 'Columns that were not kept (about buyers, or unknown)'),
  })
  droppedHeaders: string[];

  @Field(() => [ImportFinding], { description: described('关于整个文件的提示', 'Findings about the file as a whole') })
  fileFindings: ImportFinding[];

  @Field(() => ImportCounts, { description: described('各种结果的行数', 'Rows by result') })
  counts?: ImportCounts;

  @Field(() => [ImportFinding], {
    description: described(
      '没有入账或需要核对的行(行号、代码、说明),最多 200 条',
      'Rows that were not booked or should be checked (number, code, explanation), at most 200',
    ),
  })
  problems?: ImportFinding[];

  @Field(() => ImportProgress, { nullable: true, description: described('入账或撤销的进度', 'Progress of the commit or the reversal') })
  progress?: ImportProgress | null;

  @Field(() => String, { nullable: true, description: described('撤销原因', 'Reason of the reversal') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('上传时间', 'When it was uploaded') })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('入账时间', 'When it was booked') })
  committedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('撤销时间', 'When it was reversed') })
  reversedAt: Date | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('ImportRow', { description: described('文件中的一行', 'One row of a file') })
export class ImportRowView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => Int, { description: described('行号', 'Row number') })
  rowNumber: number;

  @Field(() => ImportRowState, { description: described('读取结果', 'Result of reading') })
  state: keyof typeof ImportRowState;

  @Field(() => ImportOutcome, { nullable: true, description: described('入账结果;未处理时为 null', 'Outcome; null while not handled') })
  outcome: keyof typeof ImportOutcome | null;

  @Field({ description: described('平台直播编号', "The platform's id of the live") })
  liveExportId: string;

  @Field(() => ID, { nullable: true, description: described('对应的场次', 'The session it belongs to') })
  sessionId: string | null;

  @Field(() => [ImportFinding], { description: described('这一行的问题', 'Findings of the row') })
  findings: ImportFinding[];
}

export const ImportBatchConnection = connectionOf(ImportBatchView, 'ImportBatch', '导入批次', 'imports');
export const ImportRowConnection = connectionOf(ImportRowView, 'ImportRow', '文件行', 'rows of a file');

@ObjectType({ description: described('对导入批次操作的结果', 'Result of an operation on an import') })
export class ImportBatchPayload extends MutationPayload {
  @Field(() => ImportBatchView, { nullable: true, description: described('批次', 'The import') })
  importBatch?: ImportBatchView | null;
}

@ObjectType({ description: described('关联直播与场次的结果', 'Result of attaching a live to a session') })
export class AttachLivePayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: described('场次编号', 'Id of the session') })
  sessionId?: string | null;
}
