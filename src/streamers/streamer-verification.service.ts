import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { newId } from '../platform/database/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { PersonalDataCipher } from '../platform/personal-data/cipher.js';
import { Streamer, StreamerVerification } from './streamer.entity.js';
import type { VerificationMethod } from './streamer-states.js';
import { type StreamerStep, StreamerSteps, type StreamerTarget } from './streamer-steps.js';

/** What was seen when the real name was verified (C02): only what Art. 28 asks for. */
export interface VerificationFacts extends StreamerTarget {
  method: VerificationMethod;
  residence?: string | null;
  agency?: string | null;
  qualifications?: string | null;
  post: string;
}

const VERIFICATION_KIND = 'StreamerVerification';

/** Real-name verification of hosts (C02): each one adds a record, none is changed or deleted. */
@Injectable()
export class StreamerVerifications {
  constructor(
    private readonly steps: StreamerSteps,
    private readonly cipher: PersonalDataCipher,
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** The first verification: INVITED becomes VERIFIED. */
  verifyStreamer(caller: Caller, facts: VerificationFacts): Promise<string> {
    return this.steps.run(caller, 'verifyStreamer', facts, (tx, streamer) => this.recorded(tx, caller, streamer, facts));
  }

  /** A later one, which keeps the record current; the state stays. */
  renewStreamerVerification(caller: Caller, facts: VerificationFacts): Promise<string> {
    return this.steps.run(caller, 'renewStreamerVerification', facts, (tx, streamer) => this.recorded(tx, caller, streamer, facts));
  }

  /** The residence of the newest verification in clear, null when none was recorded. The reading is audited with its reason. */
  async revealStreamerResidence(caller: Caller, target: { streamerId: string; reason: string }): Promise<string | null> {
    const scope = await this.access.parks(caller, 'streamers.reveal');
    return this.transactions.run(async (tx) => {
      const streamer = await parkRow(tx, Streamer, scope, target.streamerId, 'input', 'streamerId');
      const { parkId, id } = streamer;
      await this.audit.recordRead(tx, caller, {
        scopeId: parkId,
        recordKind: 'Streamer',
        recordIds: [id],
        fields: ['residence'],
        reason: target.reason,
      });
      const newest = await tx.manager.findOne(StreamerVerification, {
        where: { parkId, streamerId: id },
        order: { verifiedAt: 'DESC', id: 'DESC' },
      });
      if (!newest?.residenceSealed) return null;
      return this.cipher.decrypt({ kind: VERIFICATION_KIND, id: newest.id, field: 'residence' }, newest.residenceSealed);
    });
  }

  private async recorded(tx: Tx, caller: Caller, streamer: Streamer, facts: VerificationFacts): Promise<StreamerStep> {
    const id = newId();
    const { method, residence, agency, qualifications, post } = facts;
    const residenceSealed = residence ? this.cipher.encrypt({ kind: VERIFICATION_KIND, id, field: 'residence' }, residence) : null;
    const verification = {
      id,
      parkId: streamer.parkId,
      streamerId: streamer.id,
      method,
      post,
      verifiedAt: tx.at,
      verifiedBy: caller.accountId,
    };
    await tx.insert(StreamerVerification, [
      { ...verification, residenceSealed, agency: agency ?? null, qualifications: qualifications ?? null },
    ]);
    return {
      changes: { verifiedAt: tx.at, verifiedBy: caller.accountId, verificationMethod: method, agency: agency ?? streamer.agency },
      audited: [
        { field: 'verificationId', after: id },
        { field: 'post', after: post },
        { field: 'residence', after: residence ?? null },
      ],
      personal: ['residence'],
    };
  }
}
