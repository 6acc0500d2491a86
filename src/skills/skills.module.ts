import { Module } from '@nestjs/common';
import { DevelopmentModule } from '../development/development.module.js';
import { PledgesModule } from '../pledges/pledges.module.js';
import { StreamersModule } from '../streamers/streamers.module.js';
import { MemberBadgeQueries } from './badges/badges.queries.js';
import { MemberBadgesResolver } from './badges/badges.resolver.js';
import { MemberBadges } from './badges/member-badges.service.js';
import { BreachRecords } from './breach-records.js';
import { BreachSourceOfPledges } from './breach-source.js';
import { CohortQueries } from './cohorts/cohorts.queries.js';
import { CohortsResolver } from './cohorts/cohorts.resolver.js';
import { Cohorts } from './cohorts/cohorts.service.js';
import { DOUBLE_CULTIVATION } from './double-cultivation/double-cultivation.providers.js';
import { HeldSessions } from './held-sessions.js';
import { OwnSkills } from './own-skills.queries.js';
import { OwnSkillsResolver } from './own-skills.resolver.js';
import { GuidanceVisits } from './pairings/guidance-visits.service.js';
import { PairingNotices } from './pairings/pairing-notices.js';
import { PairingRecords } from './pairings/pairing-records.js';
import { PairingQueries } from './pairings/pairings.queries.js';
import { PairingsResolver } from './pairings/pairings.resolver.js';
import { Pairings } from './pairings/pairings.service.js';
import { PerformanceFigures } from './performance-figures.js';
import { SkillCertificates } from './skill-certificates.service.js';
import { SkillEligibility } from './skill-eligibility.js';
import { SkillEvidences } from './skill-evidences.service.js';
import { PostParkReminders, RequestReminders } from './skill-reminders.jobs.js';
import { SkillReminders } from './skill-reminders.service.js';
import { SkillSettingsQueries } from './skill-settings.queries.js';
import { SkillSettingsResolver } from './skill-settings.resolver.js';
import { SkillStandards } from './skill-standards.service.js';
import { SkillTrackQueries } from './skill-tracks.queries.js';
import { SkillTracksResolver } from './skill-tracks.resolver.js';
import { SkillTracks } from './skill-tracks.service.js';
import { SkillTrainers } from './skill-trainers.service.js';
import { ReinstatedTiers } from './tiers/reinstated-tiers.js';
import { TierAppeals } from './tiers/tier-appeals.service.js';
import { TierFacts } from './tiers/tier-facts.js';
import { TierNotices } from './tiers/tier-notices.js';
import { TierQueries } from './tiers/tiers.queries.js';
import { TiersResolver } from './tiers/tiers.resolver.js';
import { Tiers } from './tiers/tiers.service.js';
import { TrackDesk } from './track-desk.js';

const PORTS = [HeldSessions, PerformanceFigures, BreachRecords];
const SETTINGS = [SkillStandards, SkillTrainers, SkillSettingsQueries, SkillSettingsResolver];
const TRACKS = [TrackDesk, SkillTracks, SkillEvidences, SkillCertificates, SkillEligibility, SkillTrackQueries, SkillTracksResolver];
const TIERS = [BreachSourceOfPledges, TierFacts, TierNotices, Tiers, TierAppeals, ReinstatedTiers, TierQueries, TiersResolver];
const COHORTS = [Cohorts, CohortQueries, CohortsResolver];
const PAIRINGS = [Pairings, PairingNotices, GuidanceVisits, PairingRecords, PairingQueries, PairingsResolver];
const BADGES = [MemberBadges, MemberBadgeQueries, MemberBadgesResolver];
const OWN = [OwnSkills, OwnSkillsResolver];
const REMINDERS = [SkillReminders, RequestReminders, PostParkReminders];

/** Members and others on the way to streamer talent: gates, certificates, tiers, cohorts, pairings and badges. */
@Module({
  imports: [StreamersModule, PledgesModule, DevelopmentModule],
  providers: [...PORTS, ...SETTINGS, ...TRACKS, ...TIERS, ...COHORTS, ...PAIRINGS, ...BADGES, ...OWN, ...REMINDERS, ...DOUBLE_CULTIVATION],
  exports: PORTS,
})
export class SkillsModule {}
