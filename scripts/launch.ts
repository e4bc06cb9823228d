import type { StackOptions } from '@commerce/local-stack';
import { formatFailure } from '@commerce/local-stack';
import { Interruption } from './interruption.ts';

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

/** Reports wrong arguments of a script with its usage and ends it with exit code 2. */
export function endWithUsage(error: unknown, usage: string): never {
  console.error(`${(error as Error).message}\n\n${usage}`);
  process.exit(2);
}

/** The whole number in an option or a variable. Throws an Error that names it. */
export function wholeNumber(name: string, text: string, max: number): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= 1 && number <= max) return number;
  throw new Error(`${name} must be a whole number from 1 to ${max}, not '${text}'`);
}

/** The port settings from the environment: GATEWAY_PORT, and LOCAL_PORTS=free for all others. */
export function portOptions(): Pick<StackOptions, 'ports' | 'gatewayPort'> {
  const gatewayPort = process.env['GATEWAY_PORT'];
  return {
    ports: process.env['LOCAL_PORTS'] === 'free' ? 'free' : 'listed',
    ...(gatewayPort ? { gatewayPort: wholeNumber('GATEWAY_PORT', gatewayPort, MAX_PORT) } : {}),
  };
}
