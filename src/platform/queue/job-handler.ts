import 'reflect-metadata';
import type { JobDefinition } from './job-definition.js';
import type { JobRun } from './job-run.js';

/** Does the work of one kind of job. It runs at least once per job, so it writes only through its run. */
export interface JobHandler<Payload extends object = object> {
  /** Must end in `run.complete(...)`; returning without it, or throwing, is a failed attempt. */
  handle(run: JobRun<Payload>): Promise<unknown>;
}

type HandlerClass<Payload extends object> = abstract new (...dependencies: never[]) => JobHandler<Payload>;

const HANDLES = Symbol('HandlesJob');

/** Registers an injectable class as the one handler of a job; the class is a provider of its module. */
export function HandlesJob<Payload extends object>(definition: JobDefinition<Payload>) {
  return <Handler extends HandlerClass<Payload>>(handler: Handler): void => Reflect.defineMetadata(HANDLES, definition, handler);
}

/** The job that a class handles, if it is a handler. */
export function jobHandledBy(handler: object): JobDefinition | undefined {
  return Reflect.getMetadata(HANDLES, handler) as JobDefinition | undefined;
}
