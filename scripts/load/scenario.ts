import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { appNames } from '@commerce/contracts/apps';
import { problems } from '@commerce/contracts/problems';
import { sidecarName } from '@commerce/local-stack';
import { publicOperations } from '@commerce/platform/documents';
import { problemCodesOf } from 'dapr-actor-runtime/openapi';
import { httpProblems } from 'dapr-actor-runtime/server';
import { Compile } from 'typebox/compile';
import { parse } from 'yaml';
import * as processors from '../../tests/load/processors/index.ts';
import { root } from '../places.ts';
import {
  type Disturbance,
  PEOPLE,
  type Scenario,
  ScenarioFile,
  type Step,
  Steps,
} from './scenario-form.ts';

export const LOAD = join(root, 'tests', 'load');
const scenarioForm = Compile(ScenarioFile);
const stepForm = Compile(Steps);

/** A scenario that cannot run, with every reason. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
  constructor(name: string, faults: readonly string[]) {
    super(`the scenario ${name} cannot run:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** The names of all scenarios. */
export function scenarioNames(): string[] {
  return globSync('*.yaml', { cwd: join(LOAD, 'scenarios') })
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/** Reads a scenario of tests/load/scenarios. Throws ScenarioError if it cannot run anywhere. */
export function readScenario(name: string): Scenario {
  return parseScenario(name, readFileSync(join(LOAD, 'scenarios', `${name}.yaml`), 'utf8'));
}

/** Throws ScenarioError, with every fault, before anything is started. */
export function parseScenario(name: string, text: string): Scenario {
  const written: unknown = parse(text);
  if (!scenarioForm.Check(written)) {
    throw new ScenarioError(
      name,
      scenarioForm.Errors(written).map((one) => `${one.instancePath || 'it'} ${one.message}`),
    );
  }
  const scenario = { ...written, name } as Scenario;
  const faults = [
    ...scenario.flows.flatMap(({ steps }) => steps.flatMap(stepFaults)),
    ...(scenario.disturbances ?? []).flatMap(disturbanceFaults),
    ...(scenario.may ?? [])
      .filter((code) => statusOfProblem(code) === undefined)
      .map((code) => `there is no problem ${code}; docs/reference/problems.md lists them`),
  ];
  if (faults.length > 0) throw new ScenarioError(name, faults);
  return scenario;
}

const operations = new Map(publicOperations.map((one) => [one.operationId, one]));

/** An operation of the public API, which a checked scenario names. */
export function operationOf(id: string) {
  const operation = operations.get(id);
  if (operation === undefined) throw new Error(`there is no operation ${id}`);
  return operation;
}

const allProblems: Readonly<Record<string, { status: number } | undefined>> = {
  ...httpProblems,
  ...problems,
};

/** The HTTP status of a problem; undefined if there is none with that code. */
export function statusOfProblem(code: string): number | undefined {
  return allProblems[code]?.status;
}

function stepFaults(step: Step): string[] {
  if (!stepForm.Check(step)) return [`a step cannot be read: ${JSON.stringify(step)}`];
  if ('parallel' in step) return step.parallel.flatMap(stepFaults);
  if ('loop' in step) return step.loop.flatMap(stepFaults);
  if ('function' in step) {
    return Object.hasOwn(processors, step.function)
      ? []
      : [`the function ${step.function} is not in tests/load/processors`];
  }
  if (!('call' in step)) return [];
  const operation = operations.get(step.call);
  if (operation === undefined) {
    return [
      `${step.call} is no operation of the API; docs/reference/http-api.md lists them${similar(step.call)}`,
    ];
  }
  if (operation.streamed === true) return [`${step.call} has an answer without an end`];
  const known = problemCodesOf(operation);
  return (step.may ?? [])
    .filter((code) => !known.includes(code))
    .map((code) => `${step.call} never answers ${code}`);
}

/** Names the operation that was perhaps meant. */
function similar(id: string): string {
  const letters = (text: string) => [...text.toLowerCase()].sort().join('');
  const found = [...operations.keys()].find((one) => letters(one) === letters(id));
  return found === undefined ? '' : ` (is it ${found}?)`;
}

const BACKING = ['postgres', 'redis', 'payment-provider'];

function disturbanceFaults({ process, do: what, seconds }: Disturbance): string[] {
  const known = [...appNames.flatMap((app) => [app, sidecarName(app)]), ...BACKING];
  if (!known.includes(process)) return [`there is no process ${process}: ${known.join(', ')}`];
  return what === 'freeze' && seconds === undefined
    ? [`${process} is frozen for how many seconds?`]
    : [];
}

/** All steps of a scenario, those within others too. */
export function stepsOf({ flows }: Pick<Scenario, 'flows'>): Step[] {
  const inner = (step: Step): Step[] => {
    if ('parallel' in step) return [step, ...step.parallel.flatMap(inner)];
    return 'loop' in step ? [step, ...step.loop.flatMap(inner)] : [step];
  };
  return flows.flatMap(({ steps }) => steps.flatMap(inner));
}

/** Why a scenario needs a platform that `npm run load` starts; undefined if a gateway is enough. */
export function needOfOwnPlatform(scenario: Scenario): string | undefined {
  const steps = stepsOf(scenario);
  if ((scenario.disturbances ?? []).length > 0) return 'it disturbs processes of the platform';
  if (steps.some((step) => 'function' in step)) return 'it acts at the simulated payment provider';
  const isOfPeople = (step: Step) =>
    'as' in step && (PEOPLE as readonly (string | undefined)[]).includes(step.as);
  if (steps.some(isOfPeople)) return 'it needs the demo accounts';
  return steps.some((step) => 'webhook' in step) ? 'it signs webhooks as the provider' : undefined;
}
