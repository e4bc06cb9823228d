import type { Operation } from '@commerce/contracts/operation';
import { publicOperations } from '@commerce/platform/documents';
import type { AppRoute } from 'dapr-actor-runtime/app';
import type { GatewayDeps } from '../deps.ts';
import { compress } from '../edge/compressed.ts';
import { forward, forwardStream } from './forward.ts';
import { refuseUnsafeParameters } from './plain-parameters.ts';

/**
 * The operations that the gateway forwards: the public ones of all apps. A path without parameters
 * comes before one whose parameter would match it.
 */
export const forwardedOperations: readonly Operation[] = publicOperations.toSorted(
  (a, b) => parametersOf(a.path) - parametersOf(b.path),
);

/** One route for each forwarded operation. */
export const forwardRoutes: readonly AppRoute<GatewayDeps>[] = forwardedOperations.map(
  (operation) => ({
    operation,
    middleware: ({ counter }) => [
      counter.callers,
      // Answers of identity contain tokens, and compression leaks content by its length (BREACH).
      ...(operation.app === 'identity' || operation.streamed === true ? [] : [compress]),
      refuseUnsafeParameters,
    ],
    handle: (deps, ctx) =>
      (operation.streamed === true ? forwardStream : forward)(deps, operation, ctx),
  }),
);

function parametersOf(path: string): number {
  return path.split('/:').length - 1;
}
