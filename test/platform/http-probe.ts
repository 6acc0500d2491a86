import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { DataSource } from 'typeorm';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { readSettings, type Settings } from '../../src/platform/config/settings.js';
import { ErrorFilter } from '../../src/platform/errors/error.filter.js';
import { createLogger, ParkcastLogger } from '../../src/platform/operations/logger.js';
import { httpServerOptions, prepareHttp } from '../../src/platform/operations/http-hardening.js';
import { OperationsModule } from '../../src/platform/operations/operations.module.js';
import { requestContext } from '../../src/platform/operations/request-context.js';

/** A handler that answers, one that fails and one whose database is away. */
@Controller()
class ProbeController {
  @Post('graphql')
  echo(@Body() body: unknown): unknown {
    return { body, context: requestContext() };
  }

  @Get('boom')
  boom(): never {
    throw Object.assign(new Error('SELECT * FROM person WHERE idCard = 11010519491231002X'), { parameters: ['11010519491231002X'] });
  }

  @Get('away')
  away(): never {
    throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:3306'), { code: 'ECONNREFUSED' });
  }
}

@Module({})
class ProbeModule {}

@Module({})
class RootModule {}

/** The HTTP edge of the API process with handlers that answer and fail, and a database that answers as told. */
export interface HttpProbe {
  app: NestFastifyApplication;
  /** What the process logged, line by line. */
  lines: () => Record<string, unknown>[];
  /** How the database answers any statement. */
  database: { query: () => Promise<unknown> };
  url: string;
  port: number;
}

/** Starts the edge on a free port. */
export async function startProbe(changes: Partial<Settings> = {}, options: { graphiql?: boolean } = {}): Promise<HttpProbe> {
  const settings = { ...readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:' }), ...changes };
  const written: string[] = [];
  const logger = createLogger(settings, { write: (line: string) => void written.push(line) });
  const adapter = new FastifyAdapter(httpServerOptions(settings, logger));
  prepareHttp(adapter.getInstance() as unknown as FastifyInstance, logger);
  const database: HttpProbe['database'] = { query: () => Promise.resolve([]) };
  const providers = [
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: DataSource, useValue: { query: () => database.query() } },
  ];
  const edge = { module: ProbeModule, global: true, controllers: [ProbeController], providers, exports: [DataSource] };
  const root = { module: RootModule, imports: [ConfigModule.forRoot(settings), edge, OperationsModule.forRoot(options)] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { logger: new ParkcastLogger(logger) });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const lines = () => written.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { app, port, database, lines, url: `http://127.0.0.1:${port}` };
}

/** A JSON request. */
export const json = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
