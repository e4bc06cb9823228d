import type {
  RestockRequest,
  RestockResult,
} from '@commerce/contracts/inventory/reservation-actor';
import { problem } from '@commerce/platform/problem';
import { httpProblem } from 'dapr-actor-runtime/http';
import type { StockDeps } from '../deps.ts';
import { runReleaseCommand } from './release-command.ts';

/** The command id of a return. */
export function returnCommand(returnId: string): string {
  return `return:${returnId}`;
}

/** Puts returned units of a committed order back into stock, once per return. */
export async function restockReturn(
  deps: StockDeps,
  { orderId, returnId, ...returned }: RestockRequest & { orderId: string; correlationId: string },
): Promise<RestockResult> {
  const result = await runReleaseCommand(deps, {
    ...returned,
    kind: 'return',
    orderId,
    commandId: returnCommand(returnId),
  });
  if (result.ok) return { status: 'committed', restocked: result.answer.released };
  switch (result.code) {
    case 'reservation-not-found':
      throw problem(result.code, `Nothing is held for ${orderId}.`);
    case 'reservation-not-committed':
      throw problem(result.code, `The units of ${orderId} are only held.`);
    case 'return-withdrawn':
      throw problem(result.code, 'The return was given up; its units went back to the customer.');
    case 'idempotency-key-reused':
      throw httpProblem(result.code, 'This return id was used for another request.');
    case 'exceeds-reservation': {
      const [first] = result.lines;
      const detail = `${orderId} has ${first?.available} units of ${first?.sku} to give back.`;
      throw problem(result.code, detail, { lines: result.lines });
    }
  }
}
