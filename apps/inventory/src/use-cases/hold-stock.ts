import type { FulfilmentPolicy } from '@commerce/contracts/inventory/fulfilment-policy';
import type { HoldResult } from '@commerce/contracts/inventory/reservation-actor';
import { createBatcher } from 'dapr-actor-runtime/batching';
import { transaction } from 'dapr-actor-runtime/postgres';
import type { InventoryDeps, StockDeps } from '../deps.ts';
import { planHolds, type GrantedHold, type Hold, type HoldPlan } from '../domain/hold-plan.ts';
import { decideHold } from '../domain/reservation.ts';
import {
  LEVEL_CROSSED,
  placeHolds,
  readOffer,
  STALE,
  type NewReservation,
  type StoredReservation,
} from '../store/holds.ts';
import { NOT_ENOUGH, type StockChange } from '../store/movements.ts';
import { allocateBackorders } from './allocate-backorders.ts';
import { announceLevels } from './announce-levels.ts';

/** Orders and order lines that one batch takes at most. */
const MAX_BATCH_HOLDS = 64;
const MAX_BATCH_LINES = 2_000;
/** Times that holds are decided again because the stock has changed in between. */
const MAX_ATTEMPTS = 20;
const CONFLICTS = new Set([STALE, NOT_ENOUGH, '40001', '40P01']);

type HoldDeps = StockDeps & Pick<InventoryDeps, 'holdTtlSeconds'>;

/**
 * Decides the holds that wait in this process together: a hot product is locked, and its commit
 * written to disk, once for many orders. One batch follows another, since each has a cost of its
 * own; a batch that waits for a lock delays all behind it until the lock timeout. A batch that
 * fails is split, so that a bad hold fails alone. A hold rejects if the stock changes faster than it
 * can be read.
 */
export function createHoldBatcher(deps: HoldDeps): InventoryDeps['holdStock'] {
  return createBatcher<Hold, HoldResult>({
    async run(holds) {
      const { answers, skusToAllocate } = await holdBatch(deps, holds);
      await allocateBackorders(deps, skusToAllocate);
      return answers;
    },
    fits: (holds, next) =>
      holds.length < MAX_BATCH_HOLDS &&
      holds.reduce((sum, { lines }) => sum + lines.length, next.lines.length) <= MAX_BATCH_LINES &&
      holds.every(({ orderId }) => orderId !== next.orderId),
    splitOnError: () => true,
  });
}

/**
 * Holds units for any number of orders (each once) in two round trips: the stock is read without a
 * lock, the domain decides, and one statement writes everything if each unit is still available;
 * otherwise the holds are decided again. Each order is decided on its own: a short one delays no
 * other. Answers in the order of the holds; a repeat gets the first answer again.
 */
export async function holdBatch(
  deps: HoldDeps,
  holds: readonly Hold[],
): Promise<{ answers: HoldResult[]; skusToAllocate: string[] }> {
  for (let attempt = 1; ; attempt++) {
    const { answers, granted } = await decideHolds(deps, holds);
    if (granted.length === 0) return { answers, skusToAllocate: [] };
    try {
      const { skusToAllocate } = await writeHolds(deps, granted);
      // Units may have become available before these backorders joined the queue.
      const queued = granted.flatMap(({ backordered }) => backordered.map(({ sku }) => sku));
      return { answers, skusToAllocate: [...new Set([...skusToAllocate, ...queued])] };
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!CONFLICTS.has(code) || attempt >= MAX_ATTEMPTS) throw error;
    }
  }
}

/** Writes decided holds, all or none. Rejects with one of CONFLICTS if they must be decided again. */
export async function writeHolds(
  deps: HoldDeps,
  granted: readonly NewReservation[],
): Promise<StockChange> {
  const ttlSeconds = deps.holdTtlSeconds;
  try {
    return await placeHolds(deps.database, granted, { ttlSeconds, mayCross: false });
  } catch (error) {
    if ((error as { code?: string }).code !== LEVEL_CROSSED) throw error;
  }
  return transaction(deps.database, async (trx) => {
    const change = await placeHolds(trx, granted, { ttlSeconds, mayCross: true });
    const correlationId = granted[0]?.correlationId ?? '';
    await announceLevels(deps, trx, change.crossedLevels, correlationId);
    return change;
  });
}

async function decideHolds(
  { database, allocate }: HoldDeps,
  holds: readonly Hold[],
): Promise<{ answers: HoldResult[]; granted: NewReservation[] }> {
  const offer = await readOffer(database, {
    orderIds: holds.map(({ orderId }) => orderId),
    skus: [...new Set(holds.flatMap(({ lines }) => lines.map(({ sku }) => sku)))],
  });
  const known = new Map(offer.reservations.map((one) => [one.orderId, one]));
  const fresh = holds.filter(
    ({ orderId }) => decideHold(known.get(orderId)?.status ?? 'absent') === 'allocate',
  );
  const plans = planHolds(fresh, offer, allocate);
  const planOf = new Map(fresh.map(({ orderId }, n) => [orderId, plans[n] as HoldPlan]));
  return {
    answers: holds.map(({ orderId, policy }) => {
      const plan = planOf.get(orderId);
      if (plan === undefined) return repeatedAnswer(known.get(orderId) as StoredReservation);
      return plan.outcome === 'short' ? plan : answerOf(policy, plan);
    }),
    granted: fresh.flatMap(({ orderId, policy, correlationId }): NewReservation[] => {
      const plan = planOf.get(orderId);
      if (plan?.outcome !== 'held') return [];
      const { allocations, backordered } = plan;
      const { outcome: _, ...answer } = answerOf(policy, plan);
      // The answer is stored only if it does not follow from the lines.
      const stored = policy === 'all' || policy === 'split' ? null : answer;
      return [{ orderId, correlationId, allocations, backordered, answer: stored }];
    }),
  };
}

function answerOf(
  policy: FulfilmentPolicy,
  { outcome, allocations, shortfall, backordered }: GrantedHold,
): Extract<HoldResult, { outcome: 'held' }> {
  if (policy === 'partial') return { outcome, allocations, cut: shortfall };
  if (policy === 'backorder') return { outcome, allocations, waiting: backordered };
  return { outcome, allocations };
}

function repeatedAnswer({ status, lines, answer }: StoredReservation): HoldResult {
  return decideHold(status) === 'closed'
    ? { outcome: 'closed' }
    : { outcome: 'held', ...(answer ?? { allocations: lines }) };
}
