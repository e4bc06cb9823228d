/** Most locations that a refusal suggests. */
const MAX_NEAR = 5;
/** Most letters by which a suggestion differs from what was asked for. */
const MAX_DISTANCE = 3;

/** Declared locations that are spelled like an unknown one, the nearest first. */
export function nearLocations(unknown: string, declared: readonly string[]): string[] {
  const wanted = unknown.toLowerCase();
  return declared
    .map((location) => ({ location, distance: distanceOf(wanted, location.toLowerCase()) }))
    .filter(
      ({ location, distance }) =>
        // Of a short id everything is a few letters away.
        distance <= Math.min(MAX_DISTANCE, Math.floor(location.length / 2)),
    )
    .sort((a, b) => a.distance - b.distance || (a.location < b.location ? -1 : 1))
    .slice(0, MAX_NEAR)
    .map(({ location }) => location);
}

/** Letters to insert, delete, replace or swap with their neighbour to get from one text to the other. */
function distanceOf(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (last[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (last[j - 1] as number) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] as number) + 1);
      }
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last.at(-1) as number;
}
