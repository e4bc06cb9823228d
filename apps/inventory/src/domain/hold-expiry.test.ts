import test from 'ava';
import { endOfExpiredHold } from './hold-expiry.ts';

const cases: [string, string, ReturnType<typeof endOfExpiredHold>][] = [
  ['an expired hold is committed when its order is confirmed', 'confirmed', 'commit'],
  ['an expired hold is left to an order that is still placed', 'placed', 'leave'],
  ['an expired hold is left to an order that is being cancelled', 'cancelling', 'leave'],
  ['an expired hold is given back when its order is rejected', 'rejected', 'expire'],
  ['an expired hold is given back when its order is cancelled', 'cancelled', 'expire'],
  ['an expired hold is given back when there is no such order', 'absent', 'expire'],
  ['an expired hold is committed when its order has shipped', 'shipped', 'commit'],
  ['an expired hold is left when the status of its order is unknown here', 'melted', 'leave'],
];

for (const [title, status, then] of cases) {
  test(title, (t) => {
    t.is(endOfExpiredHold({ known: true, status }), then);
  });
}

test('an expired hold is left while the status of its order is unknown', (t) => {
  t.is(endOfExpiredHold({ known: false }), 'leave');
});
