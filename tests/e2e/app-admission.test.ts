import { apiApps, documentOf, publicDocument } from '@commerce/platform/documents';
import { connectStack } from '@commerce/testing';
import { permissionOf } from '@commerce/testing/access-matrix';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';
import { isKeptOut, operationsOf, type Tried, tryOperation } from './admission-request.ts';
import { openCallers, placeForStranger, type TestCaller } from './test-callers.ts';

// Each app enforces access itself: these tests call it without the gateway, as its sidecar would.
const stack = connectStack();
const shop = openShop(stack);
const ofSidecar = { 'dapr-api-token': stack.appApiToken };
const apps = apiApps;
const everything = apps.flatMap((app) => operationsOf(documentOf(app)));
const open = publicDocument().paths;
const isPublic = ({ path, method }: Tried) => open[path]?.[method.toLowerCase()] !== undefined;
const ENDS_SESSIONS = /^DELETE \/sessions(?:\/current)?$/;
/** Called by the provider directly, without a sidecar, with a signature. */
const WEBHOOK = 'POST /webhooks/payment-provider';

let callers: TestCaller[];
let orderId: string;

test.before(async () => {
  callers = await openCallers(stack);
  ({ id: orderId } = await placeForStranger(shop));
});
test.after.always(() => stack.close());

/** Whether an operation requires an access token; one for other apps only does not. */
const asksForCaller = ({ row }: Tried) => Object.values(row.cells).some((cell) => cell !== '-');

for (const app of apps) {
  const ofApp = everything.filter(({ row }) => row.app === app);

  test.serial(`${app} itself refuses callers that the table does not allow`, async (t) => {
    const { url } = stack.app(app);
    for (const tried of ofApp.filter(asksForCaller)) {
      for (const caller of callers) {
        const headers = { ...ofSidecar, ...caller.headers };
        const answer = await tryOperation(url, tried, headers, orderId);
        const said = `${tried.row.operation} by ${caller.name}: ${answer.status} ${answer.body}`;
        const may = permissionOf(tried.row, caller.kinds);
        if (may === '-') t.is(answer.status, caller.name === 'guest' ? 401 : 403, said);
        else t.false(isKeptOut(answer), said);
        const isForeign = may === 'own' && tried.path.startsWith('/orders/{id}');
        if (isForeign) t.is(answer.type, '/problems/order-not-found', said);
      }
      // Each caller has ended its own session.
      if (ENDS_SESSIONS.test(tried.row.operation)) callers = await openCallers(stack);
    }
  });

  test.serial(`${app} answers 404 to callers without the app token`, async (t) => {
    const admin = callers.find(({ name }) => name === 'admin')?.headers;
    for (const tried of ofApp.filter(({ row }) => row.operation !== WEBHOOK)) {
      for (const headers of [admin, { ...admin, 'dapr-api-token': 'a-guess' }]) {
        const { status, type, body } = await tryOperation(
          stack.app(app).url,
          tried,
          headers ?? {},
          orderId,
        );
        t.is(status, 404, `${tried.row.operation}: ${body}`);
        t.is(type, '/problems/not-found');
      }
    }
  });
}

test('operations for commands answer 404 to service invocation', async (t) => {
  const commands = everything.filter((one) => !asksForCaller(one) && one.row.apps.length === 0);
  t.true(commands.length > 10);
  for (const tried of commands) {
    for (const caller of ['gateway', 'order', 'nobody']) {
      const headers = { ...ofSidecar, 'dapr-caller-app-id': caller };
      const { status, body } = await tryOperation(stack.app(tried.row.app).url, tried, headers);
      t.is(status, 404, `${tried.row.operation} by ${caller}: ${body}`);
    }
  }
});

test('operations that are not public answer 404 at the gateway', async (t) => {
  const hidden = everything.filter((one) => !isPublic(one));
  t.true(hidden.length > 15);
  for (const tried of hidden) {
    for (const { name, headers } of callers) {
      const madeUp = { ...headers, ...ofSidecar, 'dapr-caller-app-id': 'order' };
      const { status, type } = await tryOperation(stack.gatewayUrl, tried, madeUp);
      t.is(status, 404, `${tried.row.operation} by ${name}`);
      t.is(type, '/problems/not-found');
    }
  }
});

test('a client cannot claim to be an app through the gateway; only a sidecar can', async (t) => {
  const ask = (url: string, headers: Record<string, string>) =>
    fetch(`${url}/orders/${orderId}`, { headers }).then(async (answer) => {
      await answer.text();
      return answer.status;
    });
  const inventory = { 'dapr-caller-app-id': 'inventory' };
  const order = stack.app('order').url;
  t.is(await ask(order, { ...ofSidecar, ...inventory }), 200);
  t.is(await ask(order, { ...ofSidecar, 'dapr-caller-app-id': 'catalog' }), 404);
  t.is(await ask(order, inventory), 404);
  const madeUp = [
    inventory,
    { ...ofSidecar, ...inventory },
    { 'Dapr-Caller-App-Id': 'inventory', 'dapr-caller-namespace': 'default' },
    { ...inventory, 'dapr-app-id': 'order' },
  ];
  for (const headers of madeUp) t.is(await ask(stack.gatewayUrl, headers), 404);
  const customer = callers.find(({ name }) => name === 'customer')?.headers;
  t.is(await ask(stack.gatewayUrl, { ...customer, ...inventory }), 404);
});
