import { setImmediate as nextTurn } from 'node:timers/promises';
import test from 'ava';
import fc from 'fast-check';
import { createTurns, type Turns } from './turns.ts';

/** An actor's memory in these tests: the names that its turns wrote into it. */
const activate = () => ({ memory: [] }) as never;
type Memory = { memory: string[] };

/** A turn that appends its name to the actor's memory and answers the earlier names. */
function noteTurn(turns: Turns, key: string, name: string, end: Promise<unknown>, chain?: string) {
  return turns.run<string[]>({
    key,
    reentrancyId: chain,
    activate,
    async turn(instance) {
      const { memory } = instance as unknown as Memory;
      const before = [...memory];
      memory.push(name);
      await end;
      return before;
    },
  });
}

const atOnce = Promise.resolve();

test('turns of one actor run in order of arrival, one at a time', async (t) => {
  const turns = createTurns();
  const first = Promise.withResolvers<void>();
  const answers = [
    noteTurn(turns, 'a', 'one', first.promise),
    noteTurn(turns, 'a', 'two', atOnce),
    noteTurn(turns, 'a', 'three', atOnce),
  ];
  let secondEnded = false;
  answers[1]?.then(() => (secondEnded = true));
  await nextTurn();
  t.false(secondEnded);
  first.resolve();
  t.deepEqual(await Promise.all(answers), [[], ['one'], ['one', 'two']]);
});

test('a turn of one actor does not wait for a turn of another', async (t) => {
  const turns = createTurns();
  const never = Promise.withResolvers<void>();
  const held = noteTurn(turns, 'a', 'one', never.promise);
  t.deepEqual(await noteTurn(turns, 'b', 'one', atOnce), []);
  never.resolve();
  await held;
});

test('a turn that throws drops the memory of the actor', async (t) => {
  const turns = createTurns();
  await noteTurn(turns, 'a', 'before', atOnce);
  await t.throwsAsync(noteTurn(turns, 'a', 'lost', Promise.reject(new Error('no'))));
  await nextTurn();
  t.is(turns.size, 0);
  t.deepEqual(await noteTurn(turns, 'a', 'after', atOnce), []);
});

test('if an activation fails, the next turn tries it again', async (t) => {
  const turns = createTurns();
  const broken = turns.run({
    key: 'a',
    reentrancyId: undefined,
    activate: () => {
      throw new Error('no database');
    },
    turn: async () => 'unreachable',
  });
  await t.throwsAsync(broken, { message: 'no database' });
  t.deepEqual(await noteTurn(turns, 'a', 'one', atOnce), []);
});

test('forgetting an actor lets the running turn finish and the next one start with empty memory', async (t) => {
  const turns = createTurns();
  const first = Promise.withResolvers<void>();
  const running = noteTurn(turns, 'a', 'one', first.promise);
  await nextTurn();
  turns.forget('a');
  const next = noteTurn(turns, 'a', 'two', atOnce);
  first.resolve();
  t.deepEqual(await running, []);
  t.deepEqual(await next, []);
  turns.forget('a');
  turns.forget('never-seen');
  await nextTurn();
  t.is(turns.size, 0);
});

test('forgetting all actors drops all memory', async (t) => {
  const turns = createTurns();
  for (const key of ['a', 'b', 'c']) await noteTurn(turns, key, 'one', atOnce);
  t.is(turns.size, 3);
  turns.forgetAll();
  await nextTurn();
  t.is(turns.size, 0);
});

test('a reentrant call runs inside the turn that waits for it', async (t) => {
  const turns = createTurns();
  const outer = turns.run({
    key: 'a',
    reentrancyId: 'chain',
    activate,
    async turn(instance) {
      (instance as unknown as Memory).memory.push('outer');
      return noteTurn(turns, 'a', 'inner', atOnce, 'chain');
    },
  });
  t.deepEqual(await outer, ['outer']);
});

test('a call from another chain waits for the turn', async (t) => {
  const turns = createTurns();
  const first = Promise.withResolvers<void>();
  const running = noteTurn(turns, 'a', 'one', first.promise, 'chain');
  const other = noteTurn(turns, 'a', 'two', atOnce, 'another chain');
  await nextTurn();
  first.resolve();
  t.deepEqual(await Promise.all([running, other]), [[], ['one']]);
});

test('an inner turn still delays the next turn after its caller has stopped waiting', async (t) => {
  const turns = createTurns();
  const inner = Promise.withResolvers<void>();
  let lost: Promise<unknown> = atOnce;
  await turns.run({
    key: 'a',
    reentrancyId: 'chain',
    activate,
    async turn() {
      lost = noteTurn(turns, 'a', 'inner', inner.promise, 'chain');
    },
  });
  let ran = false;
  const next = noteTurn(turns, 'a', 'next', atOnce).then((before) => {
    ran = true;
    return before;
  });
  await nextTurn();
  t.false(ran);
  t.deepEqual(await noteTurn(turns, 'a', 'same chain', atOnce, 'chain'), ['inner']);
  inner.resolve();
  await lost;
  t.deepEqual(await next, ['inner', 'same chain']);
});

test('a thousand turns can wait for one actor, and the next one is refused', async (t) => {
  const turns = createTurns();
  const first = Promise.withResolvers<void>();
  const waiting = Array.from({ length: 1_000 }, () => noteTurn(turns, 'a', 'one', first.promise));
  t.throws(() => noteTurn(turns, 'a', 'one too many', atOnce), { name: 'Problem' });
  t.deepEqual(await noteTurn(turns, 'b', 'one', atOnce), []);
  first.resolve();
  await Promise.all(waiting);
  t.is((await noteTurn(turns, 'a', 'one', atOnce)).length, 1_000);
});

const plannedTurns = fc.array(
  fc.record({ key: fc.constantFrom('a', 'b'), throws: fc.boolean(), forgets: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
);

test('in any order of completion, turns do not overlap, keep their order, and see the memory since the last failure', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), plannedTurns, async (scheduler, planned) => {
      const turns = createTurns();
      const running = { a: 0, b: 0 };
      const begun: Record<string, number[]> = { a: [], b: [] };
      const answers = planned.map(({ key, throws, forgets }, n) =>
        turns.run({
          key,
          reentrancyId: undefined,
          activate,
          async turn(instance) {
            const { memory } = instance as unknown as Memory;
            running[key] += 1;
            begun[key]?.push(n);
            const seen = [...memory];
            memory.push(String(n));
            await scheduler.schedule(Promise.resolve(), `turn ${n}`);
            if (forgets) turns.forget(key);
            const alone = running[key] === 1;
            running[key] -= 1;
            if (throws) throw new Error(String(n));
            return { alone, seen };
          },
        }),
      );
      await scheduler.waitFor(Promise.allSettled(answers));
      const results = await Promise.allSettled(answers);
      for (const key of ['a', 'b'] as const) {
        const own = planned.flatMap((turn, n) => (turn.key === key ? [n] : []));
        t.deepEqual(begun[key], own);
        let remembered: string[] = [];
        for (const n of own) {
          const { throws, forgets } = planned[n] as (typeof planned)[number];
          const result = results[n] as PromiseSettledResult<{ alone: boolean; seen: string[] }>;
          t.is(result.status, throws ? 'rejected' : 'fulfilled');
          if (result.status === 'fulfilled') {
            t.deepEqual(result.value, { alone: true, seen: remembered });
          }
          remembered = throws || forgets ? [] : [...remembered, String(n)];
        }
      }
    }),
    { numRuns: 60 },
  );
});
