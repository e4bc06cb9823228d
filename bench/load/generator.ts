import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Endpoint, OrderShape } from './order-endpoint.ts';
import type { GeneratorHealth } from './void-rule.ts';

/** A phase of load for the generator process. */
export interface LoadPhase {
  endpoint: Endpoint;
  shape: OrderShape;
  load:
    | { kind: 'closed'; clients: number; end: { calls: number } | { seconds: number } }
    | { kind: 'open'; perSecond: number; seconds: number };
}

/** The result of a phase. */
export interface PhaseResult {
  confirmed: number;
  seconds: number;
  latenciesMs: number[];
  health: GeneratorHealth;
}

/** The answer of the generator process. */
export type GeneratorMessage = { result: PhaseResult } | { failure: string };

/**
 * Generates a phase of load in a separate process, so that its CPU is not counted. Throws if an
 * order was not confirmed.
 */
export async function generateLoad(phase: LoadPhase): Promise<PhaseResult> {
  const child = fork(join(import.meta.dirname, 'generator-process.ts'), {
    serialization: 'advanced',
    execArgv: [],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the load generator ended with ${String(code)} before it answered`);
  });
  ended.catch(() => {}); // it may end after the answer
  // A process that cannot be started shows as an error of once().
  child.send(phase, () => {});
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [GeneratorMessage];
  child.disconnect();
  if ('failure' in message) throw new Error(message.failure);
  return message.result;
}
