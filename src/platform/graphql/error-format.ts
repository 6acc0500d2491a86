import { ApolloServerErrorCode, unwrapResolverError } from '@apollo/server/errors';
import { Logger } from '@nestjs/common';
import type { GraphQLFormattedError } from 'graphql';
import { isPassing } from '../database/database-errors.js';
import { DomainError } from '../errors/refusals.js';
import { Fault, FAULT_MESSAGES, type FaultCode, type FieldProblem } from '../errors/faults.js';
import { clientMessage } from './client-messages.js';
import { requestContext } from '../operations/request-context.js';

const logger = new Logger('GraphQL');
/* Apollo writes: Variable "$input" got invalid value {"password": …} at "input.amountFen"; Expected type … – the value is not repeated. */
const INVALID_VARIABLE = /^Variable "\$(\w+)" got invalid value [\s\S]*; ([\s\S]*)$/;
const VARIABLE_PLACE = / at "([\w.[\]]+)"; [^;]*$/;
const OTHER_VARIABLE_PROBLEM = /^Variable "\$(\w+)" (.*)$/s;
const CLIENT_CODES = new Set<string>([
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
]);

function variableProblems(message: string): FieldProblem[] {
  const invalid = INVALID_VARIABLE.exec(message);
  const other = OTHER_VARIABLE_PROBLEM.exec(message);
  const place = VARIABLE_PLACE.exec(message)?.[1] ?? invalid?.[1] ?? other?.[1];
  const steps = place ? place.replace(/\[(\d+)\]/g, '.$1').split('.') : [];
  const path = steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return [{ path, code: 'BAD_VALUE', message: clientMessage(invalid?.[2] ?? other?.[2] ?? message) }];
}

function formattedFault(
  code: FaultCode,
  formatted: GraphQLFormattedError,
  fault?: Fault,
  fields?: readonly FieldProblem[],
): GraphQLFormattedError {
  const { locale, requestId } = requestContext();
  const message = (fault?.details.message ?? FAULT_MESSAGES[code])[locale];
  const extensions: Record<string, unknown> = { code, requestId };
  const problems = fields ?? fault?.details.fields;
  if (problems) extensions.fields = problems.map((entry) => ({ path: entry.path, code: entry.code, message: entry.message[locale] }));
  if (fault?.details.reason) extensions.reason = fault.details.reason;
  if (fault?.details.path) extensions.path = fault.details.path;
  if (fault?.details.retryAfterSeconds !== undefined) extensions.retryAfterSeconds = fault.details.retryAfterSeconds;
  return {
    message,
    extensions,
    ...(formatted.path ? { path: formatted.path } : {}),
    ...(formatted.locations ? { locations: formatted.locations } : {}),
  };
}

/** The one place where an error becomes what the client sees: a known code in its language, or INTERNAL with the request id and nothing else. */
export function formatError(formatted: GraphQLFormattedError, thrown: unknown): GraphQLFormattedError {
  const original = unwrapResolverError(thrown);
  if (original instanceof Fault) return formattedFault(original.code, formatted, original);
  /* A read outside `Transactions` meets the outage itself. */
  if (isPassing(original)) {
    logger.warn({ requestId: requestContext().requestId, message: (original as Error).message, path: formatted.path });
    return formattedFault('RETRY_LATER', formatted);
  }
  const code = String(formatted.extensions?.code ?? '');
  /* Apollo gives every error of a validation rule its own code, so the message tells ours apart. */
  if (code === 'QUERY_TOO_COMPLEX' || formatted.message === 'QUERY_TOO_COMPLEX') return formattedFault('QUERY_TOO_COMPLEX', formatted);
  if (code === (ApolloServerErrorCode.BAD_USER_INPUT as string)) {
    return formattedFault('BAD_USER_INPUT', formatted, undefined, variableProblems(formatted.message));
  }
  if (CLIENT_CODES.has(code)) {
    const { locale, requestId } = requestContext();
    return {
      message: clientMessage(formatted.message)[locale],
      extensions: { code, requestId },
      ...(formatted.locations ? { locations: formatted.locations } : {}),
    };
  }
  const detail = original instanceof Error ? original : new Error(String(original));
  const label = detail instanceof DomainError ? `unmapped refusal ${detail.message}` : detail.message;
  logger.error({ requestId: requestContext().requestId, message: label, path: formatted.path }, detail.stack);
  return formattedFault('INTERNAL', formatted);
}
