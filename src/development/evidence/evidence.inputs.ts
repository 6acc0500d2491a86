import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, IsString } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { ExpectedVersionField, IdempotencyKeyField, IdField, IntegerField, TextField } from '../../platform/graphql/input-fields.js';
import { ReadingPurpose } from '../cases/case-states.js';
import { PAPER_LENGTH_MAX } from './development-document.entity.js';
import { TimelineEntryKind } from './timeline-kinds.js';

const PAGES_MAX = 10_000;
const SHA256_LENGTH = 64;

/** Orders of a timeline. */
export const TimelineOrder = { OLDEST_FIRST: 'OLDEST_FIRST', NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type TimelineOrder = (typeof TimelineOrder)[keyof typeof TimelineOrder];
describedEnum(TimelineOrder, 'DevelopmentTimelineOrder', '全程纪实的排序', 'Order of a timeline', {
  OLDEST_FIRST: ['最早的在前', 'Oldest first'],
  NEWEST_FIRST: ['最近的在前', 'Latest first'],
});

/** Orders of a case's papers. */
export const DocumentOrder = { NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type DocumentOrder = (typeof DocumentOrder)[keyof typeof DocumentOrder];
describedEnum(DocumentOrder, 'DevelopmentDocumentOrder', '材料的排序', 'Order of papers', {
  NEWEST_FIRST: ['最近登记的在前', 'Latest attached first'],
});

@InputType({ isAbstract: true })
class PaperInput {
  @TextField(
    '材料种类的代码(如 APPLICATION_LETTER,本地增加的种类用方案里的代码)',
    "Code of the paper, such as APPLICATION_LETTER, or a code of the organization's own plan",
    {
      max: PAPER_LENGTH_MAX.paperKind,
      pattern: {
        expression: /^[A-Z][A-Z0-9_]*$/,
        code: 'BAD_CODE',
        zh: '须为大写字母、数字和下划线',
        en: 'must be capital letters, digits and _',
      },
    },
  )
  paperKind: string;

  @TextField('材料名称', 'Title', { max: PAPER_LENGTH_MAX.title })
  title: string;

  @TextField('文号或档案位置', 'Document number, or place in the file', { max: PAPER_LENGTH_MAX.reference })
  reference: string;

  @TextField('扫描件的 SHA-256(64 位小写十六进制);系统不保存扫描件', 'SHA-256 of the scan, which is not stored here', {
    optional: true,
    min: SHA256_LENGTH,
    max: SHA256_LENGTH,
    pattern: { expression: /^[0-9a-f]+$/, code: 'BAD_SHA256', zh: '须为小写十六进制', en: 'must be lower-case hexadecimal' },
  })
  documentSha256?: string | null;

  @IntegerField('页数', 'Pages', { min: 1, max: PAGES_MAX })
  pagesCount: number;

  @TextField('由谁保管', 'Who keeps it', { max: PAPER_LENGTH_MAX.heldBy })
  heldBy: string;
}

@InputType({ description: described('登记一份材料', 'Attach a paper') })
export class AttachDevelopmentDocumentInput extends PaperInput {
  @IdField('个案', 'The case')
  caseId: string;

  @IdField('它所证明的事实;关于整个个案的材料不填', 'The fact that it proves; left out for a paper about the whole case', {
    optional: true,
  })
  factId?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({
  description: described('更正一份材料:新的一份取代它,原来的保留', 'Correct a paper: a new entry takes its place and the old one stays'),
})
export class CorrectDevelopmentDocumentInput extends PaperInput {
  @IdField('被更正的材料', 'The paper that is corrected')
  documentId: string;

  @TextField('更正原因', 'Why', { max: PAPER_LENGTH_MAX.reason, multiline: true })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('撤回登错个案的材料,记录保留', 'Withdraw a paper that does not belong to the case; its entry stays') })
export class WithdrawDevelopmentDocumentInput {
  @IdField('材料', 'The paper')
  documentId: string;

  @TextField('原因', 'Why', { max: PAPER_LENGTH_MAX.reason, multiline: true })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@ArgsType()
export class DevelopmentDocumentsArgs extends PageArgs {
  @Field(() => ID, { description: described('个案', 'The case') })
  @IsString()
  caseId: string;

  @Field(() => ReadingPurpose, { description: described('查阅目的(留痕)', 'Why it is read; recorded') })
  @IsString()
  purpose: ReadingPurpose;

  @Field(() => Boolean, { defaultValue: false, description: described('只看现行有效的', 'Only those that stand') })
  onlyStanding: boolean;

  @Field(() => DocumentOrder, { defaultValue: DocumentOrder.NEWEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: DocumentOrder;
}

@ArgsType()
export class DevelopmentTimelineArgs extends PageArgs {
  @Field(() => ID, { description: described('个案', 'The case') })
  @IsString()
  caseId: string;

  @Field(() => ReadingPurpose, { description: described('查阅目的(留痕)', 'Why it is read; recorded') })
  @IsString()
  purpose: ReadingPurpose;

  @Field(() => [TimelineEntryKind], { nullable: true, description: described('只看这些种类', 'Only these kinds') })
  @IsOptional()
  kinds?: TimelineEntryKind[] | null;

  @Field(() => TimelineOrder, { defaultValue: TimelineOrder.OLDEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: TimelineOrder;
}
