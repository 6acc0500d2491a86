import { History } from '../history.mjs';
import { stateTablesOf } from '../state-tables.mjs';

const PARK = 'park-1';
const DAY = '2026-11-20';

/** Builds a small world by hand in which every promise holds. */
class WorldBuilder {
  history = new History();
  rows = [];
  now = 1_000;
  ids = 0;

  /** A write with its answer; each takes 10 ms. */
  write(verb, about, outcome = 'acked', result = null) {
    const record = this.history.open({ verb, parkId: PARK, by: 'secretary', ...about });
    this.history.close(record, outcome, result);
    Object.assign(record, { sentAt: (this.now += 10), answeredAt: (this.now += 10) });
    return record;
  }

  row(kind, mark, more = {}) {
    const row = { kind, id: `${kind}-${++this.ids}`, parkId: PARK, mark, version: 1, status: null, steps: null, ...more };
    this.rows.push(row);
    return row;
  }

  created(kind, part, mark, verb, more = {}, facts = {}) {
    const row = this.row(kind, mark, more);
    this.write(verb, { part, facts, creates: { kind, mark, count: 1, isOnce: false } }, 'acked', { [part]: { id: row.id, version: 1 } });
    return row;
  }

  /** A step that its record shows. */
  moved(row, verb, toStatus, facts = {}) {
    row.steps.push({ verb, fromStatus: row.status, toStatus });
    Object.assign(row, { status: toStatus, version: row.version + 1 });
    return this.write(verb, { facts, moves: { kind: row.kind, id: row.id, verb } });
  }

  session(mark, startAt) {
    const steps = [{ verb: 'draftSession', fromStatus: null, toStatus: 'DRAFT' }];
    const place = { resources: ['room r1', 'account a1'], hostIds: ['h1'], startAt, endAt: startAt + 10 };
    const row = this.created('session', 'session', mark, 'draftSession', { status: 'DRAFT', steps, ...place });
    this.moved(row, 'requestSession', 'REQUESTED', { resources: ['room r1', 'account a1', 'host h1'], startAt, endAt: startAt + 10 });
    return row;
  }

  /** A sale of 1,000 fen and its refund of 400, as two writes. */
  order(sessionId) {
    for (const [kind, sign, amount] of [
      ['SALE', '', '1000'],
      ['REFUND', '-', '400'],
    ]) {
      const mark = `mark-${kind}`;
      const entry = {
        ofKind: kind,
        amountFen: sign + amount,
        quantity: kind === 'SALE' ? 2 : 0,
        sessionId,
        productId: 'p1',
        occurredOn: DAY,
      };
      const row = this.row('salesEntry', mark, entry);
      const facts = { sessionId, entries: [{ kind, amountFen: amount, orderRef: 'order-1' }] };
      const about = { part: 'entries', facts, creates: { kind: 'salesEntry', mark, count: 1, isOnce: false } };
      this.write('recordSales', about, 'acked', { entries: [{ id: row.id }] });
    }
  }

  plate() {
    const steps = [{ verb: 'issuePlate', fromStatus: null, toStatus: 'ISSUED' }];
    const more = { status: 'ISSUED', steps, serialNumber: `2026-${this.ids}` };
    return this.created('plate', 'plate', 'shop-1', 'issuePlate', more, { storefrontId: 'shop-1' });
  }

  fact(mark) {
    const fact = this.created('fact', 'fact', mark, 'recordDevelopmentFact', { status: 'CONFIRMED' });
    this.write('confirmDevelopmentFact', { moves: { kind: 'fact', id: fact.id, verb: 'confirmDevelopmentFact' } });
    this.write('rejectDevelopmentFact', { moves: { kind: 'fact', id: fact.id, verb: 'rejectDevelopmentFact' } }, 'refused');
    return fact;
  }
}

const FIGURES = { gmvPaidFen: '1000', refundFen: '400', netFen: '600', unitsSold: '2' };

/** Two sessions one after the other, an order with its refund, a plate that came back and one that is out, a file, a fact, a look around.
 * `stateModules` are the modules with the product's tables of states.
 * @returns {Record<string, any>} */
export function soundWorld(stateModules) {
  const builder = new WorldBuilder();
  const first = builder.session('session-a', 100);
  builder.moved(first, 'cancelSession', 'CANCELLED');
  const second = builder.session('session-b', 100);
  builder.session('session-c', 200);
  builder.order(second.id);
  const returned = builder.plate();
  builder.moved(returned, 'recallPlate', 'RECALLED');
  builder.moved(returned, 'recordPlateReturned', 'RETURNED');
  builder.plate();
  builder.fact('paper-1');
  for (const mark of ['live-1', 'live-1'])
    builder.write('commitImport', { creates: { kind: 'room', mark, count: 2, isOnce: true } }, 'unknown');
  builder.row('room', 'live-1');
  builder.row('room', 'live-1');
  builder.history.sightings.push({ parkId: PARK, at: 1, rows: [{ kind: 'session', id: first.id, parkId: PARK }] });
  const of = (key, value) => [{ [key]: value, ...FIGURES }];
  const figures = {
    ...{ parkId: PARK, isCatchingUp: false, totals: { ...FIGURES }, days: of('day', DAY), products: of('memberId', 'p1') },
    ...{ streamers: of('memberId', 'h1'), sessions: of('sessionId', second.id) },
  };
  return {
    ...{ history: builder.history, state: { rows: builder.rows, figures: [figures] } },
    ...{ jobs: [], quietMs: 900, audit: { code: 0, output: '' }, faults: [], ends: [{ name: 'API', code: 0 }] },
    programs: [{ name: 'main', unexpectedEnds: [], output: '' }],
    ...stateTablesOf(stateModules),
  };
}
