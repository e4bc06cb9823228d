import type { OrderResource } from '@commerce/contracts/order/order-api';
import { publicStatus, type Order } from './order.ts';

/** The order as the API answers it; undefined when there is none. */
export function toResource(id: string, order: Order, version: number): OrderResource | undefined {
  if (order.status === 'absent') return undefined;
  const { lines, total, customerId, placedAt, policy, charges } = order.placing;
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
  return { lines, shipments, returns };
}
