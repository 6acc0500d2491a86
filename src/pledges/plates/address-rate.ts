import { networkOf } from '../../platform/auth/network-address.rules.js';

/** How often one network address may ask within a window. */
export interface RateLimit {
  requestsMax: number;
  windowMs: number;
  /** Addresses that are remembered at once; with more the oldest window is forgotten. */
  addressesMax: number;
}

/**
 * Counts requests per network address in fixed windows, in the memory of this process: the public page writes nothing. Several API processes
 * count apart, so the limit of the installation is theirs together.
 */
export class AddressRate {
  private readonly windows = new Map<string, { startedAtMs: number; requests: number }>();

  constructor(private readonly limit: RateLimit) {}

  /** Seconds to wait, 0 when the request is allowed. */
  waitSeconds(address: string, nowMs: number): number {
    const key = networkOf(address);
    const known = this.windows.get(key);
    if (!known || nowMs - known.startedAtMs >= this.limit.windowMs) {
      this.begin(key, nowMs);
      return 0;
    }
    known.requests++;
    return known.requests > this.limit.requestsMax ? Math.ceil((known.startedAtMs + this.limit.windowMs - nowMs) / 1000) : 0;
  }

  private begin(key: string, nowMs: number): void {
    this.windows.delete(key);
    const oldest = this.windows.size >= this.limit.addressesMax ? this.windows.keys().next().value : undefined;
    if (oldest !== undefined) this.windows.delete(oldest);
    this.windows.set(key, { startedAtMs: nowMs, requests: 1 });
  }
}
