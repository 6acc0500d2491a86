import { newId } from '../../src/platform/database/ids.js';
import { type HostileCase, json, type Place, raw, type Refused } from './case.js';

const OPEN_ROOM =
  'mutation ($input: OpenLiveRoomInput!) { openLiveRoom(input: $input) { liveRoom { name setupMinutes } userErrors { code } } }';
const SALES = 'mutation ($input: RecordSalesInput!) { recordSales(input: $input) { userErrors { code } } }';
const TOKEN = 'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { apiToken { expiresAt } userErrors { code } } }';
const DASHBOARD = 'query ($parkId: ID!, $day: LocalDate!) { salesDashboard(parkId: $parkId, from: $day, to: $day, top: 1) { from } }';
const PARK = 'query ($id: ID!) { park(id: $id) { id } }';

const room = (place: Place, more: object) => ({
  ...{ parkId: place.parkId, name: `房间 ${newId()}`, kind: 'ORDINARY', setupMinutes: 0, teardownMinutes: 0, idempotencyKey: newId() },
  ...more,
});

function named(name: string, text: string, answer: string | Partial<Refused>): HostileCase {
  const outcome =
    typeof answer === 'string'
      ? { data: () => ({ liveRoom: { name: answer, setupMinutes: 0 }, userErrors: [] }) }
      : { code: 'BAD_USER_INPUT', field: 'input.name', ...answer };
  return { name: `a name with ${name}`, request: (place) => json(OPEN_ROOM, { input: room(place, { name: text }) }), answer: outcome };
}
const unsafe = { fieldCode: 'UNSAFE_TEXT' };
const kept = (name: string, text: string) => named(name, text, text);

/** Texts: refused at their field, or kept as they are on every engine. */
export const TEXTS: readonly HostileCase[] = [
  named('NUL', 'a\u0000b', unsafe),
  named('an escape sequence', 'a\u001b[31mb', unsafe),
  named('a lone high surrogate', 'a\ud800b', unsafe),
  named('a lone low surrogate', 'a\udc00b', unsafe),
  named('a right-to-left override', 'invoice\u202efdp.exe', unsafe),
  named('bidirectional isolates', 'a\u2066b\u2069', unsafe),
  named('an Arabic letter mark', 'a\u061cb', unsafe),
  named('a zero-width space', 'a\u200bb', unsafe),
  named('a byte order mark inside', 'a\ufeffb', unsafe),
  named('tag characters', 'a\u{e0041}\u{e0042}', unsafe),
  named('a noncharacter', 'a\uffff', unsafe),
  named('a line separator', 'a\u2028b', unsafe),
  named('a soft hyphen', 'a\u00adb', unsafe),
  named('Hangul fillers and nothing else', '\u3164\u3164', unsafe),
  named('a tower of 50 accents', `Z${'\u0335'.repeat(50)}`, unsafe),
  named('a line break', 'a\nb', { fieldCode: 'LINE_BREAK' }),
  named('spaces and nothing else', ' \u3000\u00a0 ', { fieldCode: 'BAD_LENGTH' }),
  named('61 characters outside the BMP', '𠮷'.repeat(61), { fieldCode: 'BAD_LENGTH' }),
  named('200,000 characters', 'x'.repeat(200_000), { fieldCode: 'BAD_LENGTH' }),
  named('1 MB', 'x'.repeat(1_000_000), { code: 'PAYLOAD_TOO_LARGE', status: 413, field: undefined }),
  named('spaces around', ' \u3000 秋收 \t ', '秋收'),
  named('a letter and its accent apart', 'Cafe\u0301', 'Café'),
  kept('60 characters outside the BMP', '𠮷𡌛㛃'.repeat(20)),
  kept('one rare character, and with the next name another', '𠮷野'),
  kept('another rare character', '𠮶野'),
  kept('letters in lower case', 'room ß'),
  kept('the same letters in upper case', 'ROOM ß'),
  kept('letters that some engines take for others', 'room ss'),
  kept('full-width letters and digits', 'ＡＢＣ１２３'),
  kept('circled digits', '①②③'),
  kept('Arabic between Chinese', '直播 شركة 间'),
  kept('a family of emoji', '👩‍👩‍👧‍👦🏳️‍🌈'),
  kept('characters of the private use area', '\ue000\u{f0000}'),
  kept('SQL', `'; DROP TABLE live_room; -- "`),
  kept('HTML', '<script>alert(1)</script>&amp;'),
  kept('a formula', '=HYPERLINK("http://127.0.0.1","x")'),
  kept('wildcards and escapes', '%_\\ \\u0000 ${7*7} {{7*7}}'),
  kept('a word of the language', '__proto__'),
];

function minutes(value: string, answer: HostileCase['answer']): HostileCase {
  return {
    name: `the number ${value}`,
    request: (place) => raw(OPEN_ROOM, JSON.stringify({ input: room(place, { setupMinutes: '@' }) }).replace('"@"', value)),
    answer,
  };
}
const notANumber = { code: 'BAD_USER_INPUT', field: 'input.setupMinutes' };

function fen(value: string): HostileCase {
  const entry = { kind: 'SALE', amountFen: '@', occurredOn: '2026-10-01' };
  const input = { sessionId: 'none', entries: [entry], idempotencyKey: 'hostile-fen' };
  return {
    name: `the amount ${value}`,
    request: () => raw(SALES, JSON.stringify({ input }).replace('"@"', value)),
    answer: { code: 'BAD_USER_INPUT', field: 'input.entries.0.amountFen' },
  };
}

/** Numbers and amounts. */
export const NUMBERS: readonly HostileCase[] = [
  ...['2147483648', '9007199254740993', '1e400', '-1e400', '1.5', '"15"', 'true', 'null', '[1]', '{}', '-1', '241'].map((value) =>
    minutes(value, notANumber),
  ),
  minutes('-0', { data: () => expect.objectContaining({ userErrors: [] }) as unknown }),
  ...[
    '"+100"',
    '" 100"',
    '"100 "',
    '"１００"',
    '"1e5"',
    '"0x10"',
    '"1,000"',
    '"12.80"',
    '""',
    '"--1"',
    '1.5',
    '9007199254740993',
    '1e400',
    'true',
    '[]',
  ].map(fen),
  fen(`"1${'0'.repeat(30)}"`),
  fen('"99999999999999999"'),
];

function day(value: string, isDay: boolean): HostileCase {
  return {
    name: `the day ${value}`,
    request: (place) => raw(DASHBOARD, `{"parkId": "${place.parkId}", "day": ${value}}`),
    answer: isDay ? { data: () => ({ from: JSON.parse(value) as string }) } : { code: 'BAD_USER_INPUT', field: 'day' },
  };
}

function instant(value: string, answer?: HostileCase['answer']): HostileCase {
  const input = { name: 'x', permissions: ['parks.read'], expiresAt: '@', idempotencyKey: 'hostile-instant' };
  return {
    name: `the instant ${value}`,
    request: () => raw(TOKEN, JSON.stringify({ input: { ...input, idempotencyKey: newId() } }).replace('"@"', value)),
    answer: answer ?? { code: 'BAD_USER_INPUT', field: 'input.expiresAt' },
  };
}

/** Days and instants; clocks in Shanghai were put forward in the summers of 1986 to 1991. */
export const DATES: readonly HostileCase[] = [
  ...[
    '"2027-02-29"',
    '"2100-02-29"',
    '"2026-04-31"',
    '"0000-01-01"',
    '"9999-12-31"',
    '"1899-12-31"',
    '"2026-13-01"',
    '"2026-1-1"',
    '"20260101"',
  ].map((value) => day(value, false)),
  ...['"2026-01-01T00:00:00Z"', '"２０２６-01-01"', '"2026-01-01 "', '"-2026-01-01"', '20260101', '[]', '"tomorrow"', 'null'].map((value) =>
    day(value, false),
  ),
  ...['"2028-02-29"', '"1986-05-04"', '"1986-09-14"', '"1991-04-14"', '"1991-09-15"'].map((value) => day(value, true)),
  ...[
    '"2026-12-01T19:00:00"',
    '"2026-12-31T23:59:60Z"',
    '"2027-02-29T00:00:00Z"',
    '"2026-12-01 19:00:00+08:00"',
    '"+10000-01-01T00:00:00Z"',
  ].map((value) => instant(value)),
  ...[
    '"2026-12-01T24:00:00Z"',
    '"2026-12-01T19:00:00+25:00"',
    '"2026-12-01T19:60:00Z"',
    '1796045865395',
    '"0000-01-01T00:00:00Z"',
    '""',
    '{}',
  ].map((value) => instant(value)),
  instant('"1986-05-04T02:30:00+08:00"', { data: () => expect.objectContaining({ apiToken: null }) as unknown }),
];

function asked(name: string, id: string): HostileCase {
  return { name: `the id ${name}`, request: () => raw(PARK, `{"id": ${id}}`), answer: { data: () => null } };
}

/** Ids that no record has, and the same id written otherwise. */
export const IDS: readonly HostileCase[] = [
  asked('that is empty', '""'),
  asked('of one quote', `"'"`),
  asked('with SQL', `"' OR '1'='1"`),
  asked('of a wildcard', '"%"'),
  asked('in Chinese', '"园区"'),
  asked('with NUL', '"a\\u0000b"'),
  asked('with half a character', '"\\ud800"'),
  asked('of the language', '"__proto__"'),
  asked('of a number', '5'),
  {
    name: 'an id of 100,000 characters',
    request: () => json(PARK, { id: 'x'.repeat(100_000) }),
    answer: { data: () => null },
  },
  { name: 'an id that is half a number', request: () => raw(PARK, '{"id": 1.5}'), answer: { code: 'BAD_USER_INPUT', field: 'id' } },
  { name: 'an id that is an object', request: () => raw(PARK, '{"id": {"$ne": null}}'), answer: { code: 'BAD_USER_INPUT', field: 'id' } },
  { name: 'the id in upper case', request: (place) => json(PARK, { id: place.parkId.toUpperCase() }), answer: { data: () => null } },
  {
    name: 'the id with a space behind it',
    request: (place) => json(PARK, { id: `${place.parkId} ` }),
    answer: { data: ({ parkId }) => ({ id: parkId }) },
  },
  {
    name: 'the id of a new record with a space behind it',
    request: (place) => json(OPEN_ROOM, { input: room(place, { parkId: `${place.parkId} ` }) }),
    answer: { data: () => expect.objectContaining({ userErrors: [] }) as unknown },
  },
  {
    name: 'an unknown id for a new record',
    request: (place) => json(OPEN_ROOM, { input: room(place, { parkId: "' OR 1=1 --" }) }),
    answer: { code: 'NOT_FOUND' },
  },
  {
    name: 'an id of 65 characters for a new record',
    request: (place) => json(OPEN_ROOM, { input: room(place, { parkId: 'x'.repeat(65) }) }),
    answer: { code: 'BAD_USER_INPUT', field: 'input.parkId', fieldCode: 'BAD_ID' },
  },
  {
    name: 'a page position of another list',
    request: () => json('{ parks(first: 1, after: "WyJOQU1FIl0") { totalCount } }'),
    answer: { code: 'BAD_USER_INPUT', field: 'after', fieldCode: 'BAD_CURSOR' },
  },
  {
    name: 'a page position that holds an object',
    request: () =>
      json('query ($after: String) { parks(first: 1, after: $after) { totalCount } }', {
        after: Buffer.from('["NAME",{"a":1},"b"]').toString('base64url'),
      }),
    answer: { code: 'BAD_USER_INPUT', field: 'after', fieldCode: 'BAD_CURSOR' },
  },
  {
    name: 'a page of 2,147,483,647 rows',
    request: () => json('{ parks(first: 2147483647) { totalCount } }'),
    answer: { code: 'BAD_USER_INPUT', field: 'first', fieldCode: 'OUT_OF_RANGE' },
  },
];

function header(name: string, headers: Record<string, string | undefined>, answer: HostileCase['answer']): HostileCase {
  return { name, request: () => ({ ...json('{ viewer { displayName } }'), headers }), answer };
}
const unauthenticated = { code: 'UNAUTHENTICATED' };
const answered = { data: () => expect.objectContaining({ displayName: expect.any(String) as unknown }) as unknown };

/** Headers. */
export const HEADERS: readonly HostileCase[] = [
  header('no authorization', { authorization: undefined }, unauthenticated),
  header('an authorization of 10 kB', { authorization: `Bearer ${'x'.repeat(10_000)}` }, unauthenticated),
  header('a bearer without a token', { authorization: 'Bearer' }, unauthenticated),
  header('another scheme', { authorization: 'Basic dXNlcjpwYXNz' }, unauthenticated),
  header('a token of another form', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.' }, unauthenticated),
  header('two tokens', { authorization: 'Bearer aaaaaaaaaaaaaaaaaaaaaaaa, Bearer bbbbbbbbbbbbbbbbbbbbbbbb' }, unauthenticated),
  header('a language of 5 kB', { 'accept-language': 'zh-'.repeat(1_700) }, answered),
  header('a language that is junk', { 'accept-language': '../../etc/passwd;q=abc,*;q=9,;;;' }, answered),
  header('a request id that is a script', { 'x-request-id': '<script>alert(1)</script>' }, answered),
  header('another address', { 'x-forwarded-for': '127.0.0.1, 127.0.0.1', 'x-forwarded-host': 'evil.example' }, answered),
  header('an accept that allows no JSON', { accept: 'image/png' }, { code: 'BAD_REQUEST', status: 406 }),
];
