import type { LineUnits, ReceivedUnits } from '@commerce/contracts/order/order-events';
import { type Inspection, lineIdAt } from '@commerce/contracts/order/order-parts';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { sum } from './amounts.ts';
import { amountUpTo, capturedAmount, countUnits, unitsOf, withStatus } from './fulfilment.ts';
import type { OrderDecision, OrderRefusal } from './order-decision.ts';
import type { ConfirmedOrder, Fulfilment, Return } from './order-state.ts';
import { sumOfRefunds } from './refund-progress.ts';
import { refuseSelection, selectUnits, type RequestedUnits } from './unit-selection.ts';

/** Units that arrived, and what the inspection says of them. */
export type InspectedUnits = RequestedUnits & Inspection;

export interface RecordReturnReceived {
  type: 'RecordReturnReceived';
  returnId: string;
  /** Absent: all announced units arrived as they were sold. */
  lines?: readonly InspectedUnits[] | undefined;
  /** Kept back from the refund, minor units. */
  restockingFeeMinor?: number | undefined;
  now: string;
}

/** What arrived decides what is restocked and refunded. If nothing did, the return is declined. */
export function recordInspected(
  { returnId, lines, restockingFeeMinor = 0, now }: RecordReturnReceived,
  { order, found }: { order: ConfirmedOrder; found: Return },
): OrderDecision {
  const { fulfilment, orderDetails } = order;
  const inspected = receivedUnits(fulfilment, { found, lines });
  if (!inspected.ok) return inspected.refusal;
  const { received } = inspected;
  if (received.length === 0) {
    return accepted(
      withStatus(fulfilment, {
        type: 'OrderReturnDeclined.v1',
        data: { returnId, declinedAt: now },
      }),
    );
  }
  const refundMinor = refundFor(without(fulfilment, found), unitsOf(received)) - restockingFeeMinor;
  if (refundMinor < 0) {
    return rejected('restocking-fee-too-large', 'The fee is larger than what these units cost.');
  }
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderReturnReceived.v2',
      data: {
        returnId,
        received,
        refundAmount: { amountMinor: refundMinor, currency: orderDetails.total.currency },
        ...(restockingFeeMinor > 0 && { withheldMinor: restockingFeeMinor }),
        receivedAt: now,
      },
    }),
  );
}

/** The units of an order as if a return had not been announced. */
export function without(fulfilment: Fulfilment, found: Return): Fulfilment {
  return {
    ...fulfilment,
    lines: countUnits(fulfilment, found.lines, 'returning', -1),
    returns: fulfilment.returns.filter((one) => one !== found),
  };
}

type Received = { ok: true; received: ReceivedUnits[] } | { ok: false; refusal: OrderRefusal };

/** The units that arrived, by line and condition: never more than announced, and no wrong items. */
function receivedUnits(
  fulfilment: Fulfilment,
  { found, lines }: { found: Return; lines: readonly InspectedUnits[] | undefined },
): Received {
  const left = new Map(found.lines.map(({ line, quantity }) => [line, quantity]));
  const announced = found.lines.map(({ line, quantity }): InspectedUnits => ({
    lineId: lineIdAt(line),
    quantity,
  }));
  const received: ReceivedUnits[] = [];
  for (const { quantity, condition, disposition, location, ...named } of lines ?? announced) {
    const requested = { ...named, quantity } as RequestedUnits;
    const selection = selectUnits(fulfilment, [requested], (_, index) => left.get(index) ?? 0);
    if (!selection.ok) {
      const words = { tooMany: 'return-exceeds-announced', can: 'were announced' } as const;
      return { ok: false, refusal: refuseSelection(selection, words) };
    }
    for (const units of selection.lines) {
      left.set(units.line, (left.get(units.line) ?? 0) - units.quantity);
      if (condition === 'wrong-item') continue;
      received.push({
        ...units,
        lineId: lineIdAt(units.line),
        ...(condition === undefined ? {} : { condition }),
        ...(disposition === undefined ? {} : { disposition }),
        ...(location === undefined ? {} : { location }),
      });
    }
  }
  return { ok: true, received };
}

/**
 * The refund of units on top of what is settled for others. Once all units are returned, what is refunded and
 * what is kept back add up to the captured amount to the penny, even if a return in between was declined.
 * Never more than is left of it after refunds without a return.
 */
export function refundFor(fulfilment: Fulfilment, units: LineUnits[]): number {
  const more = new Map(units.map(({ line, quantity }) => [line, quantity]));
  const after = amountUpTo(
    fulfilment,
    ({ returning, returned }, index) => returning + returned + (more.get(index) ?? 0),
  );
  const settled = sum(
    countedReturns(fulfilment).map(
      ({ refundMinor, withheldMinor = 0 }) => refundMinor + withheldMinor,
    ),
  );
  return Math.max(0, Math.min(after - settled, leftOfCaptured(fulfilment)));
}

/** What was captured and is promised neither to returns nor to refunds without one, minor units. */
export function leftOfCaptured(fulfilment: Fulfilment): number {
  const promised = sum(countedReturns(fulfilment).map(({ refundMinor }) => refundMinor));
  const refunds = sumOfRefunds(fulfilment, ['requested', 'approved', 'refunded']);
  return capturedAmount(fulfilment) - promised - refunds;
}

/** The returns whose units the customer does not keep. */
function countedReturns({ returns }: Fulfilment): Return[] {
  return returns.filter(({ status }) => status !== 'declined' && status !== 'withdrawn');
}
