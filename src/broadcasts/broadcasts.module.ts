import { Module } from '@nestjs/common';
import { ParksModule } from '../parks/parks.module.js';
import { PledgesModule } from '../pledges/pledges.module.js';
import { SkillsModule } from '../skills/skills.module.js';
import { StreamersModule } from '../streamers/streamers.module.js';
import { BookingDesk } from './booking-desk.js';
import { BroadcastSessionQueries } from './broadcast-sessions.queries.js';
import { BroadcastSessionsResolver } from './broadcast-sessions.resolver.js';
import { ApplyTimeouts } from './broadcasts.jobs.js';
import { HeldSessionRecords } from './held-session-source.js';
import { LiveRoomQueries } from './live-rooms.queries.js';
import { LiveRoomsResolver } from './live-rooms.resolver.js';
import { LiveRooms } from './live-rooms.service.js';
import { PastSessions } from './past-sessions.service.js';
import { PledgedHosts } from './pledged-hosts.js';
import { SessionChangeListeners } from './session-change-listeners.js';
import { SessionConfirming } from './session-confirming.service.js';
import { SessionFindings } from './session-findings.js';
import { SessionPlanning } from './session-planning.service.js';
import { SessionReadiness } from './session-readiness.js';
import { SessionRecords } from './session-records.service.js';
import { SessionRunningResolver } from './session-running.resolver.js';
import { SessionRunning } from './session-running.service.js';
import { SessionSteps } from './session-steps.js';
import { SessionTimeouts } from './session-timeouts.service.js';
import { StoppedHosts } from './stopped-hosts.js';
import { SessionWriter } from './session-writer.js';

/** Rooms, booking and broadcast sessions from the draft to the closed books. */
@Module({
  imports: [ParksModule, StreamersModule, PledgesModule, SkillsModule],
  providers: [
    ApplyTimeouts,
    BookingDesk,
    BroadcastSessionQueries,
    BroadcastSessionsResolver,
    HeldSessionRecords,
    LiveRoomQueries,
    LiveRooms,
    LiveRoomsResolver,
    PastSessions,
    PledgedHosts,
    SessionChangeListeners,
    SessionConfirming,
    SessionFindings,
    SessionPlanning,
    SessionReadiness,
    SessionRecords,
    SessionRunning,
    SessionRunningResolver,
    SessionSteps,
    SessionTimeouts,
    SessionWriter,
    StoppedHosts,
  ],
  exports: [LiveRooms, SessionChangeListeners, SessionConfirming, SessionPlanning, SessionRecords, SessionRunning],
})
export class BroadcastsModule {}
