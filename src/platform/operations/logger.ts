import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import type { Settings } from '../config/settings.js';
import { scrubbedError, scrubbedFields, scrubbedText } from './log-redaction.js';
import { activeRequestId } from './request-context.js';

const OPTIONS: LoggerOptions = {
  base: { service: 'parkcast', pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: (error: unknown) => error },
  formatters: {
    level: (label) => ({ level: label }),
    log: scrubbedFields,
  },
  mixin: () => {
    const requestId = activeRequestId();
    return requestId === undefined ? {} : { requestId };
  },
  hooks: {
    logMethod(parameters, method) {
      const [first, ...rest] = parameters as unknown as unknown[];
      const safe = [first instanceof Error ? { err: scrubbedError(first), msg: scrubbedText(first.message) } : first, ...rest];
      method.apply(this, safe.map((entry) => (typeof entry === 'string' ? scrubbedText(entry) : entry)) as never);
    },
  },
};

/** Where the lines of a log go. */
export type LogDestination = DestinationStream;

/** The process's log: one JSON object per line on the standard output, with the request's id, without secrets and personal values. */
export function createLogger(settings: Pick<Settings, 'LOG_LEVEL'>, destination: LogDestination = pino.destination(1)): Logger {
  return pino({ ...OPTIONS, level: settings.LOG_LEVEL }, destination);
}

/** Lets everything that logs through Nest write into the process's log. */
export class ParkcastLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...more: unknown[]): void {
    this.write('info', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  verbose(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  /** Nest passes `(message, stack, context)`. */
  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  /** Nest's convention: the last text is the context, a text with line breaks before it the stack. */
  private write(level: 'fatal' | 'error' | 'warn' | 'info' | 'debug', message: unknown, more: readonly unknown[]): void {
    const texts = more.filter((entry): entry is string => typeof entry === 'string');
    const stack = texts.find((text) => text.includes('\n'));
    const context = texts.findLast((text) => text !== stack);
    const fields = { ...(context === undefined ? {} : { context }), ...(stack === undefined ? {} : { stack }) };
    if (message instanceof Error) return this.logger[level]({ ...fields, err: message }, message.message);
    if (message === null || typeof message !== 'object') return this.logger[level](fields, String(message));
    const { message: text, ...details } = message as Record<string, unknown>;
    this.logger[level]({ ...fields, ...details }, typeof text === 'string' ? text : '');
  }
}
