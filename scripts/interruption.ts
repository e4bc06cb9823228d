/** The end of a script by a signal or by the loss of the process that started it. */
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
 * Aborts on the first SIGINT, SIGTERM or SIGHUP, when the starting process or the reader of the
 * output is gone, and on an error that nobody caught. Later ones change nothing: a terminal sends
 * Ctrl-C to every process of the command, so it comes twice.
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
  // Nobody reads on, as after `npm start | head`: without a listener that would end the process on
  // the spot, and with it every chance to stop its children.
  process.stdout.on('error', () => {
    controller.abort(new Interruption('the end of its output', EXIT_CODES.SIGTERM));
  });
  process.on('uncaughtException', (error) => controller.abort(error));
  return controller.signal;
}

/** The work's result, or a throw of the signal's reason when that comes first. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  work.catch(() => {}); // its failure after the abort is nobody's business
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
