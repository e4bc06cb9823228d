/**
 * What breaks older clients since the last release, on purpose and told in CHANGELOG.md: the words of
 * breakingChanges(). A release empties the list.
 */
export const declaredBreaks: readonly string[] = [
  'GET /orders/parked: 403 is not /problems/trusted-operation any more',
  'GET /orders/parked: an access token is required now',
  'GET /orders/parked: the header parameter import-token is gone',
  'GET /orders: an access token is required now',
  'GET /stock/{sku}/why: an access token is required now',
  'POST /orders/{id}/repair: 403 is not /problems/trusted-operation any more',
  'POST /orders/{id}/repair: an access token is required now',
  'POST /orders/{id}/repair: the body.by is gone',
  'POST /orders/{id}/repair: the header parameter import-token is gone',
  'POST /orders/{id}/returns/{returnId}/receipt: 403 is not /problems/trusted-operation any more',
  'POST /orders/{id}/returns/{returnId}/receipt: an access token is required now',
  'POST /orders/{id}/returns/{returnId}/receipt: the header parameter import-token is gone',
  'POST /orders/{id}/shipments/{shipmentId}/delivery: 403 is not /problems/trusted-operation any more',
  'POST /orders/{id}/shipments/{shipmentId}/delivery: an access token is required now',
  'POST /orders/{id}/shipments/{shipmentId}/delivery: the header parameter import-token is gone',
  'POST /orders/{id}/shipments: 403 is not /problems/trusted-operation any more',
  'POST /orders/{id}/shipments: an access token is required now',
  'POST /orders/{id}/shipments: the header parameter import-token is gone',
  'POST /orders: the body.payment.token has another pattern',
  'POST /orders: the header parameter Idempotency-Key is required now',
  'POST /orders: the header parameter import-token is gone',
  'POST /products: an access token is required now',
  'POST /stock/{sku}/adjustments: an access token is required now',
  'POST /stock/{sku}/receipts: an access token is required now',
  'POST /stock/{sku}/transfers: an access token is required now',
  'PUT /locations/{location}: an access token is required now',
  'PUT /stock/{sku}/threshold: an access token is required now',
];
