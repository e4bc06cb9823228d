import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const MODULE = 'github.com/stripe/stripe-mock';
const VERSION = 'v0.203.0';
/** Bound on a build with an empty module cache on a busy machine, ms. */
const BUILD_LIMIT_MS = 240_000;
const START_LIMIT_MS = 60_000;

const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'dapr-commerce');
const directory = join(cache, 'tools', `stripe-mock-${VERSION}`);
const program = join(directory, 'stripe-mock');

/** Whether stripe-mock is built or can be built, which needs Go. */
export function canRunStripeMock(): boolean {
  return existsSync(program) || spawnSync('go', ['version']).status === 0;
}

/**
 * Stripe's own mock server: it validates each request against Stripe's OpenAPI description and
 * gives fixed answers. Built once from its Go module; listens on free ports of 127.0.0.1.
 */
export async function startStripeMock(): Promise<{ url: string; stop: () => Promise<void> }> {
  if (!existsSync(program)) {
    mkdirSync(directory, { recursive: true });
    const env = { ...process.env, GOBIN: directory };
    const options = { env, timeout: BUILD_LIMIT_MS };
    await promisify(execFile)('go', ['install', `${MODULE}@${VERSION}`], options);
  }
  const addresses = ['-http-addr', '127.0.0.1:0', '-https-addr', '127.0.0.1:0'];
  const child = spawn(program, addresses, { stdio: ['ignore', 'pipe', 'inherit'] });
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const [, address] = /HTTP at address: (127\.0\.0\.1:\d+)/.exec(line) ?? [];
      if (address === undefined) continue;
      child.stdout.resume();
      return {
        url: `http://${address}`,
        async stop() {
          const ended = once(child, 'exit');
          child.kill('SIGKILL');
          await ended;
        },
      };
    }
    throw new Error('stripe-mock ended before it was listening');
  } finally {
    clearTimeout(limit);
  }
}
