import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Fault, type FieldProblem } from '../errors/faults.js';
import { rememberRules } from './remembered-rules.js';

/** A validator's message that carries code and both languages; the pipe takes it apart again. */
export function problem(code: string, zh: string, en: string): string {
  return JSON.stringify({ code, zh, en });
}

function problemOf(constraint: string, message: string): Omit<FieldProblem, 'path'> {
  if (message.startsWith('{')) {
    const { code, zh, en } = JSON.parse(message) as { code: string; zh: string; en: string };
    return { code, message: { zh, en } };
  }
  return { code: constraint.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase(), message: { zh: '内容不符合要求', en: message } };
}

function flatten(errors: readonly ValidationError[], path: readonly (string | number)[]): FieldProblem[] {
  return errors.flatMap((error) => {
    const step = /^\d+$/.test(error.property) ? Number(error.property) : error.property;
    const here = [...path, step];
    const own = Object.entries(error.constraints ?? {}).map(([name, message]) => ({ path: here, ...problemOf(name, message) }));
    return [...own, ...flatten(error.children ?? [], here)];
  });
}

/**
 * Validates every argument with class-validator and reports all wrong fields as one BAD_USER_INPUT. Nothing is stripped: GraphQL itself
 * refuses unknown fields, and a field needs no validator to be kept.
 */
export class InputValidationPipe extends ValidationPipe {
  constructor() {
    super({ transform: true, stopAtFirstError: true, exceptionFactory: (errors) => errors as never });
    rememberRules();
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    /* Ids and search words that stand alone are normalized as texts inside an input are, so that every engine compares the same. */
    if (typeof value === 'string' && metadata.metatype === String) return value.normalize('NFC').trim();
    try {
      return (await super.transform(value, metadata)) as unknown;
    } catch (error) {
      if (!Array.isArray(error)) throw error;
      const path = metadata.data ? [metadata.data] : [];
      throw new Fault('BAD_USER_INPUT', { fields: flatten(error as ValidationError[], path) });
    }
  }
}
