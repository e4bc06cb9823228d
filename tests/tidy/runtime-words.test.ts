import test from 'ava';
import { readText, repositoryFiles } from './repository-files.ts';

/** Words of a shop, in the singular. The runtime is for any application. */
const SHOP_WORDS = new Set([
  ...['basket', 'carrier', 'cart', 'catalog', 'catalogue', 'checkout', 'commerce', 'customer'],
  ...['inventory', 'invoice', 'merchant', 'parcel', 'payment', 'price', 'product', 'purchase'],
  ...['refund', 'retailer', 'ship', 'shipment', 'shipped', 'shipping', 'shop', 'sku', 'stock'],
  ...['supplier', 'warehouse'],
]);
/** `order` is fine as a sequence: `in order`, `ORDER BY`, `reorder`. These are the business object. */
const ORDER_OBJECT =
  /\borders\b|\b[Aa]n order\b|[a-z]Orders?(?![a-z])|\bOrder[A-Z]|\border(?:s|Id|ed)?(?=[A-Z_-])|['"`/]orders?['"`/]|-orders?\b|\bord_|\border (?:id|line|app|actor|stream|event)/;
/** What looks like a shop word and is none. */
const NOT_OF_A_SHOP = [
  // Test support of this repository, which tests import and the package does not contain.
  /'@commerce\/testing\/[^']+'/g,
  // Dapr as it is released.
  /\bstock (?=Dapr|daprd|sidecar|component)/gi,
];

/** The words of a text, also those inside of names: `stockLevel` and `stock-level` have two. */
function wordsOf(text: string): string[] {
  const words = text.replace(/([a-z])([A-Z])/g, '$1 $2').match(/[A-Za-z]+/g) ?? [];
  return words.map((word) => word.toLowerCase());
}

function shopWordsIn(line: string): string[] {
  const text = NOT_OF_A_SHOP.reduce((left, pattern) => left.replace(pattern, ''), line);
  const singular = (word: string) => word.replace(/ies$/, 'y').replace(/s$/, '');
  const found = wordsOf(text).filter((word) =>
    [word, singular(word)].some((one) => SHOP_WORDS.has(one)),
  );
  return ORDER_OBJECT.test(text) ? [...found, 'order'] : found;
}

test('words of a shop are found, also inside of names', (t) => {
  const found = [
    'stockLevel',
    'two SKUs',
    'place-order',
    'orderId',
    "kind: 'order'",
    'an order is',
  ];
  for (const line of found) t.not(shopWordsIn(line).length, 0, line);
  const others = [
    'turns in order',
    'SELECT * ORDER BY position',
    'Order between replicas',
    'reordered',
  ];
  for (const line of [...others, 'stock Dapr', 'border-box'])
    t.deepEqual(shopWordsIn(line), [], line);
});

test('no file of the runtime has a word of a shop', (t) => {
  const wrong = repositoryFiles
    .filter((file) => file.startsWith('packages/runtime/'))
    .flatMap((file) =>
      [file, ...readText(file).split('\n')].flatMap((line, index) =>
        shopWordsIn(line).map((word) => `${file}:${index}: ${word}`),
      ),
    );
  t.deepEqual(wrong, [], 'the runtime is for any application: write accounts, bookings, tasks');
});
