import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { INVOICE_CURRENCY } from '../invoice-rules.ts';
import { formatMinor } from '../money.ts';
import type { Subject, Verdict } from './subject.ts';
import { verdict } from './subject.ts';

const SCRIPT = fileURLToPath(new URL('../../sum-invoices.ts', import.meta.url));
const SCRIPT_TIMEOUT_MS = 120_000;

type FileSum = {
  orders: number;
  units: number;
  revenueMinor: number;
  netUnits: number;
  netRevenueMinor: number;
};

async function sumFile(file: string, invoices: number | 'all'): Promise<FileSum> {
  const limit = invoices === 'all' ? [] : ['--invoices', String(invoices)];
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, file, ...limit], {
    timeout: SCRIPT_TIMEOUT_MS,
  });
  return JSON.parse(stdout) as FileSum;
}

function compare(what: string, platform: number, file: number): string[] {
  return platform === file ? [] : [`${what}: the platform has ${platform}, the file has ${file}`];
}

function compareMoney(what: string, platform: Record<string, number>, file: number): string[] {
  const { [INVOICE_CURRENCY]: amountMinor = 0, ...others } = platform;
  return [
    ...compare(what, amountMinor, file),
    ...Object.keys(others).map((currency) => `${what}: unexpected currency ${currency}`),
  ];
}

/**
 * Checks that the platform's sales equal the sums of an independent script, to the unit and the
 * penny.
 */
export async function salesEqualTheFile({
  file,
  invoices,
  figures,
}: Pick<Subject, 'file' | 'invoices' | 'figures'>): Promise<Verdict> {
  const sum = await sumFile(file, invoices);
  const faults = [
    ...compare('orders', figures.ordersConfirmed, sum.orders),
    ...compare('units', figures.units, sum.units),
    ...compareMoney('revenueMinor', figures.revenueMinor, sum.revenueMinor),
  ];
  const revenue = `${INVOICE_CURRENCY} ${formatMinor(sum.revenueMinor)}`;
  return verdict(faults, `${sum.orders} orders, ${sum.units} units, ${revenue}`);
}

/** Checks that the sales after cancellations and returns equal the net sums of that script. */
export async function netSalesEqualTheFile({
  file,
  invoices,
  figures,
}: Pick<Subject, 'file' | 'invoices' | 'figures'>): Promise<Verdict> {
  const sum = await sumFile(file, invoices);
  const faults = [
    ...compare('netUnits', figures.netUnits, sum.netUnits),
    ...compareMoney('netRevenueMinor', figures.netRevenueMinor, sum.netRevenueMinor),
  ];
  const revenue = `${INVOICE_CURRENCY} ${formatMinor(sum.netRevenueMinor)}`;
  return verdict(faults, `${sum.netUnits} units, ${revenue}`);
}
