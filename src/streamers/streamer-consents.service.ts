import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { localDateOf, type LocalDate } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { GuardianConsent } from './streamer.entity.js';
import { refusalsOfPeriod } from './streamer.rules.js';
import { StreamerSteps, type StreamerTarget } from './streamer-steps.js';
import { DAY_IN_FUTURE } from './streamers.errors.js';

/** A guardian's consent as it is recorded. */
export interface GuardianConsentFacts extends StreamerTarget {
  validFrom: LocalDate;
  /** Last valid day. */
  validUntil: LocalDate;
  reference: string;
}

/** Consents of hosts and of the guardians of minors (PR-2, C01). A withdrawal counts from the day on which it is recorded. */
@Injectable()
export class StreamerConsents {
  constructor(private readonly steps: StreamerSteps) {}

  /** Records the host's separate consent, given on a day that has come. */
  giveStreamerConsent(caller: Caller, consent: StreamerTarget & { givenOn: LocalDate }): Promise<string> {
    return this.steps.run(caller, 'giveStreamerConsent', consent, (tx) => {
      const { givenOn } = consent;
      const refusals = givenOn > localDateOf(tx.at) ? [DAY_IN_FUTURE({ onDay: givenOn }, 'input', 'givenOn')] : [];
      return Promise.resolve({ refusals, changes: { consentGivenOn: givenOn, consentWithdrawnOn: null } });
    });
  }

  /** Records the withdrawal as of today: no session is confirmed with this host from now on. */
  withdrawStreamerConsent(caller: Caller, target: StreamerTarget): Promise<string> {
    return this.steps.run(caller, 'withdrawStreamerConsent', target, (tx) =>
      Promise.resolve({ changes: { consentWithdrawnOn: localDateOf(tx.at) } }),
    );
  }

  /** Records a guardian's written consent for a period. */
  addGuardianConsent(caller: Caller, consent: GuardianConsentFacts): Promise<string> {
    const { validFrom, validUntil, reference } = consent;
    return this.steps.run(caller, 'addGuardianConsent', consent, async (tx, streamer) => {
      const refusals = refusalsOfPeriod(validFrom, validUntil);
      const recorded = { recordedAt: tx.at, recordedBy: caller.accountId, withdrawnOn: null };
      const row = { id: newId(), parkId: streamer.parkId, streamerId: streamer.id, validFrom, validUntil, reference, ...recorded };
      if (refusals.length === 0) await tx.insert(GuardianConsent, [row]);
      return { refusals, audited: [{ field: 'guardianConsent', after: `${row.id} ${validFrom}/${validUntil}` }] };
    });
  }

  /** Records a guardian's withdrawal as of today. */
  withdrawGuardianConsent(caller: Caller, target: StreamerTarget & { guardianConsentId: string }): Promise<string> {
    return this.steps.run(caller, 'withdrawGuardianConsent', target, async (tx, streamer) => {
      const today = localDateOf(tx.at);
      await withdraw(tx, streamer.parkId, streamer.id, target.guardianConsentId, today);
      return { audited: [{ field: 'guardianConsent', after: `${target.guardianConsentId} withdrawn ${today}` }] };
    });
  }
}

/** A second withdrawal keeps the day of the first. */
async function withdraw(tx: Tx, parkId: string, streamerId: string, consentId: string, today: LocalDate): Promise<void> {
  const consent = await tx.manager.findOne(GuardianConsent, { where: { id: consentId, parkId, streamerId } });
  if (!consent) throw notFound('input', 'guardianConsentId');
  if (consent.withdrawnOn === null) await tx.execute('UPDATE guardian_consent SET withdrawnOn = ? WHERE id = ?', [today, consentId]);
}
