import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { BroadcastSessionsArgs, MyScheduleArgs, SessionReasonInput, SessionTargetInput } from './broadcast-sessions.inputs.js';
import {
  BroadcastSessionConnection,
  BroadcastSessionPayload,
  BroadcastSessionView,
  ScheduledHosting,
  ScheduledHostingConnection,
} from './broadcast-sessions.objects.js';
import { BroadcastSessionQueries } from './broadcast-sessions.queries.js';
import { PastSessions } from './past-sessions.service.js';
import {
  ChangeSessionInput,
  ChangeSessionMentorsInput,
  ChangeSessionProductsInput,
  DraftSessionInput,
  RecordPastSessionInput,
  RescheduleSessionInput,
  SubstituteHostInput,
} from './session-plan.inputs.js';
import { SessionConfirming } from './session-confirming.service.js';
import { SessionPlanning } from './session-planning.service.js';

const INPUT = { description: described('输入', 'Input') };

/** Lists, planning and confirmation of sessions. */
@Resolver()
export class BroadcastSessionsResolver {
  constructor(
    private readonly queries: BroadcastSessionQueries,
    private readonly planning: SessionPlanning,
    private readonly confirming: SessionConfirming,
    private readonly past: PastSessions,
  ) {}

  @QueryOperation(() => BroadcastSessionConnection, { zh: '直播场次列表', en: 'Broadcast sessions', permission: 'broadcasts.read' })
  broadcastSessions(
    @CurrentCaller() caller: Caller,
    @Args() args: BroadcastSessionsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<BroadcastSessionView>> {
    return this.queries.broadcastSessions(caller, args, selection);
  }

  @QueryOperation(() => BroadcastSessionView, {
    zh: '一个直播场次',
    en: 'One broadcast session',
    permission: 'broadcasts.read',
    nullable: true,
  })
  broadcastSession(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionView | null> {
    return this.queries.broadcastSession(caller, id, selection);
  }

  @QueryOperation(() => ScheduledHostingConnection, {
    zh: '主播本人的排期',
    en: "The caller's own schedule as a host",
    permission: 'own.schedule',
  })
  mySchedule(
    @CurrentCaller() caller: Caller,
    @Args() args: MyScheduleArgs,
    @Selected() selection: Selection,
  ): Promise<Page<ScheduledHosting>> {
    return this.queries.mySchedule(caller, args, selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, { zh: '起草场次', en: 'Draft a session', permission: 'broadcasts.plan' })
  async draftSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DraftSessionInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.planning.draftSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, { zh: '修改草稿', en: 'Replace the plan of a draft', permission: 'broadcasts.plan' })
  async changeSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeSessionInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.planning.changeSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '申请场次:占用直播间、账号、主播和样品的时段',
    en: 'Request a session: room, account, hosts and samples are held from now on',
    permission: 'broadcasts.plan',
  })
  async requestSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SessionTargetInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.planning.requestSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '退回申请',
    en: 'Send a request back to its draft',
    permission: 'broadcasts.confirm',
  })
  async sendBackSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SessionReasonInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.planning.sendBackSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '确认场次:一次给出全部不符合的原因',
    en: 'Confirm a session; all reasons against it come at once',
    permission: 'broadcasts.confirm',
  })
  async confirmSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SessionTargetInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.confirming.confirmSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '延期:保留场次号,释放时段',
    en: 'Postpone a session: it keeps its number and frees its time',
    permission: 'broadcasts.confirm',
  })
  async postponeSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SessionReasonInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.confirming.postponeSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '为延期的场次确定新时间并确认',
    en: 'Confirm a postponed session at a new time',
    permission: 'broadcasts.confirm',
  })
  async rescheduleSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RescheduleSessionInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.confirming.rescheduleSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '开播前更换主播',
    en: 'Substitute a host before the start',
    permission: 'broadcasts.confirm',
  })
  async substituteHost(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SubstituteHostInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.confirming.substituteHost(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '更换已确认场次的商品',
    en: 'Replace the products of a confirmed session',
    permission: 'broadcasts.confirm',
  })
  async changeSessionProducts(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeSessionProductsInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.confirming.changeSessionProducts(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '更换已确认场次的在场导师',
    en: 'Replace the mentors of a confirmed session',
    permission: 'broadcasts.confirm',
  })
  async changeSessionMentors(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeSessionMentorsInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.confirming.changeSessionMentors(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, { zh: '取消场次', en: 'Cancel a session', permission: 'broadcasts.confirm' })
  async cancelSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SessionReasonInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.confirming.cancelSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '补录已举行的场次',
    en: 'Record a session that was held without a booking',
    permission: 'broadcasts.run',
  })
  async recordPastSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecordPastSessionInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.past.recordPastSession(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<BroadcastSessionPayload> {
    return { session: await this.queries.broadcastSession(caller, id, selectionBelow(selection, 'session')) };
  }
}
