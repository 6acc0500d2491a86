import { Field, ID, ObjectType } from '@nestjs/graphql';
import { described } from '../platform/graphql/descriptions.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { Role, ScopeKind } from './roles.js';

@ObjectType({ description: described('一项授权:角色及其范围', 'One grant: a role and what it covers') })
export class ViewerGrant {
  @Field(() => Role, { description: described('角色', 'The role') })
  role: string;

  @Field(() => ScopeKind, { description: described('范围的种类', 'What the scope id names') })
  scopeKind: string;

  @Field(() => ID, { description: described('范围的编号', 'Id of the scope') })
  scopeId: string;
}

@ObjectType('RoleGrant', { description: described('账号的一项授权', 'One grant of an account') })
export class RoleGrantView extends ViewerGrant {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('授权人的账号', 'Account of who granted it') })
  grantedBy: string;

  @Field(() => DateTimeScalar, { description: described('授权时间', 'When it was granted') })
  grantedAt: number;
}
