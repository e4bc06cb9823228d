import { waitUntil, type TestStack } from '@commerce/testing';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import { count, stockOf, sum, type ModelOrder, type Units } from './order-model.ts';

/** Longest time until a parcel that left anyway is out of the stock, ms. */
const TAKEN_TIMEOUT_MS = 60_000;

const kept = ({ reserved, gone, quarantined }: ReturnType<typeof stockOf>) =>
  reserved + gone + quarantined;

/** The minimum and the maximum of free units of a product for a new order. */
export function freeUnits(
  orders: { model: ModelOrder }[],
  received: Units,
  sku: string,
): { atLeast: number; atMost: number } {
  const all = count(received, sku);
  const models = orders.map(({ model }) => model);
  const anyway = sum(models.flatMap((one) => one.leftAnyway).map(({ units }) => count(units, sku)));
  return {
    // Cancelled and returned units come back a moment later, and backordered orders get them
    // first.
    atLeast: Math.max(0, all - anyway - sum(models.map((one) => count(one.quantity, sku)))),
    atMost: all - sum(models.map((one) => kept(stockOf(one, sku)))),
  };
}

/** Whether what left anyway was on the shelf according to the books: if not, a person has to count. */
export async function isInStock(
  stack: TestStack,
  skus: string[],
  body: object | undefined,
): Promise<boolean> {
  const { location, lines = [] } = body as {
    location: string;
    lines?: { sku: string; quantity: number }[];
  };
  const { stock: rows } = await readRecords(stack, { orderIds: [], skus });
  return (
    lines.length > 0 &&
    lines.every(({ sku, quantity }) =>
      rows.some(
        (row) =>
          row.sku === sku &&
          row.location === location &&
          row.onHand - row.reserved - row.quarantined >= quantity,
      ),
    )
  );
}

/** Waits until the parcels of an order that left anyway are out of the stock: nobody else may get their units. */
export async function untilTaken(stack: TestStack, skus: string[], id: string): Promise<void> {
  await waitUntil(
    async () => {
      const violations = violationsAtRest(await readRecords(stack, { orderIds: [id], skus }));
      return !violations.some(({ rule }) => rule === 'shipments-leave-their-location');
    },
    { timeoutMs: TAKEN_TIMEOUT_MS, what: `the parcel of ${id} has left the stock` },
  );
}
