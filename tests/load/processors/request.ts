import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { publicOperations } from '@commerce/platform/documents';
import type { OrderShape } from '../../../scripts/load/scenario-form.ts';
import { oneOf, weighted, zipf } from './draws.ts';
import { loadRun, record } from './load-run.ts';
import { tokenOf } from './tokens.ts';
import type { Context, Known, Request } from './virtual-user.ts';

const operations = new Map(publicOperations.map((one) => [one.operationId, one]));

interface Artillery {
  util: { template(value: unknown, context: Context): unknown };
}
const fill = <T>(value: T, context: Context): T =>
  (globalThis as unknown as { artillery: Artillery }).artillery.util.template(value, context) as T;

function drawSku(): string {
  const { skus, draw } = loadRun();
  return draw === 'zipf' ? (skus[zipf(skus.length)] ?? '') : oneOf(skus);
}

/** beforeScenario: a virtual user arrives. */
export async function arrive({ vars }: Context): Promise<void> {
  const { accounts } = loadRun();
  record({ kind: 'arrival', at: Date.now() });
  vars.sku = drawSku();
  vars.key = randomUUID();
  if (accounts.length > 0) vars.account = oneOf(accounts);
}

/** `ifTrue` of every request. */
export function goesOn(vars: Known): boolean {
  return vars.isOver !== true;
}

/** beforeRequest: writes the request of a call. */
export async function prepare(request: Request, context: Context): Promise<void> {
  const { call, as = 'shop', params = {}, query = {}, order, webhook } = request.load;
  const { vars } = context;
  const known: Record<string, unknown> = { ...vars, id: vars.order?.id, orderId: vars.order?.id };
  const path = (operations.get(call)?.path ?? '').replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(fill(params[name], context) ?? known[name] ?? '')),
  );
  const search = new URLSearchParams(
    Object.entries(query)
      .map(([name, value]) => [name, String(fill(value, context) ?? '')])
      .filter(([, value]) => value !== ''),
  ).toString();
  request.url = `${loadRun().gatewayUrl}${path}${search === '' ? '' : `?${search}`}`;
  const token = await tokenOf(as, vars);
  request.key = keyOf(request, context);
  request.headers = {
    'idempotency-key': request.key,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  if (call === 'placeOrder' || order !== undefined) request.json = orderOf(order ?? {}, vars);
  else if (webhook !== undefined) signWebhook(request, webhook);
  request.sentAt = performance.now();
}

function keyOf({ load: { key, repeat } }: Request, context: Context): string {
  const { vars } = context;
  if (repeat === true) {
    vars.repeated ??= { key: randomUUID(), tries: 0, isAsked: false };
    return vars.repeated.key;
  }
  return key === undefined ? randomUUID() : fill(key, context);
}

/** The body of placeOrder. */
function orderOf(
  { cards = { tok_ok: 1 }, lines = 1, units = 1, policy }: OrderShape,
  user: Known,
): object {
  const skus = new Set([user.sku]);
  const wanted = Math.min(lines, loadRun().skus.length);
  while (skus.size < wanted) skus.add(drawSku());
  const token = Object.keys(cards)[weighted(Object.values(cards))];
  return {
    lines: [...skus].map((sku) => ({ sku, quantity: units })),
    shippingAddress: {
      ...{ name: user.name, lines: [user.line], city: user.city },
      ...{ postalCode: user.postalCode, country: 'GB' },
    },
    contact: { email: user.email },
    payment: { token },
    currency: 'GBP',
    ...(policy !== undefined && { policy }),
  };
}

/** A webhook of a type that the platform ignores, signed as the provider's, or not (Standard Webhooks). */
function signWebhook(request: Request, kind: 'genuine' | 'forged'): void {
  const secret =
    kind === 'genuine' ? (loadRun().webhookSecret ?? '') : randomBytes(24).toString('base64');
  const id = `msg_${randomBytes(8).toString('hex')}`;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  request.body = JSON.stringify({ type: 'load.test', data: { reference: id } });
  const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
    .update(`${id}.${timestamp}.${request.body}`)
    .digest('base64');
  request.headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
