import { listen, openStreamedAnswers } from '@commerce/runtime/http';
import { stopOnSignal } from '@commerce/runtime/lifecycle';
import { createSidecar } from '@commerce/runtime/sidecar';
import { createLogger } from '@commerce/runtime/telemetry';
import { buildApp } from './app.ts';
import { readGatewayConfig } from './config.ts';

const GRACE_MS = 5_000;
/** Clients that follow something live at once. */
const MAX_OPEN_STREAMS = 200;

const config = readGatewayConfig();
const log = createLogger({ service: 'gateway', level: config.logLevel });
const sidecar = createSidecar({ port: config.daprHttpPort, apiToken: config.daprApiToken });
const streamedAnswers = openStreamedAnswers({ max: MAX_OPEN_STREAMS });

async function ready(): Promise<string | undefined> {
  return (await sidecar.isReady()) ? undefined : 'sidecar: not ready';
}

const server = await listen(buildApp({ sidecar, streamedAnswers, ready, log }), config.port);
log.info({ port: config.port }, 'listening');

stopOnSignal(log, [streamedAnswers.close, () => server.close(GRACE_MS), sidecar.close]);
