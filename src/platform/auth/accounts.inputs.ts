import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../graphql/connection.js';
import { described, describedEnum } from '../graphql/descriptions.js';
import {
  EnumField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  InstantField,
  TextField,
  TextListField,
} from '../graphql/input-fields.js';
import { ACCOUNT_NAME_LENGTH_MAX, AccountStatus } from './account.entity.js';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from './passwords.js';

const TOKEN_LENGTH_MAX = 100;
const PERMISSION_LENGTH_MAX = 60;
const PERMISSIONS_MAX = 100;
const REASON_LENGTH_MAX = 500;
const ROLE_LENGTH_MAX = 30;

/** What a sign-in name looks like, in any case. */
export const LOGIN_NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._@-]{2,59}$/;

function NewPasswordField(zh: string, en: string): PropertyDecorator {
  return TextField(zh, en, { min: PASSWORD_LENGTH_MIN, max: PASSWORD_LENGTH_MAX });
}

/** A password to compare: of any length that fits, so that the answer does not tell more than "wrong". */
function KnownPasswordField(zh: string, en: string): PropertyDecorator {
  return TextField(zh, en, { max: PASSWORD_LENGTH_MAX });
}

@InputType({ description: described('登录', 'Sign in') })
export class SignInInput {
  @TextField('登录名,不分大小写', 'Sign-in name, in any case', { max: ACCOUNT_NAME_LENGTH_MAX })
  loginName: string;

  @KnownPasswordField('密码', 'Password')
  password: string;
}

@InputType({ description: described('续期', 'Stay signed in') })
export class RefreshSessionInput {
  @TextField('最近得到的续期令牌', 'The refresh token that was given last', { max: TOKEN_LENGTH_MAX })
  refreshToken: string;
}

@InputType({ description: described('修改本人密码', "Change one's own password") })
export class ChangePasswordInput {
  @KnownPasswordField('当前密码', 'The current password')
  currentPassword: string;

  @NewPasswordField('新密码,至少 10 个字符', 'The new password, at least 10 characters')
  newPassword: string;
}

@InputType({ description: described('结束本人的一个会话', "End one of one's own sessions") })
export class RevokeSessionInput {
  @IdField('会话', 'Id of the session')
  sessionId: string;
}

@InputType({ description: described('开立账号', 'Open an account') })
export class CreateAccountInput {
  @TextField(
    '登录名:字母、数字和 . _ @ -,至少 3 个字符,不分大小写',
    'Sign-in name: letters, digits and . _ @ -, at least 3 characters, in any case',
    {
      min: 3,
      max: ACCOUNT_NAME_LENGTH_MAX,
      pattern: {
        expression: LOGIN_NAME_PATTERN,
        code: 'BAD_LOGIN_NAME',
        zh: '只能使用字母、数字和 . _ @ -,以字母或数字开头',
        en: 'must be letters, digits and . _ @ -, beginning with a letter or digit',
      },
    },
  )
  loginName: string;

  @TextField('姓名', 'Display name', { max: ACCOUNT_NAME_LENGTH_MAX })
  displayName: string;

  @NewPasswordField(
    '临时密码,至少 10 个字符;首次登录须修改',
    'Temporary password, at least 10 characters; it must be changed at the first sign-in',
  )
  temporaryPassword: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一个账号的操作', 'A verb on one account') })
export class AccountTargetInput {
  @IdField('账号', 'Id of the account')
  accountId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('停用账号', 'Disable an account') })
export class DisableAccountInput extends AccountTargetInput {
  @TextField('原因', 'Reason', { max: REASON_LENGTH_MAX })
  reason: string;
}

@InputType({ description: described('重置密码', 'Reset a password') })
export class ResetPasswordInput extends AccountTargetInput {
  @NewPasswordField('临时密码,至少 10 个字符', 'Temporary password, at least 10 characters')
  temporaryPassword: string;
}

@InputType({ description: described('创建 API 令牌', 'Make an API token') })
export class CreateApiTokenInput {
  @TextField('用途:由哪个系统使用', 'Which system uses it', { max: ACCOUNT_NAME_LENGTH_MAX })
  name: string;

  @TextListField('允许的权限,须为本人已有的权限', 'Permissions it is limited to; each must be held by the caller', {
    max: PERMISSION_LENGTH_MAX,
    maxItems: PERMISSIONS_MAX,
  })
  permissions: string[];

  @InstantField('到期时间,最长 365 天', 'When it ends, at most 365 days from now')
  expiresAt: Date;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('撤销 API 令牌', 'Revoke an API token') })
export class RevokeApiTokenInput {
  @IdField('令牌', 'Id of the token')
  apiTokenId: string;
}

/** Sort orders of accounts. */
export const AccountOrder = { LOGIN_NAME: 'LOGIN_NAME', NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type AccountOrder = (typeof AccountOrder)[keyof typeof AccountOrder];
describedEnum(AccountOrder, 'AccountOrder', '账号列表的排序', 'Sort order of accounts', {
  LOGIN_NAME: ['按登录名', 'By sign-in name'],
  NEWEST_FIRST: ['最近开立的在前', 'Latest opened first'],
});

@InputType({ description: described('账号筛选条件', 'Which accounts') })
export class AccountFilter {
  @EnumField(() => AccountStatus, '状态', 'State', { optional: true })
  status?: AccountStatus | null;

  @TextField('登录名或姓名的开头', 'Beginning of the sign-in name or of the display name', { optional: true, max: ACCOUNT_NAME_LENGTH_MAX })
  search?: string | null;

  @TextField('拥有的角色', 'A role that the account holds', { optional: true, max: ROLE_LENGTH_MAX })
  role?: string | null;

  @IdField('角色所及的园区、党组织等', 'A park, organization or the like that one of its roles covers', { optional: true })
  grantScopeId?: string | null;
}

@ArgsType()
export class AccountsArgs extends PageArgs {
  @Field(() => AccountFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => AccountFilter)
  @ValidateNested()
  filter?: AccountFilter | null;

  @Field(() => AccountOrder, { defaultValue: AccountOrder.LOGIN_NAME, description: described('排序', 'Order') })
  @IsString()
  order: AccountOrder;
}

/** Sort orders of sessions. */
export const AuthSessionOrder = { NEWEST_FIRST: 'NEWEST_FIRST', OLDEST_FIRST: 'OLDEST_FIRST' } as const;
export type AuthSessionOrder = (typeof AuthSessionOrder)[keyof typeof AuthSessionOrder];
describedEnum(AuthSessionOrder, 'AuthSessionOrder', '登录会话的排序', 'Sort order of sessions', {
  NEWEST_FIRST: ['最近登录的在前', 'Latest opened first'],
  OLDEST_FIRST: ['最早登录的在前', 'Earliest opened first'],
});

@ArgsType()
export class AuthSessionsArgs extends PageArgs {
  @Field(() => AuthSessionOrder, { defaultValue: AuthSessionOrder.NEWEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: AuthSessionOrder;
}

/** Sort orders of API tokens. */
export const ApiTokenOrder = { NEWEST_FIRST: 'NEWEST_FIRST', OLDEST_FIRST: 'OLDEST_FIRST' } as const;
export type ApiTokenOrder = (typeof ApiTokenOrder)[keyof typeof ApiTokenOrder];
describedEnum(ApiTokenOrder, 'ApiTokenOrder', 'API 令牌的排序', 'Sort order of API tokens', {
  NEWEST_FIRST: ['最近创建的在前', 'Latest made first'],
  OLDEST_FIRST: ['最早创建的在前', 'Earliest made first'],
});

@ArgsType()
export class ApiTokensArgs extends PageArgs {
  @Field(() => ApiTokenOrder, { defaultValue: ApiTokenOrder.NEWEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: ApiTokenOrder;
}
