import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation } from '../../platform/graphql/operations.js';
import { Selected } from '../../platform/graphql/selection.js';
import { DevelopmentFactPayload } from './case.objects.js';
import { FactDeciding } from './fact-deciding.service.js';
import {
  ConfirmDevelopmentFactInput,
  DevelopmentFactReasonInput,
  DevelopmentFactTargetInput,
  RecordDevelopmentFactInput,
} from './fact.inputs.js';
import { FactRecording } from './fact-recording.service.js';
import { FactVoiding } from './fact-voiding.service.js';
import { FactPayloads } from './fact-payloads.js';

const INPUT = { description: described('输入', 'Input') };
const RECORD = 'development.record';
const CONFIRM = 'development.confirm';

/** Facts of development cases: every one takes two persons. */
@Resolver()
export class DevelopmentFactsResolver {
  constructor(
    private readonly recording: FactRecording,
    private readonly deciding: FactDeciding,
    private readonly voiding: FactVoiding,
    private readonly payloads: FactPayloads,
  ) {}

  @MutationOperation(() => DevelopmentFactPayload, {
    zh: '记录一项事实(须由另一人确认);规则不允许的,列出全部原因,什么都不保存',
    en: 'Records a fact, which somebody else confirms; what the rules forbid is refused with all reasons and not stored',
    permission: RECORD,
  })
  async recordDevelopmentFact(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordDevelopmentFactInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentFactPayload> {
    return this.payloads.of(await this.recording.recordFact(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentFactPayload, {
    zh: '确认一项事实,自此算数;须不是记录人,并写明同意略过的提醒',
    en: 'Confirms a fact, which counts from then on; not by who recorded it, and naming the warnings that were passed',
    permission: CONFIRM,
  })
  async confirmDevelopmentFact(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ConfirmDevelopmentFactInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentFactPayload> {
    return this.payloads.of(await this.deciding.confirmFact(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentFactPayload, { zh: '退回一项待确认的事实', en: 'Rejects a fact that waits', permission: CONFIRM })
  async rejectDevelopmentFact(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DevelopmentFactReasonInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentFactPayload> {
    return this.payloads.of(await this.deciding.rejectFact(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentFactPayload, { zh: '收回一项待确认的事实', en: 'Takes back a fact that waits', permission: RECORD })
  async withdrawPendingFact(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DevelopmentFactReasonInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentFactPayload> {
    return this.payloads.of(await this.deciding.takeFactBack(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentFactPayload, {
    zh: '提出作废一条误记的事实(须由另一人确认);之后的记录将不成立的,列出全部原因',
    en: 'Asks for a wrong entry to be voided, which somebody else confirms; refused with all reasons when later facts would not hold',
    permission: RECORD,
  })
  async voidDevelopmentFact(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DevelopmentFactReasonInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentFactPayload> {
    return this.payloads.of(await this.voiding.askForVoiding(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentFactPayload, {
    zh: '确认作废:阶段和党员关系随之重算',
    en: 'Confirms the voiding: stage and memberships follow',
    permission: CONFIRM,
  })
  async confirmDevelopmentFactVoid(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DevelopmentFactTargetInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentFactPayload> {
    return this.payloads.of(await this.voiding.confirmVoiding(caller, input), selection);
  }

  @MutationOperation(() => DevelopmentFactPayload, { zh: '驳回作废', en: 'Refuses the voiding', permission: CONFIRM })
  async rejectDevelopmentFactVoid(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DevelopmentFactTargetInput,
    @Selected() selection: Selection,
  ): Promise<DevelopmentFactPayload> {
    return this.payloads.of(await this.voiding.refuseVoiding(caller, input), selection);
  }
}
