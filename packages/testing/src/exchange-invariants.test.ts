import test from 'ava';
import { exchangeViolations } from './exchange-invariants.ts';
import type { OrderHistory } from './order-history.ts';

type Fact = [type: string, data: object];

function history(orderId: string, facts: Fact[]): [string, OrderHistory] {
  const events = facts.map(([type, data], index) => ({
    ...{ id: `${orderId}:${index + 1}`, stream: orderId, seq: index + 1, type, data },
  }));
  return [orderId, { orderId, events }];
}

const exchange = { orderId: 'ord_2' };
const asked: Fact = ['OrderReturnRequested.v2', { returnId: 'ret_1', exchange }];
const arrived: Fact = ['OrderReturnReceived.v1', { returnId: 'ret_1' }];
const inPart: Fact[] = [
  ['OrderReturnSplit.v1', { returnId: 'ret_1', partId: 'rcp_1' }],
  ['OrderReturnReceived.v2', { returnId: 'rcp_1' }],
];
const withdrawn: Fact = ['OrderReturnWithdrawn.v1', { returnId: 'ret_1', status: 'shipped' }];
const placed: Fact = ['OrderPlaced.v2', { exchangeOf: { orderId: 'ord_1', returnId: 'ret_1' } }];
const shipped: Fact = ['OrderShipped.v1', { status: 'shipped' }];
const cancelled: Fact = ['OrderCancelled.v1', {}];

const cases: [title: string, returned: Fact[], replaced: Fact[] | undefined, rules: string[]][] = [
  ['stands', [asked], [placed], []],
  ['ships after the return', [asked, arrived], [placed, shipped], []],
  ['ships after a part of the return', [asked, ...inPart], [placed, shipped], []],
  ['ends with its return', [asked, withdrawn], [placed, cancelled], []],
  ['was never placed, as its return ended', [asked, withdrawn], undefined, []],
  ['goes on after a part has arrived', [asked, ...inPart, withdrawn], [placed, shipped], []],
  ['is missing', [asked], undefined, ['exchanges-are-placed']],
  ['is of another return', [asked], [['OrderPlaced.v2', {}]], ['exchanges-point-back']],
  ['outlives its return', [asked, withdrawn], [placed], ['exchanges-end-with-their-return']],
  ['ships too early', [asked], [placed, shipped], ['exchanges-ship-after-receipt']],
];
for (const [title, returned, replaced, rules] of cases) {
  test(`an exchange that ${title}: ${rules.length === 0 ? 'no violation' : rules.join()}`, (t) => {
    const histories = new Map([
      history('ord_1', returned),
      ...(replaced === undefined ? [] : [history('ord_2', replaced)]),
    ]);
    t.deepEqual(
      exchangeViolations(histories).map(({ rule }) => rule),
      rules,
    );
  });
}
