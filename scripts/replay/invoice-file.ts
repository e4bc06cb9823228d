import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import type { Invoice, InvoiceLine } from './invoice-rules.ts';

/** The invoices in file order, and the hash of the file's text. */
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

/** A longer row means an unclosed quote. */
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

/** csv-parse names the line only in some of its messages. */
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
    // `trim` does not remove spaces inside quotes.
    cast: (value) => value.trim(),
  });
  const hashing = new Transform({
    transform: (chunk: Buffer, _encoding, pass) => {
      hash.update(chunk);
      pass(null, chunk);
    },
  });
  const unpacking = (await isGzip(file)) ? [createGunzip()] : [];
  // An error of any stage destroys the parser with that error, so the loop below throws it.
  pipeline([createReadStream(file), ...unpacking, hashing, parser], () => {});
  for await (const { info, record } of parser) {
    const row = record as InvoiceLine;
    if (row.invoiceNo === '') throw new Error(`line ${info.lines}: InvoiceNo is empty`);
    accept(row);
  }
  return hash.digest('hex');
}

/**
 * Reads a whole invoice file, plain or gzip (detected by its first bytes). The hash is that of the
 * uncompressed text, so compression does not change it. Rejects, naming the file and the line, if a
 * column is missing or a row is malformed.
 */
export async function readInvoiceFile(file: string): Promise<InvoiceFile> {
  const byNumber = new Map<string, Invoice>();
  try {
    const contentHash = await readRows(file, (row) => {
      const invoice = byNumber.get(row.invoiceNo);
      if (invoice) invoice.lines.push(row);
      else byNumber.set(row.invoiceNo, { invoiceNo: row.invoiceNo, lines: [row] });
    });
    if (byNumber.size === 0) throw new Error('it contains no invoice line');
    return { invoices: [...byNumber.values()], contentHash };
  } catch (cause) {
    throw explain(file, cause);
  }
}
