import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { StripeAccount } from './account.ts';
import { numberOf, readForm, type Form } from './form.ts';
import { invalid, StripeError, type Intent, type StripeObject } from './objects.ts';

/** Objects on a page that does not say how many. */
const PAGE = 10;

/** How often Stripe's client asks if the connection is closed before the answer. */
const ASKED = 2;

type Answer = { status: number; body: object };

export type StripeStandIn = Awaited<ReturnType<typeof startStripe>>;

/**
 * A Stripe account behind the part of Stripe's API that authorizes, captures, refunds and lists, on a
 * free port of 127.0.0.1, with nothing stored after `stop`. Requests and answers are as Stripe
 * documents them: form-encoded, idempotent by key, errors in one shape, webhooks signed and sent once.
 */
export async function startStripe({ multicapture }: { multicapture: boolean }) {
  const webhooks = openWebhooks();
  const account = new StripeAccount({ multicapture, emit: webhooks.emit });
  const answers = new Map<string, { request: string; answer: Answer }>();
  let toLose = 0;

  function answerTo(request: string, key: string | undefined, run: () => Answer): Answer {
    const known = key === undefined ? undefined : answers.get(key);
    if (known?.request === request) return known.answer;
    if (known !== undefined) {
      const message = 'Keys for idempotent requests can only be used with the same parameters.';
      return errorAnswer(new StripeError(400, message, { type: 'idempotency_error' }));
    }
    const answer = run();
    if (key !== undefined) answers.set(key, { request, answer });
    return answer;
  }

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://stripe');
    const body = await text(req);
    const form = readForm(req.method === 'POST' ? body : url.search.slice(1));
    const key = req.method === 'POST' ? req.headers['idempotency-key']?.toString() : undefined;
    const request = `${req.method} ${url.pathname} ${body}`;
    const answer = answerTo(request, key, () =>
      perform(account, `${req.method} ${url.pathname}`, form),
    );
    if (toLose > 0 && req.method === 'POST') {
      toLose -= 1;
      res.destroy();
      return;
    }
    res.writeHead(answer.status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(answer.body));
  }

  const server = createServer((req, res) => {
    handle(req, res).catch((error: Error) => res.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account,
    sendWebhooksTo: webhooks.sendTo,
    /** Forgets every idempotency key, as Stripe does after a day. */
    forgetKeys: () => answers.clear(),
    /** The next request with an effect is done, and its answer is lost. */
    loseNextAnswer(): void {
      toLose = ASKED;
    },
    async stop(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await webhooks.sent();
    },
  };
}

function perform(account: StripeAccount, operation: string, form: Form): Answer {
  try {
    return { status: 200, body: bodyOf(account, operation, form) };
  } catch (error) {
    if (error instanceof StripeError) return errorAnswer(error);
    throw error;
  }
}

function bodyOf(account: StripeAccount, operation: string, form: Form): object {
  const shown = (intent: Intent) => withCharge(account, intent, form);
  const [, id = ''] = /^(?:GET|POST) \/v1\/payment_intents\/([^/]+)/.exec(operation) ?? [];
  switch (operation.replace(/\/pi_[^/]+/, '/:id')) {
    case 'POST /v1/payment_intents':
      return shown(account.create(form));
    case 'POST /v1/payment_intents/:id/capture':
      return shown(account.capture(id, form));
    case 'POST /v1/payment_intents/:id/cancel':
      return shown(account.cancel(id));
    case 'GET /v1/payment_intents/:id':
      return shown(account.intent(id));
    case 'GET /v1/payment_intents/search': {
      const [, orderId] = /^metadata\['orderId'\]:'([^']*)'$/.exec(String(form['query'])) ?? [];
      const found = account.intents().filter(({ metadata }) => metadata['orderId'] === orderId);
      return page(found, form, shown);
    }
    case 'GET /v1/payment_intents': {
      const since = numberOf((form['created'] as Form | undefined)?.['gte']) ?? 0;
      return page(
        account.intents().filter(({ created }) => created >= since),
        form,
        shown,
      );
    }
    case 'POST /v1/refunds':
      return account.refund(form);
    case 'GET /v1/refunds':
      return page(account.refunds().filter(ofIntent(form)), form);
    case 'GET /v1/disputes':
      return page(account.disputes().filter(ofIntent(form)), form);
    default:
      throw invalid(`Unrecognized request URL (${operation}).`, 'resource_missing');
  }
}

const ofIntent = (form: Form) => (object: { payment_intent: string }) =>
  form['payment_intent'] === undefined || object.payment_intent === form['payment_intent'];

/** A PaymentIntent with its charge, if the request expands it, and with the refunds of that. */
function withCharge(account: StripeAccount, intent: Intent, form: Form): object {
  const expand = Object.values(form['expand'] ?? {}).map((path) =>
    String(path).replace('data.', ''),
  );
  const { latest_charge: id } = intent;
  if (id === null || !expand.some((path) => path.startsWith('latest_charge'))) return { ...intent };
  const charge = { ...account.charge(id) };
  if (!expand.includes('latest_charge.refunds')) return { ...intent, latest_charge: charge };
  const refunds = page(
    account.refunds().filter((refund) => refund.charge === id),
    {},
  );
  return { ...intent, latest_charge: { ...charge, refunds } };
}

/** A page of objects, the newest first. */
function page<T extends StripeObject>(
  all: T[],
  form: Form,
  shown = (one: T): object => ({ ...one }),
) {
  const { starting_after: after } = form;
  const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const limit = numberOf(form['limit']) ?? PAGE;
  const data = all.slice(from, from + limit).map(shown);
  return { object: 'list', data, has_more: all.length > from + limit };
}

function errorAnswer({ status, message, fields }: StripeError): Answer {
  return { status, body: { error: { message, ...fields } } };
}

/** Sends events as they were when they happened, signed as Stripe signs them. */
function openWebhooks() {
  let target: { url: string; secret: string } | undefined;
  let count = 0;
  const running = new Set<Promise<unknown>>();
  return {
    sendTo(url: string, secret: string): void {
      target = { url, secret };
    },
    emit(type: string, object: StripeObject): void {
      if (target === undefined) return;
      count += 1;
      const created = Math.floor(Date.now() / 1000);
      const event = { id: `evt_${created}_${count}`, object: 'event', type, created };
      const body = JSON.stringify({ ...event, data: { object } });
      const signature = createHmac('sha256', target.secret)
        .update(`${created}.${body}`)
        .digest('hex');
      const headers = {
        'content-type': 'application/json',
        'stripe-signature': `t=${created},v1=${signature}`,
      };
      const sending = fetch(target.url, { method: 'POST', headers, body })
        .then((answer) => answer.body?.cancel())
        // A receiver that is away misses the event: reconciliation has to find what it said.
        .catch(() => {})
        .finally(() => running.delete(sending));
      running.add(sending);
    },
    sent: () => Promise.all(running),
  };
}
