// The commands of the examples: on an order of 3 units of A and 2 of B.
import type { FulfilmentPolicy } from '@commerce/contracts/inventory/fulfilment-policy';
import type { RepairAction } from '@commerce/contracts/order/order-repair';
import type { OrderCommand } from '@commerce/order/domain/order';
import type { SagaStep } from '@commerce/order/domain/saga-plans';

export type PlaceOrder = Extract<OrderCommand, { type: 'PlaceOrder' }>;

export const now = '2026-11-22T10:00:00.000Z';
const RETURN_WINDOW = { days: 30, timeZone: 'UTC' };
export const afterTheWindow = '2027-01-22T10:00:00.000Z';
export const total = { amountMinor: 400, currency: 'GBP' };
export const [SHIPMENT, RETURN, REFUND] = ['shp_1', 'ret_1', 'rfd_1'];
export const oneOfA = [{ sku: 'A', quantity: 1 }];
export const everything = [
  { sku: 'A', quantity: 3 },
  { sku: 'B', quantity: 2 },
];

export function place(policy: FulfilmentPolicy, requestHash = 'the request'): PlaceOrder {
  const lines = [
    { sku: 'A', quantity: 3, unitPriceMinor: 100 },
    { sku: 'B', quantity: 2, unitPriceMinor: 50 },
  ];
  const data = { lines, total, personal: 'encrypted', requestHash, policy };
  return { type: 'PlaceOrder', data, now };
}

export const confirm = (backordered?: typeof oneOfA): OrderCommand => ({
  type: 'ConfirmOrder',
  authorizationId: 'aut_1',
  total,
  backordered,
  now,
});
export const ship = (lines?: typeof oneOfA, shipmentId = SHIPMENT): OrderCommand => ({
  type: 'RecordShipment',
  shipmentId,
  lines,
  now,
});
export const deliver: OrderCommand = { type: 'RecordDelivery', shipmentId: SHIPMENT, now };
export const cancelLines = (lines: typeof oneOfA): OrderCommand => ({
  type: 'CancelLines',
  commandId: 'can_1',
  lines,
  now,
});
export const edit = (
  what: Omit<Extract<OrderCommand, { type: 'EditOrder' }>, 'type' | 'commandId' | 'now'>,
  commandId = 'edt_2',
): OrderCommand => ({ type: 'EditOrder', commandId, ...what, now });
/** Starts an edit that needs stock and money. */
export const oneMore = edit({ change: [{ lineId: 'l1', quantity: 4 }] }, 'edt_1');
export const bookEdit: OrderCommand = {
  type: 'BookEdit',
  ...{ editId: 'edt_1', authorizationId: 'aut_2', now },
};
export const abandonEdit: OrderCommand = {
  type: 'AbandonEdit',
  ...{ editId: 'edt_1', code: 'payment-declined', reason: 'The payment was declined.', now },
};
export const annotate: OrderCommand = {
  type: 'AnnotateOrder',
  ...{ tags: ['gift'], metadata: { erp: '4711' }, by: 'a person', byCustomer: false, now },
};
export const customerNote: OrderCommand = {
  type: 'AnnotateOrder',
  ...{ notes: ['customerNote'], personal: 'encrypted', by: 'cus_1', byCustomer: true, now },
};
export const sendBack = (
  lines?: typeof oneOfA,
  { returnId = RETURN, at = now }: { returnId?: string; at?: string } = {},
): OrderCommand => ({
  type: 'RequestReturn',
  returnId,
  lines,
  personal: 'encrypted',
  window: RETURN_WINDOW,
  now: at,
});
const exchange = { orderId: 'ord_2', lines: [], total, personal: 'encrypted' };
export const sendBackWith = (
  more: Partial<Extract<OrderCommand, { type: 'RequestReturn' }>>,
): OrderCommand => ({ ...sendBack(undefined, { returnId: 'ret_2' }), ...more }) as OrderCommand;
export const exchangeUnits = sendBackWith({ exchange });
export const lateReturn = sendBackWith({ now: afterTheWindow, override: { by: 'a person' } });
export const arrived: OrderCommand = {
  type: 'RecordReturnReceived',
  ...{ returnId: RETURN, receiptId: 'rcp_1', now },
};
export const closeReturn: OrderCommand = {
  type: 'CloseReturn',
  ...{ returnId: RETURN, by: 'a person', now },
};
export const returnedOf = (returnId: string): OrderCommand => ({
  type: 'RecordReturned',
  ...{ returnId, now },
});
export const returned = returnedOf(RETURN);
export const cancel: OrderCommand = { type: 'CancelOrder', now };
export const reject: OrderCommand = { type: 'RejectOrder', shortages: [], now };
export const abandon: OrderCommand = { type: 'AbandonOrder', reason: 'payment-declined', now };
export const compensated: OrderCommand = { type: 'RecordCompensated', now };
export const parkedAt = (step: SagaStep, returnId?: string): OrderCommand => ({
  type: 'RecordParked',
  saga: returnId === undefined ? 'cancel-order' : 'return-order',
  returnId,
  run: 0,
  step,
  reason: 'the payment app did not answer',
  compensating: false,
  now,
});
export const repair = (action: RepairAction): OrderCommand => ({
  type: 'StartRepair',
  repairId: 'rep_1',
  action,
  by: 'a person',
  now,
});
export const declined: OrderCommand = { type: 'RecordReturnDeclined', returnId: RETURN, now };
export const withdraw: OrderCommand = { type: 'WithdrawReturn', returnId: RETURN, now };
export const declineReturn: OrderCommand = {
  type: 'DeclineReturn',
  returnId: RETURN,
  by: 'a person',
  personal: 'encrypted',
  now,
};
export const inspected: OrderCommand = {
  type: 'RecordReturnReceived',
  ...{ returnId: RETURN, receiptId: 'rcp_2' },
  lines: [{ lineId: 'l1', quantity: 1, condition: 'damaged', disposition: 'scrap' }],
  now,
};
export const captureRefused: Extract<OrderCommand, { type: 'RecordCaptureRefused' }> = {
  type: 'RecordCaptureRefused',
  shipmentId: 'shp_2',
  amount: { amountMinor: 100, currency: 'GBP' },
  code: 'payment-not-authorized',
  reason: 'the authorization has expired',
  now,
};
export const captureRefusedOfOne: OrderCommand = {
  ...captureRefused,
  lines: [{ line: 0, lineId: 'l1', sku: 'A', quantity: 1 }],
};
export const leftAnyway: OrderCommand = {
  type: 'RecordShippedAnyway',
  ...{ shipmentId: 'shp_9', location: 'main', lines: oneOfA, now },
};
export const giveBack = (amountMinor: number, approvalAboveMinor = 100): OrderCommand => ({
  type: 'RequestRefund',
  refundId: REFUND,
  amount: { amountMinor, currency: 'GBP' },
  kind: 'goodwill',
  by: 'a person',
  personal: 'encrypted',
  refundable: { refundableMinor: 400, counted: [] },
  approvalAboveMinor,
  now,
});
export const approve = (by: string): OrderCommand => ({
  type: 'ApproveRefund',
  refundId: REFUND,
  by,
  refundable: { refundableMinor: 400, counted: [] },
  now,
});
export const declineRefund: OrderCommand = {
  type: 'DeclineRefund',
  refundId: REFUND,
  by: 'another person',
  now,
};
export const refunded: OrderCommand = { type: 'RecordRefunded', refundId: REFUND, now };
export const refundUndone: OrderCommand = { type: 'RecordRefundUndone', refundId: REFUND, now };
export const parkedRefund: OrderCommand = {
  type: 'RecordParked',
  saga: 'refund-order',
  refundId: REFUND,
  run: 0,
  step: 'refund-payment',
  reason: 'the provider declined it',
  compensating: false,
  now,
};
export const needsAction: OrderCommand = {
  type: 'RequirePaymentAction',
  ...{ attempt: 1, attemptId: 'att_1', personal: 'encrypted' },
  expiresAt: '2026-11-22T10:15:00.000Z',
  now,
};
export const anotherCard: OrderCommand = {
  type: 'TryPayment',
  ...{ commandId: 'pay_1', personal: 'encrypted', now },
};
export const refundedByHand: OrderCommand = {
  type: 'RecordPaymentChange',
  changeId: 'payment:3',
  change: {
    kind: 'refunded-at-provider',
    operationId: 're_1',
    amount: { amountMinor: 100, currency: 'GBP' },
  },
  now,
};
export const authorizationEnded: OrderCommand = {
  type: 'RecordPaymentChange',
  changeId: 'payment:2',
  change: { kind: 'authorization-ended', reason: 'authorization-expired' },
  authorizationId: 'aut_1',
  now,
};
export const reauthorized: OrderCommand = {
  type: 'RecordReauthorized',
  ...{ authorizationId: 'aut_3', amount: total, now },
};
export const fill: OrderCommand = { type: 'FillBackorder', fillId: 'fill-1', lines: oneOfA, now };
