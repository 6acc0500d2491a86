import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { described } from '../../platform/graphql/descriptions.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { PledgeClauseView } from '../templates.objects.js';
import { BreachDecision, BreachStatus } from './breach-states.js';

/** The course of a case as those who handle it and the party itself see it alike: clauses, notice, decision and appeal. */
@ObjectType({ isAbstract: true })
export abstract class BreachCourse {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => BreachStatus, { description: described('状态', 'Status') })
  status: BreachStatus;

  @Field(() => [Int], { description: described('涉及的条款', 'Numbers of the clauses') })
  clauseNumbers: number[];

  @Field(() => [PledgeClauseView], {
    description: described('涉及条款的条文,以被指违反时所签的文本为准', 'Those clauses, in the words under which they were alleged'),
  })
  clauses: PledgeClauseView[];

  @Field(() => LocalDateScalar, { nullable: true, description: described('告知日', 'Day of the notice') })
  noticeGivenOn: string | null;

  @Field(() => String, { nullable: true, description: described('告知书编号', 'Reference of the notice') })
  noticeReference: string | null;

  @Field(() => BreachDecision, { nullable: true, description: described('决定', 'The decision') })
  decision: BreachDecision | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('决定日', 'Day of the decision') })
  decidedOn: string | null;

  @Field(() => String, { nullable: true, description: described('决定文号', 'Number of the decision') })
  decisionReference: string | null;

  @Field(() => String, { nullable: true, description: described('决定理由', 'Reason of the decision') })
  decisionReason: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('申诉截止日', 'Last day for an appeal') })
  appealUntil: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('申诉日', 'Day of the appeal') })
  appealedOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('申诉决定日', 'Day on which the appeal was decided') })
  appealDecidedOn: string | null;

  @Field(() => String, { nullable: true, description: described('申诉决定文号', 'Number of that decision') })
  appealReference: string | null;

  @Field(() => String, { nullable: true, description: described('申诉决定理由', 'Its reason') })
  appealReason: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}
