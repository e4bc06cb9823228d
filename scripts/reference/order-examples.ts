import type { FulfilmentPolicy } from '@commerce/contracts/inventory/fulfilment-policy';
import type { OrderCommand } from '@commerce/order/domain/order';
import {
  oneOfA,
  place,
  confirm,
  ship,
  deliver,
  edit,
  oneMore,
  sendBack,
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
  captureRefused,
  captureRefusedOfOne,
  leftAnyway,
  needsAction,
  refundedByHand,
  authorizationEnded,
  anotherCard,
  reauthorized,
  giveBack,
  approve,
  refunded,
  parkedRefund,
  fill,
  RETURN,
} from './example-commands.ts';

/** An order in a state, given by the commands that lead to it. */
export interface Example {
  title: string;
  about: string;
  given: OrderCommand[];
}

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
    title: 'Placed, a backordered unit has arrived',
    about:
      '1 A came while the order waits for its customer: its confirmation takes it into account.',
    given: [place('backorder'), needsAction, fill],
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
    title: 'Confirmed, edited',
    about: 'An edit took 1 A off and replaced the address; 2 A and 2 B are left.',
    given: [
      ...confirmed('all'),
      edit(
        {
          change: [{ lineId: 'l1', quantity: 2 }],
          parts: ['shippingAddress'],
          personal: 'encrypted',
        },
        'edt_1',
      ),
    ],
  },
  {
    title: 'Confirmed, an edit waits',
    about: 'It adds 1 A: inventory holds it, payment authorizes the new total.',
    given: [...confirmed('split'), oneMore],
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
    title: 'Confirmed, a refused capture was given up',
    about: 'An operator decided that the shipment does not leave.',
    given: [...confirmed('all'), captureRefusedOfOne, repair('skip')],
  },
  {
    title: 'Confirmed, its authorization has ended',
    about:
      'The provider no longer holds the money: nothing can ship until the customer pays again.',
    given: [...confirmed('all'), authorizationEnded],
  },
  {
    title: 'Confirmed, paid again',
    about:
      'A capture had been refused because the authorization had ended; the money is held again.',
    given: [
      ...confirmed('all'),
      captureRefusedOfOne,
      authorizationEnded,
      anotherCard,
      reauthorized,
    ],
  },
  {
    title: 'Cancelled, a parcel left anyway',
    about: '1 A is gone from the stock and nothing was captured: an operator must decide.',
    given: [...confirmed('all'), cancel, compensated, leftAnyway],
  },
  {
    title: 'Cancelled, a parcel that left anyway came back',
    about: 'An operator had its unit restocked.',
    given: [...confirmed('all'), cancel, compensated, leftAnyway, repair('restock')],
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
    title: 'Delivered, a return has arrived in part',
    about: '1 A was damaged and is being scrapped and refunded; 2 A and 2 B are still announced.',
    given: [...shippedWhole, deliver, sendBack(), inspected],
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
    title: 'Delivered, a return was withdrawn',
    about: '1 A stays with the customer, who wanted to keep it after all.',
    given: [...shippedWhole, deliver, sendBack(oneOfA), withdraw],
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
    title: 'Delivered, a refund waits for a second person',
    about: '2.00 will go back without a return, once another person approves it.',
    given: [...shippedWhole, deliver, giveBack(200)],
  },
  {
    title: 'Delivered, a refund is approved',
    about: 'Payment is being asked for 2.00.',
    given: [...shippedWhole, deliver, giveBack(200), approve('another person')],
  },
  {
    title: 'Delivered, money went back',
    about: '1.00 was refunded without a return.',
    given: [...shippedWhole, deliver, giveBack(100), refunded],
  },
  {
    title: 'Delivered, a refund is parked',
    about: 'The provider declined it: an operator must decide.',
    given: [...shippedWhole, deliver, giveBack(100), parkedRefund],
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
