import { integer, text, type Setting, type Settings } from 'dapr-actor-runtime/config';

const MAX_BASIS_POINTS = 10_000;

/** The settings of the order app beyond those of every app. */
export const orderSettings = {
  masterKey: text('ORDER_MASTER_KEY', {
    what: 'wraps the keys of orders without an account and makes order ids unguessable: never change it',
    secret: 'random',
  }),
  clientSecret: text('ORDER_CLIENT_SECRET', {
    what: 'the order app signs in to identity with it, as the service client `order`',
    secret: 'random',
  }),
  patienceMs: integer('ORDER_PATIENCE_MS', {
    min: 1_000,
    max: 3_600_000,
    byDefault: 30_000,
    what: 'how long a placed order waits for an answer of inventory or payment before it is cancelled, ms',
  }),
  stepTries: integer('ORDER_STEP_TRIES', {
    min: 1,
    max: 1_000,
    byDefault: 35,
    what: 'tries of a saga step before the saga is parked; 35 tries take half an hour',
  }),
  returnWindowDays: integer('RETURN_WINDOW_DAYS', {
    min: 1,
    max: 3_650,
    byDefault: 30,
    what: 'how long after its last shipment units of an order can be returned, days',
  }),
  taxBasisPoints: integer('ORDER_TAX_BASIS_POINTS', {
    min: 0,
    max: MAX_BASIS_POINTS,
    byDefault: 0,
    what: 'tax on the discounted lines, hundredths of a percent, rounded half up',
  }),
  shippingMinor: integer('ORDER_SHIPPING_MINOR', {
    min: 0,
    max: 1_000_000,
    byDefault: 0,
    what: 'shipping costs of an order, minor units',
  }),
  freeShippingFromMinor: integer('ORDER_FREE_SHIPPING_FROM_MINOR', {
    min: 0,
    max: 1_000_000_000,
    byDefault: 0,
    what: 'shipping is free from this sum of the discounted lines on, minor units; 0: never',
  }),
  discounts: percentages('ORDER_DISCOUNT_CODES'),
} satisfies Settings;

/** Codes with basis points, such as `SPRING=1000,STAFF=2500`; by default none. */
function percentages(name: string): Setting<Readonly<Record<string, number>>> {
  return {
    name,
    what: 'discount codes with the part that they take off the lines, hundredths of a percent',
    form: 'pairs such as SPRING=1000 (basis points), separated by commas',
    byDefault: '',
    parse: (value) => {
      const pairs = (value ?? '').split(',').filter((pair) => pair !== '');
      return Object.fromEntries(
        pairs.map((pair) => {
          const [code = '', points = ''] = pair.split('=');
          const number = Number(points);
          const isValid = Number.isInteger(number) && number >= 0 && number <= MAX_BASIS_POINTS;
          if (code === '' || !isValid) {
            throw new Error(`must be pairs such as SPRING=1000 (basis points), not '${pair}'`);
          }
          return [code, number];
        }),
      );
    },
  };
}
