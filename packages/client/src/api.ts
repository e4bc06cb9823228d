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

export type RequestMail = { email: string };

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

export type AddressResource = { id: string; version: string; address: Address };

export type Addresses = { items: AddressResource[] };

export type SetRoles = { roles: Role[] };

export type AccountRoles = { customerId: string; roles: Role[] };

export type RegisterClient = {
  id: string;
  name: string;
  scopes?: ('import' | 'orders' | 'stock' | 'catalog' | 'data-keys')[];
  redirectUris?: string[];
};

export type Client = {
  id: string;
  name: string;
  scopes: ('import' | 'orders' | 'stock' | 'catalog' | 'data-keys')[];
  redirectUris: string[];
  hasSecret: boolean;
  endedAt?: string;
};

export type NewClient = Client & { secret?: string };

export type NewSecret = { id: string; secret: string };

export type Clients = { items: Client[] };

export type AuditRow = {
  seq: number;
  at: string;
  actor: string;
  action: string;
  target: string;
  outcome: 'asked' | 'done' | 'refused';
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
    request: { headers: { 'Idempotency-Key': string; Prefer?: string }; body: PlaceOrder };
    answers: { 201: Order; 202: Order };
    problems:
      | 'amount-too-large'
      | 'body-too-large'
      | 'currency-mismatch'
      | 'customer-erased'
      | 'customer-not-found'
      | 'duplicate-line'
      | 'forbidden'
      | 'idempotency-key-required'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'overloaded'
      | 'rate-limited'
      | 'request-in-flight'
      | 'too-many-headers'
      | 'trusted-field'
      | 'unavailable'
      | 'unknown-discount'
      | 'unknown-sku'
      | 'unsupported-media-type'
      | 'uri-too-long';
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
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  cancelOrder: {
    request: {
      params: { id: string };
      headers?: { 'Idempotency-Key'?: string; 'If-Match'?: string };
      body?: CancelOrder;
    };
    answers: { 200: Order; 202: Order };
    problems:
      | 'body-too-large'
      | 'cancellation-exceeds-open'
      | 'forbidden'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'order-already-shipped'
      | 'order-not-cancellable'
      | 'order-not-confirmed'
      | 'order-not-found'
      | 'overloaded'
      | 'precondition-failed'
      | 'rate-limited'
      | 'request-in-flight'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  getOrder: {
    request: { params: { id: string }; query?: { at?: string } };
    answers: { 200: Order };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'order-not-found'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  getOrderEvents: {
    request: { params: { id: string } };
    answers: { 200: OrderEvents };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'order-not-found'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  diffOrder: {
    request: { params: { id: string }; query: { from: string; to: string } };
    answers: { 200: OrderDiff };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'order-not-found'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  streamOrder: {
    request: { params: { id: string }; headers?: { 'Last-Event-ID'?: string } };
    answers: { 200: string };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'order-not-found'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  shipOrder: {
    request: { params: { id: string }; headers?: { 'Idempotency-Key'?: string }; body: ShipOrder };
    answers: { 201: Order };
    problems:
      | 'body-too-large'
      | 'forbidden'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'nothing-to-ship'
      | 'order-not-confirmed'
      | 'order-not-found'
      | 'overloaded'
      | 'rate-limited'
      | 'request-in-flight'
      | 'shipment-exceeds-order'
      | 'shipment-incomplete'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  deliverShipment: {
    request: { params: { id: string; shipmentId: string } };
    answers: { 200: Order };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'order-not-confirmed'
      | 'order-not-found'
      | 'overloaded'
      | 'rate-limited'
      | 'shipment-not-found'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
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
      | 'forbidden'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'nothing-to-return'
      | 'order-not-confirmed'
      | 'order-not-found'
      | 'overloaded'
      | 'rate-limited'
      | 'request-in-flight'
      | 'return-exceeds-shipped'
      | 'return-window-closed'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  receiveReturn: {
    request: { params: { id: string; returnId: string } };
    answers: { 202: Order };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'order-not-confirmed'
      | 'order-not-found'
      | 'overloaded'
      | 'rate-limited'
      | 'return-not-found'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  listParkedOrders: {
    request: { query?: { cursor?: string; limit?: string } };
    answers: { 200: ParkedPage };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  repairOrder: {
    request: {
      params: { id: string };
      headers?: { 'Idempotency-Key'?: string };
      body: RepairOrder;
    };
    answers: { 202: Order };
    problems:
      | 'body-too-large'
      | 'forbidden'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'order-not-found'
      | 'order-not-parked'
      | 'overloaded'
      | 'rate-limited'
      | 'repair-ambiguous'
      | 'repair-not-possible'
      | 'request-in-flight'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  eraseOrder: {
    request: { params: { id: string } };
    answers: { 204: undefined };
    problems:
      | 'erased-with-account'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'order-not-erasable'
      | 'order-not-found'
      | 'overloaded'
      | 'payment-not-decided'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  createProduct: {
    request: { body: CreateProduct };
    answers: { 200: Product; 201: Product };
    problems:
      | 'body-too-large'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'overloaded'
      | 'product-exists'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  getProduct: {
    request: { params: { sku: string } };
    answers: { 200: Product };
    problems:
      | 'internal-error'
      | 'invalid-request'
      | 'overloaded'
      | 'product-not-found'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
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
      | 'forbidden'
      | 'idempotency-key-reused'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
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
      | 'forbidden'
      | 'idempotency-key-reused'
      | 'insufficient-stock'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'overloaded'
      | 'rate-limited'
      | 'stock-not-found'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
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
      | 'forbidden'
      | 'idempotency-key-reused'
      | 'insufficient-stock'
      | 'internal-error'
      | 'invalid-idempotency-key'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'overloaded'
      | 'rate-limited'
      | 'stock-not-found'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  getStock: {
    request: { params: { sku: string } };
    answers: { 200: Stock };
    problems:
      | 'internal-error'
      | 'invalid-request'
      | 'overloaded'
      | 'rate-limited'
      | 'stock-not-found'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  explainStock: {
    request: { params: { sku: string }; query?: { cursor?: string; limit?: string } };
    answers: { 200: StockHistory };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'stock-not-found'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  setStockThreshold: {
    request: { params: { sku: string }; headers?: { 'If-Match'?: string }; body: SetThreshold };
    answers: { 200: Threshold };
    problems:
      | 'body-too-large'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'overloaded'
      | 'precondition-failed'
      | 'rate-limited'
      | 'stock-not-found'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  getStockThreshold: {
    request: { params: { sku: string } };
    answers: { 200: Threshold };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'not-found'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  setLocationPriority: {
    request: { params: { location: string }; body: SetPriority };
    answers: { 200: LocationPriority };
    problems:
      | 'body-too-large'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long'
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long'
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  requestVerification: {
    request: { body: RequestMail };
    answers: { 202: MailSent };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  requestPasswordReset: {
    request: { body: RequestMail };
    answers: { 202: MailSent };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long'
      | 'weak-password';
  };
  getMe: {
    request: {};
    answers: { 200: Account };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  changeMe: {
    request: { headers?: { 'If-Match'?: string }; body: ChangeProfile };
    answers: { 200: Account };
    problems:
      | 'body-too-large'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'overloaded'
      | 'precondition-failed'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long'
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long'
      | 'weak-password'
      | 'wrong-credentials';
  };
  exportMe: {
    request: {};
    answers: { 200: Export };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  listAddresses: {
    request: {};
    answers: { 200: Addresses };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-addresses'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  changeAddress: {
    request: { params: { id: string }; headers?: { 'If-Match'?: string }; body: Address };
    answers: { 200: AddressResource };
    problems:
      | 'address-not-found'
      | 'body-too-large'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'overloaded'
      | 'precondition-failed'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long'
      | 'wrong-credentials';
  };
  listSessions: {
    request: {};
    answers: { 200: Sessions };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  endAllSessions: {
    request: {};
    answers: { 204: undefined };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  refreshSession: {
    request: { body: Refresh };
    answers: { 200: Tokens };
    problems:
      | 'body-too-large'
      | 'internal-error'
      | 'invalid-request'
      | 'malformed-json'
      | 'overloaded'
      | 'rate-limited'
      | 'refresh-refused'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  signOut: {
    request: {};
    answers: { 204: undefined };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  endSession: {
    request: { params: { id: string } };
    answers: { 204: undefined };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'session-not-found'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  getAccountRoles: {
    request: { params: { id: string } };
    answers: { 200: AccountRoles };
    problems:
      | 'customer-erased'
      | 'customer-not-found'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  setAccountRoles: {
    request: { params: { id: string }; headers?: { 'If-Match'?: string }; body: SetRoles };
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
      | 'overloaded'
      | 'precondition-failed'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  readAudit: {
    request: { query?: { about?: string; cursor?: string; limit?: string } };
    answers: { 200: AuditPage };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  listClients: {
    request: {};
    answers: { 200: Clients };
    problems:
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  registerClient: {
    request: { body: RegisterClient };
    answers: { 201: NewClient };
    problems:
      | 'body-too-large'
      | 'client-exists'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'malformed-json'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  renewClientSecret: {
    request: { params: { id: string } };
    answers: { 201: NewSecret };
    problems:
      | 'client-not-found'
      | 'client-without-secret'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  endClient: {
    request: { params: { id: string } };
    answers: { 204: undefined };
    problems:
      | 'client-not-found'
      | 'forbidden'
      | 'internal-error'
      | 'invalid-request'
      | 'invalid-token'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
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
    problems:
      | 'authorization-refused'
      | 'internal-error'
      | 'invalid-request'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
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
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'too-many-tries'
      | 'unavailable'
      | 'unsupported-media-type'
      | 'uri-too-long';
  };
  getJwks: {
    request: {};
    answers: { 200: Jwks };
    problems:
      | 'internal-error'
      | 'invalid-request'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
  };
  getIssuer: {
    request: {};
    answers: { 200: IssuerMetadata };
    problems:
      | 'internal-error'
      | 'invalid-request'
      | 'overloaded'
      | 'rate-limited'
      | 'too-many-headers'
      | 'unavailable'
      | 'uri-too-long';
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
