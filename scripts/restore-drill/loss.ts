import {
  type Progress,
  during,
  SetupError,
  type Stack,
  type StackOptions,
} from '@commerce/local-stack';
import {
  archiveNow,
  backUpDatabase,
  backUpScheduler,
  type BackupPlaces,
  storesOf,
  type StorePlaces,
} from './backup.ts';
import { emptyFolder } from './folders.ts';
import { type Answered, openDesk, prepareProducts, startLoad, type Wanted } from './load.ts';
import { cancelAll, placeForSagas } from './sagas.ts';

/** Requests that are answered before the backup, and after it. */
const REQUESTS_EACH = 60;

/** What a drill works with. */
export interface Drill {
  /** Starts the platform on the data of the drill; one at a time. */
  start: (options?: Pick<StackOptions, 'apps'>) => Promise<Stack>;
  progress: Progress;
  backups: BackupPlaces;
  /** Requests that are answered after the last archived segment. */
  tail: number;
}

/** What is left after the loss, beside the backup. */
export interface Aftermath {
  stores: StorePlaces;
  answered: Answered[];
  /** Requests that were on their way: their clients do not know whether they had an effect. */
  unanswered: Wanted[];
  /** The orders of sagas whose timers are in the backup, and of those that began after it. */
  sagas: { kept: Answered[]; lost: Answered[] };
  /** When the disks went, by performance.now(). */
  lostAt: number;
}

/** Takes the backup under load, and then loses all stores. The stack is stopped after it. */
export async function loseStores(stack: Stack, drill: Drill): Promise<Aftermath> {
  const { progress, backups, tail } = drill;
  requireOwnScheduler(stack);
  const stores = await storesOf(stack);
  const desk = openDesk(stack);
  const skus = await prepareProducts(desk);
  const load = startLoad(desk, skus);
  try {
    await during(progress, 'load before the backup', () => load.untilAnswered(REQUESTS_EACH));
    await during(
      progress,
      'base backup of PostgreSQL',
      () => backUpDatabase(stack, stores, backups),
      (bytes) => `${(bytes / 1e6).toFixed(0)} MB, under load`,
    );
    await during(progress, 'load after the backup', () => load.untilAnswered(REQUESTS_EACH));
    const sagas = await backUpAmongSagas(stack, desk, { drill, stores, sku: skus[0] ?? '' });
    await during(progress, 'load that will be lost', () => load.untilAnswered(tail));
    const lostAt = performance.now();
    for (const name of ['postgres', 'scheduler', 'redis'] as const) {
      await emptyFolder(stores[name]);
      stack.kill(name, 'SIGKILL');
    }
    load.lose();
    progress.line('  ! the disks of PostgreSQL, the scheduler and Redis are lost');
    const { kept, lost, cancelled } = sagas;
    const answered = [...kept, ...lost, ...cancelled, ...load.answered];
    return { stores, answered, unanswered: [...load.unanswered], sagas, lostAt };
  } finally {
    load.lose();
  }
}

/**
 * Backs the scheduler up while cancellations run, lets as many begin after it, and archives the databases while
 * all of them run.
 */
async function backUpAmongSagas(
  stack: Stack,
  desk: ReturnType<typeof openDesk>,
  { drill: { progress, backups }, stores, sku }: { drill: Drill; stores: StorePlaces; sku: string },
): Promise<Aftermath['sagas'] & { cancelled: Answered[] }> {
  const kept = await placeForSagas(desk, sku);
  const lost = await placeForSagas(desk, sku);
  const cancelled: Answered[] = [];
  // Without the payment provider no cancellation can end.
  stack.kill('payment-provider', 'SIGSTOP');
  try {
    cancelled.push(...(await cancelAll(stack, desk, kept)));
    await during(
      progress,
      "backup of the scheduler's data",
      () => backUpScheduler(stack, stores, backups),
      (ms) => `it stood still for ${ms.toFixed(0)} ms`,
    );
    cancelled.push(...(await cancelAll(stack, desk, lost)));
    await during(progress, 'last segment of the log', () => archiveNow(stack, backups));
  } finally {
    stack.kill('payment-provider', 'SIGCONT');
  }
  return { kept, lost, cancelled };
}

function requireOwnScheduler(stack: Stack): void {
  if (stack.processes.some(({ name }) => name === 'scheduler')) return;
  throw new SetupError({
    what: "the scheduler's data cannot be backed up",
    why: 'this Dapr runs its scheduler in a container of `dapr init`',
    next: 'run the drill with DAPR_BIN_DIR, or with `dapr init --slim`',
  });
}
