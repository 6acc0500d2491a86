import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { CheckOutcome, FactStatus } from '../cases/case-states.js';
import { FactKind } from '../machine/case-facts.js';
import { TimelineEntryKind } from './timeline-kinds.js';

@ObjectType('DevelopmentDocument', {
  description: described('发展党员材料(不保存材料本身)', 'A paper of a development case; the paper itself is not stored'),
})
export class DevelopmentDocumentView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('个案', 'The case') })
  caseId: string;

  @Field(() => ID, { nullable: true, description: described('它所证明的事实', 'The fact that it proves') })
  factId: string | null;

  @Field({ description: described('材料种类的代码', 'Code of the paper') })
  paperKind: string;

  @Field({ description: described('材料种类', 'What kind of paper it is, in Chinese') })
  paperName: string;

  @Field({ description: described('材料名称', 'Title') })
  title: string;

  @Field({ description: described('文号或档案位置', 'Document number, or place in the file') })
  reference: string;

  @Field(() => String, { nullable: true, description: described('扫描件的 SHA-256', 'SHA-256 of the scan') })
  documentSha256: string | null;

  @Field(() => Int, { description: described('页数', 'Pages') })
  pagesCount: number;

  @Field({ description: described('由谁保管', 'Who keeps it') })
  heldBy: string;

  @Field(() => String, { nullable: true, description: described('登记人', 'Who attached it') })
  attachedByName: string | null;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was attached') })
  attachedAt: Date;

  @Field(() => ID, { nullable: true, description: described('它更正了哪一份', 'The entry that it corrects') })
  supersedesId: string | null;

  @Field(() => String, { nullable: true, description: described('更正原因', 'Why it corrects that entry') })
  correctionReason: string | null;

  @Field(() => ID, {
    nullable: true,
    description: described('被哪一份更正;现行有效的为 null', 'The entry that corrects it; null while it stands'),
  })
  supersededById: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('撤回时间', 'When it was withdrawn') })
  withdrawnAt: Date | null;

  @Field(() => String, { nullable: true, description: described('撤回原因', 'Why it was withdrawn') })
  withdrawnReason: string | null;

  @Field({ description: described('是否现行有效', 'Whether it stands') })
  isStanding: boolean;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of papers. */
export const DevelopmentDocumentConnection = connectionOf(
  DevelopmentDocumentView,
  'DevelopmentDocument',
  '发展党员材料',
  'papers of a development case',
);

@ObjectType({ description: described('材料操作的结果', 'Result of a verb on a paper') })
export class DevelopmentDocumentPayload extends MutationPayload {
  @Field(() => DevelopmentDocumentView, { nullable: true, description: described('材料', 'The paper') })
  document?: DevelopmentDocumentView | null;
}

@ObjectType('DevelopmentTimelineEntry', { description: described('全程纪实中的一条', 'One entry of the timeline') })
export class DevelopmentTimelineEntryView {
  @Field(() => ID, { description: described('编号,在全程纪实中唯一', 'Id, unique in the timeline') })
  id: string;

  @Field(() => ID, {
    description: described('所指记录的编号;一条记录可有多条纪实', 'Id of the record that it is about, which may have several entries'),
  })
  recordId: string;

  @Field(() => TimelineEntryKind, { description: described('种类', 'Kind') })
  kind: TimelineEntryKind;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was written down') })
  happenedAt: Date;

  @Field(() => String, { nullable: true, description: described('由谁', 'Who did it') })
  actorName: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('事情发生的日期', 'The day on which it happened') })
  occurredOn: string | null;

  @Field(() => ID, { nullable: true, description: described('事实', 'The fact') })
  factId: string | null;

  @Field(() => FactKind, { nullable: true, description: described('事实的种类', 'Kind of the fact') })
  factKind: FactKind | null;

  @Field(() => FactStatus, { nullable: true, description: described('事实的状态', 'Where the fact stands') })
  factStatus: FactStatus | null;

  @Field(() => String, { nullable: true, description: described('文号', 'Document number') })
  documentNumber: string | null;

  @Field(() => String, { nullable: true, description: described('材料名称', 'Title of the paper') })
  title: string | null;

  @Field(() => ID, { nullable: true, description: described('规则编号', 'Rule') })
  ruleId: string | null;

  @Field(() => ID, { nullable: true, description: described('规则版本', 'Rule set') })
  ruleSetId: string | null;

  @Field(() => CheckOutcome, { nullable: true, description: described('检查结果', 'What the rule said') })
  outcome: CheckOutcome | null;

  @Field(() => String, { nullable: true, description: described('转入的党组织', 'The organization to which the case moved') })
  toOrganizationName: string | null;

  @Field(() => String, { nullable: true, description: described('原因或说明', 'Reason, or what the rule says') })
  reason: string | null;
}

/** A page of a timeline. */
export const DevelopmentTimelineConnection = connectionOf(
  DevelopmentTimelineEntryView,
  'DevelopmentTimelineEntry',
  '全程纪实',
  'entries of a timeline',
);

@ObjectType('DevelopmentArchivePaper', { description: described('归档所需的一种材料', 'A paper that the archive asks for') })
export class ArchivePaperView {
  @Field({ description: described('材料种类的代码', 'Code of the paper') })
  paperKind: string;

  @Field({ description: described('材料名称(按 Accept-Language)', 'What it is called, in the language of Accept-Language') })
  name: string;

  @Field({ description: described('由哪条规则或本地方案要求', 'R34, or LOCAL when the own plan of the organization asks for it') })
  demandedBy: string;

  @Field(() => String, { nullable: true, description: described('所属步骤', 'The step that it belongs to') })
  stepCode: string | null;

  @Field({ description: described('是否已有现行有效的一份', 'Whether one stands in the file') })
  isHeld: boolean;

  @Field(() => String, { nullable: true, description: described('缺少时怎么办', 'What to do when it is missing') })
  cure: string | null;
}

@ObjectType('DevelopmentArchiveReadiness', {
  description: described('归档材料是否齐全(R34)', 'Whether the papers are complete for the archive (R34)'),
})
export class ArchiveReadinessView {
  @Field({ description: described('是否齐全', 'Whether nothing is missing') })
  isComplete: boolean;

  @Field(() => [ArchivePaperView], { description: described('所需材料', 'What is asked for') })
  papers: ArchivePaperView[];
}
