import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { shareConfirmations } from './host-confirmations.js';

/** Hosts that one confirmation may ask about; a session has at most that many segments. */
const HOSTS_PER_REQUEST_MAX = 100;

/** As what a person takes part in a session. */
export type HostRole = 'HOST' | 'MENTOR';

/** One host of one session that is about to be confirmed. */
export interface HostToCheck {
  parkId: string;
  streamerId: string;
  /** Local day on which the session starts. */
  sessionStartOn: LocalDate;
  role: HostRole;
  /** Streamers who are present in the session as mentors; none when left out. */
  mentorIds?: readonly string[];
}

/** A question that is asked about every host before a session is confirmed (INV-24). Later modules register theirs. */
export interface EligibilityCheck {
  /** Names the check: unique in the application. */
  readonly code: string;
  /** Asked again when the session is prepared and when it goes on air: what it looks at may have ended since the confirmation. */
  readonly isAskedAtStart?: boolean;
  /** All reasons of this check against the host; empty when there is none. It reads with the transaction and writes nothing. */
  check(tx: Tx, host: HostToCheck): Promise<Refusal[]>;
}

/** The registry of eligibility checks: `streamers` owns it, `skills` and `pledges` add to it. */
@Injectable()
export class EligibilityChecks {
  private readonly checks = new Map<string, EligibilityCheck>();

  /** Adds a check; called once while the application starts. Throws when the code is taken. */
  register(check: EligibilityCheck): void {
    if (this.checks.has(check.code)) throw new Error(`Eligibility check ${check.code} is registered twice`);
    this.checks.set(check.code, check);
  }

  /** Codes of the registered checks, in the order of registration. */
  codes(): string[] {
    return [...this.checks.keys()];
  }

  /** Asks every check about every host, each host once, and returns all reasons, pointing at `path`. */
  refusals(tx: Tx, hosts: readonly HostToCheck[], path: readonly (string | number)[]): Promise<Refusal[]> {
    return this.asked([...this.checks.values()], tx, hosts, path);
  }

  /** The same of the checks that are asked again before a confirmed session goes on air. */
  refusalsToStart(tx: Tx, hosts: readonly HostToCheck[], path: readonly (string | number)[]): Promise<Refusal[]> {
    const again = [...this.checks.values()].filter(({ isAskedAtStart }) => isAskedAtStart);
    return this.asked(again, tx, hosts, path);
  }

  private async asked(
    checks: readonly EligibilityCheck[],
    tx: Tx,
    hosts: readonly HostToCheck[],
    path: readonly (string | number)[],
  ): Promise<Refusal[]> {
    const once = [...new Map(hosts.map((host) => [`${host.streamerId}/${host.role}`, host])).values()];
    if (once.length > HOSTS_PER_REQUEST_MAX) throw new Error(`${once.length} hosts in one request; the limit is ${HOSTS_PER_REQUEST_MAX}`);
    const presenters = once.filter(({ role }) => role === 'HOST');
    const ids = presenters.map(({ streamerId }) => streamerId);
    if (ids.length > 0) await shareConfirmations(tx, presenters[0]!.parkId, ids);
    const refusals: Refusal[] = [];
    for (const host of once) {
      for (const check of checks) refusals.push(...(await check.check(tx, host)));
    }
    return refusals.map((refusal) => ({ ...refusal, field: path }));
  }
}
