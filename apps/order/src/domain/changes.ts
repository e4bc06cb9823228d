/** One difference between two JSON values: where (RFC 6901), what was there and what is there. */
export interface Change {
  pointer: string;
  /** Absent when nothing was there. */
  from?: unknown;
  /** Absent when it was removed. */
  to?: unknown;
}

/**
 * The smallest differences between two JSON values: objects and lists that are in both are compared
 * member by member and position by position. `undefined` means that there is no value. The changes
 * turn the first value into the second one; equal values have none.
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

// Not an inherited property: a member may be called `toString`.
function own(of: Record<string, unknown>, member: string): unknown {
  return Object.hasOwn(of, member) ? of[member] : undefined;
}

function isComposite(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function escaped(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1');
}
