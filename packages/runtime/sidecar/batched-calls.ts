import { AsyncResource } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { createBatcher } from '../batching/index.ts';
import { batchPath, MAX_BATCH_CALLS, type BatchedAnswer } from '../openapi/index.ts';
import { contextHeaders, inContext, newContext } from '../telemetry/index.ts';
import {
  CallerGoneError,
  NoAnswerError,
  type Connection,
  type SidecarRequest,
  type SidecarResponse,
} from './connection.ts';

/**
 * Most characters of the bodies in one batch: as UTF-8 and in JSON at most three times as many bytes,
 * which an app still accepts as a body. A larger call travels alone.
 */
const MAX_BATCH_CHARACTERS = 256 * 1024;
/** Batches of one operation on their way at once: half of the connections to its app. */
const MAX_BATCHES = 32;
/** How long a call waits for the batch before it, ms; a slow app must not delay it for longer. */
const PATIENCE_MS = 20;
/** Most calls of batched operations that wait or are on their way. */
const MAX_OPEN_CALLS = 2_000;

/** An operation whose calls may travel together. */
export interface BatchedOperation {
  app: string;
  operationId: string;
  batched: true;
}

/** A call of a batched operation. */
export type BatchedRequest = Omit<SidecarRequest, 'body'> & { body?: string | undefined };

type TimedRequest = BatchedRequest & { timeoutMs: number };
type SendAlone = (call: TimedRequest) => Promise<SidecarResponse>;

/** A call without an answer yet. */
interface OpenCall {
  call: TimedRequest;
  /** When it ends without an answer, on the clock of performance.now(); ms. */
  deadline: number;
  /** The context of the work that waits for the answer. */
  contextHeaders: Record<string, string>;
  isOver: boolean;
  sendAlone: () => void;
  answer: (answer: SidecarResponse) => void;
  fail: (error: Error) => void;
  answered: Promise<SidecarResponse>;
}

/** What the sidecar answers for an app that ends before its answer. */
const BROKEN_OFF: SidecarResponse = {
  status: 500,
  headers: {},
  text: '{"errorCode":"ERR_DIRECT_INVOKE","message":"the answer to the batch broke off"}',
};

/**
 * Sends calls so that those of one operation that wait at the same time travel together. A call ends
 * for its own reasons only: its answer, its time limit, its caller. When a batch fails on its way,
 * each of its calls fails as it would have failed alone; when the app refuses the batch (one that
 * does not know batches yet), its calls travel alone.
 */
export function batchedCalls({ requestLines }: Connection) {
  const batchers = new Map<string, (call: OpenCall) => Promise<void>>();
  let open = 0;

  function batcherOf(operation: BatchedOperation) {
    const key = `${operation.app} ${operation.operationId}`;
    const batcher =
      batchers.get(key) ??
      createBatcher<OpenCall, void>({
        async run(all) {
          const calls = all.filter(({ isOver }) => !isOver);
          const over = Promise.allSettled(calls.map(({ answered }) => answered));
          if (calls.length > 1) await sendTogether(requestLines, operation, { calls, over });
          else calls[0]?.sendAlone();
          await over;
          return all.map(() => undefined);
        },
        fits,
        splitOnError: () => false,
        maxRunning: MAX_BATCHES,
        patienceMs: PATIENCE_MS,
      });
    batchers.set(key, batcher);
    return batcher;
  }

  return async (
    operation: BatchedOperation,
    call: TimedRequest,
    sendAlone: SendAlone,
  ): Promise<SidecarResponse> => {
    if (open >= MAX_OPEN_CALLS) {
      throw new NoAnswerError(
        `${MAX_OPEN_CALLS} batched calls already wait: ${call.path} is not sent`,
      );
    }
    open += 1;
    try {
      const waiting = openCall(call, sendAlone);
      void batcherOf(operation)(waiting);
      return await waiting.answered;
    } finally {
      open -= 1;
    }
  };
}

function openCall(call: TimedRequest, send: SendAlone): OpenCall {
  const { path, timeoutMs, caller } = call;
  const { promise: answered, resolve, reject } = Promise.withResolvers<SidecarResponse>();
  const { 'dapr-reentrancy-id': _, ...ownContext } = contextHeaders();
  const end = () => {
    open.isOver = true;
    clearTimeout(timer);
    caller?.off('close', onCallerGone);
  };
  const open: OpenCall = {
    call,
    deadline: performance.now() + timeoutMs,
    contextHeaders: ownContext,
    isOver: false,
    // A batch starts in the context of another call.
    sendAlone: AsyncResource.bind(() => {
      send({ ...call, timeoutMs: leftMs(open) }).then(open.answer, open.fail);
    }),
    answer(answer) {
      end();
      resolve(answer);
    },
    fail(error) {
      end();
      reject(error);
    },
    answered,
  };
  const timer = setTimeout(
    () => open.fail(new NoAnswerError(`no answer to ${path} within ${timeoutMs} ms`)),
    timeoutMs,
  );
  const onCallerGone = () =>
    open.fail(new CallerGoneError(`the caller of ${path} has disconnected`));
  caller?.once('close', onCallerGone);
  return open;
}

async function sendTogether(
  requestLines: Connection['requestLines'],
  { app, operationId }: BatchedOperation,
  { calls, over }: { calls: OpenCall[]; over: Promise<unknown> },
): Promise<void> {
  const path = `/v1.0/invoke/${app}/method${batchPath(operationId)}`;
  const signal = new EventEmitter();
  void over.then(() => signal.emit('abort', new Error(`no call of ${path} waits any longer`)));
  const onLine = (line: string) => {
    const { n, ...answer } = JSON.parse(line) as BatchedAnswer;
    calls[n]?.answer(answer);
  };
  const request = { method: 'POST', path, body: bodyOf(calls), pool: `app:${app}` } as const;
  try {
    // A batch belongs to none of its calls.
    const answer = await inContext(newContext(), () => requestLines(request, { onLine, signal }));
    for (const call of calls.filter(({ isOver }) => !isOver)) {
      if (answer.status < 300) call.answer(BROKEN_OFF);
      else if (answer.status < 500) call.sendAlone();
      else call.answer(answer);
    }
  } catch (error) {
    const failure = new NoAnswerError(`no answer to ${path}: ${(error as Error).message}`, error);
    for (const call of calls) call.fail(failure);
  }
}

function fits(batch: readonly OpenCall[], next: OpenCall): boolean {
  return (
    batch.length < MAX_BATCH_CALLS &&
    batch.reduce((sum, one) => sum + lengthOf(one), lengthOf(next)) <= MAX_BATCH_CHARACTERS
  );
}

function lengthOf({ call: { path, body = '' } }: OpenCall): number {
  return path.length + body.length;
}

function bodyOf(calls: readonly OpenCall[]): string {
  return JSON.stringify(
    calls.map((open) => {
      const { method, path, headers, body } = open.call;
      const timeout = { 'request-timeout-ms': String(leftMs(open)) };
      return { method, path, headers: { ...open.contextHeaders, ...headers, ...timeout }, body };
    }),
  );
}

function leftMs({ deadline }: OpenCall): number {
  return Math.max(Math.floor(deadline - performance.now()), 1);
}
