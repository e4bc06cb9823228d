import type { Progress } from './progress.ts';

/** Runs the steps of a job: shows each one and keeps how long it took, by key. */
export type Steps = {
  /** Runs one step; `detail` says in few words what it came to. */
  step: <Result>(
    names: { key: string; title: string },
    work: () => Promise<Result>,
    detail: (result: Result) => string,
  ) => Promise<Result>;
  /** Runs one step that is counted up to a total. */
  bar: <Result>(
    names: { key: string; title: string; total: number },
    work: (tick: () => void) => Promise<Result>,
    detail: (result: Result) => string,
  ) => Promise<Result>;
  /** Milliseconds by key, of the steps that ended, well or not. */
  stepsMs: Record<string, number>;
};

export function runSteps(progress: Progress): Steps {
  const stepsMs: Record<string, number> = {};

  async function timed<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      stepsMs[key] = Math.round(performance.now() - startedAt);
    }
  }

  return {
    stepsMs,
    async step({ key, title }, work, detail) {
      const shown = progress.step(title);
      try {
        const result = await timed(key, work);
        shown.done(detail(result));
        return result;
      } catch (error) {
        shown.fail();
        throw error;
      }
    },
    async bar({ key, title, total }, work, detail) {
      const shown = progress.bar(title, total);
      try {
        const result = await timed(key, () => work(() => shown.tick()));
        shown.done(detail(result));
        return result;
      } catch (error) {
        shown.done('failed');
        throw error;
      }
    },
  };
}
