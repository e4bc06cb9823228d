import type {
  AuthorizationResult,
  AuthorizePayment,
  PaymentState,
  RefundPayment,
  RefundResult,
  VoidResult,
} from '@commerce/contracts/payment/payment-api';
import type { Sidecar } from '@commerce/runtime/sidecar';

/** Longer than the payment app waits for its provider. */
const PAYMENT_TIMEOUT_MS = 15_000;

/** Asks the payment app to authorize; once per order, however often it is asked. */
export async function authorizePayment(
  sidecar: Sidecar,
  orderId: string,
  request: AuthorizePayment,
): Promise<AuthorizationResult> {
  return ask<AuthorizationResult>(
    sidecar,
    'POST',
    `${orderId}/authorization`,
    JSON.stringify(request),
  );
}

/** Asks the payment app to leave nothing authorized for the order. */
export async function voidPayment(sidecar: Sidecar, orderId: string): Promise<VoidResult> {
  return ask<VoidResult>(sidecar, 'DELETE', `${orderId}/authorization`);
}

/** Asks the payment app to give back a part of what was captured; once per refund id. */
export async function refundPayment(
  sidecar: Sidecar,
  orderId: string,
  request: RefundPayment,
): Promise<RefundResult> {
  return ask<RefundResult>(sidecar, 'POST', `${orderId}/refunds`, JSON.stringify(request));
}

/** What payment knows of a refund by its id. */
export async function findRefund(
  sidecar: Sidecar,
  orderId: string,
  refundId: string,
): Promise<'absent' | 'open' | 'done' | 'refused' | 'unknown'> {
  const state = await ask<PaymentState>(sidecar, 'GET', orderId);
  if ('outcome' in state) return 'unknown';
  return state.operations.find((one) => one.operationId === refundId)?.status ?? 'absent';
}

async function ask<T>(
  sidecar: Sidecar,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: string,
): Promise<T | { outcome: 'unknown'; reason: string }> {
  try {
    const { status, text } = await sidecar.invoke('payment', {
      method,
      path: `/payments/${path}`,
      body,
      timeoutMs: PAYMENT_TIMEOUT_MS,
    });
    if (status === 200) return JSON.parse(text) as T;
    return { outcome: 'unknown', reason: `payment answered ${status}: ${text}` };
  } catch (error) {
    return { outcome: 'unknown', reason: (error as Error).message };
  }
}
