// Generated from the OpenAPI document by `npm run generate`; do not edit.
/* oxlint-disable max-lines */

export interface paths {
  '/orders': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists orders, newest first. The list is about a second behind the orders.
     * @description - A page without `limit` has 20 rows.
     *     - `total` is what the customer pays: less than the placed total if units were short or cancelled.
     *     - Orders that are older than the three statuses show them, and are found by them, after their next event.
     *     - `status` may name several, separated by commas. `placedFrom` and `placedBefore` are instants with a time zone.
     *     - `tag` finds orders that have this tag, also among others. `sku` finds orders with a line of this product, also one that was cancelled; the case of its letters does not count.
     *     - To find what you have just written, send the `Consistency-Token` of the answer to it: the list waits for that write, for 3 s at most, then the answer is 425 `read-model-behind`.
     *     - Customers see their own orders; staff and service clients see all orders.
     */
    get: operations['listOrders'];
    put?: never;
    /**
     * Places an order and waits for its result: confirmed or rejected.
     * @description - `Idempotency-Key` has 1 to 255 visible ASCII characters; use a random one, such as a UUID. The order id is derived from it. A repeat by the same caller with the same body returns the first answer for 24 h (header `idempotent-replayed: true`), after that the current order. The same key with another body is refused. Without a token a key has 22 characters or more: all guests share one space of keys, so a key must be one that nobody else sends.
     *     - `Prefer: respond-async` returns 202 as soon as the order is placed; `Prefer: wait=<s>` waits that long, at most 15 s. The default is 8 s.
     *     - A signed-in caller orders for themselves. Without a token it is a guest order: anyone who knows its id can read and cancel it.
     *     - A store-front server with the scope `storefront` orders for the customer in `On-Behalf-Of`, or for a guest without it: see the how-to.
     *     - An address has the parts that its country needs. An order without an account needs a `contact`.
     *     - `customerId`, `unitPriceMinor` and `name` need a service client with the scope `import`, which may also send a product on several lines and leave out address and contact. `tags`, `channel` and `notes.internal` need a service client.
     *     - `reference` is the id of the order in your own system, such as a purchase order: shown, and searched by in `GET /orders`. Like tags and metadata it is not encrypted.
     *     - `policy` decides what happens when stock is short: `all` (default) and `split` take everything or nothing, and `split` may ship in parts; `partial` takes the available units and drops the shortfall, which `OrderConfirmed.v1` lists; `backorder` is confirmed and waits for the rest.
     *     - Prices come from the catalog. The total is lines minus discount plus tax and shipping, as configured. Imported prices are used unchanged.
     *     - An order whose total is 0 needs no `payment`, and asks no provider.
     *     - A card that needs 3-D Secure is answered at once with 202, `paymentStatus` `requires-action` and `paymentAction`: see the how-to.
     *     - An order that is out of stock or declined is answered with 201, `status` `rejected` and the reason; with `Prefer: handling=strict` with 422 `order-rejected`, whose `order` is the same order: see ADR 0009.
     */
    post: operations['placeOrder'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/cancellation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancels an order, or some of its units, before they ship.
     * @description - Without a body or without lines, the whole order is cancelled: stock is released and the payment voided. A repeat changes nothing.
     *     - A line is named by its `lineId`, or by its SKU while only one line has units of it.
     *     - With lines, only these units are cancelled. Cancelling the last remaining units cancels the order. `Idempotency-Key` identifies the cancellation, without expiry: a repeat cancels nothing more.
     *     - `If-Match` takes the `ETag` of GET /orders/{id}, which is the `version` of the order in quotes. An order that is already cancelled is returned as it is.
     */
    post: operations['cancelOrder'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Returns an order from its event stream, always current, or as of an earlier moment.
     * @description - `at` is an event number, or an instant with its time zone (write `+` as `%2B`): the order after that event, or after the last event committed at or before the instant. Before the first event the order does not exist; a number beyond the last event is refused.
     */
    get: operations['getOrder'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Changes the notes, tags and metadata of an order.
     * @description - What is absent stays as it is, and `null` removes a note or an entry of `metadata` (RFC 7396). `tags` replaces the whole list.
     *     - Support and service clients change everything, at any time. Customers change `notes.customer` of their own orders, until units ship or the order ends. The order of a guest is changed by staff.
     *     - Notes are stored encrypted: GET /orders/{id}/personal-data answers them, and they are gone after the erasure. Tags and metadata are on the order, and stay.
     *     - A repeat changes nothing. `If-Match` takes the `ETag` of GET /orders/{id}.
     */
    patch: operations['annotateOrder'];
    trace?: never;
  };
  '/quotes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Prices lines with discount, tax and shipping, without ordering.
     * @description - `lines`, `charges` and `total` are those of the order that POST /orders would place now: both are priced by one function, and both are refused for the same reasons.
     *     - A quote is stored nowhere and holds nothing: no price and no stock. If the price of a product changes before the order is placed, the order has the new one.
     */
    post: operations['requestQuote'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/personal-data': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Returns addresses, contact and notes of an order, for a purpose.
     * @description - The warehouse reads for `shipping`, finance for `payment`, support for every purpose; customers read their own orders, without the internal note. What staff read is in the audit log.
     *     - Orders of before structured addresses have the address as it was sent.
     */
    get: operations['readPersonalData'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Returns the events of an order, oldest first.
     * @description - The address, the payment token and the request digest of `OrderPlaced` are left out.
     *     - The `reason` of a return and the `note` of a repair are shown until the customer or the order is erased. They can be missing while identity is unavailable.
     */
    get: operations['getOrderEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/diff': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Returns what changed in an order between two moments, and by which events.
     * @description - `from` and `to` have the form of `at` in GET /orders/{id}; 0 is before the order existed. `from` must not be after `to`.
     *     - In `changes`, `pointer` is a path in the order (RFC 6901), `from` is the old and `to` the new value; lists are compared position by position.
     */
    get: operations['diffOrder'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Streams the events of an order as they happen, as server-sent events.
     * @description - The stream starts with all past events, or with those after `Last-Event-ID`, then continues with each new event. `id` is the event number, `event` its type, `data` the event as in `/events`.
     *     - A comment every 15 s keeps the connection open. The stream ends after 10 minutes and when the app stops: reconnect with `Last-Event-ID`, as `EventSource` does automatically. No event is lost or repeated.
     *     - A client that reads nothing for 15 s is disconnected. The stream ends when the token of its caller expires, and seconds after they sign out or are disabled, erased or given other roles.
     *     - A person, and the guests at one address, have at most 20 open streams, a service client 100: more are 429. At most 200 are open at once, 40 of them only for staff: more are 503. Both have `Retry-After`.
     *     - `EventSource` cannot send a token: ask for a ticket and send it as `ticket`. `after` is `Last-Event-ID` for a new `EventSource`; the header wins.
     */
    get: operations['streamOrder'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/stream-tickets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Issues a ticket that opens the stream of an order for a minute.
     * @description - For a browser, whose `EventSource` cannot send a token: `GET /orders/{id}/stream?ticket=`. The stream has the permissions of the caller who asked and ends with their session. A ticket opens streams again until it expires; see the how-to.
     */
    post: operations['issueStreamTicket'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/payment/completion': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Asks whether the customer has done what the payment requires, and goes on if so.
     * @description - For a client whose customer is back from the bank. The provider tells it too, so an order is confirmed without this call, only later. Takes no body. A repeat changes nothing, and an order that does not wait is returned as it is.
     */
    post: operations['completePayment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/payment': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Tries another card for an order that waits for its customer, or whose money is not held.
     * @description - Before the confirmation: while `paymentStatus` is `requires-action`, with at most 5 cards in all: what the earlier card required can no longer be done. The stock stays held, and the time begins anew. A card that is declined ends the order, as the first one does.
     *     - After the confirmation: when the provider no longer holds the money (`authorization-expired`, or a capture that was refused for that reason) and nothing is captured yet. What is owed is authorized again, and the order can ship; 409 `payment-declined` changes nothing. A bank that wants the customer to act is answered 202 with `paymentAction`, which no later read shows.
     *     - Without `payment`, the card of the order is tried again: not every provider authorizes a token twice.
     *     - `Idempotency-Key` identifies the attempt, without expiry: a repeat tries nothing more. The token is stored encrypted.
     */
    post: operations['tryPayment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/edits': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Changes a confirmed order before its goods leave: units, addresses, contact.
     * @description - `change` says how many units a line shall have, `remove` names lines that shall have none, `add` has new lines at the price of the catalog. Units that are taken off are cancelled: they go back to the stock, and what they cost is not charged. Units that are added to a line have its price. An edit leaves at least one unit (cancel the order). To change a line to another variant, remove it and add the other in one edit.
     *     - Units are added until the first ones ship (then place another order). They are held in stock first: all of them, or 409 `out-of-stock`; with the policy `backorder` the rest waits. If the total rises beyond what is authorized, the new total is authorized with the card of the order and the earlier authorization is released; 409 `payment-declined` changes nothing. Until stock and payment have answered, the order has a `pendingEdit` and nothing of it ships.
     *     - Until the first units ship, discount, tax and shipping are computed anew for what is left, by the terms of the order: the total can rise when units are taken off, if shipping is no longer free. Afterwards units keep their share of the charges.
     *     - Addresses and contact replace the old ones as a whole, until the first units ship. The warehouse reads the new address.
     *     - `?dryRun=true` answers 200 with exactly what would be booked and changes nothing, whatever its key.
     *     - `Idempotency-Key` identifies the edit, without expiry: a repeat changes nothing more. `If-Match` takes the `ETag` of GET /orders/{id}.
     *     - A customer edits their own orders. The order of a guest is edited by staff: knowing its id is not enough to have goods sent elsewhere.
     *     - There are no invoices here: `OrderEdited.v1` carries the new lines, the total and the difference, by which an invoice is corrected.
     */
    post: operations['editOrder'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/shipments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Captures the payment for units, then records their shipment.
     * @description - Without lines, everything that can ship now is shipped. With the policy `all` an order ships in one shipment, with the other policies in any number of shipments.
     *     - `Idempotency-Key` identifies the shipment, without expiry: a repeat ships nothing more. The last entry of `fulfilment.shipments` is the new shipment.
     *     - With a `location` the units leave from there: those that are allocated elsewhere are allocated there first. If it has too few, it is `insufficient-stock`, and nothing is captured. Without one, they leave from where they are allocated.
     *     - Money first: if the capture is refused, nothing ships, the order shows `refusedCapture`, and the same request is another attempt. Without a clear answer of the provider it is 503: repeat it with the same key.
     *     - With `shippedAnyway`, a parcel that left although its units had been cancelled is recorded, also of a cancelled order: the stock of `location` falls, nothing is captured, the order shows it, and it is in GET /orders/parked until an operator settles it.
     *     - An exchange (`exchangeOf`) ships once units of the return have arrived; before: `exchange-not-received`.
     */
    post: operations['shipOrder'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/shipments/{shipmentId}/delivery': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Records the delivery of a shipment.
     * @description - Takes no body. A repeat changes nothing.
     */
    post: operations['deliverShipment'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/returns': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Requests a return of shipped units.
     * @description - Without lines, all shipped units that are not already being returned. Possible for `RETURN_WINDOW_DAYS` calendar days (in `SHOP_TIME_ZONE`) after the last delivery, or dispatch where no delivery is known: until `returnableUntil` of the order, which a refusal names too.
     *     - After that, support lets a return in with `overrideWindow` and a reason; the event of the return has who and why (`windowOverride`). From anyone else the field is refused: `trusted-field`.
     *     - `refundMinor` of the return is the amount captured for these units. The refund follows when they have arrived.
     *     - `Idempotency-Key` identifies the return, without expiry: a repeat requests nothing more.
     *     - `reason` is stored encrypted and becomes unreadable when the customer or the order is erased.
     *     - With `exchangeFor`, an order for these products is placed at once, at the prices of the catalog with the discount and tax of this order and without a shipping fee: `exchange.orderId` of the return. It has the address and, without `payment`, the card of this order. It ships once units of the return have arrived, and is cancelled if the return ends without. Like any order it can be rejected; then the return is a return. Of the order of a guest only staff and service clients ask for it: `trusted-field`. See the how-to.
     */
    post: operations['requestReturn'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/returns/{returnId}/withdrawal': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Withdraws an announced return: the customer keeps the units.
     * @description - Takes no body. A repeat changes nothing. The units can be returned again, within the same window.
     *     - Of a return that has arrived in part, the rest is withdrawn. Once all units have arrived, it is refused: `return-not-open`.
     */
    post: operations['withdrawReturn'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/returns/{returnId}/decline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Declines an announced return: the customer keeps the units.
     * @description - For returns that the shop does not take. Parts that have arrived are not affected. A repeat changes nothing.
     *     - `reason` is stored encrypted, shown in the events of the order, and becomes unreadable when the customer or the order is erased.
     */
    post: operations['declineReturn'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/returns/{returnId}/closure': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Closes a return whose rest did not come.
     * @description - Takes no body. The units that are still announced are with the customer, who can return them again, within the same window. Parts that have arrived are not affected. A repeat changes nothing.
     */
    post: operations['closeReturn'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/returns/{returnId}/receipt': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Records that the units of a return have arrived, then restocks and refunds them.
     * @description - Without a body, all units that are still announced have arrived and are sellable. With lines, only these: the others stay announced, for another receipt, until they are closed. What arrives in a part is a return of its own, with `partOf`.
     *     - A unit with the condition `wrong-item` stays with the customer, who can return it again. More than is announced is refused.
     *     - `disposition` says where units go: `sellable`, `quarantine` (on hand, not for sale) or `scrap`.
     *     - The refund is what the received units cost, less `restockingFeeMinor` and, with `refundShipping: false`, less their share of the shipping; `withheldMinor` says how much less.
     *     - `Idempotency-Key` identifies the receipt, without expiry: a repeat changes nothing, but restarts a return that has stalled. So does a repeat without lines and fee, under any key.
     */
    post: operations['receiveReturn'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/parked': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists what waits for an operator, oldest first: workflows, refused captures, parcels.
     * @description - The list is about a second behind; `parked` of an order is always current. With the `Consistency-Token` of a write the list has what it wrote.
     *     - The `note` of a repair is shown until the customer or the order is erased.
     */
    get: operations['listParkedOrders'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/repair': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Does what an operator decided about something that is parked.
     * @description - `parked` of the order lists the possible actions: see parking and repair.
     *     - A refused capture (`ship-order`): `retry` captures and ships, 409 `capture-refused` if it is refused again; `skip` gives the shipment up. A parcel that left anyway (`shipped-anyway`): `restock` puts its units back at their location, `write-off` does not.
     *     - `Idempotency-Key` identifies the repair, without expiry: a repeat changes nothing. Every repair is an event of the order and a row of the repair audit.
     */
    post: operations['repairOrder'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/erasure': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erases the personal data of an order whose customer has no account.
     * @description - For orders of guests and imported customers. Orders of an account are erased with the account: DELETE /me.
     *     - Destroys the key that encrypts the address, the payment token and the notes of the order, so they can never be read again. The order itself continues and stays readable.
     *     - Another instance of the app may still show the notes for up to 15 minutes.
     *     - Takes no body. A repeat changes nothing.
     */
    post: operations['eraseOrder'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/refunds': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Gives money back without a return: as goodwill, as a correction of the price, or a fee.
     * @description - Never more than payment says is refundable: captured, not disputed, not refunded and not promised to another refund. The refusal says how much is left.
     *     - Up to `REFUND_APPROVAL_ABOVE` of the currency the refund is made at once. Above it, the refund is `requested` until another person decides: approval.
     *     - `Idempotency-Key` identifies the refund, without expiry: a repeat refunds nothing more.
     *     - `reason` is stored encrypted, shown in the events of the order, and becomes unreadable when the customer or the order is erased.
     *     - A refund that the provider declines parks.
     */
    post: operations['refundOrder'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/orders/{id}/refunds/{refundId}/approval': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approves or declines a refund that waits for a second person.
     * @description - Whoever requested the refund can decline it, but not approve it: `needs-second-person`.
     *     - The same decision again changes nothing; another one is refused. `note` is stored encrypted.
     */
    post: operations['decideRefund'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/locations/{location}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Declares a location where stock can be, or replaces what was declared.
     * @description - Ids are compared without letter case.
     *     - Units are taken from the lower `priority` first; without one it is 100.
     */
    put: operations['declareLocation'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/locations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists all locations, in the order in which units are taken from them. */
    get: operations['listLocations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stock/{sku}/receipts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Receives units into stock at a location. Backorders are filled first.
     * @description - The catalog must have the product, unless `allowUnknownProduct` is true.
     *     - A location must be declared (`PUT /locations/{location}`); `main` always is. Otherwise the answer is `location-not-found`, with the declared locations that are spelled alike.
     *     - `Idempotency-Key` identifies one operation of this kind on the SKU, without expiry: a repeat returns the same result with `idempotent-replayed: true`; the same key with another body is refused.
     */
    post: operations['receiveStock'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stock/{sku}/adjustments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Adjusts the units at a location, up or down, with a reason.
     * @description - The units on hand never fall below the reserved and quarantined ones.
     *     - A location must be declared (`PUT /locations/{location}`); `main` always is. Otherwise the answer is `location-not-found`, with the declared locations that are spelled alike.
     *     - `Idempotency-Key` identifies one operation of this kind on the SKU, without expiry: a repeat returns the same result with `idempotent-replayed: true`; the same key with another body is refused.
     */
    post: operations['adjustStock'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stock/{sku}/transfers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Transfers available units from one location to another.
     * @description - A location must be declared (`PUT /locations/{location}`); `main` always is. Otherwise the answer is `location-not-found`, with the declared locations that are spelled alike.
     *     - `Idempotency-Key` identifies one operation of this kind on the SKU, without expiry: a repeat returns the same result with `idempotent-replayed: true`; the same key with another body is refused.
     */
    post: operations['transferStock'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stock/{sku}/inspections': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Records an inspection, which moves units into quarantine or out of it.
     * @description - With the outcome `quarantine`, available units are no longer available. With `sellable`, units in quarantine are available again; with `scrap` they leave the stock.
     *     - A location must be declared (`PUT /locations/{location}`); `main` always is. Otherwise the answer is `location-not-found`, with the declared locations that are spelled alike.
     *     - `Idempotency-Key` identifies one operation of this kind on the SKU, without expiry: a repeat returns the same result with `idempotent-replayed: true`; the same key with another body is refused.
     */
    post: operations['inspectStock'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stock/{sku}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Returns whether a product is in stock; to staff its units, in total and by location.
     * @description - Everyone gets `availability`: `in-stock`, `low` (at the threshold or below it) or `out` (a new order would get none). The counts are for staff and for service clients with the scope `stock`.
     *     - `waiting` is the number of backordered units: units that become available go to them first.
     */
    get: operations['getStock'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stock/{sku}/why': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Explains the stock: every movement with its cause, oldest first.
     * @description - A page without `limit` has 100 movements.
     *     - `totals` sums all movements, on every page; `totals.consistent` is true if the current stock equals these sums.
     */
    get: operations['explainStock'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stock/{sku}/threshold': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Returns the low-stock threshold of a product. */
    get: operations['getStockThreshold'];
    /** Sets the low-stock threshold of a product (`StockLow.v1`). */
    put: operations['setStockThreshold'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/webhooks/payment-provider': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Receives a webhook of the payment provider.
     * @description - For the provider only. The raw body must be signed by Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`) or by Stripe (`stripe-signature`), at most 5 minutes ago.
     */
    post: operations['takePaymentWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/payments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists payments, by order id.
     * @description - A page without `limit` has 50 rows.
     *     - `needs`: `attention` has a refused capture or refund or one that waits for a clear answer; `dispute` has an open dispute; `refund-failed` has a refund that did not arrive.
     *     - `reason` is why the provider declined, or why the authorization ended there.
     */
    get: operations['listPayments'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/payments/{orderId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Returns the payment of an order: attempts, movements, disputes and sums. */
    get: operations['getPayment'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/payment-findings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists differences from the provider's records that a person has to decide.
     * @description - A page without `limit` has 50 rows, oldest first.
     */
    get: operations['listFindings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/payment-findings/{findingId}/resolution': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decides a finding: known, solved, taken into the books, or solved by moving money.
     * @description - `acknowledge`: it stays as it is, and no longer counts as open. `resolve`: its cause is gone; it is open again if it is found again. `book`: the money that moved at the provider becomes a movement of the payment. `refund`: gives back what was captured for goods that did not leave (`captured-not-shipped`). `capture`: asks once more for the money of a refused capture (`capture-refused`).
     */
    post: operations['resolveFinding'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/products': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Adds a product to the catalog.
     * @description - The case of a SKU is kept and does not count: `mug` and `Mug` are one product.
     */
    post: operations['createProduct'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/products/{sku}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Returns a product. */
    get: operations['getProduct'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Registers an email address; the account is created when it is verified.
     * @description - A mail is sent to the address. Neither the answer nor its time reveals whether it has an account.
     *     - A password has 8 to 128 characters of any script; common passwords and the email address itself are refused.
     *     - Attempts are throttled per account and per remote address: 429 `too-many-tries` has a `Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its shoppers share the limits of its own address.
     */
    post: operations['registerAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/verification': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Creates the account, with the password of the registration that the token belongs to. */
    post: operations['verifyAddress'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/verification-requests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sends the mail of a registration again, with a new token.
     * @description - Attempts are throttled per account and per remote address: 429 `too-many-tries` has a `Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its shoppers share the limits of its own address.
     */
    post: operations['requestVerification'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/password-resets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mails a token to set a new password within 15 minutes.
     * @description - Attempts are throttled per account and per remote address: 429 `too-many-tries` has a `Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its shoppers share the limits of its own address.
     */
    post: operations['requestPasswordReset'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/password-resets/completion': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sets a new password with the token from the mail, and ends every session. */
    post: operations['completePasswordReset'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/email-changes/completion': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Changes the email address of an account, with the token from the mail to the new one.
     * @description - Sessions go on. The old address gets a mail.
     */
    post: operations['completeEmailChange'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads the caller's account. */
    get: operations['getMe'];
    put?: never;
    post?: never;
    /**
     * Erases the caller's account and destroys the key of their personal data.
     * @description - With the key, everything that any app encrypted with it becomes unreadable.
     *     - This cannot be undone. Orders remain, without personal data.
     *     - Some proxies and libraries drop the body of a `DELETE`: `POST /me/erasure` does the same.
     *     - Attempts are throttled per account and per remote address: 429 `too-many-tries` has a `Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its shoppers share the limits of its own address.
     */
    delete: operations['eraseMe'];
    options?: never;
    head?: never;
    /** Changes the given fields of the profile; null removes one. */
    patch: operations['changeMe'];
    trace?: never;
  };
  '/me/erasure': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erases the caller's account, as `DELETE /me` does.
     * @description - Attempts are throttled per account and per remote address: 429 `too-many-tries` has a `Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its shoppers share the limits of its own address.
     */
    post: operations['requestErasure'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/me/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Changes the password and ends every other session.
     * @description - Attempts are throttled per account and per remote address: 429 `too-many-tries` has a `Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its shoppers share the limits of its own address.
     */
    put: operations['changePassword'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/me/email-changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Mails a token to a new email address, to change to it within an hour.
     * @description - Until then the old address stays. Another request replaces this one; a changed password ends it.
     *     - The answer is the same for an address that has an account of its own; then nobody gets a token.
     *     - Attempts are throttled per account and per remote address: 429 `too-many-tries` has a `Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its shoppers share the limits of its own address.
     */
    post: operations['requestEmailChange'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/me/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Exports everything that is stored about the caller: account, activity and orders.
     * @description - It has the newest 50 orders. If there are more, `nextOrdersCursor` is the `ordersCursor` of the next export, which has the following ones.
     *     - While the order app does not answer there is no export (503), rather than one without orders.
     */
    get: operations['exportMe'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/me/addresses': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the caller's postal addresses.
     * @description - They have the parts and the rules of the addresses of an order. The country `ZZ` is one that was saved in words and is not known: the words are the last line. Such an address cannot be ordered to.
     */
    get: operations['listAddresses'];
    put?: never;
    /** Adds a postal address. */
    post: operations['addAddress'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/me/addresses/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Replaces a postal address.
     * @description - The `ETag` is the `version` in quotes.
     */
    put: operations['changeAddress'];
    post?: never;
    /** Removes a postal address. */
    delete: operations['removeAddress'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the caller's open sessions, most recently used first. */
    get: operations['listSessions'];
    put?: never;
    /**
     * Signs in.
     * @description - Attempts are throttled per account and per remote address: 429 `too-many-tries` has a `Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its shoppers share the limits of its own address.
     *     - An unknown email address gets the same answer after the same time.
     *     - An access token is valid for 10 minutes; the refresh token is exchanged for the next one.
     */
    post: operations['signIn'];
    /** Ends all of the caller's sessions. */
    delete: operations['endAllSessions'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sessions/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Exchanges a refresh token for the next one and a new access token.
     * @description - If the answer is lost, send the same token again: for 5 minutes after its use it returns the same successor, while nobody has used that. After that, and for an older token, the session ends and the owner gets a mail.
     *     - A session ends after 14 days without a refresh, and 30 days after sign-in.
     */
    post: operations['refreshSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sessions/current': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Ends the session of the access token. */
    delete: operations['signOut'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Ends one of the caller's sessions. */
    delete: operations['endSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads the roles of an account. */
    get: operations['getAccountRoles'];
    /** Sets the roles of an account and ends its sessions. Everyone has the role `customer`. */
    put: operations['setAccountRoles'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/disablement': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Disables an account: ends its sessions and prevents sign-in.
     * @description - Has no body. A repeat changes nothing.
     */
    post: operations['disableAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/enablement': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Enables a disabled account: its owner can sign in again.
     * @description - Has no body. A repeat changes nothing. Ended sessions stay ended.
     */
    post: operations['enableAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/lookup': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Finds the account of an email address, for someone who asks support for help.
     * @description - The address is in the body, so that no log has it. Every look-up is in the audit log.
     */
    post: operations['lookUpAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/accounts/{id}/erasure': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erases an account whose owner asked for it, as `DELETE /me` does.
     * @description - Has no body. A repeat changes nothing.
     *     - With an outside issuer it destroys the key of the personal data in the orders of one of its users; the user itself is erased at the issuer.
     */
    post: operations['eraseAccount'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Reads the audit log, newest entry first.
     * @description - Without `limit` a page has 50 entries.
     *     - An action of staff in another app is recorded as `asked` before it is performed, and then as `done` or `refused`. If it stays `asked`, it failed, or its outcome could not be recorded.
     */
    get: operations['readAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clients': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the OAuth clients. */
    get: operations['listClients'];
    put?: never;
    /**
     * Registers a client: a service client with scopes, or a public client.
     * @description - A client with `scopes` gets a `secret`, which is in this answer only and stored as a hash. One with only `redirectUris` has none: it uses the authorization code with PKCE.
     */
    post: operations['registerClient'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clients/{id}/secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Replaces the secret of a service client. The old one is no longer accepted.
     * @description - Has no body. Existing tokens stay valid until they expire, after at most 10 minutes.
     */
    post: operations['renewClientSecret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clients/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Ends a client: it gets no more tokens, and its tokens are revoked within a minute.
     * @description - A repeat changes nothing. The id is not reused.
     */
    delete: operations['endClient'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/authorize': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Shows the page where a person signs in for a client (OAuth 2.1, authorization code).
     * @description - `redirect_uri` must match a registered one exactly. PKCE (`S256`) is required.
     */
    get: operations['showSignInPage'];
    put?: never;
    /**
     * Submits the form of that page.
     * @description - Attempts are throttled per account and per remote address: 429 `too-many-tries` has a `Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its shoppers share the limits of its own address.
     *     - A code is valid for 60 s and for one use.
     */
    post: operations['submitSignInPage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/oauth/token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Issues tokens to a client: `client_credentials`, `authorization_code` or `refresh_token`.
     * @description - The body is a form, as OAuth requires. A service client authenticates by HTTP Basic or in the form, not both. Errors are those of RFC 6749: `error` with 400 or 401.
     *     - A second use of a code ends the session that it was exchanged for.
     *     - Attempts are throttled per account and per remote address: 429 `too-many-tries` has a `Retry-After`. Without Redis the answer is 503. The server of a shop sends the address of its shopper as `Shopper-Address`, with the token of a service client with the scope `orders`; else all its shoppers share the limits of its own address.
     */
    post: operations['exchangeToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/jwks.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Lists the public keys that verify access tokens, now and after the next rotation.
     * @description - Cache them for as long as `Cache-Control` says: a rotation waits for that time.
     */
    get: operations['getJwks'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/.well-known/openid-configuration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Describes the issuer of the tokens (RFC 8414). There are no ID tokens. */
    get: operations['getIssuer'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description RFC 9457 problem details; `type` is stable. */
    Problem: {
      type: string;
      title: string;
      status: number;
      detail: string;
      instance?: string;
      /** @description The id of the request in the logs. */
      correlationId?: string;
      /** @description What is wrong, by JSON pointer into the request. */
      errors?: {
        pointer: string;
        detail: string;
      }[];
    };
    Money: {
      amountMinor: number;
      /** @description a currency code of three capital letters (ISO 4217) */
      currency: string;
    };
    PlaceOrder: {
      lines: {
        /** @description a product code without control characters, without a space at an end, and not . or .. */
        sku: string;
        quantity: number;
        unitPriceMinor?: number;
        /** @description text without NUL and half surrogate pairs */
        name?: string;
      }[];
      shippingAddress?: {
        /** @description text without NUL and half surrogate pairs */
        name: string;
        /** @description text without NUL and half surrogate pairs */
        company?: string;
        lines: string[];
        /** @description text without NUL and half surrogate pairs */
        city?: string;
        /** @description text without NUL and half surrogate pairs */
        region?: string;
        /** @description text without NUL and half surrogate pairs */
        postalCode?: string;
        /** @description a country code of two capital letters (ISO 3166-1) */
        country: string;
        /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
        phone?: string;
      };
      billingAddress?: {
        /** @description text without NUL and half surrogate pairs */
        name: string;
        /** @description text without NUL and half surrogate pairs */
        company?: string;
        lines: string[];
        /** @description text without NUL and half surrogate pairs */
        city?: string;
        /** @description text without NUL and half surrogate pairs */
        region?: string;
        /** @description text without NUL and half surrogate pairs */
        postalCode?: string;
        /** @description a country code of two capital letters (ISO 3166-1) */
        country: string;
        /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
        phone?: string;
      };
      contact?: {
        /** @description an e-mail address such as ann@shop.example */
        email: string;
        /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
        phone?: string;
      };
      payment?: {
        /** @description a token of letters, digits, _ and -, a letter first; never a card number */
        token: string;
      };
      /** @enum {string} */
      currency:
        | 'AED'
        | 'AFN'
        | 'ALL'
        | 'AMD'
        | 'AOA'
        | 'ARS'
        | 'AUD'
        | 'AWG'
        | 'AZN'
        | 'BAM'
        | 'BBD'
        | 'BDT'
        | 'BGN'
        | 'BHD'
        | 'BIF'
        | 'BMD'
        | 'BND'
        | 'BOB'
        | 'BRL'
        | 'BSD'
        | 'BTN'
        | 'BWP'
        | 'BYN'
        | 'BZD'
        | 'CAD'
        | 'CDF'
        | 'CHF'
        | 'CLP'
        | 'CNY'
        | 'COP'
        | 'CRC'
        | 'CUP'
        | 'CVE'
        | 'CZK'
        | 'DJF'
        | 'DKK'
        | 'DOP'
        | 'DZD'
        | 'EGP'
        | 'ERN'
        | 'ETB'
        | 'EUR'
        | 'FJD'
        | 'FKP'
        | 'GBP'
        | 'GEL'
        | 'GHS'
        | 'GIP'
        | 'GMD'
        | 'GNF'
        | 'GTQ'
        | 'GYD'
        | 'HKD'
        | 'HNL'
        | 'HTG'
        | 'HUF'
        | 'IDR'
        | 'ILS'
        | 'INR'
        | 'IQD'
        | 'IRR'
        | 'ISK'
        | 'JMD'
        | 'JOD'
        | 'JPY'
        | 'KES'
        | 'KGS'
        | 'KHR'
        | 'KMF'
        | 'KPW'
        | 'KRW'
        | 'KWD'
        | 'KYD'
        | 'KZT'
        | 'LAK'
        | 'LBP'
        | 'LKR'
        | 'LRD'
        | 'LSL'
        | 'LYD'
        | 'MAD'
        | 'MDL'
        | 'MGA'
        | 'MKD'
        | 'MMK'
        | 'MNT'
        | 'MOP'
        | 'MRU'
        | 'MUR'
        | 'MVR'
        | 'MWK'
        | 'MXN'
        | 'MYR'
        | 'MZN'
        | 'NAD'
        | 'NGN'
        | 'NIO'
        | 'NOK'
        | 'NPR'
        | 'NZD'
        | 'OMR'
        | 'PAB'
        | 'PEN'
        | 'PGK'
        | 'PHP'
        | 'PKR'
        | 'PLN'
        | 'PYG'
        | 'QAR'
        | 'RON'
        | 'RSD'
        | 'RUB'
        | 'RWF'
        | 'SAR'
        | 'SBD'
        | 'SCR'
        | 'SDG'
        | 'SEK'
        | 'SGD'
        | 'SHP'
        | 'SLE'
        | 'SOS'
        | 'SRD'
        | 'SSP'
        | 'STN'
        | 'SVC'
        | 'SYP'
        | 'SZL'
        | 'THB'
        | 'TJS'
        | 'TMT'
        | 'TND'
        | 'TOP'
        | 'TRY'
        | 'TTD'
        | 'TWD'
        | 'TZS'
        | 'UAH'
        | 'UGX'
        | 'USD'
        | 'UYU'
        | 'UZS'
        | 'VED'
        | 'VES'
        | 'VND'
        | 'VUV'
        | 'WST'
        | 'XAD'
        | 'XAF'
        | 'XCD'
        | 'XCG'
        | 'XOF'
        | 'XPF'
        | 'YER'
        | 'ZAR'
        | 'ZMW'
        | 'ZWG';
      /** @description an id of 1 to 64 letters, digits, _ and - */
      customerId?: string;
      /** @enum {string} */
      policy?: 'all' | 'partial' | 'backorder' | 'split';
      /** @description text without NUL and half surrogate pairs */
      discountCode?: string;
      notes?: {
        /** @description text without NUL and half surrogate pairs */
        customer?: string;
        /** @description text without NUL and half surrogate pairs */
        internal?: string;
      };
      tags?: string[];
      metadata?: {
        [key: string]: string;
      };
      /** @description 1 to 40 small letters, digits and -, a letter or digit first */
      channel?: string;
      /** @description text without NUL and half surrogate pairs */
      reference?: string;
    };
    AnnotateOrder: {
      notes?: {
        customer?: string | null;
        internal?: string | null;
      };
      tags?: string[];
      metadata?: {
        [key: string]: string | null;
      };
    };
    RequestQuote: {
      lines: {
        /** @description a product code without control characters, without a space at an end, and not . or .. */
        sku: string;
        quantity: number;
      }[];
      /** @enum {string} */
      currency:
        | 'AED'
        | 'AFN'
        | 'ALL'
        | 'AMD'
        | 'AOA'
        | 'ARS'
        | 'AUD'
        | 'AWG'
        | 'AZN'
        | 'BAM'
        | 'BBD'
        | 'BDT'
        | 'BGN'
        | 'BHD'
        | 'BIF'
        | 'BMD'
        | 'BND'
        | 'BOB'
        | 'BRL'
        | 'BSD'
        | 'BTN'
        | 'BWP'
        | 'BYN'
        | 'BZD'
        | 'CAD'
        | 'CDF'
        | 'CHF'
        | 'CLP'
        | 'CNY'
        | 'COP'
        | 'CRC'
        | 'CUP'
        | 'CVE'
        | 'CZK'
        | 'DJF'
        | 'DKK'
        | 'DOP'
        | 'DZD'
        | 'EGP'
        | 'ERN'
        | 'ETB'
        | 'EUR'
        | 'FJD'
        | 'FKP'
        | 'GBP'
        | 'GEL'
        | 'GHS'
        | 'GIP'
        | 'GMD'
        | 'GNF'
        | 'GTQ'
        | 'GYD'
        | 'HKD'
        | 'HNL'
        | 'HTG'
        | 'HUF'
        | 'IDR'
        | 'ILS'
        | 'INR'
        | 'IQD'
        | 'IRR'
        | 'ISK'
        | 'JMD'
        | 'JOD'
        | 'JPY'
        | 'KES'
        | 'KGS'
        | 'KHR'
        | 'KMF'
        | 'KPW'
        | 'KRW'
        | 'KWD'
        | 'KYD'
        | 'KZT'
        | 'LAK'
        | 'LBP'
        | 'LKR'
        | 'LRD'
        | 'LSL'
        | 'LYD'
        | 'MAD'
        | 'MDL'
        | 'MGA'
        | 'MKD'
        | 'MMK'
        | 'MNT'
        | 'MOP'
        | 'MRU'
        | 'MUR'
        | 'MVR'
        | 'MWK'
        | 'MXN'
        | 'MYR'
        | 'MZN'
        | 'NAD'
        | 'NGN'
        | 'NIO'
        | 'NOK'
        | 'NPR'
        | 'NZD'
        | 'OMR'
        | 'PAB'
        | 'PEN'
        | 'PGK'
        | 'PHP'
        | 'PKR'
        | 'PLN'
        | 'PYG'
        | 'QAR'
        | 'RON'
        | 'RSD'
        | 'RUB'
        | 'RWF'
        | 'SAR'
        | 'SBD'
        | 'SCR'
        | 'SDG'
        | 'SEK'
        | 'SGD'
        | 'SHP'
        | 'SLE'
        | 'SOS'
        | 'SRD'
        | 'SSP'
        | 'STN'
        | 'SVC'
        | 'SYP'
        | 'SZL'
        | 'THB'
        | 'TJS'
        | 'TMT'
        | 'TND'
        | 'TOP'
        | 'TRY'
        | 'TTD'
        | 'TWD'
        | 'TZS'
        | 'UAH'
        | 'UGX'
        | 'USD'
        | 'UYU'
        | 'UZS'
        | 'VED'
        | 'VES'
        | 'VND'
        | 'VUV'
        | 'WST'
        | 'XAD'
        | 'XAF'
        | 'XCD'
        | 'XCG'
        | 'XOF'
        | 'XPF'
        | 'YER'
        | 'ZAR'
        | 'ZMW'
        | 'ZWG';
      /** @description text without NUL and half surrogate pairs */
      discountCode?: string;
    };
    Quote: {
      lines: {
        lineId: string;
        sku: string;
        quantity: number;
        unitPriceMinor: number;
        name?: string;
        options?: {
          [key: string]: string;
        };
        /** @description text without NUL and half surrogate pairs */
        taxClass?: string;
        weightGrams?: number;
        /** @description text without NUL and half surrogate pairs */
        seller?: string;
      }[];
      charges?: {
        discountMinor: number;
        taxMinor: number;
        shippingMinor: number;
      };
      total: components['schemas']['Money'];
    };
    Order: {
      id: string;
      number?: string;
      status: components['schemas']['OrderStatus'];
      /** @enum {string} */
      paymentStatus:
        | 'pending'
        | 'requires-action'
        | 'authorized'
        | 'partially-captured'
        | 'captured'
        | 'capture-refused'
        | 'authorization-expired'
        | 'disputed'
        | 'dispute-lost'
        | 'refund-failed'
        | 'partially-refunded'
        | 'refunded'
        | 'voided'
        | 'declined'
        | 'not-required'
        | 'none';
      /** @enum {string} */
      fulfilmentStatus: 'unshipped' | 'partially-shipped' | 'shipped' | 'delivered' | 'none';
      /** @enum {string} */
      returnStatus: 'none' | 'requested' | 'received' | 'partially-returned' | 'returned';
      amounts: {
        totalMinor: number;
        authorizedMinor: number;
        capturedMinor: number;
        refundedMinor: number;
        disputedMinor?: number;
        owedMinor: number;
      };
      lines: {
        lineId: string;
        sku: string;
        quantity: number;
        unitPriceMinor: number;
        name?: string;
        options?: {
          [key: string]: string;
        };
        /** @description text without NUL and half surrogate pairs */
        taxClass?: string;
        weightGrams?: number;
        /** @description text without NUL and half surrogate pairs */
        seller?: string;
      }[];
      total: components['schemas']['Money'];
      version: number;
      customerId?: string;
      placedAt: string;
      updatedAt?: string;
      placedBy?: string;
      /** @enum {string} */
      policy?: 'all' | 'partial' | 'backorder' | 'split';
      charges?: {
        discountMinor: number;
        taxMinor: number;
        shippingMinor: number;
      };
      channel?: string;
      reference?: string;
      exchangeOf?: {
        orderId: string;
        returnId: string;
      };
      tags?: string[];
      metadata?: {
        [key: string]: string;
      };
      returnableUntil?: string;
      fulfilment?: {
        lines: {
          lineId: string;
          sku: string;
          quantity: number;
          amountMinor: number;
          cancelled: number;
          waiting: number;
          shipped: number;
          delivered: number;
          returning: number;
          returned: number;
        }[];
        expectedParcels?: number;
        shipments: {
          shipmentId: string;
          lines: {
            line: number;
            lineId?: string;
            sku: string;
            quantity: number;
          }[];
          /** @description the id of a location: 1 to 40 letters, digits, _ and -, a letter or digit first */
          location?: string;
          parcels?: {
            /** @description text without NUL and half surrogate pairs */
            carrier?: string;
            /** @description text without NUL and half surrogate pairs */
            trackingNumber?: string;
            /** @description an https URL without spaces */
            trackingUrl?: string;
            weightGrams?: number;
          }[];
          shippedAt: string;
          deliveredAt?: string;
        }[];
        returns: {
          returnId: string;
          partOf?: string;
          exchange?: {
            orderId: string;
          };
          lines: {
            line: number;
            lineId?: string;
            sku: string;
            quantity: number;
          }[];
          received?: {
            line: number;
            lineId: string;
            sku: string;
            quantity: number;
            /** @enum {string} */
            condition?: 'as-new' | 'opened' | 'damaged' | 'wrong-item';
            /** @enum {string} */
            disposition?: 'sellable' | 'quarantine' | 'scrap';
            /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
            location?: string;
          }[];
          refundMinor: number;
          withheldMinor?: number;
          refundedMinor?: number;
          /** @enum {string} */
          status: 'requested' | 'received' | 'returned' | 'declined' | 'withdrawn' | 'closed';
        }[];
      };
      paymentAction?: {
        attempt: number;
        action?:
          | {
              /** @constant */
              kind: 'redirect';
              url: string;
            }
          | {
              /** @constant */
              kind: 'client-secret';
              clientSecret: string;
            };
        expiresAt: string;
      };
      pendingEdit?: {
        editId: string;
        totalMinor: number;
        startedAt: string;
      };
      paymentChanges?: {
        /** @enum {string} */
        kind:
          | 'captured-at-provider'
          | 'refunded-at-provider'
          | 'refund-failed'
          | 'authorization-ended'
          | 'dispute-opened'
          | 'dispute-won'
          | 'dispute-lost';
        operationId?: string;
        amount?: {
          amountMinor: number;
          /** @description a currency code of three capital letters (ISO 4217) */
          currency: string;
        };
        reason?: string;
        changedAt: string;
      }[];
      disputes?: {
        disputeId: string;
        amount: components['schemas']['Money'];
        /** @enum {string} */
        state: 'opened' | 'won' | 'lost';
      }[];
      refusedCapture?: {
        shipmentId: string;
        amount: components['schemas']['Money'];
        /** @enum {string} */
        code: 'payment-not-authorized' | 'refused-by-provider';
        reason: string;
        lines?: {
          line: number;
          lineId?: string;
          sku: string;
          quantity: number;
        }[];
        /** @description the id of a location: 1 to 40 letters, digits, _ and -, a letter or digit first */
        location?: string;
        parcels?: {
          /** @description text without NUL and half surrogate pairs */
          carrier?: string;
          /** @description text without NUL and half surrogate pairs */
          trackingNumber?: string;
          /** @description an https URL without spaces */
          trackingUrl?: string;
          weightGrams?: number;
        }[];
        refusedAt: string;
      };
      shippedAnyway?: {
        shipmentId: string;
        lines: {
          line: number;
          lineId: string;
          sku: string;
          quantity: number;
        }[];
        /** @description the id of a location: 1 to 40 letters, digits, _ and -, a letter or digit first */
        location?: string;
        parcels?: {
          /** @description text without NUL and half surrogate pairs */
          carrier?: string;
          /** @description text without NUL and half surrogate pairs */
          trackingNumber?: string;
          /** @description an https URL without spaces */
          trackingUrl?: string;
          weightGrams?: number;
        }[];
        shippedAt: string;
        settled?: {
          /** @enum {string} */
          outcome: 'restocked' | 'written-off';
          settledAt: string;
        };
      }[];
      refunds?: {
        refundId: string;
        amount: components['schemas']['Money'];
        /** @enum {string} */
        kind: 'goodwill' | 'adjustment' | 'fee';
        refundedMinor?: number;
        /** @enum {string} */
        status: 'requested' | 'approved' | 'refunded' | 'declined';
        requestedAt: string;
      }[];
      parked?: {
        /** @enum {string} */
        saga: 'cancel-order' | 'return-order' | 'refund-order' | 'ship-order' | 'shipped-anyway';
        step: string;
        reason: string;
        compensating: boolean;
        returnId?: string;
        refundId?: string;
        shipmentId?: string;
        parkedAt: string;
        actions: ('retry' | 'skip' | 'compensate' | 'restock' | 'write-off')[];
      }[];
      rejection?: {
        code: string;
        lines?: {
          sku: string;
          requested: number;
          available: number;
        }[];
      };
    };
    /** @enum {string} */
    OrderStatus:
      | 'placed'
      | 'confirmed'
      | 'partially-shipped'
      | 'shipped'
      | 'delivered'
      | 'partially-returned'
      | 'returned'
      | 'rejected'
      | 'cancelling'
      | 'cancelled';
    OrderSummary: {
      id: string;
      number?: string;
      reference?: string;
      status: components['schemas']['OrderStatus'];
      /** @enum {string} */
      paymentStatus?:
        | 'pending'
        | 'requires-action'
        | 'authorized'
        | 'partially-captured'
        | 'captured'
        | 'capture-refused'
        | 'authorization-expired'
        | 'disputed'
        | 'dispute-lost'
        | 'refund-failed'
        | 'partially-refunded'
        | 'refunded'
        | 'voided'
        | 'declined'
        | 'not-required'
        | 'none';
      /** @enum {string} */
      fulfilmentStatus?: 'unshipped' | 'partially-shipped' | 'shipped' | 'delivered' | 'none';
      /** @enum {string} */
      returnStatus?: 'none' | 'requested' | 'received' | 'partially-returned' | 'returned';
      amounts?: {
        totalMinor: number;
        authorizedMinor: number;
        capturedMinor: number;
        refundedMinor: number;
        disputedMinor?: number;
        owedMinor: number;
      };
      customerId?: string;
      total: components['schemas']['Money'];
      version: number;
      placedAt: string;
      updatedAt: string;
      tags?: string[];
    };
    OrderPage: {
      items: components['schemas']['OrderSummary'][];
      nextCursor?: string;
    };
    StreamEvent: {
      id: string;
      type: string;
      stream: string;
      seq: number;
      at: string;
      correlationId: string;
      data: Record<string, unknown>;
    };
    OrderEvents: {
      items: components['schemas']['StreamEvent'][];
    };
    OrderDiff: {
      id: string;
      from: number;
      to: number;
      events: unknown[];
      changes: {
        pointer: string;
        from?: unknown;
        to?: unknown;
      }[];
    };
    StreamTicket: {
      ticket: string;
      expiresAt: string;
    };
    PersonalDataOfOrder: {
      shippingAddress?:
        | components['schemas']['Address']
        | {
            [key: string]: string;
          };
      billingAddress?: {
        /** @description text without NUL and half surrogate pairs */
        name: string;
        /** @description text without NUL and half surrogate pairs */
        company?: string;
        lines: string[];
        /** @description text without NUL and half surrogate pairs */
        city?: string;
        /** @description text without NUL and half surrogate pairs */
        region?: string;
        /** @description text without NUL and half surrogate pairs */
        postalCode?: string;
        /** @description a country code of two capital letters (ISO 3166-1) */
        country: string;
        /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
        phone?: string;
      };
      contact?: {
        /** @description an e-mail address such as ann@shop.example */
        email?: string;
        /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
        phone?: string;
      };
      notes?: {
        /** @description text without NUL and half surrogate pairs */
        customer?: string;
        /** @description text without NUL and half surrogate pairs */
        internal?: string;
      };
    };
    CancelOrder: {
      lines?: (
        | {
            /** @description the id of a line: l and a number */
            lineId: string;
            quantity: number;
          }
        | {
            /** @description a product code without control characters, without a space at an end, and not . or .. */
            sku: string;
            quantity: number;
          }
      )[];
    };
    EditOrder: {
      change?: {
        /** @description the id of a line: l and a number */
        lineId: string;
        quantity: number;
      }[];
      remove?: string[];
      add?: {
        /** @description a product code without control characters, without a space at an end, and not . or .. */
        sku: string;
        quantity: number;
      }[];
      shippingAddress?: {
        /** @description text without NUL and half surrogate pairs */
        name: string;
        /** @description text without NUL and half surrogate pairs */
        company?: string;
        lines: string[];
        /** @description text without NUL and half surrogate pairs */
        city?: string;
        /** @description text without NUL and half surrogate pairs */
        region?: string;
        /** @description text without NUL and half surrogate pairs */
        postalCode?: string;
        /** @description a country code of two capital letters (ISO 3166-1) */
        country: string;
        /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
        phone?: string;
      };
      billingAddress?: {
        /** @description text without NUL and half surrogate pairs */
        name: string;
        /** @description text without NUL and half surrogate pairs */
        company?: string;
        lines: string[];
        /** @description text without NUL and half surrogate pairs */
        city?: string;
        /** @description text without NUL and half surrogate pairs */
        region?: string;
        /** @description text without NUL and half surrogate pairs */
        postalCode?: string;
        /** @description a country code of two capital letters (ISO 3166-1) */
        country: string;
        /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
        phone?: string;
      };
      contact?: {
        /** @description an e-mail address such as ann@shop.example */
        email: string;
        /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
        phone?: string;
      };
    };
    OrderEditPreview: {
      /** @enum {string} */
      status:
        | 'confirmed'
        | 'partially-shipped'
        | 'shipped'
        | 'delivered'
        | 'partially-returned'
        | 'returned';
      standing: {
        /** @enum {string} */
        paymentStatus:
          | 'pending'
          | 'requires-action'
          | 'authorized'
          | 'partially-captured'
          | 'captured'
          | 'capture-refused'
          | 'authorization-expired'
          | 'disputed'
          | 'dispute-lost'
          | 'refund-failed'
          | 'partially-refunded'
          | 'refunded'
          | 'voided'
          | 'declined'
          | 'not-required'
          | 'none';
        /** @enum {string} */
        fulfilmentStatus: 'unshipped' | 'partially-shipped' | 'shipped' | 'delivered' | 'none';
        /** @enum {string} */
        returnStatus: 'none' | 'requested' | 'received' | 'partially-returned' | 'returned';
        amounts: {
          totalMinor: number;
          authorizedMinor: number;
          capturedMinor: number;
          refundedMinor: number;
          disputedMinor?: number;
          owedMinor: number;
        };
      };
      changed: ('lines' | 'shippingAddress' | 'billingAddress' | 'contact')[];
      lines: {
        lineId: string;
        sku: string;
        quantity: number;
        amountMinor: number;
      }[];
      totalMinor: number;
      differenceMinor: number;
      currency: string;
      added?: {
        /** @description the id of a line: l and a number */
        lineId: string;
        sku: string;
        quantity: number;
        unitPriceMinor: number;
        name?: string;
        options?: {
          [key: string]: string;
        };
        /** @description text without NUL and half surrogate pairs */
        taxClass?: string;
        weightGrams?: number;
        /** @description text without NUL and half surrogate pairs */
        seller?: string;
      }[];
      charges?: {
        discountMinor: number;
        taxMinor: number;
        shippingMinor: number;
      };
      authorizedMinor?: number;
    };
    ShipOrder: {
      lines?: (
        | {
            /** @description the id of a line: l and a number */
            lineId: string;
            quantity: number;
          }
        | {
            /** @description a product code without control characters, without a space at an end, and not . or .. */
            sku: string;
            quantity: number;
          }
      )[];
      /** @description the id of a location: 1 to 40 letters, digits, _ and -, a letter or digit first */
      location?: string;
      parcels?: {
        /** @description text without NUL and half surrogate pairs */
        carrier?: string;
        /** @description text without NUL and half surrogate pairs */
        trackingNumber?: string;
        /** @description an https URL without spaces */
        trackingUrl?: string;
        weightGrams?: number;
      }[];
      shippedAnyway?: boolean;
    };
    TryPayment: {
      payment?: {
        /** @description text without NUL and half surrogate pairs */
        token: string;
      };
    };
    RequestReturn: {
      lines?: (
        | {
            /** @description the id of a line: l and a number */
            lineId: string;
            quantity: number;
          }
        | {
            /** @description a product code without control characters, without a space at an end, and not . or .. */
            sku: string;
            quantity: number;
          }
      )[];
      /** @description text without NUL and half surrogate pairs */
      reason: string;
      overrideWindow?: {
        /** @description text without NUL and half surrogate pairs */
        reason: string;
      };
      exchangeFor?: {
        lines: {
          /** @description a product code without control characters, without a space at an end, and not . or .. */
          sku: string;
          quantity: number;
        }[];
        payment?: {
          /** @description a token of letters, digits, _ and -, a letter first; never a card number */
          token: string;
        };
      };
    };
    ReceiveReturn: {
      lines?: (
        | {
            /** @description the id of a line: l and a number */
            lineId: string;
            quantity: number;
            /** @enum {string} */
            condition?: 'as-new' | 'opened' | 'damaged' | 'wrong-item';
            /** @enum {string} */
            disposition?: 'sellable' | 'quarantine' | 'scrap';
            /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
            location?: string;
          }
        | {
            /** @description a product code without control characters, without a space at an end, and not . or .. */
            sku: string;
            quantity: number;
            /** @enum {string} */
            condition?: 'as-new' | 'opened' | 'damaged' | 'wrong-item';
            /** @enum {string} */
            disposition?: 'sellable' | 'quarantine' | 'scrap';
            /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
            location?: string;
          }
      )[];
      restockingFeeMinor?: number;
      refundShipping?: boolean;
    };
    DeclineReturn: {
      /** @description text without NUL and half surrogate pairs */
      reason: string;
    };
    RefundOrder: {
      amount: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      /** @enum {string} */
      kind: 'goodwill' | 'adjustment' | 'fee';
      /** @description text without NUL and half surrogate pairs */
      reason: string;
    };
    DecideRefund: {
      /** @enum {string} */
      decision: 'approve' | 'decline';
      /** @description text without NUL and half surrogate pairs */
      note?: string;
    };
    RepairOrder: {
      /** @enum {string} */
      action: 'retry' | 'skip' | 'compensate' | 'restock' | 'write-off';
      /** @description text without NUL and half surrogate pairs */
      note?: string;
      /** @description text without NUL and half surrogate pairs */
      returnId?: string;
      /** @description text without NUL and half surrogate pairs */
      refundId?: string;
      /** @description text without NUL and half surrogate pairs */
      shipmentId?: string;
    };
    ParkedRow: {
      orderId: string;
      /** @enum {string} */
      saga: 'cancel-order' | 'return-order' | 'refund-order' | 'ship-order' | 'shipped-anyway';
      step: string;
      reason: string;
      compensating: boolean;
      returnId?: string;
      refundId?: string;
      shipmentId?: string;
      since: string;
      repairs: {
        eventId: string;
        at: string;
        by: string;
        /** @enum {string} */
        action: 'retry' | 'skip' | 'compensate' | 'restock' | 'write-off';
        step: string;
        reason: string;
        note?: string;
      }[];
    };
    ParkedPage: {
      items: components['schemas']['ParkedRow'][];
      nextCursor?: string;
    };
    ReceiveStock: {
      /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
      location: string;
      quantity: number;
      allowUnknownProduct?: boolean;
    };
    Receipt: {
      receiptId: string;
      sku: string;
      location: string;
      quantity: number;
    };
    AdjustStock: {
      /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
      location: string;
      delta: number;
      /** @enum {string} */
      reason: 'damaged' | 'lost' | 'found' | 'recount' | 'other';
      /** @description text without NUL and half surrogate pairs */
      note?: string;
    };
    Adjustment: {
      adjustmentId: string;
      sku: string;
      /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
      location: string;
      delta: number;
      /** @enum {string} */
      reason: 'damaged' | 'lost' | 'found' | 'recount' | 'other';
      /** @description text without NUL and half surrogate pairs */
      note?: string;
    };
    TransferStock: {
      /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
      from: string;
      /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
      to: string;
      quantity: number;
    };
    Transfer: {
      transferId: string;
      sku: string;
      /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
      from: string;
      /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
      to: string;
      quantity: number;
    };
    InspectStock: {
      /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
      location: string;
      quantity: number;
      /** @enum {string} */
      outcome: 'sellable' | 'quarantine' | 'scrap';
      /** @description text without NUL and half surrogate pairs */
      note?: string;
    };
    Inspection: {
      inspectionId: string;
      sku: string;
      /** @description the id of a location: 1 to 40 letters, digits, ., _ and -, a letter or digit first */
      location: string;
      quantity: number;
      /** @enum {string} */
      outcome: 'sellable' | 'quarantine' | 'scrap';
      /** @description text without NUL and half surrogate pairs */
      note?: string;
    };
    StockAvailability: {
      sku: string;
      /** @enum {string} */
      availability: 'in-stock' | 'low' | 'out';
    };
    Stock: {
      sku: string;
      /** @enum {string} */
      availability: 'in-stock' | 'low' | 'out';
      onHand: number;
      reserved: number;
      quarantined: number;
      available: number;
      waiting: number;
      locations: {
        location: string;
        onHand: number;
        reserved: number;
        quarantined: number;
        available: number;
      }[];
    };
    StockHistory: {
      sku: string;
      items: {
        id: number;
        at: string;
        kind: string;
        location: string;
        quantity: number;
        onHandDelta: number;
        reservedDelta: number;
        quarantinedDelta: number;
        orderId?: string;
        eventId?: string;
        operationId?: string;
        reason?: string;
        note?: string;
        correlationId: string;
      }[];
      nextCursor?: string;
      totals: {
        onHand: number;
        reserved: number;
        quarantined: number;
        consistent: boolean;
      };
    };
    SetThreshold: {
      lowAt: number;
    };
    Threshold: {
      sku: string;
      lowAt: number;
    };
    DeclareLocation: {
      /** @description text without NUL and half surrogate pairs */
      name?: string;
      priority?: number;
      /** @description a country code of two capital letters (ISO 3166-1) */
      country?: string;
    };
    DeclaredLocation: {
      location: string;
      name: string;
      priority: number;
      country?: string;
    };
    Locations: {
      items: components['schemas']['DeclaredLocation'][];
    };
    WebhookReceipt: {
      /** @enum {string} */
      result: 'applied' | 'repeated' | 'ignored';
    };
    Dispute: {
      disputeId: string;
      amount: components['schemas']['Money'];
      /** @enum {string} */
      state: 'opened' | 'won' | 'lost';
    };
    Finding: {
      findingId: number;
      orderId: string;
      operationId?: string;
      reason: string;
      detail: string;
      movement?: {
        /** @enum {string} */
        kind: 'capture' | 'refund';
        amount: components['schemas']['Money'];
        providerId?: string;
      };
      /** @enum {string} */
      state: 'open' | 'acknowledged' | 'resolved' | 'booked';
      note?: string;
      decidedBy?: string;
      foundAt: string;
      seenAt: string;
    };
    FindingPage: {
      findings: components['schemas']['Finding'][];
      nextCursor?: string;
    };
    PaymentAttempt: {
      attemptId: string;
      attempt: number;
      /** @enum {string} */
      status: 'authorized' | 'requires-action' | 'declined' | 'voided';
      /** @enum {string} */
      source: 'card' | 'nothing';
      amount?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      authorizationId?: string;
      reason?: string;
    };
    PaymentOperation: {
      operationId: string;
      /** @enum {string} */
      kind: 'capture' | 'refund';
      amount: components['schemas']['Money'];
      /** @enum {string} */
      status: 'open' | 'done' | 'refused' | 'failed';
      attempt: number;
      moved?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      /** @constant */
      foreign?: true;
      /** @constant */
      pending?: true;
      /** @enum {string} */
      refundKind?: 'return' | 'goodwill' | 'adjustment' | 'fee';
      providerId?: string;
      reason?: string;
    };
    PaymentPage: {
      payments: components['schemas']['PaymentSummary'][];
      nextCursor?: string;
    };
    PaymentState: {
      orderId: string;
      /** @enum {string} */
      status: 'authorized' | 'requires-action' | 'declined' | 'voided';
      amount?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      captured?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      refunded?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      disputed?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      refundable?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      authorizationId?: string;
      expiresAt?: string;
      /** @enum {string} */
      captures?: 'one' | 'many';
      reason?: string;
      voidedAtProvider?: string;
      attempts: components['schemas']['PaymentAttempt'][];
      operations: components['schemas']['PaymentOperation'][];
      disputes: components['schemas']['Dispute'][];
    };
    PaymentSummary: {
      orderId: string;
      /** @enum {string} */
      status: 'authorized' | 'requires-action' | 'declined' | 'voided';
      attempt: number;
      amount?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      captured?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      refunded?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      disputed?: {
        amountMinor: number;
        /** @description a currency code of three capital letters (ISO 4217) */
        currency: string;
      };
      reason?: string;
      updatedAt: string;
    };
    ResolveFinding: {
      /** @enum {string} */
      decision: 'acknowledge' | 'resolve' | 'book' | 'refund' | 'capture';
      /** @description text without NUL and half surrogate pairs */
      note: string;
    };
    CreateProduct: {
      /** @description a product code without control characters, without a space at an end, and not . or .. */
      sku: string;
      /** @description text without control characters */
      name: string;
      price: {
        amountMinor: number;
        /** @enum {string} */
        currency:
          | 'AED'
          | 'AFN'
          | 'ALL'
          | 'AMD'
          | 'AOA'
          | 'ARS'
          | 'AUD'
          | 'AWG'
          | 'AZN'
          | 'BAM'
          | 'BBD'
          | 'BDT'
          | 'BGN'
          | 'BHD'
          | 'BIF'
          | 'BMD'
          | 'BND'
          | 'BOB'
          | 'BRL'
          | 'BSD'
          | 'BTN'
          | 'BWP'
          | 'BYN'
          | 'BZD'
          | 'CAD'
          | 'CDF'
          | 'CHF'
          | 'CLP'
          | 'CNY'
          | 'COP'
          | 'CRC'
          | 'CUP'
          | 'CVE'
          | 'CZK'
          | 'DJF'
          | 'DKK'
          | 'DOP'
          | 'DZD'
          | 'EGP'
          | 'ERN'
          | 'ETB'
          | 'EUR'
          | 'FJD'
          | 'FKP'
          | 'GBP'
          | 'GEL'
          | 'GHS'
          | 'GIP'
          | 'GMD'
          | 'GNF'
          | 'GTQ'
          | 'GYD'
          | 'HKD'
          | 'HNL'
          | 'HTG'
          | 'HUF'
          | 'IDR'
          | 'ILS'
          | 'INR'
          | 'IQD'
          | 'IRR'
          | 'ISK'
          | 'JMD'
          | 'JOD'
          | 'JPY'
          | 'KES'
          | 'KGS'
          | 'KHR'
          | 'KMF'
          | 'KPW'
          | 'KRW'
          | 'KWD'
          | 'KYD'
          | 'KZT'
          | 'LAK'
          | 'LBP'
          | 'LKR'
          | 'LRD'
          | 'LSL'
          | 'LYD'
          | 'MAD'
          | 'MDL'
          | 'MGA'
          | 'MKD'
          | 'MMK'
          | 'MNT'
          | 'MOP'
          | 'MRU'
          | 'MUR'
          | 'MVR'
          | 'MWK'
          | 'MXN'
          | 'MYR'
          | 'MZN'
          | 'NAD'
          | 'NGN'
          | 'NIO'
          | 'NOK'
          | 'NPR'
          | 'NZD'
          | 'OMR'
          | 'PAB'
          | 'PEN'
          | 'PGK'
          | 'PHP'
          | 'PKR'
          | 'PLN'
          | 'PYG'
          | 'QAR'
          | 'RON'
          | 'RSD'
          | 'RUB'
          | 'RWF'
          | 'SAR'
          | 'SBD'
          | 'SCR'
          | 'SDG'
          | 'SEK'
          | 'SGD'
          | 'SHP'
          | 'SLE'
          | 'SOS'
          | 'SRD'
          | 'SSP'
          | 'STN'
          | 'SVC'
          | 'SYP'
          | 'SZL'
          | 'THB'
          | 'TJS'
          | 'TMT'
          | 'TND'
          | 'TOP'
          | 'TRY'
          | 'TTD'
          | 'TWD'
          | 'TZS'
          | 'UAH'
          | 'UGX'
          | 'USD'
          | 'UYU'
          | 'UZS'
          | 'VED'
          | 'VES'
          | 'VND'
          | 'VUV'
          | 'WST'
          | 'XAD'
          | 'XAF'
          | 'XCD'
          | 'XCG'
          | 'XOF'
          | 'XPF'
          | 'YER'
          | 'ZAR'
          | 'ZMW'
          | 'ZWG';
      };
      options?: {
        [key: string]: string;
      };
      /** @description text without NUL and half surrogate pairs */
      taxClass?: string;
      weightGrams?: number;
      /** @description text without NUL and half surrogate pairs */
      seller?: string;
    };
    Product: {
      sku: string;
      name: string;
      price: components['schemas']['Money'];
      options?: {
        [key: string]: string;
      };
      /** @description text without NUL and half surrogate pairs */
      taxClass?: string;
      weightGrams?: number;
      /** @description text without NUL and half surrogate pairs */
      seller?: string;
      version: number;
    };
    Register: {
      /** @description an e-mail address such as ann@shop.example */
      email: string;
      /** @description text without NUL and half surrogate pairs */
      password: string;
      /** @description text without control characters */
      name?: string;
    };
    VerifyAddress: {
      /** @description the token of a mail, 43 characters */
      token: string;
    };
    RequestMail: {
      /** @description an e-mail address such as ann@shop.example */
      email: string;
    };
    MailSent: {
      /** @constant */
      status: 'mail-sent';
    };
    ResetPassword: {
      /** @description the token of a mail, 43 characters */
      token: string;
      /** @description text without NUL and half surrogate pairs */
      password: string;
    };
    SignIn: {
      /** @description text without NUL and half surrogate pairs */
      email: string;
      /** @description text without NUL and half surrogate pairs */
      password: string;
    };
    Refresh: {
      /** @description text without NUL and half surrogate pairs */
      refreshToken: string;
    };
    Tokens: {
      accessToken: string;
      /** @constant */
      tokenType: 'Bearer';
      expiresIn: number;
      refreshToken: string;
    };
    Session: {
      id: string;
      clientId?: string;
      startedAt: string;
      lastUsedAt: string;
      current: boolean;
    };
    Sessions: {
      items: components['schemas']['Session'][];
    };
    /** @enum {string} */
    Role:
      'customer' | 'support' | 'catalog-manager' | 'warehouse' | 'finance' | 'operator' | 'admin';
    Profile: {
      /** @description text without control characters */
      name?: string;
      /** @description a telephone number of 5 to 30 digits, spaces, ( ) and -, perhaps after + */
      phone?: string;
    };
    Account: {
      customerId: string;
      email: string;
      profile: components['schemas']['Profile'];
      roles: components['schemas']['Role'][];
    };
    ChangeProfile: {
      name?: string | null;
      phone?: string | null;
    };
    ChangePassword: {
      /** @description text without NUL and half surrogate pairs */
      currentPassword: string;
      /** @description text without NUL and half surrogate pairs */
      password: string;
    };
    ChangeEmail: {
      /** @description an e-mail address such as ann@shop.example */
      email: string;
      /** @description text without NUL and half surrogate pairs */
      password: string;
    };
    EraseMe: {
      /** @description text without NUL and half surrogate pairs */
      password: string;
    };
    Export: {
      account: components['schemas']['Account'];
      createdAt: string;
      addresses: components['schemas']['AddressResource'][];
      sessions: components['schemas']['Session'][];
      activity: components['schemas']['AuditRow'][];
      orders: {
        order: components['schemas']['Order'];
        personalData?: {
          shippingAddress?:
            | components['schemas']['Address']
            | {
                [key: string]: string;
              };
          billingAddress?: {
            /** @description text without NUL and half surrogate pairs */
            name: string;
            /** @description text without NUL and half surrogate pairs */
            company?: string;
            lines: string[];
            /** @description text without NUL and half surrogate pairs */
            city?: string;
            /** @description text without NUL and half surrogate pairs */
            region?: string;
            /** @description text without NUL and half surrogate pairs */
            postalCode?: string;
            /** @description a country code of two capital letters (ISO 3166-1) */
            country: string;
            /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
            phone?: string;
          };
          contact?: {
            /** @description an e-mail address such as ann@shop.example */
            email?: string;
            /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
            phone?: string;
          };
          notes?: {
            /** @description text without NUL and half surrogate pairs */
            customer?: string;
            /** @description text without NUL and half surrogate pairs */
            internal?: string;
          };
        };
      }[];
      nextOrdersCursor?: string;
    };
    Address: {
      /** @description text without NUL and half surrogate pairs */
      name: string;
      /** @description text without NUL and half surrogate pairs */
      company?: string;
      lines: string[];
      /** @description text without NUL and half surrogate pairs */
      city?: string;
      /** @description text without NUL and half surrogate pairs */
      region?: string;
      /** @description text without NUL and half surrogate pairs */
      postalCode?: string;
      /** @description a country code of two capital letters (ISO 3166-1) */
      country: string;
      /** @description a telephone number of 4 to 31 digits, spaces, ( ) . / and -, perhaps after + */
      phone?: string;
    };
    AddressResource: {
      id: string;
      version: string;
      address: components['schemas']['Address'];
    };
    Addresses: {
      items: components['schemas']['AddressResource'][];
    };
    SetRoles: {
      roles: components['schemas']['Role'][];
    };
    AccountRoles: {
      customerId: string;
      roles: components['schemas']['Role'][];
    };
    LookUpAccount: {
      /** @description an e-mail address such as ann@shop.example */
      email: string;
    };
    FoundAccount: {
      customerId: string;
      email: string;
      profile: components['schemas']['Profile'];
      roles: components['schemas']['Role'][];
      /** @enum {string} */
      status: 'active' | 'disabled';
      createdAt: string;
    };
    RegisterClient: {
      /** @description an id of 1 to 41 small letters, digits and -, a letter first */
      id: string;
      /** @description text without NUL and half surrogate pairs */
      name: string;
      scopes?: ('import' | 'orders' | 'storefront' | 'stock' | 'catalog' | 'data-keys')[];
      redirectUris?: string[];
    };
    Client: {
      /** @description an id of 1 to 41 small letters, digits and -, a letter first */
      id: string;
      name: string;
      scopes: ('import' | 'orders' | 'storefront' | 'stock' | 'catalog' | 'data-keys')[];
      redirectUris: string[];
      hasSecret: boolean;
      endedAt?: string;
    };
    NewClient: components['schemas']['Client'] & {
      secret?: string;
    };
    NewSecret: {
      /** @description an id of 1 to 41 small letters, digits and -, a letter first */
      id: string;
      secret: string;
    };
    Clients: {
      items: components['schemas']['Client'][];
    };
    AuditRow: {
      seq: number;
      at: string;
      actor: string;
      action: string;
      target: string;
      /** @enum {string} */
      outcome: 'asked' | 'done' | 'refused';
      correlationId: string;
    };
    AuditPage: {
      items: components['schemas']['AuditRow'][];
      nextCursor?: string;
    };
    OAuthTokens: {
      access_token: string;
      /** @constant */
      token_type: 'Bearer';
      expires_in: number;
      refresh_token?: string;
      scope?: string;
    };
    OAuthError: {
      error: string;
    };
    Jwks: {
      keys: {
        kty: string;
        kid: string;
        alg: string;
        crv: string;
        x: string;
        y: string;
        /** @constant */
        use: 'sig';
      }[];
    };
    IssuerMetadata: {
      issuer: string;
      authorization_endpoint: string;
      token_endpoint: string;
      jwks_uri: string;
      response_types_supported: string[];
      grant_types_supported: string[];
      code_challenge_methods_supported: string[];
      token_endpoint_auth_methods_supported: string[];
      scopes_supported: string[];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type Problem = components['schemas']['Problem'];
export type Money = components['schemas']['Money'];
export type PlaceOrder = components['schemas']['PlaceOrder'];
export type AnnotateOrder = components['schemas']['AnnotateOrder'];
export type RequestQuote = components['schemas']['RequestQuote'];
export type Quote = components['schemas']['Quote'];
export type Order = components['schemas']['Order'];
export type OrderStatus = components['schemas']['OrderStatus'];
export type OrderSummary = components['schemas']['OrderSummary'];
export type OrderPage = components['schemas']['OrderPage'];
export type StreamEvent = components['schemas']['StreamEvent'];
export type OrderEvents = components['schemas']['OrderEvents'];
export type OrderDiff = components['schemas']['OrderDiff'];
export type StreamTicket = components['schemas']['StreamTicket'];
export type PersonalDataOfOrder = components['schemas']['PersonalDataOfOrder'];
export type CancelOrder = components['schemas']['CancelOrder'];
export type EditOrder = components['schemas']['EditOrder'];
export type OrderEditPreview = components['schemas']['OrderEditPreview'];
export type ShipOrder = components['schemas']['ShipOrder'];
export type TryPayment = components['schemas']['TryPayment'];
export type RequestReturn = components['schemas']['RequestReturn'];
export type ReceiveReturn = components['schemas']['ReceiveReturn'];
export type DeclineReturn = components['schemas']['DeclineReturn'];
export type RefundOrder = components['schemas']['RefundOrder'];
export type DecideRefund = components['schemas']['DecideRefund'];
export type RepairOrder = components['schemas']['RepairOrder'];
export type ParkedRow = components['schemas']['ParkedRow'];
export type ParkedPage = components['schemas']['ParkedPage'];
export type ReceiveStock = components['schemas']['ReceiveStock'];
export type Receipt = components['schemas']['Receipt'];
export type AdjustStock = components['schemas']['AdjustStock'];
export type Adjustment = components['schemas']['Adjustment'];
export type TransferStock = components['schemas']['TransferStock'];
export type Transfer = components['schemas']['Transfer'];
export type InspectStock = components['schemas']['InspectStock'];
export type Inspection = components['schemas']['Inspection'];
export type StockAvailability = components['schemas']['StockAvailability'];
export type Stock = components['schemas']['Stock'];
export type StockHistory = components['schemas']['StockHistory'];
export type SetThreshold = components['schemas']['SetThreshold'];
export type Threshold = components['schemas']['Threshold'];
export type DeclareLocation = components['schemas']['DeclareLocation'];
export type DeclaredLocation = components['schemas']['DeclaredLocation'];
export type Locations = components['schemas']['Locations'];
export type WebhookReceipt = components['schemas']['WebhookReceipt'];
export type Dispute = components['schemas']['Dispute'];
export type Finding = components['schemas']['Finding'];
export type FindingPage = components['schemas']['FindingPage'];
export type PaymentAttempt = components['schemas']['PaymentAttempt'];
export type PaymentOperation = components['schemas']['PaymentOperation'];
export type PaymentPage = components['schemas']['PaymentPage'];
export type PaymentState = components['schemas']['PaymentState'];
export type PaymentSummary = components['schemas']['PaymentSummary'];
export type ResolveFinding = components['schemas']['ResolveFinding'];
export type CreateProduct = components['schemas']['CreateProduct'];
export type Product = components['schemas']['Product'];
export type Register = components['schemas']['Register'];
export type VerifyAddress = components['schemas']['VerifyAddress'];
export type RequestMail = components['schemas']['RequestMail'];
export type MailSent = components['schemas']['MailSent'];
export type ResetPassword = components['schemas']['ResetPassword'];
export type SignIn = components['schemas']['SignIn'];
export type Refresh = components['schemas']['Refresh'];
export type Tokens = components['schemas']['Tokens'];
export type Session = components['schemas']['Session'];
export type Sessions = components['schemas']['Sessions'];
export type Role = components['schemas']['Role'];
export type Profile = components['schemas']['Profile'];
export type Account = components['schemas']['Account'];
export type ChangeProfile = components['schemas']['ChangeProfile'];
export type ChangePassword = components['schemas']['ChangePassword'];
export type ChangeEmail = components['schemas']['ChangeEmail'];
export type EraseMe = components['schemas']['EraseMe'];
export type Export = components['schemas']['Export'];
export type Address = components['schemas']['Address'];
export type AddressResource = components['schemas']['AddressResource'];
export type Addresses = components['schemas']['Addresses'];
export type SetRoles = components['schemas']['SetRoles'];
export type AccountRoles = components['schemas']['AccountRoles'];
export type LookUpAccount = components['schemas']['LookUpAccount'];
export type FoundAccount = components['schemas']['FoundAccount'];
export type RegisterClient = components['schemas']['RegisterClient'];
export type Client = components['schemas']['Client'];
export type NewClient = components['schemas']['NewClient'];
export type NewSecret = components['schemas']['NewSecret'];
export type Clients = components['schemas']['Clients'];
export type AuditRow = components['schemas']['AuditRow'];
export type AuditPage = components['schemas']['AuditPage'];
export type OAuthTokens = components['schemas']['OAuthTokens'];
export type OAuthError = components['schemas']['OAuthError'];
export type Jwks = components['schemas']['Jwks'];
export type IssuerMetadata = components['schemas']['IssuerMetadata'];
export type $defs = Record<string, never>;
export interface operations {
  listOrders: {
    parameters: {
      query?: {
        /** @example confirmed */
        status?: components['schemas']['OrderStatus'] | string;
        placedFrom?: string;
        placedBefore?: string;
        paymentStatus?:
          | 'pending'
          | 'requires-action'
          | 'authorized'
          | 'partially-captured'
          | 'captured'
          | 'capture-refused'
          | 'authorization-expired'
          | 'disputed'
          | 'dispute-lost'
          | 'refund-failed'
          | 'partially-refunded'
          | 'refunded'
          | 'voided'
          | 'declined'
          | 'not-required'
          | 'none';
        fulfilmentStatus?: 'unshipped' | 'partially-shipped' | 'shipped' | 'delivered' | 'none';
        returnStatus?: 'none' | 'requested' | 'received' | 'partially-returned' | 'returned';
        number?: string;
        tag?: string;
        reference?: string;
        sku?: string;
        customer?: string;
        cursor?: string;
        /** @example 10 */
        limit?: string;
      };
      header?: {
        /** @description Tokens of answers to earlier writes: the list has at least what they wrote, or the answer is 425 `read-model-behind` with `Retry-After`. */
        'Consistency-Token'?: string;
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description a page; the last page has no `nextCursor` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrderPage'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description List not as fresh as asked yet */
      425: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/read-model-behind';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  placeOrder: {
    parameters: {
      query?: never;
      header: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key': string;
        /** @description `respond-async`, or `wait=<s>` up to 15 s; `handling=strict`: an order that is rejected or cancelled is answered with 422 `order-rejected`. */
        Prefer?: string;
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "lines": [
         *         {
         *           "sku": "MUG-BLUE",
         *           "quantity": 2
         *         }
         *       ],
         *       "shippingAddress": {
         *         "name": "Ann Other",
         *         "lines": [
         *           "1 High Street"
         *         ],
         *         "city": "London",
         *         "postalCode": "SW1A 1AA",
         *         "country": "GB"
         *       },
         *       "contact": {
         *         "email": "ann@shop.example"
         *       },
         *       "payment": {
         *         "token": "tok_ok"
         *       },
         *       "currency": "GBP"
         *     }
         */
        'application/json': components['schemas']['PlaceOrder'];
      };
    };
    responses: {
      /** @description the finished order: confirmed, rejected or cancelled */
      201: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Preference-Applied'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description the order, still in progress; `Location` is its URL */
      202: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Preference-Applied'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Idempotency-Key required; Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/idempotency-key-required'
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Field reserved for trusted clients; Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/trusted-field' | '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request with this key still in progress */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/request-in-flight';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer erased */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-erased';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order rejected or cancelled; Idempotency-Key reused with another body; Unknown product in the order; Product on more than one line; Currency does not match the product prices; Too many units of a product; Order total too large; Unknown discount code; No shipping fee in this currency; Address or contact incomplete; Payment missing; Amount below the provider minimum */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/order-rejected'
              | '/problems/idempotency-key-reused'
              | '/problems/unknown-sku'
              | '/problems/duplicate-line'
              | '/problems/currency-mismatch'
              | '/problems/too-many-units'
              | '/problems/amount-too-large'
              | '/problems/unknown-discount'
              | '/problems/no-shipping-fee'
              | '/problems/incomplete-order'
              | '/problems/payment-required'
              | '/problems/amount-below-minimum';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  cancelOrder: {
    parameters: {
      query?: never;
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
        /** @description The `ETag` that was read: the change is refused if it is no longer current. */
        'If-Match'?: string;
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "lines": [
         *         {
         *           "lineId": "l1",
         *           "quantity": 1
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['CancelOrder'];
      };
    };
    responses: {
      /** @description the cancelled order, or the order without the cancelled units */
      200: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description the order, while stock and payment are being released */
      202: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found; Line not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found' | '/problems/line-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request with this key still in progress; Order not confirmed; Order can no longer be cancelled; Order already shipped; Cancellation exceeds the remaining units; Edit in progress; Product is on several lines */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/request-in-flight'
              | '/problems/order-not-confirmed'
              | '/problems/order-not-cancellable'
              | '/problems/order-already-shipped'
              | '/problems/cancellation-exceeds-open'
              | '/problems/edit-in-progress'
              | '/problems/line-ambiguous';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Precondition failed */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/precondition-failed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/idempotency-key-reused';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  getOrder: {
    parameters: {
      query?: {
        /** @example 1 */
        at?: string;
      };
      header?: {
        /** @description The `ETag` of the caller's version: 304 if it is still current. */
        'If-None-Match'?: string;
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the order after its last event, or as of `at` */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description no body: the `ETag` in `If-None-Match` is current */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  annotateOrder: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that was read: the change is refused if it is no longer current. */
        'If-Match'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "tags": [
         *         "gift"
         *       ],
         *       "notes": {
         *         "internal": "Wrap it in blue"
         *       },
         *       "metadata": {
         *         "erp": "4711"
         *       }
         *     }
         */
        'application/json': components['schemas']['AnnotateOrder'];
      };
    };
    responses: {
      /** @description the order */
      200: {
        headers: {
          ETag?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Field reserved for trusted clients; Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/trusted-field' | '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer note can no longer be changed */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-note-closed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Personal data erased */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/personal-data-erased';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Precondition failed */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/precondition-failed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many entries in the metadata */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-much-metadata';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  requestQuote: {
    parameters: {
      query?: never;
      header?: {
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "lines": [
         *         {
         *           "sku": "MUG-BLUE",
         *           "quantity": 2
         *         }
         *       ],
         *       "currency": "GBP"
         *     }
         */
        'application/json': components['schemas']['RequestQuote'];
      };
    };
    responses: {
      /** @description what the order would cost */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Quote'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unknown product in the order; Product on more than one line; Currency does not match the product prices; Order total too large; Unknown discount code; No shipping fee in this currency; Amount below the provider minimum */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/unknown-sku'
              | '/problems/duplicate-line'
              | '/problems/currency-mismatch'
              | '/problems/amount-too-large'
              | '/problems/unknown-discount'
              | '/problems/no-shipping-fee'
              | '/problems/amount-below-minimum';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  readPersonalData: {
    parameters: {
      query: {
        /** @example support */
        purpose: 'shipping' | 'notification' | 'payment' | 'support';
      };
      header?: never;
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description what the purpose needs */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PersonalDataOfOrder'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Purpose not allowed for this role; Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/purpose-not-allowed' | '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Personal data erased */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/personal-data-erased';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  getOrderEvents: {
    parameters: {
      query?: never;
      header?: {
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description its [events](events.md) */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrderEvents'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  diffOrder: {
    parameters: {
      query: {
        /** @example 0 */
        from: string;
        /** @example 1 */
        to: string;
      };
      header?: {
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the events in between and the changes; both empty if nothing happened */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrderDiff'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  streamOrder: {
    parameters: {
      query?: {
        ticket?: string;
        after?: string;
      };
      header?: {
        /** @description The number of the last event received. */
        'Last-Event-ID'?: string;
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description `text/event-stream` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': unknown;
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  issueStreamTicket: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the ticket */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StreamTicket'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  completePayment: {
    parameters: {
      query?: never;
      header?: {
        /** @description `handling=strict`: an order that is rejected or cancelled is answered with 422 `order-rejected`. */
        Prefer?: string;
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the order, which does not wait: confirmed, rejected or cancelled */
      200: {
        headers: {
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description the order, which still waits for its customer, or is in progress */
      202: {
        headers: {
          Location?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order rejected or cancelled */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-rejected';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  tryPayment: {
    parameters: {
      query?: never;
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
        /** @description `handling=strict`: an order that is rejected or cancelled is answered with 422 `order-rejected`. */
        Prefer?: string;
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "payment": {
         *         "token": "tok_ok"
         *       }
         *     }
         */
        'application/json': components['schemas']['TryPayment'];
      };
    };
    responses: {
      /** @description the order with its result: confirmed, paid again, or rejected */
      200: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description the order, which waits for its customer again, or is in progress */
      202: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request with this key still in progress; Order does not wait for its customer; No more payment attempts; Payment declined; Edit in progress */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/request-in-flight'
              | '/problems/payment-not-waiting'
              | '/problems/payment-attempts-exhausted'
              | '/problems/payment-declined'
              | '/problems/edit-in-progress';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer erased */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-erased';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order rejected or cancelled; Idempotency-Key reused with another body */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-rejected' | '/problems/idempotency-key-reused';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  editOrder: {
    parameters: {
      query?: {
        /** @example true */
        dryRun?: 'true' | 'false';
      };
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
        /** @description The `ETag` that was read: the change is refused if it is no longer current. */
        'If-Match'?: string;
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "change": [
         *         {
         *           "lineId": "l1",
         *           "quantity": 1
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['EditOrder'];
      };
    };
    responses: {
      /** @description with `dryRun`: what would be booked */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrderEditPreview'];
        };
      };
      /** @description the order after the edit */
      201: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description the order, whose edit waits for stock or money: `pendingEdit` is gone when it has ended */
      202: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found; Line not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found' | '/problems/line-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request with this key still in progress; Order not confirmed; Order already shipped; Edit adds units; Edit in progress; Not enough units in stock; Payment declined; Edit leaves nothing of the order; Cancellation exceeds the remaining units */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/request-in-flight'
              | '/problems/order-not-confirmed'
              | '/problems/order-already-shipped'
              | '/problems/edit-adds-units'
              | '/problems/edit-in-progress'
              | '/problems/out-of-stock'
              | '/problems/payment-declined'
              | '/problems/edit-leaves-nothing'
              | '/problems/cancellation-exceeds-open';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Personal data erased */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/personal-data-erased';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Precondition failed */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/precondition-failed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body; Address or contact incomplete; Line named more than once; Product on more than one line; Unknown product in the order; Currency does not match the product prices; Order total too large; Order would have too many lines */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/idempotency-key-reused'
              | '/problems/incomplete-order'
              | '/problems/line-repeated'
              | '/problems/duplicate-line'
              | '/problems/unknown-sku'
              | '/problems/currency-mismatch'
              | '/problems/amount-too-large'
              | '/problems/too-many-lines';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  shipOrder: {
    parameters: {
      query?: never;
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /** @example {} */
        'application/json': components['schemas']['ShipOrder'];
      };
    };
    responses: {
      /** @description the order with its shipment */
      201: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found; Line not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found' | '/problems/line-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Edit in progress; Request with this key still in progress; Order not confirmed; Nothing to ship; Shipment exceeds the remaining units; Product is on several lines; Order must ship in one shipment; Not enough available units at this location; Payment not captured; Returned units not received */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/edit-in-progress'
              | '/problems/request-in-flight'
              | '/problems/order-not-confirmed'
              | '/problems/nothing-to-ship'
              | '/problems/shipment-exceeds-order'
              | '/problems/line-ambiguous'
              | '/problems/shipment-incomplete'
              | '/problems/insufficient-stock'
              | '/problems/capture-refused'
              | '/problems/exchange-not-received';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body; Location not declared */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/idempotency-key-reused' | '/problems/location-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  deliverShipment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
        /** @example shp_019aa9e6d4b57a0c9e1f2b3c4d5e6f70 */
        shipmentId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the order; it is `delivered` when all shipments have arrived */
      200: {
        headers: {
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found; Shipment not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found' | '/problems/shipment-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not confirmed */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-confirmed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  requestReturn: {
    parameters: {
      query?: never;
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "lines": [
         *         {
         *           "sku": "MUG-BLUE",
         *           "quantity": 1
         *         }
         *       ],
         *       "reason": "The handle came off"
         *     }
         */
        'application/json': components['schemas']['RequestReturn'];
      };
    };
    responses: {
      /** @description the order with its return */
      201: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Field reserved for trusted clients; Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/trusted-field' | '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found; Line not found; Customer not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/order-not-found'
              | '/problems/line-not-found'
              | '/problems/customer-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request with this key still in progress; Order not confirmed; Nothing to return; Return exceeds the shipped units; Product is on several lines; Return window closed */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/request-in-flight'
              | '/problems/order-not-confirmed'
              | '/problems/nothing-to-return'
              | '/problems/return-exceeds-shipped'
              | '/problems/line-ambiguous'
              | '/problems/return-window-closed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Personal data erased; Customer erased */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/personal-data-erased' | '/problems/customer-erased';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body; Product on more than one line; Unknown product in the order; Currency does not match the product prices; Too many units of a product; Order total too large; Amount below the provider minimum; Payment missing; Address or contact incomplete */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/idempotency-key-reused'
              | '/problems/duplicate-line'
              | '/problems/unknown-sku'
              | '/problems/currency-mismatch'
              | '/problems/too-many-units'
              | '/problems/amount-too-large'
              | '/problems/amount-below-minimum'
              | '/problems/payment-required'
              | '/problems/incomplete-order';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  withdrawReturn: {
    parameters: {
      query?: never;
      header?: {
        /** @description The customer for whom a service client with the scope `storefront` acts. */
        'On-Behalf-Of'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
        /** @example ret_019aa9e6e6c67b1d8f2a3c4d5e6f7081 */
        returnId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the order with the withdrawn return */
      200: {
        headers: {
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found; Return not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found' | '/problems/return-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not confirmed; Return no longer announced */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-confirmed' | '/problems/return-not-open';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  declineReturn: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
        /** @example ret_019aa9e6e6c67b1d8f2a3c4d5e6f7081 */
        returnId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "It was used for a year"
         *     }
         */
        'application/json': components['schemas']['DeclineReturn'];
      };
    };
    responses: {
      /** @description the order with the declined return */
      200: {
        headers: {
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found; Return not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found' | '/problems/return-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not confirmed; Return no longer announced */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-confirmed' | '/problems/return-not-open';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  closeReturn: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
        /** @example ret_019aa9e6e6c67b1d8f2a3c4d5e6f7081 */
        returnId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the order with the closed return */
      200: {
        headers: {
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found; Return not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found' | '/problems/return-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not confirmed; Return no longer announced */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-confirmed' | '/problems/return-not-open';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  receiveReturn: {
    parameters: {
      query?: never;
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
        /** @example ret_019aa9e6e6c67b1d8f2a3c4d5e6f7081 */
        returnId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        /**
         * @example {
         *       "lines": [
         *         {
         *           "sku": "MUG-BLUE",
         *           "quantity": 1,
         *           "condition": "damaged",
         *           "disposition": "scrap"
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['ReceiveReturn'];
      };
    };
    responses: {
      /** @description the order; the return is `returned` when it is restocked and refunded */
      202: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found; Return not found; Line not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/order-not-found'
              | '/problems/return-not-found'
              | '/problems/line-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request with this key still in progress; Order not confirmed; Return no longer announced; More units than were announced; Product is on several lines */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/request-in-flight'
              | '/problems/order-not-confirmed'
              | '/problems/return-not-open'
              | '/problems/return-exceeds-announced'
              | '/problems/line-ambiguous';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body; Restocking fee above the refund */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/idempotency-key-reused' | '/problems/restocking-fee-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  listParkedOrders: {
    parameters: {
      query?: {
        cursor?: string;
        /** @example 10 */
        limit?: string;
      };
      header?: {
        /** @description Tokens of answers to earlier writes: the list has at least what they wrote, or the answer is 425 `read-model-behind` with `Retry-After`. */
        'Consistency-Token'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description a page; the last page has no `nextCursor` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ParkedPage'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description List not as fresh as asked yet */
      425: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/read-model-behind';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  repairOrder: {
    parameters: {
      query?: never;
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "action": "retry",
         *       "note": "The provider is back"
         *     }
         */
        'application/json': components['schemas']['RepairOrder'];
      };
    };
    responses: {
      /** @description the order; its workflow continues */
      202: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request with this key still in progress; Order has no parked workflow; Repair not possible for this step; Several workflows are parked; Payment not captured */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/request-in-flight'
              | '/problems/order-not-parked'
              | '/problems/repair-not-possible'
              | '/problems/repair-ambiguous'
              | '/problems/capture-refused';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/idempotency-key-reused';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  eraseOrder: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the personal data is erased */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Payment not decided yet; Order cannot be erased separately; Order is erased with its account */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/payment-not-decided'
              | '/problems/order-not-erasable'
              | '/problems/erased-with-account';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  refundOrder: {
    parameters: {
      query?: never;
      header: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key': string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "amount": {
         *         "amountMinor": 100,
         *         "currency": "GBP"
         *       },
         *       "kind": "goodwill",
         *       "reason": "The parcel was a week late"
         *     }
         */
        'application/json': components['schemas']['RefundOrder'];
      };
    };
    responses: {
      /** @description the order; the refund is `refunded` when the provider has accepted it */
      202: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Idempotency-Key required; Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/idempotency-key-required'
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request with this key still in progress; Order not confirmed; Refund exceeds the captured amount */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/request-in-flight'
              | '/problems/order-not-confirmed'
              | '/problems/refund-exceeds-captured';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body; Currency does not match the product prices */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/idempotency-key-reused' | '/problems/currency-mismatch';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  decideRefund: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
        /** @example rfd_019aa9e6e6c67b1d8f2a3c4d5e6f7081 */
        refundId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "decision": "approve",
         *       "note": "Agreed by telephone"
         *     }
         */
        'application/json': components['schemas']['DecideRefund'];
      };
    };
    responses: {
      /** @description the order with the decided refund */
      202: {
        headers: {
          Location?: string;
          'Consistency-Token'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Another person must decide; Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/needs-second-person' | '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not found; Refund not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/order-not-found' | '/problems/refund-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Order not confirmed; Refund already decided; Refund exceeds the captured amount */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/order-not-confirmed'
              | '/problems/refund-already-decided'
              | '/problems/refund-exceeds-captured';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  declareLocation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example leeds */
        location: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Leeds, Wharf Street",
         *       "priority": 10,
         *       "country": "GB"
         *     }
         */
        'application/json': components['schemas']['DeclareLocation'];
      };
    };
    responses: {
      /** @description the declared location */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeclaredLocation'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  listLocations: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the locations */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Locations'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  receiveStock: {
    parameters: {
      query?: never;
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @example MUG-BLUE */
        sku: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "location": "main",
         *       "quantity": 100
         *     }
         */
        'application/json': components['schemas']['ReceiveStock'];
      };
    };
    responses: {
      /** @description the recorded receipt */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Receipt'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Product not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/product-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body; Location not declared */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/idempotency-key-reused' | '/problems/location-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  adjustStock: {
    parameters: {
      query?: never;
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @example MUG-BLUE */
        sku: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "location": "main",
         *       "delta": -1,
         *       "reason": "damaged",
         *       "note": "Chipped in the warehouse"
         *     }
         */
        'application/json': components['schemas']['AdjustStock'];
      };
    };
    responses: {
      /** @description the recorded adjustment */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Adjustment'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description No stock record for this product */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/stock-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not enough available units at this location */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/insufficient-stock';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body; Location not declared */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/idempotency-key-reused' | '/problems/location-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  transferStock: {
    parameters: {
      query?: never;
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @example MUG-BLUE */
        sku: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "from": "main",
         *       "to": "leeds",
         *       "quantity": 5
         *     }
         */
        'application/json': components['schemas']['TransferStock'];
      };
    };
    responses: {
      /** @description the recorded transfer */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Transfer'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description No stock record for this product */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/stock-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not enough available units at this location */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/insufficient-stock';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body; Location not declared */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/idempotency-key-reused' | '/problems/location-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  inspectStock: {
    parameters: {
      query?: never;
      header?: {
        /** @description Identifies the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @example MUG-BLUE */
        sku: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "location": "main",
         *       "quantity": 1,
         *       "outcome": "quarantine",
         *       "note": "A crack?"
         *     }
         */
        'application/json': components['schemas']['InspectStock'];
      };
    };
    responses: {
      /** @description the recorded inspection */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Inspection'];
        };
      };
      /** @description Invalid Idempotency-Key; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/invalid-idempotency-key'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description No stock record for this product */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/stock-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not enough available units at this location */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/insufficient-stock';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Idempotency-Key reused with another body; Location not declared */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/idempotency-key-reused' | '/problems/location-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  getStock: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the caller's version: 304 if it is still current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @example MUG-BLUE */
        sku: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the availability, for staff with the units; `available` is on hand minus reserved minus quarantined */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json':
            components['schemas']['Stock'] | components['schemas']['StockAvailability'];
        };
      };
      /** @description no body: the `ETag` in `If-None-Match` is current */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description No stock record for this product */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/stock-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  explainStock: {
    parameters: {
      query?: {
        cursor?: string;
        /** @example 10 */
        limit?: string;
      };
      header?: never;
      path: {
        /** @example MUG-BLUE */
        sku: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description a page; the last page has no `nextCursor` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StockHistory'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description No stock record for this product */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/stock-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  getStockThreshold: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the caller's version: 304 if it is still current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @example MUG-BLUE */
        sku: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the threshold */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Threshold'];
        };
      };
      /** @description no body: the `ETag` in `If-None-Match` is current */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  setStockThreshold: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that was read: the change is refused if it is no longer current. */
        'If-Match'?: string;
      };
      path: {
        /** @example MUG-BLUE */
        sku: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "lowAt": 5
         *     }
         */
        'application/json': components['schemas']['SetThreshold'];
      };
    };
    responses: {
      /** @description the new threshold */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Threshold'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description No stock record for this product */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/stock-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Precondition failed */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/precondition-failed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  takePaymentWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description The id of the webhook (Standard Webhooks). */
        'webhook-id'?: string;
        /** @description The time of the signature, s since 1970. */
        'webhook-timestamp'?: string;
        /** @description `v1,` and the signature in base64. */
        'webhook-signature'?: string;
        /** @description Stripe's signature. */
        'stripe-signature'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "type": "authorization.voided",
         *       "timestamp": "2026-11-22T06:00:00.000Z",
         *       "data": {
         *         "reference": "ord_00000000000000000000000000000000"
         *       }
         *     }
         */
        'application/json': Record<string, unknown>;
      };
    };
    responses: {
      /** @description received; `result` is `repeated` if it was received before */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookReceipt'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Invalid webhook signature */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/webhook-not-genuine';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  listPayments: {
    parameters: {
      query?: {
        /** @example authorized */
        status?: 'authorized' | 'requires-action' | 'declined' | 'voided';
        reason?: string;
        needs?: 'attention' | 'dispute' | 'refund-failed';
        cursor?: string;
        /** @example 10 */
        limit?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description a page; the last page has no `nextCursor` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PaymentPage'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  getPayment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example ord_00000000000000000000000000000000 */
        orderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the payment */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PaymentState'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Payment not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/payment-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  listFindings: {
    parameters: {
      query?: {
        /** @example open */
        state?: 'open' | 'acknowledged' | 'resolved' | 'booked';
        cursor?: string;
        limit?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description a page; the last page has no `nextCursor` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FindingPage'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  resolveFinding: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example 1 */
        findingId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "decision": "acknowledge",
         *       "note": "Settled with the provider by phone."
         *     }
         */
        'application/json': components['schemas']['ResolveFinding'];
      };
    };
    responses: {
      /** @description the finding */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Finding'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Finding not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/finding-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Finding has no movement to book; Finding is not solved by this movement */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/finding-not-bookable' | '/problems/finding-not-solvable';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  createProduct: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "sku": "MUG-BLUE",
         *       "name": "A blue mug",
         *       "price": {
         *         "amountMinor": 1250,
         *         "currency": "GBP"
         *       }
         *     }
         */
        'application/json': components['schemas']['CreateProduct'];
      };
    };
    responses: {
      /** @description the product, if it already existed with the same content */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Product'];
        };
      };
      /** @description the new product */
      201: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Product'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Product already exists with other content */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/product-exists';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  getProduct: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the caller's version: 304 if it is still current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @example MUG-BLUE */
        sku: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the product */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Product'];
        };
      };
      /** @description no body: the `ETag` in `If-None-Match` is current */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Product not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/product-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  registerAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "ada@shop.example",
         *       "password": "seven green bottles",
         *       "name": "Ada Byron"
         *     }
         */
        'application/json': components['schemas']['Register'];
      };
    };
    responses: {
      /** @description a mail is being sent */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailSent'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Password too easy to guess */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/weak-password';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many attempts; Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-tries' | '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  verifyAddress: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "token": "T0kenFromTheMailT0kenFromTheMailT0kenFromTh"
         *     }
         */
        'application/json': components['schemas']['VerifyAddress'];
      };
    };
    responses: {
      /** @description the new customer */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            customerId: string;
          };
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description E-mail token invalid or expired */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/mail-token-invalid';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  requestVerification: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "ada@shop.example"
         *     }
         */
        'application/json': components['schemas']['RequestMail'];
      };
    };
    responses: {
      /** @description a mail is being sent */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailSent'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many attempts; Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-tries' | '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  requestPasswordReset: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "ada@shop.example"
         *     }
         */
        'application/json': components['schemas']['RequestMail'];
      };
    };
    responses: {
      /** @description a mail is being sent */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailSent'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many attempts; Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-tries' | '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  completePasswordReset: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "token": "T0kenFromTheMailT0kenFromTheMailT0kenFromTh",
         *       "password": "nine purple kettles"
         *     }
         */
        'application/json': components['schemas']['ResetPassword'];
      };
    };
    responses: {
      /** @description the password is set */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Password too easy to guess; E-mail token invalid or expired */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/weak-password' | '/problems/mail-token-invalid';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  completeEmailChange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "token": "T0kenFromTheMailT0kenFromTheMailT0kenFromTh"
         *     }
         */
        'application/json': components['schemas']['VerifyAddress'];
      };
    };
    responses: {
      /** @description the address is changed */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description E-mail token invalid or expired */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/mail-token-invalid';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  getMe: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the caller's version: 304 if it is still current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the account */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      /** @description no body: the `ETag` in `If-None-Match` is current */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  eraseMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "password": "seven green bottles"
         *     }
         */
        'application/json': components['schemas']['EraseMe'];
      };
    };
    responses: {
      /** @description the account is erased */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Wrong e-mail address or password; Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/wrong-credentials' | '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Last admin cannot be removed */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/last-admin';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many attempts; Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-tries' | '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  changeMe: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that was read: the change is refused if it is no longer current. */
        'If-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Ada Lovelace",
         *       "phone": "+44 20 7946 0000"
         *     }
         */
        'application/json': components['schemas']['ChangeProfile'];
      };
    };
    responses: {
      /** @description the changed account */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Precondition failed */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/precondition-failed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  requestErasure: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "password": "seven green bottles"
         *     }
         */
        'application/json': components['schemas']['EraseMe'];
      };
    };
    responses: {
      /** @description the account is erased */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Wrong e-mail address or password; Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/wrong-credentials' | '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Last admin cannot be removed */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/last-admin';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many attempts; Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-tries' | '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  changePassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "currentPassword": "seven green bottles",
         *       "password": "eight yellow lanterns"
         *     }
         */
        'application/json': components['schemas']['ChangePassword'];
      };
    };
    responses: {
      /** @description the password is changed */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Wrong e-mail address or password; Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/wrong-credentials' | '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Password too easy to guess */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/weak-password';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many attempts; Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-tries' | '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  requestEmailChange: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "ada.lovelace@shop.example",
         *       "password": "seven green bottles"
         *     }
         */
        'application/json': components['schemas']['ChangeEmail'];
      };
    };
    responses: {
      /** @description a mail is being sent */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailSent'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Wrong e-mail address or password; Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/wrong-credentials' | '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many attempts; Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-tries' | '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  exportMe: {
    parameters: {
      query?: {
        ordersCursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the data, as a file */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Export'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  listAddresses: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the caller's version: 304 if it is still current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the addresses */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Addresses'];
        };
      };
      /** @description no body: the `ETag` in `If-None-Match` is current */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  addAddress: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Ada Byron",
         *       "lines": [
         *         "1 High Street"
         *       ],
         *       "city": "London",
         *       "postalCode": "N1 1AA",
         *       "country": "GB"
         *     }
         */
        'application/json': components['schemas']['Address'];
      };
    };
    responses: {
      /** @description the address with its id */
      201: {
        headers: {
          Location?: string;
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AddressResource'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many addresses */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-addresses';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Address incomplete */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/incomplete-address';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  changeAddress: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that was read: the change is refused if it is no longer current. */
        'If-Match'?: string;
      };
      path: {
        /** @example adr_5d41402abc4b2a76b9719d911017c592 */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "Ada Byron",
         *       "lines": [
         *         "2 High Street"
         *       ],
         *       "city": "London",
         *       "postalCode": "N1 1AA",
         *       "country": "GB"
         *     }
         */
        'application/json': components['schemas']['Address'];
      };
    };
    responses: {
      /** @description the changed address */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AddressResource'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Address not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/address-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Precondition failed */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/precondition-failed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Address incomplete */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/incomplete-address';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  removeAddress: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example adr_5d41402abc4b2a76b9719d911017c592 */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the address is removed */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Address not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/address-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  listSessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the sessions */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Sessions'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  signIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "ada@shop.example",
         *       "password": "seven green bottles"
         *     }
         */
        'application/json': components['schemas']['SignIn'];
      };
    };
    responses: {
      /** @description the tokens of the session */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tokens'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Wrong e-mail address or password */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/wrong-credentials';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Account disabled */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/account-disabled';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many attempts; Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-tries' | '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  endAllSessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description all sessions have ended, including this one */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  refreshSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "refreshToken": "the-refresh-token-of-the-session"
         *     }
         */
        'application/json': components['schemas']['Refresh'];
      };
    };
    responses: {
      /** @description the next tokens of the session */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tokens'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Invalid refresh token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/refresh-refused';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  signOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the session has ended */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  endSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example ses_019aa9e6f8d77e2a9b3c4d5e6f708192 */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the session has ended */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Session not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/session-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  getAccountRoles: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` of the caller's version: 304 if it is still current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @example cus_5d41402abc4b2a76b9719d911017c592 */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the roles */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountRoles'];
        };
      };
      /** @description no body: the `ETag` in `If-None-Match` is current */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer erased */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-erased';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  setAccountRoles: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `ETag` that was read: the change is refused if it is no longer current. */
        'If-Match'?: string;
      };
      path: {
        /** @example cus_5d41402abc4b2a76b9719d911017c592 */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "roles": [
         *         "customer",
         *         "support"
         *       ]
         *     }
         */
        'application/json': components['schemas']['SetRoles'];
      };
    };
    responses: {
      /** @description the new roles */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountRoles'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Last admin cannot be removed */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/last-admin';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer erased */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-erased';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Precondition failed */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/precondition-failed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  disableAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example cus_5d41402abc4b2a76b9719d911017c592 */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the account is disabled */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Last admin cannot be removed */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/last-admin';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer erased */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-erased';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  enableAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example cus_5d41402abc4b2a76b9719d911017c592 */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the account is enabled */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer erased */
      410: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-erased';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  lookUpAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "email": "ada@shop.example"
         *     }
         */
        'application/json': components['schemas']['LookUpAccount'];
      };
    };
    responses: {
      /** @description the account */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FoundAccount'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  eraseAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example cus_5d41402abc4b2a76b9719d911017c592 */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the personal data can no longer be read */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Customer not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/customer-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Last admin cannot be removed */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/last-admin';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  readAudit: {
    parameters: {
      query?: {
        about?: string;
        cursor?: string;
        /** @example 10 */
        limit?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description a page; the last one has no `nextCursor` */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditPage'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  listClients: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description all clients, ordered by id */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Clients'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  registerClient: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "id": "warehouse-scanner",
         *       "name": "Warehouse scanner",
         *       "scopes": [
         *         "stock"
         *       ]
         *     }
         */
        'application/json': components['schemas']['RegisterClient'];
      };
    };
    responses: {
      /** @description the client, with its secret */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewClient'];
        };
      };
      /** @description Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Client id already taken */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/client-exists';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  renewClientSecret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example load-tester */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the new secret, in this answer only */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewSecret'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Client not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/client-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Client has no secret */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/client-without-secret';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  endClient: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example demo-browser */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the client has ended */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Missing or invalid access token */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-token';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Not permitted */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/forbidden';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Client not found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/client-not-found';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  showSignInPage: {
    parameters: {
      query: {
        /** @example demo-browser */
        client_id: string;
        /** @example http://127.0.0.1:3000/callback */
        redirect_uri: string;
        /** @example code */
        response_type?: string;
        /** @example af0ifjsldkj */
        state?: string;
        scope?: string;
        /** @example E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM */
        code_challenge?: string;
        /** @example S256 */
        code_challenge_method?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the page */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': unknown;
        };
      };
      /** @description a redirect to the client with an `error` */
      303: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid authorization request; Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/authorization-refused' | '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  submitSignInPage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "client_id": "demo-browser",
         *       "redirect_uri": "http://127.0.0.1:3000/callback",
         *       "response_type": "code",
         *       "state": "af0ifjsldkj",
         *       "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
         *       "code_challenge_method": "S256",
         *       "email": "ada@shop.example",
         *       "password": "seven green bottles"
         *     }
         */
        'application/x-www-form-urlencoded': {
          /** @description text without NUL and half surrogate pairs */
          client_id: string;
          /** @description text without NUL and half surrogate pairs */
          redirect_uri: string;
          /** @description text without NUL and half surrogate pairs */
          response_type?: string;
          /** @description text without NUL and half surrogate pairs */
          state?: string;
          /** @description text without NUL and half surrogate pairs */
          scope?: string;
          /** @description text without NUL and half surrogate pairs */
          code_challenge?: string;
          /** @description text without NUL and half surrogate pairs */
          code_challenge_method?: string;
          /** @description text without NUL and half surrogate pairs */
          email: string;
          /** @description text without NUL and half surrogate pairs */
          password: string;
        };
      };
    };
    responses: {
      /** @description a redirect to the client with a `code` or an `error` */
      303: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Invalid authorization request; Invalid request; Malformed JSON */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/authorization-refused'
              | '/problems/invalid-request'
              | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description the page again: the email address or the password is wrong */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': unknown;
        };
      };
      /** @description the page again: the account is disabled */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': unknown;
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description the page again: too many attempts */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/html': unknown;
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  exchangeToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "grant_type": "client_credentials",
         *       "client_id": "importer",
         *       "client_secret": "the-secret-of-the-client",
         *       "scope": "orders"
         *     }
         */
        'application/x-www-form-urlencoded': {
          /** @description text without NUL and half surrogate pairs */
          grant_type: string;
          /** @description text without NUL and half surrogate pairs */
          client_id?: string;
          /** @description text without NUL and half surrogate pairs */
          client_secret?: string;
          /** @description text without NUL and half surrogate pairs */
          scope?: string;
          /** @description text without NUL and half surrogate pairs */
          code?: string;
          /** @description text without NUL and half surrogate pairs */
          redirect_uri?: string;
          /** @description text without NUL and half surrogate pairs */
          code_verifier?: string;
          /** @description text without NUL and half surrogate pairs */
          refresh_token?: string;
        };
      };
    };
    responses: {
      /** @description the tokens */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthTokens'];
        };
      };
      /** @description an error; `error` is its code */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request' | '/problems/malformed-json';
          } & components['schemas']['Problem'];
        };
      };
      /** @description the client is unknown, or its secret is wrong */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OAuthError'];
        };
      };
      /** @description Request body too large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/body-too-large';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Unsupported media type */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unsupported-media-type';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many attempts; Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-tries' | '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  getJwks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the keys (RFC 7517) */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Jwks'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
  getIssuer: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the metadata */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuerMetadata'];
        };
      };
      /** @description Invalid request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/invalid-request';
          } & components['schemas']['Problem'];
        };
      };
      /** @description URI too long */
      414: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/uri-too-long';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Too many requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/rate-limited';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Request headers too large */
      431: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/too-many-headers';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Internal error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/internal-error';
          } & components['schemas']['Problem'];
        };
      };
      /** @description Service unavailable; Service overloaded */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?: '/problems/unavailable' | '/problems/overloaded';
          } & components['schemas']['Problem'];
        };
      };
    };
  };
}

/** The method and path of each operation; `form` when its body is a form instead of JSON. */
export const routes = {
  placeOrder: { method: 'POST', path: '/orders' },
  listOrders: { method: 'GET', path: '/orders' },
  cancelOrder: { method: 'POST', path: '/orders/{id}/cancellation' },
  annotateOrder: { method: 'PATCH', path: '/orders/{id}' },
  getOrder: { method: 'GET', path: '/orders/{id}' },
  requestQuote: { method: 'POST', path: '/quotes' },
  readPersonalData: { method: 'GET', path: '/orders/{id}/personal-data' },
  getOrderEvents: { method: 'GET', path: '/orders/{id}/events' },
  diffOrder: { method: 'GET', path: '/orders/{id}/diff' },
  streamOrder: { method: 'GET', path: '/orders/{id}/stream' },
  issueStreamTicket: { method: 'POST', path: '/orders/{id}/stream-tickets' },
  completePayment: { method: 'POST', path: '/orders/{id}/payment/completion' },
  tryPayment: { method: 'POST', path: '/orders/{id}/payment' },
  editOrder: { method: 'POST', path: '/orders/{id}/edits' },
  shipOrder: { method: 'POST', path: '/orders/{id}/shipments' },
  deliverShipment: { method: 'POST', path: '/orders/{id}/shipments/{shipmentId}/delivery' },
  requestReturn: { method: 'POST', path: '/orders/{id}/returns' },
  withdrawReturn: { method: 'POST', path: '/orders/{id}/returns/{returnId}/withdrawal' },
  declineReturn: { method: 'POST', path: '/orders/{id}/returns/{returnId}/decline' },
  closeReturn: { method: 'POST', path: '/orders/{id}/returns/{returnId}/closure' },
  receiveReturn: { method: 'POST', path: '/orders/{id}/returns/{returnId}/receipt' },
  listParkedOrders: { method: 'GET', path: '/orders/parked' },
  repairOrder: { method: 'POST', path: '/orders/{id}/repair' },
  eraseOrder: { method: 'POST', path: '/orders/{id}/erasure' },
  refundOrder: { method: 'POST', path: '/orders/{id}/refunds' },
  decideRefund: { method: 'POST', path: '/orders/{id}/refunds/{refundId}/approval' },
  declareLocation: { method: 'PUT', path: '/locations/{location}' },
  listLocations: { method: 'GET', path: '/locations' },
  receiveStock: { method: 'POST', path: '/stock/{sku}/receipts' },
  adjustStock: { method: 'POST', path: '/stock/{sku}/adjustments' },
  transferStock: { method: 'POST', path: '/stock/{sku}/transfers' },
  inspectStock: { method: 'POST', path: '/stock/{sku}/inspections' },
  getStock: { method: 'GET', path: '/stock/{sku}' },
  explainStock: { method: 'GET', path: '/stock/{sku}/why' },
  setStockThreshold: { method: 'PUT', path: '/stock/{sku}/threshold' },
  getStockThreshold: { method: 'GET', path: '/stock/{sku}/threshold' },
  takePaymentWebhook: { method: 'POST', path: '/webhooks/payment-provider' },
  listPayments: { method: 'GET', path: '/payments' },
  getPayment: { method: 'GET', path: '/payments/{orderId}' },
  listFindings: { method: 'GET', path: '/payment-findings' },
  resolveFinding: { method: 'POST', path: '/payment-findings/{findingId}/resolution' },
  createProduct: { method: 'POST', path: '/products' },
  getProduct: { method: 'GET', path: '/products/{sku}' },
  registerAccount: { method: 'POST', path: '/accounts' },
  verifyAddress: { method: 'POST', path: '/accounts/verification' },
  requestVerification: { method: 'POST', path: '/accounts/verification-requests' },
  requestPasswordReset: { method: 'POST', path: '/password-resets' },
  completePasswordReset: { method: 'POST', path: '/password-resets/completion' },
  completeEmailChange: { method: 'POST', path: '/email-changes/completion' },
  getMe: { method: 'GET', path: '/me' },
  changeMe: { method: 'PATCH', path: '/me' },
  eraseMe: { method: 'DELETE', path: '/me' },
  requestErasure: { method: 'POST', path: '/me/erasure' },
  changePassword: { method: 'PUT', path: '/me/password' },
  requestEmailChange: { method: 'POST', path: '/me/email-changes' },
  exportMe: { method: 'GET', path: '/me/export' },
  listAddresses: { method: 'GET', path: '/me/addresses' },
  addAddress: { method: 'POST', path: '/me/addresses' },
  changeAddress: { method: 'PUT', path: '/me/addresses/{id}' },
  removeAddress: { method: 'DELETE', path: '/me/addresses/{id}' },
  signIn: { method: 'POST', path: '/sessions' },
  listSessions: { method: 'GET', path: '/sessions' },
  endAllSessions: { method: 'DELETE', path: '/sessions' },
  refreshSession: { method: 'POST', path: '/sessions/refresh' },
  signOut: { method: 'DELETE', path: '/sessions/current' },
  endSession: { method: 'DELETE', path: '/sessions/{id}' },
  getAccountRoles: { method: 'GET', path: '/accounts/{id}/roles' },
  setAccountRoles: { method: 'PUT', path: '/accounts/{id}/roles' },
  disableAccount: { method: 'POST', path: '/accounts/{id}/disablement' },
  enableAccount: { method: 'POST', path: '/accounts/{id}/enablement' },
  lookUpAccount: { method: 'POST', path: '/accounts/lookup' },
  eraseAccount: { method: 'POST', path: '/accounts/{id}/erasure' },
  readAudit: { method: 'GET', path: '/audit' },
  listClients: { method: 'GET', path: '/clients' },
  registerClient: { method: 'POST', path: '/clients' },
  renewClientSecret: { method: 'POST', path: '/clients/{id}/secret' },
  endClient: { method: 'DELETE', path: '/clients/{id}' },
  showSignInPage: { method: 'GET', path: '/oauth/authorize' },
  submitSignInPage: { method: 'POST', path: '/oauth/authorize', form: true },
  exchangeToken: { method: 'POST', path: '/oauth/token', form: true },
  getJwks: { method: 'GET', path: '/.well-known/jwks.json' },
  getIssuer: { method: 'GET', path: '/.well-known/openid-configuration' },
} as const;
