import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { App } from 'dapr-actor-runtime/app';
import { parseAllDocuments } from 'yaml';
import { goTools } from '../go-tools.ts';
import { root } from '../places.ts';

export const CHART = join('charts', 'commerce');
/** What is rendered for a check or a golden file is never installed. */
export const NAMESPACE = 'shop';
/** Cluster APIs on which objects of the chart depend. */
export const OPTIONAL_APIS = ['keda.sh/v1alpha1', 'monitoring.coreos.com/v1'];
/** A render of all apps is about 200 kB. */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

export type Values = { [name: string]: unknown };

/** An object of Kubernetes, as far as checks look at all of them. */
export interface ClusterObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [part: string]: unknown;
}

/** What a program wrote, and whether it found no fault. */
export interface Outcome {
  isGood: boolean;
  stdout: string;
  /** Both outputs, for people. */
  output: string;
}

/** Runs a program in the repository. Throws only if it cannot be started. */
export async function runTool(
  program: string,
  args: string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
): Promise<Outcome> {
  const options = { cwd: root, maxBuffer: MAX_OUTPUT_BYTES, env: { ...process.env, ...env } };
  const running = promisify(execFile)(program, args, options);
  // A program that ends before it has read everything says why by itself.
  running.child.stdin?.on('error', () => {});
  running.child.stdin?.end(input);
  try {
    const { stdout, stderr } = await running;
    return { isGood: true, stdout, output: stdout + stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { [name: string]: string | undefined };
    if (typeof code === 'string') throw error;
    return { isGood: false, stdout, output: stdout + stderr };
  }
}

/** How the chart is rendered. */
export interface Rendering {
  /** Files of values in the chart. */
  files?: string[];
  /** Values on top of them. */
  values?: Values;
  /** APIs that the cluster has beside those of Kubernetes. */
  apis?: string[];
  /** Further arguments of helm. */
  args?: string[];
}

/** Runs `helm template` on the chart of the platform. */
export async function template({
  files = [],
  values = {},
  apis = [],
  args = [],
}: Rendering): Promise<Outcome> {
  const helm = (await goTools('helm'))('helm');
  const all = [
    ...['template', 'commerce', CHART, '--namespace', NAMESPACE],
    ...files.flatMap((file) => ['--values', join(CHART, file)]),
    // Later ones win.
    ...['--values', '-'],
    ...apis.flatMap((api) => ['--api-versions', api]),
    ...args,
  ];
  return runTool(helm, all, { input: JSON.stringify(values) });
}

/** The objects that the chart renders to. Throws with helm's words if it refuses. */
export async function render(rendering: Rendering): Promise<ClusterObject[]> {
  const { isGood, stdout, output } = await template(rendering);
  if (!isGood) throw new Error(`helm template failed: ${output}`);
  return parseObjects(stdout);
}

/** The objects in a text that helm wrote. */
export function parseObjects(text: string): ClusterObject[] {
  return parseAllDocuments(text)
    .map((document) => document.toJS() as ClusterObject | null)
    .filter((object) => object !== null);
}

/** What the operator of an installation gives, with a digest for each app. */
export function exampleInstallation(apps: readonly App[]): Values {
  const digestOf = (name: string) => `sha256:${createHash('sha256').update(name).digest('hex')}`;
  return {
    publicUrl: 'https://shop.example',
    image: {
      registry: 'images.shop.example',
      digests: Object.fromEntries(apps.map(({ name }) => [name, digestOf(name)])),
    },
    apps: { payment: { env: { PAYMENT_PROVIDER_URL: 'https://payments.example' } } },
    monitoring: { runbooks: 'https://docs.shop.example/runbooks' },
    ingress: { enabled: true, className: 'nginx', host: 'shop.example', tlsSecretName: 'shop-tls' },
  };
}

/** The chart as it is in production, on a cluster with KEDA and the Prometheus operator. */
export function production(apps: readonly App[]): Rendering {
  return {
    files: ['values-prod.yaml'],
    values: exampleInstallation(apps),
    apis: OPTIONAL_APIS,
  };
}

/** The chart as it is on a cluster for development, without anything optional. */
export const DEVELOPMENT: Rendering = { files: ['values-dev.yaml'] };
