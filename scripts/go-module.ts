import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { goOfThisMachine, SetupError } from '@commerce/local-stack';
import { root } from './places.ts';

/**
 * The folder of a module of Go (`path@version`) in its cache, downloaded if it is not there. Its files are read-only.
 * Throws SetupError, which says what the module is for, without Go or if it cannot be downloaded.
 */
export async function goModuleFolder(module: string, purpose: string): Promise<string> {
  const what = `${module} cannot be had, ${purpose}`;
  const go = await goOfThisMachine(root);
  if (go === undefined) {
    throw new SetupError({
      what,
      why: 'there is no Go on PATH, or it is too old',
      next: 'install Go from https://go.dev/dl and put it on PATH',
    });
  }
  try {
    // Outside of any module, so that no go.mod of ours has to name it.
    const options = { cwd: '/', env: { ...process.env, GOFLAGS: '', GOWORK: 'off' } };
    const { stdout } = await promisify(execFile)(go, ['mod', 'download', '-json', module], options);
    return (JSON.parse(stdout) as { Dir: string }).Dir;
  } catch (cause) {
    throw new SetupError({
      what,
      why: (cause as { stdout?: string }).stdout?.trim() || String(cause),
      next: 'the Go module proxy must be reachable (go env GOPROXY), or the module in the module cache',
      cause,
    });
  }
}
