/**
 * Allocates an amount of minor units to parts in proportion to their weights, so that the shares add
 * up to it exactly: each part gets its rounded-down share, and the units left over go to the largest
 * remainders, the earlier part first (the largest remainder method). Weights are integers from 0; if
 * all are 0, the first part gets everything. No parts get no shares.
 */
export function allocate(amountMinor: number, weights: number[]): number[] {
  const total = sum(weights);
  if (weights.length === 0) return [];
  if (total === 0) return weights.map((_, index) => (index === 0 ? amountMinor : 0));
  // Products of two safe integers can be unsafe: the exact arithmetic is in bigint.
  const amount = BigInt(amountMinor);
  const parts = weights.map((weight, index) => {
    const product = amount * BigInt(weight);
    return { index, share: product / BigInt(total), remainder: product % BigInt(total) };
  });
  let left = Number(amount - parts.reduce((taken, { share }) => taken + share, 0n));
  const shares = parts.map(({ share }) => Number(share));
  const byRemainder = parts.toSorted((a, b) => {
    if (a.remainder === b.remainder) return a.index - b.index;
    return a.remainder > b.remainder ? -1 : 1;
  });
  for (const { index } of byRemainder) {
    if (left === 0) break;
    shares[index] = (shares[index] as number) + 1;
    left -= 1;
  }
  return shares;
}

/**
 * The part of a line's amount that its units `from` (exclusive) to `to` (inclusive) of `quantity`
 * cost, by cumulative allocation (ADR 0011): adjacent parts add up without losing a penny, and all
 * units cost the whole amount.
 */
export function unitsAmount(
  amountMinor: number,
  { quantity, from, to }: { quantity: number; from: number; to: number },
): number {
  if (quantity === 0) return 0;
  const upTo = (units: number) => Number((BigInt(amountMinor) * BigInt(units)) / BigInt(quantity));
  return upTo(to) - upTo(from);
}

/** The sum of integers. */
export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
