import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';
import { described, describedEnum } from '../graphql/descriptions.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { MutationPayload } from '../graphql/user-errors.js';
import { AccountStatus } from './account.entity.js';
import type { Grant } from './caller.js';

describedEnum(AccountStatus, 'AccountStatus', '账号状态', 'State of an account', {
  ACTIVE: ['正常', 'In use'],
  DISABLED: ['已停用', 'Disabled'],
});

/** A grant as it is read; the module that knows the roles gives it its GraphQL type. */
export interface GrantRow extends Grant {
  id: string;
  grantedBy: string;
  /** Milliseconds since 1970. */
  grantedAt: number;
}

@ObjectType('Account', { description: described('账号:一个人登录系统的身份', 'An account: how one person gets into the system') })
export class AccountView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('登录名(小写)', 'Sign-in name, in lower case') })
  loginName: string;

  @Field({ description: described('姓名', 'Display name') })
  displayName: string;

  @Field(() => AccountStatus, { description: described('状态', 'State') })
  status: AccountStatus;

  @Field({ description: described('是否须先修改密码', 'Whether the password must be changed first') })
  mustChangePassword: boolean;

  @Field({ description: described('是否演示账号', 'Whether it belongs to the demo data') })
  isDemo: boolean;

  @Field(() => DateTimeScalar, { description: described('开户时间', 'When it was opened') })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: described('最近一次设置密码的时间', 'When the password was last set') })
  passwordChangedAt: Date;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;

  grants?: GrantRow[];
}

/** A page of accounts. */
export const AccountConnection = connectionOf(AccountView, 'Account', '账号', 'accounts');

@ObjectType({ description: described('账号操作的结果', 'Outcome of a verb on an account') })
export class AccountPayload extends MutationPayload {
  @Field(() => AccountView, { nullable: true, description: described('账号', 'The account') })
  account?: AccountView | null;
}

@ObjectType('AuthSession', { description: described('一次登录的会话', 'A signed-in session') })
export class AuthSessionView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => DateTimeScalar, { description: described('登录时间', 'When it was opened') })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: described('最近一次续期的时间', 'When its tokens were last exchanged') })
  refreshedAt: Date;

  @Field(() => DateTimeScalar, { description: described('不再续期则在此时结束', 'When it ends unless it is refreshed') })
  refreshExpiresAt: Date;

  @Field({ description: described('是否当前会话', 'Whether this request came through it') })
  isCurrent: boolean;
}

/** A page of sessions. */
export const AuthSessionConnection = connectionOf(AuthSessionView, 'AuthSession', '登录会话', 'signed-in sessions');

@ObjectType('ApiToken', {
  description: described('API 令牌:其他系统以账号名义访问', 'An API token: another system acts in the name of an account'),
})
export class ApiTokenView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('用途', 'Which system uses it') })
  name: string;

  @Field(() => [String], { description: described('允许的权限', 'Permissions it is limited to') })
  permissions: string[];

  @Field(() => DateTimeScalar, { description: described('创建时间', 'When it was made') })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: described('到期时间', 'When it ends') })
  expiresAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: described('撤销时间;未撤销为 null', 'When it was revoked; null while it was not'),
  })
  revokedAt: Date | null;
}

/** A page of API tokens. */
export const ApiTokenConnection = connectionOf(ApiTokenView, 'ApiToken', 'API 令牌', 'API tokens');

@ObjectType({ description: described('创建 API 令牌的结果', 'Outcome of making an API token') })
export class CreateApiTokenPayload extends MutationPayload {
  @Field(() => ApiTokenView, { nullable: true, description: described('令牌的登记信息', 'The token as it is listed') })
  apiToken?: ApiTokenView | null;

  @Field(() => String, {
    nullable: true,
    description: described(
      '令牌本身,只显示这一次;重复提交的请求得到 null',
      'The token itself, shown this once; null when the request was repeated',
    ),
  })
  token?: string | null;
}

@ObjectType({ description: described('撤销 API 令牌的结果', 'Outcome of revoking an API token') })
export class RevokeApiTokenPayload extends MutationPayload {
  @Field(() => ApiTokenView, { nullable: true, description: described('令牌的登记信息', 'The token as it is listed') })
  apiToken?: ApiTokenView | null;
}
