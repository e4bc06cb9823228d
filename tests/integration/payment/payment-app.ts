import { randomBytes } from 'node:crypto';
import { buildApp } from '@commerce/payment/app';
import { confirmOpenVoids } from '@commerce/payment/provider/confirm-void';
import { createPaymentProvider } from '@commerce/payment/provider/payment-provider';
import { listen } from '@commerce/runtime/http';
import { openDatabase } from '@commerce/runtime/postgres';
import { createLogger } from '@commerce/runtime/telemetry';

const APP_TOKEN = 'app-token-of-this-test';

export type PaymentApp = Awaited<ReturnType<typeof startPaymentApp>>;

export function newOrderId(): string {
  return `ord_${randomBytes(16).toString('hex')}`;
}

/** The payment app over HTTP as its sidecar calls it, with its sweep run by hand. */
export async function startPaymentApp(databaseUrl: string, providerUrl: string) {
  const log = createLogger({ service: 'payment', level: 'silent' });
  const database = openDatabase(databaseUrl, { max: 8 });
  const provider = createPaymentProvider({ url: providerUrl, log });
  const server = await listen(buildApp({ database, provider, appToken: APP_TOKEN, log }), 0);

  async function call(method: string, path: string, body?: object, token = APP_TOKEN) {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'dapr-api-token': token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  return {
    database,
    call,
    authorize: (orderId: string, token: string, amountMinor = 1250) =>
      call('POST', `/payments/${orderId}/authorization`, {
        amount: { amountMinor, currency: 'GBP' },
        token,
      }),
    void: (orderId: string) => call('DELETE', `/payments/${orderId}/authorization`),
    read: (orderId: string) => call('GET', `/payments/${orderId}`),
    sweep: () => confirmOpenVoids({ database, provider }),

    /** Delivers events in one batch, as the sidecar does; answers the verdicts. */
    async deliver(events: { id: string; type: string; stream: string; seq: number }[]) {
      const entries = events.map((event) => ({
        entryId: event.id,
        event: { data: { at: new Date().toISOString(), correlationId: 'c', data: {}, ...event } },
      }));
      const { body } = await call('POST', '/events/orders', { entries });
      return (body['statuses'] as { status: string }[]).map(({ status }) => status);
    },

    async stop(): Promise<void> {
      await server.close(0);
      await provider.close();
      await database.end();
    },
  };
}
