import { createHmac, randomBytes } from 'node:crypto';
import type { Example } from 'dapr-actor-runtime/openapi';
import { demoAccounts, loadSecrets, secretOf } from '@commerce/local-stack';
import { openClient } from '@commerce/client';
import type { TestStack } from '@commerce/testing';
import { mailedToken } from '@commerce/testing/mails';
import { orderOf } from '@commerce/testing/shop';
import { openOrderStaff } from './order-staff.ts';

/** The replacements in a documented example: real ids, tokens and secrets. */
export type Fixture = (example: Example) => Promise<Partial<Example>>;

const EMAIL = 'ada@shop.example';

export type Fixtures = ReturnType<typeof openFixtures>;

/** Creates the fixture for the example of each operation. */
export function openFixtures(stack: TestStack) {
  const staff = openOrderStaff(stack);
  const call = openClient(stack.gatewayUrl);
  const secrets = loadSecrets(stack.dataDir);
  /** The password of Ada, who is in the examples of the identity app. */
  let password = 'seven green bottles';

  async function signIn(email = EMAIL, secret = password) {
    const answer = await call('signIn', { body: { email, password: secret } });
    if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.code}`);
    return answer.body;
  }

  async function bearer(email = EMAIL, secret = password): Promise<Record<string, string>> {
    return { authorization: `Bearer ${(await signIn(email, secret)).accessToken}` };
  }

  const mailed = (subject: string, to = EMAIL) => mailedToken(stack, { to, subject });

  async function customerId(): Promise<{ id: string }> {
    const answer = await call('getMe', { headers: await bearer() } as object);
    if (!answer.ok) throw new Error(answer.code);
    return { id: answer.body.customerId };
  }

  /** Registers someone else, to be erased. Answers the id of the account. */
  async function registered(email: string): Promise<string> {
    await call('registerAccount', { body: { email, password } });
    const token = await mailed('verify-address', email);
    const answer = await call('verifyAddress', { body: { token } });
    if (!answer.ok) throw new Error(answer.code);
    return answer.body.customerId;
  }

  async function toErase(email: string): Promise<Partial<Example>> {
    await registered(email);
    return { headers: await bearer(email), body: { password } };
  }

  async function addressId(): Promise<{ id: string }> {
    const answer = await call('listAddresses', { headers: await bearer() } as object);
    return { id: answer.ok ? (answer.body.items[0]?.id ?? '') : '' };
  }

  /** A separate service client, because those of the demo are still needed. */
  async function newClient(): Promise<{ id: string }> {
    const body = {
      id: `client-${randomBytes(8).toString('hex')}`,
      name: 'One example',
      scopes: ['stock'],
    };
    const headers = await staff.shop.tokens.person('admin');
    const { status } = await staff.shop.api('POST', '/clients', { body, headers });
    if (status !== 201) throw new Error(`no client was registered: ${status}`);
    return { id: body.id };
  }

  const mug = (quantity: number) => staff.confirmedOf('MUG-BLUE', quantity);
  const ofNewOrder = async (): Promise<Partial<Example>> => ({ params: { id: await mug(2) } });

  async function shipped(): Promise<{ id: string; shipmentId: string }> {
    const id = await mug(2);
    const { body } = await staff.post(`/orders/${id}/shipments`);
    const { shipments } = body['fulfilment'] as { shipments: { shipmentId: string }[] };
    return { id, shipmentId: shipments[0]?.shipmentId ?? '' };
  }

  async function announced(): Promise<Partial<Example>> {
    const { id } = await shipped();
    return { params: { id, returnId: await staff.announce(id) } };
  }

  /** An order whose bank wants the customer to act. */
  async function waiting(): Promise<string> {
    const { status, body } = await staff.shop.place(orderOf({ 'MUG-BLUE': 2 }, 'tok_3ds'));
    if (status !== 202) throw new Error(`the order does not wait: ${status}`);
    return String(body['id']);
  }

  const orders: Record<string, Fixture> = {
    getOrder: ofNewOrder,
    readPersonalData: async () => ({
      ...(await ofNewOrder()),
      headers: await staff.shop.tokens.person('support'),
    }),
    getOrderEvents: ofNewOrder,
    diffOrder: ofNewOrder,
    streamOrder: ofNewOrder,
    issueStreamTicket: ofNewOrder,
    cancelOrder: ofNewOrder,
    editOrder: async () => ({
      ...(await ofNewOrder()),
      headers: await staff.shop.tokens.person('support'),
    }),
    annotateOrder: async () => ({
      ...(await ofNewOrder()),
      headers: await staff.shop.tokens.person('support'),
    }),
    completePayment: ofNewOrder,
    tryPayment: async () => ({ params: { id: await waiting() } }),
    shipOrder: ofNewOrder,
    eraseOrder: ofNewOrder,
    deliverShipment: async () => ({ params: await shipped() }),
    requestReturn: async () => ({ params: { id: (await shipped()).id } }),
    withdrawReturn: announced,
    declineReturn: announced,
    closeReturn: announced,
    receiveReturn: announced,
    refundOrder: async () => ({ params: { id: (await shipped()).id } }),
    decideRefund: async () => ({ params: await staff.refundToApprove() }),
    async repairOrder() {
      const id = await mug(2);
      stack.armFailpoint('order', 'before-release-stock', 'refuse');
      await staff.post(`/orders/${id}/cancellation`);
      await staff.untilParked(id, 'release-stock');
      return { params: { id } };
    },
  };

  const finance: Record<string, Fixture> = {
    getPayment: async () => ({ params: { orderId: await mug(2) } }),
    async resolveFinding() {
      const { rows } = await stack.database('payment').query<{ id: string }>(
        `INSERT INTO reconciliation_findings (order_id, operation_id, reason, detail)
         VALUES ($1, '', 'amount-mismatch', 'An example.') RETURNING finding_id::text AS id`,
        [await mug(2)],
      );
      return { params: { findingId: rows[0]?.id ?? '' } };
    },
  };

  async function takePaymentWebhook({ body }: Example): Promise<Partial<Example>> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signed = `msg_1.${timestamp}.${JSON.stringify(body)}`;
    const key = Buffer.from(secretOf(secrets, 'PAYMENT_WEBHOOK_SECRET'), 'base64');
    const signature = createHmac('sha256', key).update(signed).digest('base64');
    return {
      headers: {
        'webhook-id': 'msg_1',
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
    };
  }

  const people: Record<string, Fixture> = {
    verifyAddress: async () => ({ body: { token: await mailed('verify-address') } }),
    async completePasswordReset({ body }) {
      const wanted = body as { password: string };
      const token = await mailed('reset-password');
      password = wanted.password;
      return { body: { ...wanted, token } };
    },
    signIn: async ({ body }) => ({ body: { ...(body as object), password } }),
    refreshSession: async () => ({ body: { refreshToken: (await signIn()).refreshToken } }),
    async endSession() {
      const answer = await call('listSessions', { headers: await bearer() } as object);
      const other = answer.ok && answer.body.items.find(({ current }) => !current);
      return { params: { id: other ? other.id : '' } };
    },
    async changePassword({ body }) {
      const headers = await bearer();
      const wanted = body as { currentPassword: string; password: string };
      const currentPassword = password;
      password = wanted.password;
      return { headers, body: { ...wanted, currentPassword } };
    },
    eraseMe: () => toErase('grace@shop.example'),
    requestErasure: () => toErase('mary@shop.example'),
    async requestEmailChange({ body }) {
      const email = 'lovelace@shop.example';
      await registered(email);
      return { headers: await bearer(email), body: { ...(body as object), password } };
    },
    async completeEmailChange() {
      const [former, email] = ['hedy@shop.example', 'hedy.lamarr@shop.example'];
      await registered(former);
      const sent = { headers: await bearer(former), body: { email, password } };
      const answer = await call('requestEmailChange', sent as never);
      if (!answer.ok) throw new Error(answer.code);
      return { body: { token: await mailed('change-email', email) } };
    },
    changeAddress: async () => ({ params: await addressId() }),
    removeAddress: async () => ({ params: await addressId() }),
    getAccountRoles: async () => ({ params: await customerId() }),
    setAccountRoles: async () => ({ params: await customerId() }),
    disableAccount: async () => ({ params: await customerId() }),
    enableAccount: async () => ({ params: { id: await registered('joan@shop.example') } }),
    eraseAccount: async () => ({ params: { id: await registered('edith@shop.example') } }),
    renewClientSecret: async () => ({ params: await newClient() }),
    endClient: async () => ({ params: await newClient() }),
    submitSignInPage: async ({ body }) => ({ body: { ...(body as object), password } }),
    exchangeToken: async ({ body }) => ({
      body: { ...(body as object), client_secret: secrets.importerSecret },
    }),
  };

  return {
    fixtures: { ...orders, ...finance, takePaymentWebhook, ...people },

    /**
     * An access token of an allowed caller: Ada where every person may, otherwise a demo account.
     */
    async credentials(roles: readonly string[]): Promise<Record<string, string>> {
      if (roles.includes('customer')) return bearer();
      const account = demoAccounts(secrets).find((one) =>
        one.roles.some((role) => roles.includes(role)),
      );
      return account === undefined ? {} : bearer(account.email, account.password);
    },
  };
}
