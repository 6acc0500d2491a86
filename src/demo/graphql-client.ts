import type { NestFastifyApplication } from '@nestjs/platform-fastify';

interface Payload {
  userErrors?: { code: string; message: string }[];
}

/** Sends GraphQL operations to the API inside the same process, through the same checks as any client. */
export class GraphqlClient {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly token: string,
  ) {}

  /** The data of an operation. Throws when there is a top-level error. */
  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const response = await this.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', 'accept-language': 'en' },
      payload: JSON.stringify({ query, variables }),
    });
    const answer = JSON.parse(response.body) as { data?: Data; errors?: { message: string; extensions?: unknown }[] };
    if (answer.errors || !answer.data) throw new Error(`${query.slice(0, 80)} … ${response.body}`);
    return answer.data;
  }

  /** Runs a mutation with one input and returns the selected part of its payload. Throws when it is refused. */
  async run<Result>(mutation: string, inputType: string, input: object, selection: string): Promise<Result> {
    const query = `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${selection} userErrors { code message } } }`;
    const data = await this.ask<Record<string, Payload>>(query, { input });
    const payload = data[mutation]!;
    if (payload.userErrors && payload.userErrors.length > 0) throw new Error(`${mutation}: ${JSON.stringify(payload.userErrors)}`);
    return payload as Result;
  }
}
