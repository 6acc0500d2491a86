import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import type { Tx } from '../../platform/database/transactions.js';

/** A case about a host whose revocation fell on appeal, so that nothing rests on it any more. */
export interface FallenCase {
  id: string;
  parkId: string;
  streamerId: string;
  /** Reference of the decision about the appeal. */
  reference: string;
}

/** What a later module takes back when a revocation falls on appeal. */
export interface ReinstatementFollower {
  /** Waits for the module's own decisions about the host. It comes before the first read of the transaction. */
  serialize(tx: Tx, parkId: string, streamerId: string): Promise<void>;
  /** Takes back what rested on the case, in the transaction of the appeal's decision. */
  follow(tx: Tx, caller: Caller, fallen: FallenCase): Promise<void>;
}

/** The port through which decisions that rest on a breach fall with it: `pledges` defines it, `skills` follows with its tiers (INV-12, INV-42). */
@Injectable()
export class Reinstatements implements ReinstatementFollower {
  private follower: ReinstatementFollower | null = null;

  /** Called once while the application starts. Throws when somebody follows already. */
  register(follower: ReinstatementFollower): void {
    if (this.follower) throw new Error('One module only follows reinstatements');
    this.follower = follower;
  }

  async serialize(tx: Tx, parkId: string, streamerId: string): Promise<void> {
    await this.follower?.serialize(tx, parkId, streamerId);
  }

  async follow(tx: Tx, caller: Caller, fallen: FallenCase): Promise<void> {
    await this.follower?.follow(tx, caller, fallen);
  }
}
