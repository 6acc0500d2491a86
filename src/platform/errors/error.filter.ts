import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isPassing } from '../database/database-errors.js';
import { requestContextOf } from '../operations/request-context.js';
import { Fault, FAULT_MESSAGES, type FaultCode } from './faults.js';

/** Status with which an HTTP route answers a fault. */
export const HTTP_STATUS: Record<FaultCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  RATE_LIMITED: 429,
  QUERY_TOO_COMPLEX: 400,
  RETRY_LATER: 503,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  REQUEST_TIMEOUT: 408,
  INTERNAL: 500,
};

/** Errors of HTTP handlers become `{ error: { code, message, requestId, fields? } }`; errors of GraphQL handlers go on to `formatError`. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('HTTP');

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    /* A body that cannot be read fails outside the request's own asynchronous context, so the context is taken from the request. */
    const { locale, requestId } = requestContextOf(host.switchToHttp().getRequest<FastifyRequest>());
    const fault = this.faultOf(error, requestId);
    const message = (fault.details.message ?? FAULT_MESSAGES[fault.code])[locale];
    const fields = fault.details.fields?.map((entry) => ({ path: entry.path, code: entry.code, message: entry.message[locale] }));
    if (fault.details.retryAfterSeconds !== undefined) void reply.header('retry-after', fault.details.retryAfterSeconds);
    return reply.status(HTTP_STATUS[fault.code]).send({ error: { code: fault.code, message, requestId, ...(fields ? { fields } : {}) } });
  }

  private faultOf(error: unknown, requestId: string): Fault {
    if (error instanceof Fault) return error;
    if (isPassing(error)) {
      this.logger.warn({ requestId, message: (error as Error).message });
      return new Fault('RETRY_LATER');
    }
    const status = error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number }).statusCode ?? 500);
    if (status === 404) return new Fault('NOT_FOUND');
    if (status === 408) return new Fault('REQUEST_TIMEOUT');
    if (status === 413) return new Fault('PAYLOAD_TOO_LARGE');
    if (status === 415) return new Fault('UNSUPPORTED_MEDIA_TYPE');
    if (status >= 400 && status < 500) return new Fault('BAD_USER_INPUT');
    const detail = error instanceof Error ? error : new Error(String(error));
    this.logger.error({ requestId, message: detail.message }, detail.stack);
    return new Fault('INTERNAL');
  }
}
