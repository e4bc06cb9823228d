import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onPath, outputOf } from './commands.ts';
import { DAPR_PROGRAMS, DAPR_VERSIONS, isAtLeast } from './dapr-versions.ts';
import { assertDiskSpace, gib } from './disk.ts';
import { logTail, SetupError } from './errors.ts';
import { signalGroup } from './process-identity.ts';
import type { Step } from './progress.ts';

const BUILD_SPACE_BYTES = gib(3);

/** The path of a Go on PATH that can build the programs, if there is one. */
export async function goOfThisMachine(sources: string): Promise<string | undefined> {
  const found = onPath('go');
  // Run in the directory of go.mod, where an older Go may switch to the toolchain that the module
  // names.
  const version = found && (await outputOf(found, ['env', 'GOVERSION'], sources));
  return isAtLeast(version ?? '', DAPR_VERSIONS.oldestGo) ? found : undefined;
}

/** The id of a build: a hash of the sources, without tests, and the platform. */
export function buildId(sources: string): string {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter(isSource).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(sources, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function isSource(file: string): boolean {
  return /^go\.(mod|sum)$/.test(file) || (file.endsWith('.go') && !file.endsWith('_test.go'));
}

/** Builds the programs of Dapr with Go into a folder. Throws SetupError if they cannot be built. */
export async function buildDapr(
  go: string,
  { sources, home, step }: { sources: string; home: string; step: Step },
): Promise<void> {
  assertDiskSpace(dirname(home), BUILD_SPACE_BYTES, 'build Dapr');
  step.note('(building with Go; 5 to 10 minutes, once)');
  const temporary = `${home}.building`;
  await rm(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const logFile = `${home}.log`;
  const log = openSync(logFile, 'w');
  const version = `-X github.com/dapr/dapr/pkg/buildinfo.version=${DAPR_VERSIONS.pinned}`;
  const targets = DAPR_PROGRAMS.map((name) => `./${name}`);
  const args = ['build', '-trimpath', '-ldflags', `-s -w ${version}`, '-o', temporary, ...targets];
  // A separate process group, so that an interrupted start can end the compilers too.
  const compiler = spawn(go, args, { cwd: sources, stdio: ['ignore', log, log], detached: true });
  const endCompiler = () => compiler.pid !== undefined && signalGroup(compiler.pid, 'SIGTERM');
  process.once('exit', endCompiler);
  try {
    const [code] = (await once(compiler, 'exit')) as [number | null];
    if (code !== 0) {
      throw new SetupError({
        what: 'Dapr cannot be built',
        why: logTail(logFile),
        next: `read ${logFile}; building needs the Go module proxy or a filled module cache`,
      });
    }
  } finally {
    process.removeListener('exit', endCompiler);
    closeSync(log);
  }
  await rm(home, { recursive: true, force: true });
  await rename(temporary, home);
}
