import { BroadcastSession, HostSegment, SessionBeneficiary, SessionMentor, SessionProduct } from './broadcast-session.entity.js';
import { LiveRoom, SampleSet } from './live-room.entity.js';
import { BookingSlot, SessionChecklistItem, SessionFinding, SessionHistory, SessionNumberSeries } from './session-records.entity.js';

/** Entities of this module, for the application's list. */
export const BROADCASTS_ENTITIES = [
  LiveRoom,
  SampleSet,
  BroadcastSession,
  HostSegment,
  SessionMentor,
  SessionBeneficiary,
  SessionProduct,
  SessionChecklistItem,
  SessionHistory,
  SessionFinding,
  SessionNumberSeries,
  BookingSlot,
];
