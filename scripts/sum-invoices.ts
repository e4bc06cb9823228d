// Prints {orders, units, revenueMinor, netUnits, netRevenueMinor} of an invoice file, computed
// directly from its text by the rules in data/README.md. It verifies the replay, so it shares no
// code with it: parser, rules and arithmetic are its own.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { commandLine, upTo } from './command-line.ts';

type Columns = {
  invoice: number;
  code: number;
  quantity: number;
  price: number;
  customer: number;
  width: number;
};
type Row = { code: string; quantity: string; price: string; customer: string };
type Sum = {
  orders: number;
  units: number;
  revenueMinor: number;
  netUnits: number;
  netRevenueMinor: number;
};

/** Units of one product that a customer bought at one price in one order and has not given back. */
type Lot = { invoice: string; price: bigint; units: bigint };

/**
 * Yields the records of a CSV text; a quoted field may contain commas, newlines and doubled quotes.
 */
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
    customer: find('CustomerID'),
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

/** The rows of the first `limit` invoices, in order of first appearance. */
function invoices(text: string, limit: number): Map<string, Row[]> {
  let columns: Columns | undefined;
  const rows = new Map<string, Row[]>();
  for (const record of records(text)) {
    if (record.length === 1 && record[0] === '') continue;
    if (!columns) {
      columns = findColumns(record);
      continue;
    }
    if (record.length !== columns.width) throw new Error(`a row has ${record.length} fields`);
    const invoice = record[columns.invoice] ?? '';
    if (!rows.has(invoice)) {
      if (rows.size >= limit) continue;
      rows.set(invoice, []);
    }
    rows.get(invoice)?.push({
      code: record[columns.code] ?? '',
      quantity: record[columns.quantity] ?? '',
      price: record[columns.price] ?? '',
      customer: record[columns.customer] ?? '',
    });
  }
  return rows;
}

/** The lots per customer and product, as stacks with the newest on top. */
function lotStacks() {
  const stacks = new Map<string, Lot[]>();
  const stackOf = (customer: string, code: string): Lot[] => {
    const key = JSON.stringify([customer, code.toUpperCase()]);
    const stack = stacks.get(key) ?? [];
    stacks.set(key, stack);
    return stack;
  };
  return {
    put(customer: string, code: string, lot: Lot): void {
      const stack = stackOf(customer, code);
      const same = stack.find(
        ({ invoice, price }) => invoice === lot.invoice && price === lot.price,
      );
      if (same) same.units += lot.units;
      else stack.push(lot);
    },
    take(customer: string, code: string, wanted: bigint): { units: bigint; worth: bigint } {
      const stack = stackOf(customer, code);
      const taken = { units: 0n, worth: 0n };
      for (let top = stack.at(-1); top && taken.units < wanted; top = stack.at(-1)) {
        const missing = wanted - taken.units;
        const units = top.units < missing ? top.units : missing;
        taken.units += units;
        taken.worth += units * top.price;
        top.units -= units;
        if (top.units === 0n) stack.pop();
      }
      return taken;
    },
  };
}

/** The sums over the first `limit` invoices of a CSV text. */
export function sumInvoices(text: string, limit: number): Sum {
  const lots = lotStacks();
  const orders = new Set<string>();
  let [units, revenue, unitsBack, revenueBack] = [0n, 0n, 0n, 0n];
  for (const [invoice, rows] of invoices(text, limit)) {
    const cancels = invoice.startsWith('C') || invoice.startsWith('c');
    const customer = rows.map((row) => row.customer).find((id) => id !== '');
    for (const row of rows) {
      const price = pence(row.price);
      const digits = cancels ? row.quantity.replace(/^-/, '') : row.quantity;
      if (cancels && digits === row.quantity) continue;
      if (!/^[0-9]{5}[A-Za-z]*$/.test(row.code) || !/^[0-9]+$/.test(digits)) continue;
      const quantity = BigInt(digits);
      if (quantity === 0n || price === 0n) continue;
      if (cancels) {
        if (customer === undefined) continue;
        const taken = lots.take(customer, row.code, quantity);
        unitsBack += taken.units;
        revenueBack += taken.worth;
        continue;
      }
      orders.add(invoice);
      units += quantity;
      revenue += quantity * price;
      if (customer !== undefined) lots.put(customer, row.code, { invoice, price, units: quantity });
    }
  }
  return {
    orders: orders.size,
    units: Number(units),
    revenueMinor: Number(revenue),
    netUnits: Number(units - unitsBack),
    netRevenueMinor: Number(revenue - revenueBack),
  };
}

function main(): void {
  const program = commandLine({
    name: 'node scripts/sum-invoices.ts',
    about: 'Prints what the orders of an invoice file add up to, as JSON.',
  })
    .argument('<file>', 'the invoices (.csv or .csv.gz)')
    .option('--invoices <n>', 'only the first n', upTo(Number.MAX_SAFE_INTEGER))
    .parse();
  const [file = ''] = program.args;
  const { invoices: limit = Number.POSITIVE_INFINITY } = program.opts<{ invoices?: number }>();
  const bytes = readFileSync(file);
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (packed ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  process.stdout.write(`${JSON.stringify(sumInvoices(text, limit))}\n`);
}

if (import.meta.main) main();
