import { connectStack } from '@commerce/testing';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';
import fc from 'fast-check';
import { anyAction } from './order-actions.ts';
import { openWorld, type Action } from './order-world.ts';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

/** Runs of random commands; more of them find more. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 12);
/** Repeats the runs of a failure, which tells its seed. */
const SEED = process.env['MODEL_SEED'];
const MAX_STEPS = 16;
/** Commands that are sent at once. */
const MAX_AT_ONCE = 6;
const TIMEOUT_MS = 60_000 + RUNS * 20_000;

type World = Awaited<ReturnType<typeof openWorld>>;

/** A step of a run: commands that are sent at once, one or several. */
function step(actions: Action[]) {
  return {
    check: () => Promise.resolve(true),
    run: (_model: object, world: World) => world.perform(actions),
    toString: () => actions.map((action) => JSON.stringify(action)).join(' || '),
  };
}

const alone = anyAction.map((action) => step([action]));
const atOnce = fc.array(anyAction, { minLength: 2, maxLength: MAX_AT_ONCE }).map(step);
const steps = fc.commands<object, World, true>([alone, alone, atOnce], {
  maxCommands: MAX_STEPS,
  size: 'max',
});

test('whatever clients do, and in whatever order, no unit and no penny is lost', async (t) => {
  t.timeout(TIMEOUT_MS);
  let runs = 0;
  const property = fc.asyncProperty(steps, async (commands) => {
    const world = await openWorld(stack, shop);
    await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
    await world.rest();
    runs += 1;
  });
  // To make a failure smaller would take many more runs: its list of commands is short as it is.
  const seed = SEED === undefined ? {} : { seed: Number(SEED) };
  await fc.assert(property, {
    numRuns: RUNS,
    endOnFailure: true,
    includeErrorInReport: true,
    ...seed,
  });
  t.is(runs, RUNS);
});
