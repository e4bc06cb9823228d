import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { connectStack } from '@commerce/testing';
import { jsonClient } from '@commerce/testing/json-client';
import test from 'ava';
import { newOrderId } from './payment-app.ts';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
const stack = connectStack();
const provider = jsonClient(stack.paymentProviderUrl);
const database = stack.database('payment');
test.after.always(() => stack.close());

async function payment(method: string, path: string, body: object): Promise<void> {
  const call = jsonClient(stack.app('payment').url);
  const headers = { 'dapr-api-token': stack.appApiToken };
  const { status } = await call(method, path, { body, headers });
  if (status !== 200) throw new Error(`${method} ${path} answered ${status}`);
}

function reconcile(...args: string[]): Promise<{ exitCode: number; output: string }> {
  return new Promise((done) => {
    const command = ['scripts/reconcile.ts', ...args];
    const env = { ...process.env, COMMERCE_DATA_DIR: stack.dataDir };
    const child = execFile(process.execPath, command, { cwd: REPOSITORY, env }, (_, out, err) =>
      done({ exitCode: child.exitCode ?? 1, output: out + err }),
    );
  });
}

test('npm run reconcile lists what needs a person and exits with 1', async (t) => {
  const orderId = newOrderId();
  const amount = { amountMinor: 500, currency: 'GBP' };
  t.teardown(() =>
    Promise.all([
      database.query(`UPDATE payments SET status = 'voided' WHERE order_id = $1`, [orderId]),
      database.query('DELETE FROM payment_operations WHERE order_id = $1', [orderId]),
    ]),
  );
  await payment('POST', `/payments/${orderId}/authorization`, { amount, token: 'tok_ok' });
  await provider('POST', '/authorizations/void', { body: { reference: orderId } });
  await payment('POST', `/payments/${orderId}/captures`, { captureId: 's1', amount });
  for (const args of [['payment', '--dry-run'], ['payment']]) {
    const { exitCode, output } = await reconcile(...args);
    t.is(exitCode, 1, output);
    t.regex(output, new RegExp(`${orderId} s1  capture-refused`));
  }
});

test('npm run reconcile without an app prints its usage', async (t) => {
  const { exitCode, output } = await reconcile();
  t.is(exitCode, 2);
  t.regex(output, /Usage: npm run reconcile/);
});
