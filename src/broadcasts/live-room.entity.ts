import { Entity, Index } from 'typeorm';
import { IdColumn, IntegerColumn, PrimaryId, TextColumn, VersionColumn } from '../platform/database/columns.js';
import { describedEnum } from '../platform/graphql/descriptions.js';

/** What a room is fitted for. */
export const RoomKind = { ORDINARY: 'ORDINARY', FARM_AID: 'FARM_AID', STUDIO: 'STUDIO', OUTDOOR: 'OUTDOOR' } as const;
export type RoomKind = (typeof RoomKind)[keyof typeof RoomKind];
describedEnum(RoomKind, 'LiveRoomKind', '直播间类别', 'Kind of a live room', {
  ORDINARY: ['普通直播间', 'Ordinary'],
  FARM_AID: ['助农直播间', 'For farm-aid'],
  STUDIO: ['演播厅', 'Studio'],
  OUTDOOR: ['户外直播点', 'Outdoor place'],
});

/** Whether a room may be booked. */
export const RoomStatus = { OPEN: 'OPEN', CLOSED: 'CLOSED' } as const;
export type RoomStatus = (typeof RoomStatus)[keyof typeof RoomStatus];
describedEnum(RoomStatus, 'LiveRoomStatus', '直播间状态', 'Status of a live room', {
  OPEN: ['可预约', 'May be booked'],
  CLOSED: ['停用', 'Out of use'],
});

/** 直播间: a place that can be booked, with the time it needs before and after a session. */
@Entity('live_room')
@Index('ux_live_room_name', ['parkId', 'name'], { unique: true })
export class LiveRoom {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(60) name: string;
  @TextColumn(20) kind: RoomKind;
  /** Before the start; a multiple of 5. Sessions requested from now on hold it. */
  @IntegerColumn() setupMinutes: number;
  /** After the end; a multiple of 5. */
  @IntegerColumn() teardownMinutes: number;
  @TextColumn(20) status: RoomStatus;
  @VersionColumn() version: number;
}

/** 样品组: samples or equipment that only one session at a time can use. */
@Entity('sample_set')
@Index('ux_sample_set_name', ['parkId', 'name'], { unique: true })
export class SampleSet {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(60) name: string;
  @VersionColumn() version: number;
}
