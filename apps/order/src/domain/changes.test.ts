import test from 'ava';
import fc from 'fast-check';
import { changesBetween, type Change } from './changes.ts';

type Members = Record<string, unknown>;

/** Makes the second value from the first and what changed. */
function applied(value: unknown, changes: Change[]): unknown {
  let root = structuredClone(value);
  const absences: [parent: Members, member: string][] = [];
  for (const { pointer, to } of changes) {
    if (pointer === '') {
      root = structuredClone(to);
      continue;
    }
    const path = pointer.slice(1).split('/').map(plain);
    const member = path.pop() as string;
    const parent = path.reduce((one, step) => one[step] as Members, root as Members);
    if (to === undefined) absences.push([parent, member]);
    else parent[member] = structuredClone(to);
  }
  // From the end of a list, so that no position moves before its turn.
  for (const [parent, member] of absences.toReversed()) {
    if (Array.isArray(parent)) parent.splice(Number(member), 1);
    else delete parent[member];
  }
  return root;
}

function plain(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

// A list cannot hold nothing at all, and `__proto__` is no member that a literal can set.
const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !/__proto__/.test(stable(value)));

function stable(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

test('changesBetween() of the same values are none', (t) => {
  const order = { status: 'placed', lines: [{ sku: 'A' }], total: null };
  t.deepEqual(changesBetween(order, structuredClone(order)), []);
  t.deepEqual(changesBetween(undefined, undefined), []);
});

test('changesBetween() names the smallest part that changed', (t) => {
  const before = { status: 'placed', lines: [{ sku: 'A', shipped: 0 }], version: 1 };
  const after = { status: 'placed', lines: [{ sku: 'A', shipped: 2 }], version: 2 };
  t.deepEqual(changesBetween(before, after), [
    { pointer: '/lines/0/shipped', from: 0, to: 2 },
    { pointer: '/version', from: 1, to: 2 },
  ]);
});

test('changesBetween() has no old value for what was added and no new one for what was removed', (t) => {
  t.deepEqual(changesBetween({ rejection: { code: 'x' } }, { parked: [] }), [
    { pointer: '/rejection', from: { code: 'x' } },
    { pointer: '/parked', to: [] },
  ]);
});

test('changesBetween() takes a member that is undefined for none', (t) => {
  t.deepEqual(changesBetween({ a: undefined }, {}), []);
  t.deepEqual(changesBetween({ a: undefined }, { a: 1 }), [{ pointer: '/a', to: 1 }]);
});

test('changesBetween() of nothing and something is the whole, at the root', (t) => {
  t.deepEqual(changesBetween(undefined, { id: 1 }), [{ pointer: '', to: { id: 1 } }]);
  t.deepEqual(changesBetween({ id: 1 }, undefined), [{ pointer: '', from: { id: 1 } }]);
});

test('changesBetween() looks at lists position by position', (t) => {
  t.deepEqual(changesBetween([1, 2], [1, 3, 4]), [
    { pointer: '/1', from: 2, to: 3 },
    { pointer: '/2', to: 4 },
  ]);
  t.deepEqual(changesBetween([1, 2], [1]), [{ pointer: '/1', from: 2 }]);
});

test('changesBetween() takes a list and an object, or null and an object, for different', (t) => {
  t.deepEqual(changesBetween({ a: [] }, { a: {} }), [{ pointer: '/a', from: [], to: {} }]);
  t.deepEqual(changesBetween({ a: null }, { a: {} }), [{ pointer: '/a', from: null, to: {} }]);
});

test('changesBetween() takes no member that objects inherit for one of theirs', (t) => {
  t.deepEqual(changesBetween({}, { toString: 1 }), [{ pointer: '/toString', to: 1 }]);
  t.deepEqual(changesBetween({ valueOf: 1 }, {}), [{ pointer: '/valueOf', from: 1 }]);
});

test('changesBetween() escapes the signs that mean something in a pointer', (t) => {
  t.deepEqual(changesBetween({ 'a/b': 1, 'm~n': 1 }, { 'a/b': 2, 'm~n': 2 }), [
    { pointer: '/a~1b', from: 1, to: 2 },
    { pointer: '/m~0n', from: 1, to: 2 },
  ]);
});

test('changesBetween() makes the second value from the first, and says what was there', (t) => {
  fc.assert(
    fc.property(json, json, (before, after) => {
      const changes = changesBetween(before, after);
      t.is(stable(sorted(applied(before, changes))), stable(sorted(after)));
      const back = changes.map(({ pointer, from, to }) => ({
        pointer,
        ...(to !== undefined && { from: to }),
        ...(from !== undefined && { to: from }),
      }));
      t.is(stable(sorted(applied(after, back))), stable(sorted(before)));
    }),
  );
  t.pass();
});

/** With the members of objects in one order, and without the sign of zero. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([member, inner]) => [member, sorted(inner)]),
  );
}
