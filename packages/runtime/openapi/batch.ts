import { Type, type Static } from 'typebox';
import type { Operation } from './operation.ts';

/** Most calls that travel together in one invocation. */
export const MAX_BATCH_CALLS = 64;

/** The calls of a batch, each as it would be sent alone. */
export const BatchedCalls = Type.Array(
  Type.Object(
    {
      method: Type.String(),
      path: Type.String(),
      headers: Type.Record(Type.String(), Type.String()),
      body: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: MAX_BATCH_CALLS },
);
export type BatchedCalls = Static<typeof BatchedCalls>;

/** The answer to one call of a batch: a line of JSON. */
export interface BatchedAnswer {
  /** The position of the call in the batch. */
  n: number;
  status: number;
  headers: Record<string, string | string[]>;
  text: string;
}

/** The id of the operation that takes batches of another one. */
export function batchId(operationId: string): string {
  return `${operationId}Batch`;
}

/** The path that takes batches of an operation. */
export function batchPath(operationId: string): string {
  return `/batches/${operationId}`;
}

/**
 * The operation that takes batches of another one. Only other apps call it, so only an internal
 * operation can be batched. Throws for any other operation.
 */
export function batchOf<O extends Operation>(operation: O): O {
  const { operationId, internal, streamed } = operation;
  if (internal !== true || streamed === true) {
    throw new Error(`${operationId} cannot be batched: it is not internal, or its answer a stream`);
  }
  const { params: _, query: __, headers: ___, batched: ____, ...rest } = operation;
  return {
    ...rest,
    operationId: batchId(operationId),
    method: 'POST',
    path: batchPath(operationId),
    summary: `Takes up to ${MAX_BATCH_CALLS} calls of \`${operationId}\` at once, each answered by itself.`,
    body: BatchedCalls,
    answers: {
      200: {
        what: 'a line of JSON per call (`n`, `status`, `headers`, `text`), as soon as it is answered',
        type: 'application/jsonl',
      },
    },
    problems: [],
  } as unknown as O;
}

/** The operations, each batched one followed by the operation that takes its batches. */
export function withBatches<O extends Operation>(operations: readonly O[]): O[] {
  return operations.flatMap((one) => (one.batched === true ? [one, batchOf(one)] : [one]));
}
