/** A pseudo-random sequence of fractions from 0 to below 1, always the same for the same seed. */
export function fractionsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // The constants of Numerical Recipes; good enough to mix things in tests.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The items, mixed as the seed determines. */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const next = fractionsOf(seed);
  return items
    .map((item) => ({ item, place: next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}
