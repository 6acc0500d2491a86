import { setTimeout as pause } from 'node:timers/promises';

const ATTEMPT_MAX_MS = 8_000;
const PAUSE_MIN_MS = 60;
const PAUSE_MAX_MS = 600;
/** Longest time in which a read is repeated. */
const READ_MAX_MS = 45_000;

/** The scenario cannot go on: a write was refused, or nobody knows whether it took effect. */
export class Abandoned extends Error {}

/** Answers that leave open whether the write took effect. */
const LOST = new Set(['LOST', 'RETRY_LATER', 'INTERNAL']);
/** Answers after which the very same request may be sent again, because this one was not even looked at. */
const NOT_YET = new Set(['RATE_LIMITED', 'SIGNED_OUT']);

/** Somebody with an account, who speaks GraphQL and nothing else. Each write is recorded. */
export class Client {
  /** `identity` is { loginName, password }; `parkId` is where the caller works, and the only park that it may see. */
  constructor(addresses, history, identity, parkId = null) {
    Object.assign(this, { addresses, history, identity, parkId, shift: { givesUpAt: Infinity }, tried: 0 });
  }

  /** The process that is asked now. After a lost answer it is another one, perhaps while the first still works. */
  get address() {
    return this.addresses[this.tried % this.addresses.length];
  }

  /** The same caller, who gives up repeating lost writes when the shift does. */
  during(shift) {
    const other = new Client(this.addresses, this.history, this.identity, this.parkId);
    return Object.assign(other, { shift, tried: Math.floor(Math.random() * this.addresses.length) });
  }

  /**
   * Sends one write until its outcome is known. With an idempotency key, and only with one, a repetition after a lost answer is safe in any case;
   * without one a refusal after a lost answer leaves the outcome unknown. Returns the closed record.
   */
  async send({ verb, input, type = `${verb[0].toUpperCase()}${verb.slice(1)}Input`, select, ...about }) {
    const record = this.history.open({ verb, parkId: this.parkId, by: this.identity.loginName, ...about });
    const query = `mutation ($input: ${type}!) { ${verb}(input: $input) { ${select} userErrors { code } } }`;
    for (let lost = 0; ;) {
      const answer = await this.post(query, { input });
      const code = answer.code ?? answer.data?.[verb]?.userErrors[0]?.code ?? null;
      if (code === null) return this.history.close(record, 'acked', answer.data[verb]);
      record.codes.push(code);
      if (code === 'INTERNAL') this.history.internals.push({ at: Date.now(), verb });
      if (LOST.has(code)) lost++;
      else if (!NOT_YET.has(code)) return this.history.close(record, lost > 0 ? 'unknown' : 'refused');
      if (Date.now() > this.shift.givesUpAt) return this.history.close(record, lost > 0 ? 'unknown' : 'refused');
      await rest();
    }
  }

  /** A write that must succeed for the scenario to go on; returns what the API answered. */
  async run(write) {
    const record = await this.send(write);
    if (record.outcome !== 'acked') throw new Abandoned(`${write.verb}: ${record.outcome} ${record.codes.at(-1) ?? ''}`);
    return record.result;
  }

  /** The data of a query, repeated while answers are lost. Throws on any other error. */
  async read(query, variables = {}) {
    const end = Date.now() + READ_MAX_MS;
    for (;;) {
      const { data, code, errors } = await this.post(query, variables);
      if (code === null) return data;
      if (!LOST.has(code) && !NOT_YET.has(code)) throw new Error(`${code}: ${JSON.stringify(errors)} ${query.slice(0, 120)}`);
      if (Date.now() > end) throw new Error(`no answer within ${READ_MAX_MS} ms: ${query.slice(0, 120)}`);
      await rest();
    }
  }

  /** The code of the answer to a query; null when it was answered. */
  async codeOf(query, variables) {
    return (await this.post(query, variables)).code;
  }

  /** Sends a file; returns { status, body }. Status 0: the answer was lost. */
  async upload(parkId, fileName, content) {
    const form = new FormData();
    form.append('parkId', parkId);
    form.append('file', new Blob([content]), fileName);
    try {
      await this.signInOnce();
      const response = await fetch(`${this.address}/uploads`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.session.token}` },
        body: form,
        signal: AbortSignal.timeout(ATTEMPT_MAX_MS),
      });
      return { status: response.status, body: await response.json() };
    } catch {
      this.tried++;
      return { status: 0, body: null };
    }
  }

  /** One attempt: { data, code, errors }; code is null when there is no top-level error. */
  async post(query, variables) {
    try {
      await this.signInOnce();
      const answer = await this.fetchAnswer(query, variables, this.session.token);
      if (answer.code === 'UNAUTHENTICATED') this.session.token = null;
      return answer.code === 'UNAUTHENTICATED' ? { code: 'SIGNED_OUT' } : this.noted(answer);
    } catch {
      return this.noted({ code: 'LOST' });
    }
  }

  /** Counts a lost answer, and asks another process the next time. */
  noted(answer) {
    if (!LOST.has(answer.code)) return answer;
    this.tried++;
    this.history.lostAnswers++;
    return answer;
  }

  async fetchAnswer(query, variables, token) {
    const response = await fetch(`${this.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(ATTEMPT_MAX_MS),
    });
    const { data = null, errors, error } = await response.json();
    const isAnswered = data !== null && !errors;
    return { data, errors, code: isAnswered ? null : (errors?.[0].extensions?.code ?? error?.code ?? 'LOST') };
  }

  /** The session is shared by every copy of this caller. */
  get session() {
    return (this.identity.session ??= { token: null });
  }

  async signInOnce() {
    if (this.session.token) return;
    const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }';
    const { loginName, password } = this.identity;
    this.session.opening ??= this.fetchAnswer(query, { input: { loginName, password } }, null);
    const { data } = await this.session.opening.finally(() => (this.session.opening = null));
    this.session.token = data?.signIn.accessToken ?? null;
    if (!this.session.token) throw new Error(`${loginName} could not sign in`);
  }
}

function rest() {
  return pause(PAUSE_MIN_MS + Math.random() * (PAUSE_MAX_MS - PAUSE_MIN_MS));
}
