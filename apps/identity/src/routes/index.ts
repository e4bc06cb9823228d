import type { Middleware } from 'koa';
import { withAuthorization, openVerifier } from '@commerce/runtime/access';
import { TOKEN_AUDIENCE } from '@commerce/contracts/identity/access';
import { identityOperations } from '@commerce/contracts/identity/operations';
import { refuseInvocation, refuseQuery, type Route, withAppToken } from '@commerce/runtime/http';
import type { IdentityDeps } from '../deps.ts';
import { isSessionOpen } from '../store/sessions.ts';
import { disableAccountRoute, setRolesRoute, showRolesRoute } from './administer-accounts.ts';
import {
  endClientRoute,
  listClientsRoute,
  registerClientRoute,
  renewClientSecretRoute,
} from './administer-clients.ts';
import { addAddress, changeAddress, listAddressesRoute, removeAddress } from './addresses.ts';
import { checkAudit, noteAudit, readAudit } from './audit.ts';
import { authorizePage, authorizeSubmit } from './authorize.ts';
import { changePassword } from './change-password.ts';
import { handOutDataKey } from './data-keys.ts';
import { eraseMe } from './erase-me.ts';
import { exportMe } from './export-me.ts';
import { changeProfile, showMe } from './me.ts';
import { exchangeToken } from './oauth-token.ts';
import { refreshRoute } from './refresh-session.ts';
import { register } from './register.ts';
import { completeReset, requestReset } from './reset-password.ts';
import { listRevocations } from './revocations.ts';
import { endAllSessions, endCurrentSession, endSession, listSessionsRoute } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { listSigningKeys, rotateSigningKey } from './signing-keys.ts';
import { requestVerification, verifyAddress } from './verify-address.ts';
import { describeIssuer, showJwks } from './well-known.ts';

type Handler = (deps: IdentityDeps) => Route['handle'];
type Row = [method: Route['method'], path: string, handler: Handler];

/** Who may use what is said of each in the contracts. */
const ROUTES: Row[] = [
  ['POST', '/accounts', register],
  ['POST', '/accounts/verification', verifyAddress],
  ['POST', '/accounts/verification-requests', requestVerification],
  ['POST', '/password-resets', requestReset],
  ['POST', '/password-resets/completion', completeReset],
  ['POST', '/sessions', signIn],
  ['POST', '/sessions/refresh', refreshRoute],
  ['GET', '/oauth/authorize', authorizePage],
  ['POST', '/oauth/authorize', authorizeSubmit],
  ['POST', '/oauth/token', exchangeToken],
  ['GET', '/.well-known/jwks.json', showJwks],
  ['GET', '/.well-known/openid-configuration', describeIssuer],
  ['GET', '/sessions', listSessionsRoute],
  ['DELETE', '/sessions', endAllSessions],
  ['DELETE', '/sessions/current', endCurrentSession],
  ['DELETE', '/sessions/:id', endSession],
  ['GET', '/me', showMe],
  ['PATCH', '/me', changeProfile],
  ['DELETE', '/me', eraseMe],
  ['PUT', '/me/password', changePassword],
  ['GET', '/me/export', exportMe],
  ['GET', '/me/addresses', listAddressesRoute],
  ['POST', '/me/addresses', addAddress],
  ['PUT', '/me/addresses/:id', changeAddress],
  ['DELETE', '/me/addresses/:id', removeAddress],
  ['GET', '/accounts/:id/roles', showRolesRoute],
  ['PUT', '/accounts/:id/roles', setRolesRoute],
  ['POST', '/accounts/:id/disablement', disableAccountRoute],
  ['GET', '/clients', listClientsRoute],
  ['POST', '/clients', registerClientRoute],
  ['POST', '/clients/:id/secret', renewClientSecretRoute],
  ['DELETE', '/clients/:id', endClientRoute],
  ['GET', '/audit', readAudit],
  ['POST', '/internal/audit-entries', noteAudit],
  ['GET', '/internal/revocations', listRevocations],
  ['GET', '/internal/data-keys/:subject', handOutDataKey],
];

/** For the commands of an operator on this machine, never by service invocation. */
const COMMANDS: Row[] = [
  ['GET', '/internal/signing-keys', listSigningKeys],
  ['POST', '/internal/signing-keys', rotateSigningKey],
  ['GET', '/internal/audit-check', checkAudit],
];

/** GET routes that read a query; all others refuse one. */
const WITH_QUERY = new Set(['/oauth/authorize', '/audit']);

/** Every HTTP operation of the app. All ask for the token of the own sidecar, or of a command. */
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
        middleware: [noStore, ...query, ...middleware],
      };
    });
  const list = [...rows(ROUTES), ...rows(COMMANDS, refuseInvocation)];
  return withAppToken(
    appToken,
    withAuthorization(Object.values(identityOperations), verifier, list),
  );
}

// Answers hold tokens and personal data; the two public documents say otherwise themselves.
const noStore: Middleware = (ctx, next) => {
  ctx.set('cache-control', 'no-store');
  return next();
};
