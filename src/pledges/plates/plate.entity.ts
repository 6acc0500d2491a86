import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  LocalDateColumn,
  PrimaryId,
  PrimaryInteger,
  TextColumn,
  VersionColumn,
} from '../../platform/database/columns.js';
import type { PlateStatus } from './plate-states.js';

/**
 * 诚信经营店牌: the plate of one storefront and its pledge. Issuer, kind and days of the pledge stand in the row as well, so that the public
 * page reads this one row and nothing else.
 */
@Entity('plate')
@Index('ux_plate_serial', ['parkId', 'serialNumber'], { unique: true })
@Index('ux_plate_live', ['scopeId', 'liveKey'], { unique: true })
@Index('ux_plate_token', ['scopeId', 'tokenDigest'], { unique: true })
@Index('ix_plate_pledge', ['parkId', 'pledgeId'])
export class Plate {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  /** Always the installation: a storefront has one plate whatever the park, and a code is found without one. */
  @IdColumn() scopeId: string;
  @IdColumn() storefrontId: string;
  @IdColumn() pledgeId: string;
  /** Such as 2026-0001; never given again (INV-41). */
  @TextColumn(20) serialNumber: string;
  /** SHA-256 of the code's token in base64url. The token itself is stored nowhere. */
  @TextColumn(43) tokenDigest: string;
  /** The storefront while the plate is out, else the own id (INV-41). */
  @IdColumn() liveKey: string;
  @TextColumn(20) status: PlateStatus;
  @TextColumn(120) issuerName: string;
  @TextColumn(80) pledgeName: string;
  @TextColumn(160) pledgeNameEn: string;
  @LocalDateColumn() issuedOn: LocalDate;
  /** Last day of the pledge that it stands for, or of the signed renewal that will follow it. */
  @LocalDateColumn() validUntil: LocalDate;
  @LocalDateColumn({ nullable: true }) displayedOn: LocalDate | null;
  @LocalDateColumn({ nullable: true }) recalledOn: LocalDate | null;
  /** Day by which a recalled plate must be back. */
  @LocalDateColumn({ nullable: true }) recallDueOn: LocalDate | null;
  @TextColumn(300, { nullable: true }) reason: string | null;
  /** Commitments that the storefront has fulfilled: the public count. */
  @IntegerColumn() fulfilledCount: number;
  @VersionColumn() version: number;
}

/** One step of a plate; written with it. */
@Entity('plate_history')
@Index('ix_plate_history', ['parkId', 'plateId', 'at'])
export class PlateHistory {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() plateId: string;
  @TextColumn(40) verb: string;
  @TextColumn(20, { nullable: true }) fromStatus: PlateStatus | null;
  @TextColumn(20) toStatus: PlateStatus;
  @TextColumn(300, { nullable: true }) reason: string | null;
  @InstantColumn() at: Date;
  @IdColumn() byAccountId: string;
}

/** The last serial number that a park gave in a year. It only grows. */
@Entity('plate_series')
export class PlateSeries {
  @PrimaryId() parkId: string;
  @PrimaryInteger() year: number;
  @IntegerColumn() lastNumber: number;
}
