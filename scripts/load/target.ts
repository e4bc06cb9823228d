import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  demoAccounts,
  formatFailure,
  loadSecrets,
  type Progress,
  SetupError,
  type Stack,
  startStack,
  secretOf,
  silentProgress,
  wipeDirectory,
} from '@commerce/local-stack';
import type { LoadRun } from './journal-lines.ts';
import type { Environment } from './scenario-form.ts';

/** Limits that the verdict waits for, shorter than by default. */
const APP_ENV = { ORDER_SAGA_SILENCE_MS: '30000', RECONCILE_GRACE_MS: '1000' };

/** What a run loads. */
export interface Target extends Pick<
  LoadRun,
  'gatewayUrl' | 'providerUrl' | 'clients' | 'accounts' | 'webhookSecret'
> {
  /** The platform that was started for it; undefined for a gateway elsewhere. */
  stack?: Stack;
  close(): Promise<void>;
}

/** What generator and verdict need to know of a running platform of this machine. */
export function targetOf(stack: Stack): Omit<Target, 'close'> {
  const secrets = loadSecrets(stack.dataDir);
  const accounts = demoAccounts(secrets);
  return {
    stack,
    gatewayUrl: stack.gatewayUrl,
    providerUrl: stack.urls['payment-provider'] ?? '',
    clients: { shop: stack.serviceClients.loadTester, warehouse: stack.serviceClients.importer },
    accounts: accounts.map(({ email, password, roles }) => ({
      ...{ email, password },
      role: roles.at(-1) ?? '',
    })),
    webhookSecret: secretOf(secrets, 'PAYMENT_WEBHOOK_SECRET'),
  };
}

/** Starts a platform for smoke and local; takes the gateway of the command line for k8s. */
export async function openTarget(
  environment: Environment,
  { url, progress, signal }: { url: string | undefined; progress: Progress; signal: AbortSignal },
): Promise<Target> {
  if (environment === 'k8s') return gatewayElsewhere(url);
  const folder = mkdtempSync(join(tmpdir(), 'dapr-commerce-load-'));
  const dataDir = join(folder, 'data');
  const wipe = async () => {
    await wipeDirectory(dataDir, silentProgress);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const stack = await startStack({
      ...{ dataDir, ports: 'free', isolated: true, appEnv: APP_ENV, progress, signal },
      onGiveUp: (error) => console.error(`\n${formatFailure(error)}`),
    });
    const close = async () => {
      await stack.stop();
      await wipe();
    };
    return { ...targetOf(stack), close };
  } catch (error) {
    await wipe();
    throw error;
  }
}

function gatewayElsewhere(url: string | undefined): Target {
  const id = process.env['LOAD_CLIENT_ID'];
  const secret = process.env['LOAD_CLIENT_SECRET'];
  if (url === undefined || !id || !secret) {
    throw new SetupError({
      what: 'there is nothing to load',
      why: '--env k8s needs --url, and LOAD_CLIENT_ID and LOAD_CLIENT_SECRET of a service client',
      next: 'register a client with the scopes orders, import, stock and catalog: docs/how-to/load-test.md',
    });
  }
  const client = { id, secret };
  const gatewayUrl = url.replace(/\/+$/, '');
  return {
    gatewayUrl,
    clients: { shop: client, warehouse: client },
    accounts: [],
    close: async () => {},
  };
}
