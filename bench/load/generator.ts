import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Door, OrderShape } from './order-door.ts';
import type { GeneratorHealth } from './void-rule.ts';

/** A phase of load that the generator's process is told to make. */
export interface LoadPhase {
  door: Door;
  shape: OrderShape;
  load:
    | { kind: 'closed'; clients: number; end: { calls: number } | { seconds: number } }
    | { kind: 'open'; perSecond: number; seconds: number };
}

/** What came of a phase. */
export interface PhaseResult {
  confirmed: number;
  seconds: number;
  latenciesMs: number[];
  health: GeneratorHealth;
}

/** What the generator's process sends back. */
export type GeneratorMessage = { result: PhaseResult } | { failure: string };

/**
 * Makes a phase of load in a process of its own, whose CPU is nobody's but its own. Throws when an
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
  ended.catch(() => {}); // its end after the answer is as it should be
  // A process that cannot be started shows as an error of once().
  child.send(phase, () => {});
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [GeneratorMessage];
  child.disconnect();
  if ('failure' in message) throw new Error(message.failure);
  return message.result;
}
