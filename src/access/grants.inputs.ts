import { InputType } from '@nestjs/graphql';
import { described } from '../platform/graphql/descriptions.js';
import { EnumField, IdempotencyKeyField, IdField } from '../platform/graphql/input-fields.js';
import { Role, ScopeKind } from './roles.js';

@InputType({ description: described('授予角色', 'Grant a role') })
export class GrantRoleInput {
  @IdField('账号', 'Id of the account')
  accountId: string;

  @EnumField(() => Role, '角色', 'The role')
  role: Role;

  @EnumField(() => ScopeKind, '授权范围的种类', 'What the role covers')
  scopeKind: ScopeKind;

  @IdField(
    '园区、党组织、主播或受益方;范围为整个系统时不填',
    'Park, organization, streamer or beneficiary; left out for the installation',
    {
      optional: true,
    },
  )
  scopeId?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('收回角色', 'Take a role back') })
export class RevokeRoleInput {
  @IdField('授权', 'Id of the grant')
  grantId: string;
}
