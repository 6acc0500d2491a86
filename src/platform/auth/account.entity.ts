import { Entity, Index } from 'typeorm';
import {
  BooleanColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../database/columns.js';

/** Longest sign-in name and longest display name, in characters. */
export const ACCOUNT_NAME_LENGTH_MAX = 60;

/** States of an account. */
export const AccountStatus = { ACTIVE: 'ACTIVE', DISABLED: 'DISABLED' } as const;
export type AccountStatus = (typeof AccountStatus)[keyof typeof AccountStatus];

/** A person's or a program's way into the system. */
@Entity('account')
@Index('ux_account_login', ['scopeId', 'loginName'], { unique: true })
export class Account {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  /** Lower case. */
  @TextColumn(60) loginName: string;
  @TextColumn(60) displayName: string;
  /** Argon2id in PHC form. */
  @TextColumn(200) passwordHash: string;
  @TextColumn(10) status: AccountStatus;
  @BooleanColumn() mustChangePassword: boolean;
  @BooleanColumn() isDemo: boolean;
  @InstantColumn() createdAt: Date;
  @InstantColumn() passwordChangedAt: Date;
  @VersionColumn() version: number;
}

/** One role of an account over one scope. */
@Entity('role_grant')
@Index('ux_role_grant', ['scopeId', 'accountId', 'role', 'grantScopeKind', 'grantScopeId'], { unique: true })
export class RoleGrant {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() accountId: string;
  @TextColumn(30) role: string;
  @TextColumn(20) grantScopeKind: string;
  @IdColumn() grantScopeId: string;
  @IdColumn() grantedBy: string;
  @InstantColumn() grantedAt: Date;
}

/** A signed-in session: one short access token and one rotating refresh token at a time, both kept as digests only. */
@Entity('auth_session')
@Index('ux_auth_session_access', ['scopeId', 'accessDigest'], { unique: true })
@Index('ux_auth_session_refresh', ['scopeId', 'refreshDigest'], { unique: true })
@Index('ix_auth_session_account', ['scopeId', 'accountId', 'createdAt'])
export class AuthSession {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() accountId: string;
  @TextColumn(43) accessDigest: string;
  @InstantColumn() accessExpiresAt: Date;
  @TextColumn(43) refreshDigest: string;
  @InstantColumn() refreshExpiresAt: Date;
  @InstantColumn() createdAt: Date;
  @InstantColumn() refreshedAt: Date;
  @InstantColumn({ nullable: true }) revokedAt: Date | null;
}

/** A refresh token that was exchanged; seeing it again means that it was stolen. */
@Entity('used_refresh_token')
@Index('ux_used_refresh_token', ['scopeId', 'digest'], { unique: true })
export class UsedRefreshToken {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @TextColumn(43) digest: string;
  @IdColumn() sessionId: string;
  @InstantColumn() usedAt: Date;
}

/** Failed sign-ins of one account name or one network address within a window. */
@Entity('sign_in_throttle')
@Index('ux_sign_in_throttle', ['scopeId', 'kind', 'subjectDigest'], { unique: true })
export class SignInThrottle {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  /** ACCOUNT or ADDRESS. */
  @TextColumn(10) kind: string;
  @TextColumn(43) subjectDigest: string;
  @IntegerColumn() attempts: number;
  @InstantColumn() windowStartedAt: Date;
}

/** A long-lived token for another system. It acts in its owner's name with at most the listed permissions. */
@Entity('api_token')
@Index('ux_api_token_digest', ['scopeId', 'digest'], { unique: true })
@Index('ix_api_token_account', ['scopeId', 'accountId', 'createdAt'])
export class ApiToken {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() accountId: string;
  @TextColumn(60) name: string;
  @TextColumn(43) digest: string;
  @JsonColumn() permissions: string[];
  @InstantColumn() createdAt: Date;
  @InstantColumn() expiresAt: Date;
  @InstantColumn({ nullable: true }) revokedAt: Date | null;
}

/** Entities of the accounts, for the one list of the application. */
export const AUTH_ENTITIES = [Account, RoleGrant, AuthSession, UsedRefreshToken, SignInThrottle, ApiToken];
