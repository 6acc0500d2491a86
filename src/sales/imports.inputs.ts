import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  BooleanField,
  EnumField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  IdListField,
  IntegerField,
  ObjectListField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { Platform } from '../streamers/platform-account-states.js';
import { ImportOutcome, ImportRowState } from './imports.objects.js';

@InputType({ description: described('助农受益方及其比例', 'A beneficiary with its share') })
export class ImportBeneficiaryInput {
  @IdField('受益方', 'The beneficiary')
  beneficiaryId: string;

  @IntegerField('比例(万分之一)', 'Share in basis points', { min: 1, max: 10_000 })
  shareBasisPoints: number;
}

@InputType({ description: described('入账的选择', 'Decisions for a commit') })
export class ImportChoicesInput {
  @IdField('文件没有账号时选择的平台账号', 'Platform account when the file names none', { optional: true })
  accountId?: string | null;

  @IdListField('补录场次的主播(文件没有可识别的主播时)', 'Hosts of sessions recorded afterwards when the file names none that is known', {
    optional: true,
    maxItems: 10,
  })
  hostStreamerIds?: string[] | null;

  @BooleanField('把没有对应场次的直播补录为过去的场次', 'Record lives without a session as past sessions', { optional: true })
  recordMissingSessions?: boolean | null;

  @BooleanField('接受与账上不同的数字并按差额更正', 'Accept figures that differ and book the differences', { optional: true })
  acceptCorrections?: boolean | null;

  @BooleanField('把以另一粒度入账的场次切换到本文件的粒度', "Switch sessions booked at another grain to this file's grain", {
    optional: true,
  })
  switchGrain?: boolean | null;

  @ObjectListField(
    () => ImportBeneficiaryInput,
    '补录的场次是助农场次,受益方如下',
    'Beneficiaries, when the recorded sessions are farm-aid sessions',
    { optional: true, maxItems: 20 },
  )
  beneficiaries?: ImportBeneficiaryInput[] | null;
}

@InputType({ description: described('确认入账', 'Commits an import') })
export class CommitImportInput extends ImportChoicesInput {
  @IdField('上传编号', 'Id of the upload')
  uploadId: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('撤销一个已入账的批次', 'Reverses a booked import') })
export class ReverseImportBatchInput {
  @IdField('批次编号', 'Id of the import')
  batchId: string;

  @TextField('原因', 'Reason', { min: 2, max: 200 })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('把平台的一场直播关联到场次', "Attaches a platform's live to a session") })
export class AttachLiveInput {
  @IdField('场次', 'The session')
  sessionId: string;

  @EnumField(() => Platform, '平台', 'Platform')
  platform: Platform;

  @TextField('平台直播编号', "The platform's id of the live", { max: 100 })
  liveExportId: string;
}

@ArgsType()
export class ImportBatchesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: described('园区', 'Park') })
  @IsOptional()
  parkId?: string | null;
}

@ArgsType()
export class ImportRowsArgs extends PageArgs {
  @Field(() => ID, { description: described('批次编号', 'Id of the import') })
  batchId: string;

  @EnumField(() => ImportRowState, '只列出读取结果为此的行', 'Only rows with this result of reading', { optional: true })
  state?: string | null;

  @EnumField(() => ImportOutcome, '只列出入账结果为此的行', 'Only rows with this outcome', { optional: true })
  outcome?: string | null;
}
