/** What is limited together, and closed or left open together when it cannot be counted. */
export type OperationClass = 'sign-in' | 'webhook' | 'write' | 'read';

/** Where who knows no secret yet can try to find one, or makes us send mails. */
const SIGN_IN = new Set([
  'POST /accounts',
  'POST /accounts/verification',
  'POST /accounts/verification-requests',
  'POST /password-resets',
  'POST /password-resets/completion',
  'POST /sessions',
  'POST /sessions/refresh',
  'GET /oauth/authorize',
  'POST /oauth/authorize',
  'POST /oauth/token',
]);
/** Sent by companies outside, from few addresses and in bursts; signed. */
const WEBHOOKS = new Set(['POST /webhooks/payment-provider']);
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The class of a request, also of one to nowhere. */
export function operationClass(method: string, path: string): OperationClass {
  // The router takes these for the same: another letter case, a slash at the end.
  const name = `${method === 'HEAD' ? 'GET' : method} ${path.toLowerCase().replace(/\/$/, '')}`;
  if (SIGN_IN.has(name)) return 'sign-in';
  if (WEBHOOKS.has(name)) return 'webhook';
  return READS.has(method) ? 'read' : 'write';
}
