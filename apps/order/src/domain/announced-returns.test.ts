import type { OrderEvent } from '@commerce/contracts/order/order-events';
import { accepted, rejected } from 'dapr-actor-runtime/streams';
import test from 'ava';
import {
  given,
  gbp,
  it,
  later,
  receive,
  received,
  requested,
  returned,
  sendBack,
  units,
  wholeShipment,
} from './fulfilment-examples.ts';
import type { OrderCommand } from './order.ts';

const everything = units([0, 'A', 3], [1, 'B', 2]);
const announced = given('all', wholeShipment, requested('ret_1', everything, 400));
const withdraw: OrderCommand = { type: 'WithdrawReturn', returnId: 'ret_1', now: later };
const decline: OrderCommand = {
  type: 'DeclineReturn',
  ...{ returnId: 'ret_1', by: 'ann', personal: 'encrypted', now: later },
};
const withdrawn: OrderEvent = {
  type: 'OrderReturnWithdrawn.v1',
  data: { returnId: 'ret_1', withdrawnAt: later, status: 'shipped' },
};
const declined: OrderEvent = {
  type: 'OrderReturnDeclined.v1',
  data: {
    ...{ returnId: 'ret_1', by: 'ann', declinedAt: later },
    status: 'shipped',
  },
};
const explained: OrderEvent = {
  type: 'OrderReturnDeclineExplained.v1',
  data: { returnId: 'ret_1', personal: 'encrypted', explainedAt: later, status: 'shipped' },
};
const notOpen = (status: string) =>
  rejected('return-not-open', `The return is ${status}, no longer announced.`);

test('an announced return can be withdrawn', it(announced, withdraw, accepted(withdrawn)));
test('a return is withdrawn once', it([...announced, withdrawn], withdraw, accepted()));
test(
  'an announced return can be declined, with the reason in an event that is not public',
  it(announced, decline, accepted<OrderEvent>(explained, declined)),
);
test('a return is declined once', it([...announced, declined], decline, accepted()));

const arrived = [...announced, received('ret_1')];
for (const command of [withdraw, decline]) {
  test(
    `${command.type} of units that have arrived is refused`,
    it(arrived, command, notOpen('received')),
  );
  test(
    `${command.type} of a complete return is refused`,
    it([...arrived, returned('ret_1', 'returned')], command, notOpen('returned')),
  );
  test(
    `${command.type} of an unknown return is refused`,
    it(
      given('all', wholeShipment),
      command,
      rejected('return-not-found', 'The order has no such return.'),
    ),
  );
}
test(
  'a declined return cannot be withdrawn',
  it([...announced, declined], withdraw, notOpen('declined')),
);
test(
  'a withdrawn return cannot be declined',
  it([...announced, withdrawn], decline, notOpen('withdrawn')),
);
test(
  'units of a withdrawn return cannot arrive: it must be announced again',
  it([...announced, withdrawn], receive(), notOpen('withdrawn')),
);
test(
  'units of a declined return cannot arrive: it must be announced again',
  it([...announced, declined], receive(), notOpen('declined')),
);
for (const [how, end] of [
  ['withdrawn', withdrawn],
  ['declined', declined],
] as const) {
  test(
    `the units of a ${how} return can be sent back again, for all their money`,
    it(
      [...announced, end],
      sendBack(undefined, later, 'ret_2'),
      accepted({
        type: 'OrderReturnRequested.v2',
        data: {
          ...{ returnId: 'ret_2', lines: everything, personal: 'encrypted' },
          ...{ refundAmount: gbp(400), requestedAt: later, status: 'shipped' },
        },
      }),
    ),
  );
}
