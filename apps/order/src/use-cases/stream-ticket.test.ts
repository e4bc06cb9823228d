import { randomBytes } from 'node:crypto';
import type { Caller } from 'dapr-actor-runtime/access';
import { Problem } from 'dapr-actor-runtime/server';
import test from 'ava';
import { callerOfTicket, issueStreamTicket } from './stream-ticket.ts';

const deps = { ticketKey: { id: '01234567', bytes: randomBytes(32) } };
const caller: Caller = {
  ...{ sub: 'cus_1', kind: 'user', roles: ['customer'], scopes: [], sid: 'ses_1', exp: 9 },
};
const issued = issueStreamTicket(deps, { orderId: 'ord_1', caller, now: 1_000 });
const open = (more: object = {}) =>
  callerOfTicket(deps, { orderId: 'ord_1', ticket: issued.ticket, now: 1_000, ...more });

test('a ticket opens the stream of its order for its caller, and does not show who it is', (t) => {
  t.deepEqual(open(), caller);
  t.deepEqual(open({ now: 60_999 }), caller);
  t.is(issued.expiresAt, '1970-01-01T00:01:01.000Z');
  t.false(Buffer.from(issued.ticket.split('.')[2] ?? '', 'base64url').includes('cus_1'));
});

for (const [what, more] of [
  ['an expired ticket', { now: 61_000 }],
  ['the ticket of another order', { orderId: 'ord_2' }],
  ['a changed ticket', { ticket: `${issued.ticket.slice(0, -4)}AAAA` }],
  ['a ticket of another key', { ticket: issued.ticket.replace('01234567', '76543210') }],
  ['any text', { ticket: 'ticket' }],
] as const) {
  test(`${what} is refused`, (t) => {
    t.is(t.throws(() => open(more), { instanceOf: Problem })?.code, 'invalid-token');
  });
}
