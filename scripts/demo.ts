// `npm run demo`: does with the running platform what a shop's day brings.
import { clientCredentials, type RequestOf } from '@commerce/client';
import { loadSecrets, readPorts, runningLauncher, SetupError } from '@commerce/local-stack';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { commandLine, DATA_DIRECTORY, isWholeNumber, upTo } from './command-line.ts';
import { endWith } from './launch.ts';
import { dataDirectory, root } from './places.ts';
import { forEachBounded } from './replay/for-each-bounded.ts';
import { connectGateway, type Gateway, GATEWAY_CONCURRENCY } from './replay/gateway.ts';
import { importProducts } from './replay/import-products.ts';
import { readInvoiceFile } from './replay/invoice-file.ts';
import { judgeInvoice } from './replay/invoice-rules.ts';
import { listProducts, type ListedProduct } from './replay/product-list.ts';
import { followOrder } from './replay/replay-orders.ts';

const MAX_ORDERS = 100_000;
const FULL_PERCENT = 100;
const ANSWER_LIMIT_MS = 10_000;
const INVOICE_FILE = join(root, 'data', 'online-retail.csv.gz');
/** Enough for a million small orders. */
const SMALL_STOCK = 1_000_000;
const SMALL_PRICE_STEP_MINOR = 125;
const SMALL_HASH = 'demo';
const SMALL: ListedProduct[] = ['mug', 'plate', 'bowl', 'spoon', 'lamp'].map((name, n) => ({
  sku: `DEMO-${name.toUpperCase()}`,
  name: `Demo ${name}`,
  priceMinor: SMALL_PRICE_STEP_MINOR * (n + 1),
  demand: SMALL_STOCK,
}));

/** Where the running platform is, and its credentials. Throws SetupError if none runs. */
function platform() {
  const dataDir = dataDirectory();
  if (runningLauncher(dataDir) === undefined) {
    throw new SetupError({
      what: 'the platform is not running',
      why: `nothing runs on ${dataDir}`,
      next: 'start it in another terminal: npm start, or tilt up',
    });
  }
  const { apps, infra } = readPorts(dataDir);
  const gatewayUrl = `http://127.0.0.1:${apps['gateway']?.app}`;
  const secret = loadSecrets(dataDir).loadTesterSecret;
  const token = clientCredentials(gatewayUrl, { id: 'load-tester', secret });
  return { gatewayUrl, token, providerUrl: `http://127.0.0.1:${infra['payment-provider']}` };
}

async function withGateway(work: (gateway: Gateway) => Promise<number>): Promise<number> {
  const { gatewayUrl, token } = platform();
  const gateway = connectGateway(gatewayUrl, token);
  try {
    return await work(gateway);
  } finally {
    await gateway.close();
  }
}

async function productsOf(which: 'small' | 'invoices') {
  if (which === 'small') return { products: SMALL, contentHash: SMALL_HASH };
  const { invoices, contentHash } = await readInvoiceFile(INVOICE_FILE);
  const lines = invoices.flatMap((invoice) => judgeInvoice(invoice).sellable);
  return { products: listProducts(lines), contentHash };
}

function seed({ products: which }: { products: 'small' | 'invoices' }): Promise<number> {
  return withGateway(async (gateway) => {
    const { products, contentHash } = await productsOf(which);
    const counts = await importProducts(gateway, products, { contentHash, tick: () => {} });
    console.log(`${counts.created} new products, ${products.length - counts.created} known`);
    return 0;
  });
}

function orderOf(n: number): RequestOf<'placeOrder'>['body'] {
  const product = SMALL[n % SMALL.length] as ListedProduct;
  return {
    lines: [{ sku: product.sku, quantity: 1 + (n % 3) }],
    shippingAddress: {
      name: 'A. Demo',
      lines: ['1 High Street'],
      city: 'London',
      postalCode: 'SW1A 1AA',
      country: 'GB',
    },
    contact: { email: 'a.demo@shop.example' },
    payment: { token: 'tok_ok' },
    currency: 'GBP',
  };
}

/** Places orders of the small products and follows each to its end. */
function orders(count: number, { confirmed }: { confirmed: boolean }): Promise<number> {
  return withGateway(async (gateway) => {
    await importProducts(gateway, SMALL, { contentHash: SMALL_HASH, tick: () => {} });
    const ends = new Map<string, number>();
    await forEachBounded(
      Array.from({ length: count }, (_, n) => n),
      GATEWAY_CONCURRENCY,
      async (n) => {
        const first = await gateway.send('placeOrder', {
          headers: { 'Idempotency-Key': randomUUID() },
          body: orderOf(n),
        });
        const move = await followOrder(gateway, first);
        const end =
          move.kind === 'finished'
            ? move.order.status
            : `not finished (${move.kind === 'failed' ? move.reason : 'still runs'})`;
        ends.set(end, (ends.get(end) ?? 0) + 1);
      },
    );
    for (const [end, times] of ends) console.log(`${times} ${end}`);
    const isAsked = (end: string) =>
      confirmed ? end === 'confirmed' : !end.startsWith('not finished');
    return [...ends.keys()].every(isAsked) ? 0 : 1;
  });
}

async function failPayments(percent: number): Promise<number> {
  const answer = await fetch(`${platform().providerUrl}/dashboard`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ do: 'decline', percent }),
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  });
  if (!answer.ok) throw new Error(`the payment provider answered ${answer.status}`);
  console.log(`the payment provider declines ${percent} % of new authorizations`);
  return 0;
}

function readPercent(text: string): number {
  if (text === '0' || isWholeNumber(text, FULL_PERCENT)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 0 to 100.');
}

function run(work: Promise<number>): Promise<void> {
  return work.catch(endWith).then((code) => process.exit(code));
}

const program = commandLine({
  name: 'npm run demo --',
  about: 'Brings products, orders and declined payments to the running platform.',
  environment: DATA_DIRECTORY,
});
program
  .command('seed')
  .description('creates products with stock; a second time changes nothing')
  .addOption(
    new Option('--products <list>', 'five, or those of the invoices')
      .choices(['small', 'invoices'])
      .default('small'),
  )
  .action((options: { products: 'small' | 'invoices' }) => run(seed(options)));
program
  .command('orders')
  .description('places orders of the small products and waits for their end')
  .argument('[count]', 'how many', upTo(MAX_ORDERS), 100)
  .option('--confirmed', 'exit code 1 unless all are confirmed', false)
  .action((count: number, options: { confirmed: boolean }) => run(orders(count, options)));
program
  .command('fail-payments')
  .description(
    'lets the payment provider decline a share of new authorizations until its next start',
  )
  .argument('<percent>', '0 to 100', readPercent)
  .action((percent: number) => run(failPayments(percent)));
await program.parseAsync();
