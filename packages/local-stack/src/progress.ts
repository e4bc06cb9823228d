const TTY_REFRESH_MS = 250;
const HEARTBEAT_MS = 2_000;
const HEARTBEATS_PER_LINE = 15;
const BAR_WIDTH = 24;

/** One running step, which ends as done or failed. */
export interface Step {
  /** Shows a note beside the step's elapsed time. */
  note(text: string): void;
  done(detail?: string): void;
  fail(): void;
}

/** A progress bar: shows how many of the total are done, and the time left. */
export interface Bar {
  tick(count?: number): void;
  done(detail?: string): void;
}

/** The output of the launcher: one line per step, with elapsed time. */
export interface Progress {
  step(title: string): Step;
  bar(title: string, total: number): Bar;
  line(text: string): void;
}

type Output = { isTTY?: boolean; columns?: number; write(text: string): unknown };

interface Running {
  title: string;
  note: string;
  since: number;
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function barText(count: number, total: number, since: number): string {
  const share = total === 0 ? 1 : Math.min(1, count / total);
  const filled = Math.round(share * BAR_WIDTH);
  const left =
    count === 0 ? '' : `, ${Math.ceil(((Date.now() - since) * (1 / share - 1)) / 1000)} s left`;
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}] ${count}/${total}${left}`;
}

/**
 * Progress on a terminal or in a file. A terminal shows a live counter; a file gets a dot every 2 s
 * while a step runs. Several steps may run at once.
 */
export function createProgress(out: Output = process.stdout): Progress {
  const running = new Set<Running>();
  let timer: NodeJS.Timeout | undefined;
  let dots = 0;

  const clear = () => {
    if (out.isTTY) out.write('\r\x1b[K');
    else if (dots > 0) out.write('\n');
    dots = 0;
  };
  const tick = () => {
    const steps = [...running].map(({ title, note, since }) =>
      [title, note, seconds(since)].filter(Boolean).join(' '),
    );
    if (out.isTTY) {
      const text = `  … ${steps.join(' · ')}`;
      out.write(`\r\x1b[K${text.slice(0, (out.columns ?? 80) - 1)}`);
      return;
    }
    out.write(dots === 0 ? `  … ${steps.join(' · ')} ` : '.');
    dots += 1;
    if (dots > HEARTBEATS_PER_LINE) clear();
  };
  const line = (text: string) => {
    clear();
    out.write(`${text}\n`);
  };
  const finish = (step: Running, text: string) => {
    if (!running.delete(step)) return;
    line(text);
    if (running.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  const begin = (title: string): Step => {
    const step: Running = { title, note: '', since: Date.now() };
    running.add(step);
    timer ??= setInterval(tick, out.isTTY ? TTY_REFRESH_MS : HEARTBEAT_MS);
    timer.unref();
    return {
      note: (text) => {
        step.note = text;
      },
      done: (detail = '') => {
        const columns = [`  ✓ ${title.padEnd(26)}`, seconds(step.since).padStart(8), detail];
        finish(step, columns.join('  ').trimEnd());
      },
      fail: () => finish(step, `  ✗ ${title.padEnd(26)}  ${seconds(step.since).padStart(8)}`),
    };
  };
  const bar = (title: string, total: number): Bar => {
    const step = begin(title);
    const since = Date.now();
    let count = 0;
    return {
      tick: (more = 1) => {
        count += more;
        step.note(barText(count, total, since));
      },
      done: (detail) => step.done(detail),
    };
  };
  return { line, step: begin, bar };
}

/** Runs work as one step; an error marks the step as failed and is rethrown. */
export async function during<T>(
  progress: Progress,
  title: string,
  work: (step: Step) => Promise<T>,
  detail: (result: T) => string = () => '',
): Promise<T> {
  const step = progress.step(title);
  try {
    const result = await work(step);
    step.done(detail(result));
    return result;
  } catch (error) {
    step.fail();
    throw error;
  }
}

/** Progress without output. */
export const silentProgress: Progress = {
  line: () => {},
  bar: () => ({ tick: () => {}, done: () => {} }),
  step: () => ({ note: () => {}, done: () => {}, fail: () => {} }),
};
