import { Field, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';
import type { Locale } from '../auth/caller.js';
import type { Refusal } from '../errors/refusals.js';
import { described } from './descriptions.js';

/** A refusal as the client sees it: the domain says no, and says what would change that. */
@InterfaceType({
  description: described(
    '业务拒绝:说明原因、依据和处理办法;什么都没有写入',
    'A refusal by the domain: the reason, the rule and the cure; nothing was written',
  ),
  resolveType: (value: { graphqlType: string }) => value.graphqlType,
})
export abstract class UserError {
  @Field({ description: described('固定的错误代码', 'Stable code') })
  code: string;

  @Field({ description: described('说明(按 Accept-Language)', 'What happened, in the language of Accept-Language') })
  message: string;

  @Field(() => String, { nullable: true, description: described('处理办法', 'What to do about it') })
  cure: string | null;

  @Field(() => [String], { description: described('涉及的输入字段路径', 'Path of the input field that is concerned') })
  field: string[];

  @Field(() => String, { nullable: true, description: described('依据的规则编号', 'Id of the rule that is cited') })
  rule: string | null;
}

const concreteTypes: Type<UserError>[] = [];

/** Registers a concrete user error that carries data of its own; a declared refusal names it as `graphqlType`. */
export function UserErrorType(name: string, zh: string, en: string): ClassDecorator {
  return (target) => {
    ObjectType(name, { implements: () => [UserError], description: described(zh, en) })(target);
    concreteTypes.push(target as unknown as Type<UserError>);
  };
}

/** All concrete user errors, so that the schema holds types that only the interface reaches. */
export function userErrorTypes(): readonly Type<UserError>[] {
  return concreteTypes;
}

@UserErrorType('RefusedByRule', '按规则拒绝', 'Refused by a rule')
export class RefusedByRule extends UserError {}

@UserErrorType('StaleVersion', '版本已过期:别人先修改了', 'The record has moved on: somebody else changed it first')
export class StaleVersion extends UserError {
  @Field(() => Int, { description: described('当前版本号', 'The current version') })
  currentVersion: number;
}

/** A refusal in the caller's language, ready for the payload. */
export function userErrorOf(refusal: Refusal, locale: Locale): UserError & { graphqlType: string } {
  return {
    ...refusal.details,
    graphqlType: refusal.graphqlType,
    code: refusal.code,
    message: refusal.message[locale],
    cure: refusal.cure?.[locale] ?? null,
    field: refusal.field.map(String),
    rule: refusal.rule,
  };
}

/** Base of every mutation payload: either the result is there, or `userErrors` says why not. */
@ObjectType({ isAbstract: true })
export abstract class MutationPayload {
  @Field(() => [UserError], { description: described('拒绝原因;为空表示成功', 'Reasons for a refusal; empty on success') })
  userErrors?: UserError[];
}
