import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { INVOICE_CURRENCY } from '../invoice-rules.ts';
import { formatMinor } from '../money.ts';
import type { Subject, Verdict } from './subject.ts';
import { verdict } from './subject.ts';

const SCRIPT = fileURLToPath(new URL('../../sum-invoices.ts', import.meta.url));
const SCRIPT_TIMEOUT_MS = 120_000;

type FileSum = { orders: number; units: number; revenueMinor: number };

async function sumFile(file: string, invoices: number | 'all'): Promise<FileSum> {
  const limit = invoices === 'all' ? [] : ['--invoices', String(invoices)];
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, file, ...limit], {
    timeout: SCRIPT_TIMEOUT_MS,
  });
  return JSON.parse(stdout) as FileSum;
}

function compare(what: string, platform: number, file: number): string[] {
  return platform === file ? [] : [`${what}: the platform has ${platform}, the file ${file}`];
}

/** What the platform sold, to the unit and the penny, is what another script reads in the file. */
export async function salesEqualTheFile({
  file,
  invoices,
  figures,
}: Pick<Subject, 'file' | 'invoices' | 'figures'>): Promise<Verdict> {
  const sum = await sumFile(file, invoices);
  const { [INVOICE_CURRENCY]: revenueMinor = 0, ...others } = figures.revenueMinor;
  const faults = [
    ...compare('orders', figures.ordersConfirmed, sum.orders),
    ...compare('units', figures.units, sum.units),
    ...compare('revenueMinor', revenueMinor, sum.revenueMinor),
    ...Object.keys(others).map((currency) => `there is revenue in ${currency}`),
  ];
  const revenue = `${INVOICE_CURRENCY} ${formatMinor(sum.revenueMinor)}`;
  return verdict(faults, `${sum.orders} orders, ${sum.units} units, ${revenue}`);
}
