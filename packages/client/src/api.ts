// Generated from the OpenAPI document by `npm run docs:generate`; not to be edited.
/* oxlint-disable max-lines */

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  errors?: { pointer: string; detail: string }[];
};

export type Money = { amountMinor: number; currency: string };

export type PlaceOrder = {
  lines: { sku: string; quantity: number; unitPriceMinor?: number }[];
  shippingAddress: Record<string, string>;
  payment: { token: string };
  currency: string;
  customerId?: string;
  policy?: 'all' | 'partial' | 'backorder' | 'split';
  discountCode?: string;
};

export type Order = {
  id: string;
  status: OrderStatus;
  lines: { sku: string; quantity: number; unitPriceMinor: number }[];
  total: Money;
  version: number;
  customerId?: string;
  placedAt: string;
  policy?: 'all' | 'partial' | 'backorder' | 'split';
  charges?: { discountMinor: number; taxMinor: number; shippingMinor: number };
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
      lines: { line: number; sku: string; quantity: number }[];
      shippedAt: string;
      deliveredAt?: string;
    }[];
    returns: {
      returnId: string;
      lines: { line: number; sku: string; quantity: number }[];
      refundMinor: number;
      status: 'requested' | 'received' | 'returned' | 'declined';
    }[];
  };
  parked?: {
    saga: 'cancel-order' | 'return-order';
    step: string;
    reason: string;
    compensating: boolean;
    returnId?: string;
    parkedAt: string;
    actions: ('retry' | 'skip' | 'compensate')[];
  }[];
  rejection?: { code: string; lines?: { sku: string; requested: number; available: number }[] };
};

export type OrderStatus =
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

export type OrderSummary = {
  id: string;
  status: OrderStatus;
  customerId?: string;
  total: Money;
  version: number;
  placedAt: string;
};

export type OrderPage = { items: OrderSummary[]; nextCursor?: string };

export type StreamEvent = {
  id: string;
  type: string;
  stream: string;
  seq: number;
  at: string;
  correlationId: string;
  data: Record<string, unknown>;
};

export type OrderEvents = { items: StreamEvent[] };

export type OrderDiff = {
  id: string;
  from: number;
  to: number;
  events: unknown[];
  changes: { pointer: string; from?: unknown; to?: unknown }[];
};

export type CancelOrder = { lines?: { sku: string; quantity: number }[] };

export type ShipOrder = { lines?: { sku: string; quantity: number }[] };

export type RequestReturn = { lines?: { sku: string; quantity: number }[]; reason: string };

export type RepairOrder = {
  action: 'retry' | 'skip' | 'compensate';
  by: string;
  note?: string;
  returnId?: string;
};

export type ParkedRow = {
  orderId: string;
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
    action: 'retry' | 'skip' | 'compensate';
    step: string;
    reason: string;
    note?: string;
  }[];
};

export type ParkedPage = { items: ParkedRow[]; nextCursor?: string };

export type CreateProduct = { sku: string; name: string; price: Money };

export type Product = { sku: string; name: string; price: Money; version: number };

export type ReceiveStock = { location: string; quantity: number };

export type Receipt = { receiptId: string; sku: string; location: string; quantity: number };

export type AdjustStock = {
  location: string;
  delta: number;
  reason: 'damaged' | 'lost' | 'found' | 'recount' | 'other';
  note?: string;
};

export type Adjustment = {
  adjustmentId: string;
  sku: string;
  location: string;
  delta: number;
  reason: 'damaged' | 'lost' | 'found' | 'recount' | 'other';
  note?: string;
};

export type TransferStock = { from: string; to: string; quantity: number };

export type Transfer = {
  transferId: string;
  sku: string;
  from: string;
  to: string;
  quantity: number;
};

export type Stock = {
  sku: string;
  onHand: number;
  held: number;
  available: number;
  waiting: number;
  locations: { location: string; onHand: number; held: number; available: number }[];
};

export type StockHistory = {
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
  totals: { onHand: number; held: number; holds: boolean };
};

export type SetThreshold = { lowAt: number };

export type Threshold = { sku: string; lowAt: number };

export type SetPriority = { priority: number };

export type LocationPriority = { location: string; priority: number };

export type WebhookReceipt = { result: 'applied' | 'repeated' | 'ignored' };

export type Register = { email: string; password: string; name?: string };

export type VerifyAddress = { token: string };

export type AskForMail = { email: string };

export type MailSent = { status: 'mail-sent' };

export type ResetPassword = { token: string; password: string };

export type SignIn = { email: string; password: string };

export type Refresh = { refreshToken: string };

export type Tokens = {
  accessToken: string;
  tokenType: 'Bearer';
  expiresIn: number;
  refreshToken: string;
};

export type Session = {
  id: string;
  clientId?: string;
  startedAt: string;
  lastUsedAt: string;
  current: boolean;
};

export type Sessions = { items: Session[] };

export type Role =
  'customer' | 'support' | 'catalog-manager' | 'warehouse' | 'finance' | 'operator' | 'admin';

export type Profile = { name?: string; phone?: string };

export type Account = { customerId: string; email: string; profile: Profile; roles: Role[] };

export type ChangeProfile = { name?: string | null; phone?: string | null };

export type ChangePassword = { currentPassword: string; password: string };

export type EraseMe = { password: string };

export type Export = {
  account: Account;
  createdAt: string;
  addresses: AddressResource[];
  sessions: Session[];
  activity: AuditRow[];
};

export type Address = {
  name: string;
  line1: string;
  line2?: string;
  city: string;
  region?: string;
  postalCode?: string;
  country: string;
};

export type AddressResource = { id: string; address: Address };

export type Addresses = { items: AddressResource[] };

export type SetRoles = { roles: Role[] };

export type AccountRoles = { customerId: string; roles: Role[] };

export type AuditRow = {
  seq: number;
  at: string;
  actor: string;
  action: string;
  target: string;
  outcome: 'done' | 'refused';
  correlationId: string;
};

export type AuditPage = { items: AuditRow[]; nextCursor?: string };

export type OAuthTokens = {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  refresh_token?: string;
  scope?: string;
};

export type OAuthError = { error: string };

export type Jwks = {
  keys: { kty: string; kid: string; alg: string; crv: string; x: string; y: string; use: 'sig' }[];
};

export type IssuerMetadata = {
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

/** What each operation takes and answers, by its id. */
export interface Operations {
  placeOrder: {
    request: {
      headers?: { 'Idempotency-Key'?: string; Prefer?: string; 'import-token'?: string };
      body: PlaceOrder;
    };
    answers: { 201: Order; 202: Order };
    problems:
      | 'amount-too-large'
      | 'body-too-large'
      | 'currency-mismatch'
      | 'duplicate-line'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'malformed-json'
      | 'request-in-flight'
      | 'trusted-field'
      | 'unavailable'
      | 'unknown-discount'
      | 'unknown-sku'
      | 'unsupported-media-type';
  };
  listOrders: {
    request: {
      query?: {
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
        limit?: string;
      };
    };
    answers: { 200: OrderPage };
    problems: 'internal-error' | 'invalid-request' | 'unavailable';
  };
  cancelOrder: {
    request: {
      params: { id: string };
      headers?: { 'Idempotency-Key'?: string };
      body?: CancelOrder;
    };
    answers: { 200: Order; 202: Order };
    problems:
      | 'body-too-large'
      | 'cancellation-exceeds-open'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'malformed-json'
      | 'order-already-shipped'
      | 'order-not-cancellable'
      | 'order-not-confirmed'
      | 'order-not-found'
      | 'request-in-flight'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  getOrder: {
    request: { params: { id: string }; query?: { at?: string } };
    answers: { 200: Order };
    problems: 'internal-error' | 'invalid-request' | 'order-not-found' | 'unavailable';
  };
  getOrderEvents: {
    request: { params: { id: string } };
    answers: { 200: OrderEvents };
    problems: 'internal-error' | 'invalid-request' | 'order-not-found' | 'unavailable';
  };
  diffOrder: {
    request: { params: { id: string }; query: { from: string; to: string } };
    answers: { 200: OrderDiff };
    problems: 'internal-error' | 'invalid-request' | 'order-not-found' | 'unavailable';
  };
  streamOrder: {
    request: { params: { id: string }; headers?: { 'Last-Event-ID'?: string } };
    answers: { 200: string };
    problems: 'internal-error' | 'invalid-request' | 'order-not-found' | 'unavailable';
  };
  shipOrder: {
    request: {
      params: { id: string };
      headers?: { 'Idempotency-Key'?: string; 'import-token'?: string };
      body: ShipOrder;
    };
    answers: { 201: Order };
    problems:
      | 'body-too-large'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'malformed-json'
      | 'nothing-to-ship'
      | 'order-not-confirmed'
      | 'order-not-found'
      | 'request-in-flight'
      | 'shipment-exceeds-order'
      | 'shipment-incomplete'
      | 'trusted-operation'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  deliverShipment: {
    request: { params: { id: string; shipmentId: string }; headers?: { 'import-token'?: string } };
    answers: { 200: Order };
    problems:
      | 'internal-error'
      | 'invalid-request'
      | 'order-not-confirmed'
      | 'order-not-found'
      | 'shipment-not-found'
      | 'trusted-operation'
      | 'unavailable';
  };
  requestReturn: {
    request: {
      params: { id: string };
      headers?: { 'Idempotency-Key'?: string };
      body: RequestReturn;
    };
    answers: { 201: Order };
    problems:
      | 'body-too-large'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'malformed-json'
      | 'nothing-to-return'
      | 'order-not-confirmed'
      | 'order-not-found'
      | 'request-in-flight'
      | 'return-exceeds-shipped'
      | 'return-window-closed'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  receiveReturn: {
    request: { params: { id: string; returnId: string }; headers?: { 'import-token'?: string } };
    answers: { 202: Order };
    problems:
      | 'internal-error'
      | 'invalid-request'
      | 'order-not-confirmed'
      | 'order-not-found'
      | 'return-not-found'
      | 'trusted-operation'
      | 'unavailable';
  };
  listParkedOrders: {
    request: { query?: { cursor?: string; limit?: string }; headers?: { 'import-token'?: string } };
    answers: { 200: ParkedPage };
    problems: 'internal-error' | 'invalid-request' | 'trusted-operation' | 'unavailable';
  };
  repairOrder: {
    request: {
      params: { id: string };
      headers?: { 'Idempotency-Key'?: string; 'import-token'?: string };
      body: RepairOrder;
    };
    answers: { 202: Order };
    problems:
      | 'body-too-large'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'malformed-json'
      | 'order-not-found'
      | 'order-not-parked'
      | 'repair-ambiguous'
      | 'repair-not-possible'
      | 'request-in-flight'
      | 'trusted-operation'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  createProduct: {
    request: { body: CreateProduct };
    answers: { 200: Product; 201: Product };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'product-exists'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  getProduct: {
    request: { params: { sku: string } };
    answers: { 200: Product };
    problems: 'internal-error' | 'invalid-request' | 'product-not-found' | 'unavailable';
  };
  receiveStock: {
    request: {
      params: { sku: string };
      headers?: { 'Idempotency-Key'?: string };
      body: ReceiveStock;
    };
    answers: { 201: Receipt };
    problems:
      | 'body-too-large'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'malformed-json'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  adjustStock: {
    request: {
      params: { sku: string };
      headers?: { 'Idempotency-Key'?: string };
      body: AdjustStock;
    };
    answers: { 201: Adjustment };
    problems:
      | 'body-too-large'
      | 'idempotency-key-reused'
      | 'insufficient-stock'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'malformed-json'
      | 'stock-not-found'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  transferStock: {
    request: {
      params: { sku: string };
      headers?: { 'Idempotency-Key'?: string };
      body: TransferStock;
    };
    answers: { 201: Transfer };
    problems:
      | 'body-too-large'
      | 'idempotency-key-reused'
      | 'insufficient-stock'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'malformed-json'
      | 'stock-not-found'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  getStock: {
    request: { params: { sku: string } };
    answers: { 200: Stock };
    problems: 'internal-error' | 'invalid-request' | 'stock-not-found' | 'unavailable';
  };
  explainStock: {
    request: { params: { sku: string }; query?: { cursor?: string; limit?: string } };
    answers: { 200: StockHistory };
    problems: 'internal-error' | 'invalid-request' | 'stock-not-found' | 'unavailable';
  };
  setStockThreshold: {
    request: { params: { sku: string }; body: SetThreshold };
    answers: { 200: Threshold };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'stock-not-found'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  setLocationPriority: {
    request: { params: { location: string }; body: SetPriority };
    answers: { 200: LocationPriority };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  takePaymentWebhook: {
    request: {
      headers?: {
        'webhook-id'?: string;
        'webhook-timestamp'?: string;
        'webhook-signature'?: string;
        'stripe-signature'?: string;
      };
      body: Record<string, unknown>;
    };
    answers: { 200: WebhookReceipt };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'webhook-not-genuine';
  };
  registerAccount: {
    request: { body: Register };
    answers: { 202: MailSent };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'weak-password';
  };
  verifyAddress: {
    request: { body: VerifyAddress };
    answers: { 201: { customerId: string } };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'mail-token-invalid'
      | 'malformed-json'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  requestVerification: {
    request: { body: AskForMail };
    answers: { 202: MailSent };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  requestPasswordReset: {
    request: { body: AskForMail };
    answers: { 202: MailSent };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  completePasswordReset: {
    request: { body: ResetPassword };
    answers: { 204: undefined };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'mail-token-invalid'
      | 'malformed-json'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'weak-password';
  };
  getMe: {
    request: {};
    answers: { 200: Account };
    problems: 'forbidden' | 'internal-error' | 'invalid-request' | 'invalid-token' | 'unavailable';
  };
  changeMe: {
    request: { body: ChangeProfile };
    answers: { 200: Account };
    problems:
      | 'body-too-large'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  eraseMe: {
    request: { body: EraseMe };
    answers: { 204: undefined };
    problems:
      | 'body-too-large'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'last-admin'
      | 'malformed-json'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'wrong-credentials';
  };
  changePassword: {
    request: { body: ChangePassword };
    answers: { 204: undefined };
    problems:
      | 'body-too-large'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'weak-password'
      | 'wrong-credentials';
  };
  exportMe: {
    request: {};
    answers: { 200: Export };
    problems: 'forbidden' | 'internal-error' | 'invalid-request' | 'invalid-token' | 'unavailable';
  };
  listAddresses: {
    request: {};
    answers: { 200: Addresses };
    problems: 'forbidden' | 'internal-error' | 'invalid-request' | 'invalid-token' | 'unavailable';
  };
  addAddress: {
    request: { body: Address };
    answers: { 201: AddressResource };
    problems:
      | 'body-too-large'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'too-many-addresses'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  changeAddress: {
    request: { params: { id: string }; body: Address };
    answers: { 200: AddressResource };
    problems:
      | 'address-not-found'
      | 'body-too-large'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  removeAddress: {
    request: { params: { id: string } };
    answers: { 204: undefined };
    problems:
      | 'address-not-found'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'unavailable';
  };
  signIn: {
    request: { body: SignIn };
    answers: { 201: Tokens };
    problems:
      | 'account-disabled'
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'wrong-credentials';
  };
  listSessions: {
    request: {};
    answers: { 200: Sessions };
    problems: 'forbidden' | 'internal-error' | 'invalid-request' | 'invalid-token' | 'unavailable';
  };
  endAllSessions: {
    request: {};
    answers: { 204: undefined };
    problems: 'forbidden' | 'internal-error' | 'invalid-request' | 'invalid-token' | 'unavailable';
  };
  refreshSession: {
    request: { body: Refresh };
    answers: { 200: Tokens };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'refresh-refused'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  signOut: {
    request: {};
    answers: { 204: undefined };
    problems: 'forbidden' | 'internal-error' | 'invalid-request' | 'invalid-token' | 'unavailable';
  };
  endSession: {
    request: { params: { id: string } };
    answers: { 204: undefined };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'session-not-found'
      | 'unavailable';
  };
  setAccountRoles: {
    request: { params: { id: string }; body: SetRoles };
    answers: { 200: AccountRoles };
    problems:
      | 'body-too-large'
      | 'customer-erased'
      | 'customer-not-found'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'last-admin'
      | 'malformed-json'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  disableAccount: {
    request: { params: { id: string } };
    answers: { 204: undefined };
    problems:
      | 'customer-erased'
      | 'customer-not-found'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'last-admin'
      | 'unavailable';
  };
  readAudit: {
    request: { query?: { about?: string; cursor?: string; limit?: string } };
    answers: { 200: AuditPage };
    problems: 'forbidden' | 'internal-error' | 'invalid-request' | 'invalid-token' | 'unavailable';
  };
  showSignInPage: {
    request: {
      query: {
        client_id: string;
        redirect_uri: string;
        response_type?: string;
        state?: string;
        scope?: string;
        code_challenge?: string;
        code_challenge_method?: string;
      };
    };
    answers: { 200: string; 303: undefined };
    problems: 'authorization-refused' | 'internal-error' | 'invalid-request' | 'unavailable';
  };
  submitSignInPage: {
    request: {
      body: {
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
    answers: { 303: undefined };
    problems:
      | 'authorization-refused'
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  exchangeToken: {
    request: {
      body: {
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
    answers: { 200: OAuthTokens; 400: OAuthError; 401: OAuthError };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type';
  };
  getJwks: {
    request: {};
    answers: { 200: Jwks };
    problems: 'internal-error' | 'invalid-request' | 'unavailable';
  };
  getIssuer: {
    request: {};
    answers: { 200: IssuerMetadata };
    problems: 'internal-error' | 'invalid-request' | 'unavailable';
  };
}

/** Where each operation is. */
export const operations = {
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
  createProduct: { method: 'POST', path: '/products' },
  getProduct: { method: 'GET', path: '/products/{sku}' },
  receiveStock: { method: 'POST', path: '/stock/{sku}/receipts' },
  adjustStock: { method: 'POST', path: '/stock/{sku}/adjustments' },
  transferStock: { method: 'POST', path: '/stock/{sku}/transfers' },
  getStock: { method: 'GET', path: '/stock/{sku}' },
  explainStock: { method: 'GET', path: '/stock/{sku}/why' },
  setStockThreshold: { method: 'PUT', path: '/stock/{sku}/threshold' },
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
  setAccountRoles: { method: 'PUT', path: '/accounts/{id}/roles' },
  disableAccount: { method: 'POST', path: '/accounts/{id}/disablement' },
  readAudit: { method: 'GET', path: '/audit' },
  showSignInPage: { method: 'GET', path: '/oauth/authorize' },
  submitSignInPage: { method: 'POST', path: '/oauth/authorize', form: true },
  exchangeToken: { method: 'POST', path: '/oauth/token', form: true },
  getJwks: { method: 'GET', path: '/.well-known/jwks.json' },
  getIssuer: { method: 'GET', path: '/.well-known/openid-configuration' },
} as const;
