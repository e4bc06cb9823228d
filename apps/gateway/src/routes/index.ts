import type { Route } from '@commerce/runtime/http';

/** An operation of the public API and the app that owns it, under the same path there. */
export interface PublicOperation {
  method: Route['method'];
  path: string;
  app: 'order' | 'inventory' | 'catalog';
}

/** The public API. What is not in this list cannot be reached from outside. */
export const publicOperations: PublicOperation[] = [
  { method: 'POST', path: '/orders', app: 'order' },
  { method: 'GET', path: '/orders', app: 'order' },
  { method: 'GET', path: '/orders/:id', app: 'order' },
  { method: 'GET', path: '/orders/:id/events', app: 'order' },
  { method: 'POST', path: '/orders/:id/cancellation', app: 'order' },
  { method: 'POST', path: '/orders/:id/shipments', app: 'order' },
  { method: 'POST', path: '/orders/:id/shipments/:shipmentId/delivery', app: 'order' },
  { method: 'POST', path: '/orders/:id/returns', app: 'order' },
  { method: 'POST', path: '/orders/:id/returns/:returnId/receipt', app: 'order' },
  { method: 'POST', path: '/products', app: 'catalog' },
  { method: 'GET', path: '/products/:sku', app: 'catalog' },
  { method: 'POST', path: '/stock/:sku/receipts', app: 'inventory' },
  { method: 'POST', path: '/stock/:sku/adjustments', app: 'inventory' },
  { method: 'POST', path: '/stock/:sku/transfers', app: 'inventory' },
  { method: 'GET', path: '/stock/:sku', app: 'inventory' },
  { method: 'GET', path: '/stock/:sku/why', app: 'inventory' },
  { method: 'PUT', path: '/stock/:sku/threshold', app: 'inventory' },
  { method: 'PUT', path: '/locations/:location', app: 'inventory' },
];
