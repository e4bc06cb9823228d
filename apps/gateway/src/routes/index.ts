import type { Route } from '@commerce/runtime/http';

/** An operation of the public API and the app that owns it, under the same path there. */
export interface PublicOperation {
  method: Route['method'];
  path: string;
  app: 'order' | 'inventory' | 'payment' | 'catalog';
  /** Headers that reach the app beside those that reach every app. */
  headers?: readonly string[];
  /** Its body is a form, as OAuth wants it, not JSON. */
  form?: true;
  /** Its answer stays open and is passed on as it comes. */
  streamed?: true;
}

/** What the payment provider signs a webhook with: by Standard Webhooks, or Stripe's own way. */
const SIGNATURE = ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'stripe-signature'];

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
];
