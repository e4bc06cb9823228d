import { type ChildProcess, spawn } from 'node:child_process';
import { onPath, SetupError } from '@commerce/local-stack';
import { until } from './wait.ts';

const FORWARD_LIMIT_MS = 15_000;
/** Between two forwards of a port: the next pod takes a moment. */
const FORWARD_AGAIN_MS = 500;

/** A cluster as commands see it. */
export interface Kube {
  /** Runs kubectl, with JSON as its input if there is one, and returns its output. Throws with what it said. */
  kubectl: (args: readonly string[], input?: unknown) => Promise<string>;
  helm: (args: readonly string[], input?: unknown) => Promise<string>;
  /** Starts kubectl, and leaves its end to the caller. */
  start: (args: readonly string[]) => ChildProcess;
  /** Whether this is the cluster of `npm run cluster -- up`: the machine reaches its services. */
  isOwn: boolean;
}

/** Where a service is reached from here. */
export interface Reached {
  /** host:port */
  address: string;
  close: () => void;
}

/**
 * The cluster of a kubeconfig, or of a context of the user's own. Throws SetupError if the context does not
 * exist or does not answer.
 */
export async function openKube(
  programs: { kubectl: readonly string[]; helm: string },
  target: { kubeconfig: string } | { context: string },
): Promise<Kube> {
  const isOwn = 'kubeconfig' in target;
  const env = isOwn ? { ...process.env, KUBECONFIG: target.kubeconfig } : process.env;
  const [kubectl = 'kubectl', ...first] = programs.kubectl;
  const kubectlContext = isOwn ? [] : ['--context', target.context];
  const helmContext = isOwn ? [] : ['--kube-context', target.context];
  const kube: Kube = {
    isOwn,
    kubectl: (args, input) => run(kubectl, [...first, ...kubectlContext, ...args], { env, input }),
    start: (args) =>
      spawn(kubectl, [...first, ...kubectlContext, ...args], {
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    helm: (args, input) => run(programs.helm, [...helmContext, ...args], { env, input }),
  };
  try {
    await kube.kubectl(['get', '--raw', '/readyz', '--request-timeout=10s']);
  } catch (cause) {
    throw new SetupError({
      what: isOwn
        ? 'the cluster does not answer'
        : `the cluster of ${target.context} does not answer`,
      why: (cause as Error).message,
      next: isOwn
        ? 'run npm run cluster -- down, then up'
        : 'kubectl config get-contexts lists the contexts; the cluster must run',
      cause,
    });
  }
  return kube;
}

/** kubectl of this machine. Throws SetupError without one. */
export function installedKubectl(): string {
  const found = onPath('kubectl');
  if (found !== undefined) return found;
  throw new SetupError({
    what: 'the cluster cannot be reached',
    why: 'kubectl is not on PATH',
    next: 'install kubectl, 1.30 or newer',
  });
}

function run(
  program: string,
  args: readonly string[],
  { env, input }: { env: NodeJS.ProcessEnv; input: unknown },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else
        reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${errors || output}`));
    });
    // A program that ends early closes its input; its exit code says why.
    child.stdin.on('error', () => {});
    child.stdin.end(
      input === undefined ? '' : typeof input === 'string' ? input : JSON.stringify(input),
    );
  });
}

/** Reads an object or a list as JSON. */
export async function read<T>(kube: Kube, args: readonly string[]): Promise<T> {
  return JSON.parse(await kube.kubectl(['get', ...args, '--output', 'json'])) as T;
}

/**
 * Makes a service reachable from this machine: on our own node it is, elsewhere kubectl forwards a port, anew
 * whenever the pod behind it goes.
 */
export async function reach(
  kube: Kube,
  { namespace, service, port }: { namespace: string; service: string; port: number },
): Promise<Reached> {
  if (kube.isOwn) {
    const { spec } = await read<{ spec: { clusterIP: string } }>(kube, [
      ...['service', service, '--namespace', namespace],
    ]);
    return { address: `${spec.clusterIP}:${port}`, close: () => {} };
  }
  let local = '';
  let isClosed = false;
  let child: ChildProcess | undefined;
  const forward = () => {
    const target = ['--namespace', namespace, `service/${service}`, `${local}:${port}`];
    child = kube.start(['port-forward', '--address', '127.0.0.1', ...target]);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      local ||= /127\.0\.0\.1:(\d+)/.exec(text)?.[1] ?? '';
    });
    child.once('close', () => {
      if (!isClosed) setTimeout(forward, FORWARD_AGAIN_MS);
    });
  };
  forward();
  const close = () => {
    isClosed = true;
    child?.kill();
  };
  try {
    await until(`the way to ${service}`, FORWARD_LIMIT_MS, () => local !== '');
  } catch (error) {
    close();
    throw error;
  }
  return { address: `127.0.0.1:${local}`, close };
}
