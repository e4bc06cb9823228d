import type { StreamEvent } from 'dapr-actor-runtime/streams';
import test from 'ava';
import { productsIn } from './order-products.ts';

function event(seq: number, type: string, skus: string[]): StreamEvent {
  const lines = skus.map((sku) => ({ sku }));
  const at = '2026-11-30T09:00:00.000Z';
  return {
    id: `ord_1:${seq}`,
    stream: 'ord_1',
    seq,
    type,
    at,
    correlationId: 'c',
    data: { lines },
  };
}

test('a product is found once per order, whatever its case, with the event that brought it', (t) => {
  const placed = event(1, 'OrderPlaced.v2', ['mug', 'MUG', 'Caf\u00e9']);
  const edited = event(4, 'OrderEdited.v1', ['mug', 'Cafe\u0301', 'plate']);
  const shipped = event(2, 'OrderShipped.v1', ['not of the order']);
  for (const events of [
    [placed, shipped, edited],
    [edited, placed, shipped, edited],
  ]) {
    t.deepEqual(
      productsIn(events).toSorted((a, b) => (a.skuKey < b.skuKey ? -1 : 1)),
      [
        { skuKey: 'CAF\u00c9', orderId: 'ord_1', sinceVersion: 1 },
        { skuKey: 'MUG', orderId: 'ord_1', sinceVersion: 1 },
        { skuKey: 'PLATE', orderId: 'ord_1', sinceVersion: 4 },
      ],
    );
  }
});
