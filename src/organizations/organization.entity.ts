import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  LocalDateColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../platform/database/columns.js';
import type { LinkRelation, Office, OrganizationKind, OrganizationTier, OrganizationType } from './organization-kinds.js';
import type { OrganizationStatus } from './organization-states.js';

/** A party organization: one node of the ADMIN forest. */
@Entity('organization')
@Index('ix_organization_name', ['scopeId', 'name', 'id'])
@Index('ix_organization_parent', ['scopeId', 'adminParentId'])
@Index('ix_organization_enterprise', ['scopeId', 'enterpriseId'])
export class Organization {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @TextColumn(120) name: string;
  @TextColumn(40) shortName: string;
  @TextColumn(30) type: OrganizationType;
  @TextColumn(20) tier: OrganizationTier;
  /** How an enterprise organization was set up; null for committees and others that belong to no enterprise. */
  @TextColumn(10, { nullable: true }) kind: OrganizationKind | null;
  @TextColumn(20) status: OrganizationStatus;
  /** Reason that was given with the last change of status. */
  @TextColumn(300, { nullable: true }) statusReason: string | null;
  /** The organization above it in the ADMIN forest; null for a root. */
  @IdColumn({ nullable: true }) adminParentId: string | null;
  /** The enterprise whose own organization this is; only for kind SINGLE. */
  @IdColumn({ nullable: true }) enterpriseId: string | null;
  /** Government agency that leads an industry committee. */
  @TextColumn(80, { nullable: true }) leadAgency: string | null;
  /** The organization into which it was merged. */
  @IdColumn({ nullable: true }) mergedIntoId: string | null;
  @InstantColumn() createdAt: Date;
  @VersionColumn() version: number;
}

/** Every ancestor of every organization in the ADMIN forest, itself included at depth 0; derived from `adminParentId` (INV-04). */
@Entity('organization_closure')
@Index('ix_organization_closure_descendant', ['scopeId', 'descendantId', 'depth'])
export class OrganizationClosure {
  /** Always the installation. */
  @PrimaryId() scopeId: string;
  @PrimaryId() ancestorId: string;
  @PrimaryId() descendantId: string;
  @IntegerColumn() depth: number;
}

/** An extra edge above the forest: whose industry or territory an organization belongs to. It never counts members (INV-04). */
@Entity('organization_link')
@Index('ix_organization_link', ['scopeId', 'organizationId', 'startsOn'])
@Index('ix_organization_link_upper', ['scopeId', 'upperOrganizationId', 'relation'])
export class OrganizationLink {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() organizationId: string;
  @IdColumn() upperOrganizationId: string;
  @TextColumn(20) relation: LinkRelation;
  @LocalDateColumn() startsOn: string;
  /** First day on which it no longer holds. */
  @LocalDateColumn({ nullable: true }) endsOn: string | null;
  @VersionColumn() version: number;
}

/** A person's office in an organization, for as long as it is held. */
@Entity('organization_officer')
@Index('ix_organization_officer', ['scopeId', 'organizationId', 'startsOn'])
@Index('ix_organization_officer_person', ['scopeId', 'personId'])
export class OrganizationOfficer {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() organizationId: string;
  @IdColumn() personId: string;
  @TextColumn(30) office: Office;
  @LocalDateColumn() startsOn: string;
  /** First day on which it is no longer held. */
  @LocalDateColumn({ nullable: true }) endsOn: string | null;
  @VersionColumn() version: number;
}

/** An enterprise that a joint organization covers (INV-06). */
@Entity('organization_coverage')
@Index('ix_organization_coverage', ['scopeId', 'organizationId', 'startsOn'])
@Index('ix_organization_coverage_enterprise', ['scopeId', 'enterpriseId'])
export class OrganizationCoverage {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() organizationId: string;
  @IdColumn() enterpriseId: string;
  @LocalDateColumn() startsOn: string;
  /** First day on which it is no longer covered. */
  @LocalDateColumn({ nullable: true }) endsOn: string | null;
  @VersionColumn() version: number;
}

/** One change of an organization's status, written with it. */
@Entity('organization_status_change')
@Index('ix_organization_status_change', ['scopeId', 'organizationId', 'changedAt'])
export class OrganizationStatusChange {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() organizationId: string;
  @TextColumn(40) verb: string;
  @TextColumn(20, { nullable: true }) fromStatus: OrganizationStatus | null;
  @TextColumn(20) toStatus: OrganizationStatus;
  @TextColumn(300, { nullable: true }) reason: string | null;
  @IdColumn() changedBy: string;
  @InstantColumn() changedAt: Date;
}
