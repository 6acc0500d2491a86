import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import {
  AddSampleSetInput,
  ChangeLiveRoomInput,
  LiveRoomsArgs,
  LiveRoomTargetInput,
  OpenLiveRoomInput,
  RoomAvailabilityArgs,
  SampleSetsArgs,
} from './live-rooms.inputs.js';
import {
  LiveRoomConnection,
  LiveRoomPayload,
  LiveRoomView,
  RoomAvailability,
  SampleSetConnection,
  SampleSetPayload,
  SampleSetView,
} from './live-rooms.objects.js';
import { LiveRoomQueries } from './live-rooms.queries.js';
import { LiveRooms } from './live-rooms.service.js';

const INPUT = { description: described('输入', 'Input') };
const READ = 'broadcasts.read';
const ROOMS = 'broadcasts.rooms';

@Resolver()
export class LiveRoomsResolver {
  constructor(
    private readonly rooms: LiveRooms,
    private readonly queries: LiveRoomQueries,
  ) {}

  @QueryOperation(() => LiveRoomConnection, { zh: '直播间列表', en: 'Live rooms', permission: READ })
  liveRooms(@CurrentCaller() caller: Caller, @Args() args: LiveRoomsArgs, @Selected() selection: Selection): Promise<Page<LiveRoomView>> {
    return this.queries.liveRooms(caller, args, selection);
  }

  @QueryOperation(() => LiveRoomView, { zh: '一个直播间', en: 'One live room', permission: READ, nullable: true })
  liveRoom(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<LiveRoomView | null> {
    return this.queries.liveRoom(caller, id, selection);
  }

  @QueryOperation(() => RoomAvailability, {
    zh: '直播间某一天的占用情况',
    en: 'When a room is held and free on a day',
    permission: READ,
    nullable: true,
  })
  roomAvailability(@CurrentCaller() caller: Caller, @Args() { roomId, day }: RoomAvailabilityArgs): Promise<RoomAvailability | null> {
    return this.queries.roomAvailability(caller, roomId, day);
  }

  @QueryOperation(() => SampleSetConnection, { zh: '样品组列表', en: 'Sample sets', permission: READ })
  sampleSets(
    @CurrentCaller() caller: Caller,
    @Args() args: SampleSetsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<SampleSetView>> {
    return this.queries.sampleSets(caller, args, selection);
  }

  @MutationOperation(() => LiveRoomPayload, { zh: '开设直播间', en: 'Open a live room', permission: ROOMS })
  async openLiveRoom(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: OpenLiveRoomInput,
    @Selected() selection: Selection,
  ): Promise<LiveRoomPayload> {
    return this.shown(caller, await this.rooms.openLiveRoom(caller, input), selection);
  }

  @MutationOperation(() => LiveRoomPayload, {
    zh: '修改直播间;已占用的时段不变',
    en: 'Change a live room; time already held stays as it is',
    permission: ROOMS,
  })
  async changeLiveRoom(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeLiveRoomInput,
    @Selected() selection: Selection,
  ): Promise<LiveRoomPayload> {
    return this.shown(caller, await this.rooms.changeLiveRoom(caller, input), selection);
  }

  @MutationOperation(() => LiveRoomPayload, { zh: '停用直播间', en: 'Take a live room out of use', permission: ROOMS })
  async closeLiveRoom(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: LiveRoomTargetInput,
    @Selected() selection: Selection,
  ): Promise<LiveRoomPayload> {
    return this.shown(caller, await this.rooms.closeLiveRoom(caller, input), selection);
  }

  @MutationOperation(() => LiveRoomPayload, { zh: '重新启用直播间', en: 'Put a closed live room to use again', permission: ROOMS })
  async reopenLiveRoom(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: LiveRoomTargetInput,
    @Selected() selection: Selection,
  ): Promise<LiveRoomPayload> {
    return this.shown(caller, await this.rooms.reopenLiveRoom(caller, input), selection);
  }

  @MutationOperation(() => SampleSetPayload, { zh: '增加样品组', en: 'Add a sample set', permission: ROOMS })
  async addSampleSet(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AddSampleSetInput,
    @Selected() selection: Selection,
  ): Promise<SampleSetPayload> {
    const id = await this.rooms.addSampleSet(caller, input);
    return { sampleSet: await this.queries.sampleSet(caller, id, selectionBelow(selection, 'sampleSet')) };
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<LiveRoomPayload> {
    return { liveRoom: await this.queries.liveRoom(caller, id, selectionBelow(selection, 'liveRoom')) };
  }
}
