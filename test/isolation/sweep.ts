import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PERMISSIONS } from '../../src/access/roles.js';
import { handlersOf } from '../../src/docs/handlers.js';
import { PUBLIC_ACCESS, SIGNED_IN } from '../../src/platform/auth/permissions.js';
import { schemaOf } from '../../src/print-schema.js';
import type { FurnishedPark } from './furnished-park.js';
import { type Leaf, leavesOf, type Operation, operationsOf, plausibleText, requestOf, type SchemaRequest } from './schema-requests.js';
import type { Stranger } from './strangers.js';

/** An id of the right form that no record has. */
export const NOBODY = '01zzzzzzzzzzzzzzzzzzzzzzzz';
/** Operations about the caller itself; they would end or lock the stranger's own session. */
const ABOUT_ONESELF = ['signIn', 'refreshSession', 'signOut', 'changePassword'];
/** Places that name no record of anybody: rules and what ships. */
const NEUTRAL: Readonly<Record<string, string>> = {
  structureTemplateId: '0000000000000000000000t141',
  coverageId: NOBODY,
  ruleId: 'R09',
  acceptedRuleId: 'R09',
  ruleSetId: 'CPC-DEV-2014',
};
/** How a refusal tells the version of a record that is the caller's own. */
const CURRENT_VERSION = /it is at version (\d+)/;

/** What the API answers. */
export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: { code: string } }[];
}

/** Sends requests that the schema tells, and compares their answers. */
export class Sweep {
  /** All operations, but for those that would end the sender's own session. */
  readonly operations: Operation[];
  /** How often what was done; printed at the end. */
  readonly counts: Record<string, number> = {};
  private readonly permissions: Map<string, string>;

  constructor(private readonly api: NestFastifyApplication) {
    this.operations = operationsOf(schemaOf(api)).filter(({ name }) => !ABOUT_ONESELF.includes(name));
    this.permissions = new Map(handlersOf(api).flatMap(({ called, permission }) => (called ? [[called.as, permission ?? '']] : [])));
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  permissionOf(operation: Operation): string {
    return this.permissions.get(operation.name) ?? '';
  }

  /** Whether one of the stranger's roles holds the operation's permission. */
  mayCall(stranger: Stranger, operation: Operation): boolean {
    const permission = this.permissionOf(operation);
    if (permission === SIGNED_IN || permission === PUBLIC_ACCESS) return true;
    const holders: readonly string[] = PERMISSIONS[permission as keyof typeof PERMISSIONS];
    return stranger.roles.some((role) => holders.includes(role));
  }

  /** Places of the operation that name a record. */
  places(operation: Operation, scalar: Leaf['scalar'] = 'ID'): Leaf[] {
    return leavesOf(operation).filter((leaf) => leaf.scalar === scalar && !(leaf.key in NEUTRAL));
  }

  /** Id of the park's record that belongs into the place. */
  recordIn(park: FurnishedPark, operation: Operation, leaf: Leaf): string | undefined {
    return park.canaries[`${operation.name}.${leaf.key}`] ?? park.canaries[leaf.key];
  }

  /** A request with the ids of a park in every place, or with ids that nobody has. */
  withIdsOf(park: FurnishedPark | null, operation: Operation): SchemaRequest {
    return requestOf(operation, null, (leaf) => this.value(leaf, park ? this.recordIn(park, operation, leaf) : NOBODY));
  }

  /** A request of the own park's ids but for one place. */
  withOneValue(own: FurnishedPark, operation: Operation, place: Leaf, value: string): SchemaRequest {
    return requestOf(operation, place.path, (leaf) =>
      leaf.path === place.path ? value : this.value(leaf, this.recordIn(own, operation, leaf)),
    );
  }

  private value(leaf: Leaf, id: string | undefined): string {
    return leaf.scalar === 'ID' ? (NEUTRAL[leaf.key] ?? id ?? NOBODY) : plausibleText(leaf.path.split('.').at(-1)!);
  }

  /** Sends a request; `null` goes without a token, a text with other than letters is a whole header. */
  async ask(token: string | null, { document, variables }: SchemaRequest): Promise<Answer> {
    const authorization = token === null ? {} : { authorization: token.includes(' ') ? token : `Bearer ${token}` };
    const response = await this.api.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...authorization, 'content-type': 'application/json', 'accept-language': 'en' },
      payload: JSON.stringify({ query: document, variables }),
    });
    return JSON.parse(response.body) as Answer;
  }

  /** Sends a request and, when a record of the caller's own has moved on, once more with its version. */
  async askAtCurrentVersion(token: string, request: SchemaRequest): Promise<Answer> {
    const answer = await this.ask(token, request);
    const version = CURRENT_VERSION.exec(JSON.stringify(answer))?.[1];
    if (!version) return answer;
    const variables = JSON.parse(
      JSON.stringify(request.variables).replace('"expectedVersion":1', `"expectedVersion":${version}`),
    ) as object;
    return this.ask(token, { document: request.document, variables: { ...variables } });
  }

  /** The answer byte by byte, but for the request's id and the values that were sent. */
  shapeOf(answer: Answer, ...sent: (string | undefined)[]): string {
    const text = JSON.stringify(answer).replaceAll(/"requestId":"[^"]+"/g, '"requestId":""');
    return sent.reduce<string>((result, value) => (value ? result.replaceAll(value, NOBODY) : result), text);
  }
}

/** Codes of the faults, in order. */
export function codesOf(answer: Answer): string {
  return (answer.errors ?? []).map(({ extensions }) => extensions.code).join();
}

/** Nothing, an empty list, or an empty page whose total is nothing as well. */
export function isEmpty(operation: Operation, answer: Answer): boolean {
  if (operation.kind !== 'query' || answer.errors) return false;
  const value = answer.data?.[operation.name] as { nodes?: unknown[]; totalCount?: number } | null;
  if (value === null || Array.isArray(value)) return value === null || value.length === 0;
  return value?.nodes?.length === 0 && value.totalCount === 0;
}
