import type { FulfilmentPolicy } from '@commerce/contracts/inventory/fulfilment-policy';
import type { OrderCommand } from '@commerce/order/domain/order';

/** An order in a state, by the commands that brought it there. */
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
  const data = { lines, total, personal: 'sealed', requestHash, policy };
  return { type: 'PlaceOrder', data, now };
}

const confirm = (waiting?: typeof oneOfA): OrderCommand => ({
  type: 'ConfirmOrder',
  authorizationId: 'aut_1',
  total,
  waiting,
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
  personal: 'sealed',
  windowDays: RETURN_WINDOW_DAYS,
  now: at,
});
const arrived: OrderCommand = { type: 'RecordReturnReceived', returnId: RETURN, now };
const returned: OrderCommand = { type: 'RecordReturned', returnId: RETURN, now };
const cancel: OrderCommand = { type: 'CancelOrder', now };
const reject: OrderCommand = { type: 'RejectOrder', shortages: [], now };
const abandon: OrderCommand = { type: 'AbandonOrder', reason: 'payment-declined', now };
const compensated: OrderCommand = { type: 'RecordCompensated', now };
const parkedAt = (step: string, returnId?: string): OrderCommand => ({
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
const fill: OrderCommand = { type: 'FillBackorder', fillId: 'fill-1', lines: oneOfA, now };

/** Every command that there is, who gives it, and the forms in which it is tried. */
export const commandsByType: Record<OrderCommand['type'], CommandFacts> = {
  PlaceOrder: {
    by: 'a customer: `POST /orders`',
    forms: [
      { form: 'first or again', command: place('all') },
      { form: 'another request under its key', command: place('all', 'another request') },
    ],
  },
  ConfirmOrder: { by: 'the order process', forms: [{ command: confirm() }] },
  RejectOrder: { by: 'the order process, when stock is short', forms: [{ command: reject }] },
  AbandonOrder: {
    by: 'the order process, when the payment is declined or a neighbour gives no answer',
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
      { form: 'all that can ship', command: ship(undefined, 'shp_2') },
      { form: '1 A', command: ship(oneOfA, 'shp_2') },
      { form: 'all 5 units', command: ship(everything, 'shp_2') },
    ],
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
    by: "the inventory's `ReservationFilled.v1`",
    forms: [{ form: '1 A', command: fill }],
  },
  RequestReturn: {
    by: 'a customer: `POST /orders/{id}/returns`',
    forms: [
      { form: 'all that can come back', command: sendBack(undefined, { returnId: 'ret_2' }) },
      { form: 'all 5 units', command: sendBack(everything, { returnId: 'ret_2' }) },
      {
        form: 'after the window',
        command: sendBack(undefined, { returnId: 'ret_2', at: afterTheWindow }),
      },
    ],
  },
  RecordReturnReceived: {
    by: 'the warehouse: `POST /orders/{id}/returns/{returnId}/receipt`',
    forms: [{ form: 'of the first return', command: arrived }],
  },
  RecordReturned: {
    by: 'the workflow `return-order.v1`, at its end',
    forms: [{ form: 'of the first return', command: returned }],
  },
  RecordReturnDeclined: {
    by: 'the workflow `return-order.v1`, when a person had it undone',
    forms: [{ form: 'of the first return', command: declined }],
  },
  RecordParked: {
    by: 'a workflow that cannot do a step',
    forms: [
      { form: 'of the cancellation', command: parkedAt('void-payment') },
      { form: 'of the first return', command: parkedAt('refund-return', RETURN) },
    ],
  },
  StartRepair: {
    by: 'a person: `POST /orders/{id}/repair`',
    forms: [
      { form: 'retry', command: repair('retry') },
      { form: 'skip', command: repair('skip') },
      { form: 'compensate', command: repair('compensate') },
    ],
  },
};

const confirmed = (policy: FulfilmentPolicy) => [place(policy), confirm()];
const shippedWhole = [...confirmed('all'), ship()];

/** An order in every state; where the policy or a part makes a difference, in several ways. */
export const examples: Example[] = [
  { title: 'No order yet', about: 'No event has been written.', given: [] },
  { title: 'Placed', about: 'It is on its way to one of its ends.', given: [place('all')] },
  {
    title: 'Confirmed',
    about: 'Stock is held and the payment authorized. Policy `all`: it ships in one piece.',
    given: confirmed('all'),
  },
  {
    title: 'Confirmed, may ship in parts',
    about: 'Policy `split`; `partial` is the same once what was short is cut.',
    given: confirmed('split'),
  },
  {
    title: 'Confirmed, waiting for a unit',
    about: 'Policy `backorder`: 1 A is not there yet and cannot ship.',
    given: [place('backorder'), confirm(oneOfA)],
  },
  {
    title: 'Partially shipped',
    about: '1 A has shipped, 2 A and 2 B are left.',
    given: [...confirmed('split'), ship(oneOfA)],
  },
  { title: 'Shipped', about: 'Nothing is left to ship.', given: shippedWhole },
  { title: 'Delivered', about: 'All that shipped has arrived.', given: [...shippedWhole, deliver] },
  {
    title: 'Delivered, a return is announced',
    about: '1 A will come back. The status changes when it has.',
    given: [...shippedWhole, deliver, sendBack(oneOfA)],
  },
  {
    title: 'Delivered, a return has arrived',
    about: '1 A is here and is being restocked and refunded.',
    given: [...shippedWhole, deliver, sendBack(oneOfA), arrived],
  },
  {
    title: 'Delivered, a return is parked',
    about: '1 A is here, and its refund was given up: a person must decide.',
    given: [...shippedWhole, deliver, sendBack(oneOfA), arrived, parkedAt('refund-return', RETURN)],
  },
  {
    title: 'Delivered, a return was declined',
    about: "1 A is the customer's again, and can be sent back anew.",
    given: [...shippedWhole, deliver, sendBack(oneOfA), arrived, declined],
  },
  {
    title: 'Partially returned',
    about: '1 A is back in stock and refunded.',
    given: [...shippedWhole, deliver, sendBack(oneOfA), arrived, returned],
  },
  {
    title: 'Returned',
    about: 'All that shipped is back in stock and refunded.',
    given: [...shippedWhole, deliver, sendBack(), arrived, returned],
  },
  {
    title: 'Cancelling on request',
    about: 'What it holds is being undone.',
    given: [...confirmed('all'), cancel],
  },
  {
    title: 'Cancelling because it was given up',
    about: 'The payment was declined, or a neighbour gave no answer; the same undoing.',
    given: [place('all'), abandon],
  },
  {
    title: 'Cancelling, parked',
    about: 'The payment could not be voided: a person must decide.',
    given: [...confirmed('all'), cancel, parkedAt('void-payment')],
  },
  {
    title: 'Cancelled',
    about: 'Everything is undone.',
    given: [...confirmed('all'), cancel, compensated],
  },
  {
    title: 'Rejected',
    about: 'It never was confirmed; nothing is held or authorized.',
    given: [place('all'), reject],
  },
];

/** Commands of which every sequence is tried on an order of two units. */
export const everyMove = everyMoveOf({
  sku: 'A',
  quantity: 2,
  unitPriceMinor: 100,
});

function everyMoveOf(line: PlaceOrder['data']['lines'][number]): OrderCommand[] {
  const one = [{ sku: line.sku, quantity: 1 }];
  const parts = ['1', '2'];
  const { data, ...placing } = place('split');
  return [
    { ...placing, data: { ...data, lines: [line] } },
    confirm(),
    confirm(one),
    reject,
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
      { ...returned, returnId: `ret_${n}` },
    ]),
    ship(),
    sendBack(),
    { ...declined, returnId: 'ret_1' },
    parkedAt('void-payment'),
    parkedAt('refund-return', 'ret_1'),
    repair('retry'),
  ];
}
