import { Entity, Index } from 'typeorm';
import { IdColumn, PrimaryId, TextColumn, VersionColumn } from '../platform/database/columns.js';
import type { AccountKind, AccountStatus, Platform } from './platform-account-states.js';

/** 平台账号: an account of the park that goes live on a platform. Its name is how exports are matched to it. */
@Entity('platform_account')
@Index('ux_platform_account_name', ['parkId', 'platform', 'name'], { unique: true })
export class PlatformAccount {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(20) platform: Platform;
  @TextColumn(100) name: string;
  /** The platform's own id of the account, when it is known. */
  @TextColumn(100, { nullable: true }) externalId: string | null;
  @TextColumn(20) kind: AccountKind;
  @TextColumn(20) status: AccountStatus;
  @VersionColumn() version: number;
}
