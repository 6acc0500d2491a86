/** Where the cases are sent: a park of the sender's own and the sender's token. */
export interface Place {
  url: string;
  token: string;
  parkId: string;
}

/** One hostile request and what must come of it. */
export interface HostileCase {
  name: string;
  /** Path, method, headers and body; the suite adds the token and the content type where they are not given. */
  request: (place: Place) => HostileRequest;
  /** The answer: a refusal with its code, or an accepted value. */
  answer: Refused | Accepted;
}

export interface HostileRequest {
  path?: string;
  method?: string;
  headers?: Record<string, string | undefined>;
  body?: string | FormData | Buffer;
}

export interface Refused {
  /** Stable codes of which the first problem must have one. */
  code: string | readonly string[];
  /** HTTP status when it is not the usual 200 or 400 of a GraphQL answer. */
  status?: number;
  /** Path of the wrong field and its own code. */
  field?: string;
  fieldCode?: string;
}

export interface Accepted {
  /** What the first field of the answer must hold. */
  data: (place: Place) => unknown;
}

export const json = (query: string, variables: unknown = {}): HostileRequest => ({ body: JSON.stringify({ query, variables }) });

/** A GraphQL request whose variables are written by hand, because JSON.stringify would mend them. */
export const raw = (query: string, variables: string): HostileRequest => ({
  body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
});

/** A document that must be refused. */
export function document(name: string, query: string, code: Refused['code'], status?: number): HostileCase {
  return { name, request: () => json(query), answer: { code, ...(status ? { status } : {}) } };
}
