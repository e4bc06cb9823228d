import { join } from 'node:path';
import test from 'ava';
import { formatCoverage } from './coverage.ts';
import { root } from './places.ts';

const lines = (total: number, covered: number) => ({ lines: { total, covered } });

test('each app has one share, and one below the aim names the files that miss most', (t) => {
  const report = formatCoverage({
    total: lines(400, 310),
    [join(root, 'apps/order/src/app.ts')]: lines(100, 90),
    [join(root, 'apps/order/src/deps.ts')]: lines(100, 90),
    [join(root, 'apps/catalog/src/app.ts')]: lines(100, 90),
    [join(root, 'apps/catalog/src/store/products.ts')]: lines(100, 40),
  });
  t.deepEqual(report.split('\n').slice(1), [
    '  apps/catalog          65.0 %  below',
    '    apps/catalog/src/store/products.ts: 60 lines are not run',
    '    apps/catalog/src/app.ts: 10 lines are not run',
    '  apps/order            90.0 %',
  ]);
});
