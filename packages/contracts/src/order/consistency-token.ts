import { Type } from 'typebox';
import type { Operation, Operations } from '../operation.ts';
import { OrderResource } from './order-api.ts';

/** The header of a token, in the answer to a write and in a read that must be at least as fresh. */
export const CONSISTENCY_TOKEN = 'Consistency-Token';

/** Most tokens of a request. */
const MAX_TOKENS = 20;
const TOKEN = 'ord_[0-9a-f]{32}:[1-9][0-9]{0,5}';

/** Reads no older than certain writes. */
export const AT_LEAST_AS_FRESH = {
  [CONSISTENCY_TOKEN]: {
    what:
      'Tokens of answers to earlier writes: the list has at least what they wrote, ' +
      'or the answer is 425 `read-model-behind` with `Retry-After`.',
    schema: Type.String({
      description: `tokens of this API, separated by commas, at most ${MAX_TOKENS}`,
      pattern: `^${TOKEN}(?:, ?${TOKEN}){0,${MAX_TOKENS - 1}}$`,
    }),
  },
} satisfies NonNullable<Operation['headers']>;

/** The token of the write that made this version of an order. Clients do not look into it. */
export function tokenOf(orderId: string, version: number): string {
  return `${orderId}:${version}`;
}

/** The writes that tokens name, by `AT_LEAST_AS_FRESH`. */
export function writesIn(tokens: string): { orderId: string; version: number }[] {
  return tokens.split(',').map((token) => {
    const [orderId = '', version] = token.trim().split(':');
    return { orderId, version: Number(version) };
  });
}

/** Adds the token to the answers of all commands that show an order as they left it. */
export function withConsistencyTokens<T extends Operations>(operations: T): T {
  const described = Object.entries(operations).map(([id, operation]) => {
    if (operation.method === 'GET') return [id, operation];
    const answers = Object.entries(operation.answers).map(([status, answer]) => {
      if (answer.schema !== OrderResource) return [status, answer];
      return [status, { ...answer, headers: [...(answer.headers ?? []), CONSISTENCY_TOKEN] }];
    });
    return [id, { ...operation, answers: Object.fromEntries(answers) }];
  });
  return Object.fromEntries(described) as T;
}
