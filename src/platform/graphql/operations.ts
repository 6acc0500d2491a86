import { applyDecorators } from '@nestjs/common';
import { Mutation, Query, type ReturnTypeFunc } from '@nestjs/graphql';
import { Permission, Public } from '../auth/permissions.js';
import { described } from './descriptions.js';

interface OperationOptions {
  zh: string;
  en: string;
  /** Permission that the caller needs in at least one scope; `PUBLIC` for operations before sign-in, `SIGNED_IN` for what concerns oneself. */
  permission: string;
}

/** A query with its description and its permission. Lists answer a connection, single records null when they are not in scope. */
export function QueryOperation(type: ReturnTypeFunc, options: OperationOptions & { nullable?: boolean; name?: string }): MethodDecorator {
  return applyDecorators(
    Query(type, {
      description: described(options.zh, options.en),
      nullable: options.nullable ?? false,
      ...(options.name ? { name: options.name } : {}),
    }),
    access(options.permission),
  );
}

/** A mutation with its description and its permission; its type is a payload with `userErrors`. */
export function MutationOperation(type: ReturnTypeFunc, options: OperationOptions): MethodDecorator {
  return applyDecorators(Mutation(type, { description: described(options.zh, options.en) }), access(options.permission));
}

function access(permission: string): MethodDecorator & ClassDecorator {
  return permission === 'PUBLIC' ? Public() : Permission(permission);
}
