import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isOk } from './http.ts';
import { STRIP_TYPES_ONCE } from './strip-types-once.ts';
import type { ProcessSpec } from './supervisor.ts';

const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;

/** How to run the payment provider simulator, which plays an outside company. */
export function paymentProviderSpec(options: {
  root: string;
  dataDir: string;
  port: number;
  /** Where its webhooks go, and the secret that signs them. */
  webhookUrl: string;
  webhookSecret: string;
  logFile: string;
}): ProcessSpec | undefined {
  const directory = join(options.root, 'simulators', 'payment-provider');
  if (!existsSync(join(directory, 'src', 'main.ts'))) return undefined;
  return {
    name: 'payment-provider',
    kind: 'infra',
    command: process.execPath,
    args: ['src/main.ts'],
    cwd: directory,
    env: {
      ...STRIP_TYPES_ONCE,
      PATH: process.env['PATH'],
      PROVIDER_PORT: String(options.port),
      PROVIDER_BOOK: join(options.dataDir, 'payment-provider.jsonl'),
      PROVIDER_WEBHOOK_URL: options.webhookUrl,
      PROVIDER_WEBHOOK_SECRET: options.webhookSecret,
    },
    logFile: options.logFile,
    probe: () => isOk(`http://127.0.0.1:${options.port}/healthz`),
    readyTimeoutMs: READY_TIMEOUT_MS,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: STOP_TIMEOUT_MS,
  };
}
