import { apiApps, documentOf, publicDocument } from '@commerce/platform/documents';
import { connectStack } from '@commerce/testing';
import { permissionOf } from '@commerce/testing/access-matrix';
import { openShop } from '@commerce/testing/shop';
import test from 'ava';
import { isKeptOut, operationsOf, type Tried, tryOperation } from './admission-request.ts';
import { openCallers, placeForStranger, type TestCaller } from './test-callers.ts';

// The apps refuse by themselves: here they are asked without the gateway, as if their sidecar did.
const stack = connectStack();
const shop = openShop(stack);
const ofSidecar = { 'dapr-api-token': stack.appApiToken };
const apps = apiApps;
const everything = apps.flatMap((app) => operationsOf(documentOf(app)));
const open = publicDocument().paths;
const isPublic = ({ path, method }: Tried) => open[path]?.[method.toLowerCase()] !== undefined;
const ENDS_SESSIONS = /^DELETE \/sessions(?:\/current)?$/;
/** Comes from the provider itself, past sidecars, with its signature. */
const WEBHOOK = 'POST /webhooks/payment-provider';

let callers: TestCaller[];
let orderId: string;

test.before(async () => {
  callers = await openCallers(stack);
  ({ id: orderId } = await placeForStranger(shop));
});
test.after.always(() => stack.close());

/** Whether an app asks for a token there at all; what is for other apps only does not. */
const asksForCaller = ({ row }: Tried) => Object.values(row.cells).some((cell) => cell !== '-');

for (const app of apps) {
  const ofApp = everything.filter(({ row }) => row.app === app);

  test.serial(`${app} refuses by itself whom the table does not name`, async (t) => {
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
      // Each has ended what they asked with.
      if (ENDS_SESSIONS.test(tried.row.operation)) callers = await openCallers(stack);
    }
  });

  test.serial(`${app} has nothing for who does not know its token`, async (t) => {
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

test('a command is not there for who comes by invocation', async (t) => {
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

test('what is not public is not there at the gateway, for nobody', async (t) => {
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

test('an app is who its sidecar says, and not who a client says through the gateway', async (t) => {
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
