import type { Operation } from '@commerce/contracts/operation';
import { publicOperations } from '@commerce/platform/documents';
import type { AppRoute } from '@commerce/runtime/app';
import type { GatewayDeps } from '../deps.ts';
import { compress } from '../edge/compressed.ts';
import { forward, forwardStream } from './forward.ts';
import { refuseStrangeParameters } from './plain-parameters.ts';

/**
 * What the gateway forwards: the public operations of all apps, and no other path. A path without
 * parameters comes before one whose parameter would match it.
 */
export const forwardedOperations: readonly Operation[] = publicOperations.toSorted(
  (a, b) => parametersOf(a.path) - parametersOf(b.path),
);

/** One route for each of them. */
export const forwardRoutes: readonly AppRoute<GatewayDeps>[] = forwardedOperations.map(
  (operation) => ({
    operation,
    middleware: ({ counter }) => [
      counter.callers,
      // Identity answers with tokens: the length of a compressed answer tells what is in it.
      ...(operation.app === 'identity' || operation.streamed === true ? [] : [compress]),
      refuseStrangeParameters,
    ],
    handle: (deps, ctx) =>
      (operation.streamed === true ? forwardStream : forward)(deps, operation, ctx),
  }),
);

function parametersOf(path: string): number {
  return path.split('/:').length - 1;
}
