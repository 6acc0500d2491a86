import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { EligibilityChecks, type HostToCheck } from './eligibility-checks.js';
import { type GuardianPeriod, type HostFacts, refusalsByActivity, refusalsByAge, refusalsByConsent } from './streamer.rules.js';

/** Guardian consents of one host that are looked at; more than one a month over two years would be no practice. */
const GUARDIAN_CONSENTS_READ_MAX = 50;

type StreamerRow = Omit<HostFacts, 'guardianConsents'>;

/** What the rules need to know about one streamer; null when the park has none with this id. */
export async function hostFactsOf(tx: Tx, parkId: string, streamerId: string): Promise<HostFacts | null> {
  const [streamer] = await tx.rows<StreamerRow>(
    `SELECT s.stageName, s.status, s.consentGivenOn, s.consentWithdrawnOn, p.bornOn
     FROM streamer s JOIN person p ON p.id = s.personId WHERE s.id = ? AND s.parkId = ?`,
    [streamerId, parkId],
  );
  if (!streamer) return null;
  const guardianConsents = await tx.rows<GuardianPeriod>(
    `SELECT validFrom, validUntil, withdrawnOn FROM guardian_consent WHERE parkId = ? AND streamerId = ?
     ORDER BY validFrom DESC LIMIT ${GUARDIAN_CONSENTS_READ_MAX}`,
    [parkId, streamerId],
  );
  return { ...streamer, guardianConsents };
}

/** Registers this module's own checks, also for the start: ACTIVE, consent in force, age with guardian (INV-08, INV-24). */
@Injectable()
export class HostEligibility implements OnModuleInit {
  constructor(private readonly checks: EligibilityChecks) {}

  onModuleInit(): void {
    this.add('streamer-active', (facts) => refusalsByActivity(facts));
    this.add('streamer-consent', refusalsByConsent);
    this.add('streamer-age', refusalsByAge);
  }

  private add(code: string, rule: (facts: HostFacts, onDay: LocalDate) => Refusal[]): void {
    this.checks.register({
      code,
      isAskedAtStart: true,
      check: async (tx: Tx, { parkId, streamerId, sessionStartOn }: HostToCheck) => {
        const facts = await hostFactsOf(tx, parkId, streamerId);
        if (!facts) throw new Error(`A session names streamer ${streamerId}, whom its park does not have`);
        return rule(facts, sessionStartOn);
      },
    });
  }
}
