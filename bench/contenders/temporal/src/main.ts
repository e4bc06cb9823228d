import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { NativeConnection, Runtime, DefaultLogger, Worker } from '@temporalio/worker';
import { openEndpoint } from '../../http-endpoint.ts';
import { openOrderWork } from '../../order-work.ts';
import type { placeOrder } from './place-order.ts';

const NAMESPACE = 'default';
const TASK_QUEUE = 'orders';
const RETENTION_SECONDS = 86_400;
const READY_POLL_MS = 200;
/** A frontend learns of a new namespace within this time, ms. */
const NAMESPACE_TIMEOUT_MS = 30_000;

Runtime.install({ logger: new DefaultLogger('WARN') });
const work = openOrderWork(process.env['DATABASE_URL'] as string);
const address = process.env['TEMPORAL_ADDRESS'] as string;
const connection = await NativeConnection.connect({ address });
await registerNamespace();

const worker = await Worker.create({
  connection,
  namespace: NAMESPACE,
  taskQueue: TASK_QUEUE,
  workflowsPath: new URL('place-order.ts', import.meta.url).pathname,
  activities: {
    recordEvent: work.recordEvent,
    hold: work.hold,
    authorize: work.authorize,
    receive: work.receive,
  },
});
const running = worker.run();
// One connection for client and worker, so that the server can hand a new workflow's first task
// to this worker in the answer to its start.
const client = new Client({ connection, namespace: NAMESPACE });

openEndpoint(Number(process.env['PORT']), async (request) => {
  const id = randomUUID();
  return client.workflow.execute<typeof placeOrder>('placeOrder', {
    workflowId: id,
    taskQueue: TASK_QUEUE,
    args: [id, request],
    requestEagerStart: true,
  });
});
process.once('SIGTERM', () => process.exit());
await running;

async function registerNamespace(): Promise<void> {
  const deadline = Date.now() + NAMESPACE_TIMEOUT_MS;
  for (;;) {
    try {
      await connection.workflowService
        .registerNamespace({
          namespace: NAMESPACE,
          workflowExecutionRetentionPeriod: { seconds: RETENTION_SECONDS as never },
        })
        .catch((error: Error) => {
          if (!/already/i.test(error.message)) throw error;
        });
      // Answers once the frontend's own list of namespaces has it.
      await connection.workflowService.listOpenWorkflowExecutions({ namespace: NAMESPACE });
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(READY_POLL_MS);
    }
  }
}
