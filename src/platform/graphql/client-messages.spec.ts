import {
  buildSchema,
  execute,
  type GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  parseValue,
  specifiedRules,
  validate,
} from 'graphql';
import { clientMessage } from './client-messages.js';
import { DateTimeScalar, FenScalar, LocalDateScalar, LocalMonthScalar } from './scalars.js';

const schema = buildSchema(`
  enum Color { RED }
  input Pair { key: String!, count: Int, color: Color, on: Boolean, share: Float }
  type Thing { id: ID name(short: Boolean): String }
  type Query { thing(id: ID!): Thing pair(input: Pair): String }
  type Mutation { change(input: Pair!): String }
`);

const SECRET = 'SecretPass123';

function problemsOf(document: string, variables: Record<string, unknown> = {}): readonly GraphQLError[] {
  try {
    const parsed = parse(document, { maxTokens: 100 });
    const errors = validate(schema, parsed, [...specifiedRules, NoSchemaIntrospectionCustomRule]);
    if (errors.length > 0) return errors;
    const { errors: executed } = execute({ schema, document: parsed, variableValues: variables }) as { errors?: GraphQLError[] };
    return executed ?? [];
  } catch (error) {
    return [error as GraphQLError];
  }
}

/* What clients get wrong, each in the shortest form. */
const DOCUMENTS: readonly string[] = [
  '{',
  '{ thing(id: "1 }',
  '{ thing(id: "1") { name } ]',
  '',
  '{ \u0007 }',
  `{ thing(id: "1" "${SECRET}") { id } }`,
  `{ thing ${SECRET}("1") { id } }`,
  `{ ${'thing '.repeat(101)} }`,
  '{ nothing }',
  '{ thing(id: "1", more: 2) { name } }',
  '{ thing { name } }',
  '{ thing(id: "1") }',
  '{ thing(id: "1") { name { deep } } }',
  '{ thing(id: "1") { ...Gone } }',
  '{ thing(id: "1") { name } } fragment F on Thing { id }',
  '{ thing(id: "1") { ...F } } fragment F on Thing { ...F }',
  '{ thing(id: "1") { ...F } } fragment F on Query { __typename }',
  '{ thing(id: "1") { ...F } } fragment F on Color { __typename }',
  '{ thing(id: "1") { ...F } } fragment F on Gone { id }',
  'query ($id: ID!) { thing(id: "1") { name } }',
  '{ thing(id: $id) { name } }',
  'query ($id: Int) { thing(id: $id) { name } }',
  'query ($id: Thing) { thing(id: $id) { name } }',
  'query ($id: ID!, $id: ID!) { thing(id: $id) { name } }',
  '{ thing(id: "1", id: "2") { name } }',
  '{ a: thing(id: "1") { id } a: thing(id: "2") { id } }',
  '{ pair(input: { key: "a", key: "b" }) }',
  '{ pair(input: {}) }',
  '{ pair(input: { key: "a", more: 1 }) }',
  `{ pair(input: "${SECRET}") }`,
  `{ pair(input: { key: 1, count: "${SECRET}" }) }`,
  `{ pair(input: { key: "a", color: "${SECRET}" }) }`,
  `{ pair(input: { key: "a", color: ${SECRET} }) }`,
  `{ pair(input: { key: "a", on: "${SECRET}" }) }`,
  `{ pair(input: { key: "a", share: "${SECRET}" }) }`,
  '{ pair(input: { key: "a", count: 3000000000 }) }',
  '{ pair(input: { key: null }) }',
  '{ thing(id: 1.5) { id } }',
  '{ thing(id: "1") { name @gone } }',
  '{ thing(id: "1") { name @skip } }',
  '{ thing(id: "1") { name @skip(if: true) @skip(if: true) } }',
  'query @skip(if: true) { thing(id: "1") { name } }',
  'query A { __typename } query A { __typename }',
  '{ __typename } query A { __typename }',
  'type Extra { id: ID }',
  '{ __schema { types { name } } }',
];

describe('messages about a document (promise 2)', () => {
  it.each(DOCUMENTS)('are Chinese and English and repeat nothing that was sent: %s', (document) => {
    const errors = problemsOf(document);
    expect(errors.length).toBeGreaterThan(0);
    for (const { message } of errors) {
      const { zh, en } = clientMessage(message);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(zh).not.toContain('不符合接口定义');
      expect(en).not.toMatch(/\p{Script=Han}/u);
      expect(`${zh} ${en}`).not.toContain(SECRET);
      expect(`${zh} ${en}`).not.toMatch(/\$\d|undefined/);
    }
  });

  it('split what the scalars say, all of which is in both languages', () => {
    for (const scalar of [FenScalar, DateTimeScalar, LocalDateScalar, LocalMonthScalar]) {
      for (const value of [true, 1.5, 'nothing', [], {}, 2 ** 60]) {
        let said = '';
        try {
          scalar.parseValue(value);
        } catch (error) {
          said = (error as Error).message;
        }
        const { zh, en } = clientMessage(said);
        expect(zh).toMatch(/^[^/]*\p{Script=Han}[^/]*$/u);
        expect(en).toMatch(/^[\x20-\x7e¥]+$/);
      }
      for (const literal of ['true', '1.5', 'NAME', '{}', '"nothing"']) {
        expect(() => scalar.parseLiteral(parseValue(literal))).toThrow(/\p{Script=Han}.* \/ /u);
      }
    }
  });

  it('know what the server says of its own accord', () => {
    const sentences = [
      'Anonymous operation recursively requests too many selections.',
      'Too many validation errors, error limit reached. Validation aborted.',
      'POST body missing, invalid Content-Type, or JSON object has no keys.',
      'Operation batching disabled.',
      'GraphQL queries must be strings.',
      '`variables` in a POST body must be an object if provided.',
      'GET requests only support query operations, not mutation operations',
      'Must provide operation name if query contains multiple operations.',
      'Unknown operation named "B".',
      'PersistedQueryNotSupported',
    ];
    for (const sentence of sentences) expect(clientMessage(sentence).zh).not.toContain('不符合接口定义');
  });

  it('say something in Chinese about a sentence that nobody foresaw', () => {
    expect(clientMessage('Something new.')).toEqual({ zh: '查询不符合接口定义:Something new.', en: 'Something new.' });
  });
});
