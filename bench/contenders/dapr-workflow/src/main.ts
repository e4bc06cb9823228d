import { randomUUID } from 'node:crypto';
import dapr, { type WorkflowActivityContext, type WorkflowContext } from '@dapr/dapr';
import { Pool } from 'undici';
import { openEndpoint } from '../../http-endpoint.ts';
import {
  confirmedEvent,
  type Consumer,
  openOrderWork,
  type OrderEvent,
  type OrderRequest,
  placedEvent,
} from '../../order-work.ts';

const { DaprWorkflowClient, WorkflowRuntime } = dapr;
const COMPLETION_TIMEOUT_SECONDS = 30;
/** Any component of the topic publishes for all of its consumers: they share one Redis stream. */
const PUBLISH_PATH = '/v1.0/publish/pubsub-summary/order-events';
const SIDECAR_CONNECTIONS = 32;

const work = openOrderWork(process.env['DATABASE_URL'] as string);
const sidecar = new Pool(`http://127.0.0.1:${process.env['DAPR_HTTP_PORT']}`, {
  connections: SIDECAR_CONNECTIONS,
});
const at = { daprHost: '127.0.0.1', daprPort: process.env['DAPR_GRPC_PORT'] as string };

interface Input {
  orderId: string;
  request: OrderRequest;
}

async function* placeOrder(context: WorkflowContext, input: Input): AsyncGenerator {
  yield context.callActivity(place, input);
  yield context.callActivity(hold, input);
  yield context.callActivity(authorize, input);
  yield context.callActivity(confirm, input);
  return { id: input.orderId, status: 'confirmed' };
}

async function place(_context: WorkflowActivityContext, { orderId, request }: Input) {
  await recordAndPublish(placedEvent(orderId, request));
}

async function hold(_context: WorkflowActivityContext, { orderId, request }: Input) {
  await work.hold(orderId, request.lines);
}

async function authorize(_context: WorkflowActivityContext, { orderId, request }: Input) {
  await work.authorize(orderId, request);
}

async function confirm(_context: WorkflowActivityContext, { orderId, request }: Input) {
  await recordAndPublish(confirmedEvent(orderId, request));
}

// An activity runs at least once, so the event is published at least once after its row.
async function recordAndPublish(event: OrderEvent): Promise<void> {
  await work.recordEvent(event);
  const { statusCode, body } = await sidecar.request({
    method: 'POST',
    path: PUBLISH_PATH,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ orderId: event.orderId, seq: event.seq }),
  });
  await body.dump();
  if (statusCode >= 300) throw new Error(`publish: ${statusCode}`);
}

const runtime = new WorkflowRuntime(at);
// The SDK offers no option for these; its defaults drop work and print five lines an item.
const { worker } = runtime as unknown as {
  worker: {
    _maxQueueSize: number;
    _maxConcurrentWorkItems: number;
    logger: { logLevel: number };
  };
};
Object.assign(worker, { _maxQueueSize: 10_000, _maxConcurrentWorkItems: 50 });
worker.logger.logLevel = 1;
runtime.registerWorkflowWithName('placeOrder', placeOrder as never);
for (const activity of [place, hold, authorize, confirm])
  runtime.registerActivity(activity as never);

const client = new DaprWorkflowClient(at);

interface BulkDelivery {
  entries: { entryId: string; event: { data: Pick<OrderEvent, 'orderId' | 'seq'> } }[];
}

openEndpoint(
  Number(process.env['APP_PORT']),
  async (request) => {
    const id = randomUUID();
    await client.scheduleNewWorkflow('placeOrder', { orderId: id, request }, id);
    const state = await client.waitForWorkflowCompletion(id, true, COMPLETION_TIMEOUT_SECONDS);
    if (state?.serializedOutput === undefined) throw new Error(`order ${id} did not end`);
    return JSON.parse(state.serializedOutput) as { id: string; status: string };
  },
  async (path, body) => {
    const consumer = path.replace('/events/', '') as Consumer;
    const { entries } = JSON.parse(body) as BulkDelivery;
    await work.receive(
      consumer,
      entries.map(({ event }) => event.data),
    );
    return { statuses: entries.map(({ entryId }) => ({ entryId, status: 'SUCCESS' })) };
  },
);

// The worker dies when its sidecar is not there yet.
for (;;) {
  const { statusCode, body } = await sidecar
    .request({ method: 'GET', path: '/v1.0/healthz/outbound' })
    .catch(() => ({ statusCode: 503, body: undefined }));
  await body?.dump();
  if (statusCode < 300) break;
  await new Promise((resolve) => setTimeout(resolve, 100));
}
await runtime.start();
process.once('SIGTERM', () => process.exit());
