import type { Server } from 'node:http';
import { LogController } from 'fastify';
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Settings } from '../config/settings.js';
import { Fault, FAULT_MESSAGES } from '../errors/faults.js';
import { drainConnections } from './connection-drain.js';
import { installRequestContext, requestContextOf } from './request-context.js';

/** Limits of the HTTP server. */
export const HTTP_LIMITS = {
  /** From the first byte of a request to the end of its headers. */
  headersTimeoutMs: 8_000,
  /** From the first byte of a request to the end of its body: long enough for an upload. */
  requestTimeoutMs: 120_000,
  /** From the headers of a /graphql request to the end of its body. */
  graphqlBodyTimeoutMs: 15_000,
  /** How long an idle connection is kept; longer than the usual 60 s of a proxy in front. */
  keepAliveTimeoutMs: 65_000,
  /** How often Node looks for connections that have used up their time. */
  timeoutCheckMs: 1_000,
  bodyBytesMax: 256 * 1_024,
  headerBytesMax: 16 * 1_024,
  pathParameterLengthMax: 100,
} as const;

const GRAPHQL_PATH = /^\/graphql\/?(\?|$)/;
/** One proxy stands in front: only the last entry of X-Forwarded-For was written by it, the earlier ones by anybody. */
const TRUSTED_PROXIES = 1;

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
} as const;

/** Options for the Fastify adapter. */
export function httpServerOptions(settings: Settings, logger: Logger): FastifyHttpOptions<Server> {
  return {
    loggerInstance: logger as never,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: HTTP_LIMITS.bodyBytesMax,
    requestTimeout: HTTP_LIMITS.requestTimeoutMs,
    keepAliveTimeout: HTTP_LIMITS.keepAliveTimeoutMs,
    trustProxy: settings.TRUST_PROXY ? (_address: string, hop: number) => hop < TRUSTED_PROXIES : false,
    requestIdHeader: false,
    routerOptions: { maxParamLength: HTTP_LIMITS.pathParameterLengthMax },
    http: {
      headersTimeout: HTTP_LIMITS.headersTimeoutMs,
      requestTimeout: HTTP_LIMITS.requestTimeoutMs,
      connectionsCheckingInterval: HTTP_LIMITS.timeoutCheckMs,
      maxHeaderSize: HTTP_LIMITS.headerBytesMax,
    },
    frameworkErrors: (error, request, reply) => answerUnroutable(error.statusCode ?? 400, request as FastifyRequest, reply as FastifyReply),
  };
}

/** A malformed address is refused before hooks and error filters are known, so the answer is made here in their form. */
function answerUnroutable(status: number, request: FastifyRequest, reply: FastifyReply): void {
  const { locale, requestId } = requestContextOf(request);
  const error = { code: 'BAD_USER_INPUT', message: FAULT_MESSAGES.BAD_USER_INPUT[locale], requestId };
  void reply
    .status(status)
    .headers({ ...SECURITY_HEADERS, 'x-request-id': requestId })
    .send({ error });
}

/** Answers REQUEST_TIMEOUT (408) and closes the connection when the body of a /graphql request has not arrived in time. */
function limitBodyTime(request: FastifyRequest, reply: FastifyReply): void {
  const { raw } = request;
  const timer = setTimeout(() => {
    if (raw.complete) return;
    if (reply.sent || raw.listenerCount('error') === 0) {
      raw.destroy();
      return;
    }
    void reply.header('connection', 'close');
    reply.raw.once('finish', () => raw.socket.destroySoon());
    // Destroying the request would take the answer with it, so the body's reader is told by its error event instead.
    raw.emit('error', Object.assign(new Fault('REQUEST_TIMEOUT'), { statusCode: 408 }));
  }, HTTP_LIMITS.graphqlBodyTimeoutMs);
  const stop = () => clearTimeout(timer);
  raw.once('end', stop);
  raw.once('close', stop);
}

/** Gives every request its context, its security headers and its limits, and logs its end. To be called before Nest adds its routes. */
export function prepareHttp(fastify: FastifyInstance, logger: Logger): void {
  installRequestContext(fastify);
  drainConnections(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(SECURITY_HEADERS);
    if (request.method === 'POST' && GRAPHQL_PATH.test(request.url)) limitBodyTime(request, reply);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { requestId } = requestContextOf(request);
    const [path] = request.url.split('?', 1);
    logger.info(
      { requestId, method: request.method, path, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) },
      'request',
    );
    done();
  });
}
