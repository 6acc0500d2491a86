/** A part of the process that takes jobs and sees to them. It does nothing before `start`. */
export interface Runner {
  /** Begins to take jobs; returns at once, also while Redis is down. */
  start(): void;
  /** Takes no further job; what runs goes on. */
  stopTaking(): Promise<void>;
  /** Frees connections within a second, also while Redis is down. Called after the running jobs have ended. */
  close(): Promise<void>;
}
