// Events and commands of one order of five units, for the tests of what follows its confirmation.
import type { OrderEvent } from '@commerce/contracts/order/order-events';
import type { LineUnits } from '@commerce/contracts/order/order-units';
import { lineIdAt } from '@commerce/contracts/order/order-parts';
import { decides } from '@commerce/testing/decides';
import { orderDecider, type OrderCommand } from './order.ts';

export const now = '2026-11-22T10:00:00.000Z';
export const later = '2026-11-23T10:00:00.000Z';
export const tooLate = '2026-12-30T10:00:00.000Z';
export const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });

export type Policy = 'all' | 'partial' | 'backorder' | 'split';
export const placed = (policy?: Policy): OrderEvent => ({
  type: 'OrderPlaced.v2',
  data: {
    lines: [
      { sku: 'A', quantity: 3, unitPriceMinor: 100 },
      { sku: 'B', quantity: 2, unitPriceMinor: 50 },
    ],
    total: gbp(400),
    personal: 'encrypted',
    requestHash: 'hash',
    placedAt: now,
    ...(policy && { policy }),
  },
});
export const confirmed = (more: Pick<Data<'OrderConfirmed.v1'>, 'waiting'> = {}): OrderEvent => ({
  type: 'OrderConfirmed.v1',
  data: { authorizationId: 'aut_1', total: gbp(400), confirmedAt: now, ...more },
});
export const given = (policy: Policy, ...events: OrderEvent[]) => [
  placed(policy),
  confirmed(),
  ...events,
];
export const units = (...lines: [line: number, sku: string, quantity: number][]): LineUnits[] =>
  lines.map(([line, sku, quantity]) => ({ line, lineId: lineIdAt(line), sku, quantity }));

export type Data<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>['data'];
export const shipped = (
  shipmentId: string,
  lines: LineUnits[],
  amountMinor: number,
  status: Data<'OrderShipped.v1'>['status'],
): OrderEvent => ({
  type: 'OrderShipped.v1',
  data: {
    shipmentId,
    lines,
    captureAmount: gbp(amountMinor),
    final: status === 'shipped',
    ...(status === 'shipped' && { captureTotal: gbp(400) }),
    shippedAt: now,
    status,
  },
});
export const wholeShipment = shipped('shp_1', units([0, 'A', 3], [1, 'B', 2]), 400, 'shipped');
export const firstShipment = shipped('shp_1', units([0, 'A', 2]), 200, 'partially-shipped');
export const delivered: OrderEvent = {
  type: 'OrderDelivered.v1',
  data: { shipmentId: 'shp_1', deliveredAt: now, status: 'delivered' },
};
export const requested = (
  returnId: string,
  lines: LineUnits[],
  amountMinor: number,
): OrderEvent => ({
  type: 'OrderReturnRequested.v2',
  data: {
    returnId,
    lines,
    personal: 'encrypted',
    refundAmount: gbp(amountMinor),
    requestedAt: now,
    status: 'shipped',
  },
});
export const received = (returnId: string): OrderEvent => ({
  type: 'OrderReturnReceived.v1',
  data: { returnId, receivedAt: now, status: 'shipped' },
});
export const returned = (
  returnId: string,
  status: Data<'OrderReturned.v1'>['status'],
): OrderEvent => ({
  type: 'OrderReturned.v1',
  data: { returnId, returnedAt: now, status },
});

export const ship = (
  shipmentId: string,
  lines?: { sku: string; quantity: number }[],
): OrderCommand => ({
  type: 'RecordShipment',
  shipmentId,
  lines,
  now,
});
export const deliver: OrderCommand = { type: 'RecordDelivery', shipmentId: 'shp_1', now };
export const cancelLines = (...lines: { sku: string; quantity: number }[]): OrderCommand => ({
  type: 'CancelLines',
  commandId: 'can_1',
  lines,
  now,
});
export const sendBack = (
  lines?: { sku: string; quantity: number }[],
  at = later,
  returnId = 'ret_1',
): OrderCommand => ({
  type: 'RequestReturn',
  returnId,
  lines,
  personal: 'encrypted',
  window: { days: 30, timeZone: 'UTC' },
  now: at,
});
/** A receipt of a return; without lines, of all that is still announced. */
export const receive = (
  returnId = 'ret_1',
  more: Partial<Extract<OrderCommand, { type: 'RecordReturnReceived' }>> = {},
): OrderCommand => ({
  type: 'RecordReturnReceived',
  ...{ returnId, receiptId: 'rcp_1', now },
  ...more,
});
/** Where the order stands after each event has tests of its own: order-standing.test.ts. */
const withoutStanding: typeof orderDecider = {
  ...orderDecider,
  decide(command, order) {
    const decision = orderDecider.decide(command, order);
    if (!decision.ok) return decision;
    const events = decision.events.map(({ type, data }) => {
      const { standing: _, ...rest } = data as { standing?: unknown };
      return { type, data: rest } as OrderEvent;
    });
    return { ...decision, events };
  },
};
export const it = (
  events: OrderEvent[],
  when: OrderCommand,
  then: ReturnType<typeof orderDecider.decide>,
) => decides(withoutStanding, { given: events, when, then });
