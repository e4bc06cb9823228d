import { mergeLines, type Allocation, type Line } from './allocation.ts';
import type { Shortage } from './hold-plan.ts';
import type { ReservationStatus } from './reservation.ts';

/** A part of a reservation that is given up, or units of a committed order that came back. */
export interface GiveBackCommand {
  kind: 'release' | 'return';
  lines: readonly Line[];
}

/** What is reserved for an order now. */
export interface Reserved {
  status: ReservationStatus;
  lines: readonly Allocation[];
  waiting: readonly Line[];
}

/** What goes back and what stays; or why nothing changes. */
export type GiveBack =
  | {
      ok: true;
      movement: 'release' | 'restock';
      /** Units that go back, where they were taken. */
      given: Allocation[];
      /** Units that are not waited for any more. */
      dropped: Line[];
      /** What is reserved after it. */
      left: Allocation[];
    }
  | { ok: false; code: 'reservation-not-found' | 'reservation-not-committed' }
  | { ok: false; code: 'exceeds-reservation'; lines: Shortage[] };

/**
 * Decides what a part of a reservation gives back. A release drops units that are still waited for
 * first, then gives back what was allocated last; of a reservation that has ended it moves nothing.
 * A return takes units of a committed order only. Never more than is reserved: exceeds-reservation
 * names the lines.
 */
export function giveBack(reserved: Reserved, { kind, lines }: GiveBackCommand): GiveBack {
  switch (reserved.status) {
    case 'absent':
      return { ok: false, code: 'reservation-not-found' };
    case 'held':
      if (kind === 'return') return { ok: false, code: 'reservation-not-committed' };
      return take(reserved, mergeLines(lines), 'release', reserved.waiting);
    case 'committed':
      return take(
        reserved,
        mergeLines(lines),
        'restock',
        kind === 'release' ? reserved.waiting : [],
      );
    case 'released':
    case 'expired':
      if (kind === 'return') return take({ ...reserved, lines: [] }, lines, 'restock', []);
      return { ok: true, movement: 'release', given: [], dropped: [], left: [] };
  }
}

function take(
  { lines: reserved }: Reserved,
  wanted: readonly Line[],
  movement: 'release' | 'restock',
  droppable: readonly Line[],
): GiveBack {
  const waiting = new Map(droppable.map(({ sku, quantity }) => [sku, quantity]));
  const there = new Map(waiting);
  for (const { sku, quantity } of reserved) there.set(sku, (there.get(sku) ?? 0) + quantity);
  const exceeding = wanted
    .map(({ sku, quantity }) => ({ sku, requested: quantity, available: there.get(sku) ?? 0 }))
    .filter(({ requested, available }) => requested > available);
  if (exceeding.length > 0) return { ok: false, code: 'exceeds-reservation', lines: exceeding };

  const dropped = wanted
    .map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, waiting.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  const droppedBySku = new Map(dropped.map(({ sku, quantity }) => [sku, quantity]));
  const missing = new Map(
    wanted.map(({ sku, quantity }) => [sku, quantity - (droppedBySku.get(sku) ?? 0)]),
  );
  const given: Allocation[] = [];
  const left: Allocation[] = [];
  for (const one of reserved.toReversed()) {
    const back = Math.min(one.quantity, missing.get(one.sku) ?? 0);
    missing.set(one.sku, (missing.get(one.sku) ?? 0) - back);
    if (back > 0) given.push({ ...one, quantity: back });
    if (back < one.quantity) left.unshift({ ...one, quantity: one.quantity - back });
  }
  return { ok: true, movement, given, dropped, left };
}
