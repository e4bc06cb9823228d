import fc from 'fast-check';
import type { Disposition, Policy } from './order-model.ts';

const MAX_UNITS = 3;
const MAX_POSITION = 7;
const MAX_SEED = 999;

/** Counts by product, in the order of the run's products. */
export type Counts = number[];

/** What a customer whose bank wants them to act does. */
type Challenge = 'complete' | 'complete-late' | 'fail' | 'other-card' | 'bad-card' | 'cancel';

/** What a person, or the bank, does at the provider. */
export type ByHand =
  | { do: 'void' | 'expire' | 'forget-keys' }
  | { do: 'refund'; amountMinor: number }
  | { do: 'dispute'; amountMinor: number; won: boolean };

/** An action of one client that fits any run: orders and shipments are picked by index. */
export type Action =
  | { do: 'place'; policy: Policy; counts: Counts; token: string; challenge: Challenge }
  | { do: 'receive'; product: number; location: number; quantity: number }
  | { do: 'adjust'; product: number; location: number; delta: number }
  | { do: 'transfer'; product: number; from: number; quantity: number }
  | { do: 'order'; order: number; command: OrderAction }
  | { do: 'by-hand'; order: number; what: ByHand }
  /** A repeat of an earlier accepted request, with its key. */
  | { do: 'repeat'; request: number };

export type OrderAction =
  | { do: 'cancel' }
  | { do: 'cancel-lines'; counts: Counts }
  /** A count for each product that shall have so many units, undefined for the others. */
  | { do: 'edit'; counts: (number | undefined)[]; address: boolean; dryRun: boolean }
  | { do: 'ship'; counts?: Counts | undefined }
  | { do: 'left-anyway'; counts?: Counts | undefined; location: number }
  | { do: 'settle'; which: number; outcome: 'restocked' | 'written-off' }
  | { do: 'deliver'; shipment: number }
  | { do: 'request-return'; counts?: Counts | undefined }
  | { do: 'end-return'; which: number; as: 'declined' | 'withdrawn' | 'closed' }
  | {
      do: 'receive-return';
      which: number;
      counts?: Counts | undefined;
      wrong: number;
      to: Disposition;
      location?: number | undefined;
      feeMinor?: number | undefined;
      refundShipping: boolean;
    }
  | { do: 'refund'; amountMinor: number }
  | { do: 'annotate'; tags: string[] };

const position = fc.nat(MAX_POSITION);
const few = fc.integer({ min: 1, max: MAX_UNITS });
const counts = fc
  .tuple(fc.nat(MAX_UNITS), fc.nat(MAX_UNITS))
  .map(([a, b]) => (a + b === 0 ? [1, 0] : [a, b]));
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const one = <T extends string>(...values: T[]) => fc.constantFrom<T>(...values);
const minor = fc.integer({ min: 1, max: 600 });

/** Tokens that succeed in different ways, and one that is declined. */
const token = fc.oneof(
  { weight: 5, arbitrary: fc.constant('tok_ok') },
  { weight: 4, arbitrary: fc.nat(MAX_SEED).map((seed) => `tok_shaky_${seed}`) },
  {
    weight: 4,
    arbitrary: one(
      'tok_lost_reply',
      'tok_timeout_after_capture',
      'tok_double_webhook',
      'tok_webhook_first',
    ),
  },
  { weight: 3, arbitrary: one('tok_limit', 'tok_single_capture', 'tok_refund_pending') },
  { weight: 1, arbitrary: one('tok_3ds', 'tok_refund_fails') },
  { weight: 1, arbitrary: fc.constant('tok_decline') },
);

const place: fc.Arbitrary<Action> = fc.record({
  do: one('place'),
  policy: one('all', 'partial', 'backorder', 'split'),
  counts,
  token,
  challenge: one('complete', 'complete-late', 'fail', 'other-card', 'bad-card', 'cancel'),
});

const stock: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: one('receive'), product: position, location: position, quantity: few }),
  fc.record({
    do: one('adjust'),
    product: position,
    location: position,
    delta: fc.constantFrom(-2, -1, 1),
  }),
  fc.record({ do: one('transfer'), product: position, from: position, quantity: few }),
);

const byHand: fc.Arbitrary<ByHand> = fc.oneof(
  fc.record({ do: one('void', 'expire', 'forget-keys') }),
  fc.record({ do: one('refund'), amountMinor: minor }),
  fc.record({ do: one('dispute'), amountMinor: minor, won: fc.boolean() }),
);

const returning: fc.Arbitrary<OrderAction> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: one('request-return'), counts: perhaps(counts) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: one('end-return'),
      which: fc.nat(2),
      as: one('declined', 'withdrawn', 'closed'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: one('receive-return'),
      which: fc.nat(3),
      counts: perhaps(counts),
      wrong: fc.constantFrom(0, 0, 0, 1),
      to: one('sellable', 'sellable', 'quarantine', 'scrap'),
      location: perhaps(position),
      feeMinor: perhaps(fc.constantFrom(0, 50, 300)),
      refundShipping: fc.boolean(),
    }),
  },
);

const orderAction: fc.Arbitrary<OrderAction> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: one('cancel') }) },
  { weight: 3, arbitrary: fc.record({ do: one('cancel-lines'), counts }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: one('edit'),
      counts: fc.tuple(perhaps(fc.nat(MAX_UNITS)), perhaps(fc.nat(MAX_UNITS))),
      address: fc.boolean(),
      dryRun: fc.constantFrom(false, false, true),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: one('ship'), counts: perhaps(counts) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: one('left-anyway'),
      counts: perhaps(counts),
      location: position,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: one('settle'),
      which: fc.nat(1),
      outcome: one('restocked', 'written-off'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: one('deliver'), shipment: fc.nat(2) }) },
  { weight: 7, arbitrary: returning },
  { weight: 2, arbitrary: fc.record({ do: one('refund'), amountMinor: minor }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: one('annotate'),
      tags: fc.uniqueArray(one('gift', 'vip', 'rush'), { maxLength: 2 }),
    }),
  },
);

/** One random action of a client. */
export const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: place },
  { weight: 3, arbitrary: stock },
  {
    weight: 16,
    arbitrary: fc.record({ do: one('order'), order: position, command: orderAction }),
  },
  { weight: 2, arbitrary: fc.record({ do: one('by-hand'), order: position, what: byHand }) },
  { weight: 2, arbitrary: fc.record({ do: one('repeat'), request: fc.nat(40) }) },
);
