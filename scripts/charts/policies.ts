import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { goTools } from '../go-tools.ts';
import { root } from '../places.ts';
import { CHART, type ClusterObject, runTool } from './render.ts';

/** A folder of it for each thing that is looked at, a file for each policy. */
export const POLICIES = 'policies';

/** What a policy found wrong. */
export interface Fault {
  /** The folder and the file of the policy: `chart.images`. */
  policy: string;
  message: string;
}

/** What conftest prints of each policy. */
interface Result {
  namespace: string;
  failures?: { msg: string }[];
}

/** The names of the policies in a folder. */
export function policiesIn(folder: string): string[] {
  return readdirSync(join(root, POLICIES, folder))
    .map((file) => `${folder}.${file.replace(/\.rego$/, '')}`)
    .filter((name) => name !== 'chart.objects');
}

/**
 * What is wrong with all objects of a release; in production some more is. Builds conftest once for a machine. Throws
 * SetupError if it cannot be built, and conftest's words if it refuses a policy.
 */
export function faultsOfRelease(
  objects: readonly ClusterObject[],
  { isProduction }: { isProduction: boolean },
): Promise<Fault[]> {
  const folders = ['chart', ...(isProduction ? ['production'] : [])];
  const data = ['--data', `apps:${join(CHART, 'derived', 'apps.yaml')}`];
  return faults(documents(objects), folders, ['--parser', 'yaml', '--combine', ...data]);
}

/** What is wrong with an installation of Dapr for a release of the platform. */
export function faultsOfDapr(objects: readonly ClusterObject[]): Promise<Fault[]> {
  // The folder of the chart has the words for looking at objects.
  const args = ['--parser', 'yaml', '--combine', '--policy', join(POLICIES, 'chart/objects.rego')];
  return faults(documents(objects), ['dapr'], args);
}

/** What is wrong with the text of a Dockerfile. */
export function faultsOfDockerfile(text: string): Promise<Fault[]> {
  return faults(text, ['dockerfile'], ['--parser', 'dockerfile']);
}

function documents(objects: readonly ClusterObject[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

async function faults(input: string, folders: string[], args: string[]): Promise<Fault[]> {
  const conftest = (await goTools('conftest'))('conftest');
  const policies = folders.flatMap((folder) => ['--policy', join(POLICIES, folder)]);
  const all = ['test', '--all-namespaces', '--no-fail', '--output', 'json', ...policies, ...args];
  const { isGood, stdout, output } = await runTool(conftest, [...all, '-'], { input });
  if (!isGood) throw new Error(`conftest failed: ${output}`);
  return (JSON.parse(stdout) as Result[]).flatMap(({ namespace, failures = [] }) =>
    failures.map(({ msg }) => ({ policy: namespace, message: msg })),
  );
}
