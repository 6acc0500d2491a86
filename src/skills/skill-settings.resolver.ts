import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import {
  AppointSkillTrainerInput,
  ChangeSkillRequirementInput,
  EndSkillTrainerInput,
  PublishSkillStandardInput,
  SkillTrainersArgs,
  storedValues,
} from './skill-settings.inputs.js';
import {
  SkillSettings,
  SkillSettingsPayload,
  SkillTrainerConnection,
  SkillTrainerPayload,
  SkillTrainerView,
} from './skill-settings.objects.js';
import { SkillSettingsQueries } from './skill-settings.queries.js';
import { SkillStandards } from './skill-standards.service.js';
import { SkillTrainers } from './skill-trainers.service.js';

const INPUT = { description: described('输入', 'Input') };
const MANAGE = 'skills.manage';

/** Standards, the requirement of a certificate, and the register of trainers. */
@Resolver()
export class SkillSettingsResolver {
  constructor(
    private readonly queries: SkillSettingsQueries,
    private readonly standards: SkillStandards,
    private readonly trainers: SkillTrainers,
  ) {}

  @QueryOperation(() => SkillSettings, {
    zh: '园区的主播培养设置:标准、持证要求',
    en: "A park's settings for the training of hosts",
    permission: 'skills.read',
    nullable: true,
  })
  skillSettings(
    @CurrentCaller() caller: Caller,
    @Args('parkId', { type: () => ID, description: described('园区', 'Id of the park') }) parkId: string,
  ): Promise<SkillSettings | null> {
    return this.queries.settings(caller, parkId);
  }

  @QueryOperation(() => SkillTrainerConnection, {
    zh: '导师考评员名册',
    en: 'The register of trainers and assessors',
    permission: 'skills.read',
  })
  skillTrainers(
    @CurrentCaller() caller: Caller,
    @Args() args: SkillTrainersArgs,
    @Selected() selection: Selection,
  ): Promise<Page<SkillTrainerView>> {
    return this.queries.skillTrainers(caller, args, selection);
  }

  @MutationOperation(() => SkillSettingsPayload, {
    zh: '发布新版培养标准;已登记的材料仍按当时的标准',
    en: 'Publish a version of the standard; what is on record stays judged by the version of its day',
    permission: MANAGE,
  })
  async publishSkillStandard(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PublishSkillStandardInput,
  ): Promise<SkillSettingsPayload> {
    await this.standards.publishSkillStandard(caller, { ...input, values: storedValues(input.values) });
    return { settings: await this.queries.settings(caller, input.parkId) };
  }

  @MutationOperation(() => SkillSettingsPayload, {
    zh: '决定场次从何日起须由持证主播主持',
    en: 'Decide from which day on sessions need certified hosts',
    permission: MANAGE,
  })
  async changeSkillRequirement(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeSkillRequirementInput,
  ): Promise<SkillSettingsPayload> {
    await this.standards.changeSkillRequirement(caller, input);
    return { settings: await this.queries.settings(caller, input.parkId) };
  }

  @MutationOperation(() => SkillTrainerPayload, {
    zh: '登记导师或考评员',
    en: 'Take a person into the register of trainers and assessors',
    permission: MANAGE,
  })
  async appointSkillTrainer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AppointSkillTrainerInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrainerPayload> {
    return this.shown(caller, await this.trainers.appointSkillTrainer(caller, input), selection);
  }

  @MutationOperation(() => SkillTrainerPayload, {
    zh: '结束导师考评员登记',
    en: 'End an entry of the register',
    permission: MANAGE,
  })
  async endSkillTrainer(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EndSkillTrainerInput,
    @Selected() selection: Selection,
  ): Promise<SkillTrainerPayload> {
    return this.shown(caller, await this.trainers.endSkillTrainer(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<SkillTrainerPayload> {
    return { trainer: await this.queries.skillTrainer(caller, id, selectionBelow(selection, 'trainer')) };
  }
}
