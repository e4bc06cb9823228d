import fc from 'fast-check';
import type { Action, OrderAction } from './order-scenario.ts';

const MAX_UNITS = 3;
const MAX_POSITION = 7;

const position = fc.nat(MAX_POSITION);
const few = fc.integer({ min: 1, max: MAX_UNITS });
const counts = fc
  .tuple(fc.nat(MAX_UNITS), fc.nat(MAX_UNITS))
  .map(([a, b]) => (a + b === 0 ? [1, 0] : [a, b]));

/** Tokens that succeed in different ways, and one that is declined. */
const token = fc.oneof(
  { weight: 6, arbitrary: fc.constant('tok_ok') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'tok_lost_reply',
      'tok_timeout_after_capture',
      'tok_double_webhook',
      'tok_webhook_first',
    ),
  },
  { weight: 1, arbitrary: fc.constant('tok_decline') },
);

const place: fc.Arbitrary<Action> = fc.record({
  do: fc.constant('place' as const),
  policy: fc.constantFrom('all', 'partial', 'backorder', 'split'),
  counts,
  token,
});

const stock: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    do: fc.constant('receive' as const),
    product: position,
    location: position,
    quantity: few,
  }),
  fc.record({
    do: fc.constant('adjust' as const),
    product: position,
    location: position,
    delta: fc.constantFrom(-2, -1, 1),
  }),
  fc.record({
    do: fc.constant('transfer' as const),
    product: position,
    from: position,
    quantity: few,
  }),
);

const orderAction: fc.Arbitrary<OrderAction> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ do: 'cancel' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel-lines' as const), counts }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('ship' as const),
      counts: fc.option(counts, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), shipment: fc.nat(2) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('request-return' as const),
      counts: fc.option(counts, { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('receive-return' as const), which: fc.nat(2) }),
  },
);

/** One random action of a client. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: place },
  { weight: 3, arbitrary: stock },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      order: position,
      command: orderAction,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), request: fc.nat(40) }) },
);
