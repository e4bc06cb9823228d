import { isDeepStrictEqual } from 'node:util';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import {
  endedOrder,
  possible,
  sum,
  type ModelCommand,
  type ModelOrder,
  type ModelPayment,
  type ModelReturn,
  type Policy,
  type Units,
} from './order-model.ts';

/** The answer to a command: accepted, refused with a code, or not known because it is still in progress. */
export interface Told {
  command: ModelCommand;
  answer: 'accepted' | 'unknown' | { code: string };
}

/** Codes that say: somebody else changes the order right now, try again. */
const BUSY = new Set(['edit-in-progress', 'request-in-flight']);

/**
 * Linearizability check: whether some sequence of these commands explains both their answers and
 * the current order.
 */
export function isExplained(
  before: ModelOrder,
  done: Told[],
  { now, payment }: { now: ModelOrder; payment: ModelPayment },
): boolean {
  const isBusy = ({ answer }: Told) => typeof answer === 'object' && BUSY.has(answer.code);
  const others = done.filter((one) => !isBusy(one));
  if (others.length < done.length && done.length > 1) {
    return isExplained(before, others, { now, payment });
  }
  if (done.length === 0) return isDeepStrictEqual(shown(before, payment), shown(now, payment));
  return done.some(({ command, answer }, index) => {
    const rest = done.toSpliced(index, 1);
    const explains = (after: ModelOrder) => isExplained(after, rest, { now, payment });
    if (answer === 'unknown' && explains(before)) return true;
    return possible(before, command, payment).some((one) => {
      if (answer === 'unknown') return one.ok && explains(one.order);
      if (answer === 'accepted') return one.ok && explains(one.order);
      return !one.ok && one.code === answer.code && explains(before);
    });
  });
}

/** Without amounts that depend on when the order learned of foreign money. */
function shown(order: ModelOrder, { foreign }: ModelPayment): ModelOrder {
  if (!foreign) return order;
  return { ...order, returns: order.returns.map((one) => ({ ...one, refundMinor: 0 })) };
}

const STATUS_OF_RETURN: Record<ReturnResource['status'], ModelReturn['status']> = {
  ...{ requested: 'requested', received: 'arrived', returned: 'arrived' },
  ...{ declined: 'declined', withdrawn: 'withdrawn', closed: 'closed' },
};

type Line = { sku: string; quantity: number };
const units = (lines: Line[]): Units => {
  const counts: Units = {};
  for (const { sku, quantity } of lines) counts[sku] = (counts[sku] ?? 0) + quantity;
  return Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
};

/** The order from the API, as a model state. Throws if it has not settled. */
export function observed(resource: OrderResource, policy: Policy): ModelOrder {
  const { status, fulfilment, amounts, tags = [], refunds = [] } = resource;
  const parts = {
    ...{ policy, tags, ordered: units(resource.lines) },
    leftAnyway: (resource.shippedAnyway ?? []).map(({ lines, settled }) => ({
      units: units(lines),
      outcome: settled?.outcome ?? ('open' as const),
    })),
  };
  if (fulfilment === undefined) {
    if (status !== 'cancelled' && status !== 'rejected') {
      throw new Error(`an order that is ${status} has not settled`);
    }
    return endedOrder({ ...parts, status });
  }
  const { lines, shipments, returns } = fulfilment;
  const by = (countOf: (line: (typeof lines)[number]) => number) =>
    units(lines.map((line) => ({ sku: line.sku, quantity: countOf(line) })));
  return {
    ...parts,
    status: 'confirmed',
    quantity: by(({ quantity }) => quantity),
    cancelled: by(({ cancelled }) => cancelled),
    waiting: by(({ waiting }) => waiting),
    shipments: shipments.map((one) => ({
      units: units(one.lines),
      delivered: one.deliveredAt !== undefined,
    })),
    returns: returns.map(observedReturn),
    refunds: refunds
      .filter((one) => one.status !== 'declined')
      .map(({ amount, refundedMinor }) => refundedMinor ?? amount.amountMinor),
    authorizedMinor: amounts?.authorizedMinor ?? 0,
  };
}

type ReturnResource = NonNullable<OrderResource['fulfilment']>['returns'][number];

function observedReturn(one: ReturnResource): ModelReturn {
  const status = STATUS_OF_RETURN[one.status];
  const isKept = status !== 'requested' && status !== 'arrived';
  return {
    status,
    units: isKept ? {} : units(one.lines),
    to: (status === 'arrived' && one.received?.[0]?.disposition) || 'sellable',
    refundMinor: status === 'arrived' ? (one.refundedMinor ?? one.refundMinor) : 0,
  };
}

/** The sum of what changed at the provider without the order, by kind, minor units. */
export function changedMinor({ paymentChanges = [] }: OrderResource, kind: string): number {
  return sum(
    paymentChanges.filter((one) => one.kind === kind).map(({ amount }) => amount?.amountMinor ?? 0),
  );
}
