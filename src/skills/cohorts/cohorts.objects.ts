import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { TrainedStreamer } from '../skill-tracks.objects.js';
import { CohortMemberStatus } from './cohort-states.js';

@ObjectType('SkillProgram', { description: described('主播培育计划', 'A program') })
export class SkillProgramView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('园区', 'Id of the park') })
  parkId: string;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field(() => String, { nullable: true, description: described('说明', 'Description') })
  description: string | null;

  @Field(() => Int, { description: described('班期数', 'Number of cohorts') })
  cohortCount: number;
}

@ObjectType('SkillCohort', { description: described('培育计划的一个班期', 'A cohort of a program') })
export class SkillCohortView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('园区', 'Id of the park') })
  parkId: string;

  @Field(() => SkillProgramView, { description: described('培育计划', 'The program') })
  program: SkillProgramView;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field(() => LocalDateScalar, { description: described('开始日期', 'First day') })
  startsOn: string;

  @Field(() => LocalDateScalar, { description: described('最后一日', 'Last day') })
  lastOn: string;

  @Field(() => Int, { description: described('名额', 'Places') })
  capacity: number;

  @Field(() => Int, { description: described('在册学员', 'Members who have not left') })
  memberCount: number;

  @Field(() => Int, { description: described('结业人数(期内取得证书)', 'Graduates: certified within the cohort') })
  graduateCount: number;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('CohortMember', { description: described('班期学员', 'A member of a cohort') })
export class CohortMemberView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => SkillCohortView, { description: described('班期', 'The cohort') })
  cohort: SkillCohortView;

  @Field(() => TrainedStreamer, { description: described('主播', 'The streamer') })
  streamer: TrainedStreamer;

  @Field(() => CohortMemberStatus, { description: described('状态(由证书得出)', 'Status, as certificates say') })
  status: CohortMemberStatus;

  @Field(() => LocalDateScalar, { description: described('报名日期', 'Day of joining') })
  joinedOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('退出日期', 'Day of leaving') })
  leftOn: string | null;

  @Field(() => String, { nullable: true, description: described('退出原因', 'Why the member left') })
  leftReason: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of programs. */
export const SkillProgramConnection = connectionOf(SkillProgramView, 'SkillProgram', '培育计划', 'programs');
/** A page of cohorts. */
export const SkillCohortConnection = connectionOf(SkillCohortView, 'SkillCohort', '班期', 'cohorts');
/** A page of members. */
export const CohortMemberConnection = connectionOf(CohortMemberView, 'CohortMember', '学员', 'members of cohorts');

@ObjectType({ description: described('培育计划操作的结果', 'Result of an operation on a program') })
export class SkillProgramPayload extends MutationPayload {
  @Field(() => SkillProgramView, { nullable: true, description: described('培育计划', 'The program') })
  program?: SkillProgramView | null;
}

@ObjectType({ description: described('班期操作的结果', 'Result of an operation on a cohort') })
export class SkillCohortPayload extends MutationPayload {
  @Field(() => SkillCohortView, { nullable: true, description: described('班期', 'The cohort') })
  cohort?: SkillCohortView | null;
}

@ObjectType({ description: described('学员操作的结果', 'Result of an operation on a member') })
export class CohortMemberPayload extends MutationPayload {
  @Field(() => CohortMemberView, { nullable: true, description: described('学员', 'The member') })
  member?: CohortMemberView | null;
}
