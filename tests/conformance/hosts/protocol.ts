/** What a host process is started with, as one JSON argument. */
export interface HostOptions {
  appId: string;
  appPort: number;
  httpPort: number;
  grpcPort: number;
  apiToken: string;
  pubsub: string;
  stateStore: string;
  topic: string;
}

/** What a host reports while it runs: `kind` names the place, the rest is free. */
export type Report = { kind: string; id?: string; name?: string; data?: unknown };

/** A question to a host that goes past its actors. */
export type Question =
  | { ask: 'list' }
  | { ask: 'history'; instanceId: string }
  | { ask: 'rerun'; instanceId: string; eventId: number };

/** Failures of the activity `flaky` before it succeeds. */
export const FLAKY_FAILURES = 2;
/** How long the activity `slow` takes, ms: so that many workflows wait for theirs at once. */
export const SLOW_MS = 200;

export function report(message: Report): void {
  process.send?.(message);
}

/** Answers questions of the parent; a host without an API for one rejects. */
export function answerQuestions(answer: (question: Question) => Promise<unknown>): void {
  process.on('message', ({ id, question }: { id: number; question: Question }) => {
    void answer(question).then(
      (result) => process.send?.({ answerTo: id, result }),
      (error: Error) => process.send?.({ answerTo: id, error: error.message }),
    );
  });
}

/** The options of this host, which ends with its parent. */
export function hostOptions(): HostOptions {
  process.on('disconnect', () => process.exit());
  return JSON.parse(process.argv[2] ?? '{}') as HostOptions;
}
