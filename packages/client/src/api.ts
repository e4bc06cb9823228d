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
     * Lists orders, newest first. About a second behind the orders themselves.
     * @description - A page that names no `limit` has 20 rows.
     *     - `total` is what the customer pays: less than was placed when lines were cut.
     *     - A customer sees the own orders only; who works for the shop and service clients see all.
     */
    get: operations['listOrders'];
    put?: never;
    /**
     * Places an order and drives it to its end.
     * @description - `Idempotency-Key` (1 to 255 visible ASCII characters; a random one, such as a UUID): the same key of the same caller with the same body is answered as before, for 24 h with the header `idempotent-replayed: true`, after that with what is true then; with another body it is refused. The order id is derived from it.
     *     - `Prefer: respond-async` answers 202 as soon as the order is placed; `Prefer: wait=<s>` waits that long, at most 15 s. The default is 8 s.
     *     - Whoever is signed in orders for themselves. Without a token it is the order of a guest: who knows its id may read and cancel it.
     *     - `customerId` and `unitPriceMinor` are for a service client with the scope `import`; a product may then stand on several lines.
     *     - `policy` says what happens when not everything is there: `all` (default) and `split` take everything or nothing, `split` may ship in parts; `partial` takes what there is and cuts the rest, named in `OrderConfirmed.v1`; `backorder` is confirmed and waits for the rest.
     *     - Prices are those of the catalog. The total is lines less discount, plus tax and shipping, as the shop is configured. What an importer prices is left as it is.
     *     - An order that is out of stock or declined is 201 with `status` `rejected` and its reason: see ADR 0009.
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
     * Cancels an order, or units of it, that have not shipped.
     * @description - Without a body, or without lines, the whole order: its stock and its payment are given back. A repeat changes nothing.
     *     - With lines only these units; the rest goes on. The last units that are left cancel the order. `Idempotency-Key` names the cancellation for ever: a repeat cancels nothing more.
     *     - `If-Match` is about the order: the `ETag` of GET /orders/{id}, which is its `version` in quotes. What is cancelled already is answered as it is.
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
     * Reads an order from its event stream, never behind it, as it is or as it was.
     * @description - `at` is the number of an event, or an instant with its zone (write `+` as `%2B`): the order as it was after that event, or after the last one committed at or before the instant. Before the first event there is no order; a number beyond the last is refused.
     */
    get: operations['getOrder'];
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
     * Reads what happened to an order, in order.
     * @description - Of `OrderPlaced` the address, what pays for it and the digest of the request are left out.
     *     - The `reason` of a return and the `note` of a repair are there until the customer or the order is erased. While identity does not answer they can be missing.
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
     * Says what changed in an order between two moments, and by which events.
     * @description - `from` and `to` are moments as `at` of GET /orders/{id} takes them; 0 is before the order existed. `from` must not be after `to`.
     *     - In `changes`, `pointer` is a path of the order (RFC 6901) and `from` and `to` are what was and is there; a list is compared position by position.
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
     * Tells the events of an order as they happen, as server-sent events.
     * @description - First all that have happened, or with the header `Last-Event-ID` those after it; then each as it is committed. `id` is the number of the event, `event` its type, `data` what `/events` shows.
     *     - A comment every 15 s keeps the connection. After 10 minutes, and when an app stops, the stream ends: come again with the `Last-Event-ID`, as `EventSource` does by itself. No event is lost and none comes twice.
     *     - A reader that takes nothing for 15 s is cut off. 200 streams are open at once; beyond that it is 503 with `Retry-After`.
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
     * Records that units have left the house, which captures what they cost.
     * @description - Without lines everything that can ship now. Under the policy `all` an order ships in one piece; under the others in as many parts as it takes.
     *     - `Idempotency-Key` names the shipment for ever: a repeat ships nothing more. The newest of `fulfilment.shipments` is this one.
     *     - The money is taken by event, about a second later: see money.
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
     * Records that a shipment has arrived.
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
     * Announces that units will be sent back.
     * @description - Without lines everything that was shipped and is not on its way back. Open for `RETURN_WINDOW_DAYS` after the last shipment.
     *     - `refundMinor` of the return is what was captured for these units. Nothing is refunded before they have arrived.
     *     - `Idempotency-Key` names the return for ever: a repeat announces nothing more.
     *     - `reason` is kept sealed, and not at all once the customer or the order is erased.
     */
    post: operations['requestReturn'];
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
     * Records that the units of a return have arrived: restocks and refunds them.
     * @description - Takes no body. A repeat changes nothing, and drives a return on that stands still.
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
     * Lists the workflows that wait for a person, the longest waiting first.
     * @description - About a second behind; the `parked` of an order is not.
     *     - The `note` of a repair is there until the customer or the order is erased.
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
     * Lets a parked workflow go on as a person decides.
     * @description - `parked` of the order says which actions are possible and what they do: see parking and repair.
     *     - `Idempotency-Key` names the repair for ever: a repeat changes nothing. Every repair is an event of the order and a row of the audit.
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
     * @description - For orders of guests and of customers that an importer names. Those of an account are erased with it: DELETE /me.
     *     - Destroys the key of the address, of what pays, and of what people wrote of the order: nobody can read them again. The order goes on, reads and counts as before.
     *     - An app that runs beside the one that answers may show what people wrote for 15 minutes more.
     *     - Takes no body. A repeat changes nothing.
     */
    post: operations['eraseOrder'];
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
     * @description - SKUs are kept in upper case.
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
    /** Reads a product. */
    get: operations['getProduct'];
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
     * Puts units that arrived at a location into stock. Who waits for them is served first.
     * @description - `Idempotency-Key` names one operation of this kind on the SKU for ever: the same key again answers the same one with `idempotent-replayed: true`, with another body it is refused.
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
     * Corrects the units at a location, up or down, with the reason.
     * @description - Never below what is held for orders.
     *     - `Idempotency-Key` names one operation of this kind on the SKU for ever: the same key again answers the same one with `idempotent-replayed: true`, with another body it is refused.
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
     * Moves free units from one location to another.
     * @description - `Idempotency-Key` names one operation of this kind on the SKU for ever: the same key again answers the same one with `idempotent-replayed: true`, with another body it is refused.
     */
    post: operations['transferStock'];
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
     * Reads the stock of a product, over all locations and by location.
     * @description - `waiting` are units that orders wait for: they get what becomes free first.
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
     * Says why the stock is what it is: every movement with what caused it, oldest first.
     * @description - A page that names no `limit` has 100 movements.
     *     - `totals` sums the whole chain, on every page; `totals.holds` says whether the stock has just these numbers.
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
    /** Reads how few available units of a product are told as low. */
    get: operations['getStockThreshold'];
    /** Sets how few available units of a product are told as low (`StockLow.v1`). */
    put: operations['setStockThreshold'];
    post?: never;
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
     * Sets the priority of a location: units are taken from a lower number first.
     * @description - A location that was given none has 100.
     */
    put: operations['setLocationPriority'];
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
     * Takes a webhook of the payment provider.
     * @description - For the provider only: the body is taken as it stands on the wire, with the signature of Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`) or of Stripe (`stripe-signature`), not older than 5 minutes.
     */
    post: operations['takePaymentWebhook'];
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
     * Registers an address; the account begins when it is verified.
     * @description - A mail goes to the address. The answer and its time do not say whether it has an account.
     *     - A password has 8 to 128 characters of any script; common ones and the own address are refused.
     *     - Tries are slowed per account and per address; 429 `too-many-tries` says in `Retry-After` how long to wait, and without Redis it is 503.
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
    /** Begins the account, with the password that the token was made for. */
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
     * Sends the mail of a registration again, with another token.
     * @description - Tries are slowed per account and per address; 429 `too-many-tries` says in `Retry-After` how long to wait, and without Redis it is 503.
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
     * Mails a token that lets its reader choose another password within 15 minutes.
     * @description - Tries are slowed per account and per address; 429 `too-many-tries` says in `Retry-After` how long to wait, and without Redis it is 503.
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
    /** Sets another password with the token of the mail; every session ends. */
    post: operations['completePasswordReset'];
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
    /** Reads the account of the caller. */
    get: operations['getMe'];
    put?: never;
    post?: never;
    /**
     * Erases the caller: the key of their personal data is destroyed.
     * @description - The key of the personal data is destroyed, and with it what any app sealed.
     *     - This cannot be undone. Orders stay, without who made them.
     *     - Tries are slowed per account and per address; 429 `too-many-tries` says in `Retry-After` how long to wait, and without Redis it is 503.
     */
    delete: operations['eraseMe'];
    options?: never;
    head?: never;
    /** Changes the fields of the profile that are named; null takes one away. */
    patch: operations['changeMe'];
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
     * Changes the password; every other session ends.
     * @description - Tries are slowed per account and per address; 429 `too-many-tries` says in `Retry-After` how long to wait, and without Redis it is 503.
     */
    put: operations['changePassword'];
    post?: never;
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
    /** Hands out everything that is known of the caller here. */
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
    /** Lists the addresses of the caller. */
    get: operations['listAddresses'];
    put?: never;
    /** Adds an address. */
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
     * Replaces an address.
     * @description - Its `ETag` is its `version` in quotes.
     */
    put: operations['changeAddress'];
    post?: never;
    /** Takes an address away. */
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
    /** Lists the open sessions of the caller, the latest used first. */
    get: operations['listSessions'];
    put?: never;
    /**
     * Signs in.
     * @description - Tries are slowed per account and per address; 429 `too-many-tries` says in `Retry-After` how long to wait, and without Redis it is 503.
     *     - An address that nobody has is refused in the same words and time.
     *     - An access token lives 10 minutes; the refresh token gets the next one.
     */
    post: operations['signIn'];
    /** Signs the caller out everywhere. */
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
     * @description - For 10 s the token that was just used answers the same successor. An older one ends the session, and its owner is told by mail.
     *     - A session ends after 14 days without a refresh, and 30 days after its beginning.
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
    /** Ends the session of the token. */
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
    /** Ends a session of the caller. */
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
    /** Sets the roles of an account and ends its sessions. Everyone is a `customer`. */
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
     * Ends the sessions of an account and lets nobody sign in to it any more.
     * @description - Takes no body. A repeat changes nothing.
     */
    post: operations['disableAccount'];
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
     * Reads the audit log, the newest entry first.
     * @description - A page that names no `limit` has 50 rows.
     *     - What people of the shop do in other apps is `asked` before it is done, and then `done` or `refused`. What stays `asked` failed, or its outcome could not be noted.
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
    /** Lists the programs that get tokens. */
    get: operations['listClients'];
    put?: never;
    /**
     * Registers a program: a service client with scopes, or a browser program.
     * @description - A program with `scopes` gets a `secret`, which is shown this once and kept as a hash. One with `redirectUris` only has none: it uses the authorization code with PKCE.
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
     * Gives a service client a new secret. The old one counts no more.
     * @description - Takes no body. Tokens that it has work until they end, at most 10 minutes.
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
     * Ends a program: it gets no tokens, and those it has end within a minute.
     * @description - A repeat changes nothing. Its id is not given away again.
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
     * Shows the page where a person signs in for a program (OAuth 2.1, authorization code).
     * @description - `redirect_uri` is exactly as registered. PKCE (`S256`) is not a choice.
     */
    get: operations['showSignInPage'];
    put?: never;
    /**
     * Takes the form of that page.
     * @description - Tries are slowed per account and per address; 429 `too-many-tries` says in `Retry-After` how long to wait, and without Redis it is 503.
     *     - A code is good for 60 s, once.
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
     * Gives tokens to a program: `client_credentials`, `authorization_code` or `refresh_token`.
     * @description - A form, as OAuth wants it. Service clients prove themselves by HTTP Basic or in the form, not both. Refusals are those of RFC 6749: `error` with 400 or 401.
     *     - A code that comes twice ends the session that it gave.
     *     - Tries are slowed per account and per address; 429 `too-many-tries` says in `Retry-After` how long to wait, and without Redis it is 503.
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
     * The keys that access tokens are signed with, now and soon.
     * @description - Keep them for as long as `Cache-Control` says: a rotation waits for that.
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
      /** @description What is wrong, by JSON pointer into the request. */
      errors?: {
        pointer: string;
        detail: string;
      }[];
    };
    Money: {
      amountMinor: number;
      currency: string;
    };
    PlaceOrder: {
      lines: {
        sku: string;
        quantity: number;
        unitPriceMinor?: number;
      }[];
      shippingAddress: {
        [key: string]: string;
      };
      payment: {
        token: string;
      };
      currency: string;
      customerId?: string;
      /** @enum {string} */
      policy?: 'all' | 'partial' | 'backorder' | 'split';
      discountCode?: string;
    };
    Order: {
      id: string;
      status: components['schemas']['OrderStatus'];
      lines: {
        sku: string;
        quantity: number;
        unitPriceMinor: number;
      }[];
      total: components['schemas']['Money'];
      version: number;
      customerId?: string;
      placedAt: string;
      /** @enum {string} */
      policy?: 'all' | 'partial' | 'backorder' | 'split';
      charges?: {
        discountMinor: number;
        taxMinor: number;
        shippingMinor: number;
      };
      fulfilment?: {
        lines: {
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
        shipments: {
          shipmentId: string;
          lines: {
            line: number;
            sku: string;
            quantity: number;
          }[];
          shippedAt: string;
          deliveredAt?: string;
        }[];
        returns: {
          returnId: string;
          lines: {
            line: number;
            sku: string;
            quantity: number;
          }[];
          refundMinor: number;
          /** @enum {string} */
          status: 'requested' | 'received' | 'returned' | 'declined';
        }[];
      };
      parked?: {
        /** @enum {string} */
        saga: 'cancel-order' | 'return-order';
        step: string;
        reason: string;
        compensating: boolean;
        returnId?: string;
        parkedAt: string;
        actions: ('retry' | 'skip' | 'compensate')[];
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
      status: components['schemas']['OrderStatus'];
      customerId?: string;
      total: components['schemas']['Money'];
      version: number;
      placedAt: string;
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
    CancelOrder: {
      lines?: {
        sku: string;
        quantity: number;
      }[];
    };
    ShipOrder: {
      lines?: {
        sku: string;
        quantity: number;
      }[];
    };
    RequestReturn: {
      lines?: {
        sku: string;
        quantity: number;
      }[];
      reason: string;
    };
    RepairOrder: {
      /** @enum {string} */
      action: 'retry' | 'skip' | 'compensate';
      note?: string;
      returnId?: string;
    };
    ParkedRow: {
      orderId: string;
      /** @enum {string} */
      saga: 'cancel-order' | 'return-order';
      step: string;
      reason: string;
      compensating: boolean;
      returnId?: string;
      since: string;
      repairs: {
        eventId: string;
        at: string;
        by: string;
        /** @enum {string} */
        action: 'retry' | 'skip' | 'compensate';
        step: string;
        reason: string;
        note?: string;
      }[];
    };
    ParkedPage: {
      items: components['schemas']['ParkedRow'][];
      nextCursor?: string;
    };
    CreateProduct: {
      sku: string;
      name: string;
      price: components['schemas']['Money'];
    };
    Product: {
      sku: string;
      name: string;
      price: components['schemas']['Money'];
      version: number;
    };
    ReceiveStock: {
      location: string;
      quantity: number;
    };
    Receipt: {
      receiptId: string;
      sku: string;
      location: string;
      quantity: number;
    };
    AdjustStock: {
      location: string;
      delta: number;
      /** @enum {string} */
      reason: 'damaged' | 'lost' | 'found' | 'recount' | 'other';
      note?: string;
    };
    Adjustment: {
      adjustmentId: string;
      sku: string;
      location: string;
      delta: number;
      /** @enum {string} */
      reason: 'damaged' | 'lost' | 'found' | 'recount' | 'other';
      note?: string;
    };
    TransferStock: {
      from: string;
      to: string;
      quantity: number;
    };
    Transfer: {
      transferId: string;
      sku: string;
      from: string;
      to: string;
      quantity: number;
    };
    Stock: {
      sku: string;
      onHand: number;
      held: number;
      available: number;
      waiting: number;
      locations: {
        location: string;
        onHand: number;
        held: number;
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
        onHandDelta: number;
        heldDelta: number;
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
        held: number;
        holds: boolean;
      };
    };
    SetThreshold: {
      lowAt: number;
    };
    Threshold: {
      sku: string;
      lowAt: number;
    };
    SetPriority: {
      priority: number;
    };
    LocationPriority: {
      location: string;
      priority: number;
    };
    WebhookReceipt: {
      /** @enum {string} */
      result: 'applied' | 'repeated' | 'ignored';
    };
    Register: {
      email: string;
      password: string;
      name?: string;
    };
    VerifyAddress: {
      token: string;
    };
    AskForMail: {
      email: string;
    };
    MailSent: {
      /** @constant */
      status: 'mail-sent';
    };
    ResetPassword: {
      token: string;
      password: string;
    };
    SignIn: {
      email: string;
      password: string;
    };
    Refresh: {
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
      name?: string;
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
      currentPassword: string;
      password: string;
    };
    EraseMe: {
      password: string;
    };
    Export: {
      account: components['schemas']['Account'];
      createdAt: string;
      addresses: components['schemas']['AddressResource'][];
      sessions: components['schemas']['Session'][];
      activity: components['schemas']['AuditRow'][];
    };
    Address: {
      name: string;
      line1: string;
      line2?: string;
      city: string;
      region?: string;
      postalCode?: string;
      country: string;
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
    RegisterClient: {
      id: string;
      name: string;
      scopes?: ('import' | 'orders' | 'stock' | 'catalog' | 'data-keys')[];
      redirectUris?: string[];
    };
    Client: {
      id: string;
      name: string;
      scopes: ('import' | 'orders' | 'stock' | 'catalog' | 'data-keys')[];
      redirectUris: string[];
      hasSecret: boolean;
      endedAt?: string;
    };
    NewClient: components['schemas']['Client'] & {
      secret?: string;
    };
    NewSecret: {
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
export type Order = components['schemas']['Order'];
export type OrderStatus = components['schemas']['OrderStatus'];
export type OrderSummary = components['schemas']['OrderSummary'];
export type OrderPage = components['schemas']['OrderPage'];
export type StreamEvent = components['schemas']['StreamEvent'];
export type OrderEvents = components['schemas']['OrderEvents'];
export type OrderDiff = components['schemas']['OrderDiff'];
export type CancelOrder = components['schemas']['CancelOrder'];
export type ShipOrder = components['schemas']['ShipOrder'];
export type RequestReturn = components['schemas']['RequestReturn'];
export type RepairOrder = components['schemas']['RepairOrder'];
export type ParkedRow = components['schemas']['ParkedRow'];
export type ParkedPage = components['schemas']['ParkedPage'];
export type CreateProduct = components['schemas']['CreateProduct'];
export type Product = components['schemas']['Product'];
export type ReceiveStock = components['schemas']['ReceiveStock'];
export type Receipt = components['schemas']['Receipt'];
export type AdjustStock = components['schemas']['AdjustStock'];
export type Adjustment = components['schemas']['Adjustment'];
export type TransferStock = components['schemas']['TransferStock'];
export type Transfer = components['schemas']['Transfer'];
export type Stock = components['schemas']['Stock'];
export type StockHistory = components['schemas']['StockHistory'];
export type SetThreshold = components['schemas']['SetThreshold'];
export type Threshold = components['schemas']['Threshold'];
export type SetPriority = components['schemas']['SetPriority'];
export type LocationPriority = components['schemas']['LocationPriority'];
export type WebhookReceipt = components['schemas']['WebhookReceipt'];
export type Register = components['schemas']['Register'];
export type VerifyAddress = components['schemas']['VerifyAddress'];
export type AskForMail = components['schemas']['AskForMail'];
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
export type EraseMe = components['schemas']['EraseMe'];
export type Export = components['schemas']['Export'];
export type Address = components['schemas']['Address'];
export type AddressResource = components['schemas']['AddressResource'];
export type Addresses = components['schemas']['Addresses'];
export type SetRoles = components['schemas']['SetRoles'];
export type AccountRoles = components['schemas']['AccountRoles'];
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
        status?:
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
        customer?: string;
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
      /** @description a page; `nextCursor` is absent on the last one */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrderPage'];
        };
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description Names the command: a repeat with the same key has no second effect. */
        'Idempotency-Key': string;
        /** @description `respond-async`, or `wait=<s>` up to 15 s. */
        Prefer?: string;
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
         *         "line1": "1 High Street",
         *         "city": "London",
         *         "country": "United Kingdom"
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
      /** @description the order at its end: confirmed, rejected or cancelled */
      201: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description the order while it is on its way; `Location` names it */
      202: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description The request needs an Idempotency-Key; The Idempotency-Key is malformed; The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description Only a trusted importer may send this field; The caller may not do this */
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
      /** @description There is no such customer */
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
      /** @description A request with this key is still in flight */
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
      /** @description The customer was erased */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The key was used with another body; A line names a product that is not sold here; A product stands on more than one line; The products are not priced in this currency; The total is larger than any order may be; The shop does not know this discount code */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': {
            /** @enum {unknown} */
            type?:
              | '/problems/idempotency-key-reused'
              | '/problems/unknown-sku'
              | '/problems/duplicate-line'
              | '/problems/currency-mismatch'
              | '/problems/amount-too-large'
              | '/problems/unknown-discount';
          } & components['schemas']['Problem'];
        };
      };
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description Names the command: a repeat with the same key has no second effect. */
        'Idempotency-Key'?: string;
        /** @description The `ETag` that was read: the change is refused when it is another one by now. */
        'If-Match'?: string;
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
         *           "sku": "MUG-BLUE",
         *           "quantity": 1
         *         }
         *       ]
         *     }
         */
        'application/json': components['schemas']['CancelOrder'];
      };
    };
    responses: {
      /** @description the order once that is done, or without the units */
      200: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description the order while what it holds is undone */
      202: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description The Idempotency-Key is malformed; The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order */
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
      /** @description A request with this key is still in flight; The order is not confirmed; The order cannot be cancelled any more; Units of the order have shipped already; More would be cancelled than is left */
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
              | '/problems/cancellation-exceeds-open';
          } & components['schemas']['Problem'];
        };
      };
      /** @description It is not as in If-Match any more */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The key was used with another body */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` of what the caller has: 304 when it is still the same. */
        'If-None-Match'?: string;
      };
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the order as of its last event, or as of `at` */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description nothing: it is as in `If-None-Match` */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      header?: never;
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
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      header?: never;
      path: {
        /** @example ord_019aa9e6c2d47c1e8b6f0a3d5e7f9b1c */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the events in between and the changes; both are empty if nothing happened */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrderDiff'];
        };
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      query?: never;
      header?: {
        /** @description The number of the last event that was seen. */
        'Last-Event-ID'?: string;
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
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description Names the command: a repeat with the same key has no second effect. */
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description The Idempotency-Key is malformed; The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order */
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
      /** @description A request with this key is still in flight; The order is not confirmed; No unit of the order can ship now; More would ship than the order has left; The order ships in one piece */
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
              | '/problems/nothing-to-ship'
              | '/problems/shipment-exceeds-order'
              | '/problems/shipment-incomplete';
          } & components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The key was used with another body */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description the order; it is delivered once all that shipped has arrived */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order; The order has no such shipment */
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
      /** @description The order is not confirmed */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description Names the command: a repeat with the same key has no second effect. */
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
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description The Idempotency-Key is malformed; The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order */
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
      /** @description A request with this key is still in flight; The order is not confirmed; No unit of the order is with the customer; More would come back than was shipped; It is too late to send units back */
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
              | '/problems/return-window-closed';
          } & components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The key was used with another body */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description the order; the return is `returned` once all of that is done */
      202: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order; The order has no such return */
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
      /** @description The order is not confirmed */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description a page; `nextCursor` is absent on the last one */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ParkedPage'];
        };
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description Names the command: a repeat with the same key has no second effect. */
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
      /** @description the order, whose workflow goes on */
      202: {
        headers: {
          Location?: string;
          'idempotent-replayed'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Order'];
        };
      };
      /** @description The Idempotency-Key is malformed; The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order */
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
      /** @description A request with this key is still in flight; No workflow of the order waits for a person; The parked step allows no such repair; Several returns of the order are parked: name one */
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
              | '/problems/repair-ambiguous';
          } & components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The key was used with another body */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description nothing of the person can be read any more */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such order */
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
      /** @description The payment of the order is not decided yet; What is kept of the order has no key of its own; The order is erased with the account */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description the product, which was there with the same content */
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
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The product exists with other content */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` of what the caller has: 304 when it is still the same. */
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
      /** @description nothing: it is as in `If-None-Match` */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description There is no such product */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description Names the command: a repeat with the same key has no second effect. */
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
         *       "location": "london",
         *       "quantity": 100
         *     }
         */
        'application/json': components['schemas']['ReceiveStock'];
      };
    };
    responses: {
      /** @description the receipt as it was recorded */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Receipt'];
        };
      };
      /** @description The Idempotency-Key is malformed; The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The key was used with another body */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description Names the command: a repeat with the same key has no second effect. */
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
         *       "location": "london",
         *       "delta": -1,
         *       "reason": "damaged",
         *       "note": "Chipped in the warehouse"
         *     }
         */
        'application/json': components['schemas']['AdjustStock'];
      };
    };
    responses: {
      /** @description the adjustment as it was recorded */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Adjustment'];
        };
      };
      /** @description The Idempotency-Key is malformed; The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description Nothing is known of stock for this product */
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
      /** @description The location has not that many free units */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The key was used with another body */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description Names the command: a repeat with the same key has no second effect. */
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
         *       "from": "london",
         *       "to": "leeds",
         *       "quantity": 5
         *     }
         */
        'application/json': components['schemas']['TransferStock'];
      };
    };
    responses: {
      /** @description the transfer as it was recorded */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Transfer'];
        };
      };
      /** @description The Idempotency-Key is malformed; The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description Nothing is known of stock for this product */
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
      /** @description The location has not that many free units */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The key was used with another body */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` of what the caller has: 304 when it is still the same. */
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
      /** @description its units; `available` is on hand less held */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Stock'];
        };
      };
      /** @description nothing: it is as in `If-None-Match` */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description Nothing is known of stock for this product */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description a page; `nextCursor` is absent on the last one */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StockHistory'];
        };
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description Nothing is known of stock for this product */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` of what the caller has: 304 when it is still the same. */
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
      /** @description nothing: it is as in `If-None-Match` */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is nothing at this address */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` that was read: the change is refused when it is another one by now. */
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
      /** @description the threshold as it is now */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Threshold'];
        };
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description Nothing is known of stock for this product */
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
      /** @description It is not as in If-Match any more */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
  setLocationPriority: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @example london */
        location: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "priority": 10
         *     }
         */
        'application/json': components['schemas']['SetPriority'];
      };
    };
    responses: {
      /** @description the priority as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LocationPriority'];
        };
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description When it was signed, s since 1970. */
        'webhook-timestamp'?: string;
        /** @description `v1,` and the signature in base64. */
        'webhook-signature'?: string;
        /** @description The signature of Stripe. */
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
      /** @description taken; `repeated` when it was taken before */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookReceipt'];
        };
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The webhook is not signed as agreed */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description the mail is on its way */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailSent'];
        };
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The password is too easy to guess */
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
      /** @description There were too many tries; There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
         *       "token": "T0kenOutOfTheMailT0kenOutOfTheMailT0kenOutO"
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
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The token of the mail is wrong or has run out */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        'application/json': components['schemas']['AskForMail'];
      };
    };
    responses: {
      /** @description the mail is on its way */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailSent'];
        };
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many tries; There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        'application/json': components['schemas']['AskForMail'];
      };
    };
    responses: {
      /** @description the mail is on its way */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailSent'];
        };
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many tries; There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
         *       "token": "T0kenOutOfTheMailT0kenOutOfTheMailT0kenOutO",
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
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The password is too easy to guess; The token of the mail is wrong or has run out */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` of what the caller has: 304 when it is still the same. */
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
      /** @description nothing: it is as in `If-None-Match` */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description nothing of the person can be read any more */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The address or the password is wrong; The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The last admin stays one */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many tries; There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` that was read: the change is refused when it is another one by now. */
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
      /** @description the account as it is now */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Account'];
        };
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description It is not as in If-Match any more */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The address or the password is wrong; The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description The password is too easy to guess */
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
      /** @description There were too many tries; There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      query?: never;
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
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` of what the caller has: 304 when it is still the same. */
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
      /** @description nothing: it is as in `If-None-Match` */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
         *       "line1": "1 High Street",
         *       "city": "London",
         *       "postalCode": "N1 1AA",
         *       "country": "United Kingdom"
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
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The account has as many addresses as it can */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` that was read: the change is refused when it is another one by now. */
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
         *       "line1": "2 High Street",
         *       "city": "London",
         *       "postalCode": "N1 1AA",
         *       "country": "United Kingdom"
         *     }
         */
        'application/json': components['schemas']['Address'];
      };
    };
    responses: {
      /** @description the address as it is now */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AddressResource'];
        };
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such address */
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
      /** @description It is not as in If-Match any more */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description it is gone */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such address */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The address or the password is wrong */
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
      /** @description The account is disabled */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many tries; There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description all sessions have ended, this one too */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The refresh token is not valid any more */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description it has ended */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description it has ended */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such session */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` of what the caller has: 304 when it is still the same. */
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
      /** @description nothing: it is as in `If-None-Match` */
      304: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such customer */
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
      /** @description The customer was erased */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
        /** @description The `ETag` that was read: the change is refused when it is another one by now. */
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
      /** @description the roles as they are now */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccountRoles'];
        };
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such customer */
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
      /** @description The last admin stays one */
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
      /** @description The customer was erased */
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
      /** @description It is not as in If-Match any more */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description it is disabled */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such customer */
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
      /** @description The last admin stays one */
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
      /** @description The customer was erased */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description a page; `nextCursor` is absent on the last one */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditPage'];
        };
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description all of them, by id */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Clients'];
        };
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
         *       "name": "Scanner of the warehouse",
         *       "scopes": [
         *         "stock"
         *       ]
         *     }
         */
        'application/json': components['schemas']['RegisterClient'];
      };
    };
    responses: {
      /** @description the program, with its secret */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewClient'];
        };
      };
      /** @description The request does not fit its schema; The body is not valid JSON */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description The id of the program is taken */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description the new secret, shown this once */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewSecret'];
        };
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such program */
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
      /** @description The program has no secret */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description it has ended */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not fit its schema */
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
      /** @description The request needs an access token that is valid */
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
      /** @description The caller may not do this */
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
      /** @description There is no such program */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description back to the client with an `error` */
      303: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The authorization request is malformed; The request does not fit its schema */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
          client_id: string;
          redirect_uri: string;
          response_type?: string;
          state?: string;
          scope?: string;
          code_challenge?: string;
          code_challenge_method?: string;
          email: string;
          password: string;
        };
      };
    };
    responses: {
      /** @description back to the client with a `code` or an `error` */
      303: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The authorization request is malformed; The request does not fit its schema; The body is not valid JSON */
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
      /** @description the page again: address or password is wrong */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description the page again: too many tries */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
          grant_type: string;
          client_id?: string;
          client_secret?: string;
          scope?: string;
          code?: string;
          redirect_uri?: string;
          code_verifier?: string;
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
      /** @description refused: `error` says why */
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
      /** @description The body is larger than the limit */
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
      /** @description The address is longer than the limit */
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
      /** @description The body must be application/json */
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
      /** @description There were too many tries; There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description The request does not fit its schema */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
      /** @description The request does not fit its schema */
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
      /** @description The address is longer than the limit */
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
      /** @description There were too many requests */
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
      /** @description The request has more or longer headers than the limit */
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
      /** @description The request failed on our side */
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
      /** @description A part that the request needs is not available now; There is no room for the request now */
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
  getOrder: { method: 'GET', path: '/orders/{id}' },
  getOrderEvents: { method: 'GET', path: '/orders/{id}/events' },
  diffOrder: { method: 'GET', path: '/orders/{id}/diff' },
  streamOrder: { method: 'GET', path: '/orders/{id}/stream' },
  shipOrder: { method: 'POST', path: '/orders/{id}/shipments' },
  deliverShipment: { method: 'POST', path: '/orders/{id}/shipments/{shipmentId}/delivery' },
  requestReturn: { method: 'POST', path: '/orders/{id}/returns' },
  receiveReturn: { method: 'POST', path: '/orders/{id}/returns/{returnId}/receipt' },
  listParkedOrders: { method: 'GET', path: '/orders/parked' },
  repairOrder: { method: 'POST', path: '/orders/{id}/repair' },
  eraseOrder: { method: 'POST', path: '/orders/{id}/erasure' },
  createProduct: { method: 'POST', path: '/products' },
  getProduct: { method: 'GET', path: '/products/{sku}' },
  receiveStock: { method: 'POST', path: '/stock/{sku}/receipts' },
  adjustStock: { method: 'POST', path: '/stock/{sku}/adjustments' },
  transferStock: { method: 'POST', path: '/stock/{sku}/transfers' },
  getStock: { method: 'GET', path: '/stock/{sku}' },
  explainStock: { method: 'GET', path: '/stock/{sku}/why' },
  setStockThreshold: { method: 'PUT', path: '/stock/{sku}/threshold' },
  getStockThreshold: { method: 'GET', path: '/stock/{sku}/threshold' },
  setLocationPriority: { method: 'PUT', path: '/locations/{location}' },
  takePaymentWebhook: { method: 'POST', path: '/webhooks/payment-provider' },
  registerAccount: { method: 'POST', path: '/accounts' },
  verifyAddress: { method: 'POST', path: '/accounts/verification' },
  requestVerification: { method: 'POST', path: '/accounts/verification-requests' },
  requestPasswordReset: { method: 'POST', path: '/password-resets' },
  completePasswordReset: { method: 'POST', path: '/password-resets/completion' },
  getMe: { method: 'GET', path: '/me' },
  changeMe: { method: 'PATCH', path: '/me' },
  eraseMe: { method: 'DELETE', path: '/me' },
  changePassword: { method: 'PUT', path: '/me/password' },
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
