import { AUDIT_LOG, TOKENS } from '@commerce/contracts/identity/access';
import { auditThrough, openIssuerVerifier } from '@commerce/runtime/access';
import { listen } from '@commerce/runtime/http';
import { stopOnSignal } from '@commerce/runtime/lifecycle';
import { openOutbox } from '@commerce/runtime/outbox';
import { openDatabase } from '@commerce/runtime/postgres';
import { createSidecar } from '@commerce/runtime/sidecar';
import { createLogger } from '@commerce/runtime/telemetry';
import { buildApp } from './app.ts';
import { readCatalogConfig } from './config.ts';

const MAX_CONNECTIONS = 8;
const STOP_GRACE_MS = 5_000;

const config = readCatalogConfig();
const log = createLogger({ service: 'catalog', level: config.logLevel });
const database = openDatabase(config.databaseUrl, { max: MAX_CONNECTIONS });
const sidecar = createSidecar({ port: config.sidecarPort, apiToken: config.sidecarToken });
const outbox = openOutbox({ database, sidecar, pubsub: 'pubsub', log });
const { appToken, issuer } = config;
const verifier = openIssuerVerifier({ sidecar, issuer, ...TOKENS, log });
const audit = auditThrough({ sidecar, ...AUDIT_LOG, log });
const app = buildApp({ database, sidecar, log, outbox, appToken, verifier, audit });
const listening = await listen(app, config.port);
log.info({ port: listening.port }, 'listening');

stopOnSignal(log, [
  () => listening.close(STOP_GRACE_MS),
  () => outbox.stop(),
  () => sidecar.close(),
  () => database.end(),
]);
