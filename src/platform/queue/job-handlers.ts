import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { JobDefinition } from './job-definition.js';
import { type JobHandler, jobHandledBy } from './job-handler.js';
import type { JobSchedule } from './job-schedule.js';

/** The jobs and schedules of this application. */
export interface JobCatalog {
  definitions: readonly JobDefinition[];
  schedules: readonly JobSchedule[];
}

/** Injection token of the `JobCatalog`. */
export const JOB_CATALOG = Symbol('JobCatalog');

/** A declared job with its handler. */
export interface HandledJob {
  definition: JobDefinition;
  handler: JobHandler;
}

/** Finds the handler of each declared job among all providers; the application does not start unless each has exactly one. */
@Injectable()
export class JobHandlers implements OnModuleInit {
  private readonly handled = new Map<string, HandledJob>();

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(JOB_CATALOG) readonly catalog: JobCatalog,
  ) {}

  /** Throws with every problem at once. */
  onModuleInit(): void {
    const known = new Set(this.catalog.definitions);
    const problems: string[] = [];
    for (const { definition, handler } of this.found()) {
      if (!known.has(definition)) problems.push(`${handler.constructor.name} handles ${definition.name}, which is not declared`);
      else if (this.handled.has(definition.name)) problems.push(`${definition.name} has more than one handler`);
      else this.handled.set(definition.name, { definition, handler });
    }
    for (const definition of known) if (!this.handled.has(definition.name)) problems.push(`${definition.name} has no handler`);
    for (const schedule of this.catalog.schedules) {
      if (!known.has(schedule.job)) problems.push(`schedule ${schedule.name} asks for ${schedule.job.name}, which is not declared`);
    }
    if (problems.length > 0) throw new Error(`The jobs do not fit together:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }

  /** The job of this name with its handler; undefined for a row that another version of the program wrote. */
  find(name: string): HandledJob | undefined {
    return this.handled.get(name);
  }

  private found(): HandledJob[] {
    return this.discovery.getProviders().flatMap(({ metatype, instance }) => {
      const definition = typeof metatype === 'function' ? jobHandledBy(metatype) : undefined;
      return definition && instance ? [{ definition, handler: instance as JobHandler }] : [];
    });
  }
}
