import type { Route } from '@commerce/runtime/http';

/** An operation of the public API and the app that owns it, under the same path there. */
export interface PublicOperation {
  method: Route['method'];
  path: string;
  app: 'order' | 'inventory' | 'payment' | 'catalog' | 'identity';
  /** Headers that reach the app beside those that reach every app. */
  headers?: readonly string[];
  /** Its body is a form, as OAuth wants it, not JSON. */
  form?: true;
  /** Its answer stays open and is passed on as it comes. */
  streamed?: true;
}

/** What the payment provider signs a webhook with: by Standard Webhooks, or Stripe's own way. */
const SIGNATURE = ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'stripe-signature'];

/** What says who asks. */
const CREDENTIALS = ['authorization'];

/** The public API. What is not in this list cannot be reached from outside. */
export const publicOperations: PublicOperation[] = [
  { method: 'POST', path: '/orders', app: 'order' },
  { method: 'GET', path: '/orders', app: 'order' },
  { method: 'GET', path: '/orders/parked', app: 'order' },
  { method: 'GET', path: '/orders/:id', app: 'order' },
  { method: 'GET', path: '/orders/:id/events', app: 'order' },
  { method: 'GET', path: '/orders/:id/diff', app: 'order' },
  { method: 'GET', path: '/orders/:id/stream', app: 'order', streamed: true },
  { method: 'POST', path: '/orders/:id/cancellation', app: 'order' },
  { method: 'POST', path: '/orders/:id/shipments', app: 'order' },
  { method: 'POST', path: '/orders/:id/shipments/:shipmentId/delivery', app: 'order' },
  { method: 'POST', path: '/orders/:id/returns', app: 'order' },
  { method: 'POST', path: '/orders/:id/returns/:returnId/receipt', app: 'order' },
  { method: 'POST', path: '/orders/:id/repair', app: 'order' },
  { method: 'POST', path: '/products', app: 'catalog' },
  { method: 'GET', path: '/products/:sku', app: 'catalog' },
  { method: 'POST', path: '/stock/:sku/receipts', app: 'inventory' },
  { method: 'POST', path: '/stock/:sku/adjustments', app: 'inventory' },
  { method: 'POST', path: '/stock/:sku/transfers', app: 'inventory' },
  { method: 'GET', path: '/stock/:sku', app: 'inventory' },
  { method: 'GET', path: '/stock/:sku/why', app: 'inventory' },
  { method: 'PUT', path: '/stock/:sku/threshold', app: 'inventory' },
  { method: 'PUT', path: '/locations/:location', app: 'inventory' },
  { method: 'POST', path: '/webhooks/payment-provider', app: 'payment', headers: SIGNATURE },
  { method: 'POST', path: '/accounts', app: 'identity' },
  { method: 'POST', path: '/accounts/verification', app: 'identity' },
  { method: 'POST', path: '/accounts/verification-requests', app: 'identity' },
  { method: 'PUT', path: '/accounts/:id/roles', app: 'identity', headers: CREDENTIALS },
  { method: 'POST', path: '/accounts/:id/disablement', app: 'identity', headers: CREDENTIALS },
  { method: 'POST', path: '/password-resets', app: 'identity' },
  { method: 'POST', path: '/password-resets/completion', app: 'identity' },
  { method: 'POST', path: '/sessions', app: 'identity' },
  { method: 'POST', path: '/sessions/refresh', app: 'identity' },
  { method: 'GET', path: '/sessions', app: 'identity', headers: CREDENTIALS },
  { method: 'DELETE', path: '/sessions', app: 'identity', headers: CREDENTIALS },
  { method: 'DELETE', path: '/sessions/current', app: 'identity', headers: CREDENTIALS },
  { method: 'DELETE', path: '/sessions/:id', app: 'identity', headers: CREDENTIALS },
  { method: 'GET', path: '/me', app: 'identity', headers: CREDENTIALS },
  { method: 'PATCH', path: '/me', app: 'identity', headers: CREDENTIALS },
  { method: 'DELETE', path: '/me', app: 'identity', headers: CREDENTIALS },
  { method: 'PUT', path: '/me/password', app: 'identity', headers: CREDENTIALS },
  { method: 'GET', path: '/me/export', app: 'identity', headers: CREDENTIALS },
  { method: 'GET', path: '/me/addresses', app: 'identity', headers: CREDENTIALS },
  { method: 'POST', path: '/me/addresses', app: 'identity', headers: CREDENTIALS },
  { method: 'PUT', path: '/me/addresses/:id', app: 'identity', headers: CREDENTIALS },
  { method: 'DELETE', path: '/me/addresses/:id', app: 'identity', headers: CREDENTIALS },
  { method: 'GET', path: '/audit', app: 'identity', headers: CREDENTIALS },
  { method: 'GET', path: '/oauth/authorize', app: 'identity' },
  { method: 'POST', path: '/oauth/authorize', app: 'identity', form: true },
  { method: 'POST', path: '/oauth/token', app: 'identity', headers: CREDENTIALS, form: true },
  { method: 'GET', path: '/.well-known/jwks.json', app: 'identity' },
  { method: 'GET', path: '/.well-known/openid-configuration', app: 'identity' },
];
