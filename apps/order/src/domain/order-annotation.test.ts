import test from 'ava';
import { firstShipment, given, it, now, placed } from './fulfilment-examples.ts';
import type { AnnotateOrder } from './order-annotation.ts';
import { absent } from './order-state.ts';
import { decide, evolve } from './order.ts';

const annotate = (what: Partial<AnnotateOrder>): AnnotateOrder => ({
  type: 'AnnotateOrder',
  ...{ by: 'a person', byCustomer: false, now },
  ...what,
});
const note = { notes: ['customerNote'], personal: 'encrypted again', byCustomer: true } as const;
const annotated = (data: object) => ({
  ok: true as const,
  events: [
    {
      type: 'OrderAnnotated.v1' as const,
      data: { status: 'confirmed', by: 'a person', annotatedAt: now, ...data } as never,
    },
  ],
});
const nothing = { ok: true as const, events: [] };
const closed = {
  ok: false as const,
  code: 'customer-note-closed' as const,
  detail: 'Units have shipped, or the order has ended: nobody would read the note.',
};
const tagged = annotated({ changed: ['tags'], tags: ['gift'] }).events;
const described = annotated({ changed: ['metadata'], metadata: { a: '1', b: '2' } }).events;

test(
  'tags are replaced as a whole',
  it(
    given('all', ...tagged),
    annotate({ tags: ['vip'] }),
    annotated({ changed: ['tags'], tags: ['vip'] }),
  ),
);

test(
  'the same tags change nothing',
  it(given('all', ...tagged), annotate({ tags: ['gift'] }), nothing),
);

test(
  'metadata are merged, and null removes an entry',
  it(
    given('all', ...described),
    annotate({ metadata: { a: null, c: '3' } }),
    annotated({ changed: ['metadata'], metadata: { b: '2', c: '3' } }),
  ),
);

test(
  'metadata that are there already, and a removal of what is not, change nothing',
  it(given('all', ...described), annotate({ metadata: { b: '2', c: null } }), nothing),
);

test('an order has at most 50 entries of metadata, also after several changes', (t) => {
  const many = Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`k${n}`, 'v']));
  const order = given('all', ...described).reduce(evolve, absent);
  t.like(decide(annotate({ metadata: many }), order), { ok: false, code: 'too-much-metadata' });
  t.true(decide(annotate({ metadata: { ...many, a: null } }), order).ok);
});

test(
  'a customer changes their note before anything has shipped',
  it(given('split'), annotate(note), annotated({ changed: note.notes, personal: note.personal })),
);

test('not after units have shipped', it(given('split', firstShipment), annotate(note), closed));

test(
  'and not of an order that has ended',
  it(
    [placed(), { type: 'OrderRejected.v1', data: { reason: 'out-of-stock', rejectedAt: now } }],
    annotate(note),
    closed,
  ),
);

test(
  'staff change it also then',
  it(
    given('split', firstShipment),
    annotate({ ...note, byCustomer: false }),
    annotated({ status: 'partially-shipped', changed: note.notes, personal: note.personal }),
  ),
);

test(
  'an order that does not exist has no notes',
  it([], annotate({ tags: ['vip'] }), {
    ok: false,
    code: 'order-not-found',
    detail: 'There is no order with this id.',
  }),
);
