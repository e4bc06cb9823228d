import { paymentOperations, paymentSchemas } from './operations.ts';
import { PAYMENTS_TOPIC, publicPaymentEvents } from './payment-events.ts';
import type { Contract } from '../contract.ts';

export const payment = {
  operations: paymentOperations,
  schemas: paymentSchemas,
  topics: { [PAYMENTS_TOPIC]: { public: publicPaymentEvents, private: {} } },
} satisfies Contract;
