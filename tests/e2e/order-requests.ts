import { randomBytes } from 'node:crypto';
import type { JsonAnswer } from '@commerce/testing/json-client';
import { CUSTOMER, type Shop } from '@commerce/testing/shop';
import type { OrderAction } from './order-actions.ts';
import {
  count,
  unitsOf,
  type ModelCommand,
  type ModelOrder,
  type ModelPayment,
  type Units,
} from './order-model.ts';

export const LOCATIONS = ['main', 'annex'];
export const locationAt = (index: number) => LOCATIONS[index % LOCATIONS.length] ?? '';

/** Times that a request without a clear answer is sent. */
const MAX_TRIES = 12;

export interface Request {
  method?: 'PATCH';
  path: string;
  body?: object | undefined;
  headers: Record<string, string>;
}

/** What a run knows of an order that it placed. */
export interface OrderIds {
  id: string;
  model: ModelOrder;
  shipmentIds: string[];
  returnIds: string[];
  leftAnywayIds: string[];
}

/** An order of the run. */
export interface KnownOrder extends OrderIds {
  payment: ModelPayment;
  token: string;
  /** The first lines of the shipping address that it may have: several after simultaneous edits. */
  streets: Set<string>;
}

export type Send = (request: Request, tries?: number) => Promise<JsonAnswer>;

/** Sends requests, again if the answer says so: a capture whose answer was lost is found by its key. */
export function sender(shop: Shop): Send {
  return async function send(request, tries = MAX_TRIES): Promise<JsonAnswer> {
    const { method = 'POST', path, body, headers } = request;
    const answer = await shop.api(method, path, { ...(body && { body }), headers });
    const isUnclear =
      answer.status === 503 || answer.body?.['type'] === '/problems/request-in-flight';
    return isUnclear && tries > 1 ? send(request, tries - 1) : answer;
  };
}

export const newKey = () => ({ 'idempotency-key': randomBytes(12).toString('hex') });

/** Where an edit sends the goods: its house number tells the edits apart. */
export const addressOf = (line: string) => ({ ...CUSTOMER.shippingAddress, lines: [line] });

/** The request of an action on an order and its command in the model; undefined if there is nothing to act on. */
export async function orderRequests(shop: Shop, skus: string[]) {
  const { tokens } = shop;
  const warehouse = await tokens.importer();
  const support = await tokens.person('support');
  const operator = await tokens.person('operator');

  const countsOf = (counts: readonly number[]): Units =>
    unitsOf(skus, (sku) => counts[skus.indexOf(sku)] ?? 0);
  const optional = (counts: readonly number[] | undefined) => counts && countsOf(counts);
  const linesOf = (units: Units | undefined, more: object = {}) =>
    units && Object.entries(units).map(([sku, quantity]) => ({ sku, quantity, ...more }));

  function editOf(
    { ordered }: ModelOrder,
    { counts, address }: Extract<OrderAction, { do: 'edit' }>,
  ): { command: Extract<ModelCommand, { do: 'edit' }>; body: object } | undefined {
    const lines = Object.keys(ordered);
    const wanted = skus.flatMap((sku, n) => (counts[n] === undefined ? [] : [[sku, counts[n]]]));
    const set = Object.fromEntries(wanted.filter(([sku]) => lines.includes(String(sku)))) as Units;
    const add = Object.fromEntries(
      wanted.filter(([sku, n]) => !lines.includes(String(sku)) && n !== 0),
    ) as Units;
    const lineIdOf = (sku: string) => `l${lines.indexOf(sku) + 1}`;
    const kept = Object.keys(set).filter((sku) => count(set, sku) > 0);
    const gone = Object.keys(set).filter((sku) => count(set, sku) === 0);
    const body = {
      ...(kept.length > 0 && {
        change: kept.map((sku) => ({ lineId: lineIdOf(sku), quantity: count(set, sku) })),
      }),
      ...(gone.length > 0 && { remove: gone.map(lineIdOf) }),
      ...(Object.keys(add).length > 0 && { add: linesOf(add) }),
      ...(address && { shippingAddress: addressOf(randomBytes(4).toString('hex')) }),
    };
    if (Object.keys(body).length === 0) return undefined;
    return { body, command: { do: 'edit', set, add, address } };
  }

  return {
    countsOf,
    linesOf,

    requestOf(
      order: OrderIds,
      asked: OrderAction,
    ): { request: Request; command: ModelCommand } | undefined {
      const { id, model, shipmentIds, returnIds, leftAnywayIds } = order;
      const post = (path: string, body?: object, by = warehouse) => ({
        request: { path: `/orders/${id}${path}`, body, headers: { ...newKey(), ...by } },
      });
      switch (asked.do) {
        case 'cancel':
          return { ...post('/cancellation'), command: asked };
        case 'cancel-lines': {
          const units = countsOf(asked.counts);
          return {
            ...post('/cancellation', { lines: linesOf(units) }),
            command: { do: 'cancel-lines', units },
          };
        }
        case 'edit': {
          const edit = editOf(model, asked);
          return edit && { ...post('/edits', edit.body, support), command: edit.command };
        }
        case 'ship': {
          const units = optional(asked.counts);
          return {
            ...post('/shipments', { lines: linesOf(units) }),
            command: { do: 'ship', units },
          };
        }
        case 'left-anyway': {
          const units = optional(asked.counts);
          const location = locationAt(asked.location);
          const body = { shippedAnyway: true, lines: linesOf(units), location };
          return { ...post('/shipments', body), command: { do: 'left-anyway', units } };
        }
        case 'settle': {
          const shipmentId = leftAnywayIds[asked.which];
          const action = asked.outcome === 'restocked' ? 'restock' : 'write-off';
          if (shipmentId === undefined) return undefined;
          return { ...post('/repair', { action, shipmentId }, operator), command: asked };
        }
        case 'deliver': {
          const shipmentId = shipmentIds[asked.shipment] ?? 'shp_none';
          return { ...post(`/shipments/${shipmentId}/delivery`), command: asked };
        }
        case 'request-return': {
          const units = optional(asked.counts);
          const body = { lines: linesOf(units), reason: 'a random one' };
          return { ...post('/returns', body), command: { do: 'request-return', units } };
        }
        case 'end-return': {
          const path = `/returns/${returnIds[asked.which] ?? 'ret_none'}`;
          if (asked.as === 'withdrawn') return { ...post(`${path}/withdrawal`), command: asked };
          if (asked.as === 'closed') {
            return { ...post(`${path}/closure`, undefined, support), command: asked };
          }
          const body = { reason: 'a random one' };
          return { ...post(`${path}/decline`, body, support), command: asked };
        }
        case 'receive-return': {
          const path = `/returns/${returnIds[asked.which] ?? 'ret_none'}/receipt`;
          return receiptOf(asked, (body) => post(path, body));
        }
        case 'refund': {
          const amount = { amountMinor: asked.amountMinor, currency: 'GBP' };
          const body = { amount, kind: 'goodwill', reason: 'a random one' };
          return { ...post('/refunds', body, support), command: asked };
        }
        case 'annotate': {
          const { request } = post('', { tags: asked.tags }, support);
          return { request: { ...request, method: 'PATCH' }, command: asked };
        }
      }
    },
  };

  function receiptOf(
    asked: Extract<OrderAction, { do: 'receive-return' }>,
    post: (body: object | undefined) => { request: Request },
  ): { request: Request; command: ModelCommand } {
    const { counts, to, location, wrong, feeMinor, refundShipping, which } = asked;
    const units = optional(counts);
    const at = location === undefined ? {} : { location: locationAt(location) };
    // Without lines nothing can be said of units: they are sellable.
    const wrongUnits: Units = units === undefined || wrong === 0 ? {} : { [skus[0] ?? '']: wrong };
    const body = {
      ...(units && {
        lines: [
          ...(linesOf(units, { disposition: to, ...at }) ?? []),
          ...(linesOf(wrongUnits, { condition: 'wrong-item' }) ?? []),
        ],
      }),
      ...(feeMinor !== undefined && { restockingFeeMinor: feeMinor }),
      ...(!refundShipping && { refundShipping }),
    };
    const command: ModelCommand = {
      ...{ do: 'receive-return', which, units, wrong: wrongUnits, feeMinor, refundShipping },
      to: units === undefined ? 'sellable' : to,
    };
    return { ...post(Object.keys(body).length > 0 ? body : undefined), command };
  }
}
