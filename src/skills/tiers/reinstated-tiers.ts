import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type FallenCase, Reinstatements } from '../../pledges/breaches/reinstatements.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { Tx } from '../../platform/database/transactions.js';
import { TierAppeals } from './tier-appeals.service.js';
import { serializeOnTier, Tiers } from './tiers.service.js';

/** Gives a tier back that was taken for a breach, once the case that found it fell on appeal; nothing is left to decide about the demotion (INV-12). */
@Injectable()
export class ReinstatedTiers implements OnModuleInit {
  constructor(
    private readonly port: Reinstatements,
    private readonly tiers: Tiers,
    private readonly appeals: TierAppeals,
  ) {}

  onModuleInit(): void {
    this.port.register({ serialize: serializeOnTier, follow: (tx, caller, fallen) => this.restore(tx, caller, fallen) });
  }

  private async restore(tx: Tx, caller: Caller, { id: breachCaseId, reference, ...host }: FallenCase): Promise<void> {
    const restoration = { kind: 'REINSTATEMENT' as const, breachCaseId, reference, reason: reference };
    await this.tiers.restore(tx, caller, 'restoreTier', host, restoration, (step) => step.breachCaseId === breachCaseId);
    await this.appeals.closeFallen(tx, caller, host, breachCaseId);
  }
}
