import { document, type HostileCase, json, raw } from './case.js';

const VIEWER = '{ viewer { accountId } }';
const many = (count: number, text: (index: number) => string) => Array.from({ length: count }, (_, index) => text(index)).join(' ');
const PARSE = 'GRAPHQL_PARSE_FAILED';
const VALIDATION = 'GRAPHQL_VALIDATION_FAILED';
const COMPLEX = 'QUERY_TOO_COMPLEX';
const nested = (levels: number) => `{ viewer { ${'... { '.repeat(levels)} accountId ${'} '.repeat(levels)} } }`;

/** GraphQL documents and the requests around them. */
export const DOCUMENTS: readonly HostileCase[] = [
  document('500 levels of inline fragments', nested(500), [COMPLEX, PARSE, VALIDATION]),
  document('braces that never close', '{'.repeat(1_400), PARSE),
  document('a list literal 700 deep', `{ park(id: ${'['.repeat(700)}${']'.repeat(700)}) { id } }`, [VALIDATION, PARSE]),
  document('16 aliases', `{ ${many(16, (index) => `a${index}: viewer { accountId }`)} }`, COMPLEX),
  document('200 aliases of one field', `{ ${many(200, (index) => `a${index}: viewer { accountId }`)} }`, COMPLEX),
  document('50 directives on one field', `{ viewer { accountId ${many(50, () => '@include(if: true)')} } }`, [COMPLEX, VALIDATION]),
  document('1,501 tokens', `{ viewer { ${many(1_600, () => 'accountId')} } }`, PARSE),
  document('a fragment that spreads itself', '{ viewer { ...F } } fragment F on Viewer { ...F }', VALIDATION),
  document('two fragments in a circle', '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }', VALIDATION),
  document(
    '30 fragments that double each other',
    `{ viewer { ...F0 } } ${many(30, (index) => `fragment F${index} on Viewer { ...F${index + 1} ...F${index + 1} }`)} fragment F30 on Viewer { accountId }`,
    [COMPLEX, VALIDATION],
  ),
  document('100 copies of one field with arguments that conflict', `{ ${many(100, (index) => `park(id: "${index}") { id }`)} }`, [
    COMPLEX,
    VALIDATION,
  ]),
  document(
    'a page that is too long beside one that is not',
    '{ parks(first: 100) { nodes { id } edges { node { id } } } more: parks(first: 101) { nodes { id } } }',
    ['BAD_USER_INPUT', COMPLEX],
  ),
  document('a subscription', 'subscription { anything }', ['BAD_REQUEST', VALIDATION], 400),
  document(
    'pages of pages that cost too much',
    `{ ${many(3, (index) => `a${index}: jobs(first: 100) { nodes { id name status scopeId key attempts createdAt } edges { node { id name status scopeId key attempts createdAt lastError } } }`)} }`,
    COMPLEX,
    400,
  ),
  document('a type definition', 'type Query { a: Int }', [VALIDATION, 'BAD_REQUEST']),
  document('an unknown field', '{ viewr { accountId } }', VALIDATION),
  document('nothing', '', 'BAD_REQUEST'),
  document('a comment of 200 kB and nothing else', `#${'x'.repeat(200_000)}`, PARSE),
  {
    name: 'a string literal of 200 kB as an id',
    request: () => json(`{ park(id: "${'x'.repeat(200_000)}") { id } }`),
    answer: { data: () => null },
  },
  document('an escape that is no character', '{ park(id: "\\u{110000}") { id } }', PARSE),
  document('a lone surrogate in a literal', '{ park(id: "\\ud800") { id } }', PARSE),
  document('a control character between names', '{ viewer\u0007 { accountId } }', PARSE),
  {
    name: 'a body of 300 kB',
    request: () => json(VIEWER, { filler: 'x'.repeat(300_000) }),
    answer: { code: 'PAYLOAD_TOO_LARGE', status: 413 },
  },
  { name: 'a batch', request: () => ({ body: JSON.stringify([{ query: VIEWER }, { query: VIEWER }]) }), answer: { code: 'BAD_REQUEST' } },
  { name: 'an empty batch', request: () => ({ body: '[]' }), answer: { code: 'BAD_REQUEST' } },
  { name: 'a body that is null', request: () => ({ body: 'null' }), answer: { code: 'BAD_REQUEST' } },
  { name: 'a body that is a text', request: () => ({ body: '"query"' }), answer: { code: 'BAD_REQUEST' } },
  { name: 'an empty body', request: () => ({ body: '' }), answer: { code: ['BAD_REQUEST', 'BAD_USER_INPUT'], status: 400 } },
  { name: 'half a body', request: () => ({ body: '{"query": "{ viewer' }), answer: { code: 'BAD_USER_INPUT', status: 400 } },
  { name: 'NaN in the body', request: () => raw(VIEWER, '{"a": NaN}'), answer: { code: 'BAD_USER_INPUT', status: 400 } },
  {
    name: 'a key __proto__',
    request: () => raw(VIEWER, '{"__proto__": {"isAdmin": true}}'),
    answer: { code: 'BAD_USER_INPUT', status: 400 },
  },
  {
    name: 'a key constructor with a prototype',
    request: () => raw(VIEWER, '{"constructor": {"prototype": {"isAdmin": true}}}'),
    answer: { code: 'BAD_USER_INPUT', status: 400 },
  },
  {
    name: 'the key query twice, of which the last counts',
    request: () => ({ body: '{"query":"{ nothing }","query":"{ __typename }"}' }),
    answer: { data: () => 'Query' },
  },
  {
    name: 'variables as a text',
    request: () => ({ body: JSON.stringify({ query: VIEWER, variables: '{}' }) }),
    answer: { code: 'BAD_REQUEST' },
  },
  {
    name: 'variables as a list',
    request: () => ({ body: JSON.stringify({ query: VIEWER, variables: [1] }) }),
    answer: { code: 'BAD_REQUEST' },
  },
  { name: 'a query that is a number', request: () => ({ body: '{"query": 5}' }), answer: { code: 'BAD_REQUEST' } },
  {
    name: 'a query that is a parsed document',
    request: () => ({ body: '{"query": {"kind": "Document"}}' }),
    answer: { code: 'BAD_REQUEST' },
  },
  {
    name: 'the name of an operation that is not there',
    request: () => ({ body: JSON.stringify({ query: `query A ${VIEWER}`, operationName: 'B' }) }),
    answer: { code: ['BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE'] },
  },
  {
    name: 'two operations and no name',
    request: () => json(`query A ${VIEWER} query B ${VIEWER}`),
    answer: { code: ['BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE'] },
  },
  {
    name: 'a persisted query',
    request: () => ({ body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }) }),
    answer: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
  },
  {
    name: 'a list 50,000 deep in a variable',
    request: () => raw('query ($id: ID!) { park(id: $id) { id } }', `{"id": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
    answer: { code: 'BAD_USER_INPUT' },
  },
  {
    name: 'a list 50,000 deep where a list is taken',
    request: () =>
      raw(
        'mutation ($input: MarkNoticesReadInput!) { markNoticesRead(input: $input) { userErrors { code } } }',
        `{"input": {"noticeIds": ${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      ),
    answer: { code: 'BAD_USER_INPUT' },
  },
  {
    name: 'a list 50,000 deep where a page size is taken',
    request: () =>
      raw('query ($first: Int) { parks(first: $first) { totalCount } }', `{"first": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
    answer: { code: 'BAD_USER_INPUT', field: 'first' },
  },
  {
    name: '10,000 ids where 100 are taken',
    request: () =>
      json('mutation ($input: MarkNoticesReadInput!) { markNoticesRead(input: $input) { userErrors { code } } }', {
        input: { noticeIds: Array.from({ length: 10_000 }, (_, index) => String(index)) },
      }),
    answer: { code: 'BAD_USER_INPUT', field: 'input.noticeIds', fieldCode: 'BAD_LENGTH' },
  },
  {
    name: 'a mutation by GET without a header of its own',
    request: () => ({
      path: `/graphql?query=${encodeURIComponent('mutation { signOut { userErrors { code } } }')}`,
      method: 'GET',
      headers: { 'content-type': undefined },
    }),
    answer: { code: 'BAD_REQUEST', status: 400 },
  },
  {
    name: 'a mutation by GET with a header of its own',
    request: () => ({
      path: `/graphql?query=${encodeURIComponent('mutation { signOut { userErrors { code } } }')}`,
      method: 'GET',
      headers: { 'apollo-require-preflight': '1', 'content-type': undefined },
    }),
    answer: { code: ['BAD_REQUEST', 'NOT_FOUND'] },
  },
  { name: 'PUT', request: () => ({ method: 'PUT', ...json(VIEWER) }), answer: { code: ['BAD_REQUEST', 'NOT_FOUND'] } },
  { name: 'DELETE', request: () => ({ method: 'DELETE', ...json(VIEWER) }), answer: { code: ['BAD_REQUEST', 'NOT_FOUND'] } },
  ...['text/plain', 'application/x-www-form-urlencoded', 'application/graphql', 'application/xml', 'nonsense'].map((type): HostileCase => ({
    name: `the content type ${type}`,
    request: () => ({ ...json(VIEWER), headers: { 'content-type': type } }),
    answer: { code: ['UNSUPPORTED_MEDIA_TYPE', 'BAD_REQUEST', 'BAD_USER_INPUT'] },
  })),
];
