import { Injectable } from '@nestjs/common';

/** Tells the runner of this process that work has become available, so that it need not wait for its next look. */
@Injectable()
export class JobNudge {
  private readonly listeners = new Set<() => void>();

  /** Calls the listener at each signal from now on. */
  listen(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Wakes every listener; it never throws and never waits. */
  signal(): void {
    for (const listener of this.listeners) listener();
  }
}
