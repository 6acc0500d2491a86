import { GraphqlClient } from '../../src/demo/graphql-client.js';
import { newId } from '../../src/platform/database/ids.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { creditCode } from '../support/enterprises.js';
import { idCardNumber } from '../support/people.js';
import type { TestApp, TestGrant } from '../support/test-app.js';

/* What must differ between two parks that are built by the same steps: names of their own and numbers that identify. */
const SECOND_PARK: readonly (readonly [string, string])[] = [
  ['滴道', '乙城'],
  ['甲园', '乙园'],
  ['金铁', '银铜'],
  ['小滴', '小乙'],
  ['周发展', '吴发展'],
  ['周党员', '吴党员'],
  ['周待定', '吴待定'],
  ['王大田', '吴大田'],
  ['李小禾', '吴小禾'],
  ['1380000000', '1390000000'],
  ['DY-', 'YC-'],
  ['91230306MA1DEMP018', creditCode(820_001)],
  ['230306197803150010', idCardNumber(821, '1978-03-15')],
  ['230306199508210024', idCardNumber(822, '1995-08-21')],
  ['23030619911206004X', idCardNumber(823, '1991-12-06')],
  [idCardNumber(7), idCardNumber(827)],
  [idCardNumber(8), idCardNumber(829)],
  [idCardNumber(801, '1996-05-17'), idCardNumber(828, '1996-05-17')],
];

/** Sends what is written for the first park in the words of another. */
class RewordingClient extends GraphqlClient {
  constructor(
    app: NestFastifyApplication,
    token: string,
    private readonly worded: (text: string) => string,
  ) {
    super(app, token);
  }

  override ask<Data>(query: string, variables: object = {}): Promise<Data> {
    return super.ask<Data>(query, JSON.parse(this.worded(JSON.stringify(variables))) as object);
  }
}

/** One of the two parks while it is built: its words, its people, and how to find what was written since it began. */
export class Household {
  private readonly since = newId();

  private constructor(
    readonly app: TestApp,
    private readonly words: readonly (readonly [string, string])[],
  ) {}

  /** The park whose records nobody else may see. */
  static first(app: TestApp): Household {
    return new Household(app, []);
  }

  /** The park of the strangers. */
  static second(app: TestApp): Household {
    return new Household(app, SECOND_PARK);
  }

  /** A text of the first park in this park's words. */
  worded(text: string): string {
    return this.words.reduce((result, [from, to]) => result.replaceAll(from, to), text);
  }

  /** An input of the first park in this park's words. */
  wordedInput<Input extends object>(input: Input): Input {
    return JSON.parse(this.worded(JSON.stringify(input))) as Input;
  }

  async signInAs(grants: readonly TestGrant[], displayName: string): Promise<{ token: string; client: GraphqlClient }> {
    const token = await this.app.signInAs(grants, this.worded(displayName));
    return { token, client: new RewordingClient(this.app.api, token, (text) => this.worded(text)) };
  }

  /** Somebody of the park's organizations, and a client for them. */
  async official(role: string, organizationId: string): Promise<{ token: string; client: GraphqlClient }> {
    return this.signInAs([{ role, scopeKind: 'ORGANIZATION', scopeId: organizationId }], `甲园 ${role}`);
  }

  async administrator(): Promise<GraphqlClient> {
    return new RewordingClient(this.app.api, await this.app.administrator(), (text) => this.worded(text));
  }

  /** Id of the first row that was written for this park; ids are in the order of time. */
  async first(table: string, column = 'id', condition = '1 = 1'): Promise<string> {
    const [row] = await this.app.dataSource.query<{ value: string }[]>(
      `SELECT ${column} AS value FROM ${table} WHERE id > ? AND ${condition} ORDER BY id LIMIT 1`,
      [this.since],
    );
    if (!row) throw new Error(`nothing in ${table}`);
    return row.value;
  }
}
