/**
 * The share of buyers who are told that a product is sold out although other cells still have units, when its
 * units are spread equally over cells, one buyer comes for each unit, and each buyer is in a cell by chance. From
 * 0 to 1. `seed` decides the chance.
 */
export function refusedThoughInStock({
  cells,
  units,
  seed,
}: {
  cells: number;
  units: number;
  seed: number;
}): number {
  const chance = random(seed);
  const left = Array.from(
    { length: cells },
    (_, cell) => Math.floor((units * (cell + 1)) / cells) - Math.floor((units * cell) / cells),
  );
  let refused = 0;
  for (let buyer = 0; buyer < units; buyer += 1) {
    const cell = Math.floor(chance() * cells);
    if ((left[cell] ?? 0) > 0) left[cell] = (left[cell] ?? 0) - 1;
    else refused += 1;
  }
  return refused / units;
}

/** Numbers from 0 to 1 that look random, always the same for a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
