import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import multipart from '@fastify/multipart';
import { AppModule, type ProcessRole } from './app.module.js';
import type { Settings } from './platform/config/settings.js';
import { httpServerOptions, prepareHttp } from './platform/operations/http-hardening.js';
import { createLogger, type LogDestination, ParkcastLogger } from './platform/operations/logger.js';

/** Builds the API application; the caller listens. Its log goes to the standard output unless another destination is given. */
export async function createApi(settings: Settings, log?: LogDestination): Promise<NestFastifyApplication> {
  const logger = createLogger(settings, log);
  const adapter = new FastifyAdapter(httpServerOptions(settings, logger) as never);
  prepareHttp(adapter.getInstance() as never, logger);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings, 'api'), adapter, {
    logger: new ParkcastLogger(logger),
    abortOnError: false,
  });
  await app.register(multipart as never);
  return app;
}

/** Builds the application without HTTP: a worker, or a command. */
export function createContext(
  settings: Settings,
  role: Exclude<ProcessRole, 'api'>,
  log?: LogDestination,
): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(AppModule.forRoot(settings, role), {
    logger: new ParkcastLogger(createLogger(settings, log)),
    abortOnError: false,
  });
}
