import type { Failpoint } from '../failpoints/index.ts';
import { inContext, newContext, type Logger } from '../telemetry/index.ts';

/** What an activity answers. A thrown error becomes a failed result, because the SDK can lose it. */
export type StepResult =
  | { ok: true }
  /** `final`: refused for good, nothing happened, and trying again would not help. */
  | { ok: false; reason: string; final?: boolean };

/** An activity as the worker calls it: idempotent, because it runs at least once. */
// oxlint-disable-next-line typescript/no-explicit-any -- an activity's input is its own type
export type Activity = (input: any) => Promise<StepResult>;

/**
 * Runs an activity of a saga, with the correlation id of its input if it has one. Never rejects: an
 * error becomes a failed result. An armed failpoint (`before-<name>`, `after-<name>`) makes it fail,
 * be refused, or run twice.
 */
export async function performActivity(
  name: string,
  activity: Activity,
  { input, failpoint, log }: { input: object; failpoint: Failpoint; log: Logger },
): Promise<StepResult> {
  const { correlationId } = input as { correlationId?: string };
  return inContext(newContext(correlationId), async () => {
    try {
      return await withFaults(name, activity, failpoint)(input);
    } catch (err) {
      log.warn({ err, step: name }, 'saga step failed');
      return { ok: false, reason: (err as Error).message };
    }
  });
}

/** The activity with its failpoints: an armed one makes it fail, be refused, or run twice. */
function withFaults(name: string, activity: Activity, failpoint: Failpoint): Activity {
  return async (input) => {
    const before = failpoint(`before-${name}`);
    if (before === 'fail' || before === 'refuse') return failed(before);
    if (before === 'repeat') await activity(input);
    const result = await activity(input);
    const after = failpoint(`after-${name}`);
    return after === 'fail' || after === 'refuse' ? failed(after) : result;
  };
}

function failed(fault: 'fail' | 'refuse'): StepResult {
  return { ok: false, reason: 'failpoint', final: fault === 'refuse' };
}
