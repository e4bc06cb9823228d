import { randomBytes } from 'node:crypto';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import { waitUntil, type TestStack } from '@commerce/testing';
import { violationsAtAnyTime, violationsAtRest } from '@commerce/testing/invariants';
import type { JsonAnswer } from '@commerce/testing/json-client';
import { readRecords } from '@commerce/testing/records';
import { orderOf, type Shop } from '@commerce/testing/shop';
import {
  apply,
  explain,
  keptOf,
  observed,
  shippedOf,
  statusOf,
  takenOf,
  type ModelCommand,
  type ModelOrder,
  type Policy,
  type Units,
} from './order-model.ts';

const PRICE_MINOR = 250;
const LOCATIONS = ['main', 'annex'];
/** Longest time until all events, sweeps and workflows have settled. */
const REST_TIMEOUT_MS = 60_000;
/** Times that a request without a clear answer is sent. */
const MAX_TRIES = 5;

/** Counts by product, in the order of the run's products. */
type Counts = number[];

/** An action of one client that fits any run: orders and shipments are picked by index. */
export type Action =
  | { do: 'place'; policy: Policy; counts: Counts; token: string }
  | { do: 'receive'; product: number; location: number; quantity: number }
  | { do: 'adjust'; product: number; location: number; delta: number }
  | { do: 'transfer'; product: number; from: number; quantity: number }
  | { do: 'order'; order: number; command: OrderAction }
  /** A repeat of an earlier accepted request, with its key. */
  | { do: 'repeat'; request: number };

export type OrderAction =
  | { do: 'cancel' }
  | { do: 'cancel-lines'; counts: Counts }
  | { do: 'ship'; counts?: Counts | undefined }
  | { do: 'deliver'; shipment: number }
  | { do: 'request-return'; counts?: Counts | undefined }
  | { do: 'receive-return'; which: number };

interface Request {
  path: string;
  body?: object | undefined;
  headers: Record<string, string>;
}

interface KnownOrder {
  id: string;
  model: ModelOrder;
  shipmentIds: string[];
  returnIds: string[];
}

interface Sent {
  action: Action;
  request: Request;
  order?: KnownOrder;
  command?: ModelCommand;
}

type Done = Sent & { answer: JsonAnswer };

/** Two new products, the orders for them, and the model of both. */
export async function openScenario(stack: TestStack, shop: Shop) {
  for (const location of LOCATIONS) await shop.location(location);
  const skus = [await shop.product(4), await shop.product(4)];
  const received: Units = Object.fromEntries(skus.map((sku) => [sku, 4]));
  const orders: KnownOrder[] = [];
  const taken: Request[] = [];
  const log: string[] = [];
  const warehouse = await shop.tokens.importer();
  const loadTester = await shop.tokens.loadTester();
  // A capture whose answer was lost is 503 with the advice to repeat it, and the same key finds it.
  async function post(request: Request, tries = MAX_TRIES): Promise<JsonAnswer> {
    const { path, body, headers } = request;
    const answer = await shop.api('POST', path, { ...(body && { body }), headers });
    return answer.status === 503 && tries > 1 ? post(request, tries - 1) : answer;
  }

  const unitsOf = (counts: Counts): Units =>
    Object.fromEntries(
      counts.map((count, index) => [skus[index] ?? '', count] as const).filter(([, n]) => n > 0),
    );
  const linesOf = (units: Units | undefined) =>
    units && Object.entries(units).map(([sku, quantity]) => ({ sku, quantity }));

  function fail(text: string): never {
    throw new Error(`${text}\nwhat was done:\n${log.join('\n')}`);
  }

  function prepare(action: Action): Sent | undefined {
    const key = { 'idempotency-key': randomBytes(12).toString('hex') };
    const stock = (product: number, what: string, body: object): Sent => {
      const path = `/stock/${skus[product % skus.length]}/${what}`;
      return { action, request: { path, body, headers: { ...key, ...loadTester } } };
    };
    const at = (location: number) => LOCATIONS[location % LOCATIONS.length] ?? '';
    switch (action.do) {
      case 'place': {
        const body = { ...orderOf(unitsOf(action.counts), action.token), policy: action.policy };
        return { action, request: { path: '/orders', body, headers: key } };
      }
      case 'receive': {
        const { product, location, quantity } = action;
        return stock(product, 'receipts', { location: at(location), quantity });
      }
      case 'adjust': {
        const { product, location, delta } = action;
        return stock(product, 'adjustments', { location: at(location), delta, reason: 'recount' });
      }
      case 'transfer': {
        const { product, from, quantity } = action;
        return stock(product, 'transfers', { from: at(from), to: at(from + 1), quantity });
      }
      case 'order': {
        const order = orders[action.order % orders.length];
        if (order === undefined) return undefined;
        const headers = { ...key, ...warehouse };
        return { action, order, ...onOrder(order, action.command, headers) };
      }
      case 'repeat': {
        const request = taken[action.request % taken.length];
        return request && { action, request };
      }
    }
  }

  function onOrder(
    { id, shipmentIds, returnIds }: KnownOrder,
    asked: OrderAction,
    headers: Record<string, string>,
  ): { request: Request; command: ModelCommand } {
    const path = `/orders/${id}`;
    switch (asked.do) {
      case 'cancel':
        return { request: { path: `${path}/cancellation`, headers }, command: asked };
      case 'cancel-lines': {
        const units = unitsOf(asked.counts);
        const body = { lines: linesOf(units) };
        const request = { path: `${path}/cancellation`, body, headers };
        return { request, command: { do: 'cancel-lines', units } };
      }
      case 'ship': {
        const units = asked.counts && unitsOf(asked.counts);
        const body = { lines: linesOf(units) };
        return {
          request: { path: `${path}/shipments`, body, headers },
          command: { ...asked, units },
        };
      }
      case 'deliver': {
        const shipmentId = shipmentIds[asked.shipment] ?? 'shp_none';
        const request = { path: `${path}/shipments/${shipmentId}/delivery`, headers };
        return { request, command: asked };
      }
      case 'request-return': {
        const units = asked.counts && unitsOf(asked.counts);
        const body = { lines: linesOf(units), reason: 'a random one' };
        return {
          request: { path: `${path}/returns`, body, headers },
          command: { ...asked, units },
        };
      }
      case 'receive-return': {
        const returnId = returnIds[asked.which] ?? 'ret_none';
        const request = { path: `${path}/returns/${returnId}/receipt`, headers };
        return { request, command: asked };
      }
    }
  }

  /** The minimum and the maximum of free units of a product for a new order. */
  function freeUnits(sku: string): { atLeast: number; atMost: number } {
    const all = received[sku] ?? 0;
    const live = orders.map(({ model }) => model).filter(({ status }) => status === 'confirmed');
    const sum = (unitsOfOrder: (model: ModelOrder) => number) =>
      live.reduce((units, model) => units + unitsOfOrder(model), 0);
    return {
      // Cancelled and returned units come back a moment later, and backordered orders get them
      // first.
      atLeast: Math.max(0, all - sum((model) => model.quantity[sku] ?? 0)),
      atMost: all - sum((model) => takenOf(model, sku)),
    };
  }

  async function learn(done: Done, free: Map<string, { atLeast: number; atMost: number }>) {
    const { action, answer, request } = done;
    if (answer.status >= 500) fail(`${request.path}: ${JSON.stringify(answer.body)}`);
    const ok = answer.status < 300;
    if (action.do === 'repeat') {
      if (!ok) fail(`a repeat of ${request.path} is refused: ${JSON.stringify(answer.body)}`);
      return;
    }
    if (ok) taken.push(request);
    const sku = 'product' in action ? (skus[action.product % skus.length] ?? '') : '';
    if (action.do === 'receive' && !ok)
      fail(`a receipt is refused: ${JSON.stringify(answer.body)}`);
    if (ok && action.do === 'receive') received[sku] = (received[sku] ?? 0) + action.quantity;
    if (ok && action.do === 'adjust') received[sku] = (received[sku] ?? 0) + action.delta;
    if (action.do === 'place') await learnOrder(done, action, free);
  }

  async function learnOrder(
    { answer }: Done,
    { policy, counts, token }: Extract<Action, { do: 'place' }>,
    free: Map<string, { atLeast: number; atMost: number }>,
  ) {
    if (answer.status >= 300) fail(`an order is refused: ${JSON.stringify(answer.body)}`);
    const id = String(answer.body['id']);
    const resource = await shop.untilSettled(id);
    const order = { id, model: observed(resource, policy), shipmentIds: [], returnIds: [] };
    orders.push(order);
    const wanted = Object.entries(unitsOf(counts));
    const { status, quantity, waiting } = order.model;
    const told = `${id} (${policy}, ${token}) is ${status} with ${JSON.stringify(quantity)}`;
    if (token === 'tok_decline' && status === 'confirmed') fail(`${told} though it is declined`);
    if (token === 'tok_decline' || free.size === 0) return;
    for (const [sku, count] of wanted) {
      const { atLeast, atMost } = free.get(sku) ?? { atLeast: 0, atMost: Infinity };
      const got = (quantity[sku] ?? 0) - (waiting[sku] ?? 0);
      if (status === 'confirmed' && got > atMost) fail(`${told} of ${atMost}`);
      if (status === 'confirmed' && got < Math.min(count, atLeast)) fail(`${told} of ${atLeast}`);
    }
    const must =
      policy === 'backorder' ||
      (policy === 'partial'
        ? wanted.some(([sku]) => (free.get(sku)?.atLeast ?? 0) > 0)
        : wanted.every(([sku, count]) => count <= (free.get(sku)?.atLeast ?? 0)));
    if (must && status !== 'confirmed') fail(`${told} though there is enough`);
  }

  async function verify(order: KnownOrder, done: Done[]) {
    const now = await settled(order);
    const before = order.model;
    order.model = now.model;
    order.shipmentIds = now.shipmentIds;
    order.returnIds = now.returnIds;
    // Backordered units arrive at any time, so the model cannot predict the order's answers.
    if (Object.keys(before.waiting).length > 0) return;
    const told = done.map(({ command, answer }) => ({
      command: command as ModelCommand,
      code: answer.status < 300 ? undefined : String(answer.body['type']).split('/').at(-1),
    }));
    if (explain(before, told, now.model) !== undefined) return;
    const expected = told.map(({ command }) => apply(before, command));
    fail(
      `no order of these commands explains ${order.id}: ${JSON.stringify(told)}\n` +
        `before ${JSON.stringify(before)}\nnow ${JSON.stringify(now.model)}\n` +
        `each alone ${JSON.stringify(expected)}`,
    );
  }

  async function settled({ id, model }: KnownOrder): Promise<KnownOrder> {
    const resource = await waitUntil(
      async () => {
        const one = await shop.getOrder(id);
        return one.status !== 'cancelling' && one;
      },
      { timeoutMs: REST_TIMEOUT_MS, what: `order ${id} is cancelled` },
    );
    return {
      id,
      model: observed(resource as Parameters<typeof observed>[0], model.policy),
      shipmentIds: (resource.fulfilment?.shipments ?? []).map((one) => one.shipmentId),
      returnIds: (resource.fulfilment?.returns ?? []).map((one) => one.returnId),
    };
  }

  return {
    /** Sends the actions concurrently, and compares the results with the model. */
    async perform(actions: Action[]): Promise<void> {
      const sent = actions.map(prepare).filter((one) => one !== undefined);
      const alone = actions.length === 1;
      const free = new Map(alone ? skus.map((sku) => [sku, freeUnits(sku)]) : []);
      const done: Done[] = await Promise.all(
        sent.map(async (one) => ({ ...one, answer: await post(one.request) })),
      );
      log.push(
        done
          .map(({ action, order, answer }) => {
            const id = order?.id ?? (answer.body['id'] as string | undefined) ?? '';
            return `  ${JSON.stringify(action)} ${id} -> ${answer.status}`;
          })
          .join(' ||\n'),
      );
      for (const one of done) await learn(one, free);
      for (const order of [...orders]) {
        const own = done.filter((one) => one.order === order);
        if (own.length > 0) await verify(order, own);
      }
    },

    /** Waits until nothing is pending, and checks all invariants. */
    async rest(): Promise<void> {
      const scope = { orderIds: orders.map(({ id }) => id), skus };
      let left: unknown[] = [];
      const atRest = async () => {
        const records = await readRecords(stack, scope);
        const always = violationsAtAnyTime(records);
        if (always.length > 0) fail(`at any time: ${JSON.stringify(always, null, 1)}`);
        left = violationsAtRest(records);
        return left.length === 0 && records;
      };
      const records = await waitUntil(atRest, {
        timeoutMs: REST_TIMEOUT_MS,
        what: 'all invariants hold',
      }).catch(() => fail(`at rest: ${JSON.stringify(left, null, 1)}`));

      for (const order of orders) {
        await verify(order, []);
        const { id, model } = order;
        const resource: OrderResource = await shop.getOrder(id);
        if (resource.status !== statusOf(model)) fail(`${id} is ${resource.status}`);
        const payment = records.payments.find(({ orderId }) => orderId === id);
        const shipped = skus.reduce((sum, sku) => sum + shippedOf(model, sku), 0);
        const kept = skus.reduce((sum, sku) => sum + keptOf(model, sku), 0);
        const { capturedMinor = 0, refundedMinor = 0 } = payment ?? {};
        if (capturedMinor !== shipped * PRICE_MINOR) fail(`${id} has captured ${capturedMinor}`);
        const refund = (shipped - kept) * PRICE_MINOR;
        if (refundedMinor !== refund) fail(`${id} has refunded ${refundedMinor}, not ${refund}`);
      }
      for (const sku of skus) {
        const free = records.stock
          .filter((row) => row.sku === sku)
          .reduce((sum, row) => sum + row.onHand - row.reserved, 0);
        const taken = orders.reduce((sum, { model }) => sum + takenOf(model, sku), 0);
        const left = (received[sku] ?? 0) - taken;
        if (free !== left) fail(`${free} of ${sku} are available, not ${left}`);
      }
    },
  };
}
