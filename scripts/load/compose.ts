import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { REPEATED } from './journal-lines.ts';
import { LOAD, operationOf, statusOfProblem } from './scenario.ts';
import type { Call, Environment, Limits, Phase, Scenario, Step } from './scenario-form.ts';

interface SharedConfig {
  config: { payload: { path: string } } & Record<string, unknown>;
  environments: Record<Environment, { phases: Phase[]; limits: Limits; maxVusers: number }>;
}

/** How much load a scenario is in an environment, and what it must keep. */
export interface Plan {
  phases: Phase[];
  limits: Limits;
  maxVusers: number;
}

function sharedConfig(): SharedConfig {
  return parse(readFileSync(join(LOAD, 'config.yaml'), 'utf8')) as SharedConfig;
}

/** The phases and limits of a scenario: its own, or those of the environment. */
export function planOf(
  { phases, limits }: Pick<Scenario, 'phases' | 'limits'>,
  environment: Environment,
): Plan {
  const shared = sharedConfig().environments[environment];
  return {
    ...shared,
    phases: phases?.[environment] ?? shared.phases,
    limits: { ...shared.limits, ...limits },
  };
}

/** Arrivals per second of a phase at a time since its start, s. */
export function rateAt({ arrivalRate, rampTo, duration }: Phase, second: number): number {
  if (rampTo === undefined) return arrivalRate;
  return arrivalRate + ((rampTo - arrivalRate) * second) / Math.max(1, duration - 1);
}

/** How long the phases take, s. */
export function durationOf(phases: readonly Phase[]): number {
  return phases.reduce((sum, { duration }) => sum + duration, 0);
}

/** The script that artillery runs. Its paths are absolute. */
export function artilleryScript(
  scenario: Scenario,
  { plan, target, processor }: { plan: Plan; target: string; processor: string },
): object {
  const { config } = sharedConfig();
  const { phases, limits, maxVusers } = plan;
  return {
    config: {
      ...config,
      target,
      processor,
      payload: { ...config.payload, path: join(LOAD, config.payload.path) },
      phases: phases.map((phase) => ({ ...phase, maxVusers })),
      plugins: { ...(config['plugins'] as object), ensure: ensureOf(limits) },
    },
    scenarios: scenario.flows.map(({ name, weight = 1, steps }) => ({
      ...{ name, weight, flow: steps.map((step) => stepOf(step, scenario.may ?? [])) },
      ...{
        beforeScenario: 'arrive',
        beforeRequest: 'prepare',
        afterResponse: 'take',
        onError: 'miss',
      },
    })),
  };
}

function ensureOf({ p95Ms, p99Ms, failedShare }: Limits): object {
  return {
    thresholds: [{ 'http.response_time.p95': p95Ms }, { 'http.response_time.p99': p99Ms }],
    conditions: [
      { expression: `vusers.failed <= ${failedShare} * vusers.created` },
      { expression: 'commerce.unexpected < 1' },
    ],
  };
}

function stepOf(step: Step, may: readonly string[]): object {
  if ('parallel' in step) return { parallel: step.parallel.map((one) => stepOf(one, may)) };
  if ('loop' in step) return { ...step, loop: step.loop.map((one) => stepOf(one, may)) };
  if (!('call' in step)) return step;
  if (step.repeat !== true) return requestOf(step, [...may, ...(step.may ?? [])]);
  const request = requestOf(step, [...may, ...(step.may ?? []), ...REPEATED]);
  return { loop: [request, { function: 'pauseBeforeRepeat' }], whileTrue: 'mustRepeat' };
}

function requestOf(call: Call, may: readonly string[]): object {
  const { method, path, answers, body, bodyOptional } = operationOf(call.call);
  // The processor writes the body of a webhook itself: it is signed byte for byte.
  const needsBody = body !== undefined && bodyOptional !== true && call.webhook === undefined;
  const good = Object.keys(answers).map(Number);
  const allowed = may.flatMap((code) => statusOfProblem(code) ?? []);
  return {
    [method.toLowerCase()]: {
      name: call.call,
      // The processor fills in the parameters.
      url: path,
      load: call,
      ...((call.body !== undefined || needsBody) && { json: call.body ?? {} }),
      ifTrue: 'goesOn',
      expect: [
        { statusCode: [...new Set([...good, ...allowed])] },
        { equals: ['{{ fault }}', ''] },
      ],
    },
  };
}
