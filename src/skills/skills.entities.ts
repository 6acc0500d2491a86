import { MemberBadge } from './badges/badge.entity.js';
import { SkillCohort, SkillCohortMember, SkillProgram } from './cohorts/cohort.entity.js';
import { GuidanceVisit, GuidanceVisitor, MentorPairing, PairingActivity } from './pairings/pairing.entity.js';
import { SkillRequirement, SkillStandard, SkillTrainer } from './skill-standard.entity.js';
import { SkillCertificate, SkillEvidence, SkillNumberSeries, SkillTrack, StateSkillLevel } from './skill-track.entity.js';
import { SkillTierAppeal, SkillTierChange } from './tiers/tier.entity.js';

/** Entities of this module, for the application's list. */
export const SKILLS_ENTITIES = [
  ...[SkillStandard, SkillRequirement, SkillTrainer],
  ...[SkillTrack, SkillEvidence, SkillCertificate, SkillNumberSeries, StateSkillLevel],
  ...[SkillTierChange, SkillTierAppeal],
  ...[SkillProgram, SkillCohort, SkillCohortMember],
  ...[MentorPairing, PairingActivity, GuidanceVisit, GuidanceVisitor],
  ...[MemberBadge],
];
