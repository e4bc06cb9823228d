import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { undoOf } from '@commerce/contracts/payment/payment-api';
import { rejected } from 'dapr-actor-runtime/streams';
import type { OrderAnswer } from '../actors/order-actor-type.ts';
import { capturePayment, refundPayment } from '../clients/payment.ts';
import type { OrderDeps } from '../deps.ts';
import { MAX_REASON } from '../domain/order-state.ts';
import { decide, type OrderCommand } from '../domain/order.ts';
import { answerOrder, decideOrder, type OpenOrder } from './decide-order.ts';

type Deps = Pick<OrderDeps, 'sidecar' | 'failpoint' | 'log'>;
type RecordShipment = Extract<OrderCommand, { type: 'RecordShipment' }>;
type Shipped = Extract<OrderEvent, { type: 'OrderShipped.v1' }>['data'];

/**
 * Captures the payment for units and only then records that they leave. A refused capture is recorded
 * on the order, and nothing ships. The capture has the id of the shipment: whatever dies in between, the
 * same request again finds it and goes on.
 */
export async function captureAndShip(
  deps: Deps,
  order: OpenOrder,
  command: RecordShipment,
): Promise<OrderAnswer> {
  const { state } = await order.aggregate.load();
  const decision = decide(command, state);
  if (!decision.ok) return decision;
  const shipped = decision.events.find(({ type }) => type === 'OrderShipped.v1')?.data;
  // A repeat: the shipment is recorded.
  if (shipped === undefined) return answerOrder(order);
  const refusal = await capture(deps, order, shipped as Shipped);
  if (refusal !== undefined) return refusal;
  deps.failpoint('after-capture');
  const answer = await decideOrder(order, command);
  // Another activation of the order was faster: the goods stay, so the money goes back.
  if (!answer.ok) await undoCapture(deps, order.id, shipped as Shipped);
  return answer;
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
