import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onPath, outputOf } from './commands.ts';
import { SetupError } from './errors.ts';
import type { Step } from './progress.ts';

const NAMES = ['redis-server', 'valkey-server'];
const MAX_OUTPUT_CHARS = 8_000;

interface Installer {
  manager: string;
  commands: string[][];
  needsRoot: boolean;
}

const INSTALLERS: Installer[] = [
  {
    manager: 'apt-get',
    needsRoot: true,
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'redis-server'],
    ],
  },
  { manager: 'dnf', needsRoot: true, commands: [['dnf', 'install', '-y', 'valkey']] },
  { manager: 'apk', needsRoot: true, commands: [['apk', 'add', '--no-cache', 'redis']] },
  { manager: 'brew', needsRoot: false, commands: [['brew', 'install', 'redis']] },
];

function findProgram(): string | undefined {
  return NAMES.map(onPath).find((path) => path !== undefined);
}

/**
 * The path of redis-server or valkey-server. Installs it with the system's package manager if that
 * works without a prompt: as root, with passwordless sudo, or with brew. Otherwise throws a
 * SetupError with the command to run.
 */
export async function findRedisProgram(step: Step): Promise<string> {
  const found = findProgram();
  if (found !== undefined) return found;
  const installer = INSTALLERS.find(({ manager }) => onPath(manager) !== undefined);
  const missing = (why: string) =>
    new SetupError({
      what: 'Redis is not installed',
      why,
      next:
        (installer === undefined
          ? 'install Redis 7 or Valkey 8'
          : `run: ${installer.commands.map((words) => sudoText(installer, words)).join(' && ')}`) +
        ' (or set REDIS_URL to a running server)',
    });
  if (installer === undefined)
    throw missing('none of apt-get, dnf, apk and brew is available to install it');
  const prefix = await rootPrefix(installer);
  if (prefix === undefined)
    throw missing(`${installer.manager} needs root, and sudo asks for a password`);
  step.note(`(installing it with ${installer.manager})`);
  for (const words of installer.commands) {
    const fault = await run([...prefix, ...words]);
    if (fault !== undefined) throw missing(`${words.join(' ')} failed:\n${fault}`);
  }
  const installed = findProgram();
  if (installed === undefined) throw missing(`${installer.manager} installed no redis-server`);
  return installed;
}

function sudoText({ needsRoot }: Installer, words: string[]): string {
  return [...(needsRoot && process.getuid?.() !== 0 ? ['sudo'] : []), ...words].join(' ');
}

async function rootPrefix({ needsRoot }: Installer): Promise<string[] | undefined> {
  if (!needsRoot || process.getuid?.() === 0) return [];
  const sudo = onPath('sudo');
  if (sudo === undefined || (await outputOf(sudo, ['-n', 'true'])) === undefined) return undefined;
  return [sudo, '-n'];
}

// The last lines of output if the command failed; undefined if it succeeded.
async function run([command = '', ...args]: string[]): Promise<string | undefined> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // RUNLEVEL=1 keeps Debian from starting its own Redis service.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-MAX_OUTPUT_CHARS);
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? undefined : output.trim().split('\n').slice(-5).join('\n');
}
