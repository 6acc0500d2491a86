import * as sessions from '../../src/broadcasts/broadcast-session-states.js';
import * as products from '../../src/parks/product-states.js';
import * as pledges from '../../src/pledges/pledge-states.js';
import * as plates from '../../src/pledges/plates/plate-states.js';
import * as tracks from '../../src/skills/skill-track-states.js';
import * as streamers from '../../src/streamers/streamer-states.js';
import { runChecks } from './all-checks.mjs';
import { gapsOf } from './gaps.mjs';
import { PLANTED, rowsOf, writesOf } from './planted-bugs.mjs';
import { soundWorld } from './sound-world.mjs';

interface Violation {
  what: string;
  writes: { verb: string; outcome: string }[];
}

type World = ReturnType<typeof soundWorld>;

const sound = (): World => soundWorld({ sessions, products, pledges, plates, tracks, streamers });

function resultsOf(world: World): Record<string, Violation[]> {
  return runChecks(world) as Record<string, Violation[]>;
}

/** Names of the checks that complain. */
function complaints(world: World): string[] {
  return Object.entries(resultsOf(world)).flatMap(([name, violations]) => (violations.length > 0 ? [name] : []));
}

describe('the checks of a chaos run', () => {
  it('have nothing to say about a sound world (P-CHAOS-3)', () => {
    expect(complaints(sound())).toEqual([]);
  });

  it.each(PLANTED)('catch it when %s (P-CHAOS-3)', (_bug, plant, caughtBy) => {
    const world = sound();
    plant(world);
    expect(complaints(world)).toEqual(caughtBy);
  });

  it('are each proved by a planted bug (P-CHAOS-3)', () => {
    const proved = new Set(PLANTED.flatMap(([, , caughtBy]) => caughtBy));
    expect(Object.keys(resultsOf(sound())).filter((name) => !proved.has(name))).toEqual([]);
  });

  it('leave open what nobody knows: an unknown write took effect once or never (P-CHAOS-2)', () => {
    for (const isThere of [true, false]) {
      const world = sound();
      const write = writesOf(world, 'requestSession')[2]!;
      write.outcome = 'unknown';
      const session = rowsOf(world, 'session')[2]!;
      if (!isThere) Object.assign(session, { status: 'DRAFT', steps: session.steps.slice(0, 1) });
      expect(complaints(world)).toEqual([]);
    }
  });

  it('accept INTERNAL while a fault lasts (P-CHAOS-2)', () => {
    const world = sound();
    world.history.internals.push({ at: 5, verb: 'x' });
    world.faults.push({ from: 1, to: 9 });
    expect(complaints(world)).toEqual([]);
  });

  it('name the writes that a violation concerns (P-CHAOS-4)', () => {
    const world = sound();
    Object.assign(rowsOf(world, 'salesEntry')[0]!, { amountFen: '1001' });
    const results = resultsOf(world);
    const [found] = results['amounts stand as sent']!;
    expect([found!.what, found!.writes.map(({ verb, outcome }) => [verb, outcome])]).toEqual([
      'mark-SALE: 1001 instead of 1000',
      [['recordSales', 'acked']],
    ]);
  });
});

describe('the gaps of a chaos run', () => {
  const acks = (...at: number[]) => ({ writes: at.map((answeredAt) => ({ outcome: 'acked', answeredAt })) });
  const faults = [
    { name: 'a', from: 100, to: 110 },
    { name: 'b', from: 200, to: 210 },
  ];

  it('are the longest time without an acknowledged write, from each fault to the next (P-CHAOS-5)', () => {
    const [first, second] = gapsOf(acks(90, 105, 160, 190, 250), faults, 300);
    expect([first!.gapMs, first!.acked, second!.gapMs, second!.acked]).toEqual([55, 3, 50, 1]);
  });

  it('reach beyond the next fault when no write succeeded at all (P-CHAOS-5)', () => {
    const [first] = gapsOf(acks(90, 260), faults, 300);
    expect([first!.gapMs, first!.acked]).toEqual([160, 0]);
  });
});
