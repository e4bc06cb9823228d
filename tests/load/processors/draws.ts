/** An index below `count`: the first is drawn most often, the n-th n times less often (Zipf's law). */
export function zipf(count: number, at = Math.random()): number {
  const weights = Array.from({ length: count }, (_, n) => 1 / (n + 1));
  return weighted(weights, at);
}

/** An index, by the weights. */
export function weighted(weights: readonly number[], at = Math.random()): number {
  let left = at * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => (left -= weight) < 0);
  return found === -1 ? weights.length - 1 : found;
}

/** One of them, all alike. */
export function oneOf<T>(all: readonly T[]): T {
  const found = all[Math.floor(Math.random() * all.length)];
  if (found === undefined) throw new Error('there is nothing to draw from');
  return found;
}
