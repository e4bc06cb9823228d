import { DBOS } from '@dbos-inc/dbos-sdk';
import { openEndpoint } from '../../http-endpoint.ts';
import {
  confirmedEvent,
  type Consumer,
  CONSUMERS,
  openOrderWork,
  type OrderEvent,
  type OrderRequest,
  type OrderWork,
  orderWork,
  placedEvent,
} from '../../order-work.ts';
import { openDatasource } from './datasource.ts';

/** As many connections as every peer has for its own statements; DBOS has as many for its own. */
const CONNECTIONS = 32;

const databaseUrl = process.env['DATABASE_URL'] as string;
const work = openOrderWork(databaseUrl);

/** Runs one statement as a step, in one of the two ways that DBOS offers. */
type RunStep = (name: string, step: (steps: OrderWork) => Promise<void>) => Promise<void>;

/** The statement commits, and then DBOS commits its record of the step. */
const inStep: RunStep = (name, step) => DBOS.runStep(() => step(work), { name });

/** The statement and the record of the step commit together. */
function inTransactions(): RunStep {
  const source = openDatasource({ url: databaseUrl, connections: CONNECTIONS });
  const steps = orderWork(source.query);
  return (name, step) => source.run(name, () => step(steps));
}

const run = process.env['STEPS'] === 'transactions' ? inTransactions() : inStep;

// One idempotent statement needs no record of its own: DBOS runs the workflow again until it has
// ended, and a second time does nothing.
const receive = DBOS.registerWorkflow(
  async (consumer: Consumer, event: Pick<OrderEvent, 'orderId' | 'seq'>) => {
    await work.receive(consumer, [event]);
  },
  { name: 'receive' },
);

async function tell({ orderId, seq }: OrderEvent): Promise<void> {
  for (const consumer of CONSUMERS) await DBOS.startWorkflow(receive)(consumer, { orderId, seq });
}

const placeOrder = DBOS.registerWorkflow(
  async (request: OrderRequest) => {
    const orderId = DBOS.workflowID as string;
    const placed = placedEvent(orderId, request);
    await run('place', (steps) => steps.recordEvent(placed));
    await tell(placed);
    await run('hold', (steps) => steps.hold(orderId, request.lines));
    await run('authorize', (steps) => steps.authorize(orderId, request));
    const confirmed = confirmedEvent(orderId, request);
    await run('confirm', (steps) => steps.recordEvent(confirmed));
    await tell(confirmed);
    return { id: orderId, status: 'confirmed' };
  },
  { name: 'placeOrder' },
);

DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: process.env['SYSTEM_DATABASE_URL'] as string,
  systemDatabasePoolSize: CONNECTIONS,
  logLevel: 'warn',
});
await DBOS.launch();
openEndpoint(Number(process.env['PORT']), placeOrder);
process.once('SIGTERM', () => process.exit());
