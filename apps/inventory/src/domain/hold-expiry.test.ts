import test from 'ava';
import { endOfExpiredHold } from './hold-expiry.ts';

const cases: [string, string, ReturnType<typeof endOfExpiredHold>][] = [
  ['a hold that is over is committed when its order is confirmed', 'confirmed', 'commit'],
  ['a hold that is over is left to an order that is still placed', 'placed', 'leave'],
  ['a hold that is over is left to an order that is being cancelled', 'cancelling', 'leave'],
  ['a hold that is over expires when its order is rejected', 'rejected', 'expire'],
  ['a hold that is over expires when its order is cancelled', 'cancelled', 'expire'],
  ['a hold that is over expires when there is no such order', 'absent', 'expire'],
  ['a hold that is over is committed when its order has shipped', 'shipped', 'commit'],
  ['a hold that is over is left when its order has a status unknown here', 'melted', 'leave'],
];

for (const [title, status, then] of cases) {
  test(title, (t) => {
    t.is(endOfExpiredHold({ known: true, status }), then);
  });
}

test('a hold that is over is left while nothing is known of its order', (t) => {
  t.is(endOfExpiredHold({ known: false }), 'leave');
});
