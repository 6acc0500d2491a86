export const rowsOf = (world, kind) => world.state.rows.filter((row) => row.kind === kind);
export const writesOf = (world, verb) => world.history.writes.filter((write) => write.verb === verb);

function drop(world, row) {
  world.state.rows.splice(world.state.rows.indexOf(row), 1);
}

function repeat(world, row, changes = {}) {
  world.state.rows.push({ ...row, id: `${row.id}-again`, ...changes });
}

/**
 * Bugs as a product could have them, each in a world that is sound otherwise, and the promises that they break.
 * @type {[bug: string, plant: (world: Record<string, any>) => void, caughtBy: string[]][]}
 */
export const PLANTED = [
  [
    'an acknowledged session is lost',
    (world) => drop(world, rowsOf(world, 'session')[2]),
    ['nothing acknowledged is lost, nothing doubled', 'what was returned is there'],
  ],
  [
    'a sale is booked twice',
    (world) => repeat(world, rowsOf(world, 'salesEntry')[0]),
    ['nothing acknowledged is lost, nothing doubled', 'amounts stand as sent', 'rollups equal the ledger'],
  ],
  [
    'a refused write took effect',
    (world) => Object.assign(writesOf(world, 'draftSession')[2], { outcome: 'refused', result: null }),
    ['nothing acknowledged is lost, nothing doubled'],
  ],
  ['a file is booked in parts', (world) => drop(world, rowsOf(world, 'room')[0]), ['nothing acknowledged is lost, nothing doubled']],
  [
    'a file that came twice is booked twice',
    (world) => [0, 1].forEach((index) => repeat(world, rowsOf(world, 'room')[index])),
    ['nothing acknowledged is lost, nothing doubled'],
  ],
  [
    'a record is set back to an earlier version',
    (world) => Object.assign(rowsOf(world, 'session')[2], { version: 0 }),
    ['what was returned is there'],
  ],
  [
    'an acknowledged step is lost',
    (world) => Object.assign(rowsOf(world, 'session')[2], { status: 'DRAFT', steps: rowsOf(world, 'session')[2].steps.slice(0, 1) }),
    ['each step is taken once'],
  ],
  [
    'a step is taken twice',
    (world) => rowsOf(world, 'plate')[0].steps.push({ verb: 'recordPlateReturned', fromStatus: 'RETURNED', toStatus: 'RETURNED' }),
    ['each step is taken once', 'only documented states, each reached'],
  ],
  [
    'a step is taken that nobody asked for',
    (world) => {
      rowsOf(world, 'session')[2].steps.push({ verb: 'cancelSession', fromStatus: 'REQUESTED', toStatus: 'CANCELLED' });
      Object.assign(rowsOf(world, 'session')[2], { status: 'CANCELLED' });
    },
    ['each step is taken once'],
  ],
  [
    'a state that no table has',
    (world) => Object.assign(rowsOf(world, 'session')[2], { status: 'HALFWAY' }),
    ['only documented states, each reached'],
  ],
  [
    'a state that no step reached',
    (world) => Object.assign(rowsOf(world, 'session')[2], { status: 'LIVE' }),
    ['only documented states, each reached'],
  ],
  [
    'a step from a state that forbids it',
    (world) => {
      rowsOf(world, 'session')[2].steps.push({ verb: 'startSession', fromStatus: 'REQUESTED', toStatus: 'LIVE' });
      Object.assign(rowsOf(world, 'session')[2], { status: 'LIVE' });
    },
    ['only documented states, each reached'],
  ],
  [
    'two confirmers both decided about one fact',
    (world) => Object.assign(writesOf(world, 'rejectDevelopmentFact')[0], { outcome: 'acked' }),
    ['a fact is decided once'],
  ],
  [
    'a decision about a fact is lost',
    (world) => Object.assign(rowsOf(world, 'fact')[0], { status: 'PENDING' }),
    ['a fact is decided once'],
  ],
  [
    'one room is given to two sessions at once',
    (world) => Object.assign(writesOf(world, 'requestSession')[2].facts, { startAt: 105, endAt: 115 }),
    ['no place is given twice'],
  ],
  [
    'two sessions that hold their time overlap',
    (world) => Object.assign(rowsOf(world, 'session')[2], { startAt: 105, endAt: 115 }),
    ['no sessions overlap'],
  ],
  [
    'an amount is booked wrong',
    (world) => Object.assign(rowsOf(world, 'salesEntry')[0], { amountFen: '1001' }),
    ['amounts stand as sent', 'rollups equal the ledger'],
  ],
  [
    'more is refunded than was sold',
    (world) => {
      Object.assign(rowsOf(world, 'salesEntry')[1], { amountFen: '-1400' });
      Object.assign(writesOf(world, 'recordSales')[1].facts.entries[0], { amountFen: '1400' });
      const { figures } = world.state;
      const wrong = { refundFen: '1400', netFen: '-400' };
      for (const row of [figures[0].totals, ...['days', 'products', 'streamers', 'sessions'].map((part) => figures[0][part][0])])
        Object.assign(row, wrong);
    },
    ['refunds within sales'],
  ],
  ...['totals', 'days', 'products', 'streamers', 'sessions'].map((part) => [
    `the rollup of ${part} is stale`,
    (world) => {
      const shown = world.state.figures[0];
      shown[part] = part === 'totals' ? { ...shown.totals, netFen: '1000' } : [{ ...shown[part][0], netFen: '1000' }];
    },
    ['rollups equal the ledger'],
  ]),
  [
    'the dashboard shows a day that the ledger has not',
    (world) => world.state.figures[0].days.push({ day: '2026-11-21', gmvPaidFen: '5', refundFen: '0', netFen: '5', unitsSold: '0' }),
    ['rollups equal the ledger'],
  ],
  ['the dashboard is still catching up', (world) => (world.state.figures[0].isCatchingUp = true), ['rollups equal the ledger']],
  [
    'two plates hang at one storefront',
    (world) => {
      const plate = rowsOf(world, 'plate')[0];
      plate.steps = plate.steps.slice(0, 1);
      plate.status = 'ISSUED';
      for (const verb of ['recallPlate', 'recordPlateReturned']) writesOf(world, verb)[0].outcome = 'refused';
    },
    ['one plate per storefront'],
  ],
  [
    'a second plate hung for a while',
    (world) => (writesOf(world, 'issuePlate')[1].answeredAt = writesOf(world, 'recordPlateReturned')[0].sentAt - 1),
    ['one plate per storefront'],
  ],
  [
    'a serial number is given twice',
    (world) => (rowsOf(world, 'plate')[1].serialNumber = rowsOf(world, 'plate')[0].serialNumber),
    ['one plate per storefront'],
  ],
  [
    "another park's row is shown",
    (world) => world.history.sightings[0].rows.push({ kind: 'session', id: 's', parkId: 'park-2' }),
    ['no row of another park'],
  ],
  ['a job is dead', (world) => world.jobs.push({ id: 'j', name: 'sales.recompute-day', status: 'DEAD', attempts: 8 }), ['jobs are done']],
  ['a job waits for ever', (world) => world.jobs.push({ id: 'j', name: 'x', status: 'SENT', attempts: 0 }), ['jobs are done']],
  ['jobs are done too late', (world) => (world.quietMs = 30_001), ['within 30 s of quiet']],
  ['the audit chain is broken', (world) => (world.audit = { code: 1, output: 'broken' }), ['the audit chain verifies']],
  [
    'a write is never answered',
    (world) => Object.assign(writesOf(world, 'commitImport')[0], { codes: ['LOST', 'RETRY_LATER'] }),
    ['every write is answered in the end'],
  ],
  ['a bug answers INTERNAL', (world) => world.history.internals.push({ at: 5, verb: 'x' }), ['INTERNAL only in a fault']],
  ['a process ends by itself', (world) => world.programs[0].unexpectedEnds.push({ code: 1, signal: null }), ['no process ends by itself']],
  [
    'a process does not end in order',
    (world) => world.ends.push({ name: 'worker', code: null, signal: 'SIGKILL' }),
    ['SIGTERM ends in order'],
  ],
];
