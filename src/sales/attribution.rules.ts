/** A host's part of a session, for dividing its figures. */
export interface HostShare {
  streamerId: string;
  /** Weight in minutes (or any common unit); not negative. */
  weight: number;
}

const BASIS_POINTS = 10_000;

/**
 * Shares in basis points that sum to exactly 10000 (INV-36): each is rounded down and the remainder goes to the largest weight, on a tie to the
 * earlier one. A host with several segments is counted once. No host, or only zero weights: equal parts, or nothing.
 */
export function basisPointsOf(hosts: readonly HostShare[]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const host of hosts) weights.set(host.streamerId, (weights.get(host.streamerId) ?? 0) + host.weight);
  const shares = new Map<string, number>();
  if (weights.size === 0) return shares;
  const isEven = [...weights.values()].every((weight) => weight <= 0);
  const total = isEven ? weights.size : [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  let largest = [...weights.keys()][0]!;
  let given = 0;
  for (const [streamerId, weight] of weights) {
    const share = Math.floor(((isEven ? 1 : weight) * BASIS_POINTS) / total);
    shares.set(streamerId, share);
    given += share;
    if (weight > weights.get(largest)!) largest = streamerId;
  }
  shares.set(largest, shares.get(largest)! + BASIS_POINTS - given);
  return shares;
}

/**
 * Divides a whole amount by shares so that the parts sum to the amount exactly (INV-36): each part is rounded toward zero and the
 * remainder goes to the largest share, on a tie to the earlier one.
 */
export function divide(amount: bigint, shares: ReadonlyMap<string, number>): Map<string, bigint> {
  const parts = new Map<string, bigint>();
  let largest: string | undefined;
  let given = 0n;
  for (const [member, share] of shares) {
    const part = (amount * BigInt(share)) / BigInt(BASIS_POINTS);
    parts.set(member, part);
    given += part;
    if (largest === undefined || share > shares.get(largest)!) largest = member;
  }
  if (largest !== undefined) parts.set(largest, parts.get(largest)! + amount - given);
  return parts;
}

/** A beneficiary's amount of a session: its share of the net, rounded toward zero (INV-26). */
export function beneficiaryAmount(netFen: bigint, shareBasisPoints: number): bigint {
  return (netFen * BigInt(shareBasisPoints)) / BigInt(BASIS_POINTS);
}
