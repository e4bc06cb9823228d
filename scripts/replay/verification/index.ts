import type { Check } from '../summary.ts';
import { everyAuthorizationBelongsToAConfirmedOrder } from './authorizations.ts';
import { everyReversalTookEffect } from './every-reversal.ts';
import { noDeadLetters } from './dead-letters.ts';
import { everyEventTookEffectOnce } from './events-once.ts';
import { everyInvoiceBecameAnOrder } from './every-invoice.ts';
import { moneyEqualsShipmentsAndReturns } from './money-moved.ts';
import { stockLeftEqualsOpeningLessConfirmed } from './stock-left.ts';
import type { Subject, Verdict } from './subject.ts';
import { netSalesEqualTheFile, salesEqualTheFile } from './sum-of-file.ts';
import { noOrderIsLeftUnfinished } from './unfinished.ts';

/** Each check uses other data than the code that it verifies. */
const CHECKS: readonly [name: string, check: (subject: Subject) => Promise<Verdict>][] = [
  ['every invoice with a sellable line became an order', everyInvoiceBecameAnOrder],
  ['every matched cancellation took effect', everyReversalTookEffect],
  ['units and revenue equal the independent sum of the file', salesEqualTheFile],
  ['net units and net revenue equal the independent sum of the file', netSalesEqualTheFile],
  [
    'stock left equals opening less confirmed, plus cancelled and returned',
    stockLeftEqualsOpeningLessConfirmed,
  ],
  ['every event reached every subscriber exactly once in effect', everyEventTookEffectOnce],
  ['no order is left unfinished', noOrderIsLeftUnfinished],
  ['no dead letters', noDeadLetters],
  ['every authorization belongs to a confirmed order', everyAuthorizationBelongsToAConfirmedOrder],
  ['captures equal shipments, refunds equal returns', moneyEqualsShipmentsAndReturns],
];

/** Runs every check; a check that throws counts as failed, with the reason. */
export async function verifyReplay(subject: Subject): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [name, check] of CHECKS) {
    try {
      checks.push({ name, ...(await check(subject)) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      checks.push({ name, ok: false, detail: `the check failed to run: ${why}` });
    }
  }
  return checks;
}
