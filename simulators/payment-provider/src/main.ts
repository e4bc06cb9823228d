import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { stopOnSignal } from 'dapr-actor-runtime/lifecycle';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { openBook } from './book.ts';
import { readProviderConfig } from './config.ts';
import { createDashboard } from './dashboard.ts';
import { createDeclines } from './faults.ts';
import { createProvider } from './provider.ts';
import { createProviderServer } from './server.ts';
import { createWebhooks } from './webhooks.ts';

const config = readProviderConfig();
const log = createLogger({ service: 'payment-provider', level: config.logLevel });
const book = openBook(config.bookPath);
const { webhookUrl: url, webhookSecret: secret } = config;
const webhooks = createWebhooks(url && secret ? { url, secret } : undefined, log);
const declines = createDeclines();
const provider = createProvider(book, webhooks, declines);
const dashboard = createDashboard(book, webhooks, declines);
const server = createProviderServer({ provider, dashboard, book, log });
server.listen(config.port, config.listenAddress);
await once(server, 'listening');
log.info({ port: (server.address() as AddressInfo).port }, 'provider listens');

// Running requests are aborted: their callers retry under the same key.
stopOnSignal(log, [
  async () => {
    server.close();
    server.closeAllConnections();
  },
  async () => webhooks.close(),
  async () => book.close(),
]);
