const TICK_MS = 10;

/**
 * Watches how long the event loop of this process is held at a time, in CPU milliseconds: what one turn computes while everybody else waits. A
 * busy machine makes turns last longer, but not cost more.
 */
export class LoopWatch {
  private usedMs = cpuMs();
  private longestMs = 0;
  private readonly timer = setInterval(() => this.turn(), TICK_MS).unref();

  /** The longest turn since the watch began; the watch ends. */
  stop(): number {
    clearInterval(this.timer);
    this.turn();
    return this.longestMs;
  }

  private turn(): void {
    const now = cpuMs();
    this.longestMs = Math.max(this.longestMs, now - this.usedMs);
    this.usedMs = now;
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
