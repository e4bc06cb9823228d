import { orderOperations } from '@commerce/contracts/order/operations';
import { defineApp } from '@commerce/platform/app';
import { openRootSecret } from 'dapr-actor-runtime/personal-data';
import { ordersReader } from './clients/order.ts';
import { checkAuditCommand } from './commands/check-audit.ts';
import { createAdminCommand } from './commands/create-admin.ts';
import { createClientCommand } from './commands/create-client.ts';
import { rotateSigningKeyCommand } from './commands/rotate-signing-key.ts';
import { identitySettings } from './config.ts';
import { identityDeps } from './deps.ts';
import { accountRoutes } from './routes/accounts.ts';
import { addressRoutes } from './routes/addresses.ts';
import { administrationRoutes, erasureRoutes } from './routes/administration.ts';
import { auditRoutes } from './routes/audit.ts';
import { issuerRoutes, keyRoutes } from './routes/keys.ts';
import { meRoutes } from './routes/me.ts';
import { oauthTokenRoutes } from './routes/oauth-token.ts';
import { retryAfter } from './routes/retry-after.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { signInPageRoutes } from './routes/sign-in-page.ts';
import { unlessOutsideIssuer } from './routes/unless-outside-issuer.ts';
import { sessionVerifier } from './tokens/session-verifier.ts';
import { loadSeed } from './use-cases/load-seed.ts';
import { pruneExpired } from './use-cases/prune-expired.ts';
import { ensureSigningKey } from './use-cases/rotate-signing-key.ts';

/** Interval between two runs that delete expired rows, ms. */
const PRUNE_INTERVAL_MS = 60_000;

/**
 * Accounts, sessions, OAuth clients, keys and the audit log. Ready without Redis: then no one can
 * sign in, but signed-in people can continue.
 */
export default defineApp({
  name: 'identity',
  settings: identitySettings,
  uses: ['database', 'redis'],
  calls: [orderOperations.listOrders, orderOperations.getOrder, orderOperations.readPersonalData],
  async open({ config, database, redis, sidecar, log, onStop }) {
    const readOrders = ordersReader(sidecar);
    const { masterKey: master, formerMasterKey: former } = config;
    const setting = identitySettings.masterKey.name;
    const rootSecret = await openRootSecret(database, { master, former, setting, log });
    const deps = identityDeps({ ...config, rootSecret }, { database, redis, log, readOrders });
    onStop(() => deps.mailer.idle());
    await ensureSigningKey(deps);
    if (config.localSeed !== undefined) await loadSeed(deps, config.localSeed);
    return deps;
  },
  verifier: sessionVerifier,
  // Answers contain tokens and personal data; the two public documents override this header.
  answerHeaders: { 'cache-control': 'no-store' },
  middleware: () => [retryAfter],
  routes: [
    ...unlessOutsideIssuer([
      ...accountRoutes,
      ...sessionRoutes,
      ...meRoutes,
      ...addressRoutes,
      ...signInPageRoutes,
      ...administrationRoutes,
      ...issuerRoutes,
    ]),
    ...oauthTokenRoutes,
    ...erasureRoutes,
    ...auditRoutes,
    ...keyRoutes,
  ],
  commands: {
    'create-admin': createAdminCommand,
    'create-client': createClientCommand,
    'rotate-signing-key': rotateSigningKeyCommand,
    'check-audit': checkAuditCommand,
  },
  sweeps: [{ name: 'prune-expired', intervalMs: PRUNE_INTERVAL_MS, round: pruneExpired }],
});
