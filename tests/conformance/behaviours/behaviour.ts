import { isDeepStrictEqual } from 'node:util';
import { waitUntil } from '@commerce/testing/wait-until';
import type { Contestant } from '../contestants.ts';
import type { Report } from '../hosts/protocol.ts';

/** Longest wait of a behaviour for something that should happen, ms. */
export const PATIENCE_MS = 15_000;

/** How much a run may take: in `npm test` only a part. */
export interface Scale {
  workflows: number;
}

/** One promise to users: `check` rejects if the contestant does not keep it. */
export interface Behaviour {
  title: string;
  check: (contestant: Contestant, scale: Scale) => Promise<void>;
}

export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  const seen = JSON.stringify(actual) ?? 'nothing';
  throw new Error(`${what}: ${seen} instead of ${JSON.stringify(expected) ?? 'nothing'}`);
}

export function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Resolves with the first report that matches. */
export function reported(
  { reports }: Contestant,
  matches: (report: Report) => boolean,
  what: string,
): Promise<Report> {
  return waitUntil(() => reports.find(matches), { timeoutMs: PATIENCE_MS, what });
}

export function until(condition: () => Promise<boolean> | boolean, what: string): Promise<true> {
  return waitUntil(condition, { timeoutMs: PATIENCE_MS, what });
}

/** Calls a method of Probe that must succeed; its answer. */
export async function called(
  { call }: Contestant,
  id: string,
  method: string,
  input?: unknown,
): Promise<unknown> {
  const { status, text, body } = await call(id, method, input);
  expect(status < 300, `${method} answered ${status}: ${text.slice(0, 200)}`);
  const isProblem = (body as { type?: string } | undefined)?.type?.startsWith('/problems/');
  expect(isProblem !== true, `${method} failed: ${text.slice(0, 200)}`);
  return body;
}
