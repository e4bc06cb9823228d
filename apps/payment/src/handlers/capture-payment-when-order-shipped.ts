import { Type } from 'typebox';
import { Money } from '@commerce/contracts/money';
import { OperationId } from '@commerce/contracts/payment/payment-api';
import { compileSchema } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { inboxHandler, Undeliverable, type EventHandler } from '@commerce/runtime/subscriber';
import { capture, type Operation } from '../domain/operation.ts';
import type { OpenWork } from '../provider/open-work.ts';
import { recordIntent } from '../provider/move-money.ts';
import { operationsOf, saveOperation } from '../store/operations.ts';

/** What this app needs of a shipment; the event carries more. */
const Shipped = compileSchema(Type.Object({ shipmentId: OperationId, captureAmount: Money }));

/**
 * Money is taken when its goods leave: each shipment captures its part. The capture is recorded in
 * the transaction of the event and told to the provider after it. One that our own rules forbid is
 * recorded as refused, for a person: the goods are on their way.
 */
export function capturePaymentWhenOrderShipped({
  database,
  openWork,
}: {
  database: Database;
  openWork: OpenWork;
}): EventHandler {
  const recording = inboxHandler({
    consumer: 'payment',
    types: ['OrderShipped.v1'],
    database,
    async apply(trx, events) {
      for (const { stream, data } of events) {
        if (!Shipped.validator.Check(data)) {
          throw new Undeliverable('OrderShipped.v1 without a shipmentId and captureAmount');
        }
        const { shipmentId: id, captureAmount: amount } = data;
        if (amount.amountMinor === 0) continue;
        const step = await recordIntent(trx, stream, capture, { id, amount });
        if (step.do !== 'refuse') continue;
        const { code: reason } = step;
        const refused = { id, kind: 'capture', amount, status: 'refused', reason } as const;
        const known = (await operationsOf(trx, stream)).find((one) => one.id === id);
        const operation: Operation = { ...refused, attempt: (known?.attempt ?? 0) + 1 };
        if (known === undefined || known.status === 'refused') {
          await saveOperation(trx, stream, operation);
        }
      }
    },
  });
  return {
    ...recording,
    async handle(events) {
      await recording.handle(events);
      openWork.kick();
    },
  };
}
