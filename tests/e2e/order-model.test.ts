import { connectStack } from '@commerce/testing';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';
import fc from 'fast-check';
import { anyAction, type Action } from './order-actions.ts';
import { openScenario } from './order-scenario.ts';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

/** The number of runs of random commands. MODEL_RUNS=100 searches for longer. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 10);
/** The seed of the runs: that of a reported failure repeats them, with its MODEL_RUNS. */
const SEED = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000_000);
const MAX_STEPS = 24;
/** Commands that are sent concurrently. */
const MAX_AT_ONCE = 6;
const TIMEOUT_MS = 120_000 + RUNS * 30_000;
/** No further run starts after this, ms, unless more runs are asked for: what is left is for the other tests. */
const TIME_LIMIT_MS = process.env['MODEL_RUNS'] === undefined ? 50_000 : TIMEOUT_MS;

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

test('no sequence of client actions and faults of the provider loses a unit or a penny', async (t) => {
  t.timeout(TIMEOUT_MS);
  t.log(`MODEL_SEED=${SEED}`);
  let runs = 0;
  let commands = 0;
  const property = fc.asyncProperty(steps, async (planned) => {
    const scenario = await openScenario(stack, shop);
    await fc.asyncModelRun(() => ({ model: {}, real: scenario }), planned);
    await scenario.rest();
    runs += 1;
    commands += scenario.sent();
  });
  // No shrinking, which would take many more runs: the list of commands is short anyway.
  await fc.assert(property, {
    numRuns: RUNS,
    seed: SEED,
    endOnFailure: true,
    includeErrorInReport: true,
    interruptAfterTimeLimit: TIME_LIMIT_MS,
  });
  t.log(`${runs} runs with ${commands} commands`);
  t.true(runs > 0);
});
