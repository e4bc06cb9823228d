import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import { readInvoiceFile } from './invoice-file.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,UnitPrice,CustomerID,Country';
const ROW = '536365,85123A,HEART,6,2.55,17850,United Kingdom';

let folder: string;
let files = 0;
test.before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invoice-file-'));
});
test.after.always(() => rm(folder, { recursive: true, force: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  files += 1;
  const file = join(folder, `invoices-${files}.csv`);
  await writeFile(file, content);
  return file;
}

test('readInvoiceFile() collects scattered lines of one invoice', async (t) => {
  const file = await fileOf([HEADER, ROW, '2,71053,LANTERN,1,3.39,,France', ROW].join('\n'));
  const { invoices } = await readInvoiceFile(file);
  t.deepEqual(
    invoices.map(({ invoiceNo, lines }) => [invoiceNo, lines.length]),
    [
      ['536365', 2],
      ['2', 1],
    ],
  );
  t.deepEqual(invoices[1]?.lines[0], {
    invoiceNo: '2',
    stockCode: '71053',
    description: 'LANTERN',
    quantity: '1',
    unitPrice: '3.39',
    customerId: '',
    country: 'France',
  });
});

test('readInvoiceFile() reads quoted commas and newlines, CRLF and a BOM', async (t) => {
  const tricky = '1,22745,"POPPY\'S, ""BIG""\nPLAYHOUSE ",6,2.1,13047,"Korea, South"';
  const file = await fileOf(`\uFEFF${HEADER}\r\n${tricky}\r\n`);
  const { invoices } = await readInvoiceFile(file);
  t.is(invoices[0]?.lines[0]?.description, 'POPPY\'S, "BIG"\nPLAYHOUSE');
  t.is(invoices[0]?.lines[0]?.country, 'Korea, South');
});

test('readInvoiceFile() accepts columns in any order and ignores further ones', async (t) => {
  const header =
    'InvoiceDate,Country,CustomerID,UnitPrice,Quantity,Description,StockCode,InvoiceNo';
  const file = await fileOf(`${header}\n2010-12-01,France,,3.39,1,LANTERN,71053,2\n`);
  const { invoices } = await readInvoiceFile(file);
  t.like(invoices[0]?.lines[0], { invoiceNo: '2', stockCode: '71053', country: 'France' });
});

test('readInvoiceFile() hashes the text, whether plain or compressed', async (t) => {
  const plain = await fileOf(`${HEADER}\n${ROW}\n`);
  const packed = await fileOf(gzipSync(`${HEADER}\n${ROW}\n`));
  const other = await fileOf(`${HEADER}\n${ROW}\n${ROW}\n`);
  const hashes = await Promise.all(
    [plain, packed, other].map(async (file) => (await readInvoiceFile(file)).contentHash),
  );
  t.is(hashes[0], hashes[1]);
  t.not(hashes[0], hashes[2]);
});

const broken: [string, string, RegExp][] = [
  ['a missing column', 'InvoiceNo,StockCode\n1,85123A\n', /line 1: column Description.* missing/],
  ['a row that is too short', `${HEADER}\n${ROW}\n1,85123A,HEART\n`, /line 3/],
  ['a quote that is never closed', `${HEADER}\n1,85123A,"HEART,6,2.55,,UK\n`, /line 2/],
  ['a row without an invoice number', `${HEADER}\n${ROW}\n,71053,A,1,1,,UK\n`, /line 3: InvoiceNo/],
  ['no invoice line', `${HEADER}\n`, /no invoice line/],
];
for (const [what, content, message] of broken) {
  test(`readInvoiceFile() names the file and the line of ${what}`, async (t) => {
    const file = await fileOf(content);
    const error = await t.throwsAsync(readInvoiceFile(file), { message });
    t.true(error.message.startsWith(`${file}: `));
  });
}

test('readInvoiceFile() reports a missing file and a truncated archive', async (t) => {
  await t.throwsAsync(readInvoiceFile(join(folder, 'absent.csv')), { message: /no such file/ });
  const cut = await fileOf(gzipSync(`${HEADER}\n${ROW}\n`.repeat(100)).subarray(0, 60));
  await t.throwsAsync(readInvoiceFile(cut), { message: /unexpected end of file/ });
});
