import { spawn } from 'node:child_process';
import { SetupError } from '@commerce/local-stack';

/** Runs kubectl in a cluster and returns its output. Throws with what it said. */
export type Kubectl = (...args: string[]) => Promise<string>;

/** kubectl for the cluster of a kubeconfig. Throws SetupError if the cluster does not answer. */
export async function openKubectl(hyperkube: string, kubeconfig: string): Promise<Kubectl> {
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  const kubectl: Kubectl = (...args) => outputOf(hyperkube, ['kubectl', ...args], env);
  try {
    await kubectl('get', '--raw', '/readyz', '--request-timeout=10s');
  } catch (cause) {
    throw new SetupError({
      what: 'the cluster does not answer',
      why: (cause as Error).message,
      next: 'run npm run cluster -- down, then up',
      cause,
    });
  }
  return kubectl;
}

function outputOf(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${args.join(' ')} ended with ${code}: ${errors || output}`));
    });
  });
}
