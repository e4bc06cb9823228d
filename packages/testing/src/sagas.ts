import type { Fault } from 'dapr-actor-runtime/failpoints';
import type { ExecutionContext, TestFn } from 'ava';
import type { TestStack } from './stack.ts';

/**
 * A saga that a test runs on the running platform; `Subject` is the subject of one run, such as an
 * order.
 */
export interface SagaUnderTest<Subject> {
  /** The saga's name in the test titles. */
  name: string;
  /** The app that hosts its activities. */
  app: string;
  /** Every activity of the run: the steps or compensations, and the one that records its end. */
  activities: readonly string[];
  /** Prepares a subject up to just before the saga starts. */
  prepare: () => Promise<Subject>;
  start: (subject: Subject) => Promise<void>;
  /** Resolves when the saga has ended as expected; asserts that no wrong effect remains. */
  ended: (t: ExecutionContext, subject: Subject) => Promise<void>;
}

/**
 * Tests that each activity may fail once before its effect and once after it: the saga ends as if
 * there had been no failure.
 */
export function everyStepCanFail<Subject>(
  test: TestFn,
  stack: TestStack,
  saga: SagaUnderTest<Subject>,
): void {
  for (const activity of saga.activities) {
    testFault(test, stack, saga, {
      title: `${saga.name}: ${activity} may fail before its effect`,
      point: `before-${activity}`,
      fault: 'fail',
    });
    testFault(test, stack, saga, {
      title: `${saga.name}: ${activity} may fail after its effect`,
      point: `after-${activity}`,
      fault: 'fail',
    });
  }
}

/** Tests that each activity may run twice: the saga ends as if it had run once. */
export function everyStepCanRepeat<Subject>(
  test: TestFn,
  stack: TestStack,
  saga: SagaUnderTest<Subject>,
): void {
  for (const activity of saga.activities) {
    testFault(test, stack, saga, {
      title: `${saga.name}: ${activity} may run twice`,
      point: `before-${activity}`,
      fault: 'repeat',
    });
  }
}

// A failpoint fires for the first caller, so these tests run one after another.
function testFault<Subject>(
  test: TestFn,
  stack: TestStack,
  { app, prepare, start, ended }: SagaUnderTest<Subject>,
  { title, point, fault }: { title: string; point: string; fault: Fault },
): void {
  test.serial(title, async (t) => {
    const subject = await prepare();
    stack.armFailpoint(app, point, fault);
    await start(subject);
    await ended(t, subject);
    t.false(stack.isArmed(app, point), `the saga reached ${point}`);
  });
}
