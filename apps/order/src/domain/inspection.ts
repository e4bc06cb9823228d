import type { LineUnits, ReceivedUnits } from '@commerce/contracts/order/order-units';
import { type Inspection, lineIdAt } from '@commerce/contracts/order/order-parts';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import { sum, unitsAmount } from './amounts.ts';
import { countUnits } from './count-units.ts';
import {
  amountUpTo,
  capturedAmount,
  chargedUnits,
  shippingShares,
  withStatus,
} from './fulfilment.ts';
import type { OrderDecision, OrderRefusal } from './order-decision.ts';
import type { ConfirmedOrder, Fulfilment, LineProgress, Return } from './order-state.ts';
import { sumOfRefunds } from './refund-progress.ts';
import { unitsOf } from './return-progress.ts';
import {
  refuseSelection,
  selectUnits,
  type RequestedUnits,
  type Selection,
} from './unit-selection.ts';

/** Units that arrived, and what the inspection says of them. */
export type InspectedUnits = RequestedUnits & Inspection;

/** What is kept back from the price of the units. */
interface Kept {
  restockingFeeMinor?: number | undefined;
  /** False: their share of the shipping too. */
  refundShipping?: boolean | undefined;
}

/**
 * What arrived decides what is restocked and refunded. If nothing right did, the return is declined. Rejects
 * with restocking-fee-too-large.
 */
export function recordInspected(
  order: ConfirmedOrder,
  {
    found,
    received,
    kept: { restockingFeeMinor = 0, refundShipping = true },
    ...event
  }: { found: Return; received: ReceivedUnits[]; kept: Kept; receiptId?: string; now: string },
): OrderDecision {
  const { fulfilment, orderDetails } = order;
  const { returnId } = found;
  const { now, ...receipt } = event;
  if (received.length === 0) {
    return accepted(
      withStatus(fulfilment, {
        type: 'OrderReturnDeclined.v1',
        data: { returnId, ...receipt, declinedAt: now },
      }),
    );
  }
  const others = without(fulfilment, found);
  const units = unitsOf(received);
  const costMinor = refundFor(others, units);
  const shippingMinor = refundShipping ? 0 : shippingOf(order, { others, units });
  const withheldMinor = restockingFeeMinor + Math.min(shippingMinor, costMinor);
  if (withheldMinor > costMinor) {
    return rejected('restocking-fee-too-large', 'The fee is larger than what these units cost.');
  }
  const refundAmount = {
    amountMinor: costMinor - withheldMinor,
    currency: orderDetails.total.currency,
  };
  return accepted(
    withStatus(fulfilment, {
      type: 'OrderReturnReceived.v2',
      data: {
        ...{ returnId, received, refundAmount },
        ...(withheldMinor > 0 && { withheldMinor }),
        ...receipt,
        receivedAt: now,
      },
    }),
  );
}

/**
 * The units' share of what shipping cost, minor units, after that of the units that arrived before: all units of
 * an order have all of it.
 */
function shippingOf(
  { orderDetails }: ConfirmedOrder,
  { others, units }: { others: Fulfilment; units: LineUnits[] },
): number {
  const shares = shippingShares(orderDetails, others);
  const before = others.returns.filter(hasArrived).flatMap(({ lines }) => lines);
  return sum(
    units.map(({ line, quantity }) => {
      const from = sum(before.filter((one) => one.line === line).map((one) => one.quantity));
      const all = others.lines[line]?.quantity ?? 0;
      return unitsAmount(shares[line] ?? 0, { quantity: all, from, to: from + quantity });
    }),
  );
}

/** Whether the units of a return are with the shop. */
export function hasArrived({ status }: Return): boolean {
  return status === 'received' || status === 'returned';
}

/** The units of an order as if a return had not been announced. */
export function without(fulfilment: Fulfilment, found: Return): Fulfilment {
  return {
    ...fulfilment,
    lines: countUnits(fulfilment, found.lines, 'returning', -1),
    returns: fulfilment.returns.filter((one) => one !== found),
  };
}

/** What arrived, by line, and the part of it that is right, by line and condition. */
type Arrived =
  | { ok: true; units: LineUnits[]; received: ReceivedUnits[] }
  | { ok: false; refusal: OrderRefusal };

/** The units that arrived: never more than are announced. Wrong items are among them, but not right. */
export function arrivedUnits(
  fulfilment: Fulfilment,
  { found, lines }: { found: Return; lines: readonly InspectedUnits[] },
): Arrived {
  const left = new Map(found.lines.map(({ line, quantity }) => [line, quantity]));
  const all: ReceivedUnits[] = [];
  for (const { quantity, condition, disposition, location, ...named } of lines) {
    const requested = { ...named, quantity } as RequestedUnits;
    const selection = selectUnits(fulfilment, [requested], (_, index) => left.get(index) ?? 0);
    if (!selection.ok) return { ok: false, refusal: refuseMore(selection) };
    for (const units of selection.lines) {
      left.set(units.line, (left.get(units.line) ?? 0) - units.quantity);
      all.push({
        ...units,
        lineId: lineIdAt(units.line),
        ...(condition === undefined ? {} : { condition }),
        ...(disposition === undefined ? {} : { disposition }),
        ...(location === undefined ? {} : { location }),
      });
    }
  }
  const received = all.filter(({ condition }) => condition !== 'wrong-item');
  return { ok: true, units: unitsOf(all), received };
}

function refuseMore(selection: Extract<Selection, { ok: false }>): OrderRefusal {
  const can = 'are announced: request a return of the others, then receive that';
  return refuseSelection(selection, { tooMany: 'return-exceeds-announced', can });
}

/**
 * The refund of units on top of what is settled for others. Once all units are returned, what is refunded and
 * what is kept back add up to the captured amount to the penny, even if a return in between was declined.
 * Never more than these units cost, or than is left of what was captured: a refund without a return takes it
 * from the units that arrive last.
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
  const most = Math.min(costOf(fulfilment, units), leftOfCaptured(fulfilment));
  return Math.max(0, Math.min(after - settled, most));
}

/** What units cost, each line rounded up to a whole minor unit. */
function costOf({ lines }: Fulfilment, units: LineUnits[]): number {
  return sum(
    units.map(({ line, quantity }) => {
      const one = lines[line] as LineProgress;
      const all = chargedUnits(one);
      // All units less the others, whose share is rounded down.
      return (
        one.amountMinor -
        unitsAmount(one.amountMinor, { quantity: all, from: 0, to: all - quantity })
      );
    }),
  );
}

/**
 * What was captured and is promised neither to units that have arrived nor to refunds without a return, minor
 * units. Units that are only announced may never come.
 */
export function leftOfCaptured(fulfilment: Fulfilment): number {
  const arrived = fulfilment.returns.filter(hasArrived);
  const promised = sum(arrived.map(({ refundMinor }) => refundMinor));
  const refunds = sumOfRefunds(fulfilment, ['requested', 'approved', 'refunded']);
  return capturedAmount(fulfilment) - promised - refunds;
}

/** The returns whose units the customer does not keep. */
function countedReturns({ returns }: Fulfilment): Return[] {
  const kept: Return['status'][] = ['declined', 'withdrawn', 'closed'];
  return returns.filter(({ status }) => !kept.includes(status));
}
