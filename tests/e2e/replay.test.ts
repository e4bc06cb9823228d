import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectStack } from '@commerce/testing';
import test from 'ava';
import { replayInvoices, type Summary } from '../../scripts/replay/index.ts';

const stack = connectStack();
test.after.always(() => stack.close());

const FILE = `InvoiceNo,StockCode,Description,Quantity,UnitPrice,CustomerID,Country
1,90001A,LAMP,6,2.55,ann,France
1,90002,BOX,4,1,ann,France
2,90001A,LAMP,3,2,ann,France
C3,90001A,LAMP,-5,2.55,ann,France
C4,90002,BOX,-1,1,ann,France
5,90002,BOX,2,1,bob,France
C6,90002,BOX,-1,1,bob,France
C7,90002,BOX,-1,1,bob,France
C8,90002,BOX,-1,1,bob,France
9,90002,BOX,1,1,,France
C10,90002,BOX,-1,1,,France
`;

/** The checks of the replayed orders; the other checks also cover data of other tests. */
const OWN_CHECKS = [
  'every invoice with a sellable line became an order',
  'every matched cancellation took effect',
  'units and revenue equal the independent sum of the file',
  'net units and net revenue equal the independent sum of the file',
  'no order is left unfinished',
  'captures equal shipments, refunds equal returns',
];

const silent = {
  step: () => ({ done: () => {}, fail: () => {} }),
  bar: () => ({ tick: () => {}, done: () => {} }),
};

async function replay(invoices: number | 'all'): Promise<Summary> {
  const { order = '', inventory = '', payment = '', catalog = '' } = stack.databaseUrls;
  const folder = await mkdtemp(join(tmpdir(), 'replay-'));
  try {
    const file = join(folder, 'invoices.csv');
    await writeFile(file, FILE);
    return await replayInvoices({
      gatewayUrl: stack.gatewayUrl,
      importer: stack.serviceClients.importer,
      file,
      invoices,
      databaseUrls: { order, inventory, payment, catalog },
      progress: silent,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function failedChecks({ checks }: Summary): Summary['checks'] {
  const own = checks.filter(({ name }) => OWN_CHECKS.includes(name));
  const missing = OWN_CHECKS.filter((name) => !own.some((check) => check.name === name));
  return [
    ...own.filter(({ ok }) => !ok),
    ...missing.map((name) => ({ name, ok: false, detail: 'not made' })),
  ];
}

function figures({ ordersConfirmed, units, revenueMinor, ...rest }: Summary) {
  const { takenBack, netUnits, netRevenueMinor } = rest;
  return { ordersConfirmed, units, revenueMinor, takenBack, netUnits, netRevenueMinor };
}

test.serial(
  'a replay cancels and returns what the file reverses, and a repeat changes nothing',
  async (t) => {
    const expected = {
      ordersConfirmed: 4,
      units: 16,
      revenueMinor: { GBP: 2_830 },
      takenBack: {
        lines: 4,
        // All 3 of order 2, 2 lamps and a box of order 1, and both of order 5.
        units: 8,
        amountMinor: { GBP: 600 + 510 + 100 + 200 },
        unmatched: {
          'more-than-was-bought': { lines: 1, units: 1 },
          'no-customer': { lines: 1, units: 1 },
        },
      },
      netUnits: 8,
      netRevenueMinor: { GBP: 1_420 },
    };
    for (const run of ['first', 'again']) {
      const summary = await replay('all');
      t.deepEqual(failedChecks(summary), [], run);
      t.deepEqual(figures(summary), expected, run);
    }
  },
);

test.serial('a replay of fewer invoices reverses only what these cancel', async (t) => {
  await replay('all');
  const summary = await replay(4);
  t.deepEqual(failedChecks(summary), []);
  t.like(figures(summary), {
    ordersConfirmed: 2,
    units: 13,
    revenueMinor: { GBP: 2_530 },
    netUnits: 7,
    netRevenueMinor: { GBP: 1_320 },
  });
});
