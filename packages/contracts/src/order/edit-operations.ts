import { roles } from '../identity/access.ts';
import type { Operations } from '../operation.ts';
import { IDEMPOTENCY_KEY, IF_MATCH } from '../request-headers.ts';
import { EditOrder, EditOrderQuery, OrderEditPreview } from './edit-api.ts';
import { OrderResource } from './order-api.ts';
import { EXAMPLE_ORDER, orderParams } from './order-id.ts';

/** Changes of an order before its goods leave. */
export const editOperations = {
  editOrder: {
    method: 'POST',
    path: '/orders/:id/edits',
    summary: 'Changes a confirmed order before its goods leave: units, addresses, contact.',
    notes: [
      '`change` says how many units a line shall have, `remove` names lines that shall have none, `add` has new ' +
        'lines at the price of the catalog. Units that are taken off are cancelled: they go back to the stock, and ' +
        'what they cost is not charged. Units that are added to a line have its price. An edit leaves at least one ' +
        'unit (cancel the order). To change a line to another variant, remove it and add the other in one edit.',
      'Units are added until the first ones ship (then place another order). They are held in stock first: all of ' +
        'them, or 409 `out-of-stock`; with the policy `backorder` the rest waits. If the total rises beyond what is ' +
        'authorized, the new total is authorized with the card of the order and the earlier authorization is ' +
        'released; 409 `payment-declined` changes nothing. Until stock and payment have answered, the order has a ' +
        '`pendingEdit` and nothing of it ships.',
      'Until the first units ship, discount, tax and shipping are computed anew for what is left, by the terms of the ' +
        'order: the total can rise when units are taken off, if shipping is no longer free. Afterwards units keep ' +
        'their share of the charges.',
      'Addresses and contact replace the old ones as a whole, until the first units ship. The warehouse reads ' +
        'the new address.',
      '`?dryRun=true` answers 200 with exactly what would be booked and changes nothing, whatever its key.',
      '`Idempotency-Key` identifies the edit, without expiry: a repeat changes nothing more. `If-Match` takes the ' +
        '`ETag` of [GET /orders/{id}](#get-ordersid).',
      'A customer edits their own orders. The order of a guest is edited by staff: knowing its id is not enough to ' +
        'have goods sent elsewhere.',
      'There are no invoices here: `OrderEdited.v1` carries the new lines, the total and the difference, by which ' +
        'an invoice is corrected.',
    ],
    access: { roles, scopes: ['orders', 'import', 'storefront'] },
    audited: true,
    params: orderParams,
    query: EditOrderQuery,
    headers: { ...IDEMPOTENCY_KEY, ...IF_MATCH },
    body: EditOrder,
    answers: {
      201: {
        what: 'the order after the edit',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
      202: {
        what: 'the order, whose edit waits for stock or money: `pendingEdit` is gone when it has ended',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
      200: { what: 'with `dryRun`: what would be booked', schema: OrderEditPreview },
    },
    problems: [
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'precondition-failed',
      'incomplete-order',
      'order-not-confirmed',
      'order-already-shipped',
      'line-not-found',
      'line-repeated',
      'edit-adds-units',
      'duplicate-line',
      'unknown-sku',
      'currency-mismatch',
      'amount-too-large',
      'too-many-lines',
      'edit-in-progress',
      'out-of-stock',
      'payment-declined',
      'edit-leaves-nothing',
      'cancellation-exceeds-open',
      'personal-data-erased',
    ],
    example: {
      params: EXAMPLE_ORDER,
      query: { dryRun: 'true' },
      body: { change: [{ lineId: 'l1', quantity: 1 }] },
      status: 200,
    },
  },
} satisfies Operations;
