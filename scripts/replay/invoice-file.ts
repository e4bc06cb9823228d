import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import type { Invoice, InvoiceLine } from './invoice-rules.ts';

/** The invoices in file order, and the hash of the text they were read from. */
export type InvoiceFile = { invoices: Invoice[]; contentHash: string };

const COLUMNS = {
  InvoiceNo: 'invoiceNo',
  StockCode: 'stockCode',
  Description: 'description',
  Quantity: 'quantity',
  UnitPrice: 'unitPrice',
  CustomerID: 'customerId',
  Country: 'country',
} as const satisfies Record<string, keyof InvoiceLine>;

/** A row longer than this is an unclosed quote, not an invoice line. */
const MAX_ROW_BYTES = 64 * 1024;
const GZIP_MAGIC = '1f8b';

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('hex') === GZIP_MAGIC;
  } finally {
    await handle.close();
  }
}

function renameColumns(header: string[]): string[] {
  const missing = Object.keys(COLUMNS).filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new Error(
      `line 1: column ${missing.join(', ')} is missing; ` +
        `the first line must name ${Object.keys(COLUMNS).join(', ')}`,
    );
  }
  return header.map((column) => COLUMNS[column as keyof typeof COLUMNS] ?? column);
}

/** csv-parse names the line in some of its messages only. */
function atLine(cause: Error): string {
  const line: unknown = cause instanceof CsvError ? cause['lines'] : undefined;
  return typeof line === 'number' && !cause.message.includes(`line ${line}`)
    ? `line ${line}: `
    : '';
}

function explain(file: string, cause: unknown): Error {
  if (!(cause instanceof Error)) return new Error(`${file}: ${String(cause)}`);
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new Error(`${file}: there is no such file`, { cause });
  return new Error(`${file}: ${atLine(cause)}${cause.message}`, { cause });
}

async function readRows(file: string, accept: (row: InvoiceLine) => void): Promise<string> {
  const hash = createHash('sha256');
  const parser = parse({
    bom: true,
    columns: renameColumns,
    info: true,
    max_record_size: MAX_ROW_BYTES,
    skip_empty_lines: true,
    trim: true,
    // `trim` leaves spaces inside quotes alone.
    cast: (value) => value.trim(),
  });
  const hashing = new Transform({
    transform: (chunk: Buffer, _encoding, pass) => {
      hash.update(chunk);
      pass(null, chunk);
    },
  });
  const unpacking = (await isGzip(file)) ? [createGunzip()] : [];
  // An error of any stage destroys the parser with it, so the loop below throws it.
  pipeline([createReadStream(file), ...unpacking, hashing, parser], () => {});
  for await (const { info, record } of parser) {
    const row = record as InvoiceLine;
    if (row.invoiceNo === '') throw new Error(`line ${info.lines}: InvoiceNo is empty`);
    accept(row);
  }
  return hash.digest('hex');
}

/**
 * Reads an invoice file, plain or gzip (told by its first bytes), whole. The hash is that of the
 * uncompressed text: the same invoices packed in another way are the same file. Rejects with the
 * file and the line when a column is missing or a row is broken.
 */
export async function readInvoiceFile(file: string): Promise<InvoiceFile> {
  const byNumber = new Map<string, Invoice>();
  try {
    const contentHash = await readRows(file, (row) => {
      const invoice = byNumber.get(row.invoiceNo);
      if (invoice) invoice.lines.push(row);
      else byNumber.set(row.invoiceNo, { invoiceNo: row.invoiceNo, lines: [row] });
    });
    if (byNumber.size === 0) throw new Error('it holds no invoice line');
    return { invoices: [...byNumber.values()], contentHash };
  } catch (cause) {
    throw explain(file, cause);
  }
}
