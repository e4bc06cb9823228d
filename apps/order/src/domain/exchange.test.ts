import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import test from 'ava';
import { exchangeStep, hasReturnArrived } from './exchange.ts';
import {
  gbp,
  given,
  it,
  later,
  placed,
  confirmed,
  receive,
  received,
  requested,
  sendBack,
  ship,
  units,
  wholeShipment,
  type Data,
} from './fulfilment-examples.ts';
import { toResource } from './order-resource.ts';
import { absent } from './order-state.ts';
import { evolve, orderDecider, type OrderCommand } from './order.ts';

const exchange = {
  orderId: 'ord_2',
  lines: [{ sku: 'C', quantity: 1, unitPriceMinor: 90 }],
  total: gbp(90),
  personal: 'encrypted',
};
const ofTwo = requested('ret_1', units([1, 'B', 2]), 100);
const asked = { ...ofTwo, data: { ...ofTwo.data, exchange } } as OrderEvent;
const exchanged = given('all', wholeShipment, asked);

test(
  'the event of a return has the order that is placed for it',
  it(
    given('all', wholeShipment),
    { ...sendBack([{ sku: 'B', quantity: 2 }]), exchange } as OrderCommand,
    accepted({ ...asked, data: { ...asked.data, requestedAt: later } } as OrderEvent),
  ),
);
test('a return shows the order of its exchange, and nothing else of it', (t) => {
  const order = toResource('ord_1', exchanged.reduce(evolve, absent), 4);
  t.deepEqual(order?.fulfilment?.returns[0]?.exchange, { orderId: 'ord_2' });
  t.notRegex(JSON.stringify(order), /encrypted/);
});

/** The order after commands on it, each of which must be accepted. */
function after(...commands: OrderCommand[]) {
  return commands.reduce(
    (state, command) => {
      const decision = orderDecider.decide(command, state);
      if (!decision.ok) throw new Error(decision.detail);
      return decision.events.reduce(evolve, state);
    },
    exchanged.reduce(evolve, absent),
  );
}

const withdraw: OrderCommand = { type: 'WithdrawReturn', returnId: 'ret_1', now: later };
const decline: OrderCommand = { type: 'DeclineReturn', returnId: 'ret_1', by: 'ann', now: later };
const close: OrderCommand = { type: 'CloseReturn', returnId: 'ret_1', by: 'ann', now: later };
const one = receive('ret_1', { lines: [{ sku: 'B', quantity: 1 }] });
const wrong = receive('ret_1', { lines: [{ sku: 'B', quantity: 1, condition: 'wrong-item' }] });
const compensated = (returnId: string): OrderCommand => ({
  type: 'RecordReturnDeclined',
  ...{ returnId, now: later },
});
const steps: [title: string, commands: OrderCommand[], step: 'place' | 'cancel', came: boolean][] =
  [
    ['is announced', [], 'place', false],
    ['has arrived', [receive()], 'place', true],
    ['has arrived in part', [one], 'place', true],
    ['has arrived in part, and the rest does not come', [one, close], 'place', true],
    ['was withdrawn', [withdraw], 'cancel', false],
    ['was declined', [decline], 'cancel', false],
    ['did not come', [close], 'cancel', false],
    ['is announced, and a part was another item', [wrong], 'place', false],
    ['did not come but for another item', [wrong, close], 'cancel', false],
    ['was compensated', [receive(), compensated('ret_1')], 'cancel', false],
    [
      'was compensated in part, and did not come else',
      [one, close, compensated('rcp_1')],
      'cancel',
      false,
    ],
  ];
for (const [title, commands, step, came] of steps) {
  test(`the exchange of a return that ${title}: ${step}`, (t) => {
    const order = after(...commands);
    t.like(exchangeStep(order, 'ret_1'), { do: step, returnId: 'ret_1', exchange });
    t.is(hasReturnArrived(order, 'ret_1'), came);
  });
}
test('an event of a part is about the exchange of the whole return', (t) => {
  t.like(exchangeStep(after(one), 'rcp_1'), { do: 'place', returnId: 'ret_1' });
});
test('a return without an exchange, and an unknown one, have nothing due', (t) => {
  const order = given('all', wholeShipment, ofTwo, received('ret_1')).reduce(evolve, absent);
  for (const id of ['ret_1', 'ret_0']) t.is(exchangeStep(order, id), undefined);
  t.is(exchangeStep(absent, 'ret_1'), undefined);
  t.false(hasReturnArrived(absent, 'ret_1'));
  t.false(hasReturnArrived(order, 'ret_0'));
});

const first = placed('all') as { type: 'OrderPlaced.v2'; data: Data<'OrderPlaced.v2'> };
const exchangeOf = { orderId: 'ord_1', returnId: 'ret_1' };
const replacement: OrderEvent[] = [{ ...first, data: { ...first.data, exchangeOf } }, confirmed()];
const early = rejected('exchange-not-received', 'No unit of the return ret_1 has arrived.');
for (const returnArrived of [undefined, false]) {
  test(
    `an exchange does not ship while ${returnArrived} is known of its return`,
    it(replacement, { ...ship('shp_1'), returnArrived } as OrderCommand, early),
  );
}
test(
  'an exchange ships once units of its return have arrived',
  it(
    replacement,
    { ...ship('shp_1'), returnArrived: true } as OrderCommand,
    accepted(wholeShipment),
  ),
);
test(
  'a shipment of an exchange again changes nothing',
  it([...replacement, wholeShipment], ship('shp_1'), accepted()),
);
test('an exchange shows the return that it is of', (t) => {
  const order = toResource('ord_2', replacement.reduce(evolve, absent), 2);
  t.deepEqual(order?.exchangeOf, exchangeOf);
});
