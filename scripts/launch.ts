import { formatFailure, type Progress, type Stack, type StackOptions } from '@commerce/local-stack';
import { isWholeNumber } from './command-line.ts';
import { Interruption, untilAborted } from './interruption.ts';

const MAX_PORT = 65_535;

/** Prints why a script ends, and returns its exit code. */
export function endWith(error: unknown): number {
  if (error instanceof Interruption) {
    console.log(`stopped: ${error.message}`);
    return error.exitCode;
  }
  console.error(formatFailure(error));
  return 1;
}

/** Keeps a stack running until the signal aborts, then stops it. Returns the exit code of the script. */
export async function runUntilAborted(
  stack: Stack,
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<number> {
  try {
    return await untilAborted(signal);
  } catch (error) {
    const step = progress.step('stopping');
    await stack.stop();
    step.done();
    return endWith(error);
  }
}

/** The port settings of the environment: GATEWAY_PORT, and LOCAL_PORTS=free for all others. */
export function portOptions(): Pick<StackOptions, 'ports' | 'gatewayPort'> {
  const gatewayPort = process.env['GATEWAY_PORT'];
  return {
    ports: process.env['LOCAL_PORTS'] === 'free' ? 'free' : 'listed',
    ...(gatewayPort ? { gatewayPort: portOf('GATEWAY_PORT', gatewayPort) } : {}),
  };
}

function portOf(name: string, text: string): number {
  if (isWholeNumber(text, MAX_PORT)) return Number(text);
  throw new Error(`${name} must be a whole number from 1 to ${MAX_PORT}, not '${text}'`);
}
