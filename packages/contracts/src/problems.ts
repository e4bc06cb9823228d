import { problemsOf, type ProblemTable } from '@commerce/runtime/http';

/** Every problem of the platform's own rules: its stable code, HTTP status and title. */
export const problems = {
  'unknown-sku': { status: 422, title: 'A line names a product that is not sold here' },
  'duplicate-line': { status: 422, title: 'A product stands on more than one line' },
  'currency-mismatch': { status: 422, title: 'The products are not priced in this currency' },
  'amount-too-large': { status: 422, title: 'The total is larger than any order may be' },
  'trusted-field': { status: 403, title: 'Only a trusted importer may send this field' },
  'order-not-found': { status: 404, title: 'There is no such order' },
  'order-not-cancellable': { status: 409, title: 'The order cannot be cancelled any more' },
  'order-not-confirmed': { status: 409, title: 'The order is not confirmed' },
  'order-already-shipped': { status: 409, title: 'Units of the order have shipped already' },
  'nothing-to-ship': { status: 409, title: 'No unit of the order can ship now' },
  'shipment-exceeds-order': { status: 409, title: 'More would ship than the order has left' },
  'shipment-incomplete': { status: 409, title: 'The order ships in one piece' },
  'shipment-not-found': { status: 404, title: 'The order has no such shipment' },
  'cancellation-exceeds-open': { status: 409, title: 'More would be cancelled than is left' },
  'nothing-to-return': { status: 409, title: 'No unit of the order is with the customer' },
  'return-exceeds-shipped': { status: 409, title: 'More would come back than was shipped' },
  'return-window-closed': { status: 409, title: 'It is too late to send units back' },
  'return-not-found': { status: 404, title: 'The order has no such return' },
  'return-not-received': { status: 409, title: 'The units of the return have not arrived' },
  'unknown-discount': { status: 422, title: 'The shop does not know this discount code' },
  'trusted-operation': { status: 403, title: 'Only a trusted caller may do this' },
  'product-not-found': { status: 404, title: 'There is no such product' },
  'product-exists': { status: 409, title: 'The product exists with other content' },
  'stock-not-found': { status: 404, title: 'Nothing is known of stock for this product' },
  'reservation-not-found': { status: 404, title: 'Nothing was ever held for this order' },
  'reservation-not-committed': { status: 409, title: 'The order has not taken its units yet' },
  'exceeds-reservation': { status: 409, title: 'The order does not have that many units' },
  'insufficient-stock': { status: 409, title: 'The location has not that many free units' },
  'payment-not-found': { status: 404, title: 'There is no payment for this order' },
  'payment-conflict': { status: 409, title: 'The payment exists with another amount' },
  'payment-not-authorized': { status: 409, title: 'There is no authorization to capture from' },
  'payment-operation-conflict': { status: 409, title: 'The id was used for another movement' },
  'capture-exceeds-authorized': { status: 409, title: 'More would be captured than authorized' },
  'refund-exceeds-captured': { status: 409, title: 'More would be refunded than was captured' },
  'webhook-not-genuine': { status: 401, title: 'The webhook is not signed as agreed' },
} satisfies ProblemTable;

export type ProblemCode = keyof typeof problems;

/** Makes the problem of a code. */
export const problem = problemsOf(problems);
