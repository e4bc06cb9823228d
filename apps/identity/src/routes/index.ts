import type { Middleware } from 'koa';
import { withAuthorization, openVerifier } from '@commerce/runtime/access';
import { TOKEN_AUDIENCE } from '@commerce/contracts/identity/access';
import { identityOperations } from '@commerce/contracts/identity/operations';
import { refuseInvocation, refuseQuery, type Route, withAppToken } from '@commerce/runtime/http';
import type { IdentityDeps } from '../deps.ts';
import { isSessionOpen } from '../store/sessions.ts';
import { completeReset, register, requestReset, resendVerification, verify } from './accounts.ts';
import { addMyAddress, changeMyAddress, listMyAddresses, removeMyAddress } from './addresses.ts';
import {
  disableOneAccount,
  endOneClient,
  listAllClients,
  registerNewClient,
  renewSecret,
  setAccountRoles,
  showAccountRoles,
} from './administration.ts';
import { checkAuditLog, readAudit, recordAuditEntry } from './audit.ts';
import {
  describeIssuer,
  listSigningKeys,
  showDataKey,
  showJwks,
  showRevocations,
  startRotation,
} from './keys.ts';
import { changeMe, changeMyPassword, eraseMe, exportMe, showMe } from './me.ts';
import { showSignInPage, submitSignInPage } from './oauth-authorize.ts';
import { exchangeToken } from './oauth-token.ts';
import { retryAfter } from './retry-after.ts';
import {
  createSession,
  endAllSessions,
  endCurrentSession,
  endOneSession,
  listSessions,
  refresh,
} from './sessions.ts';

type Handler = (deps: IdentityDeps) => Route['handle'];
type Row = [method: Route['method'], path: string, handler: Handler];

/** The contracts say who may use each operation. */
const ROUTES: Row[] = [
  ['POST', '/accounts', register],
  ['POST', '/accounts/verification', verify],
  ['POST', '/accounts/verification-requests', resendVerification],
  ['POST', '/password-resets', requestReset],
  ['POST', '/password-resets/completion', completeReset],
  ['POST', '/sessions', createSession],
  ['POST', '/sessions/refresh', refresh],
  ['GET', '/oauth/authorize', showSignInPage],
  ['POST', '/oauth/authorize', submitSignInPage],
  ['POST', '/oauth/token', exchangeToken],
  ['GET', '/.well-known/jwks.json', showJwks],
  ['GET', '/.well-known/openid-configuration', describeIssuer],
  ['GET', '/sessions', listSessions],
  ['DELETE', '/sessions', endAllSessions],
  ['DELETE', '/sessions/current', endCurrentSession],
  ['DELETE', '/sessions/:id', endOneSession],
  ['GET', '/me', showMe],
  ['PATCH', '/me', changeMe],
  ['DELETE', '/me', eraseMe],
  ['PUT', '/me/password', changeMyPassword],
  ['GET', '/me/export', exportMe],
  ['GET', '/me/addresses', listMyAddresses],
  ['POST', '/me/addresses', addMyAddress],
  ['PUT', '/me/addresses/:id', changeMyAddress],
  ['DELETE', '/me/addresses/:id', removeMyAddress],
  ['GET', '/accounts/:id/roles', showAccountRoles],
  ['PUT', '/accounts/:id/roles', setAccountRoles],
  ['POST', '/accounts/:id/disablement', disableOneAccount],
  ['GET', '/clients', listAllClients],
  ['POST', '/clients', registerNewClient],
  ['POST', '/clients/:id/secret', renewSecret],
  ['DELETE', '/clients/:id', endOneClient],
  ['GET', '/audit', readAudit],
  ['POST', '/internal/audit-entries', recordAuditEntry],
  ['GET', '/internal/revocations', showRevocations],
  ['GET', '/internal/data-keys/:subject', showDataKey],
];

/** For commands of an operator on this machine; refused by service invocation. */
const COMMANDS: Row[] = [
  ['GET', '/internal/signing-keys', listSigningKeys],
  ['POST', '/internal/signing-keys', startRotation],
  ['GET', '/internal/audit-check', checkAuditLog],
];

/** GET routes with a query; all others refuse one. */
const WITH_QUERY = new Set(['/oauth/authorize', '/audit']);

/** Every HTTP operation of the app. All require the app token, which its sidecar and commands send. */
export function identityRoutes(deps: IdentityDeps): Route[] {
  const { database, issuer, keyRing, appToken, clock } = deps;
  const verifier = openVerifier({
    issuer,
    audience: TOKEN_AUDIENCE,
    jwks: () => keyRing.published(),
    cacheMs: deps.jwksCacheSeconds * 1000,
    isRevoked: async ({ sid }) => sid !== undefined && !(await isSessionOpen(database, sid)),
    now: clock,
  });
  const rows = (list: Row[], ...middleware: Middleware[]): Route[] =>
    list.map(([method, path, handler]) => {
      const query = method === 'GET' && !WITH_QUERY.has(path) ? [refuseQuery] : [];
      return {
        method,
        path,
        handle: handler(deps),
        middleware: [noStore, retryAfter, ...query, ...middleware],
      };
    });
  const list = [...rows(ROUTES), ...rows(COMMANDS, refuseInvocation)];
  return withAppToken(
    appToken,
    withAuthorization(Object.values(identityOperations), verifier, list),
  );
}

// Answers contain tokens and personal data; the two public documents override this header.
const noStore: Middleware = (ctx, next) => {
  ctx.set('cache-control', 'no-store');
  return next();
};
