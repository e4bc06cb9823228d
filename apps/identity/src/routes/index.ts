import type { Middleware } from 'koa';
import { authenticate, openVerifier, requireRole, requireScope } from '@commerce/runtime/access';
import { TOKEN_AUDIENCE } from '@commerce/contracts/identity/access';
import {
  httpProblem,
  refuseInvocation,
  refuseQuery,
  requireAppToken,
  type Route,
} from '@commerce/runtime/http';
import type { IdentityDeps } from '../deps.ts';
import { isSessionOpen } from '../store/sessions.ts';
import { disableAccountRoute, setRolesRoute } from './administer-accounts.ts';
import { addAddress, changeAddress, listAddressesRoute, removeAddress } from './addresses.ts';
import { checkAudit, readAudit } from './audit.ts';
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

/** For everyone; what proves anything stands in the body. */
const OPEN: Row[] = [
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
];

/** For whoever is signed in, about themselves. */
const OWN: Row[] = [
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
];

const ADMIN: Row[] = [
  ['PUT', '/accounts/:id/roles', setRolesRoute],
  ['POST', '/accounts/:id/disablement', disableAccountRoute],
  ['GET', '/audit', readAudit],
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
  const fromSidecar: Middleware = (ctx, next) => {
    requireAppToken(ctx, appToken);
    return next();
  };
  const caller = authenticate(verifier);
  const rows = (list: Row[], ...around: Middleware[]): Route[] =>
    list.map(([method, path, handler]) => {
      const query = method === 'GET' && !WITH_QUERY.has(path) ? [refuseQuery] : [];
      return {
        method,
        path,
        handle: handler(deps),
        around: [fromSidecar, noStore, ...query, ...around],
      };
    });
  return [
    ...rows(OPEN),
    ...rows(OWN, caller, usersOnly),
    ...rows(ADMIN, caller, requireRole('admin')),
    ...rows(COMMANDS, refuseInvocation),
    ...rows([['GET', '/internal/revocations', listRevocations]]),
    ...rows(
      [['GET', '/internal/data-keys/:subject', handOutDataKey]],
      caller,
      requireScope('data-keys'),
    ),
  ];
}

// Answers hold tokens and personal data; the two public documents say otherwise themselves.
const noStore: Middleware = (ctx, next) => {
  ctx.set('cache-control', 'no-store');
  return next();
};

const usersOnly: Middleware = (ctx, next) => {
  if ((ctx.state['caller'] as { kind: string }).kind === 'user') return next();
  throw httpProblem('forbidden', 'A service client has no account.');
};
