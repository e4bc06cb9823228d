import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { LineUnits } from '@commerce/contracts/order/order-units';
import { lineIdAt } from '@commerce/contracts/order/order-parts';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { evolveFulfilment, withStatus, type EventWithoutStatus } from './fulfilment.ts';
import {
  arrivedUnits,
  hasArrived,
  leftOfCaptured,
  recordInspected,
  refundFor,
  without,
  type InspectedUnits,
} from './inspection.ts';
import type { OrderDecision } from './order-decision.ts';
import type { ConfirmedOrder, Return } from './order-state.ts';
import { unitsWithout } from './return-progress.ts';
import { findReturn, returnNotFound, returnNotOpen } from './returns.ts';

export interface RecordReturnReceived {
  type: 'RecordReturnReceived';
  returnId: string;
  /** Identifies the receipt; a part of a return becomes a return under this id. */
  receiptId: string;
  /** Absent: all units that are still announced arrived as they were sold. */
  lines?: readonly InspectedUnits[] | undefined;
  /** Kept back from the refund, minor units. */
  restockingFeeMinor?: number | undefined;
  /** False: the units' share of the shipping is kept back too. */
  refundShipping?: boolean | undefined;
  now: string;
}

/**
 * Records that units of a return have arrived. If others are still announced, those that arrived become a return
 * of their own. Rejects with return-not-found, return-not-open if nothing of it is announced any more,
 * return-exceeds-announced, line-not-found, line-ambiguous, restocking-fee-too-large or, if the id is that of a
 * receipt of another return, idempotency-key-reused.
 */
export function recordReturnReceived(
  command: RecordReturnReceived,
  order: ConfirmedOrder,
): OrderDecision {
  const { returnId, receiptId, lines, now } = command;
  const { fulfilment } = order;
  const part = findReturn(fulfilment, receiptId);
  if (part !== undefined) {
    return part.partOf === returnId
      ? accepted()
      : rejected('idempotency-key-reused', 'This key was used with a receipt of another return.');
  }
  const found = findReturn(fulfilment, returnId);
  if (found === undefined) return returnNotFound();
  const saysNothing = isPlain(command);
  if (found.status !== 'requested') {
    const isRepeat = found.receiptId === receiptId || (saysNothing && hasArrived(found));
    return isRepeat ? accepted() : returnNotOpen(found);
  }
  // A refund without a return since the announcement leaves less for it.
  const isCovered = leftOfCaptured(without(fulfilment, found)) >= found.refundMinor;
  if (saysNothing && isCovered) {
    return accepted(
      withStatus(fulfilment, {
        type: 'OrderReturnReceived.v1',
        data: { returnId, receivedAt: now },
      }),
    );
  }
  const announced = found.lines.map(({ line, quantity }) => ({ lineId: lineIdAt(line), quantity }));
  const arrived = arrivedUnits(fulfilment, { found, lines: lines ?? announced });
  if (!arrived.ok) return arrived.refusal;
  const { units, received } = arrived;
  if (unitsWithout(found.lines, units).length === 0) {
    return recordInspected(order, { found, received, kept: command, receiptId, now });
  }
  const split = splitReturn(order, { found, units, partId: receiptId, now });
  const inspected = recordInspected(split.order, {
    found: split.part,
    received,
    kept: command,
    now,
  });
  return inspected.ok ? accepted(split.event, ...inspected.events) : inspected;
}

/** Whether a receipt says only that what was announced has arrived, so that it can be repeated under any id. */
function isPlain({ lines, restockingFeeMinor, refundShipping }: RecordReturnReceived): boolean {
  return lines === undefined && restockingFeeMinor === undefined && refundShipping !== false;
}

/** The part of an announced return that has arrived becomes a return of its own; the rest stays announced. */
function splitReturn(
  order: ConfirmedOrder,
  { found, units, partId, now }: { found: Return; units: LineUnits[]; partId: string; now: string },
): { event: OrderEvent; order: ConfirmedOrder; part: Return } {
  const { fulfilment, orderDetails } = order;
  const { currency } = orderDetails.total;
  const others = without(fulfilment, found);
  const partMinor = refundFor(others, units);
  const restMinor = refundFor(others, found.lines) - partMinor;
  const event: EventWithoutStatus = {
    type: 'OrderReturnSplit.v1',
    data: {
      ...{ returnId: found.returnId, partId, lines: units },
      refundAmount: { amountMinor: partMinor, currency },
      restAmount: { amountMinor: restMinor, currency },
      splitAt: now,
    },
  };
  const after = evolveFulfilment(fulfilment, event);
  return {
    event: withStatus(fulfilment, event),
    order: { ...order, fulfilment: after },
    part: findReturn(after, partId) as Return,
  };
}
