import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { onPath, outputOf } from './commands.ts';
import { DAPR_VERSIONS, isAtLeast } from './dapr-versions.ts';
import { assertDiskSpace, gib } from './disk.ts';
import { logTail, SetupError } from './errors.ts';
import { signalGroup } from './process-identity.ts';
import type { Step } from './progress.ts';

const BUILD_SPACE_BYTES = gib(3);
const NOT_SOURCES = /_test\.go$|\.md$/;

/** The path of a Go on PATH that can build the programs, if there is one. */
export async function goOfThisMachine(sources: string): Promise<string | undefined> {
  const found = onPath('go');
  // Run in the directory of go.mod, where an older Go may switch to the toolchain that the module
  // names.
  const version = found && (await outputOf(found, ['env', 'GOVERSION'], sources));
  return isAtLeast(version ?? '', DAPR_VERSIONS.oldestGo) ? found : undefined;
}

/** The id of a build: a hash of the module's files, without tests and texts, and the platform. */
export function buildId(sources: string): string {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  const files = readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_SOURCES.test(entry.name))
    .map(({ parentPath, name }) => relative(sources, join(parentPath, name)));
  for (const file of files.sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(sources, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** A build of some programs of a Go module. */
export interface GoBuild {
  /** The path of Go. */
  go: string;
  /** The folder of the module. */
  sources: string;
  /** The packages of the programs. */
  targets: readonly string[];
  /** Of the linker, beside those that leave out symbols. */
  linkerFlags: readonly string[];
  /** Of the compiler's process, such as CGO_ENABLED. */
  env: Record<string, string>;
  /** Receives the programs; its log is beside it, with `.log` at the end. */
  home: string;
  /** The programs in a sentence, such as `Dapr`. */
  what: string;
  /** How long it takes, as text. */
  duration: string;
}

/** Builds programs with Go into a folder. Throws SetupError if they cannot be built. */
export async function buildWithGo(build: GoBuild, step: Step): Promise<void> {
  const { go, sources, targets, linkerFlags, env, home, what, duration } = build;
  assertDiskSpace(dirname(home), BUILD_SPACE_BYTES, `build ${what}`);
  step.note(`(building with Go; ${duration}, once)`);
  const temporary = `${home}.building`;
  await rm(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const logFile = `${home}.log`;
  const log = openSync(logFile, 'w');
  const flags = ['-trimpath', '-ldflags', ['-s', '-w', ...linkerFlags].join(' ')];
  // A separate process group, so that an interrupted start can end the compilers too.
  const compiler = spawn(go, ['build', ...flags, '-o', temporary, ...targets], {
    ...{ cwd: sources, stdio: ['ignore', log, log], detached: true },
    env: { ...process.env, ...env },
  });
  const endCompiler = () => compiler.pid !== undefined && signalGroup(compiler.pid, 'SIGTERM');
  process.once('exit', endCompiler);
  try {
    const [code] = (await once(compiler, 'exit')) as [number | null];
    if (code !== 0) {
      throw new SetupError({
        what: `${what} cannot be built`,
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
