import { AT_LEAST_AS_FRESH } from './consistency-token.ts';
import { Type } from 'typebox';
import { type Operations, WITH_ORDER } from '../operation.ts';
import { IDEMPOTENCY_KEY } from '../request-headers.ts';
import {
  DeclineReturn,
  OrderResource,
  ReceiveReturn,
  RequestReturn,
  ShipOrder,
} from './order-api.ts';
import { text } from '../text.ts';
import { EXAMPLE_ORDER, orderParams } from './order-id.ts';
import { ListParked, ParkedPage, RepairOrder } from './order-repair.ts';

const part = text({ maxLength: 64 });
const SHIPMENT = 'shp_019aa9e6d4b57a0c9e1f2b3c4d5e6f70';
const RETURN = 'ret_019aa9e6e6c67b1d8f2a3c4d5e6f7081';

/** For the warehouse, and for a service client that imports what a warehouse recorded elsewhere. */
const BY_WAREHOUSE = { roles: ['warehouse', 'admin'], scopes: ['import'] } as const;
const BY_SUPPORT = { roles: ['support', 'admin'] } as const;
const BY_OPERATOR = { roles: ['operator', 'admin'] } as const;

const shipping = {
  shipOrder: {
    method: 'POST',
    path: '/orders/:id/shipments',
    summary: 'Captures the payment for units, then records their shipment.',
    notes: [
      'Without lines, everything that can ship now is shipped. With the policy `all` an order ships in ' +
        'one shipment, with the other policies in any number of shipments.',
      '`Idempotency-Key` identifies the shipment, without expiry: a repeat ships nothing more. The last ' +
        'entry of `fulfilment.shipments` is the new shipment.',
      'With a `location` the units leave from there: those that are allocated elsewhere are allocated there first. If it ' +
        'has too few, it is `insufficient-stock`, and nothing is captured. Without one, they leave from where they are allocated.',
      'Money first: if the capture is refused, nothing ships, the order shows `refusedCapture`, and the same ' +
        'request is another attempt. Without a clear answer of the provider it is 503: repeat it with the same key.',
      'With `shippedAnyway`, a parcel that left although its units had been cancelled is recorded, also of a cancelled ' +
        'order: the stock of `location` falls, nothing is captured, the order shows it, and it is in ' +
        '[GET /orders/parked](#get-ordersparked) until an operator settles it.',
      'An exchange (`exchangeOf`) ships once units of the return have arrived; before: `exchange-not-received`.',
    ],
    access: BY_WAREHOUSE,
    audited: true,
    params: orderParams,
    headers: IDEMPOTENCY_KEY,
    body: ShipOrder,
    answers: {
      201: {
        what: 'the order with its shipment',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'edit-in-progress',
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'order-not-confirmed',
      'nothing-to-ship',
      'shipment-exceeds-order',
      'line-not-found',
      'line-ambiguous',
      'shipment-incomplete',
      'location-not-found',
      'insufficient-stock',
      'capture-refused',
      'exchange-not-received',
    ],
    example: { params: EXAMPLE_ORDER, body: {}, status: 201 },
  },
  deliverShipment: {
    method: 'POST',
    path: '/orders/:id/shipments/:shipmentId/delivery',
    summary: 'Records the delivery of a shipment.',
    notes: ['Takes no body. A repeat changes nothing.'],
    access: BY_WAREHOUSE,
    audited: true,
    params: Type.Object({ ...orderParams.properties, shipmentId: part }),
    answers: {
      200: {
        what: 'the order; it is `delivered` when all shipments have arrived',
        schema: OrderResource,
      },
    },
    problems: ['order-not-found', 'order-not-confirmed', 'shipment-not-found'],
    example: { params: { ...EXAMPLE_ORDER, shipmentId: SHIPMENT }, status: 200 },
  },
} satisfies Operations;

const returns = {
  requestReturn: {
    method: 'POST',
    path: '/orders/:id/returns',
    summary: 'Requests a return of shipped units.',
    notes: [
      'Without lines, all shipped units that are not already being returned. Possible for `RETURN_WINDOW_DAYS` ' +
        'calendar days (in `SHOP_TIME_ZONE`) after the last delivery, or dispatch where no delivery is known: until ' +
        '`returnableUntil` of the order, which a refusal names too.',
      'After that, support lets a return in with `overrideWindow` and a reason; the event of the return has who and ' +
        'why (`windowOverride`). From anyone else the field is refused: `trusted-field`.',
      '`refundMinor` of the return is the amount captured for these units. The refund follows when they ' +
        'have arrived.',
      '`Idempotency-Key` identifies the return, without expiry: a repeat requests nothing more.',
      '`reason` is stored encrypted and becomes unreadable when the customer or the order is erased.',
      'With `exchangeFor`, an order for these products is placed at once, at the prices of the catalog with the ' +
        'discount and tax of this order and without a shipping fee: `exchange.orderId` of the return. It has the ' +
        'address and, without `payment`, the card of this order. It ships once units of the return have arrived, and ' +
        'is cancelled if the return ends without. Like any order it can be rejected; then the return is a return. ' +
        'Of the order of a guest only staff and service clients ask for it: `trusted-field`. See ' +
        '[the how-to](../how-to/exchange-returned-units.md).',
    ],
    access: WITH_ORDER,
    audited: true,
    params: orderParams,
    headers: IDEMPOTENCY_KEY,
    body: RequestReturn,
    answers: {
      201: {
        what: 'the order with its return',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'order-not-confirmed',
      'nothing-to-return',
      'return-exceeds-shipped',
      'line-not-found',
      'line-ambiguous',
      'return-window-closed',
      'trusted-field',
      'duplicate-line',
      'unknown-sku',
      'currency-mismatch',
      'too-many-units',
      'amount-too-large',
      'amount-below-minimum',
      'payment-required',
      'incomplete-order',
      'personal-data-erased',
      'customer-erased',
      'customer-not-found',
    ],
    example: {
      params: EXAMPLE_ORDER,
      body: { lines: [{ sku: 'MUG-BLUE', quantity: 1 }], reason: 'The handle came off' },
      status: 201,
    },
  },
  withdrawReturn: {
    method: 'POST',
    path: '/orders/:id/returns/:returnId/withdrawal',
    summary: 'Withdraws an announced return: the customer keeps the units.',
    notes: [
      'Takes no body. A repeat changes nothing. The units can be returned again, within the same window.',
      'Of a return that has arrived in part, the rest is withdrawn. Once all units have arrived, it is refused: ' +
        '`return-not-open`.',
    ],
    access: WITH_ORDER,
    audited: true,
    params: Type.Object({ ...orderParams.properties, returnId: part }),
    answers: { 200: { what: 'the order with the withdrawn return', schema: OrderResource } },
    problems: ['order-not-found', 'order-not-confirmed', 'return-not-found', 'return-not-open'],
    example: { params: { ...EXAMPLE_ORDER, returnId: RETURN }, status: 200 },
  },
  declineReturn: {
    method: 'POST',
    path: '/orders/:id/returns/:returnId/decline',
    summary: 'Declines an announced return: the customer keeps the units.',
    notes: [
      'For returns that the shop does not take. Parts that have arrived are not affected. A repeat changes nothing.',
      '`reason` is stored encrypted, shown in the events of the order, and becomes unreadable when the customer ' +
        'or the order is erased.',
    ],
    access: { roles: ['support', 'warehouse', 'admin'] },
    audited: true,
    params: Type.Object({ ...orderParams.properties, returnId: part }),
    body: DeclineReturn,
    answers: { 200: { what: 'the order with the declined return', schema: OrderResource } },
    problems: ['order-not-found', 'order-not-confirmed', 'return-not-found', 'return-not-open'],
    example: {
      params: { ...EXAMPLE_ORDER, returnId: RETURN },
      body: { reason: 'It was used for a year' },
      status: 200,
    },
  },
  closeReturn: {
    method: 'POST',
    path: '/orders/:id/returns/:returnId/closure',
    summary: 'Closes a return whose rest did not come.',
    notes: [
      'Takes no body. The units that are still announced are with the customer, who can return them again, within ' +
        'the same window. Parts that have arrived are not affected. A repeat changes nothing.',
    ],
    access: { roles: ['support', 'warehouse', 'admin'] },
    audited: true,
    params: Type.Object({ ...orderParams.properties, returnId: part }),
    answers: { 200: { what: 'the order with the closed return', schema: OrderResource } },
    problems: ['order-not-found', 'order-not-confirmed', 'return-not-found', 'return-not-open'],
    example: { params: { ...EXAMPLE_ORDER, returnId: RETURN }, status: 200 },
  },
  receiveReturn: {
    method: 'POST',
    path: '/orders/:id/returns/:returnId/receipt',
    summary: 'Records that the units of a return have arrived, then restocks and refunds them.',
    notes: [
      'Without a body, all units that are still announced have arrived and are sellable. With lines, only these: ' +
        'the others stay announced, for another receipt, until they are ' +
        '[closed](#post-ordersidreturnsreturnidclosure). What arrives in a part is a return of its own, with `partOf`.',
      'A unit with the condition `wrong-item` stays with the customer, who can return it again. More than is ' +
        'announced is refused.',
      '`disposition` says where units go: `sellable`, `quarantine` (on hand, not for sale) or `scrap`.',
      'The refund is what the received units cost, less `restockingFeeMinor` and, with `refundShipping: false`, ' +
        'less their share of the shipping; `withheldMinor` says how much less.',
      '`Idempotency-Key` identifies the receipt, without expiry: a repeat changes nothing, but restarts a return ' +
        'that has stalled. So does a repeat without lines and fee, under any key.',
    ],
    access: BY_WAREHOUSE,
    audited: true,
    params: Type.Object({ ...orderParams.properties, returnId: part }),
    headers: IDEMPOTENCY_KEY,
    body: ReceiveReturn,
    bodyOptional: true,
    answers: {
      202: {
        what: 'the order; the return is `returned` when it is restocked and refunded',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'order-not-confirmed',
      'return-not-found',
      'return-not-open',
      'return-exceeds-announced',
      'restocking-fee-too-large',
      'line-not-found',
      'line-ambiguous',
    ],
    example: {
      params: { ...EXAMPLE_ORDER, returnId: RETURN },
      body: {
        lines: [{ sku: 'MUG-BLUE', quantity: 1, condition: 'damaged', disposition: 'scrap' }],
      },
      status: 202,
    },
  },
} satisfies Operations;

const repairs = {
  listParkedOrders: {
    method: 'GET',
    path: '/orders/parked',
    summary:
      'Lists what waits for an operator, oldest first: workflows, refused captures, parcels.',
    notes: [
      'The list is about a second behind; `parked` of an order is always current. With the `Consistency-Token` of a ' +
        'write the list has what it wrote.',
      'The `note` of a repair is shown until the customer or the order is erased.',
    ],
    access: BY_OPERATOR,
    query: ListParked,
    headers: AT_LEAST_AS_FRESH,
    answers: {
      200: { what: 'a page; the last page has no `nextCursor`', schema: ParkedPage },
    },
    problems: ['read-model-behind'],
    example: { query: { limit: '10' }, status: 200 },
  },
  repairOrder: {
    method: 'POST',
    path: '/orders/:id/repair',
    summary: 'Does what an operator decided about something that is parked.',
    notes: [
      '`parked` of the order lists the possible actions: see ' +
        '[parking and repair](../architecture.md#parking-and-repair).',
      'A refused capture (`ship-order`): `retry` captures and ships, 409 `capture-refused` if it is refused again; ' +
        '`skip` gives the shipment up. A parcel that left anyway (`shipped-anyway`): `restock` puts its units ' +
        'back at their location, `write-off` does not.',
      '`Idempotency-Key` identifies the repair, without expiry: a repeat changes nothing. Every repair is ' +
        'an event of the order and a row of the repair audit.',
    ],
    access: BY_OPERATOR,
    audited: true,
    params: orderParams,
    headers: IDEMPOTENCY_KEY,
    body: RepairOrder,
    answers: {
      202: {
        what: 'the order; its workflow continues',
        schema: OrderResource,
        headers: ['Location', 'idempotent-replayed'],
      },
    },
    problems: [
      'invalid-idempotency-key',
      'request-in-flight',
      'idempotency-key-reused',
      'order-not-found',
      'order-not-parked',
      'repair-not-possible',
      'repair-ambiguous',
      'capture-refused',
    ],
    example: {
      params: EXAMPLE_ORDER,
      body: { action: 'retry', note: 'The provider is back' },
      status: 202,
    },
  },
} satisfies Operations;

const erasures = {
  eraseOrder: {
    method: 'POST',
    path: '/orders/:id/erasure',
    summary: 'Erases the personal data of an order whose customer has no account.',
    notes: [
      'For orders of guests and imported customers. Orders of an account are erased with the account: ' +
        '[DELETE /me](#delete-me).',
      'Destroys the key that encrypts the address, the payment token and the notes of the order, so they ' +
        'can never be read again. The order itself continues and stays readable.',
      'Another instance of the app may still show the notes for up to 15 minutes.',
      'Takes no body. A repeat changes nothing.',
    ],
    access: BY_SUPPORT,
    audited: true,
    params: orderParams,
    answers: { 204: { what: 'the personal data is erased' } },
    problems: [
      'order-not-found',
      'payment-not-decided',
      'order-not-erasable',
      'erased-with-account',
    ],
    example: { params: EXAMPLE_ORDER, status: 204 },
  },
} satisfies Operations;

/** What happens to an order after its confirmation: shipments, returns, repairs, erasure. */
export const fulfilmentOperations = {
  ...shipping,
  ...returns,
  ...repairs,
  ...erasures,
} satisfies Operations;
