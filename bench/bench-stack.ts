import { type Progress, type Stack, startStack } from '@commerce/local-stack';
import { interruption, untilAborted } from '../scripts/interruption.ts';

/** Aborts when the bench is interrupted. */
const signal = interruption();
const running = new Set<Stack>();

/** Starts a stack on free ports that always ends with the benchmark. */
export async function startBenchStack(options: {
  dataDir: string;
  progress: Progress;
  apps?: string[];
  insecure?: boolean;
  accelerated?: boolean;
  instances?: Record<string, number>;
  appEnv?: Record<string, string>;
}): Promise<Stack> {
  const stack = await startStack({ ...options, ports: 'free', signal });
  running.add(stack);
  const stop = async () => {
    running.delete(stack);
    await stack.stop();
  };
  return { ...stack, stop };
}

/** Runs the benchmark; if it is interrupted, stops all stacks and throws the reason. */
export async function untilDoneOrInterrupted(work: Promise<void>): Promise<void> {
  try {
    await Promise.race([work, untilAborted(signal)]);
  } finally {
    await Promise.all([...running].map((stack) => stack.stop()));
  }
}
