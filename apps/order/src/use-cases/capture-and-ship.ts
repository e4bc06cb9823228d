import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { undoOf } from '@commerce/contracts/payment/payment-api';
import { Problem } from 'dapr-actor-runtime/server';
import { loadState, type Refusal, rejected } from 'dapr-actor-runtime/streams';
import type { OrderAnswer } from '../actors/order-actor-type.ts';
import { capturePayment, refundPayment } from '../clients/payment.ts';
import type { OrderDeps } from '../deps.ts';
import { hasReturnArrived } from '../domain/exchange.ts';
import { MAX_REASON, type Order } from '../domain/order-state.ts';
import { decide, orderDecider, type OrderCommand } from '../domain/order.ts';
import { answerOrder, decideOrder, type OpenOrder } from './decide-order.ts';

type Deps = Pick<OrderDeps, 'reservations' | 'sidecar' | 'streams' | 'failpoint' | 'log'>;
type RecordShipment = Extract<OrderCommand, { type: 'RecordShipment' }>;
type Shipped = Extract<OrderEvent, { type: 'OrderShipped.v1' }>['data'];

/**
 * Captures the payment for units and only then records that they leave. If a location is named, it must
 * have them: otherwise nothing is captured. A refused capture is recorded on the order, and nothing ships.
 * The capture has the id of the shipment: whatever dies in between, the same request again finds it and
 * goes on.
 */
export async function captureAndShip(
  deps: Deps,
  order: OpenOrder,
  asked: RecordShipment,
): Promise<OrderAnswer> {
  const { state } = await order.aggregate.load();
  const command = { ...asked, ...(await exchangedReturn(deps, state)) };
  const decision = decide(command, state);
  if (!decision.ok) return decision;
  const shipped = decision.events.find(({ type }) => type === 'OrderShipped.v1')?.data;
  // A repeat: the shipment is recorded.
  if (shipped === undefined) return answerOrder(order);
  const refusal =
    (await allocate(deps, order.id, shipped as Shipped)) ??
    (await capture(deps, order, shipped as Shipped));
  if (refusal !== undefined) return refusal;
  deps.failpoint('after-capture');
  const answer = await decideOrder(order, command);
  // Another activation of the order was faster: the goods stay, so the money goes back.
  if (!answer.ok) await undoCapture(deps, order.id, shipped as Shipped);
  return answer;
}

/** Of an exchange: whether what it is for has arrived. That is in the stream of another order. */
async function exchangedReturn(
  { streams }: Deps,
  order: Order,
): Promise<Pick<RecordShipment, 'returnArrived'>> {
  const exchangeOf = order.status === 'confirmed' ? order.orderDetails.exchangeOf : undefined;
  if (exchangeOf === undefined) return {};
  const { state } = await loadState(streams, orderDecider, exchangeOf.orderId);
  return { returnArrived: hasReturnArrived(state, exchangeOf.returnId) };
}

/** Has the units allocated where they are said to leave. Answers why they cannot leave from there. */
async function allocate(
  { reservations, log }: Deps,
  orderId: string,
  { shipmentId, lines, location }: Shipped,
): Promise<Refusal | undefined> {
  if (location === undefined) return undefined;
  const units = lines.map(({ sku, quantity }) => ({ sku, quantity }));
  try {
    await reservations(orderId).allocateAt({ shipmentId, lines: units, location });
    return undefined;
  } catch (err) {
    if (err instanceof Problem && err.status < 500) return rejected(err.code, err.message);
    log.warn({ err, orderId, shipmentId }, 'inventory gives no answer about units to ship');
    return rejected('unavailable', 'Inventory gave no answer, repeat this.');
  }
}

async function capture(
  { sidecar }: Deps,
  order: OpenOrder,
  { shipmentId, captureAmount: amount, final, lines, location, parcels }: Shipped,
): Promise<OrderAnswer | undefined> {
  if (amount.amountMinor === 0) return undefined;
  const result = await capturePayment(sidecar, order.id, { captureId: shipmentId, amount, final });
  switch (result.outcome) {
    case 'captured':
      return undefined;
    case 'refused': {
      const { code, reason } = result;
      const now = new Date().toISOString();
      await decideOrder(order, {
        type: 'RecordCaptureRefused',
        ...{ shipmentId, amount, code, reason: reason.slice(0, MAX_REASON), lines, now },
        ...(location === undefined ? {} : { location }),
        ...(parcels === undefined ? {} : { parcels }),
      });
      return rejected('capture-refused', `The payment was not captured: ${reason}`);
    }
    case 'unknown':
      return rejected('unavailable', `Payment gave no clear answer, repeat this: ${result.reason}`);
  }
}

async function undoCapture(
  { sidecar, log }: Deps,
  orderId: string,
  { shipmentId, captureAmount: amount }: Shipped,
): Promise<void> {
  if (amount.amountMinor === 0) return;
  const result = await refundPayment(sidecar, orderId, {
    refundId: undoOf(shipmentId),
    amount,
    kind: 'adjustment',
    reason: 'the shipment did not leave',
  });
  if (result.outcome !== 'refunded') {
    log.error({ orderId, shipmentId, result }, 'captured for a shipment that did not leave');
  }
}
