import { Field, ID, ObjectType } from '@nestjs/graphql';
import { described } from '../graphql/descriptions.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { MutationPayload } from '../graphql/user-errors.js';
import type { Grant } from './caller.js';

/** Who is signed in. The module that knows the roles contributes the field `grants`. */
@ObjectType({ description: described('当前登录者', 'Who is signed in') })
export class Viewer {
  @Field(() => ID, { description: described('账号编号', 'Id of the account') })
  accountId: string;

  @Field({ description: described('姓名', 'Display name') })
  displayName: string;

  @Field({
    description: described(
      '是否须先修改密码;在此之前只能查看本人信息、修改密码和退出',
      'Whether the password must be changed first; until then only viewer, changePassword and signOut are open',
    ),
  })
  mustChangePassword: boolean;

  @Field(() => [String], {
    description: described('在至少一个范围内拥有的权限', 'Permissions held in at least one scope'),
  })
  permissions: string[];

  grants: readonly Grant[];
}

@ObjectType({
  description: described('登录或续期的结果;令牌只显示这一次', 'Outcome of signing in or staying signed in; tokens are shown this once'),
})
export class SessionPayload extends MutationPayload {
  @Field(() => String, {
    nullable: true,
    description: described('访问令牌,放在 Authorization: Bearer 之后', 'Access token, to stand after Authorization: Bearer'),
  })
  accessToken?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('访问令牌的到期时间', 'When the access token ends') })
  accessExpiresAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description: described(
      '续期令牌,用一次即更换;再次使用旧令牌会结束会话',
      'Refresh token, exchanged at each use; using an old one again ends the session',
    ),
  })
  refreshToken?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('续期令牌的到期时间', 'When the refresh token ends') })
  refreshExpiresAt?: Date | null;

  @Field(() => Viewer, { nullable: true, description: described('登录者', 'Who signed in') })
  viewer?: Viewer | null;
}

@ObjectType({ description: described('退出登录的结果', 'Outcome of signing out') })
export class SignOutPayload extends MutationPayload {
  @Field(() => Boolean, { nullable: true, description: described('当前会话是否已结束', 'Whether the session has ended') })
  isSignedOut?: boolean | null;
}

@ObjectType({ description: described('修改密码的结果', 'Outcome of changing the password') })
export class ChangePasswordPayload extends MutationPayload {
  @Field(() => Viewer, { nullable: true, description: described('登录者', 'Who is signed in') })
  viewer?: Viewer | null;
}

@ObjectType({ description: described('结束会话的结果', 'Outcome of ending a session') })
export class RevokeSessionPayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: described('已结束的会话', 'The session that has ended') })
  sessionId?: string | null;
}
