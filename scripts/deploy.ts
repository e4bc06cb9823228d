// Upgrades the release on a cluster, or takes it back.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { SetupError } from '@commerce/local-stack';
import { type Command, InvalidArgumentError } from 'commander';
import { commandLine, upTo } from './command-line.ts';
import { goTools } from './go-tools.ts';
import { endWith } from './launch.ts';
import { root, typedPath } from './places.ts';
import { type Helm, type Place, rollback, upgrade } from './release/deployment.ts';

/** Helm keeps ten revisions by default; the number itself only grows. */
const MAX_REVISION = 1_000_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Where the release is, as options of a command. */
function withPlace(command: Command): Command {
  return command
    .requiredOption('--namespace <name>', 'of the release', readNamespace)
    .option('--context <name>', 'of the kubeconfig; by default its current one')
    .option('--timeout <duration>', 'longest wait of each step', readDuration, '10m');
}

function readNamespace(text: string): string {
  if (/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the name of a namespace.');
}

function readDuration(text: string): string {
  if (/^(?:\d+h)?(?:\d+m)?(?:\d+s)?$/.test(text) && text !== '') return text;
  throw new InvalidArgumentError('It must be a duration such as 10m or 90s.');
}

function readValues(file: string, earlier: string[] = []): string[] {
  const path = typedPath(file);
  if (existsSync(path)) return [...earlier, path];
  throw new InvalidArgumentError('There is no such file.');
}

async function helmProgram(): Promise<Helm> {
  const program = (await goTools('helm'))('helm');
  return (args, { show }) => {
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: MAX_ANSWER_BYTES,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    if (error !== undefined) {
      const next = 'remove its folder in the cache directory, and run this again';
      throw new SetupError({ what: 'helm cannot be run', why: error.message, next });
    }
    return { code: status, stdout: stdout ?? '', stderr: stderr ?? '' };
  };
}

async function main(): Promise<number> {
  const program = commandLine({
    name: 'npm run deploy --',
    about: 'Upgrades the release on a cluster and tries it out, or takes it back, with Helm.',
    environment: 'KUBECONFIG, XDG_CACHE_HOME (default ~/.cache)',
  });
  withPlace(program.command('upgrade'))
    .description(
      'installs or upgrades; what fails, or fails its trial, goes back to what was before',
    )
    .argument('<values...>', 'files of values, the last one wins', readValues)
    .action(async (values: string[], place: Place) => {
      upgrade(await helmProgram(), place, values);
    });
  withPlace(program.command('rollback'))
    .description('goes back to a revision, and tries it out')
    .option('--revision <number>', 'by default the one before the newest', upTo(MAX_REVISION))
    .action(async ({ revision, ...place }: Place & { revision?: number }) => {
      rollback(await helmProgram(), place, revision);
    });
  await program.parseAsync();
  return 0;
}

process.exit(await main().catch(endWith));
