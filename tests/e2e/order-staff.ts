import { randomUUID } from 'node:crypto';
import type { OrderResource } from '@commerce/contracts/order/order-api';
import type { ParkedRow, RepairAction } from '@commerce/contracts/order/order-repair';
import type { SagaStep } from '@commerce/order/domain/saga-plans';
import { waitUntil, type TestStack } from '@commerce/testing';
import { openShop, orderOf } from '@commerce/testing/shop';

const WAIT = { timeoutMs: 60_000 };

interface Authorization {
  status: string;
  moves: { kind: 'capture' | 'refund'; status: string; amount: { amountMinor: number } }[];
}

export type OrderDesk = ReturnType<typeof openOrderStaff>;

/** The actions of staff on orders: warehouse, returns and repair. */
export function openOrderStaff(stack: TestStack) {
  const shop = openShop(stack);
  const { tokens } = shop;
  // Uses texts that the leak scan looks for: see packages/testing/src/personal-texts.ts.
  const reason = 'too small for Ada Lovelace';
  const note = 'Ada Lovelace was told';
  const post = async (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    shop.api('POST', path, { body, headers: { ...(await tokens.importer()), ...headers } });

  async function until(id: string, what: string, is: (order: OrderResource) => boolean) {
    return waitUntil(
      async () => {
        const order = await shop.getOrder(id);
        return is(order) && order;
      },
      { ...WAIT, what: `${id} ${what}` },
    );
  }

  return {
    shop,
    note,
    post,
    until,
    untilStatus: (id: string, status: OrderResource['status']) =>
      until(id, `is ${status}`, (order) => order.status === status),
    untilParked: (id: string, step: SagaStep) =>
      until(id, `is parked at ${step}`, ({ parked }) => parked?.[0]?.step === step),
    untilReturn: (id: string, status: string) =>
      until(id, `has a return that is ${status}`, ({ fulfilment }) =>
        Boolean(fulfilment?.returns.some((one) => one.status === status)),
      ),

    /** A confirmed order of `quantity` of the 5 units of a new product, at 2.50. */
    async confirmed(quantity: number): Promise<{ id: string; sku: string }> {
      const sku = await shop.product(5);
      const { body } = await shop.place(orderOf({ [sku]: quantity }));
      await shop.untilNothingHeld(sku);
      return { id: String(body['id']), sku };
    },

    /** The id of a confirmed order of an existing product. */
    async confirmedOf(sku: string, quantity: number): Promise<string> {
      const { body } = await shop.place(orderOf({ [sku]: quantity }));
      await until(String(body['id']), 'is confirmed', ({ status }) => status === 'confirmed');
      return String(body['id']);
    },

    /** A fully shipped and captured order with a requested return of all its units. */
    async returning(quantity: number): Promise<{ id: string; sku: string; returnId: string }> {
      const { id, sku } = await this.confirmed(quantity);
      await post(`/orders/${id}/shipments`);
      await waitUntil(async () => (await this.money(id)).captured === quantity * 250, {
        ...WAIT,
        what: `${id} is captured`,
      });
      return { id, sku, returnId: await this.announce(id) };
    },

    /** Requests the return of everything returnable; returns its id. */
    async announce(id: string): Promise<string> {
      const { body } = await post(`/orders/${id}/returns`, { reason });
      const { returns } = body['fulfilment'] as { returns: { returnId: string }[] };
      return returns.at(-1)?.returnId ?? '';
    },

    /** A shipped and captured order of `quantity` units of a new product, at 2.50. */
    async captured(quantity: number): Promise<string> {
      const sku = await shop.product(quantity);
      const { body } = await shop.place(orderOf({ [sku]: quantity }));
      const id = String(body['id']);
      await shop.untilNothingHeld(sku);
      await post(`/orders/${id}/shipments`);
      return id;
    },

    /** Asks for a refund without a return, as support unless headers say otherwise. */
    async refund(id: string, amountMinor: number, headers: Record<string, string> = {}) {
      const support = await tokens.person('support');
      const key = { 'idempotency-key': randomUUID() };
      const body = { amount: { amountMinor, currency: 'GBP' }, kind: 'goodwill', reason };
      return post(`/orders/${id}/refunds`, body, { ...support, ...key, ...headers });
    },

    /** A refund that waits for finance, on an order of its own. */
    async refundToApprove(): Promise<{ id: string; refundId: string }> {
      const id = await this.captured(24);
      const { body } = await this.refund(id, 5001);
      const [refund] = body['refunds'] as { refundId: string }[];
      return { id, refundId: refund?.refundId ?? '' };
    },

    async decide(
      { id, refundId }: { id: string; refundId: string },
      decision: 'approve' | 'decline',
      headers: Record<string, string> = {},
    ) {
      const finance = await tokens.person('finance');
      const body = { decision, note };
      return post(`/orders/${id}/refunds/${refundId}/approval`, body, { ...finance, ...headers });
    },

    untilRefund: (id: string, status: string) =>
      until(id, `has a refund that is ${status}`, ({ refunds = [] }) =>
        refunds.some((one) => one.status === status),
      ),

    receive: (id: string, returnId: string) => post(`/orders/${id}/returns/${returnId}/receipt`),

    async repair(id: string, action: RepairAction, headers: Record<string, string> = {}) {
      const operator = await tokens.person('operator');
      const body = { action, note };
      return post(`/orders/${id}/repair`, body, { ...operator, ...headers });
    },

    /** The account that repairs orders. */
    async operatorId(): Promise<string> {
      const { body } = await shop.api('GET', '/me', { headers: await tokens.person('operator') });
      return String(body['customerId']);
    },

    /** The first page of parked orders. */
    async parked(): Promise<ParkedRow[]> {
      const headers = await tokens.person('operator');
      const { body } = await shop.api('GET', '/orders/parked?limit=100', { headers });
      return body['items'] as ParkedRow[];
    },

    /** The order's amounts in the provider's book, minor units. */
    async money(id: string) {
      const entries = (await shop.authorizations(id)) as unknown as Authorization[];
      const moved = (kind: string) =>
        entries
          .flatMap(({ moves }) => moves)
          .filter((move) => move.kind === kind && move.status === 'done')
          .reduce((sum, { amount }) => sum + amount.amountMinor, 0);
      const authorized = entries.filter(({ status }) => status === 'authorized').length;
      return { authorized, captured: moved('capture'), refunded: moved('refund') };
    },
  };
}
