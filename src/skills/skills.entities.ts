import { SkillRequirement, SkillStandard, SkillTrainer } from './skill-standard.entity.js';
import { SkillCertificate, SkillEvidence, SkillNumberSeries, SkillTrack, StateSkillLevel } from './skill-track.entity.js';

/** Entities of this module, for the application's list. */
export const SKILLS_ENTITIES = [
  ...[SkillStandard, SkillRequirement, SkillTrainer],
  ...[SkillTrack, SkillEvidence, SkillCertificate, SkillNumberSeries, StateSkillLevel],
];
