import { Abandoned } from '../client.mjs';
import { confirmationHerd, developmentCase } from './development.mjs';
import { newProduct, newRoom, plateHerd } from './goods.mjs';
import { Hand } from './hand.mjs';
import { importFile } from './imports.mjs';
import { newStreamer, trainedStreamer } from './people.mjs';
import { pastSales, refundHerd } from './sales.mjs';
import { bookingHerd, heldSession, movedSession } from './sessions.mjs';
import { lookAround, lookOver } from './visits.mjs';

/** Pairs of hands in each park. Each has one request under way at a time. */
const HANDS_PER_PARK = 6;
/** How many fight for one thing. */
const HERD_SIZE = 4;
/** Time after the end of the load in which answers that were lost are still asked for. */
const SETTLE_MAX_MS = 25_000;

const SCENARIOS = [
  { weight: 5, run: pastSales },
  { weight: 4, run: heldSession },
  { weight: 3, run: movedSession },
  { weight: 2, run: importFile },
  { weight: 2, run: newProduct },
  { weight: 2, run: newStreamer },
  { weight: 1, run: trainedStreamer },
  { weight: 2, run: newRoom },
  { weight: 3, run: developmentCase },
  { weight: 3, run: lookAround },
  { weight: 3, run: lookOver },
];

const HERD = [bookingHerd, refundHerd, plateHerd, confirmationHerd];

async function work(hand, next) {
  while (!hand.isOver) {
    try {
      await next()(hand);
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
    }
  }
}

/** The time in which a load runs. */
export class Shift {
  constructor() {
    this.isOver = false;
    this.givesUpAt = Infinity;
  }

  /** No scenario begins any more; answers that were lost are asked for a little longer. */
  end() {
    this.isOver = true;
    this.givesUpAt = Date.now() + SETTLE_MAX_MS;
  }
}

/** Runs the load until the shift is over and returns when every write is closed. Which scenario a hand takes next follows from the seed alone. */
export async function runLoad(parks, dice, shift) {
  const works = parks.flatMap((park, place) => {
    const handOf = (name) => new Hand(name, park, dice.fork(name), shift);
    const hands = Array.from({ length: HANDS_PER_PARK }, (_, index) => {
      const hand = handOf(`${place + 1}${String.fromCharCode(97 + index)}`);
      return work(hand, () => hand.dice.weighted(SCENARIOS).run);
    });
    const herds = HERD.map((herd, index) => {
      const hand = handOf(`${place + 1}h${index}`);
      return work(hand, () => (of) => herd(of, HERD_SIZE));
    });
    return [...hands, ...herds];
  });
  await Promise.all(works);
}
