// Prints {orders, units, revenueMinor} of an invoice file, straight from its text. It checks the
// replay, so it shares nothing with it: its own reading, its own rule, its own arithmetic.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

type Columns = { invoice: number; code: number; quantity: number; price: number; width: number };

/** Yields the records of a CSV text; a quoted field may hold commas, newlines and doubled quotes. */
function* records(text: string): Generator<string[]> {
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') field += text.charAt((at += 1));
      else quoted = false;
    } else if (char === '"') {
      quoted = true;
    } else if (char === ',') {
      record.push(field.trim());
      field = '';
    } else if (char === '\n') {
      yield [...record, field.trim()];
      record = [];
      field = '';
    } else {
      field += char;
    }
  }
  if (quoted) throw new Error('the text ends inside a quoted field');
  if (field !== '' || record.length > 0) yield [...record, field.trim()];
}

function findColumns(header: string[]): Columns {
  const find = (name: string): number => {
    const index = header.indexOf(name);
    if (index < 0) throw new Error(`column ${name} is missing`);
    return index;
  };
  return {
    invoice: find('InvoiceNo'),
    code: find('StockCode'),
    quantity: find('Quantity'),
    price: find('UnitPrice'),
    width: header.length,
  };
}

/** Pence as an exact fraction: all digits over ten to the number of decimals. */
function pence(price: string): bigint {
  if (!/^([0-9]+|[0-9]*\.[0-9]+)$/.test(price)) return 0n;
  const [whole = '', decimals = ''] = price.split('.');
  const numerator = BigInt(whole + decimals) * 100n;
  const denominator = 10n ** BigInt(decimals.length);
  return numerator % denominator === 0n ? numerator / denominator : 0n;
}

function sum(text: string, limit: number): { orders: number; units: number; revenueMinor: number } {
  let columns: Columns | undefined;
  const read = new Set<string>();
  const orders = new Set<string>();
  let units = 0n;
  let revenue = 0n;
  for (const record of records(text)) {
    if (record.length === 1 && record[0] === '') continue;
    if (!columns) {
      columns = findColumns(record);
      continue;
    }
    if (record.length !== columns.width) throw new Error(`a row has ${record.length} fields`);
    const invoice = record[columns.invoice] ?? '';
    if (read.size < limit) read.add(invoice);
    if (!read.has(invoice) || invoice.startsWith('C') || invoice.startsWith('c')) continue;
    if (!/^[0-9]{5}[A-Za-z]*$/.test(record[columns.code] ?? '')) continue;
    const quantity = record[columns.quantity] ?? '';
    const price = pence(record[columns.price] ?? '');
    if (!/^[0-9]+$/.test(quantity) || BigInt(quantity) === 0n || price === 0n) continue;
    orders.add(invoice);
    units += BigInt(quantity);
    revenue += BigInt(quantity) * price;
  }
  return { orders: orders.size, units: Number(units), revenueMinor: Number(revenue) };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { invoices: { type: 'string' } },
});
const [file] = positionals;
const limit = values.invoices === undefined ? Number.POSITIVE_INFINITY : Number(values.invoices);
if (file === undefined || !(limit > 0)) {
  process.stderr.write('usage: sum-invoices.ts FILE [--invoices N]\n');
  process.exit(2);
}
const bytes = readFileSync(file);
const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
const text = (packed ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
process.stdout.write(`${JSON.stringify(sum(text, limit))}\n`);
