import type { Sidecar } from 'dapr-actor-runtime/sidecar';
import type { OrderLookup } from '../domain/hold-expiry.ts';

/** How long the order app may take to answer for one order, ms. */
const ORDER_TIMEOUT_MS = 2_000;

/** Asks the order app for the status of an order. Never rejects. */
export async function lookUpOrder(
  sidecar: Pick<Sidecar, 'invoke'>,
  orderId: string,
): Promise<OrderLookup> {
  try {
    const { status, text } = await sidecar.invoke('order', {
      method: 'GET',
      path: `/orders/${encodeURIComponent(orderId)}`,
      timeoutMs: ORDER_TIMEOUT_MS,
    });
    const body = JSON.parse(text) as { status?: unknown; type?: unknown };
    if (status === 200 && typeof body.status === 'string') {
      return { known: true, status: body.status };
    }
    // Only the order app's own answer counts: a sidecar or a proxy can answer 404 too.
    if (status === 404 && body.type === '/problems/order-not-found') {
      return { known: true, status: 'absent' };
    }
    return { known: false };
  } catch {
    return { known: false };
  }
}
