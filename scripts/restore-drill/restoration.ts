import { during, type Stack } from '@commerce/local-stack';
import type { ReconciliationReport } from '@commerce/contracts/payment/reconciliation-api';
import type { Violation } from '@commerce/testing/violation';
import { putBack } from './backup.ts';
import { dryReconciliation, untilAtRest } from '../books-at-rest.ts';
import { eventsOfOrders } from './books.ts';
import { type Answered, openDesk, Refused, type Wanted } from './load.ts';
import { type Losses, lossesOf } from './losses.ts';
import type { Aftermath, Drill } from './loss.ts';
import { SAGAS, untilEnded } from './sagas.ts';

/** Longest time for a comparison of the whole book, ms. */
const RECONCILIATION_TIMEOUT_MS = 60_000;

/** What a drill found, with durations since the loss in ms. */
export interface Outcome {
  /** Orders that clients had an answer about. */
  orders: number;
  losses: Losses;
  /** Payments at the provider that the restored books do not know. */
  unknownPayments: number;
  repeated: { same: number; refused: string[] };
  /** Requests without an answer that their clients sent again. */
  unanswered: number;
  /** From the start until the sagas with a timer in the backup, and those without, had ended. */
  sagasEndedMs: { kept: number; lost: number };
  stoppedMs: number;
  databasesMs: number;
  readyMs: number;
  agreedMs: number;
  violations: Violation[];
  needsPerson: ReconciliationReport['needsPerson'];
}

/** Sends again what was answered and is lost, under the same keys. */
async function repeatLost(stack: Stack, { requests }: Losses): Promise<Outcome['repeated']> {
  const desk = openDesk(stack);
  const refused: string[] = [];
  let same = 0;
  for (const wanted of requests) {
    try {
      const { id } = await desk.send(wanted);
      if (id === wanted.orderId) same += 1;
      else refused.push(`${wanted.orderId} is ${id} now`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push(error.message);
    }
  }
  return { same, refused };
}

/** Sends again what no client has an answer of, under the same keys, whether it had an effect or not. */
async function repeatUnanswered(stack: Stack, unanswered: readonly Wanted[]): Promise<void> {
  const desk = openDesk(stack);
  for (const wanted of unanswered) {
    try {
      await desk.send(wanted);
    } catch (error) {
      // A command that had its effect before the loss is refused now.
      if (!(error instanceof Refused)) throw error;
    }
  }
}

/** Restores the stores, has clients repeat what was lost, and waits until the books agree. */
export async function restore(
  { stores, answered, unanswered, sagas, lostAt }: Aftermath,
  { start, progress, backups }: Drill,
): Promise<Outcome> {
  const sinceLoss = () => performance.now() - lostAt;
  const stoppedMs = sinceLoss();
  await during(progress, 'backup put back', () => putBack(stores, backups));
  const databasesAlone = await start({ apps: [] });
  const databasesMs = sinceLoss();
  const losses = lossesOf(answered, await eventsOfOrders(databasesAlone));
  await databasesAlone.stop();
  const stack = await start();
  const readyMs = sinceLoss();
  const unknown = (await dryReconciliation(stack, RECONCILIATION_TIMEOUT_MS)).needsPerson;
  const repeated = await repeatLost(stack, losses);
  await repeatUnanswered(stack, unanswered);
  const ended = async (orders: Answered[]) => {
    await untilEnded(stack, orders);
    return sinceLoss() - readyMs;
  };
  const [kept, lost] = await Promise.all([ended(sagas.kept), ended(sagas.lost)]);
  const { violations } = await untilAtRest(stack);
  const agreedMs = sinceLoss();
  const { needsPerson } = await dryReconciliation(stack, RECONCILIATION_TIMEOUT_MS);
  await stack.stop();
  return {
    orders: new Set(answered.map(({ orderId }) => orderId)).size,
    losses,
    unknownPayments: unknown.length,
    repeated,
    unanswered: unanswered.length,
    sagasEndedMs: { kept, lost },
    ...{ stoppedMs, databasesMs, readyMs, agreedMs, violations, needsPerson },
  };
}

/** Whether nothing is wrong after the restore. */
export function isSound({ violations, needsPerson }: Outcome): boolean {
  return violations.length === 0 && needsPerson.length === 0;
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

/** The outcome as lines for a terminal. */
export function report(outcome: Outcome): string[] {
  const { losses, repeated, sagasEndedMs, violations, needsPerson } = outcome;
  const afterLoss = (ms: number) => `${seconds(ms)} after the loss`;
  const rows: [string, string][] = [
    ['orders answered', String(outcome.orders)],
    ['orders lost', String(losses.orders.length)],
    ['events lost', `${losses.events}, of ${losses.requests.length} answered requests`],
    ['unknown payments', `${outcome.unknownPayments} at the provider, before the repeats`],
    ['repeated', `${repeated.same} as before, ${repeated.refused.length} refused`],
    ['without an answer', `${outcome.unanswered} sent again`],
    ['sagas with a timer', `${SAGAS} ended ${seconds(sagasEndedMs.kept)} after the start`],
    ['sagas without', `${SAGAS} ended ${seconds(sagasEndedMs.lost)} after the start`],
    ['Redis', 'started empty: recent events were published again'],
    ['apps stopped', afterLoss(outcome.stoppedMs)],
    ['databases back', afterLoss(outcome.databasesMs)],
    ['platform ready', afterLoss(outcome.readyMs)],
    ['books agree', violations.length === 0 ? afterLoss(outcome.agreedMs) : 'no'],
    ['reconciliation', `${needsPerson.length} findings for a person`],
  ];
  const width = Math.max(...rows.map(([title]) => title.length));
  return [
    ...rows.map(([title, value]) => `${title.padEnd(width)}  ${value}`),
    ...repeated.refused.map((one) => `  refused: ${one}`),
    ...violations.map(({ rule, subject, detail }) => `  ${rule}: ${subject} ${detail}`),
    ...needsPerson.map(({ orderId, reason, detail }) => `  ${orderId} ${reason}: ${detail}`),
  ];
}
