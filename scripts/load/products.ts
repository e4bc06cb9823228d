import { randomBytes } from 'node:crypto';
import { clientCredentials, openClient } from '@commerce/client';
import type { Scenario } from './scenario-form.ts';
import type { Target } from './target.ts';

const PRICE_MINOR = 250;
const DEFAULT: NonNullable<Scenario['products']> = { count: 20, stock: 1_000_000 };

/** Creates the products of a scenario with their stock, new ones for each run. Returns their SKUs. */
export async function prepareProducts(
  { gatewayUrl, clients }: Pick<Target, 'gatewayUrl' | 'clients'>,
  { count, stock } = DEFAULT,
): Promise<string[]> {
  const call = openClient(gatewayUrl, { token: clientCredentials(gatewayUrl, clients.shop) });
  const run = randomBytes(4).toString('hex').toUpperCase();
  const skus = Array.from({ length: count }, (_, n) => `LOAD-${run}-${n}`);
  const price = { amountMinor: PRICE_MINOR, currency: 'GBP' } as const;
  for (const sku of skus) {
    const created = await call('createProduct', { body: { sku, name: 'A thing', price } });
    if (!created.ok) throw new Error(`${sku} cannot be created: ${created.code}`);
    if (stock === 0) continue;
    const body = { location: 'main', quantity: stock };
    const received = await call('receiveStock', { params: { sku }, body });
    if (!received.ok) throw new Error(`${sku} cannot be received: ${received.code}`);
  }
  return skus;
}
