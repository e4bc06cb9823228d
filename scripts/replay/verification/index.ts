import type { Check } from '../summary.ts';
import { everyAuthorizationBelongsToAConfirmedOrder } from './authorizations.ts';
import { noDeadLetters } from './dead-letters.ts';
import { everyEventTookEffectOnce } from './events-once.ts';
import { everyInvoiceBecameAnOrder } from './every-invoice.ts';
import { stockLeftEqualsOpeningLessConfirmed } from './stock-left.ts';
import type { Subject, Verdict } from './subject.ts';
import { salesEqualTheFile } from './sum-of-file.ts';
import { noOrderIsLeftUnfinished } from './unfinished.ts';

/** Each check looks at its subject from another side than the code that it checks. */
const CHECKS: readonly [name: string, check: (subject: Subject) => Promise<Verdict>][] = [
  ['every invoice with a sellable line became an order', everyInvoiceBecameAnOrder],
  ['units and revenue equal the independent sum of the file', salesEqualTheFile],
  ['stock left equals opening less confirmed', stockLeftEqualsOpeningLessConfirmed],
  ['every event reached every subscriber exactly once in effect', everyEventTookEffectOnce],
  ['no order is left unfinished', noOrderIsLeftUnfinished],
  ['no dead letters', noDeadLetters],
  ['every authorization belongs to a confirmed order', everyAuthorizationBelongsToAConfirmedOrder],
];

/** Runs every check; one that cannot be made has failed and says why. */
export async function verifyReplay(subject: Subject): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [name, check] of CHECKS) {
    try {
      checks.push({ name, ...(await check(subject)) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      checks.push({ name, ok: false, detail: `could not be checked: ${why}` });
    }
  }
  return checks;
}
