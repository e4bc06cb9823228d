import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { actorHost } from 'dapr-actor-runtime/actors';
import { nodeListener } from 'dapr-actor-runtime/server';
import { startWorkflowWorker, type Workflow } from 'dapr-actor-runtime/saga';
import { createSidecar, type Sidecar } from 'dapr-actor-runtime/sidecar';
import { createLogger } from 'dapr-actor-runtime/telemetry';
import { waitUntil } from '@commerce/testing/wait-until';
import test from 'ava';
import { openSidecars, type Sidecars, type TestSidecar } from './sidecars.ts';

/** Longest wait in these tests, ms. */
const PATIENCE_MS = 20_000;
const apiToken = randomUUID();
const log = createLogger({ service: 'workflow-worker-test', level: 'silent' });
const echo: Workflow = async function* (context, input) {
  return (yield context.callActivity('echo', input)) as unknown;
};

let sidecars: Sidecars;
let daprd: TestSidecar;
let sidecar: Sidecar;
const { handle } = actorHost({ actors: [], appToken: apiToken, log });
const app = createServer(nodeListener([handle], { log }));
test.before(async () => {
  sidecars = await openSidecars('in-memory');
  const appPort = await sidecars.nextPort();
  await once(app.listen(appPort, '127.0.0.1'), 'listening');
  daprd = await sidecars.prepare({ appId: 'worked', appPort, apiToken });
  sidecar = createSidecar({ port: daprd.httpPort, grpcPort: daprd.grpcPort, apiToken });
  await daprd.start();
});
test.after.always(async () => {
  await sidecar?.close();
  await sidecars?.stop();
  app.close();
});

const startWorker = () =>
  startWorkflowWorker({
    ...{ sidecar, grpcPort: daprd.grpcPort, apiToken, failpoint: () => undefined, log },
    workflows: { echo },
    activities: { echo: async () => ({ ok: true }) },
  });

/** How many workers the sidecar counts. */
async function counted(): Promise<number> {
  const { text } = await sidecar.request({ method: 'GET', path: '/v1.0/metadata' });
  const { workflows } = JSON.parse(text) as { workflows?: { connectedWorkers?: number } };
  return workflows?.connectedWorkers ?? 0;
}

const until = (condition: () => boolean | Promise<boolean>, what: string) =>
  waitUntil(condition, { timeoutMs: PATIENCE_MS, what });

/** A workflow runs from its start to its end. */
async function works(): Promise<void> {
  const id = randomUUID();
  await sidecar.startWorkflow('echo', id, {});
  await until(
    async () => (await sidecar.readWorkflow(id))?.status === 'COMPLETED',
    'the workflow ends',
  );
  const history = await sidecar.workflowHistory(id);
  if (!history.some(({ kind }) => kind === 'executionCompleted')) throw new Error('it did not end');
}

test.serial('a plain sidecar counts a worker that starts, stops and starts again', async (t) => {
  t.is(await counted(), 0);
  for (let round = 0; round < 2; round += 1) {
    const worker = startWorker();
    await until(() => worker.connected(), 'the worker is connected');
    t.is(await counted(), 1);
    await works();
    await worker.stop();
    await until(async () => (await counted()) === 0, 'the sidecar counts none');
  }
});

test.serial('of two workers the one that stays goes on when the other leaves', async (t) => {
  const [first, second] = [startWorker(), startWorker()];
  await until(() => first.connected() && second.connected(), 'both are connected');
  t.is(await counted(), 2);
  await second.stop();
  await until(async () => (await counted()) === 1, 'the sidecar counts one');
  t.true(first.connected());
  await works();
  await first.stop();
});

test.serial(
  'a worker connects again after its sidecar was killed, and is counted once',
  async (t) => {
    const worker = startWorker();
    await until(() => worker.connected(), 'the worker is connected');
    await daprd.kill();
    await until(() => !worker.connected(), 'the worker notices that its sidecar is gone');
    await daprd.start();
    await until(() => worker.connected(), 'the worker is connected again');
    t.is(await counted(), 1);
    await works();
    await worker.stop();
  },
);
