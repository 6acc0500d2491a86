import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './caller.js';

/** A request with the caller that the guard found. */
export interface AuthenticatedRequest extends FastifyRequest {
  caller?: Caller;
  callerPromise?: Promise<Caller>;
}

/** The HTTP request behind a GraphQL or HTTP handler. */
export function requestOf(context: ExecutionContext): AuthenticatedRequest {
  return context.getType<string>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext<{ req: AuthenticatedRequest }>().req
    : context.switchToHttp().getRequest<AuthenticatedRequest>();
}

/** Parameter decorator: the signed-in caller. */
export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller => {
  const { caller } = requestOf(context);
  if (!caller) throw new Error('The handler is open to everybody and has no caller');
  return caller;
});
