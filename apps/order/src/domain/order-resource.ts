import type { OrderResource } from '@commerce/contracts/order/order-api';
import { publicStatus, type Order } from './order.ts';
import { parkedOf } from './parking.ts';

/** The order as the API answers it; undefined when there is none. */
export function toResource(id: string, order: Order, version: number): OrderResource | undefined {
  if (order.status === 'absent') return undefined;
  const { lines, total, customerId, placedAt, policy, charges } = order.placing;
  const parked = parkedOf(order);
  return {
    id,
    status: publicStatus(order),
    lines,
    total,
    version,
    ...(customerId === undefined ? {} : { customerId }),
    placedAt,
    ...(policy === undefined ? {} : { policy }),
    ...(charges === undefined ? {} : { charges }),
    ...(parked.length === 0 ? {} : { parked }),
    ...(order.status === 'rejected' && {
      rejection: {
        code: order.reason,
        ...(order.shortages && { lines: order.shortages }),
      },
    }),
    ...(order.status === 'confirmed' && { fulfilment: fulfilmentOf(order.fulfilment) }),
  };
}

type Confirmed = Extract<Order, { status: 'confirmed' }>;

function fulfilmentOf({
  lines,
  shipments,
  returns,
}: Confirmed['fulfilment']): NonNullable<OrderResource['fulfilment']> {
  return { lines, shipments, returns: returns.map(withoutSaga) };
}

type Return = Confirmed['fulfilment']['returns'][number];

// What people had to do with it is told by `parked`.
function withoutSaga({ returnId, lines, refundMinor, status }: Return): Omit<Return, 'saga'> {
  return { returnId, lines, refundMinor, status };
}
