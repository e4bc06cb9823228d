import { isDeepStrictEqual } from 'node:util';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import { waitUntil, type TestStack } from '@commerce/testing';
import { jsonClient, type JsonAnswer } from '@commerce/testing/json-client';
import { orderOf, type Shop } from '@commerce/testing/shop';
import type { Action, ByHand } from './order-actions.ts';
import { changedMinor, isExplained, observed, type Told } from './order-linearization.ts';
import {
  amountsOf,
  count,
  openOf,
  possible,
  type ModelCommand,
  type Units,
} from './order-model.ts';
import { restOf } from './order-rest.ts';
import { freeUnits, isInStock, untilTaken } from './order-stock.ts';
import {
  LOCATIONS,
  locationAt,
  newKey,
  orderRequests,
  sender,
  type KnownOrder,
  type OrderIds,
  type Request,
} from './order-requests.ts';

/** Longest time until an order has settled, ms. */
const SETTLE_TIMEOUT_MS = 60_000;
/** What `tok_limit` authorizes at most, minor units. */
const LIMIT_MINOR = 1_000;
/** Units of each product at the beginning. */
const STOCK = 6;

interface Sent {
  action: Action;
  request?: Request;
  order?: KnownOrder;
  command?: ModelCommand;
}

type Done = Sent & { answer: JsonAnswer };
type Free = Map<string, { atLeast: number; atMost: number }>;

const codeOf = ({ body }: JsonAnswer) => String(body['type']).split('/').at(-1) ?? '';
const isOk = ({ status }: JsonAnswer) => status < 300;

/** Two new products, the orders for them, and the model of both. */
export async function openScenario(stack: TestStack, shop: Shop) {
  for (const location of LOCATIONS) await shop.location(location);
  const skus = [await shop.product(STOCK), await shop.product(STOCK)];
  const received: Units = Object.fromEntries(skus.map((sku) => [sku, STOCK]));
  const orders: KnownOrder[] = [];
  const accepted: Request[] = [];
  const log: string[] = [];
  let commands = 0;
  const loadTester = await shop.tokens.loadTester();
  const support = await shop.tokens.person('support');
  const provider = jsonClient(stack.paymentProviderUrl);
  const requests = await orderRequests(shop, skus);
  const send = sender(shop);

  function fail(text: string): never {
    throw new Error(`${text}\nwhat was done:\n${log.join('\n')}`);
  }

  const failWith = (error: unknown) => fail(String(error));

  function prepare(action: Action): Sent | undefined {
    const stock = (product: number, what: string, body: object): Sent => {
      const path = `/stock/${skus[product % skus.length]}/${what}`;
      return { action, request: { path, body, headers: { ...newKey(), ...loadTester } } };
    };
    switch (action.do) {
      case 'place': {
        const body = orderOf(requests.countsOf(action.counts), action.token);
        const { policy } = action;
        return {
          action,
          request: { path: '/orders', body: { ...body, policy }, headers: newKey() },
        };
      }
      case 'receive': {
        const { product, location, quantity } = action;
        return stock(product, 'receipts', { location: locationAt(location), quantity });
      }
      case 'adjust': {
        const { product, location, delta } = action;
        const body = { location: locationAt(location), delta, reason: 'recount' };
        return stock(product, 'adjustments', body);
      }
      case 'transfer': {
        const { product, from, quantity } = action;
        const body = { from: locationAt(from), to: locationAt(from + 1), quantity };
        return stock(product, 'transfers', body);
      }
      case 'order': {
        const order = orders[action.order % orders.length];
        const sent = order && requests.requestOf(order, action.command);
        return sent && { action, order, ...sent };
      }
      case 'by-hand': {
        const order = orders[action.order % orders.length];
        return order && canChangeByHand(order, action.what) ? { action, order } : undefined;
      }
      case 'repeat': {
        const request = accepted[action.request % accepted.length];
        return request && { action, request };
      }
    }
  }

  function canChangeByHand({ model, payment }: KnownOrder, what: ByHand): boolean {
    if (model.status !== 'confirmed') return false;
    const isHeld = skus.some((sku) => openOf(model, sku) > 0) && !payment.lapsed;
    return what.do === 'void' || what.do === 'expire' ? isHeld : true;
  }

  async function byHand(reference: string, body: object): Promise<JsonAnswer> {
    return provider('POST', '/dashboard', { body: { reference, ...body } });
  }

  /** What a person does at the provider. The order hears of it by webhook. */
  async function changeByHand({ id, payment }: KnownOrder, what: ByHand): Promise<JsonAnswer> {
    if (!('amountMinor' in what)) {
      if (what.do !== 'forget-keys') payment.lapsed = true;
      return byHand(id, { do: what.do });
    }
    payment.foreign = true;
    const amount = { amountMinor: what.amountMinor, currency: 'GBP' };
    if (what.do === 'refund') return byHand(id, { do: 'refund', amount });
    const dispute = {
      do: 'dispute',
      disputeId: `dis_${id}_${newKey()['idempotency-key']}`,
      amount,
    };
    await byHand(id, { ...dispute, state: 'opened' });
    return byHand(id, { ...dispute, state: what.won ? 'won' : 'lost' });
  }

  async function perform({ action, order, request }: Sent): Promise<JsonAnswer> {
    if (action.do === 'by-hand' && order !== undefined) return changeByHand(order, action.what);
    if (request === undefined) return fail(`${action.do} has no request`);
    return send(request);
  }

  async function learn(done: Done, free: Free) {
    const { action, answer, request } = done;
    const told = () => `${JSON.stringify(action)} ${JSON.stringify(answer.body)}`;
    if (answer.status >= 500 && done.order?.payment.shaky !== true) fail(told());
    if (action.do === 'by-hand') return;
    if (action.do === 'repeat') {
      if (!isOk(answer)) fail(`a repeat of ${request?.path} is refused: ${told()}`);
      return;
    }
    // A PATCH has no key: to repeat it is to write once more.
    const hasKey = !(action.do === 'order' && action.command.do === 'annotate');
    if (isOk(answer) && request && hasKey) accepted.push(request);
    const sku = 'product' in action ? (skus[action.product % skus.length] ?? '') : '';
    if (action.do === 'receive' && !isOk(answer)) fail(`a receipt is refused: ${told()}`);
    if (isOk(answer) && action.do === 'receive')
      received[sku] = count(received, sku) + action.quantity;
    if (isOk(answer) && action.do === 'adjust') received[sku] = count(received, sku) + action.delta;
    if (action.do === 'place') await learnOrder(done, action, free);
  }

  /** The customer does what the bank wants, or not. */
  async function challenge(id: string, how: Extract<Action, { do: 'place' }>['challenge']) {
    const post = (path: string, body?: object) =>
      send({ path: `/orders/${id}${path}`, body, headers: newKey() });
    if (how === 'cancel') return post('/cancellation');
    if (how === 'other-card') return post('/payment', { payment: { token: 'tok_ok' } });
    if (how === 'bad-card') return post('/payment', { payment: { token: 'tok_decline' } });
    await byHand(id, { do: how === 'fail' ? 'fail-action' : 'complete-action' });
    return how === 'complete' ? post('/payment/completion') : undefined;
  }

  async function learnOrder(
    { answer }: Done,
    action: Extract<Action, { do: 'place' }>,
    free: Free,
  ) {
    if (!isOk(answer)) fail(`an order is refused: ${JSON.stringify(answer.body)}`);
    const { policy, counts, token } = action;
    const id = String(answer.body['id']);
    if (answer.body['paymentStatus'] === 'requires-action') await challenge(id, action.challenge);
    const resource = await shop.untilSettled(id);
    const isCard = token !== 'tok_3ds' || action.challenge === 'other-card';
    orders.push({
      ...{ id, token, model: observed(resource, policy), streets: new Set(['1 High Street']) },
      ...{ shipmentIds: [], returnIds: [], leftAnywayIds: [] },
      payment: {
        // A single capture takes more at first than the order has captured for shipments.
        foreign: token === 'tok_single_capture',
        shaky: token.startsWith('tok_shaky'),
        limitMinor: token === 'tok_limit' ? LIMIT_MINOR : isCard ? Infinity : 0,
        lapsed: false,
      },
    });
    const model = orders.at(-1)?.model;
    const wanted = Object.entries(requests.countsOf(counts));
    const told = `${id} (${policy}, ${token}) is ${model?.status} with ${JSON.stringify(model?.quantity)}`;
    const isConfirmed = model?.status === 'confirmed';
    if (token === 'tok_decline' && isConfirmed) fail(`${told} though it is declined`);
    if (free.size === 0) return;
    for (const [sku, units] of wanted) {
      const { atLeast, atMost } = free.get(sku) ?? { atLeast: 0, atMost: Infinity };
      const got = count(model?.quantity ?? {}, sku) - count(model?.waiting ?? {}, sku);
      // Backordered units arrive at any time, perhaps before the order is read.
      const mayGrow = policy === 'backorder';
      if (isConfirmed && got > atMost && !mayGrow) fail(`${told} of ${atMost}`);
      if (isConfirmed && got < Math.min(units, atLeast)) fail(`${told} of ${atLeast}`);
    }
    const isFree = ([sku, units]: [string, number]) => units <= (free.get(sku)?.atLeast ?? 0);
    const must =
      policy === 'backorder' ||
      (policy === 'partial'
        ? wanted.some(([sku]) => (free.get(sku)?.atLeast ?? 0) > 0)
        : wanted.every(isFree));
    const mayFail = /decline|limit|shaky|3ds/.test(token);
    if (must && !mayFail && !isConfirmed) fail(`${told} though there is enough`);
  }

  function toldOf({ command, answer }: Done): Told {
    const code = codeOf(answer);
    const isOpen = answer.status === 202 && command?.do === 'edit';
    const isUnclear = code === 'unavailable' && command?.do === 'ship';
    return {
      command: command as ModelCommand,
      answer: isOpen || isUnclear ? 'unknown' : isOk(answer) ? 'accepted' : { code },
    };
  }

  async function verify(order: KnownOrder, done: Done[]) {
    const now = await settled(order);
    const before = order.model;
    const told = done.filter(({ command }) => command !== undefined).map(toldOf);
    learnStreets(order, done);
    Object.assign(order, now);
    const isWaiting = [before, now.model].some((one) => Object.keys(one.waiting).length > 0);
    // Backordered units arrive at any time, so the model cannot predict the order's answers.
    if (isWaiting || isExplained(before, told, { now: now.model, payment: order.payment })) return;
    const alone = told.map(({ command }) => possible(before, command, order.payment));
    fail(
      `no order of these commands explains ${order.id} (${order.token}): ${JSON.stringify(told)}\n` +
        `before ${JSON.stringify(before)}\nnow ${JSON.stringify(now.model)}\n` +
        `each alone ${JSON.stringify(alone)}`,
    );
  }

  function learnStreets({ streets }: KnownOrder, done: Done[]) {
    for (const { request, answer } of done) {
      const { shippingAddress } = (request?.body ?? {}) as {
        shippingAddress?: { lines: string[] };
      };
      if (shippingAddress === undefined || !isOk(answer)) continue;
      if (done.length === 1 && answer.status === 201) streets.clear();
      streets.add(shippingAddress.lines[0] ?? '');
    }
  }

  /** Whether an edit had its own authorization when the earlier one ended: then the order hears nothing. */
  async function isAuthorized(id: string): Promise<boolean> {
    return (await shop.authorizations(id)).some(({ status }) => status === 'authorized');
  }

  /** The order once nothing of it is on its way, with amounts that its units explain. */
  async function settled({ id, model, payment }: KnownOrder): Promise<OrderIds> {
    const resource = await waitUntil(
      async () => {
        const one = await shop.getOrder(id);
        const ended = (one.paymentChanges ?? []).some(({ kind }) => kind === 'authorization-ended');
        const hears = !payment.lapsed || ended || one.amounts?.owedMinor === 0;
        const isAtRest = one.status !== 'cancelling' && one.pendingEdit === undefined;
        return isAtRest && (hears || (await isAuthorized(id))) && one;
      },
      { timeoutMs: SETTLE_TIMEOUT_MS, what: `order ${id} has settled` },
    ).catch(failWith);
    const now = observed(resource, model.policy);
    verifyAmounts(resource, now);
    const { shipments = [], returns = [] } = resource.fulfilment ?? {};
    return {
      id,
      model: now,
      shipmentIds: shipments.map((one) => one.shipmentId),
      returnIds: returns.map((one) => one.returnId),
      leftAnywayIds: (resource.shippedAnyway ?? []).map((one) => one.shipmentId),
    };
  }

  function verifyAmounts(resource: OrderResource, model: OrderIds['model']) {
    if (model.status !== 'confirmed') return;
    const { totalMinor, capturedMinor } = amountsOf(model);
    const expected = {
      totalMinor,
      capturedMinor: capturedMinor + changedMinor(resource, 'captured-at-provider'),
      owedMinor: totalMinor - capturedMinor,
    };
    const is = resource.amounts;
    const keys = Object.keys(expected) as (keyof typeof expected)[];
    const isEnough = (is?.authorizedMinor ?? 0) >= totalMinor;
    if (isEnough && keys.every((key) => is?.[key] === expected[key])) return;
    fail(`${resource.id} says ${JSON.stringify(is)}, its units ${JSON.stringify(expected)}`);
  }

  /** What an edit would book is what it books. */
  async function previewed({
    action,
    request,
  }: Sent): Promise<((done: Done) => Promise<void>) | undefined> {
    const isEdit = action.do === 'order' && action.command.do === 'edit' && action.command.dryRun;
    if (!isEdit || request === undefined) return undefined;
    const preview = await send({ ...request, path: `${request.path}?dryRun=true` });
    return async ({ order, answer }) => {
      if (answer.status !== 201 || order === undefined) return;
      const { body } = await shop.api('GET', `/orders/${order.id}/events`, { headers: support });
      const events = body['items'] as { type: string; data: Record<string, unknown> }[];
      const booked = events.findLast(({ type }) => type === 'OrderEdited.v1')?.data ?? {};
      const { editId: _id, editedAt: _at, authorizationId: _by, waiting: _w, ...said } = booked;
      const changed = preview.body['changed'] as unknown[] | undefined;
      if (preview.status === 200 && changed?.length === 0) return;
      if (isDeepStrictEqual(said, preview.body)) return;
      fail(`${order.id} previewed ${JSON.stringify(preview.body)}, booked ${JSON.stringify(said)}`);
    };
  }

  return {
    /** The number of commands so far. */
    sent: () => commands,

    /** Sends the actions concurrently, and compares the results with the model. */
    async perform(actions: Action[]): Promise<void> {
      const alone = actions.length === 1;
      const prepared = actions.map(prepare).filter((one) => one !== undefined);
      const sent = prepared.filter(({ command }) => alone || command?.do !== 'left-anyway');
      if (
        sent[0]?.command?.do === 'left-anyway' &&
        !(await isInStock(stack, skus, sent[0].request?.body))
      )
        return;
      const free: Free = new Map(
        alone ? skus.map((sku) => [sku, freeUnits(orders, received, sku)]) : [],
      );
      const comparePreview = alone && sent[0] ? await previewed(sent[0]) : undefined;
      const done: Done[] = await Promise.all(
        sent.map(async (one) => ({ ...one, answer: await perform(one) })),
      );
      if (done.length === 0) return;
      commands += done.length;
      log.push(
        done
          .map(({ action, order, answer }) => {
            const id = order?.id ?? (answer.body?.['id'] as string | undefined) ?? '';
            const code = isOk(answer) ? '' : ` ${codeOf(answer)}`;
            return `  ${JSON.stringify(action)} ${id} -> ${answer.status}${code}`;
          })
          .join(' ||\n'),
      );
      for (const one of done) await learn(one, free);
      if (done[0]) await comparePreview?.(done[0]);
      if (done[0]?.command?.do === 'left-anyway')
        await untilTaken(stack, skus, done[0].order?.id ?? '').catch(failWith);
      for (const order of [...orders]) {
        const own = done.filter((one) => one.order === order);
        if (own.length > 0) await verify(order, own);
      }
    },

    /** Waits until nothing is pending, and checks all books. */
    async rest(): Promise<void> {
      await restOf({ stack, shop, orders, skus, received, fail, verify: (one) => verify(one, []) });
    },
  };
}
