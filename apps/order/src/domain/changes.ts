/** One difference between two JSON values: where (RFC 6901), what was there and what is there. */
export interface Change {
  pointer: string;
  /** Absent when nothing was there. */
  from?: unknown;
  /** Absent when nothing is there any more. */
  to?: unknown;
}

/**
 * The differences between two JSON values, the smallest that there are: an object or a list that stands
 * in both is looked into, member by member and position by position. `undefined` is nothing at all.
 * Given the first value, they make the second one; the same values have none.
 */
export function changesBetween(before: unknown, after: unknown, pointer = ''): Change[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ pointer, to: after }];
  if (after === undefined) return [{ pointer, from: before }];
  if (
    !isComposite(before) ||
    !isComposite(after) ||
    Array.isArray(before) !== Array.isArray(after)
  ) {
    return before === after ? [] : [{ pointer, from: before, to: after }];
  }
  const members = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...members].flatMap((member) =>
    changesBetween(own(before, member), own(after, member), `${pointer}/${escaped(member)}`),
  );
}

// Not what every object inherits: a member may be called `toString`.
function own(of: Record<string, unknown>, member: string): unknown {
  return Object.hasOwn(of, member) ? of[member] : undefined;
}

function isComposite(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function escaped(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1');
}
