import { AUDIT_LOG, TOKENS } from '@commerce/contracts/identity/access';
import { auditThrough, openIssuerVerifier } from '@commerce/runtime/access';
import { listen, openStreamedAnswers } from '@commerce/runtime/http';
import { openRedis } from '@commerce/runtime/idempotency';
import { stopOnSignal } from '@commerce/runtime/lifecycle';
import { openRateLimits } from '@commerce/runtime/rate-limits';
import { createSidecar } from '@commerce/runtime/sidecar';
import { createLogger } from '@commerce/runtime/telemetry';
import { buildApp } from './app.ts';
import { readGatewayConfig } from './config.ts';
import { requestLimits } from './rate-limits/request-limits.ts';

const GRACE_MS = 5_000;
/** Clients that follow something live at once. */
const MAX_OPEN_STREAMS = 200;

const config = readGatewayConfig();
const log = createLogger({ service: 'gateway', level: config.logLevel });
const sidecar = createSidecar({ port: config.daprHttpPort, apiToken: config.daprApiToken });
const verifier = openIssuerVerifier({ sidecar, issuer: config.issuer, ...TOKENS, log });
const redis = openRedis(config.redisUrl, log);
const streamedAnswers = openStreamedAnswers({ max: MAX_OPEN_STREAMS });

async function ready(): Promise<string | undefined> {
  return (await sidecar.isReady()) ? undefined : 'sidecar: not ready';
}

const server = await listen(
  buildApp({
    sidecar,
    verifier,
    audit: auditThrough({ sidecar, ...AUDIT_LOG, staff: [], log }),
    streamedAnswers,
    rateLimits: openRateLimits({ redis, log }),
    limits: requestLimits(config),
    corsOrigins: config.corsOrigins,
    trustedProxies: config.trustedProxies,
    ready,
    log,
  }),
  config.port,
);
log.info({ port: config.port }, 'listening');

stopOnSignal(log, [
  streamedAnswers.close,
  () => server.close(GRACE_MS),
  sidecar.close,
  async () => redis.disconnect(),
]);
