import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { PledgeAudience } from '../template-states.js';
import { CommitmentKind, CommitmentStatus } from './fulfilment-states.js';

/** Sort orders of commitments. */
export const CommitmentOrder = { DUE_FIRST: 'DUE_FIRST', NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type CommitmentOrder = (typeof CommitmentOrder)[keyof typeof CommitmentOrder];
describedEnum(CommitmentOrder, 'CommitmentOrder', '践诺事项列表的排序', 'Sort order of commitments', {
  DUE_FIRST: ['先到期的在前', 'Soonest due first'],
  NEWEST_FIRST: ['最新在前', 'Newest first'],
});

@ObjectType('FulfilmentEvidence', { description: described('一份佐证', 'A piece of evidence') })
export class FulfilmentEvidenceView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('材料编号或网址', 'Reference of the paper or page') })
  reference: string;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day') })
  notedOn: string;
}

@ObjectType('FulfilmentCommitment', { description: described('公开承诺事项(承诺践诺)', 'A commitment made in public') })
export class FulfilmentCommitmentView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field(() => ID, { description: described('承诺', 'Id of the pledge') })
  pledgeId: string;

  @Field(() => PledgeAudience, { description: described('主体种类', 'What the party is') })
  audience: PledgeAudience;

  @Field({ description: described('承诺人名称', 'Name of the party') })
  signatoryName: string;

  @Field(() => CommitmentKind, { description: described('种类', 'Kind') })
  kind: CommitmentKind;

  @Field({ description: described('内容', 'What was promised') })
  text: string;

  @Field(() => LocalDateScalar, { description: described('期限', 'Due day') })
  dueOn: string;

  @Field(() => CommitmentStatus, { description: described('状态', 'Status') })
  status: CommitmentStatus;

  @Field(() => String, {
    nullable: true,
    description: described('取消或撤回确认的理由', 'Why it was dropped, or its confirmation taken back'),
  })
  reason: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('确认兑现的时间', 'When it was confirmed') })
  fulfilledAt: Date | null;

  @Field(() => [FulfilmentEvidenceView], { description: described('佐证', 'Evidence') })
  evidence: FulfilmentEvidenceView[];

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of commitments. */
export const FulfilmentCommitmentConnection = connectionOf(FulfilmentCommitmentView, 'FulfilmentCommitment', '践诺事项', 'commitments');

@ObjectType({ description: described('践诺事项操作的结果', 'Result of a verb on a commitment') })
export class CommitmentPayload extends MutationPayload {
  @Field(() => FulfilmentCommitmentView, { nullable: true, description: described('事项', 'The commitment') })
  commitment?: FulfilmentCommitmentView | null;
}

@ObjectType('FulfilmentCount', { description: described('一类践诺事项的计数', 'Counts of one kind of commitment') })
export class FulfilmentCountView {
  @Field(() => CommitmentKind, { description: described('种类', 'Kind') })
  kind: CommitmentKind;

  @Field(() => Int, { description: described('承诺数', 'Made, without dropped ones') })
  madeCount: number;

  @Field(() => Int, { description: described('已兑现数', 'Fulfilled, each with evidence') })
  fulfilledCount: number;

  @Field(() => Int, { description: described('逾期未兑现数', 'Open after their due day') })
  overdueCount: number;
}
