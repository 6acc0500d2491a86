import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, FenScalar } from '../platform/graphql/scalars.js';
import { ImportBatchView, ImportCounts, ImportFinding } from './imports.objects.js';
import { SalesGrainEnum } from './sales.objects.js';

export const LivePlacing = {
  MATCHED: 'MATCHED',
  WILL_RECORD: 'WILL_RECORD',
  LIVE_NOT_ENDED: 'LIVE_NOT_ENDED',
  SESSION_NOT_ENDED: 'SESSION_NOT_ENDED',
  ACCOUNT_NOT_CHOSEN: 'ACCOUNT_NOT_CHOSEN',
  ACCOUNT_UNKNOWN: 'ACCOUNT_UNKNOWN',
  UNMATCHED: 'UNMATCHED',
} as const;
describedEnum(LivePlacing, 'LivePlacing', '一场直播归入哪个场次', 'Where a live belongs', {
  MATCHED: ['已对应到场次', 'Belongs to a session'],
  WILL_RECORD: ['将补录为过去的场次', 'Will be recorded afterwards as a past session'],
  LIVE_NOT_ENDED: ['直播还没有结束(下播时间在将来)', 'The live has not ended: its end lies in the future'],
  SESSION_NOT_ENDED: ['对应的场次还没有结束', 'Its session has not been ended'],
  ACCOUNT_NOT_CHOSEN: ['文件没有账号名称,还没有选择账号', 'The file names no account, and none was chosen'],
  ACCOUNT_UNKNOWN: ['账号没有登记', 'Its account is not registered'],
  UNMATCHED: ['没有对应的场次', 'No session was found'],
});

@ObjectType({ description: described('预览中的一场直播', 'One live in a preview') })
export class ImportPreviewLive {
  @Field({ description: described('平台直播编号', "The platform's id of the live") })
  liveExportId: string;

  @Field(() => String, { nullable: true, description: described('标题', 'Title') })
  title: string | null;

  @Field(() => String, { nullable: true, description: described('主播昵称', 'Name of the host') })
  hostName: string | null;

  @Field(() => String, { nullable: true, description: described('账号名称', 'Name of the account') })
  accountName: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('开播时间', 'Start') })
  startAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('下播时间', 'End') })
  endAt: Date | null;

  @Field(() => ID, { nullable: true, description: described('对应的场次', 'The session it belongs to') })
  sessionId: string | null;

  @Field(() => LivePlacing, { description: described('归入哪个场次', 'Where it belongs') })
  placing: keyof typeof LivePlacing;

  @Field(() => Int, { description: described('行数', 'Rows') })
  rowCount: number;

  @Field(() => SalesGrainEnum, { nullable: true, description: described('本场现在的入账粒度', 'Grain of record of the session now') })
  grainOfRecord: keyof typeof SalesGrainEnum | null;

  @Field({ description: described('是否需要切换粒度才能入账', 'Whether the grain must be switched to book it') })
  isGrainSwitchNeeded: boolean;

  @Field(() => FenScalar, { description: described('账上成交金额', 'Paid amount in the ledger') })
  ledgerSaleFen: bigint;

  @Field(() => FenScalar, { description: described('账上退款', 'Refunds in the ledger') })
  ledgerRefundFen: bigint;

  @Field(() => FenScalar, { description: described('文件成交金额', 'Paid amount in the file') })
  fileSaleFen: bigint;

  @Field(() => FenScalar, { description: described('文件退款', 'Refunds in the file') })
  fileRefundFen: bigint;
}

@ObjectType('ImportPreview', { description: described('入账前的预览;不写入任何数据', 'What a commit would do; nothing is written') })
export class ImportPreviewView {
  @Field(() => ImportBatchView, { description: described('批次', 'The import') })
  batch: ImportBatchView;

  @Field(() => ImportCounts, { description: described('预计各种结果的行数', 'Expected rows by result') })
  counts: ImportCounts;

  @Field(() => FenScalar, { description: described('将入账的成交金额', 'Paid amount that would be booked') })
  bookedSaleFen: bigint;

  @Field(() => FenScalar, { description: described('将入账的退款(正数)', 'Refunds that would be booked, positive') })
  bookedRefundFen: bigint;

  @Field(() => [ImportPreviewLive], { description: described('文件中的各场直播', 'The lives in the file') })
  lives: ImportPreviewLive[];

  @Field(() => [Int], { description: described('没有对应场次的行号,最多 200 个', 'Numbers of rows without a session, at most 200') })
  unmatchedRows: number[];

  @Field(() => [ImportFinding], {
    description: described(
      '不会入账或需要核对的行及其原因和办法,最多 200 条;没有行号的是整个入账会被拒绝的原因',
      'Rows that would not be booked or should be checked, why, and what to do about it, at most 200; those without a row would refuse the whole commit',
    ),
  })
  findings: ImportFinding[];

  @Field(() => [ID], { description: described('同一个文件以前的批次', 'Earlier imports of the very same file') })
  sameFileBatchIds: string[];
}
