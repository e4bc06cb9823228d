import { describeAnswer, type Gateway } from '../gateway.ts';
import type { Databases } from './databases.ts';
import { isConfirmed, readOrders, unitsBySku, unitsTaken } from './order-streams.ts';
import { verdict, type Subject, type Verdict } from './subject.ts';

export type Stock = { onHand: number; available: number };

/** How many SKUs, spread over all, are also read through the gateway. */
const SAMPLE_SIZE = 20;

type Sums = Map<string, number>;

/** The faults of the stock: per SKU, received less sold units must be available. */
export function compareStock({
  received,
  sold,
  stock,
}: {
  received: Sums;
  sold: Sums;
  stock: Map<string, Stock>;
}): string[] {
  const faults: string[] = [];
  for (const sku of new Set([...received.keys(), ...sold.keys(), ...stock.keys()])) {
    const expected = (received.get(sku) ?? 0) - (sold.get(sku) ?? 0);
    const available = stock.get(sku)?.available ?? 0;
    if (available !== expected) faults.push(`${sku}: ${available} available, ${expected} expected`);
  }
  return faults;
}

async function readReceived({ inventory }: Databases): Promise<Sums> {
  const { rows } = await inventory.query<{ sku: string; units: number }>(
    `SELECT sku, sum(on_hand_delta)::float8 AS units FROM stock_movements
     WHERE order_id IS NULL GROUP BY sku`,
  );
  return new Map(rows.map(({ sku, units }) => [sku, units]));
}

async function readStock({ inventory }: Databases): Promise<Map<string, Stock>> {
  const { rows } = await inventory.query<Stock & { sku: string }>(
    `SELECT sku, sum(on_hand)::float8 AS "onHand",
            sum(on_hand - reserved - quarantined)::float8 AS available
     FROM stock GROUP BY sku`,
  );
  return new Map(rows.map(({ sku, onHand, available }) => [sku, { onHand, available }]));
}

/** The differences between the gateway's answers for some SKUs and the database. */
async function compareAnswers(gateway: Gateway, stock: Map<string, Stock>): Promise<string[]> {
  const all = [...stock];
  const every = Math.max(1, Math.floor(all.length / SAMPLE_SIZE));
  const sample = all.filter((_, index) => index % every === 0).slice(0, SAMPLE_SIZE);
  const faults: string[] = [];
  for (const [sku, { onHand, available }] of sample) {
    const answer = await gateway.send('getStock', { params: { sku } });
    const body = answer.body as Partial<Stock> | undefined;
    if (answer.status !== 200) faults.push(`GET /stock/${sku}: ${describeAnswer(answer)}`);
    else if (body?.onHand !== onHand || body.available !== available) {
      const said = `${body?.onHand} on hand and ${body?.available} available`;
      faults.push(`GET /stock/${sku} answers ${said}`);
    }
  }
  return faults;
}

/**
 * Checks that the available stock equals opening stock less confirmed plus cancelled and returned units, per
 * SKU and over all orders of the database. Receipts and adjustments come from inventory's ledger,
 * the units of the orders from their own events.
 */
export async function stockLeftEqualsOpeningLessConfirmed({
  databases,
  gateway,
}: Pick<Subject, 'databases' | 'gateway'>): Promise<Verdict> {
  const [orders, received, stock] = await Promise.all([
    readOrders(databases.order),
    readReceived(databases),
    readStock(databases),
  ]);
  const sold = unitsBySku(
    [...orders.values()]
      .filter(isConfirmed)
      .flatMap((order) => [...unitsTaken(order)])
      .map(([sku, quantity]) => ({ sku, quantity })),
  );
  const faults = [
    ...compareStock({ received, sold, stock }),
    ...(await compareAnswers(gateway, stock)),
  ];
  const left = [...stock.values()].reduce((sum, { available }) => sum + available, 0);
  return verdict(faults, `${stock.size} products, ${left} units left`);
}
