import { lineIdAt, lineIndexOf } from '@commerce/contracts/order/order-parts';
import type { LineUnits } from '@commerce/contracts/order/order-units';
import { canonicalSku } from '@commerce/contracts/sku';
import { rejected } from 'dapr-actor-runtime/streams';
import { sum } from './amounts.ts';
import type { OrderRefusal, OrderRefusalCode } from './order-decision.ts';
import type { Fulfilment, LineProgress } from './order-state.ts';

/** Units that a command asks for: of a line, or of a product. */
export type RequestedUnits = ({ lineId: string } | { sku: string }) & { quantity: number };

/** The requested units by line, or why they cannot be had. */
export type Selection =
  { ok: true; lines: LineUnits[] } | { ok: false; about: string; fault: Fault };

type Fault =
  | { code: 'line-not-found' }
  /** Several lines have units of the product, and the request does not take all of them. */
  | { code: 'line-ambiguous'; lineIds: string[] }
  | { code: 'too-many'; available: number };

/**
 * Picks requested units, at most `available(line)` of each line; without a request all that are
 * available. A product may be named instead of its line while only one line has units of it, or if the
 * request takes all units of all its lines.
 */
export function selectUnits(
  { lines }: Fulfilment,
  requested: readonly RequestedUnits[] | undefined,
  available: (line: LineProgress, index: number) => number,
): Selection {
  const left = lines.map(available);
  const wanted = requested === undefined ? left : lines.map(() => 0);
  for (const one of requested ?? []) {
    const taken = takeOne(lines, left, one);
    if (!Array.isArray(taken)) return taken;
    for (const [index, quantity] of taken) wanted[index] = (wanted[index] ?? 0) + quantity;
  }
  const picked = lines.flatMap(({ sku }, line) => {
    const quantity = wanted[line] ?? 0;
    return quantity > 0 ? [{ line, lineId: lineIdAt(line), sku, quantity }] : [];
  });
  return { ok: true, lines: picked };
}

/** The units of one request by the index of their line; takes them off `left`. */
function takeOne(
  lines: readonly LineProgress[],
  left: number[],
  one: RequestedUnits,
): [index: number, quantity: number][] | Extract<Selection, { ok: false }> {
  const about = 'lineId' in one ? one.lineId : one.sku;
  const named = indexesOf(lines, one);
  const fault = (what: Fault) => ({ ok: false, about, fault: what }) as const;
  if ('lineId' in one && named.length === 0) return fault({ code: 'line-not-found' });
  const filled = named.filter((index) => (left[index] ?? 0) > 0);
  const units = sum(filled.map((index) => left[index] ?? 0));
  if (one.quantity > units) return fault({ code: 'too-many', available: units });
  if (filled.length > 1 && one.quantity < units) {
    return fault({ code: 'line-ambiguous', lineIds: filled.map(lineIdAt) });
  }
  return filled.map((index) => {
    const quantity = Math.min(one.quantity, left[index] ?? 0);
    left[index] = (left[index] ?? 0) - quantity;
    return [index, quantity];
  });
}

function indexesOf(lines: readonly LineProgress[], one: RequestedUnits): number[] {
  if ('lineId' in one) {
    const index = lineIndexOf(one.lineId);
    return index < lines.length ? [index] : [];
  }
  const key = canonicalSku(one.sku);
  return lines.flatMap(({ sku }, index) => (canonicalSku(sku) === key ? [index] : []));
}

/** Refuses a command whose units cannot be had. `can` says what the units that are left can do. */
export function refuseSelection(
  { about, fault }: Extract<Selection, { ok: false }>,
  { tooMany, can }: { tooMany: OrderRefusalCode; can: string },
): OrderRefusal {
  switch (fault.code) {
    case 'line-not-found':
      return rejected('line-not-found', `The order has no line ${about}.`, about);
    case 'line-ambiguous':
      return rejected(
        'line-ambiguous',
        `${about} is on several lines: name one of ${fault.lineIds.join(', ')} by its lineId.`,
        about,
      );
    case 'too-many':
      return rejected(tooMany, `Only ${fault.available} units of ${about} ${can}.`, about);
  }
}
