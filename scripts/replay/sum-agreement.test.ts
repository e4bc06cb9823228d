import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import fc from 'fast-check';
import { sumInvoices } from '../sum-invoices.ts';
import { readInvoiceFile } from './invoice-file.ts';
import { judgeInvoice } from './invoice-rules.ts';
import { planReversals } from './reversals.ts';

const SCRIPT = fileURLToPath(new URL('../sum-invoices.ts', import.meta.url));
const REAL_FILE = fileURLToPath(new URL('../../data/online-retail.csv.gz', import.meta.url));
const TRICKY_FILE = `InvoiceNo,StockCode,Description,Quantity,UnitPrice,CustomerID,Country
1,85123A,"HEART, ""WHITE""",6,2.55,17850,United Kingdom
C2,85123A,HEART,-6,2.55,17850,United Kingdom
3,15056bl,"EDWARDIAN
PARASOL",2,5.950,,"Korea, South"
1,85123a,HEART,1,2.55,17850,United Kingdom
1,85123A,HEART,1,5.1,17850,United Kingdom
4,POST,POSTAGE,1,18,12583,France
4,BANK CHARGES,,1,15,,France
5,22745,"",3,0,,France
5,22745,"",-3,2.1,,France
5,22745,"",3,0.001,,France
5,22745,"",1.5,2.1,,France
5,22745,"",3,.5,,France
6,85123A,HEART,4,3,17850,United Kingdom
C7,85123a,HEART,-6,2.55,17850,United Kingdom
c8,POST,POSTAGE,-1,18,17850,United Kingdom
C7,85123A,HEART,-1,0,17850,United Kingdom
C9,85123A,HEART,-9,2.55,17850,United Kingdom
C9,22745,"",-1,2.1,,France
10,85123A,HEART,9,2.55,17850,United Kingdom
`;

type Sum = {
  orders: number;
  units: number;
  revenueMinor: number;
  netUnits: number;
  netRevenueMinor: number;
};

async function sumOf(file: string, invoices?: number): Promise<Sum> {
  const limit = invoices === undefined ? [] : ['--invoices', String(invoices)];
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, file, ...limit]);
  return JSON.parse(stdout) as Sum;
}

async function replaySumOf(file: string, invoices?: number): Promise<Sum> {
  const judged = (await readInvoiceFile(file)).invoices.slice(0, invoices).map(judgeInvoice);
  const orders = judged.flatMap(({ order }) => order ?? []);
  const lines = orders.flatMap((order) => order.lines);
  const back = planReversals(judged).reversals.flatMap((reversal) => reversal.lines);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const revenueMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  return {
    orders: orders.length,
    units,
    revenueMinor,
    netUnits: back.reduce((left, { quantity }) => left - quantity, units),
    netRevenueMinor: back.reduce((left, { amountMinor }) => left - amountMinor, revenueMinor),
  };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sum-agreement-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('rules and independent sum agree on the real file', async (t) => {
  const expected = {
    orders: 1_065,
    units: 240_636,
    revenueMinor: 53_609_458,
    netUnits: 239_522,
    netRevenueMinor: 53_305_978,
  };
  t.deepEqual(await sumOf(REAL_FILE), expected);
  t.deepEqual(await replaySumOf(REAL_FILE), expected);
});

test('rules and independent sum agree on the first invoices of the file', async (t) => {
  for (const invoices of [1, 100, 733]) {
    t.deepEqual(await replaySumOf(REAL_FILE, invoices), await sumOf(REAL_FILE, invoices));
  }
});

test('rules and independent sum agree on a tricky file, plain and compressed', async (t) => {
  await inFolder(async (folder) => {
    const plain = join(folder, 'plain.csv');
    const packed = join(folder, 'packed.bin');
    await writeFile(plain, TRICKY_FILE);
    await writeFile(packed, gzipSync(TRICKY_FILE.replaceAll('\n', '\r\n')));
    // Sold: 6 + 1 + 9 at 2.55, 1 at 5.10, 2 at 5.95, 3 at 0.50 and 4 at 3.00. C2 comes after all
    // of invoice 1, which began before it. Back: 1 at 5.10 and 5 at 2.55, then 4 at 3.00 and 2 at
    // 2.55; of the 9 that C9 wants nothing is left.
    const expected = {
      orders: 5,
      units: 26,
      revenueMinor: 7_130,
      netUnits: 14,
      netRevenueMinor: 3_635,
    };
    for (const file of [plain, packed]) {
      t.deepEqual(await sumOf(file), expected);
      t.deepEqual(await replaySumOf(file), expected);
    }
    // Lines of invoice 1 after the start of invoice 3 still belong to it.
    const first = { orders: 1, units: 8, revenueMinor: 2_295 };
    const firstOnly = { ...first, netUnits: 8, netRevenueMinor: 2_295 };
    t.deepEqual(await sumOf(plain, 1), firstOnly);
    t.deepEqual(await replaySumOf(plain, 1), firstOnly);
    const withCancellation = { ...first, netUnits: 2, netRevenueMinor: 510 };
    t.deepEqual(await sumOf(plain, 2), withCancellation);
    t.deepEqual(await replaySumOf(plain, 2), withCancellation);
  });
});

const anyRow = fc
  .record({
    invoice: fc.integer({ min: 1, max: 12 }).map((n) => (n % 3 === 0 ? `C${n}` : String(n))),
    code: fc.constantFrom('85123A', '85123a', '71053', 'POST'),
    units: fc.integer({ min: -9, max: 9 }),
    price: fc.constantFrom('2.55', '1', '.5', '0', '0.001'),
    customer: fc.constantFrom('17850', '17850', '12583', ''),
  })
  .map(({ invoice, code, units, price, customer }) => {
    // Mostly the expected sign for the kind of invoice.
    const quantity = invoice.startsWith('C') && units > -7 ? -Math.abs(units) : Math.abs(units);
    return `${invoice},${code},,${quantity},${price},${customer},France`;
  });

test('rules and independent sum agree on any file', async (t) => {
  const header = 'InvoiceNo,StockCode,Description,Quantity,UnitPrice,CustomerID,Country';
  await inFolder(async (folder) => {
    const file = join(folder, 'any.csv');
    const rows = fc.array(anyRow, { minLength: 10, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(rows, async (lines) => {
        const text = [header, ...lines].join('\n');
        await writeFile(file, text);
        const sum = await replaySumOf(file);
        t.deepEqual(sum, sumInvoices(text, Number.POSITIVE_INFINITY));
        t.true(sum.netUnits >= 0 && sum.netRevenueMinor >= 0);
      }),
      { numRuns: 200 },
    );
  });
});
