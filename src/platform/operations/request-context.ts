import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Locale } from '../auth/caller.js';

/** What is known of a request before anybody is identified. */
export interface RequestContext {
  requestId: string;
  locale: Locale;
  /** Network address of the client, for limits per address. */
  address: string;
}

const REQUEST_ID_PATTERN = /^[A-Za-z0-9-]{8,64}$/;
const LANGUAGE_HEADER_LENGTH_MAX = 200;
const WEIGHT_PATTERN = /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/;
const LOCALES: readonly Locale[] = ['zh', 'en'];

const storage = new AsyncLocalStorage<RequestContext>();
const contexts = new WeakMap<object, RequestContext>();

/** One range of the header with its weight; a malformed weight is the same as none of the range. */
function weightedRange(part: string): { range: string; weight: number } | null {
  const [range = '', ...parameters] = part
    .toLowerCase()
    .split(';')
    .map((entry) => entry.trim());
  const quality = parameters.find((entry) => entry.startsWith('q='))?.slice(2);
  if (quality !== undefined && !WEIGHT_PATTERN.test(quality)) return null;
  return { range, weight: quality === undefined ? 1 : Number(quality) };
}

/** The language of an `Accept-Language` header by its weights (RFC 9110 §12.5.4); Chinese when nothing else is preferred. */
export function localeOf(header: string | undefined): Locale {
  const ranges = (header ?? '').slice(0, LANGUAGE_HEADER_LENGTH_MAX).split(',').map(weightedRange);
  const weightOf = (locale: Locale): { weight: number; place: number } => {
    const named = ranges.findIndex((entry) => entry !== null && (entry.range === locale || entry.range.startsWith(`${locale}-`)));
    const place = named >= 0 ? named : ranges.findIndex((entry) => entry?.range === '*');
    const weights = ranges.filter((entry) => entry !== null && (entry.range === locale || entry.range.startsWith(`${locale}-`)));
    const weight = named >= 0 ? Math.max(...weights.map((entry) => entry!.weight)) : (ranges[place]?.weight ?? 0);
    return { weight, place };
  };
  const [zh, en] = LOCALES.map(weightOf) as [ReturnType<typeof weightOf>, ReturnType<typeof weightOf>];
  if (en.weight !== zh.weight) return en.weight > zh.weight ? 'en' : 'zh';
  return en.weight > 0 && en.place < zh.place ? 'en' : 'zh';
}

/** The context of the request that is being served; a fresh one outside any request. */
export function requestContext(): RequestContext {
  return storage.getStore() ?? { requestId: randomUUID(), locale: 'zh', address: 'none' };
}

/** Id of the request that is being served; undefined outside any request. */
export function activeRequestId(): string | undefined {
  return storage.getStore()?.requestId;
}

/** The context of one request, the same however often it is asked for: an offered id of 8–64 letters, digits and hyphens is kept. */
export function requestContextOf(request: FastifyRequest): RequestContext {
  const known = contexts.get(request.raw);
  if (known) return known;
  const offered = request.headers['x-request-id'];
  const requestId = typeof offered === 'string' && REQUEST_ID_PATTERN.test(offered) ? offered : randomUUID();
  const context = { requestId, locale: localeOf(request.headers['accept-language']), address: request.ip };
  contexts.set(request.raw, context);
  return context;
}

/** Opens a context for every request and answers its id as `x-request-id`. */
export function installRequestContext(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const context = requestContextOf(request);
    void reply.header('x-request-id', context.requestId);
    storage.run(context, done);
  });
  // The events that bring the body belong to the connection, not to the request: what comes after the body enters its context again.
  fastify.addHook('preValidation', (request, _reply, done) => storage.run(requestContextOf(request), done));
}
