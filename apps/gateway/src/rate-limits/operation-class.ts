import { publicOperations } from '@commerce/platform/documents';

/** Requests of one class share a limit, and the behaviour while Redis is down. */
export type OperationClass = 'sign-in' | 'webhook' | 'write' | 'read';

/** Operations that allow guessing a secret, or that send mails, without a token. */
const SIGN_IN = new Set([
  'POST /accounts',
  'POST /accounts/verification',
  'POST /accounts/verification-requests',
  'POST /password-resets',
  'POST /password-resets/completion',
  'POST /email-changes/completion',
  'POST /sessions',
  'POST /sessions/refresh',
  'GET /oauth/authorize',
  'POST /oauth/authorize',
  'POST /oauth/token',
]);
/** Signed requests of other companies, from few addresses and in bursts. */
const WEBHOOKS = new Set(['POST /webhooks/payment-provider']);
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Operations that change nothing, although their method is not that of a read. */
const READ_BY_OTHER_METHODS = new Set(
  publicOperations
    .filter(({ readsOnly }) => readsOnly)
    .map(({ method, path }) => `${method} ${path}`),
);

/** The class of a request, also of one with an unknown path. */
export function operationClass(method: string, path: string): OperationClass {
  // Like the router, ignore letter case and a trailing slash.
  const name = `${method === 'HEAD' ? 'GET' : method} ${path.toLowerCase().replace(/\/$/, '')}`;
  if (SIGN_IN.has(name)) return 'sign-in';
  if (WEBHOOKS.has(name)) return 'webhook';
  return READS.has(method) || READ_BY_OTHER_METHODS.has(name) ? 'read' : 'write';
}
