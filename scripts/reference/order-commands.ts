import type { OrderCommand } from '@commerce/order/domain/order';
import {
  afterTheWindow,
  oneOfA,
  everything,
  place,
  confirm,
  ship,
  deliver,
  cancelLines,
  edit,
  bookEdit,
  abandonEdit,
  annotate,
  customerNote,
  sendBack,
  exchangeUnits,
  lateReturn,
  arrived,
  returned,
  cancel,
  reject,
  abandon,
  compensated,
  parkedAt,
  repair,
  declined,
  inspected,
  withdraw,
  declineReturn,
  closeReturn,
  captureRefused,
  leftAnyway,
  needsAction,
  anotherCard,
  refundedByHand,
  reauthorized,
  giveBack,
  approve,
  declineRefund,
  refunded,
  refundUndone,
  parkedRefund,
  fill,
  RETURN,
} from './example-commands.ts';

interface CommandFacts {
  by: string;
  forms: { form?: string; command: OrderCommand }[];
}

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
  RecordShippedAnyway: {
    by: 'the warehouse: `POST /orders/{id}/shipments` with `shippedAnyway`',
    forms: [{ form: '1 A', command: leftAnyway }],
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
  RecordReauthorized: {
    by: 'a customer: `POST /orders/{id}/payment`, or the topic `payments`, when money is held again',
    forms: [{ command: reauthorized }],
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
  EditOrder: {
    by: 'a customer or support: `POST /orders/{id}/edits`',
    forms: [
      { form: '2 A are left', command: edit({ change: [{ lineId: 'l1', quantity: 2 }] }) },
      { form: 'no unit is left', command: edit({ remove: ['l1', 'l2'] }) },
      { form: '4 A are wanted', command: edit({ change: [{ lineId: 'l1', quantity: 4 }] }) },
      {
        form: 'another address',
        command: edit({ parts: ['shippingAddress'], personal: 'encrypted' }),
      },
    ],
  },
  BookEdit: {
    by: 'the order process, when stock and payment have agreed to an edit',
    forms: [{ command: bookEdit }],
  },
  AbandonEdit: {
    by: 'the order process, when stock or money of an edit cannot be had',
    forms: [{ command: abandonEdit }],
  },
  AnnotateOrder: {
    by: 'a customer or staff: `PATCH /orders/{id}`',
    forms: [
      { form: 'tags and metadata', command: annotate },
      { form: 'the note of the customer', command: customerNote },
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
      { form: 'after the return window, let in by support', command: lateReturn },
      { form: 'in exchange for other products', command: exchangeUnits },
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
  WithdrawReturn: {
    by: 'a customer: `POST /orders/{id}/returns/{returnId}/withdrawal`',
    forms: [{ form: 'of the first return', command: withdraw }],
  },
  DeclineReturn: {
    by: 'staff: `POST /orders/{id}/returns/{returnId}/decline`',
    forms: [{ form: 'of the first return', command: declineReturn }],
  },
  CloseReturn: {
    by: 'staff: `POST /orders/{id}/returns/{returnId}/closure`',
    forms: [{ form: 'of the first return', command: closeReturn }],
  },
  RequestRefund: {
    by: 'support, finance: `POST /orders/{id}/refunds`',
    forms: [
      { form: 'of 1.00', command: giveBack(100) },
      { form: 'of 2.00, which needs a second person', command: giveBack(200) },
      { form: 'of more than is captured', command: giveBack(401) },
    ],
  },
  ApproveRefund: {
    by: 'finance: `POST /orders/{id}/refunds/{refundId}/approval`',
    forms: [
      { form: 'by another person', command: approve('another person') },
      { form: 'by the same person', command: approve('a person') },
    ],
  },
  DeclineRefund: {
    by: 'finance: `POST /orders/{id}/refunds/{refundId}/approval`',
    forms: [{ command: declineRefund }],
  },
  RecordRefunded: {
    by: 'the workflow `refund-order.v1`, at its end',
    forms: [{ command: refunded }],
  },
  RecordRefundUndone: {
    by: 'the workflow `refund-order.v1`, after an operator had it compensated',
    forms: [{ command: refundUndone }],
  },
  RecordParked: {
    by: 'a workflow whose step failed for good',
    forms: [
      { form: 'of the cancellation', command: parkedAt('void-payment') },
      { form: 'of the first return', command: parkedAt('refund-return', RETURN) },
      { form: 'of the first refund', command: parkedRefund },
    ],
  },
  StartRepair: {
    by: 'an operator: `POST /orders/{id}/repair`',
    forms: [
      { form: 'retry', command: repair('retry') },
      { form: 'skip', command: repair('skip') },
      { form: 'compensate', command: repair('compensate') },
      { form: 'restock', command: repair('restock') },
      { form: 'write-off', command: repair('write-off') },
    ],
  },
};
