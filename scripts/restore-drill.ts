// `npm run restore-drill`: loses the stores of a platform under load, restores them from a backup, and says
// what was lost and how long it took.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createProgress,
  during,
  formatFailure,
  SetupError,
  silentProgress,
  type Stack,
  startStack,
  wipeDirectory,
} from '@commerce/local-stack';
import { commandLine, upTo } from './command-line.ts';
import { interruption, unlessAborted } from './interruption.ts';
import { endWith } from './launch.ts';
import { type Drill, loseStores } from './restore-drill/loss.ts';
import { isSound, type Outcome, report, restore } from './restore-drill/restoration.ts';

const DEFAULT_TAIL = 40;
const MAX_TAIL = 100_000;
/**
 * A segment is archived at least so often, s. The drill archives one itself, and then must lose what follows, on a
 * slow machine too.
 */
const ARCHIVE_EVERY_S = 300;
/** Limits that the drill waits for, shorter than by default. */
const APP_ENV = { ORDER_SAGA_SILENCE_MS: '30000', RECONCILE_GRACE_MS: '1000' };
/** Enter, not list: PostgreSQL can run as another user. */
const ENTERED_BY_OTHERS = 0o711;

function readTail(): number {
  const { tail } = commandLine({
    name: 'npm run restore-drill --',
    about:
      'Starts a platform of its own, takes a backup while clients order, destroys PostgreSQL, Redis and the ' +
      "scheduler's data, restores the backup, and prints what was lost and how long it took. Exit code 0 only " +
      'if all books agree afterwards. Takes a few minutes; touches no other data.',
    environment: 'DAPR_BIN_DIR',
  })
    .option(
      '--tail <n>',
      'requests that are answered after the last archived segment, and so are lost',
      upTo(MAX_TAIL),
      DEFAULT_TAIL,
    )
    .parse()
    .opts<{ tail: number }>();
  return tail;
}

function refuseOtherStores(): void {
  const given = ['DATABASE_URL', 'REDIS_URL'].filter((name) => process.env[name]);
  if (given.length === 0) return;
  throw new SetupError({
    what: 'the drill destroys the stores of its platform',
    why: `${given.join(' and ')} name stores that are not its own`,
    next: `unset ${given.join(' and ')}: the drill runs its own`,
  });
}

async function runDrill(drill: Drill, wasLost: () => void): Promise<Outcome> {
  const stack = await drill.start();
  const aftermath = await loseStores(stack, drill);
  wasLost();
  await during(drill.progress, 'stopping what is left', () => stack.stop());
  return restore(aftermath, drill);
}

async function main(): Promise<number> {
  const tail = readTail();
  refuseOtherStores();
  const signal = interruption();
  const progress = createProgress();
  const folder = mkdtempSync(join(tmpdir(), 'dapr-commerce-restore-'));
  chmodSync(folder, ENTERED_BY_OTHERS);
  const dataDir = join(folder, 'data');
  const backups = {
    database: join(folder, 'base'),
    archive: join(folder, 'archive'),
    scheduler: join(folder, 'scheduler'),
  };
  let stack: Stack | undefined;
  let isLost = false;
  const start: Drill['start'] = async (options) => {
    stack = await startStack({
      ...{ dataDir, ports: 'free', progress, signal, appEnv: APP_ENV },
      archive: { directory: backups.archive, everySeconds: ARCHIVE_EVERY_S },
      // After the loss the stores cannot come back by themselves.
      onGiveUp: (error) => isLost || console.error(`\n${formatFailure(error)}`),
      ...options,
    });
    return stack;
  };
  try {
    const drill = { start, progress, backups, tail };
    const outcome = await unlessAborted(
      signal,
      runDrill(drill, () => (isLost = true)),
    );
    console.log(`\n${report(outcome).join('\n')}`);
    return isSound(outcome) ? 0 : 1;
  } finally {
    await stack?.stop();
    await wipeDirectory(dataDir, silentProgress);
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main().catch(endWith));
