import { connectStack } from '@commerce/testing';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';
import fc from 'fast-check';
import { anyAction } from './order-actions.ts';
import { openScenario, type Action } from './order-scenario.ts';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

/** The number of runs of random commands. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 12);
/** The seed of a reported failure, to repeat its runs. */
const SEED = process.env['MODEL_SEED'];
const MAX_STEPS = 16;
/** Commands that are sent concurrently. */
const MAX_AT_ONCE = 6;
const TIMEOUT_MS = 60_000 + RUNS * 20_000;

type Scenario = Awaited<ReturnType<typeof openScenario>>;

/** A step of a run: one or several concurrent commands. */
function step(actions: Action[]) {
  return {
    check: () => Promise.resolve(true),
    run: (_model: object, scenario: Scenario) => scenario.perform(actions),
    toString: () => actions.map((action) => JSON.stringify(action)).join(' || '),
  };
}

const alone = anyAction.map((action) => step([action]));
const atOnce = fc.array(anyAction, { minLength: 2, maxLength: MAX_AT_ONCE }).map(step);
const steps = fc.commands<object, Scenario, true>([alone, alone, atOnce], {
  maxCommands: MAX_STEPS,
  size: 'max',
});

test('no sequence of client actions loses a unit or a penny', async (t) => {
  t.timeout(TIMEOUT_MS);
  let runs = 0;
  const property = fc.asyncProperty(steps, async (commands) => {
    const scenario = await openScenario(stack, shop);
    await fc.asyncModelRun(() => ({ model: {}, real: scenario }), commands);
    await scenario.rest();
    runs += 1;
  });
  // No shrinking, which would take many more runs: the list of commands is short anyway.
  const seed = SEED === undefined ? {} : { seed: Number(SEED) };
  await fc.assert(property, {
    numRuns: RUNS,
    endOnFailure: true,
    includeErrorInReport: true,
    ...seed,
  });
  t.is(runs, RUNS);
});
