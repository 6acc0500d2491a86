import {
  Organization,
  OrganizationClosure,
  OrganizationCoverage,
  OrganizationLink,
  OrganizationOfficer,
  OrganizationStatusChange,
} from './organization.entity.js';
import { PersonErasure } from './person-data/person-erasure.entity.js';
import { Membership, MembershipEntry, Person } from './person.entity.js';

/** Entities of this module, for the application's list. */
export const ORGANIZATION_ENTITIES = [
  Organization,
  OrganizationClosure,
  OrganizationLink,
  OrganizationOfficer,
  OrganizationCoverage,
  OrganizationStatusChange,
  Person,
  Membership,
  PersonErasure,
  MembershipEntry,
];
