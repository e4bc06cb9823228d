import {
  type PaymentProviderName,
  paymentProviders,
} from '@commerce/contracts/payment/charge-bounds';
import type { Setting } from 'dapr-actor-runtime/config';

/** The payment provider: payment asks it, and the order app knows the least amount that it charges. */
export const paymentProvider: Setting<PaymentProviderName> = {
  name: 'PAYMENT_PROVIDER',
  what: 'which payment provider',
  form: 'provider: simulator or stripe',
  byDefault: 'simulator',
  parse: (value) => {
    const chosen = paymentProviders.find((one) => one === (value || 'simulator'));
    if (chosen === undefined) throw new Error('must be a provider: simulator or stripe');
    return chosen;
  },
};
