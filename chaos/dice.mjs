/* Random decisions that follow from a seed alone, so that a run's plan can be repeated. */

const GOLDEN = 0x9e3779b9;

function hashOf(text, seed) {
  let hash = seed >>> 0;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0), 0x85ebca6b) >>> 0;
  return hash;
}

/** Decisions of one actor (mulberry32). Two dice of the same seed and name decide alike. */
export class Dice {
  constructor(seed, name = '') {
    this.seed = seed;
    this.state = hashOf(name, seed);
  }

  /** A die of its own for another actor; its decisions do not depend on how often this one was thrown. */
  fork(name) {
    return new Dice(hashOf(name, this.seed), name);
  }

  /** A number in [0, 1). */
  next() {
    this.state = (this.state + GOLDEN) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  /** A whole number between both bounds, which count. */
  integer(from, to) {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.integer(0, list.length - 1)];
  }

  /** One of the entries `{ weight }`, each as often as its weight says. */
  weighted(entries) {
    let rest = this.next() * entries.reduce((sum, entry) => sum + entry.weight, 0);
    return entries.find((entry) => (rest -= entry.weight) < 0) ?? entries.at(-1);
  }

  shuffled(list) {
    const copy = [...list];
    for (let last = copy.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      [copy[last], copy[other]] = [copy[other], copy[last]];
    }
    return copy;
  }
}
