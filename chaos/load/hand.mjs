import { newKey } from '../stage.mjs';

/** One pair of hands at work in one park: it repeats scenarios until the load ends. Its decisions follow from its die. */
export class Hand {
  constructor(name, park, dice, shift) {
    Object.assign(this, { name, park, dice, shift });
    this.marks = 0;
    const as = (client) => client.during(shift);
    this.secretary = as(park.secretary);
    this.operator = as(park.operator);
    this.recorder = as(park.recorder);
    this.confirmers = park.confirmers.map(as);
  }

  get isOver() {
    return this.shift.isOver;
  }

  /** A text that stands in one row, or in the rows of one write, and nowhere else. */
  mark(what) {
    return `${what}-${this.name}-${++this.marks}`;
  }

  /** A number for a name or an ID card that nobody else takes. */
  number() {
    return this.park.nextNumber();
  }

  /** Whoever may run the park: the secretary or the operator. */
  somebody() {
    return this.dice.chance(0.5) ? this.operator : this.secretary;
  }

  /** Sends a write that makes rows with the mark; returns the named part of the answer. */
  async create(client, verb, input, { kind, mark, part, count = 1, isOnce = false, facts, type, fields = 'id version' }) {
    const answer = await client.run({
      ...{ verb, type, facts, input: { ...input, idempotencyKey: newKey() }, select: `${part} { ${fields} }` },
      creates: { kind, mark, count, isOnce },
      part,
    });
    return answer[part];
  }

  /** Sends a step of one record; returns the record as the API answered. `version` moves along. */
  async move(client, verb, record, input, { kind, part, type, facts, step = verb, fields = 'id version' }) {
    const answer = await client.run({
      ...{ verb, type, facts, part, input: { expectedVersion: record.version, ...input }, select: `${part} { ${fields} }` },
      moves: { kind, id: record.id, verb: step },
    });
    record.version = answer[part]?.version ?? record.version;
    return answer[part];
  }
}
