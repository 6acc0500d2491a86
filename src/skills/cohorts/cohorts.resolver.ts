import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import {
  ChangeCohortCapacityInput,
  CohortMembersArgs,
  CreateSkillProgramInput,
  EnrollCohortMemberInput,
  OpenSkillCohortInput,
  SkillCohortsArgs,
  SkillProgramsArgs,
  WithdrawCohortMemberInput,
} from './cohorts.inputs.js';
import {
  CohortMemberConnection,
  CohortMemberPayload,
  type CohortMemberView,
  SkillCohortConnection,
  SkillCohortPayload,
  type SkillCohortView,
  SkillProgramConnection,
  SkillProgramPayload,
  type SkillProgramView,
} from './cohorts.objects.js';
import { CohortQueries } from './cohorts.queries.js';
import { Cohorts } from './cohorts.service.js';

const INPUT = { description: described('输入', 'Input') };

/** Programs, cohorts and their members. */
@Resolver()
export class CohortsResolver {
  constructor(
    private readonly queries: CohortQueries,
    private readonly cohorts: Cohorts,
  ) {}

  @QueryOperation(() => SkillProgramConnection, { zh: '主播培育计划列表', en: 'Programs', permission: 'skills.read' })
  skillPrograms(
    @CurrentCaller() caller: Caller,
    @Args() args: SkillProgramsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<SkillProgramView>> {
    return this.queries.skillPrograms(caller, args, selection);
  }

  @QueryOperation(() => SkillCohortConnection, { zh: '培育计划班期列表', en: 'Cohorts of programs', permission: 'skills.read' })
  skillCohorts(
    @CurrentCaller() caller: Caller,
    @Args() args: SkillCohortsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<SkillCohortView>> {
    return this.queries.skillCohorts(caller, args, selection);
  }

  @QueryOperation(() => CohortMemberConnection, { zh: '班期学员列表', en: 'Members of cohorts', permission: 'skills.read' })
  cohortMembers(
    @CurrentCaller() caller: Caller,
    @Args() args: CohortMembersArgs,
    @Selected() selection: Selection,
  ): Promise<Page<CohortMemberView>> {
    return this.queries.cohortMembers(caller, args, selection);
  }

  @MutationOperation(() => SkillProgramPayload, { zh: '设立主播培育计划', en: 'Set a program up', permission: 'skills.manage' })
  async createSkillProgram(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CreateSkillProgramInput,
    @Selected() selection: Selection,
  ): Promise<SkillProgramPayload> {
    const id = await this.cohorts.createSkillProgram(caller, input);
    return { program: await this.queries.skillProgram(caller, id, selectionBelow(selection, 'program')) };
  }

  @MutationOperation(() => SkillCohortPayload, { zh: '开设班期', en: 'Open a cohort', permission: 'skills.manage' })
  async openSkillCohort(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OpenSkillCohortInput,
    @Selected() selection: Selection,
  ): Promise<SkillCohortPayload> {
    const id = await this.cohorts.openSkillCohort(caller, input);
    return { cohort: await this.queries.skillCohort(caller, id, selectionBelow(selection, 'cohort')) };
  }

  @MutationOperation(() => SkillCohortPayload, { zh: '调整班期名额', en: 'Change the places of a cohort', permission: 'skills.manage' })
  async changeCohortCapacity(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeCohortCapacityInput,
    @Selected() selection: Selection,
  ): Promise<SkillCohortPayload> {
    const id = await this.cohorts.changeCohortCapacity(caller, input);
    return { cohort: await this.queries.skillCohort(caller, id, selectionBelow(selection, 'cohort')) };
  }

  @MutationOperation(() => CohortMemberPayload, {
    zh: '报名入班;名额满即拒绝',
    en: 'Take a streamer into a cohort, while there is a place',
    permission: 'skills.train',
  })
  async enrollCohortMember(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EnrollCohortMemberInput,
    @Selected() selection: Selection,
  ): Promise<CohortMemberPayload> {
    const id = await this.cohorts.enrollCohortMember(caller, input);
    return { member: await this.queries.cohortMember(caller, id, selectionBelow(selection, 'member')) };
  }

  @MutationOperation(() => CohortMemberPayload, {
    zh: '登记学员退出班期',
    en: 'Record that a member leaves a cohort',
    permission: 'skills.train',
  })
  async withdrawCohortMember(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: WithdrawCohortMemberInput,
    @Selected() selection: Selection,
  ): Promise<CohortMemberPayload> {
    const id = await this.cohorts.withdrawCohortMember(caller, input);
    return { member: await this.queries.cohortMember(caller, id, selectionBelow(selection, 'member')) };
  }
}
