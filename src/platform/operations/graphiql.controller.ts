import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../auth/permissions.js';
import { notFound } from '../errors/faults.js';
import { graphiqlFile, graphiqlPage } from './graphiql-files.js';

/** Injection token: whether /graphiql is served. */
export const SERVES_GRAPHIQL = Symbol('ServesGraphiql');

const NOT_MODIFIED = 304;
const ONE_YEAR_SECONDS = 31_536_000;
/** Scripts from here only. GraphiQL sets styles from its script, hence the exception for styles; its fonts stand in its style sheet. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** GraphiQL from the installed packages: a page that asks no other address. */
@Controller('graphiql')
export class GraphiqlController {
  constructor(@Inject(SERVES_GRAPHIQL) private readonly isServed: boolean) {}

  @Public()
  @Get()
  page(@Res() reply: FastifyReply): FastifyReply {
    if (!this.isServed) throw notFound();
    return reply.header('content-security-policy', PAGE_POLICY).type('text/html; charset=utf-8').send(graphiqlPage());
  }

  /** The page names its files with GraphiQL's version, so a browser may keep them. */
  @Public()
  @Get(':file')
  file(@Param('file') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    const file = this.isServed ? graphiqlFile(name) : null;
    if (!file) throw notFound();
    void reply.header('etag', file.etag).header('cache-control', `public, max-age=${ONE_YEAR_SECONDS}`);
    if (request.headers['if-none-match'] === file.etag) return reply.status(NOT_MODIFIED).send();
    return reply.type(file.type).send(file.content);
  }
}
