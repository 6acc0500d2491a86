import { setTimeout as pause } from 'node:timers/promises';
import { LoopWatch } from './loop-watch.js';

describe('the watch over the event loop', () => {
  const compute = (milliseconds: number) => {
    const from = process.cpuUsage();
    while (process.cpuUsage(from).user + process.cpuUsage(from).system < milliseconds * 1_000);
  };

  it('tells how much one turn computed, and not how long a turn without work lasted', async () => {
    const held = new LoopWatch();
    await pause(30);
    compute(300);
    await pause(30);
    expect(held.stop()).toBeGreaterThanOrEqual(300);
    const idle = new LoopWatch();
    await pause(300);
    expect(idle.stop()).toBeLessThan(150);
  });
});
