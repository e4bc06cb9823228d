import type { InventoryDeps } from '../deps.ts';
import { allocateOverdueBackorders } from '../use-cases/allocate-backorders.ts';
import { expireHolds } from '../use-cases/expire-holds.ts';

/** The repair loops of this app, each with the work of one round. */
export function inventorySweeps(deps: InventoryDeps): Record<string, () => Promise<void>> {
  return {
    'expire-holds': () => expireHolds(deps),
    'allocate-backorders': () => allocateOverdueBackorders(deps),
  };
}
