import { batchRoute } from 'dapr-actor-runtime/app';
import { type Route, routes, withAppToken } from 'dapr-actor-runtime/http';
import { httpProblem } from 'dapr-actor-runtime/server';
import { createSidecar, type BatchedRequest } from 'dapr-actor-runtime/sidecar';
import { contextHeaders, inContext } from 'dapr-actor-runtime/telemetry';
import { connectStack } from '@commerce/testing/stack';
import test, { type ExecutionContext } from 'ava';
import type { Middleware } from 'koa';
import { startProbe } from './probe.ts';

/** The requests that reached the called app, and what holds its slow answers back. */
const reached: string[] = [];
let held = Promise.withResolvers<void>();

const probe = await startProbe(({ appToken, log }) => {
  const route: Route = {
    method: 'PUT',
    path: '/things/:name',
    async handle(ctx, { name = '' }) {
      if (name === 'slow') await held.promise;
      if (name === 'refused') throw httpProblem('precondition-failed', 'Not this one.');
      ctx.body = { name, ...contextHeaders(), caller: ctx.get('dapr-caller-app-id') };
    },
  };
  const guarded = withAppToken(appToken, [route]);
  const batches = batchRoute({ path: '/batches/makeThing', route: guarded[0] as Route, log });
  const note: Middleware = (ctx, next) => {
    reached.push(ctx.path);
    return next();
  };
  return [note, ...routes([...withAppToken(appToken, [batches]), ...guarded])];
});
test.after.always('the probe is stopped', () => probe.stop());

/** Another app: the order app's sidecar, over mTLS. */
function caller(t: ExecutionContext) {
  const { app, daprApiToken } = connectStack();
  const sidecar = createSidecar({ port: app('order').daprHttpPort, apiToken: daprApiToken });
  t.teardown(() => sidecar.close());
  const operation = { app: probe.appId, operationId: 'makeThing', batched: true } as const;
  return (name: string, request: Partial<BatchedRequest> = {}) =>
    sidecar.invokeBatched(operation, { method: 'PUT', path: `/things/${name}`, ...request });
}

test.serial(
  'calls travel together through both sidecars, and each is answered by itself',
  async (t) => {
    reached.length = 0;
    const call = caller(t);
    const names = ['a', 'refused', 'b'];
    const answers = await Promise.all(
      names.map((name) => inContext({ correlationId: `because-${name}` }, () => call(name))),
    );
    t.deepEqual(
      answers.map(({ status }) => status),
      [200, 412, 200],
    );
    t.deepEqual(JSON.parse(answers[2]?.text ?? ''), {
      name: 'b',
      'x-correlation-id': 'because-b',
      caller: 'order',
    });
    t.deepEqual(reached, ['/batches/makeThing']);
  },
);

test.serial(
  'an answer passes both sidecars while a slower one of its batch is awaited',
  async (t) => {
    held = Promise.withResolvers();
    const call = caller(t);
    const slow = call('slow');
    t.is((await call('quick')).status, 200);
    held.resolve();
    t.is((await slow).status, 200);
  },
);

test.serial('a batch reaches no other route of the app', async (t) => {
  reached.length = 0;
  const call = caller(t);
  const answers = await Promise.all(
    ['a', 'b'].map((name) => call(name, { path: `/other/${name}` })),
  );
  t.deepEqual(
    answers.map(({ status }) => status),
    [404, 404],
  );
  t.deepEqual(reached, ['/batches/makeThing']);
});
