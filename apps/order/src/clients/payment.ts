import { paymentOperations } from '@commerce/contracts/payment/operations';
import type {
  AuthorizationResult,
  AuthorizePayment,
  CapturePayment,
  CaptureResult,
  PaymentOperation,
  PaymentState,
  ReauthorizePayment,
  RefundPayment,
  RefundResult,
  RenewPayment,
  VoidResult,
} from '@commerce/contracts/payment/payment-api';
import type { BatchedRequest, Sidecar, SidecarResponse } from 'dapr-actor-runtime/sidecar';

/** Longer than the payment app waits for its provider. */
const PAYMENT_TIMEOUT_MS = 15_000;

/** What the order app may ask payment for. */
export const paymentCalls = [
  paymentOperations.authorizePayment,
  paymentOperations.reauthorizePayment,
  paymentOperations.withdrawReauthorization,
  paymentOperations.renewPayment,
  paymentOperations.completePaymentAttempt,
  paymentOperations.voidPayment,
  paymentOperations.capturePayment,
  paymentOperations.refundPayment,
  paymentOperations.getPayment,
];

/** No clear answer: the effect may have happened. */
interface Unknown {
  outcome: 'unknown';
  reason: string;
}

/**
 * Authorizes the payment of an order, once per order: a repeat gets the same answer. Authorizations
 * that wait at the same time travel together.
 */
export async function authorizePayment(
  sidecar: Sidecar,
  orderId: string,
  authorization: AuthorizePayment,
): Promise<AuthorizationResult> {
  const request = requestOf('POST', `${orderId}/authorization`, JSON.stringify(authorization));
  return resultOf(sidecar.invokeBatched(paymentOperations.authorizePayment, request));
}

/**
 * Authorizes the total of an order after an edit in place of the earlier authorization, once per edit: a repeat
 * gets the same answer.
 */
export async function reauthorizePayment(
  sidecar: Sidecar,
  orderId: string,
  { editId, ...reauthorization }: ReauthorizePayment & { editId: string },
): Promise<AuthorizationResult> {
  const path = `${orderId}/authorizations/${encodeURIComponent(editId)}`;
  return resultOf(
    sidecar.invoke('payment', requestOf('PUT', path, JSON.stringify(reauthorization))),
  );
}

/** Gives up the authorization of an edit; `authorized` if the edit has its money already. */
export async function withdrawReauthorization(
  sidecar: Sidecar,
  orderId: string,
  editId: string,
): Promise<AuthorizationResult> {
  const path = `${orderId}/authorizations/${encodeURIComponent(editId)}`;
  return resultOf(sidecar.invoke('payment', requestOf('DELETE', path, undefined)));
}

/**
 * Authorizes an order again whose authorization ended at the provider, once per renewal. What payment refuses is
 * declined: no repeat helps.
 */
export async function renewPayment(
  sidecar: Sidecar,
  orderId: string,
  { renewalId, ...renewal }: RenewPayment & { renewalId: string },
): Promise<AuthorizationResult> {
  const path = `${orderId}/renewals/${encodeURIComponent(renewalId)}`;
  return resultOf<AuthorizationResult>(
    sidecar.invoke('payment', requestOf('PUT', path, JSON.stringify(renewal))),
    (reason) => ({ outcome: 'declined', reason }),
  );
}

/** Asks what an attempt that waits for the customer has become. */
export async function completePayment(
  sidecar: Sidecar,
  orderId: string,
  attempt: number,
): Promise<AuthorizationResult> {
  const request = requestOf('POST', `${orderId}/attempts/${attempt}/completion`, undefined);
  return resultOf(sidecar.invoke('payment', request));
}

/** Captures a part of the authorization, once per capture id, before the goods leave. */
export async function capturePayment(
  sidecar: Sidecar,
  orderId: string,
  capture: CapturePayment,
): Promise<CaptureResult> {
  const request = requestOf('POST', `${orderId}/captures`, JSON.stringify(capture));
  return resultOf(sidecar.invokeBatched(paymentOperations.capturePayment, request));
}

/** Voids what is authorized and not captured. A repeat changes nothing. */
export async function voidPayment(sidecar: Sidecar, orderId: string): Promise<VoidResult> {
  const request = requestOf('DELETE', `${orderId}/authorization`, undefined);
  return resultOf(sidecar.invoke('payment', request));
}

/**
 * Refunds a part of the captured amount, once per refund id. More than is refundable is declined: no
 * repeat helps.
 */
export async function refundPayment(
  sidecar: Sidecar,
  orderId: string,
  request: RefundPayment,
): Promise<RefundResult> {
  const asked = requestOf('POST', `${orderId}/refunds`, JSON.stringify(request));
  return resultOf<RefundResult>(sidecar.invoke('payment', asked), (reason) => ({
    outcome: 'declined',
    reason,
  }));
}

/** The payment of an order; `absent` if it has none, `unknown` if payment does not answer. */
export async function readPayment(
  sidecar: Sidecar,
  orderId: string,
): Promise<PaymentState | 'absent' | 'unknown'> {
  try {
    const { status, text } = await sidecar.invoke('payment', requestOf('GET', orderId, undefined));
    if (status === 404) return 'absent';
    return status === 200 ? (JSON.parse(text) as PaymentState) : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** A refund as the payment app knows it, and what is left to refund; `unknown` if it does not answer. */
export async function readRefund(
  sidecar: Sidecar,
  orderId: string,
  refundId: string,
): Promise<{ refund: PaymentOperation | undefined; refundableMinor: number } | 'unknown'> {
  const state = await readPayment(sidecar, orderId);
  if (typeof state === 'string') return 'unknown';
  const refund = state.operations.find((one) => one.operationId === refundId);
  return { refund, refundableMinor: state.refundable?.amountMinor ?? 0 };
}

/** The status of a refund by its id; `unknown` if payment does not answer. */
export async function findRefund(
  sidecar: Sidecar,
  orderId: string,
  refundId: string,
): Promise<'absent' | 'open' | 'done' | 'refused' | 'unknown'> {
  const found = await readRefund(sidecar, orderId, refundId);
  if (found === 'unknown') return 'unknown';
  const status = found.refund?.status ?? 'absent';
  return status === 'failed' ? 'refused' : status;
}

function requestOf(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: string | undefined,
): BatchedRequest {
  return { method, path: `/payments/${path}`, body, timeoutMs: PAYMENT_TIMEOUT_MS };
}

/** `conflict` gives the result for a 409, from its detail; without it a 409 is not clear. */
async function resultOf<T>(
  answer: Promise<SidecarResponse>,
  conflict?: (detail: string) => T,
): Promise<T | Unknown> {
  try {
    const { status, text } = await answer;
    if (status === 200) return JSON.parse(text) as T;
    if (status === 409 && conflict)
      return conflict((JSON.parse(text) as { detail: string }).detail);
    return { outcome: 'unknown', reason: `payment answered ${status}: ${text}` };
  } catch (error) {
    return { outcome: 'unknown', reason: (error as Error).message };
  }
}
