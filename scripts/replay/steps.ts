/** The part of a progress display that the replay needs; the launcher's display implements it. */
export type Progress = {
  step: (title: string) => { done: (detail?: string) => void; fail: () => void };
  bar: (
    title: string,
    total: number,
  ) => { tick: (count?: number) => void; done: (detail?: string) => void };
};

/** Runs the steps of a job: shows each step and records its duration by key. */
export type Steps = {
  /** Runs one step; `detail` describes its result in a few words. */
  step: <Result>(
    names: { key: string; title: string },
    work: () => Promise<Result>,
    detail: (result: Result) => string,
  ) => Promise<Result>;
  /** Runs one step with a progress bar up to a total. */
  bar: <Result>(
    names: { key: string; title: string; total: number },
    work: (tick: () => void) => Promise<Result>,
    detail: (result: Result) => string,
  ) => Promise<Result>;
  /** Milliseconds by key, of the steps that have ended, failed ones included. */
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
