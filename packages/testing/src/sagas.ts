import type { Fault } from '@commerce/runtime/failpoints';
import type { ExecutionContext, TestFn } from 'ava';
import type { TestStack } from './stack.ts';

/** A saga as a test drives it on the running platform; `Subject` is what one run is about. */
export interface SagaUnderTest<Subject> {
  /** The saga in words, for the titles of the tests. */
  name: string;
  /** The app that hosts its activities. */
  app: string;
  /** Every activity that the run comes to: steps or undos, and the one that tells its end. */
  activities: readonly string[];
  /** Makes something that the saga can be run on, up to just before it starts. */
  prepare: () => Promise<Subject>;
  start: (subject: Subject) => Promise<void>;
  /** Resolves when the saga has ended as it should, asserts that nothing wrong is left. */
  ended: (t: ExecutionContext, subject: Subject) => Promise<void>;
}

/**
 * Tests that each activity may fail once before it has done anything, and once after it has done
 * everything: the saga ends as if nothing had been.
 */
export function everyStepCanFail<Subject>(
  test: TestFn,
  stack: TestStack,
  saga: SagaUnderTest<Subject>,
): void {
  for (const activity of saga.activities) {
    testFault(test, stack, saga, {
      title: `${saga.name}: ${activity} may fail before it has done anything`,
      point: `before-${activity}`,
      fault: 'fail',
    });
    testFault(test, stack, saga, {
      title: `${saga.name}: ${activity} may fail after it has done everything`,
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

// A point fires for whoever comes first, so these tests run one after another.
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
    t.false(stack.isArmed(app, point), `the saga came to ${point}`);
  });
}
