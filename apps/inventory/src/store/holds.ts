import type { HoldResult } from '@commerce/contracts/inventory/reservation-actor';
import { DEFAULT_PRIORITY } from '@commerce/contracts/inventory/stock-api';
import type { Database } from '@commerce/runtime/postgres';
import type { Allocate, Allocation, AvailableStock, Line } from '../domain/allocation.ts';
import { planHolds, type HoldPlan, type HoldPolicy } from '../domain/hold-plan.ts';
import { decideHold, type ReservationStatus } from '../domain/reservation.ts';
import { NOT_ENOUGH } from './movements.ts';

/** Times that holds are decided again because the stock has changed meanwhile. */
const MAX_ATTEMPTS = 20;
const CONFLICTS = new Set(['40001', '40P01', NOT_ENOUGH]);

/** What an order wants held. The hold may be ended after ttlSeconds. */
export interface Hold {
  orderId: string;
  lines: readonly Line[];
  policy: HoldPolicy;
  ttlSeconds: number;
  correlationId: string;
}

interface Known {
  orderId: string;
  status: ReservationStatus;
  lines: Allocation[];
  answer: Omit<Extract<HoldResult, { outcome: 'held' }>, 'outcome'> | null;
}
type Planned = { hold: Hold; plan: Extract<HoldPlan, { outcome: 'held' }> };

/**
 * Holds for any number of orders (each once) in two round trips: the stock is read without a lock,
 * the rules decide, and one statement writes all of it if every unit is still there; else it is
 * decided again. Each order is held by itself: one that is short holds up no other. Answers in the
 * order of the holds; a repeat is answered as the first one was. `fillable` are products that have
 * free units while orders wait for them. Throws when the stock changes faster than it can be read.
 */
export async function holdStock(
  database: Database,
  holds: readonly Hold[],
  allocate: Allocate,
): Promise<{ answers: HoldResult[]; fillable: string[] }> {
  for (let attempt = 1; ; attempt++) {
    const offer = await readOffer(database, holds);
    const known = new Map(offer.reservations.map((one) => [one.orderId, one]));
    const fresh = holds.filter(
      ({ orderId }) => decideHold(known.get(orderId)?.status ?? 'absent') === 'allocate',
    );
    const plans = planHolds(fresh, offer, allocate);
    const planOf = new Map(fresh.map(({ orderId }, n) => [orderId, plans[n] as HoldPlan]));
    try {
      const planned = fresh.flatMap((hold): Planned[] => {
        const plan = planOf.get(hold.orderId);
        return plan?.outcome === 'held' ? [{ hold, plan }] : [];
      });
      const fillable = planned.length === 0 ? [] : await placeHolds(database, planned);
      const answers = holds.map((hold) => {
        const plan = planOf.get(hold.orderId);
        return plan === undefined
          ? repeatedAnswer(known.get(hold.orderId) as Known)
          : answerOf(hold, plan);
      });
      return { answers, fillable };
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!CONFLICTS.has(code) || attempt >= MAX_ATTEMPTS) throw error;
    }
  }
}

function answerOf({ policy }: Hold, plan: HoldPlan): HoldResult {
  if (plan.outcome === 'short') return plan;
  const { outcome, allocations, cut, waiting } = plan;
  if (policy === 'partial') return { outcome, allocations, cut };
  if (policy === 'backorder') return { outcome, allocations, waiting };
  return { outcome, allocations };
}

function repeatedAnswer({ status, lines, answer }: Known): HoldResult {
  return decideHold(status) === 'closed'
    ? { outcome: 'closed' }
    : { outcome: 'held', ...(answer ?? { allocations: lines }) };
}

// The arrays stand behind sub-queries: PostgreSQL would plan the statement anew for each call if it
// knew their lengths, which costs as much as running it.
async function readOffer(
  database: Database,
  holds: readonly Hold[],
): Promise<{ reservations: Known[]; stock: AvailableStock[]; waiting: Line[] }> {
  const { rows } = await database.query<{
    reservations: Known[] | null;
    stock: AvailableStock[] | null;
    waiting: Line[] | null;
  }>({
    name: 'holds-offer',
    text: `SELECT
      (SELECT json_agg(json_build_object(
         'orderId', order_id, 'status', status, 'lines', lines, 'answer', answer))
       FROM reservations WHERE order_id = ANY((SELECT $1::text[])::text[])) AS reservations,
      (SELECT json_agg(json_build_object('sku', sku, 'location', location,
         'available', on_hand - held, 'priority', coalesce(priority, ${DEFAULT_PRIORITY})))
       FROM stock LEFT JOIN locations USING (location)
       WHERE sku = ANY((SELECT $2::text[])::text[])) AS stock,
      (SELECT json_agg(json_build_object('sku', sku, 'quantity', quantity))
       FROM (SELECT sku, sum(quantity) AS quantity FROM backorders
             WHERE sku = ANY((SELECT $2::text[])::text[]) GROUP BY sku) AS queue) AS waiting`,
    values: [
      holds.map(({ orderId }) => orderId),
      [...new Set(holds.flatMap(({ lines }) => lines.map(({ sku }) => sku)))],
    ],
  });
  const [offer] = rows;
  return {
    reservations: offer?.reservations ?? [],
    stock: offer?.stock ?? [],
    waiting: offer?.waiting ?? [],
  };
}

async function placeHolds(database: Database, planned: readonly Planned[]): Promise<string[]> {
  const taken = planned.flatMap(({ hold, plan }) =>
    plan.allocations.map((allocation) => ({ ...allocation, hold })),
  );
  const waiting = planned.flatMap(({ hold, plan }) =>
    plan.waiting.map((line) => ({ ...line, orderId: hold.orderId })),
  );
  const { rows } = await database.query<{ fillable: string[] }>({
    name: 'holds-place',
    text: `SELECT place_holds($1, $2, $3::jsonb[], $4::jsonb[], $5, $6, $7, $8, $9, $10, $11, $12)
             AS fillable`,
    values: [
      planned.map(({ hold }) => hold.orderId),
      planned.map(({ hold }) => hold.ttlSeconds),
      planned.map(({ plan }) => JSON.stringify(plan.allocations)),
      planned.map(({ hold, plan }) => storedAnswer(hold, plan)),
      taken.map(({ sku }) => sku),
      taken.map(({ location }) => location),
      taken.map(({ quantity }) => quantity),
      taken.map(({ hold }) => hold.orderId),
      taken.map(({ hold }) => hold.correlationId),
      waiting.map(({ orderId }) => orderId),
      waiting.map(({ sku }) => sku),
      waiting.map(({ quantity }) => quantity),
    ],
  });
  // Units may have come free before this order stood in the queue.
  return [...new Set([...(rows[0]?.fillable ?? []), ...waiting.map(({ sku }) => sku)])];
}

/** Kept only where the lines do not tell it. */
function storedAnswer(hold: Hold, plan: HoldPlan): string | null {
  if (hold.policy === 'all' || hold.policy === 'split') return null;
  const { outcome: _, ...answer } = answerOf(hold, plan) as Extract<HoldPlan, { outcome: 'held' }>;
  return JSON.stringify(answer);
}
