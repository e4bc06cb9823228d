import { exponentOf } from '@commerce/contracts/currency';
import { paymentProvider } from '@commerce/platform/payment-provider';
import { integer, optional, text, type Setting, type Settings } from 'dapr-actor-runtime/config';

const MAX_BASIS_POINTS = 10_000;

/** The settings of the order app beyond those of every app. */
export const orderSettings = {
  masterKey: text('ORDER_MASTER_KEY', {
    what: 'seals the root of the keys of orders without an account, and of order ids',
    secret: 'random',
  }),
  formerMasterKey: optional('FORMER_ORDER_MASTER_KEY', {
    what: 'the master key before, only while ORDER_MASTER_KEY is changed',
    secret: 'given',
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
  sagaSilenceMs: integer('ORDER_SAGA_SILENCE_MS', {
    min: 10_000,
    max: 86_400_000,
    byDefault: 180_000,
    what:
      'a saga whose history has not changed for this long is started again, ms. At least 100 s: a pause ' +
      'between two tries of a step takes a minute, a step 40 s',
  }),
  returnWindowDays: integer('RETURN_WINDOW_DAYS', {
    min: 1,
    max: 3_650,
    byDefault: 30,
    what: 'how long after its last delivery, or dispatch, units of an order can be returned, calendar days',
  }),
  shopTimeZone: timeZone('SHOP_TIME_ZONE', {
    what: 'where the days of the return window begin and end',
    byDefault: 'UTC',
  }),
  taxBasisPoints: integer('ORDER_TAX_BASIS_POINTS', {
    min: 0,
    max: MAX_BASIS_POINTS,
    byDefault: 0,
    what: 'tax on the discounted lines, hundredths of a percent, rounded half up',
  }),
  paymentProvider,
  shippingFees: pairs('ORDER_SHIPPING_FEES', {
    what:
      'what shipping of an order costs, by currency, minor units; by default nothing. Orders in a currency ' +
      'without a fee are refused then',
    example: 'GBP=499,EUR=599',
    isKey: isCurrency,
    max: 1_000_000,
  }),
  freeShippingFrom: pairs('ORDER_FREE_SHIPPING_FROM', {
    what: 'shipping is free from this sum of the discounted lines on, by currency, minor units',
    example: 'GBP=5000,EUR=6000',
    isKey: isCurrency,
    max: 1_000_000_000,
  }),
  refundsWithoutApproval: pairs('REFUND_APPROVAL_ABOVE', {
    what:
      'a refund without a return that is larger needs a second person, by currency, minor units. In other ' +
      'currencies every one does',
    example: 'GBP=5000,EUR=5000',
    byDefault: 'GBP=5000,EUR=5000,USD=5000',
    isKey: isCurrency,
    max: 1_000_000_000,
  }),
  discounts: pairs('ORDER_DISCOUNT_CODES', {
    what: 'discount codes with the part that they take off the lines, hundredths of a percent',
    example: 'SPRING=1000,STAFF=2500',
    isKey: (code) => code !== '',
    max: MAX_BASIS_POINTS,
  }),
} satisfies Settings;

function isCurrency(text: string): boolean {
  return exponentOf(text) !== undefined;
}

/** An IANA time zone. */
function timeZone(
  name: string,
  { what, byDefault }: { what: string; byDefault: string },
): Setting<string> {
  const form = 'time zone such as Europe/London';
  return {
    ...{ name, what, form, byDefault },
    parse: (value = '') => {
      try {
        return new Intl.DateTimeFormat('en', { timeZone: value || byDefault }).resolvedOptions()
          .timeZone;
      } catch (cause) {
        throw new Error(`must be a ${form}, not '${value}'`, { cause });
      }
    },
  };
}

/** Names with whole numbers from 0. */
function pairs(
  name: string,
  {
    what,
    example,
    byDefault = '',
    isKey,
    max,
  }: {
    what: string;
    example: string;
    byDefault?: string;
    isKey: (key: string) => boolean;
    max: number;
  },
): Setting<Readonly<Record<string, number>>> {
  return {
    name,
    what,
    form: `pairs such as ${example}`,
    byDefault,
    parse: (value) => {
      const given = (value ?? byDefault).split(',').filter((pair) => pair !== '');
      return Object.fromEntries(
        given.map((pair) => {
          const [key = '', digits = ''] = pair.split('=');
          const number = /^[0-9]+$/.test(digits) ? Number(digits) : Number.NaN;
          if (!isKey(key) || !(number <= max)) {
            throw new Error(`must be pairs such as ${example}, each up to ${max}, not '${pair}'`);
          }
          return [key, number];
        }),
      );
    },
  };
}
