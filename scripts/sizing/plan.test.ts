import test from 'ava';
import { type Measured, planFor } from './plan.ts';

const measured: Measured = {
  cpuMsPerOrderByProcess: {
    ...{ order: 2, 'order-daprd': 4, postgres: 3, redis: 1 },
    ...{ placement: 0.2, 'payment-provider': 9 },
  },
  rssBytesByProcess: { order: 300, postgres: 1_000 },
  walBytesPerOrder: { median: 10 },
  diskBytesPerOrder: { median: 30 },
};
const half = { utilisation: 0.5, databaseCores: 8 };

test('one cell carries what its slowest single process can take', (t) => {
  const plan = planFor(measured, { ordersPerSecond: 500, ...half });
  t.deepEqual(plan.bounds, [
    { process: 'redis', ordersPerSecond: 500 },
    { process: 'postgres', ordersPerSecond: 8 / 2 / 0.003 },
    { process: 'placement', ordersPerSecond: 2_500 },
  ]);
  t.is(plan.cells, 1);
  t.is(planFor(measured, { ordersPerSecond: 501, ...half }).cells, 2);
  t.is(planFor(measured, { ordersPerSecond: 100_000, ...half }).cells, 200);
});

test('a database with fewer cores becomes the bound', (t) => {
  const plan = planFor(measured, { ordersPerSecond: 500, utilisation: 0.5, databaseCores: 2 });
  t.is(plan.bounds[0]?.process, 'postgres');
  t.is(plan.cells, 2);
});

test('cores follow the CPU of an order, and processes of one core are counted', (t) => {
  const { needs, walBytesPerSecond, diskBytesPerDay } = planFor(measured, {
    ordersPerSecond: 500,
    ...half,
  });
  const sidecar = needs.find(({ process }) => process === 'order-daprd');
  t.like(sidecar, { cores: 4, processes: 4 });
  t.like(
    needs.find(({ process }) => process === 'order'),
    { cores: 2, processes: 2, rssBytes: 300 },
  );
  t.is(needs.find(({ process }) => process === 'postgres')?.processes, undefined);
  t.false(needs.some(({ process }) => process === 'payment-provider'));
  t.is(walBytesPerSecond, 5_000);
  t.is(diskBytesPerDay, 500 * 30 * 86_400);
});

test('an app that costs next to nothing still has two processes', (t) => {
  const idle = { ...measured, cpuMsPerOrderByProcess: { catalog: 0, redis: 1 } };
  const { needs } = planFor(idle, { ordersPerSecond: 1, ...half });
  t.is(needs.find(({ process }) => process === 'catalog')?.processes, 2);
});
