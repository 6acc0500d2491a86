import { Injectable } from '@nestjs/common';

/** The only source of "now". Production reads the system clock; a test pins it with `set`. */
@Injectable()
export class Clock {
  private pinned: number | null = null;

  /** The current instant. */
  now(): Date {
    return new Date(this.pinned ?? Date.now());
  }

  /** Pins the clock to an instant, or lets it run again with `null`. Only tests call it. */
  set(instant: Date | null): void {
    this.pinned = instant === null ? null : instant.getTime();
  }
}
