import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  PrimaryId,
  PrimaryInteger,
  PrimaryText,
  TextColumn,
} from '../platform/database/columns.js';
import { describedEnum } from '../platform/graphql/descriptions.js';
import type { ResourceKind } from './booking.rules.js';
import type { SessionStatus } from './broadcast-session-states.js';
import type { ChecklistItemCode } from './checklist-template.js';

/** An item of a session's checklist (INV-25). */
@Entity('session_checklist_item')
@Index('ux_session_checklist_item', ['parkId', 'sessionId', 'code'], { unique: true })
export class SessionChecklistItem {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  @TextColumn(30) code: ChecklistItemCode;
  @IntegerColumn() position: number;
  @InstantColumn({ nullable: true }) doneAt: Date | null;
  @IdColumn({ nullable: true }) doneBy: string | null;
  @TextColumn(100, { nullable: true }) doneByName: string | null;
}

/** What happened to a session: one row per verb, written with it. The planned times show where a postponed session stood before. */
@Entity('session_history')
@Index('ix_session_history', ['parkId', 'sessionId', 'at'])
export class SessionHistory {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  @TextColumn(40) verb: string;
  /** Null for the first row. */
  @TextColumn(20, { nullable: true }) fromStatus: SessionStatus | null;
  @TextColumn(20) toStatus: SessionStatus;
  @TextColumn(500, { nullable: true }) reason: string | null;
  @InstantColumn() plannedStartAt: Date;
  @InstantColumn() plannedEndAt: Date;
  @IdColumn() byAccountId: string;
  @TextColumn(100) byName: string;
  @InstantColumn() at: Date;
}

/** What is worth a look but stops nothing. */
export const FindingCode = {
  OVERRUN_BY_PREVIOUS: 'OVERRUN_BY_PREVIOUS',
  OVERLAPS_OTHER: 'OVERLAPS_OTHER',
  LIVE_TOO_LONG: 'LIVE_TOO_LONG',
} as const;
export type FindingCode = (typeof FindingCode)[keyof typeof FindingCode];
describedEnum(FindingCode, 'SessionFindingCode', '场次提示', 'Kind of a finding about a session', {
  OVERRUN_BY_PREVIOUS: ['前一场超时,占用了本场的时段', 'The session before ran into the time of this one'],
  OVERLAPS_OTHER: ['补录的时间与另一场次重叠', 'Recorded afterwards, it overlaps another session'],
  LIVE_TOO_LONG: ['直播已超过 12 小时', 'On air for more than 12 hours'],
});

/** A finding about a session. `otherSessionId` is the session itself where no other is concerned: a NULL would switch the key off. */
@Entity('session_finding')
@Index('ux_session_finding', ['parkId', 'sessionId', 'code', 'otherSessionId'], { unique: true })
export class SessionFinding {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  @TextColumn(30) code: FindingCode;
  @IdColumn() otherSessionId: string;
  @InstantColumn() foundAt: Date;
}

/** The last running number of a park's sessions of one day (场次号). */
@Entity('session_number_series')
export class SessionNumberSeries {
  @PrimaryText(26) parkId: string;
  /** `YYYYMMDD`. */
  @PrimaryText(8) dayCode: string;
  @IntegerColumn() lastNumber: number;
}

/** Five minutes of one resource, held by one session: the primary key is what makes a double booking impossible (INV-22). */
@Entity('booking_slot')
@Index('ix_booking_slot_session', ['parkId', 'sessionId'])
export class BookingSlot {
  @PrimaryText(26) parkId: string;
  @PrimaryText(10) resourceKind: ResourceKind;
  @PrimaryText(26) resourceId: string;
  /** Milliseconds since 1970 divided by 300,000. */
  @PrimaryInteger() slotNumber: number;
  @IdColumn() sessionId: string;
}
