import test from 'ava';
import {
  capture,
  captureResultOf,
  captureShipment,
  idempotencyKeyOf,
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

function operation(
  kind: Operation['kind'],
  id: string,
  amountMinor: number,
  status: Operation['status'] = 'done',
): Operation {
  const fields = { id, kind, amount: gbp(amountMinor), attempt: 1, status };
  if (status === 'done') return { ...fields, providerId: `p_${id}` };
  return status === 'refused' ? { ...fields, reason: 'no' } : fields;
}
const refusal = (code: string) => ({ do: 'refuse', code });
const above = (refundableMinor: number) => ({
  ...refusal('refund-exceeds-captured'),
  refundableMinor,
});

test('capture() of a part of the authorization is performed as the first attempt', (t) => {
  t.deepEqual(capture(authorized, [], { id: 's1', amount: gbp(400) }), {
    do: 'perform',
    operation: { id: 's1', kind: 'capture', amount: gbp(400), attempt: 1, status: 'open' },
  });
});

test('capture() can use the whole authorization, to the last minor unit', (t) => {
  t.is(capture(authorized, [], { id: 's1', amount: gbp(1000) }).do, 'perform');
  const operations = [operation('capture', 's1', 999)];
  t.is(capture(authorized, operations, { id: 's2', amount: gbp(1) }).do, 'perform');
});

test('capture() above the authorization is refused, alone or in sum', (t) => {
  const exceeds = refusal('capture-exceeds-authorized');
  t.deepEqual(capture(authorized, [], { id: 's1', amount: gbp(1001) }), exceeds);
  const operations = [operation('capture', 's1', 600)];
  t.deepEqual(capture(authorized, operations, { id: 's2', amount: gbp(401) }), exceeds);
});

test('capture() counts pending captures, so that two at once cannot exceed the authorization', (t) => {
  const operations = [operation('capture', 's1', 600, 'open')];
  const request = { id: 's2', amount: gbp(401) };
  t.deepEqual(capture(authorized, operations, request), refusal('capture-exceeds-authorized'));
});

test('capture() does not count refused captures', (t) => {
  const operations = [operation('capture', 's1', 600, 'refused')];
  t.is(capture(authorized, operations, { id: 's2', amount: gbp(1000) }).do, 'perform');
});

test('capture() with the id of a done capture answers it again', (t) => {
  const done = operation('capture', 's1', 400);
  const request = { id: 's1', amount: gbp(400) };
  t.deepEqual(capture(authorized, [done], request), { do: 'answer', operation: done });
});

test('capture() with the id of a done capture is answered after a void too', (t) => {
  const done = operation('capture', 's1', 400);
  t.is(capture(voided, [done], { id: 's1', amount: gbp(400) }).do, 'answer');
});

test('capture() with the id of a pending capture performs the same attempt', (t) => {
  const open = operation('capture', 's1', 400, 'open');
  const request = { id: 's1', amount: gbp(400) };
  t.deepEqual(capture(authorized, [open], request), { do: 'perform', operation: open });
});

test('capture() with the id of a refused capture is the next attempt', (t) => {
  const step = capture(authorized, [operation('capture', 's1', 400, 'refused')], {
    id: 's1',
    amount: gbp(400),
  });
  t.like(step, { do: 'perform', operation: { attempt: 2, status: 'open' } });
  t.is('operation' in step && step.operation.reason, undefined);
});

test('capture() with a known id and another amount is refused', (t) => {
  const request = { id: 's1', amount: gbp(401) };
  const conflict = refusal('payment-operation-conflict');
  for (const status of ['open', 'done', 'refused'] as const) {
    const operations = [operation('capture', 's1', 400, status)];
    t.deepEqual(capture(authorized, operations, request), conflict, status);
  }
});

test('capture() with the id of a refund is refused', (t) => {
  const operations = [operation('capture', 's1', 400), operation('refund', 'r1', 100)];
  const request = { id: 'r1', amount: gbp(100) };
  t.deepEqual(capture(authorized, operations, request), refusal('payment-operation-conflict'));
});

test('capture() in another currency is refused', (t) => {
  const request = { id: 's1', amount: { amountMinor: 1, currency: 'EUR' } };
  t.deepEqual(capture(authorized, [], request), refusal('payment-conflict'));
});

test('capture() of a declined or voided payment is refused', (t) => {
  const request = { id: 's1', amount: gbp(1) };
  t.deepEqual(capture(declined, [], request), refusal('payment-not-authorized'));
  t.deepEqual(capture(voided, [], request), refusal('payment-not-authorized'));
});

test('capture() of an order without a payment is refused', (t) => {
  const request = { id: 's1', amount: gbp(1) };
  t.deepEqual(capture(absent, [], request), refusal('payment-not-found'));
});

test('captureShipment() records a capture that is allowed and nothing for a repeat', (t) => {
  const request = { id: 's1', amount: gbp(400) };
  t.like(captureShipment(authorized, [], request), { attempt: 1, status: 'open' });
  t.is(captureShipment(authorized, [operation('capture', 's1', 400)], request), undefined);
});

test('captureShipment() records a forbidden capture as refused, each time as a new attempt', (t) => {
  const request = { id: 's1', amount: gbp(1001) };
  const reason = 'capture-exceeds-authorized';
  const refused = captureShipment(authorized, [], request) as Operation;
  t.deepEqual(refused, { ...request, kind: 'capture', attempt: 1, status: 'refused', reason });
  t.like(captureShipment(authorized, [refused], request), { attempt: 2, status: 'refused' });
});

test('captureShipment() leaves an operation alone that is pending or done under the id', (t) => {
  const request = { id: 's1', amount: gbp(401) };
  for (const status of ['open', 'done'] as const) {
    const operations = [operation('capture', 's1', 400, status)];
    t.is(captureShipment(authorized, operations, request), undefined, status);
  }
});

test('refund() of a part of what was captured is performed as the first attempt', (t) => {
  const operations = [operation('capture', 's1', 400)];
  t.deepEqual(refund(authorized, operations, { id: 'r1', amount: gbp(150) }), {
    do: 'perform',
    operation: { id: 'r1', kind: 'refund', amount: gbp(150), attempt: 1, status: 'open' },
  });
});

test('refund() can exceed one capture, up to the sum of all', (t) => {
  const operations = [operation('capture', 's1', 400), operation('capture', 's2', 300)];
  t.is(refund(authorized, operations, { id: 'r1', amount: gbp(700) }).do, 'perform');
});

test('refund() above what was captured is refused, alone or in sum', (t) => {
  const captured = [operation('capture', 's1', 400)];
  t.deepEqual(refund(authorized, captured, { id: 'r1', amount: gbp(401) }), above(400));
  const partly = [...captured, operation('refund', 'r1', 300)];
  t.deepEqual(refund(authorized, partly, { id: 'r2', amount: gbp(101) }), above(100));
  t.is(refund(authorized, partly, { id: 'r2', amount: gbp(100) }).do, 'perform');
});

test('refund() counts pending refunds and not refused ones', (t) => {
  const captured = operation('capture', 's1', 400);
  const request = { id: 'r2', amount: gbp(400) };
  const open = [captured, operation('refund', 'r1', 1, 'open')];
  t.deepEqual(refund(authorized, open, request), above(399));
  const refused = [captured, operation('refund', 'r1', 1, 'refused')];
  t.is(refund(authorized, refused, request).do, 'perform');
});

test('refund() of a capture that is not done is refused', (t) => {
  const request = { id: 'r1', amount: gbp(1) };
  t.deepEqual(refund(authorized, [operation('capture', 's1', 400, 'open')], request), above(0));
  t.deepEqual(refund(authorized, [operation('capture', 's1', 400, 'refused')], request), above(0));
});

test('refund() of a capture is possible after a void', (t) => {
  const operations = [operation('capture', 's1', 400)];
  t.is(refund(voided, operations, { id: 'r1', amount: gbp(400) }).do, 'perform');
});

test('refund() without captures, or of a declined payment, is refused', (t) => {
  const request = { id: 'r1', amount: gbp(1) };
  t.deepEqual(refund(authorized, [], request), above(0));
  t.deepEqual(refund(declined, [], request), above(0));
});

test('refund() of an order without a payment is refused', (t) => {
  t.deepEqual(refund(absent, [], { id: 'r1', amount: gbp(1) }), refusal('payment-not-found'));
});

test('refund() in a currency other than that of the captures is refused', (t) => {
  const request = { id: 'r1', amount: { amountMinor: 1, currency: 'EUR' } };
  t.deepEqual(
    refund(authorized, [operation('capture', 's1', 400)], request),
    refusal('payment-conflict'),
  );
});

test('refund() happens once per id: a done one is answered, a pending one performed', (t) => {
  const captured = operation('capture', 's1', 400);
  const request = { id: 'r1', amount: gbp(400) };
  const done = operation('refund', 'r1', 400);
  t.deepEqual(refund(authorized, [captured, done], request), { do: 'answer', operation: done });
  const open = operation('refund', 'r1', 400, 'open');
  t.deepEqual(refund(authorized, [captured, open], request), { do: 'perform', operation: open });
});

test('refund() with the id of a refused refund is the next attempt', (t) => {
  const operations = [operation('capture', 's1', 400), operation('refund', 'r1', 100, 'refused')];
  const step = refund(authorized, operations, { id: 'r1', amount: gbp(100) });
  t.like(step, { do: 'perform', operation: { attempt: 2, status: 'open' } });
});

test('settle() records whether the provider performed or refused it', (t) => {
  const open = operation('capture', 's1', 400, 'open');
  t.like(settle(open, { outcome: 'done', providerId: 'cap_1' }, 1), {
    status: 'done',
    providerId: 'cap_1',
  });
  t.like(settle(open, { outcome: 'refused', reason: 'expired' }, 1), {
    status: 'refused',
    reason: 'expired',
  });
});

test('settle() leaves an operation pending after an unclear answer', (t) => {
  const open = operation('capture', 's1', 400, 'open');
  t.is(settle(open, { outcome: 'unknown', reason: 'provider-timeout' }, 1), undefined);
});

test('settle() changes nothing the second time, whatever the second answer is', (t) => {
  const answer = { outcome: 'done', providerId: 'other' } as const;
  t.is(settle(operation('capture', 's1', 400), answer, 1), undefined);
  t.is(settle(operation('capture', 's1', 400, 'refused'), answer, 1), undefined);
});

test('settle() ignores the late answer to an earlier attempt', (t) => {
  const second = { ...operation('refund', 'r1', 400, 'open'), attempt: 2 };
  t.is(settle(second, { outcome: 'refused', reason: 'no' }, 1), undefined);
  t.like(settle(second, { outcome: 'refused', reason: 'no' }, 2), { status: 'refused' });
});

test('idempotencyKeyOf() differs by order, kind, id and attempt', (t) => {
  const first = operation('refund', 'r1', 400, 'open');
  const keys = [
    idempotencyKeyOf('ord_1', first),
    idempotencyKeyOf('ord_2', first),
    idempotencyKeyOf('ord_1', { ...first, kind: 'capture' }),
    idempotencyKeyOf('ord_1', { ...first, id: 'r2' }),
    idempotencyKeyOf('ord_1', { ...first, attempt: 2 }),
  ];
  t.is(new Set(keys).size, keys.length);
});

test('captureResultOf() and refundResultOf() answer done, refused and pending operations', (t) => {
  const done = { providerId: 'p_x' };
  t.like(captureResultOf(operation('capture', 'x', 1), ''), { outcome: 'captured', ...done });
  t.like(refundResultOf(operation('refund', 'x', 1), ''), { outcome: 'refunded', ...done });
  const declinedResult = { outcome: 'declined', reason: 'no' } as const;
  t.deepEqual(captureResultOf(operation('capture', 'x', 1, 'refused'), ''), {
    outcome: 'refused',
    code: 'refused-by-provider',
    reason: 'no',
  });
  t.deepEqual(refundResultOf(operation('refund', 'x', 1, 'refused'), ''), declinedResult);
  const unknown = { outcome: 'unknown', reason: 'provider-timeout' } as const;
  const { reason } = unknown;
  t.deepEqual(captureResultOf(operation('capture', 'x', 1, 'open'), reason), unknown);
  t.deepEqual(refundResultOf(operation('refund', 'x', 1, 'open'), reason), unknown);
});

test('sumOf() adds up one kind in the given statuses', (t) => {
  const operations = [
    operation('capture', 's1', 1),
    operation('capture', 's2', 10, 'open'),
    operation('capture', 's3', 100, 'refused'),
    operation('refund', 'r1', 1000),
  ];
  t.is(sumOf(operations, 'capture', ['done']), 1);
  t.is(sumOf(operations, 'capture', ['open', 'done']), 11);
  t.is(sumOf(operations, 'refund', ['done']), 1000);
});
