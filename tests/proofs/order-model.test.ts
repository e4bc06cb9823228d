import { connectStack } from '@commerce/testing';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';
import fc from 'fast-check';
import { anyAction, type Action } from '../e2e/order-actions.ts';
import { openScenario } from '../e2e/order-scenario.ts';

const stack = connectStack();
const shop = openShop(stack);
test.after.always(() => stack.close());

/** How long runs of random commands start, s. MODEL_SECONDS=300 searches for longer. */
const SECONDS = Number(process.env['MODEL_SECONDS'] ?? 40);
const MAX_RUNS = 1_000;
/** The seed of the runs, and the only one of them to repeat, as a failure reports both. */
const SEED = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000_000);
const ONLY = process.env['MODEL_PATH'];
const MAX_STEPS = 24;
/** Commands that are sent concurrently. */
const MAX_AT_ONCE = 6;
/** The last run may wait for all that is pending. */
const TIMEOUT_MS = (SECONDS + 240) * 1_000;

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
  const failures: string[] = [];
  const property = fc.asyncProperty(steps, async (planned) => {
    const path = ONLY ?? String(runs);
    runs += 1;
    const scenario = await openScenario(stack, shop);
    try {
      await fc.asyncModelRun(() => ({ model: {}, real: scenario }), planned);
      await scenario.rest();
    } catch (error) {
      // The other runs go on: each is on products of its own. Shrinking would take many more.
      const { message, stack: trace } = error as Error;
      failures.push(`MODEL_SEED=${SEED} MODEL_PATH=${path}: ${message}\n${trace}`);
    }
    commands += scenario.sent();
  });
  await fc.assert(property, {
    numRuns: ONLY === undefined ? MAX_RUNS : 1,
    seed: SEED,
    interruptAfterTimeLimit: SECONDS * 1_000,
    ...(ONLY !== undefined && { path: ONLY }),
  });
  t.log(`${runs} runs with ${commands} commands`);
  if (failures.length > 0) t.fail(failures.join('\n\n'));
  t.true(runs > 0);
});
