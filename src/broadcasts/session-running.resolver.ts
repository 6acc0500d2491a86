import { Args, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { SessionTargetInput, StartSessionInput } from './broadcast-sessions.inputs.js';
import { BroadcastSessionPayload } from './broadcast-sessions.objects.js';
import { BroadcastSessionQueries } from './broadcast-sessions.queries.js';
import { AbortSessionInput, CompleteChecklistItemsInput, EndSessionInput, ReopenChecklistItemInput } from './session-plan.inputs.js';
import { SessionRunning } from './session-running.service.js';

const INPUT = { description: described('输入', 'Input') };

/** From the checklist to the closed books. */
@Resolver()
export class SessionRunningResolver {
  constructor(
    private readonly queries: BroadcastSessionQueries,
    private readonly running: SessionRunning,
  ) {}

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '完成播前清单的项目',
    en: 'Complete items of the checklist',
    permission: 'broadcasts.run',
  })
  async completeChecklistItems(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CompleteChecklistItemsInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.running.completeChecklistItems(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '重新打开播前清单的一项',
    en: 'Open an item of the checklist again',
    permission: 'broadcasts.run',
  })
  async reopenChecklistItem(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ReopenChecklistItemInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.running.reopenChecklistItem(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '登记已向平台报送主播身份',
    en: 'Record that the hosts were reported to the platform',
    permission: 'broadcasts.run',
  })
  async reportHosts(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SessionTargetInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.running.reportHosts(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '播前准备完成:清单须全部完成',
    en: 'Mark a session as prepared; the checklist must be complete',
    permission: 'broadcasts.run',
  })
  async prepareSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SessionTargetInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.running.prepareSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, { zh: '开播', en: 'Go on air', permission: 'broadcasts.run' })
  async startSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: StartSessionInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.running.startSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, { zh: '结束直播', en: 'End a session', permission: 'broadcasts.run' })
  async endSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: EndSessionInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.running.endSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, { zh: '中断直播', en: 'Break off a session', permission: 'broadcasts.run' })
  async abortSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AbortSessionInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.running.abortSession(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '登记未到场(开播 15 分钟后)',
    en: 'Record that nobody came, 15 minutes after the start or later',
    permission: 'broadcasts.run',
  })
  async markNoShow(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SessionTargetInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.running.markNoShow(caller, input), selection);
  }

  @MutationOperation(() => BroadcastSessionPayload, {
    zh: '归档:平台数据已成定数',
    en: 'Close a session once its figures are final',
    permission: 'broadcasts.run',
  })
  async closeSession(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: SessionTargetInput,
    @Selected() selection: Selection,
  ): Promise<BroadcastSessionPayload> {
    return this.shown(caller, await this.running.closeSession(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<BroadcastSessionPayload> {
    return { session: await this.queries.broadcastSession(caller, id, selectionBelow(selection, 'session')) };
  }
}
