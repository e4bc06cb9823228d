import { connectStack, waitUntil } from '@commerce/testing';
import { violationsAtRest } from '@commerce/testing/invariants';
import { readRecords } from '@commerce/testing/records';
import { orderOf } from '@commerce/testing/shop';
import test from 'ava';
import { openOrderStaff } from './order-staff.ts';

// The customer cancels while the warehouse ships: of each unit one of both wins.
const stack = connectStack();
const { shop } = openOrderStaff(stack);
const warehouse = await shop.tokens.person('warehouse');
const support = await shop.tokens.person('support');
test.after.always(() => stack.close());

/** Rounds of each of the races below: together a hundred. */
const ROUNDS = 25;
/** Rounds at once: enough that turns of orders overlap with their events and sweeps. */
const AT_ONCE = 10;
const UNITS = 4;

type Lines = { lineId: string; quantity: number }[];
interface Race {
  title: string;
  cancel?: Lines;
  ship?: Lines;
}
const of = (quantity: number): Lines => [{ lineId: 'l1', quantity }];

const races: Race[] = [
  { title: 'all of it is cancelled and shipped' },
  { title: 'all of it is cancelled, a part is shipped', ship: of(1) },
  { title: 'a part is cancelled, all of it is shipped', cancel: of(1) },
  { title: 'two parts, which together are more than there is', cancel: of(3), ship: of(3) },
];

async function start(): Promise<{ id: string; sku: string }> {
  const sku = await shop.product(UNITS);
  const { body } = await shop.place({ ...orderOf({ [sku]: UNITS }), policy: 'split' });
  return { id: String(body['id']), sku };
}

const send = (headers: Record<string, string>, path: string, lines: Lines | undefined) =>
  shop.api('POST', path, { body: lines === undefined ? {} : { lines }, headers });

/** One order whose units both sides want at the same instant: how many each side got. */
async function round({ cancel, ship }: Race) {
  const { id, sku } = await start();
  const [cancelled, shipped] = await Promise.all([
    send(support, `/orders/${id}/cancellation`, cancel),
    send(warehouse, `/orders/${id}/shipments`, ship),
  ]);
  const order = await waitUntil(
    async () => {
      const now = await shop.getOrder(id);
      return now.status !== 'cancelling' && now;
    },
    { timeoutMs: 60_000, what: `${id} has settled` },
  );
  const [line] = order.fulfilment?.lines ?? [];
  return {
    ...{ id, sku, status: order.status },
    answers: [cancelled.status, shipped.status] as const,
    cancelled: line?.cancelled ?? 0,
    shipped: line?.shipped ?? 0,
  };
}

type Outcome = Awaited<ReturnType<typeof round>>;

/** What is wrong with the answers: each side that was told yes got its units, the other none. */
function faultOf(race: Race, { answers, status, cancelled, shipped }: Outcome): string | undefined {
  const [cancelAnswer, shipAnswer] = answers;
  const isCancelled = cancelAnswer < 300;
  const isShipped = shipAnswer < 300;
  const seen = `${answers.join(' and ')}: ${status}, ${cancelled} cancelled, ${shipped} shipped`;
  if (![200, 202, 409].includes(cancelAnswer) || ![201, 409].includes(shipAnswer)) return seen;
  if (status === 'cancelled') return isCancelled && !isShipped ? undefined : seen;
  const wanted = race.ship?.[0]?.quantity ?? UNITS - cancelled;
  if (shipped !== (isShipped ? wanted : 0)) return seen;
  if (cancelled !== (isCancelled ? (race.cancel?.[0]?.quantity ?? UNITS) : 0)) return seen;
  return cancelled + shipped <= UNITS && (isCancelled || isShipped) ? undefined : seen;
}

for (const race of races) {
  test(`of each unit one side wins, and the books agree: ${race.title}`, async (t) => {
    const outcomes: Outcome[] = [];
    while (outcomes.length < ROUNDS) {
      const count = Math.min(AT_ONCE, ROUNDS - outcomes.length);
      outcomes.push(...(await Promise.all(Array.from({ length: count }, () => round(race)))));
    }
    t.deepEqual(
      outcomes.flatMap((one) => faultOf(race, one) ?? []),
      [],
    );
    const orderIds = outcomes.map(({ id }) => id);
    const skus = outcomes.map(({ sku }) => sku);
    let violations: unknown[] = [];
    await waitUntil(
      async () => {
        violations = violationsAtRest(await readRecords(stack, { orderIds, skus }));
        return violations.length === 0;
      },
      { timeoutMs: 60_000, what: 'stock, orders, payments and the provider agree' },
    ).catch(() => {});
    t.deepEqual(violations, []);
  });
}
