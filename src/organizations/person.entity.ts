import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, LocalDateColumn, PrimaryId, TextColumn, VersionColumn } from '../platform/database/columns.js';
import type { MembershipEntryKind, MembershipEntryStatus } from './membership-entry-states.js';
import type { MembershipKind, MembershipStanding } from './organization-kinds.js';

/** A natural person, once in the installation whatever the number of parks and organizations (INV-05). */
@Entity('person')
@Index('ux_person_id_card', ['scopeId', 'idCardIndex'], { unique: true })
@Index('ix_person_name', ['scopeId', 'fullName', 'id'])
export class Person {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @TextColumn(60) fullName: string;
  @TextColumn(200) idCardEncrypted: string;
  /** Keyed fingerprint of the normalized number. */
  @TextColumn(43) idCardIndex: string;
  @TextColumn(18) idCardMasked: string;
  /** The birth date that the number carries. */
  @LocalDateColumn() bornOn: string;
  @TextColumn(200, { nullable: true }) phoneEncrypted: string | null;
  @TextColumn(20, { nullable: true }) phoneMasked: string | null;
  @InstantColumn() createdAt: Date;
  /** Moves on with every change of the person's memberships as well: that is how of two at once only one takes effect (INV-05). */
  @VersionColumn() version: number;
}

/** A person's membership in a party organization, for as long as it lasts. */
@Entity('membership')
@Index('ix_membership_person', ['scopeId', 'personId', 'startsOn'])
@Index('ix_membership_organization', ['scopeId', 'organizationId', 'startsOn'])
export class Membership {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() personId: string;
  @IdColumn() organizationId: string;
  @TextColumn(10) kind: MembershipKind;
  @TextColumn(20) standing: MembershipStanding;
  @LocalDateColumn() startsOn: string;
  /** First day on which it no longer holds. */
  @LocalDateColumn({ nullable: true }) endsOn: string | null;
  @LocalDateColumn({ nullable: true }) rightsRestrictedFrom: string | null;
  /** First day with full rights again; null while no end is known. */
  @LocalDateColumn({ nullable: true }) rightsRestrictedTo: string | null;
  @InstantColumn() createdAt: Date;
  @VersionColumn() version: number;
}

/** A membership, or the change of a member's standing, that one person entered by hand; nothing of it counts before another has confirmed it. */
@Entity('membership_entry')
@Index('ix_membership_entry_person', ['scopeId', 'personId', 'status'])
@Index('ix_membership_entry_organization', ['scopeId', 'organizationId', 'status', 'recordedAt'])
export class MembershipEntry {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() personId: string;
  @IdColumn() organizationId: string;
  @TextColumn(20) entryKind: MembershipEntryKind;
  /** The membership whose standing is to change; of an admission the one that was made of it, null until then. */
  @IdColumn({ nullable: true }) membershipId: string | null;
  @TextColumn(10) kind: MembershipKind;
  @TextColumn(20) standing: MembershipStanding;
  @LocalDateColumn() startsOn: string;
  /** First day on which it no longer holds. */
  @LocalDateColumn({ nullable: true }) endsOn: string | null;
  /** Number of the paper that proves it: letter of introduction, approval, page of the former register. */
  @TextColumn(80) documentNumber: string;
  @TextColumn(20) status: MembershipEntryStatus;
  @IdColumn() recordedBy: string;
  @InstantColumn() recordedAt: Date;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  @TextColumn(300, { nullable: true }) decisionReason: string | null;
  @VersionColumn() version: number;
}
