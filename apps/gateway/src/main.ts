import { listen } from '@commerce/runtime/http';
import { stopOnSignal } from '@commerce/runtime/lifecycle';
import { createSidecar } from '@commerce/runtime/sidecar';
import { createLogger } from '@commerce/runtime/telemetry';
import { buildApp } from './app.ts';
import { readGatewayConfig } from './config.ts';

const GRACE_MS = 5_000;

const config = readGatewayConfig();
const log = createLogger({ service: 'gateway', level: config.logLevel });
const sidecar = createSidecar({ port: config.daprHttpPort, apiToken: config.daprApiToken });

async function ready(): Promise<string | undefined> {
  return (await sidecar.isReady()) ? undefined : 'sidecar: not ready';
}

const server = await listen(buildApp({ sidecar, ready, log }), config.port);
log.info({ port: config.port }, 'listening');

stopOnSignal(log, [() => server.close(GRACE_MS), sidecar.close]);
