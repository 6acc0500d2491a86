import { createLogger, ParkcastLogger } from './logger.js';
import { scrubbedText } from './log-redaction.js';
import { httpServerOptions } from './http-hardening.js';
import { localeOf } from './request-context.js';
import { readSettings } from '../config/settings.js';

function recorder(level: 'info' | 'error' = 'info') {
  const lines: string[] = [];
  const logger = createLogger({ LOG_LEVEL: level }, { write: (line: string) => void lines.push(line) });
  return { logger, nest: new ParkcastLogger(logger), last: () => JSON.parse(lines.at(-1)!) as Record<string, unknown>, lines };
}

describe('the language of messages (RFC 9110)', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['zh-CN', 'zh'],
    ['zh-TW, en;q=0.9', 'zh'],
    ['en', 'en'],
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['zh;q=0.5, en;q=0.8', 'en'],
    ['fr, de', 'zh'],
    ['fr, en;q=0.1', 'en'],
    ['*', 'zh'],
    ['*;q=0.5, en;q=0.4', 'zh'],
    ['*;q=0.3, en;q=0.4', 'en'],
    ['zh;q=0, *', 'en'],
    ['en;q=0', 'zh'],
    ['en;q=2, zh;q=0.1', 'zh'],
    ['en;q=abc', 'zh'],
    ['en;q=1.000, zh;q=0.999', 'en'],
    ['en, zh', 'en'],
    ['zh, en', 'zh'],
    ['EN-gb', 'en'],
    ['enm, zha', 'zh'],
    [', ,;;q=,en', 'en'],
  ])('of %p is %s', (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });
});

describe('the log', () => {
  it('hides what is secret or personal by name, at any depth', () => {
    const { logger, last } = recorder();
    const secret = {
      password: 'p',
      newPassword: 'p',
      Authorization: 'Bearer abc',
      'set-cookie': ['s=1'],
      refreshToken: 't',
      access_token: 't',
      idCard: '1',
      guardianPhone: 2,
      phone: null,
    };
    logger.info({ ...secret, deep: { list: [{ variables: { input: secret } }] }, jobKey: 'kept', tokens: 3 }, 'message');
    const line = JSON.stringify(last());
    for (const name of Object.keys(secret).filter((key) => key !== 'phone')) {
      expect(last()[name]).toBe('[hidden]');
      expect(line.match(new RegExp(`"${name}":"\\[hidden\\]"`, 'g'))).toHaveLength(2);
    }
    expect(last()).toMatchObject({ phone: null, jobKey: 'kept', tokens: 3, msg: 'message', level: 'info', service: 'parkcast' });
  });

  it('hides ID-card and mobile numbers, bearer tokens and passwords of addresses inside texts', () => {
    const text = '身份证11010519491231002X、手机 13812345678,Bearer pk_abc.def-1 mariadb://root:geheim@db:3306/x 1763766000000';
    expect(scrubbedText(text)).toBe('身份证[hidden]、手机 [hidden],Bearer [hidden] mariadb://root:[hidden]@db:3306/x 1763766000000');
    const { logger, last } = recorder();
    logger.info(text);
    expect(last().msg).toBe(scrubbedText(text));
    logger.info({ note: [text] }, 'x %s', text);
    expect(JSON.stringify(last())).not.toMatch(/geheim|13812345678|002X|pk_abc/);
  });

  it('takes of an error its type, message, stack, code and causes, and none of the values that drivers attach', () => {
    const { logger, nest, last } = recorder();
    const cause = Object.assign(new TypeError('phone 13812345678'), { sql: 'geheim' });
    const error = Object.assign(new Error('failed for 11010519491231002X', { cause }), {
      code: 'ER_DUP_ENTRY',
      parameters: ['geheim'],
      query: 'INSERT geheim',
    });
    for (const log of [
      () => logger.error(error),
      () => logger.error({ err: error }, 'x'),
      () => nest.error(error),
      () => nest.error({ message: 'x', err: error }),
    ]) {
      log();
      expect(last().err).toMatchObject({
        type: 'Error',
        message: 'failed for [hidden]',
        code: 'ER_DUP_ENTRY',
        cause: { type: 'TypeError', message: 'phone [hidden]' },
      });
      expect(JSON.stringify(last())).not.toMatch(/geheim|13812345678|002X/);
    }
  });

  it('bounds depth, lists and texts, and survives cycles', () => {
    const { logger, lines } = recorder();
    const cyclic: Record<string, unknown> = { text: 'x'.repeat(50_000), list: Array(5_000).fill('y'), big: 12n };
    cyclic.self = cyclic;
    logger.info(cyclic);
    expect(lines.at(-1)!.length).toBeLessThan(60_000);
  });

  it('understands the conventions of Nest: context last, stack before it, objects with a message', () => {
    const { nest, last } = recorder();
    nest.log('started', 'NestFactory');
    expect(last()).toMatchObject({ level: 'info', msg: 'started', context: 'NestFactory' });
    nest.error('broke', 'Error: broke\n    at x', 'HTTP');
    expect(last()).toMatchObject({ level: 'error', msg: 'broke', context: 'HTTP', stack: 'Error: broke\n    at x' });
    nest.warn({ message: 'slow', requestId: 'r-1', milliseconds: 3 }, 'SQL');
    expect(last()).toMatchObject({ level: 'warn', msg: 'slow', requestId: 'r-1', milliseconds: 3, context: 'SQL' });
    nest.fatal(undefined);
    expect(last()).toMatchObject({ level: 'fatal', msg: 'undefined' });
  });

  it('keeps silent below its level', () => {
    const { nest, lines } = recorder('error');
    nest.log('a');
    nest.debug('b');
    nest.verbose('c');
    expect(lines).toEqual([]);
  });
});

describe('the address of a client', () => {
  it('behind a proxy is the one that the proxy wrote, not what the client claims', () => {
    const trust = (value: string) =>
      httpServerOptions(readSettings({ NODE_ENV: 'test', TRUST_PROXY: value }), recorder().logger).trustProxy;
    expect(trust('false')).toBe(false);
    const isTrusted = trust('true') as (address: string, hop: number) => boolean;
    expect([isTrusted('10.0.0.1', 0), isTrusted('1.2.3.4', 1)]).toEqual([true, false]);
  });
});
