import { BROADCASTS_PERSONAL_DATA } from './broadcasts/broadcasts.personal-data.js';
import { DEVELOPMENT_PERSONAL_DATA } from './development/development.personal-data.js';
import { ORGANIZATIONS_PERSONAL_DATA } from './organizations/person-data/organizations.personal-data.js';
import { AUDIT_PERSONAL_DATA, AUTH_PERSONAL_DATA } from './platform/auth/auth.personal-data.js';
import type { PersonalDataPart } from './platform/personal-data/personal-tables.js';
import { PLEDGES_PERSONAL_DATA } from './pledges/pledges.personal-data.js';
import { SALES_PERSONAL_DATA } from './sales/sales.personal-data.js';
import { SKILLS_PERSONAL_DATA } from './skills/skills.personal-data.js';
import { STREAMERS_PERSONAL_DATA } from './streamers/streamers.personal-data.js';

/** What every module knows about persons, in the order of the modules: an erasure goes through it from the end. */
export const PERSONAL_DATA: readonly PersonalDataPart[] = [
  AUTH_PERSONAL_DATA,
  AUDIT_PERSONAL_DATA,
  ORGANIZATIONS_PERSONAL_DATA,
  STREAMERS_PERSONAL_DATA,
  PLEDGES_PERSONAL_DATA,
  DEVELOPMENT_PERSONAL_DATA,
  SKILLS_PERSONAL_DATA,
  BROADCASTS_PERSONAL_DATA,
  SALES_PERSONAL_DATA,
];
