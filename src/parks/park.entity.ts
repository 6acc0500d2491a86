import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LocalDateColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../platform/database/columns.js';
import type { HolderKind } from './park-kinds.js';
import type { ParkStatus } from './park-states.js';
import type { SlotDefinition } from './park-templates.js';

/** A managed live-commerce park. Whoever sees its leading organization sees the park. */
@Entity('park')
@Index('ix_park_name', ['scopeId', 'name', 'id'])
@Index('ix_park_leading', ['scopeId', 'leadingOrganizationId'])
export class Park {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @TextColumn(120) name: string;
  @IdColumn() leadingOrganizationId: string;
  @TextColumn(20) status: ParkStatus;
  /** Reason that was given with the last change of status. */
  @TextColumn(300, { nullable: true }) statusReason: string | null;
  @IdColumn() structureTemplateId: string;
  @InstantColumn() createdAt: Date;
  @VersionColumn() version: number;
}

/** A pattern of a park's structure, as data. */
@Entity('park_structure_template')
@Index('ux_park_structure_template', ['scopeId', 'code', 'templateVersion'], { unique: true })
export class ParkStructureTemplate {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @TextColumn(20) code: string;
  @IntegerColumn() templateVersion: number;
  @TextColumn(80) name: string;
  @JsonColumn() slots: SlotDefinition[];
}

/** Who holds a place in a park's structure, for as long as it does (INV-01, INV-03). */
@Entity('park_slot_holder')
@Index('ix_park_slot_holder', ['parkId', 'startsOn'])
@Index('ix_park_slot_holder_holder', ['parkId', 'holderId'])
export class ParkSlotHolder {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(30) slotRole: string;
  @TextColumn(20) holderKind: HolderKind;
  /** The enterprise, organization or product; null for an industry group or a site. */
  @IdColumn({ nullable: true }) holderId: string | null;
  /** Its name when it took the place. */
  @TextColumn(120) holderName: string;
  @LocalDateColumn() startsOn: string;
  /** First day on which it no longer holds the place. */
  @LocalDateColumn({ nullable: true }) endsOn: string | null;
  @VersionColumn() version: number;
}

/** One change of a park's status, written with it. */
@Entity('park_status_change')
@Index('ix_park_status_change', ['parkId', 'changedAt'])
export class ParkStatusChange {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(40) verb: string;
  @TextColumn(20, { nullable: true }) fromStatus: ParkStatus | null;
  @TextColumn(20) toStatus: ParkStatus;
  @TextColumn(300, { nullable: true }) reason: string | null;
  @IdColumn() changedBy: string;
  @InstantColumn() changedAt: Date;
}
