import type { Units } from '@commerce/contracts/inventory/reservation-actor';
import type { StockDeps } from '../deps.ts';
import { mergeLines } from '../domain/allocation.ts';
import { runReleaseCommand, type ReleaseAnswer } from './release-command.ts';

/**
 * Releases the units of cancelled lines, backordered ones first; once per cancellation. Of a
 * committed order they go back into stock, and of a closed reservation none move.
 */
export function releaseUnits(
  deps: StockDeps,
  cancellation: {
    orderId: string;
    commandId: string;
    lines: readonly Units[];
    eventId?: string;
    correlationId: string;
  },
): Promise<ReleaseAnswer> {
  return runReleaseCommand(deps, {
    ...cancellation,
    kind: 'release',
    commandId: `release:${cancellation.commandId}`,
    lines: mergeLines(cancellation.lines),
  });
}
