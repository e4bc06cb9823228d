import type { Availability } from '@commerce/contracts/inventory/stock-api';
import type { StockEvent } from '@commerce/contracts/inventory/stock-events';

/** The level of a product's stock as it was last noted, with the units available now. */
export interface StockLevel {
  sku: string;
  /** Available units at all locations less the backordered ones, at least 0. */
  available: number;
  /** The low-stock threshold, if one is set. */
  lowAt: number | null;
  isLow: boolean;
  isOut: boolean;
  /** Events of this product so far. */
  seq: number;
}

/** The level to note, and the event that announces its change. */
export interface LevelChange {
  sku: string;
  isLow: boolean;
  isOut: boolean;
  seq: number;
  event?: Extract<StockEvent, { type: 'StockLow.v1' | 'StockBackIn.v1' }>;
}

/**
 * Judges a level by the units available now: low at the threshold or below it, out at none. Stock
 * that becomes low is announced, as is stock that was out and is back in; each once per
 * crossing. SQL finds the levels that are crossed by the same rule (assess_stock).
 */
export function judgeLevel({
  sku,
  available,
  lowAt,
  isLow: wasLow,
  isOut,
  seq,
}: StockLevel): LevelChange {
  const level = { sku, isLow: isLow({ available, lowAt }), isOut: available === 0 };
  if (lowAt !== null && level.isLow && !wasLow) {
    const data = { sku, available, lowAt };
    return { ...level, seq: seq + 1, event: { type: 'StockLow.v1', data } };
  }
  if (isOut && !level.isOut) {
    const data = { sku, available };
    return { ...level, seq: seq + 1, event: { type: 'StockBackIn.v1', data } };
  }
  return { ...level, seq };
}

/** What everyone may know of a level, without its counts. */
export function availabilityOf(level: Pick<StockLevel, 'available' | 'lowAt'>): Availability {
  if (level.available === 0) return 'out';
  return isLow(level) ? 'low' : 'in-stock';
}

function isLow({ available, lowAt }: Pick<StockLevel, 'available' | 'lowAt'>): boolean {
  return lowAt !== null && available <= lowAt;
}
