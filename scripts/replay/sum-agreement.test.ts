import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import { readInvoiceFile } from './invoice-file.ts';
import { judgeInvoice } from './invoice-rules.ts';

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
`;

type Sum = { orders: number; units: number; revenueMinor: number };

async function sumOf(file: string, invoices?: number): Promise<Sum> {
  const limit = invoices === undefined ? [] : ['--invoices', String(invoices)];
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, file, ...limit]);
  return JSON.parse(stdout) as Sum;
}

async function replaySumOf(file: string, invoices?: number): Promise<Sum> {
  const orders = (await readInvoiceFile(file)).invoices
    .slice(0, invoices)
    .flatMap((invoice) => judgeInvoice(invoice).order ?? []);
  const lines = orders.flatMap((order) => order.lines);
  return {
    orders: orders.length,
    units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    revenueMinor: lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0),
  };
}

test('rules and independent sum agree on the real file', async (t) => {
  const expected = { orders: 1_065, units: 240_636, revenueMinor: 53_609_458 };
  t.deepEqual(await sumOf(REAL_FILE), expected);
  t.deepEqual(await replaySumOf(REAL_FILE), expected);
});

test('rules and independent sum agree on the first invoices of the file', async (t) => {
  for (const invoices of [1, 100, 733]) {
    t.deepEqual(await replaySumOf(REAL_FILE, invoices), await sumOf(REAL_FILE, invoices));
  }
});

test('rules and independent sum agree on a tricky file, plain and packed', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sum-agreement-'));
  try {
    const plain = join(folder, 'plain.csv');
    const packed = join(folder, 'packed.bin');
    await writeFile(plain, TRICKY_FILE);
    await writeFile(packed, gzipSync(TRICKY_FILE.replaceAll('\n', '\r\n')));
    // 6 + 1 at 2.55, 1 at 5.10, 2 at 5.95 and 3 at 0.50.
    const expected = { orders: 3, units: 13, revenueMinor: 3_635 };
    for (const file of [plain, packed]) {
      t.deepEqual(await sumOf(file), expected);
      t.deepEqual(await replaySumOf(file), expected);
    }
    // Lines of invoice 1 that stand after the third invoice began still belong to it.
    t.deepEqual(await sumOf(plain, 1), { orders: 1, units: 8, revenueMinor: 2_295 });
    t.deepEqual(await replaySumOf(plain, 1), { orders: 1, units: 8, revenueMinor: 2_295 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
