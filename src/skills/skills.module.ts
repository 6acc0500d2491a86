import { Module } from '@nestjs/common';
import { StreamersModule } from '../streamers/streamers.module.js';
import { HeldSessions } from './held-sessions.js';
import { SkillCertificates } from './skill-certificates.service.js';
import { SkillEligibility } from './skill-eligibility.js';
import { SkillEvidences } from './skill-evidences.service.js';
import { SkillSettingsResolver } from './skill-settings.resolver.js';
import { SkillSettingsQueries } from './skill-settings.queries.js';
import { SkillStandards } from './skill-standards.service.js';
import { SkillTrackQueries } from './skill-tracks.queries.js';
import { SkillTracksResolver } from './skill-tracks.resolver.js';
import { SkillTracks } from './skill-tracks.service.js';
import { SkillTrainers } from './skill-trainers.service.js';
import { TrackDesk } from './track-desk.js';

const PORTS = [HeldSessions];
const SETTINGS = [SkillStandards, SkillTrainers, SkillSettingsQueries, SkillSettingsResolver];
const TRACKS = [TrackDesk, SkillTracks, SkillEvidences, SkillCertificates, SkillEligibility, SkillTrackQueries, SkillTracksResolver];

/** Members and others on the way to streamer talent: gates, certificates, and what they mean for the confirmation of sessions. */
@Module({
  imports: [StreamersModule],
  providers: [...PORTS, ...SETTINGS, ...TRACKS],
  exports: PORTS,
})
export class SkillsModule {}
