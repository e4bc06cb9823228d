import type { MatrixRow } from '@commerce/testing/access-matrix';
import { callerKinds, formatHeadings, formatRow } from '@commerce/testing/access-matrix';
import test from 'ava';
import { withMissingRows } from './access-matrix.ts';

const rowOf = (app: string, operation: string): MatrixRow => ({
  app,
  operation,
  cells: Object.fromEntries(callerKinds.map((kind) => [kind, '-'])) as MatrixRow['cells'],
  apps: [],
});
const reviewed = { ...rowOf('order', 'GET /orders'), apps: ['inventory'] };
const cart = rowOf('cart', 'GET /cart');
const table = (...sections: [app: string, ...rows: MatrixRow[]][]) =>
  [
    '# Access matrix\n\nWho may use what.\n',
    ...sections.map(
      ([app, ...rows]) => `## ${app}\n\n${formatHeadings()}\n${rows.map(formatRow).join('\n')}\n`,
    ),
  ].join('\n');

test('a missing row is added at the end of the section of its app', (t) => {
  const added = rowOf('order', 'POST /orders');
  const given = table(['order', reviewed], ['cart', cart]);
  t.deepEqual(withMissingRows(given, [reviewed, added, cart]), {
    text: table(['order', reviewed, added], ['cart', cart]),
    added: [added],
  });
});

test('an app without a section gets one', (t) => {
  t.deepEqual(withMissingRows(table(['order', reviewed]), [reviewed, cart]), {
    text: table(['order', reviewed], ['cart', cart]),
    added: [cart],
  });
});

test('a reviewed row stays, even if the code differs or has no such operation', (t) => {
  const given = table(['order', reviewed], ['cart', cart]);
  const derived = [rowOf('order', 'GET /orders')];
  t.deepEqual(withMissingRows(given, derived), { text: given, added: [] });
});
