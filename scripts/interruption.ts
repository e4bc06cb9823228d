/** The end of a script by a signal or by the end of its parent process. */
export class Interruption extends Error {
  override name = 'Interruption';
  readonly exitCode: number;

  constructor(how: string, exitCode: number) {
    super(`interrupted by ${how}`);
    this.exitCode = exitCode;
  }
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Aborts on the first SIGINT, SIGTERM or SIGHUP, when the parent process or the reader of the
 * output has ended, and on an uncaught error. Later signals have no effect: a terminal sends Ctrl-C
 * to every process of the command, so it arrives twice.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, exitCode] of Object.entries(EXIT_CODES)) {
    process.on(signal, () => controller.abort(new Interruption(signal, exitCode)));
  }
  if (process.channel) {
    process.on('disconnect', () => {
      controller.abort(new Interruption('the end of its parent', EXIT_CODES.SIGTERM));
    });
    process.channel.unref();
  }
  // The reader has closed the pipe, as in `npm start | head`. Without a listener the process would
  // end at once, without stopping its children.
  process.stdout.on('error', () => {
    controller.abort(new Interruption('the end of its output', EXIT_CODES.SIGTERM));
  });
  process.on('uncaughtException', (error) => controller.abort(error));
  return controller.signal;
}

/** The work's result, unless the signal aborts first: then throws its reason. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  work.catch(() => {}); // after the abort its failure does not matter
  return Promise.race([work, untilAborted(signal)]);
}

/** Rejects with the signal's reason once it aborts; never resolves. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
