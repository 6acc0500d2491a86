import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { catchError, map, type Observable, of, throwError } from 'rxjs';
import { DomainError } from '../errors/refusals.js';
import { requestContext } from '../operations/request-context.js';
import { userErrorOf } from './user-errors.js';

/** Turns a domain refusal of a mutation into `userErrors` of its payload, in the caller's language. */
@Injectable()
export class RefusalInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<string>() !== 'graphql') return next.handle();
    const info = GqlExecutionContext.create(context).getInfo<GraphQLResolveInfo>();
    if (info.parentType.name !== 'Mutation') return next.handle();
    const { locale } = requestContext();
    return next.handle().pipe(
      map((payload: object) => ({ userErrors: [], ...payload })),
      catchError((error: unknown) =>
        error instanceof DomainError
          ? of({ userErrors: error.refusals.map((refusal) => userErrorOf(refusal, locale)) })
          : throwError(() => error),
      ),
    );
  }
}
