import type { OrderCommand } from '@commerce/order/domain/order';
import {
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
  arrived,
  returned,
  returnedOf,
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
  captureRefusedOfOne,
  leftAnyway,
  needsAction,
  anotherCard,
  refundedByHand,
  authorizationEnded,
  reauthorized,
  giveBack,
  approve,
  declineRefund,
  refunded,
  refundUndone,
  parkedRefund,
  fill,
  type PlaceOrder,
} from './example-commands.ts';

const twoUnits = { sku: 'A', quantity: 2, unitPriceMinor: 100 };

/**
 * The commands of each search for transitions: all their sequences on an order of two units. Refunds,
 * returns that end before they arrive, and what happens to the payment are searched apart: together the orders would be too many.
 */
export const transitionSearches: OrderCommand[][] = [
  commandsOn(twoUnits),
  [
    placeLine(twoUnits),
    confirm(),
    ship(),
    deliver,
    sendBack(),
    inspected,
    returnedOf('rcp_2'),
    withdraw,
    declineReturn,
    closeReturn,
    arrived,
  ],
  [
    placeLine(twoUnits),
    confirm(),
    ship(),
    deliver,
    giveBack(100),
    giveBack(200),
    approve('another person'),
    declineRefund,
    refunded,
    refundUndone,
    parkedRefund,
    repair('retry'),
  ],
  [placeLine(twoUnits), reject, confirm(), annotate, customerNote, ship(), cancel, compensated],
  [
    placeLine(twoUnits),
    confirm(),
    cancel,
    compensated,
    cancelLines([{ sku: 'A', quantity: 1 }]),
    captureRefusedOfOne,
    leftAnyway,
    ship(),
    repair('retry'),
    repair('skip'),
    repair('restock'),
    repair('write-off'),
  ],
  [placeLine(twoUnits), needsAction, anotherCard, confirm(), reject, abandon, cancel, compensated],
  [
    placeLine(twoUnits),
    confirm(),
    edit({ change: [{ lineId: 'l1', quantity: 3 }] }, 'edt_1'),
    bookEdit,
    abandonEdit,
    cancel,
    compensated,
    ship(),
  ],
  [placeLine(twoUnits), confirm(), ship(), deliver, refundedByHand, sendBack(), arrived, returned],
  [
    placeLine(twoUnits),
    confirm(),
    authorizationEnded,
    captureRefusedOfOne,
    anotherCard,
    reauthorized,
    ship(),
    cancel,
  ],
];

type Line = PlaceOrder['data']['lines'][number];

function placeLine(line: Line): PlaceOrder {
  const { data, ...command } = place('split');
  return { ...command, data: { ...data, lines: [line] } };
}

function commandsOn(line: Line): OrderCommand[] {
  const one = [{ sku: line.sku, quantity: 1 }];
  const parts = ['1', '2'];
  return [
    placeLine(line),
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
      { ...inspected, returnId: `ret_${n}` },
      { ...returned, returnId: `ret_${n}` },
    ]),
    edit({ parts: ['contact'], personal: 'encrypted' }),
    ship(),
    captureRefused,
    sendBack(),
    { ...declined, returnId: 'ret_1' },
    parkedAt('void-payment'),
    parkedAt('refund-return', 'ret_1'),
    repair('retry'),
  ];
}
