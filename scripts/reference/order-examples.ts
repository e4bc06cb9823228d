import type { FulfilmentPolicy } from '@commerce/contracts/inventory/fulfilment-policy';
import type { OrderCommand } from '@commerce/order/domain/order';
import type { SagaStep } from '@commerce/order/domain/saga-plans';

/** An order in a state, given by the commands that lead to it. */
export interface Example {
  title: string;
  about: string;
  given: OrderCommand[];
}

interface CommandFacts {
  by: string;
  forms: { form?: string; command: OrderCommand }[];
}

type PlaceOrder = Extract<OrderCommand, { type: 'PlaceOrder' }>;

const now = '2026-11-22T10:00:00.000Z';
const RETURN_WINDOW_DAYS = 30;
const afterTheWindow = '2027-01-22T10:00:00.000Z';
const total = { amountMinor: 400, currency: 'GBP' };
const [SHIPMENT, RETURN] = ['shp_1', 'ret_1'];
const oneOfA = [{ sku: 'A', quantity: 1 }];
const everything = [
  { sku: 'A', quantity: 3 },
  { sku: 'B', quantity: 2 },
];

function place(policy: FulfilmentPolicy, requestHash = 'the request'): PlaceOrder {
  const lines = [
    { sku: 'A', quantity: 3, unitPriceMinor: 100 },
    { sku: 'B', quantity: 2, unitPriceMinor: 50 },
  ];
  const data = { lines, total, personal: 'encrypted', requestHash, policy };
  return { type: 'PlaceOrder', data, now };
}

const confirm = (backordered?: typeof oneOfA): OrderCommand => ({
  type: 'ConfirmOrder',
  authorizationId: 'aut_1',
  total,
  backordered,
  now,
});
const ship = (lines?: typeof oneOfA, shipmentId = SHIPMENT): OrderCommand => ({
  type: 'RecordShipment',
  shipmentId,
  lines,
  now,
});
const deliver: OrderCommand = { type: 'RecordDelivery', shipmentId: SHIPMENT, now };
const cancelLines = (lines: typeof oneOfA): OrderCommand => ({
  type: 'CancelLines',
  commandId: 'can_1',
  lines,
  now,
});
const sendBack = (
  lines?: typeof oneOfA,
  { returnId = RETURN, at = now }: { returnId?: string; at?: string } = {},
): OrderCommand => ({
  type: 'RequestReturn',
  returnId,
  lines,
  personal: 'encrypted',
  windowDays: RETURN_WINDOW_DAYS,
  now: at,
});
const arrived: OrderCommand = { type: 'RecordReturnReceived', returnId: RETURN, now };
const returned: OrderCommand = { type: 'RecordReturned', returnId: RETURN, now };
const cancel: OrderCommand = { type: 'CancelOrder', now };
const reject: OrderCommand = { type: 'RejectOrder', shortages: [], now };
const abandon: OrderCommand = { type: 'AbandonOrder', reason: 'payment-declined', now };
const compensated: OrderCommand = { type: 'RecordCompensated', now };
const parkedAt = (step: SagaStep, returnId?: string): OrderCommand => ({
  type: 'RecordParked',
  saga: returnId === undefined ? 'cancel-order' : 'return-order',
  returnId,
  run: 0,
  step,
  reason: 'the payment app did not answer',
  compensating: false,
  now,
});
const repair = (action: 'retry' | 'skip' | 'compensate'): OrderCommand => ({
  type: 'StartRepair',
  repairId: 'rep_1',
  action,
  by: 'a person',
  now,
});
const declined: OrderCommand = { type: 'RecordReturnDeclined', returnId: RETURN, now };
const inspected: OrderCommand = {
  type: 'RecordReturnReceived',
  returnId: RETURN,
  lines: [{ lineId: 'l1', quantity: 1, condition: 'damaged', disposition: 'scrap' }],
  now,
};
const captureRefused: OrderCommand = {
  type: 'RecordCaptureRefused',
  shipmentId: 'shp_2',
  amount: { amountMinor: 100, currency: 'GBP' },
  code: 'payment-not-authorized',
  reason: 'the authorization has expired',
  now,
};
const needsAction: OrderCommand = {
  type: 'RequirePaymentAction',
  ...{ attempt: 1, attemptId: 'att_1', personal: 'encrypted' },
  expiresAt: '2026-11-22T10:15:00.000Z',
  now,
};
const anotherCard: OrderCommand = {
  type: 'TryPayment',
  ...{ commandId: 'pay_1', personal: 'encrypted', now },
};
const refundedByHand: OrderCommand = {
  type: 'RecordPaymentChange',
  changeId: 'payment:3',
  change: {
    kind: 'refunded-at-provider',
    operationId: 're_1',
    amount: { amountMinor: 100, currency: 'GBP' },
  },
  now,
};
const fill: OrderCommand = { type: 'FillBackorder', fillId: 'fill-1', lines: oneOfA, now };

/** Every command, who sends it, and the variants that are tried. */
export const commandsByType: Record<OrderCommand['type'], CommandFacts> = {
  PlaceOrder: {
    by: 'a customer: `POST /orders`',
    forms: [
      { form: 'first or repeated', command: place('all') },
      { form: 'another request with the same key', command: place('all', 'another request') },
    ],
  },
  ConfirmOrder: { by: 'the order process', forms: [{ command: confirm() }] },
  RejectOrder: { by: 'the order process, when stock is short', forms: [{ command: reject }] },
  AbandonOrder: {
    by: 'the order process, when the payment is declined or another app does not answer',
    forms: [{ command: abandon }],
  },
  CancelOrder: {
    by: 'a customer: `POST /orders/{id}/cancellation`',
    forms: [{ command: cancel }],
  },
  RecordCompensated: {
    by: 'the workflow `cancel-order.v1`, at its end',
    forms: [{ command: compensated }],
  },
  RecordShipment: {
    by: 'the warehouse: `POST /orders/{id}/shipments`',
    forms: [
      { form: 'all shippable units', command: ship(undefined, 'shp_2') },
      { form: '1 A', command: ship(oneOfA, 'shp_2') },
      { form: 'all 5 units', command: ship(everything, 'shp_2') },
    ],
  },
  RecordCaptureRefused: {
    by: 'the warehouse: `POST /orders/{id}/shipments`, when the capture is refused',
    forms: [{ command: captureRefused }],
  },
  RequirePaymentAction: {
    by: 'the order process, when the bank wants the customer to act',
    forms: [{ command: needsAction }],
  },
  TryPayment: {
    by: 'a customer: `POST /orders/{id}/payment`',
    forms: [{ command: anotherCard }],
  },
  RecordPaymentChange: {
    by: 'the topic `payments`, when money moved that the order did not ask for',
    forms: [{ command: refundedByHand }],
  },
  RecordDelivery: {
    by: 'the warehouse: `POST /orders/{id}/shipments/{shipmentId}/delivery`',
    forms: [{ form: 'of the first shipment', command: deliver }],
  },
  CancelLines: {
    by: 'a customer: `POST /orders/{id}/cancellation` with lines',
    forms: [
      { form: '1 A', command: cancelLines(oneOfA) },
      { form: 'all 5 units', command: cancelLines(everything) },
    ],
  },
  FillBackorder: {
    by: 'the event `ReservationFilled.v1` of inventory',
    forms: [{ form: '1 A', command: fill }],
  },
  RequestReturn: {
    by: 'a customer: `POST /orders/{id}/returns`',
    forms: [
      { form: 'all returnable units', command: sendBack(undefined, { returnId: 'ret_2' }) },
      { form: 'all 5 units', command: sendBack(everything, { returnId: 'ret_2' }) },
      {
        form: 'after the return window',
        command: sendBack(undefined, { returnId: 'ret_2', at: afterTheWindow }),
      },
    ],
  },
  RecordReturnReceived: {
    by: 'the warehouse: `POST /orders/{id}/returns/{returnId}/receipt`',
    forms: [
      { form: 'of the first return', command: arrived },
      { form: 'of the first return, inspected', command: inspected },
    ],
  },
  RecordReturned: {
    by: 'the workflow `return-order.v1`, at its end',
    forms: [{ form: 'of the first return', command: returned }],
  },
  RecordReturnDeclined: {
    by: 'the workflow `return-order.v1`, after an operator had it compensated',
    forms: [{ form: 'of the first return', command: declined }],
  },
  RecordParked: {
    by: 'a workflow whose step failed for good',
    forms: [
      { form: 'of the cancellation', command: parkedAt('void-payment') },
      { form: 'of the first return', command: parkedAt('refund-return', RETURN) },
    ],
  },
  StartRepair: {
    by: 'an operator: `POST /orders/{id}/repair`',
    forms: [
      { form: 'retry', command: repair('retry') },
      { form: 'skip', command: repair('skip') },
      { form: 'compensate', command: repair('compensate') },
    ],
  },
};

const confirmed = (policy: FulfilmentPolicy) => [place(policy), confirm()];
const shippedWhole = [...confirmed('all'), ship()];

/** An order in every state, with variants where the policy or a partial quantity matters. */
export const examples: Example[] = [
  { title: 'No order yet', about: 'No event has been written.', given: [] },
  { title: 'Placed', about: 'The order process is running.', given: [place('all')] },
  {
    title: 'Placed, waits for its customer',
    about: 'Stock is held, and the bank wants the customer to act, such as 3-D Secure.',
    given: [place('all'), needsAction],
  },
  {
    title: 'Confirmed',
    about: 'Stock is held and the payment authorized. Policy `all`: one shipment.',
    given: confirmed('all'),
  },
  {
    title: 'Confirmed, may ship in parts',
    about: 'Policy `split`; `partial` is the same after the shortfall was cancelled.',
    given: confirmed('split'),
  },
  {
    title: 'Confirmed, with a backordered unit',
    about: 'Policy `backorder`: 1 A is not available yet and cannot ship.',
    given: [place('backorder'), confirm(oneOfA)],
  },
  {
    title: 'Partially shipped',
    about: '1 A has shipped, 2 A and 2 B remain.',
    given: [...confirmed('split'), ship(oneOfA)],
  },
  { title: 'Shipped', about: 'Nothing is left to ship.', given: shippedWhole },
  {
    title: 'Confirmed, a capture was refused',
    about: 'Nothing has shipped: money first. The next shipment tries again.',
    given: [...confirmed('all'), captureRefused],
  },
  {
    title: 'Shipped, refunded at the provider',
    about: 'Money went back by hand: a return refunds what is left.',
    given: [...shippedWhole, refundedByHand],
  },
  { title: 'Delivered', about: 'All shipments have arrived.', given: [...shippedWhole, deliver] },
  {
    title: 'Delivered, a return is requested',
    about: '1 A will come back. The status changes when the return is complete.',
    given: [...shippedWhole, deliver, sendBack(oneOfA)],
  },
  {
    title: 'Delivered, a return has arrived',
    about: '1 A has arrived and is being restocked and refunded.',
    given: [...shippedWhole, deliver, sendBack(oneOfA), arrived],
  },
  {
    title: 'Delivered, a return is parked',
    about: '1 A has arrived, and its refund failed for good: an operator must decide.',
    given: [...shippedWhole, deliver, sendBack(oneOfA), arrived, parkedAt('refund-return', RETURN)],
  },
  {
    title: 'Delivered, a return was declined',
    about: '1 A stays with the customer and can be returned again.',
    given: [...shippedWhole, deliver, sendBack(oneOfA), arrived, declined],
  },
  {
    title: 'Partially returned',
    about: '1 A is back in stock and refunded.',
    given: [...shippedWhole, deliver, sendBack(oneOfA), arrived, returned],
  },
  {
    title: 'Returned',
    about: 'All shipped units are back in stock and refunded.',
    given: [...shippedWhole, deliver, sendBack(), arrived, returned],
  },
  {
    title: 'Cancelling on request',
    about: 'Stock and payment are being released.',
    given: [...confirmed('all'), cancel],
  },
  {
    title: 'Cancelling after a failure',
    about: 'The payment was declined, or another app did not answer; the compensation is the same.',
    given: [place('all'), abandon],
  },
  {
    title: 'Cancelling, parked',
    about: 'The payment could not be voided: an operator must decide.',
    given: [...confirmed('all'), cancel, parkedAt('void-payment')],
  },
  {
    title: 'Cancelled',
    about: 'The compensation is complete.',
    given: [...confirmed('all'), cancel, compensated],
  },
  {
    title: 'Rejected',
    about: 'It was never confirmed; nothing is held or authorized.',
    given: [place('all'), reject],
  },
];

/** The commands of the search for transitions: all their sequences on an order of two units. */
export const transitionCommands = commandsOn({
  sku: 'A',
  quantity: 2,
  unitPriceMinor: 100,
});

function commandsOn(line: PlaceOrder['data']['lines'][number]): OrderCommand[] {
  const one = [{ sku: line.sku, quantity: 1 }];
  const parts = ['1', '2'];
  const { data, ...command } = place('split');
  return [
    { ...command, data: { ...data, lines: [line] } },
    confirm(),
    confirm(one),
    reject,
    needsAction,
    anotherCard,
    abandon,
    cancel,
    compensated,
    fill,
    ...parts.flatMap((n) => [
      ship(one, `shp_${n}`),
      { ...deliver, shipmentId: `shp_${n}` },
      { ...cancelLines(one), commandId: `can_${n}` },
      sendBack(one, { returnId: `ret_${n}` }),
      { ...arrived, returnId: `ret_${n}` },
      { ...inspected, returnId: `ret_${n}` },
      { ...returned, returnId: `ret_${n}` },
    ]),
    ship(),
    captureRefused,
    refundedByHand,
    sendBack(),
    { ...declined, returnId: 'ret_1' },
    parkedAt('void-payment'),
    parkedAt('refund-return', 'ret_1'),
    repair('retry'),
  ];
}
