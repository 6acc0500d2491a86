import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, PrimaryId, TextColumn, VersionColumn } from '../platform/database/columns.js';
import type { StorefrontStatus } from './storefront-states.js';

/** 门店: a place at which an enterprise meets its customers, on the spot or on the air. A plate belongs to it (INV-41). */
@Entity('storefront')
@Index('ux_storefront_name', ['scopeId', 'enterpriseId', 'name'], { unique: true })
@Index('ix_storefront_list', ['scopeId', 'name', 'id'])
export class Storefront {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() enterpriseId: string;
  @TextColumn(80) name: string;
  /** Where it is: a street and number, or the name of its page on a platform. */
  @TextColumn(200) place: string;
  @TextColumn(20) status: StorefrontStatus;
  /** Reason that was given with the last change of status. */
  @TextColumn(300, { nullable: true }) statusReason: string | null;
  @InstantColumn() createdAt: Date;
  @VersionColumn() version: number;
}
