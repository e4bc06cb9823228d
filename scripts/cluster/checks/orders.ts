import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { clientCredentials } from '@commerce/client';
import { silentProgress } from '@commerce/local-stack';
import { root } from '../../places.ts';
import { type Answer, connectGateway, describeAnswer, type Gateway } from '../../replay/gateway.ts';
import { replayInvoices } from '../../replay/index.ts';
import { PLATFORM, reachPlatform } from '../platform.ts';
import { until } from '../wait.ts';
import { assure, type Check, type Subject } from './check.ts';

const INVOICE_FILE = join(root, 'data', 'online-retail.csv.gz');
/** How many invoices are replayed first. */
export const FIRST_INVOICES = 100;
const STATUS_LIMIT_MS = 60_000;

/** `helm test`: it places an order, follows it, cancels it. Returns its last word. */
export async function helmTest({ kube }: Pick<Subject, 'kube'>): Promise<string> {
  const output = await kube.helm(['test', PLATFORM, '--namespace', PLATFORM, '--logs']);
  const said = output.split('\n').filter((line) => /^order |^no order /.test(line));
  const last = said.at(-1) ?? '';
  assure(last.includes('confirmed and cancelled'), `helm test placed no order: ${output}`);
  return last.replace(/ord_\w+ /, '');
}

/**
 * Replays the first invoices of the file through the gateway of the cluster and checks the books in its
 * databases. Throws with the checks that do not hold. A repeated replay changes nothing.
 */
export async function replay(subject: Subject, invoices: number): Promise<string> {
  const { gatewayUrl, databaseUrls, close } = await reachPlatform(subject.kube, subject.secrets);
  try {
    const { checks, stepsMs } = await replayInvoices({
      ...{ gatewayUrl, databaseUrls, invoices },
      importer: subject.clients.importer,
      file: INVOICE_FILE,
      progress: silentProgress,
    });
    const failed = checks.filter(({ ok }) => !ok);
    const words = failed.map(({ name, detail }) => `${name}: ${detail}`).join('; ');
    assure(failed.length === 0, `of ${invoices} invoices: ${words}`);
    const seconds = ((stepsMs['replay'] ?? 0) / 1000).toFixed(1);
    return `${invoices} invoices in ${seconds} s, ${checks.length} of ${checks.length} checks of the books`;
  } finally {
    close();
  }
}

type Send = Gateway['send'];

// No answer at all has the status 0.
function isDone({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** Runs work with requests to the gateway of the cluster, as its service client. */
export async function withGateway<T>(
  { kube, secrets, clients }: Subject,
  work: (send: Send) => Promise<T>,
): Promise<T> {
  const { gatewayUrl, close } = await reachPlatform(kube, secrets);
  const gateway = connectGateway(gatewayUrl, clientCredentials(gatewayUrl, clients.importer));
  try {
    return await work(gateway.send);
  } finally {
    await gateway.close();
    close();
  }
}

/** Places a confirmed order of a product of its own, and returns its id. */
export async function placeOrder(send: Send): Promise<string> {
  const sku = `CLUSTER-${randomUUID().slice(0, 8).toUpperCase()}`;
  const headers = () => ({ 'Idempotency-Key': randomUUID() });
  const price = { amountMinor: 850, currency: 'GBP' } as const;
  const product = await send('createProduct', { body: { sku, name: 'Order of a check', price } });
  assure(isDone(product), `the product was refused: ${describeAnswer(product)}`);
  const receipt = await send('receiveStock', {
    params: { sku },
    headers: headers(),
    body: { location: 'main', quantity: 2 },
  });
  assure(isDone(receipt), `the stock was refused: ${describeAnswer(receipt)}`);
  const order = await send('placeOrder', {
    headers: headers(),
    body: {
      lines: [{ sku, quantity: 2 }],
      shippingAddress: {
        ...{ name: 'Cluster Check', lines: ['1 High Street'], city: 'London' },
        ...{ postalCode: 'SW1A 1AA', country: 'GB' },
      },
      contact: { email: 'cluster@shop.example' },
      payment: { token: 'tok_ok' },
      currency: 'GBP',
    },
  });
  assure(isDone(order), `the order was refused: ${describeAnswer(order)}`);
  const { id } = order.body as { id: string };
  await untilStatus(send, id, 'confirmed');
  return id;
}

async function untilStatus(send: Send, id: string, status: string): Promise<void> {
  await until(`order ${id} ${status}`, STATUS_LIMIT_MS, async () => {
    const { body } = await send('getOrder', { params: { id } });
    return (body as { status?: string }).status === status;
  });
}

/** Cancels an order. Returns how long the answer took, and how long the end of the order, ms. */
export async function cancelOrder(send: Send, id: string) {
  const since = performance.now();
  const answer = await send('cancelOrder', { params: { id } });
  const answeredMs = performance.now() - since;
  assure(isDone(answer), `the cancellation was refused: ${describeAnswer(answer)}`);
  await untilStatus(send, id, 'cancelled');
  return { answeredMs, endedMs: performance.now() - since };
}

export const orderChecks: readonly Check[] = [
  { title: 'helm test', run: helmTest },
  { title: 'replay', run: (subject) => replay(subject, FIRST_INVOICES) },
];
