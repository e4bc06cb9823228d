import test from 'ava';
import {
  capture,
  captureResultOf,
  keyOf,
  refund,
  refundResultOf,
  settle,
  sumOf,
  type Operation,
} from './operation.ts';
import type { Payment } from './payment.ts';

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const authorized: Payment = {
  status: 'authorized',
  amount: gbp(1000),
  authorizationId: 'auth_1',
};
const voided: Payment = { status: 'voided', confirmed: true };
const declined: Payment = { status: 'declined', amount: gbp(1000), reason: 'no' };
const absent: Payment = { status: 'absent' };

function moved(
  kind: Operation['kind'],
  id: string,
  amountMinor: number,
  status: Operation['status'] = 'done',
): Operation {
  const operation = { id, kind, amount: gbp(amountMinor), attempt: 1, status };
  if (status === 'done') return { ...operation, providerId: `p_${id}` };
  return status === 'refused' ? { ...operation, reason: 'no' } : operation;
}
const refusal = (code: string) => ({ do: 'refuse', code });

test('capture() of a part of the authorization is performed as its first try', (t) => {
  t.deepEqual(capture(authorized, [], { id: 's1', amount: gbp(400) }), {
    do: 'perform',
    operation: { id: 's1', kind: 'capture', amount: gbp(400), attempt: 1, status: 'open' },
  });
});

test('capture() takes the whole authorization, to the last minor unit', (t) => {
  t.is(capture(authorized, [], { id: 's1', amount: gbp(1000) }).do, 'perform');
  const operations = [moved('capture', 's1', 999)];
  t.is(capture(authorized, operations, { id: 's2', amount: gbp(1) }).do, 'perform');
});

test('capture() above the authorization is refused, in one piece or by the sum', (t) => {
  const above = refusal('capture-exceeds-authorized');
  t.deepEqual(capture(authorized, [], { id: 's1', amount: gbp(1001) }), above);
  const operations = [moved('capture', 's1', 600)];
  t.deepEqual(capture(authorized, operations, { id: 's2', amount: gbp(401) }), above);
});

test('capture() counts captures that are still open, so that two at once cannot exceed', (t) => {
  const operations = [moved('capture', 's1', 600, 'open')];
  const asked = { id: 's2', amount: gbp(401) };
  t.deepEqual(capture(authorized, operations, asked), refusal('capture-exceeds-authorized'));
});

test('capture() does not count captures that were refused', (t) => {
  const operations = [moved('capture', 's1', 600, 'refused')];
  t.is(capture(authorized, operations, { id: 's2', amount: gbp(1000) }).do, 'perform');
});

test('capture() with the id of one that is done answers it again', (t) => {
  const done = moved('capture', 's1', 400);
  const asked = { id: 's1', amount: gbp(400) };
  t.deepEqual(capture(authorized, [done], asked), { do: 'answer', operation: done });
});

test('capture() with the id of one that is done is answered after a void as well', (t) => {
  const done = moved('capture', 's1', 400);
  t.is(capture(voided, [done], { id: 's1', amount: gbp(400) }).do, 'answer');
});

test('capture() with the id of an open one performs the same try', (t) => {
  const open = moved('capture', 's1', 400, 'open');
  const asked = { id: 's1', amount: gbp(400) };
  t.deepEqual(capture(authorized, [open], asked), { do: 'perform', operation: open });
});

test('capture() with the id of a refused one is the next try', (t) => {
  const step = capture(authorized, [moved('capture', 's1', 400, 'refused')], {
    id: 's1',
    amount: gbp(400),
  });
  t.like(step, { do: 'perform', operation: { attempt: 2, status: 'open' } });
  t.is('operation' in step && step.operation.reason, undefined);
});

test('capture() with a known id and another amount is refused', (t) => {
  const asked = { id: 's1', amount: gbp(401) };
  const conflict = refusal('payment-operation-conflict');
  for (const status of ['open', 'done', 'refused'] as const) {
    const operations = [moved('capture', 's1', 400, status)];
    t.deepEqual(capture(authorized, operations, asked), conflict, status);
  }
});

test('capture() with the id of a refund is refused', (t) => {
  const operations = [moved('capture', 's1', 400), moved('refund', 'r1', 100)];
  const asked = { id: 'r1', amount: gbp(100) };
  t.deepEqual(capture(authorized, operations, asked), refusal('payment-operation-conflict'));
});

test('capture() in another currency is refused', (t) => {
  const asked = { id: 's1', amount: { amountMinor: 1, currency: 'EUR' } };
  t.deepEqual(capture(authorized, [], asked), refusal('payment-conflict'));
});

test('capture() of a payment that was declined or voided is refused', (t) => {
  const asked = { id: 's1', amount: gbp(1) };
  t.deepEqual(capture(declined, [], asked), refusal('payment-not-authorized'));
  t.deepEqual(capture(voided, [], asked), refusal('payment-not-authorized'));
});

test('capture() of a payment never heard of is refused', (t) => {
  const asked = { id: 's1', amount: gbp(1) };
  t.deepEqual(capture(absent, [], asked), refusal('payment-not-found'));
});

test('refund() of a part of what was captured is performed as its first try', (t) => {
  const operations = [moved('capture', 's1', 400)];
  t.deepEqual(refund(authorized, operations, { id: 'r1', amount: gbp(150) }), {
    do: 'perform',
    operation: { id: 'r1', kind: 'refund', amount: gbp(150), attempt: 1, status: 'open' },
  });
});

test('refund() gives back over several captures, up to their sum', (t) => {
  const operations = [moved('capture', 's1', 400), moved('capture', 's2', 300)];
  t.is(refund(authorized, operations, { id: 'r1', amount: gbp(700) }).do, 'perform');
});

test('refund() above what was captured is refused, in one piece or by the sum', (t) => {
  const above = refusal('refund-exceeds-captured');
  const captured = [moved('capture', 's1', 400)];
  t.deepEqual(refund(authorized, captured, { id: 'r1', amount: gbp(401) }), above);
  const partly = [...captured, moved('refund', 'r1', 300)];
  t.deepEqual(refund(authorized, partly, { id: 'r2', amount: gbp(101) }), above);
  t.is(refund(authorized, partly, { id: 'r2', amount: gbp(100) }).do, 'perform');
});

test('refund() counts refunds that are open and not those that were refused', (t) => {
  const captured = moved('capture', 's1', 400);
  const asked = { id: 'r2', amount: gbp(400) };
  const open = [captured, moved('refund', 'r1', 1, 'open')];
  t.deepEqual(refund(authorized, open, asked), refusal('refund-exceeds-captured'));
  const refused = [captured, moved('refund', 'r1', 1, 'refused')];
  t.is(refund(authorized, refused, asked).do, 'perform');
});

test('refund() of a capture that is not done is refused', (t) => {
  const asked = { id: 'r1', amount: gbp(1) };
  const above = refusal('refund-exceeds-captured');
  t.deepEqual(refund(authorized, [moved('capture', 's1', 400, 'open')], asked), above);
  t.deepEqual(refund(authorized, [moved('capture', 's1', 400, 'refused')], asked), above);
});

test('refund() of what was captured goes on after the rest was voided', (t) => {
  const operations = [moved('capture', 's1', 400)];
  t.is(refund(voided, operations, { id: 'r1', amount: gbp(400) }).do, 'perform');
});

test('refund() of an authorization without captures, or of a declined one, is refused', (t) => {
  const asked = { id: 'r1', amount: gbp(1) };
  t.deepEqual(refund(authorized, [], asked), refusal('refund-exceeds-captured'));
  t.deepEqual(refund(declined, [], asked), refusal('refund-exceeds-captured'));
});

test('refund() of a payment never heard of is refused', (t) => {
  t.deepEqual(refund(absent, [], { id: 'r1', amount: gbp(1) }), refusal('payment-not-found'));
});

test('refund() in another currency than the captures is refused', (t) => {
  const asked = { id: 'r1', amount: { amountMinor: 1, currency: 'EUR' } };
  t.deepEqual(
    refund(authorized, [moved('capture', 's1', 400)], asked),
    refusal('payment-conflict'),
  );
});

test('refund() is one per id: a repeat is answered, an open one performed on', (t) => {
  const captured = moved('capture', 's1', 400);
  const asked = { id: 'r1', amount: gbp(400) };
  const done = moved('refund', 'r1', 400);
  t.deepEqual(refund(authorized, [captured, done], asked), { do: 'answer', operation: done });
  const open = moved('refund', 'r1', 400, 'open');
  t.deepEqual(refund(authorized, [captured, open], asked), { do: 'perform', operation: open });
});

test('refund() that was refused can be asked for again and is the next try', (t) => {
  const operations = [moved('capture', 's1', 400), moved('refund', 'r1', 100, 'refused')];
  const step = refund(authorized, operations, { id: 'r1', amount: gbp(100) });
  t.like(step, { do: 'perform', operation: { attempt: 2, status: 'open' } });
});

test('settle() records what the provider did or refused', (t) => {
  const open = moved('capture', 's1', 400, 'open');
  t.like(settle(open, { outcome: 'done', providerId: 'cap_1' }, 1), {
    status: 'done',
    providerId: 'cap_1',
  });
  t.like(settle(open, { outcome: 'refused', reason: 'expired' }, 1), {
    status: 'refused',
    reason: 'expired',
  });
});

test('settle() leaves an operation open when the provider gave no clear answer', (t) => {
  const open = moved('capture', 's1', 400, 'open');
  t.is(settle(open, { outcome: 'unknown', reason: 'provider-timeout' }, 1), undefined);
});

test('settle() changes nothing the second time, whichever answer comes second', (t) => {
  const answer = { outcome: 'done', providerId: 'other' } as const;
  t.is(settle(moved('capture', 's1', 400), answer, 1), undefined);
  t.is(settle(moved('capture', 's1', 400, 'refused'), answer, 1), undefined);
});

test('settle() ignores the late answer to an earlier try', (t) => {
  const second = { ...moved('refund', 'r1', 400, 'open'), attempt: 2 };
  t.is(settle(second, { outcome: 'refused', reason: 'no' }, 1), undefined);
  t.like(settle(second, { outcome: 'refused', reason: 'no' }, 2), { status: 'refused' });
});

test('keyOf() differs by order, kind, id and try', (t) => {
  const first = moved('refund', 'r1', 400, 'open');
  const keys = [
    keyOf('ord_1', first),
    keyOf('ord_2', first),
    keyOf('ord_1', { ...first, kind: 'capture' }),
    keyOf('ord_1', { ...first, id: 'r2' }),
    keyOf('ord_1', { ...first, attempt: 2 }),
  ];
  t.is(new Set(keys).size, keys.length);
});

test('captureResultOf() and refundResultOf() say done, refused and unclear', (t) => {
  const done = { providerId: 'p_x' };
  t.like(captureResultOf(moved('capture', 'x', 1), ''), { outcome: 'captured', ...done });
  t.like(refundResultOf(moved('refund', 'x', 1), ''), { outcome: 'refunded', ...done });
  const declinedResult = { outcome: 'declined', reason: 'no' } as const;
  t.deepEqual(captureResultOf(moved('capture', 'x', 1, 'refused'), ''), declinedResult);
  t.deepEqual(refundResultOf(moved('refund', 'x', 1, 'refused'), ''), declinedResult);
  const unknown = { outcome: 'unknown', reason: 'provider-timeout' } as const;
  const { reason } = unknown;
  t.deepEqual(captureResultOf(moved('capture', 'x', 1, 'open'), reason), unknown);
  t.deepEqual(refundResultOf(moved('refund', 'x', 1, 'open'), reason), unknown);
});

test('sumOf() counts one kind in the given statuses', (t) => {
  const operations = [
    moved('capture', 's1', 1),
    moved('capture', 's2', 10, 'open'),
    moved('capture', 's3', 100, 'refused'),
    moved('refund', 'r1', 1000),
  ];
  t.is(sumOf(operations, 'capture', ['done']), 1);
  t.is(sumOf(operations, 'capture', ['open', 'done']), 11);
  t.is(sumOf(operations, 'refund', ['done']), 1000);
});
