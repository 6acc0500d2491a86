import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, LocalDateColumn, PrimaryId, TextColumn, VersionColumn } from '../platform/database/columns.js';
import type { BeneficiaryKind, BeneficiaryStatus } from './beneficiary-states.js';
import type { EvidenceKind, ProductCategory, ProductStatus } from './product-states.js';

/** A village, cooperative, farm or enterprise that farm-aid sessions help (INV-26). */
@Entity('beneficiary')
@Index('ux_beneficiary_name', ['parkId', 'name'], { unique: true })
export class Beneficiary {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(20) kind: BeneficiaryKind;
  @TextColumn(80) name: string;
  /** Town and village. */
  @TextColumn(120, { nullable: true }) place: string | null;
  @TextColumn(20) status: BeneficiaryStatus;
  @TextColumn(300, { nullable: true }) statusReason: string | null;
  @InstantColumn() createdAt: Date;
  @VersionColumn() version: number;
}

/** An item that a park sells on live: one of the "N" (inventory 44). */
@Entity('brand_product')
@Index('ux_brand_product_code', ['parkId', 'code'], { unique: true })
@Index('ix_brand_product_name', ['parkId', 'name', 'id'])
@Index('ix_brand_product_newest', ['parkId', 'createdAt', 'id'])
@Index('ix_brand_product_beneficiary', ['parkId', 'beneficiaryId'])
export class BrandProduct {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(120) name: string;
  /** The park's own product code. */
  @TextColumn(40) code: string;
  @TextColumn(30) category: ProductCategory;
  @TextColumn(120) origin: string;
  @IdColumn({ nullable: true }) beneficiaryId: string | null;
  @TextColumn(1000, { nullable: true }) description: string | null;
  @TextColumn(20) status: ProductStatus;
  /** Reason that was given with the last change of status. */
  @TextColumn(300, { nullable: true }) statusReason: string | null;
  @InstantColumn() createdAt: Date;
  @VersionColumn() version: number;
}

/** A paper about a product (C04). It is added or withdrawn, never changed. */
@Entity('product_evidence')
@Index('ix_product_evidence', ['parkId', 'productId', 'addedAt'])
export class ProductEvidence {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() productId: string;
  @TextColumn(30) kind: EvidenceKind;
  /** Number or title of the paper. */
  @TextColumn(200) reference: string;
  /** SHA-256 of the scanned document in hexadecimal; the document itself is not stored. */
  @TextColumn(64, { nullable: true }) documentSha256: string | null;
  @LocalDateColumn() validFrom: string;
  /** Last day on which it is valid; null when it does not expire. */
  @LocalDateColumn({ nullable: true }) validUntil: string | null;
  @InstantColumn() addedAt: Date;
  @IdColumn() addedBy: string;
  @InstantColumn({ nullable: true }) withdrawnAt: Date | null;
  @TextColumn(300, { nullable: true }) withdrawnReason: string | null;
}

/** One change of a product's status, written with it. */
@Entity('product_status_change')
@Index('ix_product_status_change', ['parkId', 'productId', 'changedAt'])
export class ProductStatusChange {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() productId: string;
  @TextColumn(40) verb: string;
  @TextColumn(20, { nullable: true }) fromStatus: ProductStatus | null;
  @TextColumn(20) toStatus: ProductStatus;
  @TextColumn(300, { nullable: true }) reason: string | null;
  @IdColumn() changedBy: string;
  @InstantColumn() changedAt: Date;
}

/** Under which code a platform's export names a product of the park. */
@Entity('product_platform_code')
@Index('ux_product_platform_code', ['parkId', 'platform', 'code'], { unique: true })
@Index('ix_product_platform_code_product', ['parkId', 'productId'])
export class ProductPlatformCode {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(30) platform: string;
  @TextColumn(100) code: string;
  @IdColumn() productId: string;
  @IdColumn() mappedBy: string;
  @InstantColumn() mappedAt: Date;
  @VersionColumn() version: number;
}
