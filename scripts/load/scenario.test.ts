import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { artilleryScript, durationOf, planOf, rateAt } from './compose.ts';
import {
  LOAD,
  needOfOwnPlatform,
  parseScenario,
  readScenario,
  ScenarioError,
  scenarioNames,
} from './scenario.ts';
import { ENVIRONMENTS } from './scenario-form.ts';

const FEWEST_SCENARIOS = 20;
const SMOKE_SECONDS = 20;
/** What a machine with two cores bears beside its other work. */
const SMOKE_RATE = 5;

const target = { target: 'http://127.0.0.1:1', processor: 'processors.mjs' };
const scenario = (steps: string, more = '') =>
  parseScenario(
    'a-new-one',
    `title: A new one\n${more}\nflows: [{ name: one, steps: [${steps}] }]`,
  );

test('every scenario can run in every environment', (t) => {
  t.true(scenarioNames().length >= FEWEST_SCENARIOS);
  for (const name of scenarioNames()) {
    for (const environment of ENVIRONMENTS) {
      const one = readScenario(name);
      const plan = planOf(one, environment);
      const script = artilleryScript(one, { plan, ...target }) as {
        scenarios: { flow: object[] }[];
      };
      t.true(
        script.scenarios.every(({ flow }) => flow.length > 0),
        `${name} ${environment}`,
      );
    }
  }
});

test('smoke is short and slow in every scenario', (t) => {
  for (const name of scenarioNames()) {
    const { phases } = planOf(readScenario(name), 'smoke');
    t.true(durationOf(phases) <= SMOKE_SECONDS, name);
    for (const { arrivalRate, rampTo = arrivalRate } of phases) t.true(rampTo <= SMOKE_RATE, name);
  }
});

test('an operation that the API does not have is refused by its name', (t) => {
  const error = t.throws(() => scenario('{ call: palceOrder }, { call: getOrders }'), {
    instanceOf: ScenarioError,
  });
  t.regex(error.message, /the scenario a-new-one cannot run/);
  t.regex(error.message, /palceOrder is no operation of the API.*is it placeOrder\?/);
  t.regex(error.message, /getOrders is no operation of the API/, 'all faults are named');
});

for (const [what, steps, more, said] of [
  ['a step that is none', '{ cal: placeOrder }', '', /a step cannot be read: \{"cal"/],
  ['a function that is nowhere', '{ function: sleep }', '', /the function sleep is not in/],
  [
    'a problem of no operation',
    '{ call: getOrder, may: [nothing-to-ship] }',
    '',
    /getOrder never answers nothing-to-ship/,
  ],
  [
    'a problem that is none',
    '{ call: getOrder }',
    'may: [too-late]',
    /there is no problem too-late/,
  ],
  [
    'an answer without an end',
    '{ call: streamOrder }',
    '',
    /streamOrder has an answer without an end/,
  ],
  [
    'a process that is none',
    '{ call: getOrder }',
    'disturbances: [{ at: 0.5, do: kill, process: oder }]',
    /there is no process oder: order,/,
  ],
  ['a field that is none', '{ call: getOrder }', 'limit: 5', /limit/],
  [
    'a call within others',
    '{ parallel: [{ loop: [{ call: nothing }], count: 2 }] }',
    '',
    /nothing is no operation/,
  ],
] as const) {
  test(`a scenario is refused before any load: ${what}`, (t) => {
    t.throws(() => scenario(steps, more), { instanceOf: ScenarioError, message: said });
  });
}

test('the answers that a scenario allows are those that artillery expects', (t) => {
  const one = scenario('{ call: cancelOrder, may: [order-not-confirmed] }', 'may: [unavailable]');
  const { scenarios } = artilleryScript(one, { plan: planOf(one, 'smoke'), ...target }) as {
    scenarios: { flow: { post: { expect: [{ statusCode: number[] }] } }[] }[];
  };
  t.deepEqual(scenarios[0]?.flow[0]?.post.expect[0].statusCode, [200, 202, 503, 409]);
});

test('a request that is repeated is a loop around it', (t) => {
  const one = scenario('{ call: shipOrder, as: warehouse, repeat: true }');
  const { scenarios } = artilleryScript(one, { plan: planOf(one, 'smoke'), ...target }) as {
    scenarios: { flow: { loop: object[]; whileTrue: string }[] }[];
  };
  t.like(scenarios[0]?.flow[0], { whileTrue: 'mustRepeat' });
  t.is(scenarios[0]?.flow[0]?.loop.length, 2);
});

test('what needs the platform itself cannot load a gateway elsewhere', (t) => {
  t.is(needOfOwnPlatform(readScenario('steady')), undefined);
  t.regex(String(needOfOwnPlatform(readScenario('sidecar-killed'))), /disturbs/);
  t.regex(String(needOfOwnPlatform(readScenario('sign-in-storm'))), /accounts/);
});

test('a ramp rises from second to second', (t) => {
  const ramp = { name: 'ramp', duration: 5, arrivalRate: 2, rampTo: 10 };
  t.deepEqual(
    [0, 2, 4].map((second) => rateAt(ramp, second)),
    [2, 6, 10],
  );
});

test('the lock file of the load generator fits its package.json and names no host', (t) => {
  const read = (file: string) => JSON.parse(readFileSync(join(LOAD, file), 'utf8')) as Lock;
  const lock = read('package-lock.json');
  t.deepEqual(lock.packages['']?.dependencies, read('package.json').dependencies);
  t.is(
    lock.packages['node_modules/artillery']?.version,
    read('package.json').dependencies['artillery'],
  );
  const hosts = Object.values(lock.packages).filter(({ resolved }) => resolved?.includes('://'));
  t.deepEqual(hosts, []);
});

interface Lock {
  dependencies: Record<string, string>;
  packages: Record<string, { version?: string; resolved?: string; dependencies?: object }>;
}
