import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, PrimaryId, TextColumn, VersionColumn } from '../platform/database/columns.js';
import type { EnterpriseKind, EnterpriseStatus } from './enterprise-states.js';
import { Storefront } from './storefront.entity.js';

/** An enterprise or social organization on the register, once in the installation. */
@Entity('enterprise')
@Index('ux_enterprise_credit_code', ['scopeId', 'creditCode'], { unique: true })
@Index('ix_enterprise_name', ['scopeId', 'name', 'id'])
@Index('ix_enterprise_responsible', ['scopeId', 'responsibleOrganizationId'])
export class Enterprise {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @TextColumn(120) name: string;
  /** 18 characters of GB 32100-2015. */
  @TextColumn(18) creditCode: string;
  @TextColumn(20) kind: EnterpriseKind;
  @TextColumn(20) status: EnterpriseStatus;
  /** Reason that was given with the last change of status. */
  @TextColumn(300, { nullable: true }) statusReason: string | null;
  /** The organization on whose register it is; it decides who sees the row. */
  @IdColumn() responsibleOrganizationId: string;
  @TextColumn(60, { nullable: true }) trade: string | null;
  @TextColumn(200, { nullable: true }) address: string | null;
  @InstantColumn() createdAt: Date;
  @VersionColumn() version: number;
}

/** One change of an enterprise's status, or a review that left it as it was; written with it. */
@Entity('enterprise_status_change')
@Index('ix_enterprise_status_change', ['scopeId', 'enterpriseId', 'changedAt'])
export class EnterpriseStatusChange {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() enterpriseId: string;
  @TextColumn(40) verb: string;
  @TextColumn(20, { nullable: true }) fromStatus: EnterpriseStatus | null;
  @TextColumn(20) toStatus: EnterpriseStatus;
  @TextColumn(300, { nullable: true }) reason: string | null;
  @IdColumn() changedBy: string;
  @InstantColumn() changedAt: Date;
}

/** Entities of this module, for the application's list. */
export const ENTERPRISE_ENTITIES = [Enterprise, EnterpriseStatusChange, Storefront];
