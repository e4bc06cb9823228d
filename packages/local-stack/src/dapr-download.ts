import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import {
  DAPR_PROGRAMS,
  DAPR_VERSIONS,
  type ArchiveSums,
  type DaprProgram,
} from './dapr-versions.ts';
import { assertDiskSpace, gib } from './disk.ts';
import { SetupError } from './errors.ts';
import type { Step } from './progress.ts';

const RELEASE = `https://github.com/dapr/dapr/releases/download/v${DAPR_VERSIONS.pinned}`;
const DOWNLOAD_SPACE_BYTES = gib(2);
const MIB = 1024 * 1024;
const LIMITS = {
  /** Several times the size of the largest archive. */
  archiveBytes: 512 * MIB,
  /** For all archives together; enough at 1 MB/s. */
  timeMs: 15 * 60_000,
};
const UNPACK_LIMIT_MS = 2 * 60_000;

const OS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin' };
const ARCHITECTURE: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };

/** The name of a program's archive in Dapr's releases, for this platform. */
export function archiveName(program: DaprProgram): string {
  const os = OS[process.platform] ?? process.platform;
  return `${program}_${os}_${ARCHITECTURE[process.arch] ?? process.arch}.tar.gz`;
}

/**
 * The sums of the archives for this platform: the pinned ones, and those given by archive name, which
 * win. Throws SetupError if a sum is missing or is no SHA-256, or belongs to no archive.
 */
export function archiveSums(
  given: Readonly<Record<string, string>>,
  pinned: Partial<ArchiveSums> = DAPR_VERSIONS.archives[`${process.platform}-${process.arch}`] ??
    {},
): ArchiveSums {
  const names = DAPR_PROGRAMS.map(archiveName);
  const refuse = (why: string): never => {
    throw new SetupError({
      what: 'Dapr cannot be downloaded',
      why,
      next:
        `give each sum as --dapr-sha256 <archive>=<sum>; the release has them beside its archives, ` +
        `such as ${RELEASE}/${names[0]}.sha256`,
    });
  };
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) refuse(`${unknown} is none of its archives: ${names.join(', ')}`);
  const sums = DAPR_PROGRAMS.map((program): [DaprProgram, string] => {
    const sum = given[archiveName(program)] ?? pinned[program];
    if (sum === undefined) {
      return refuse(`no SHA-256 of ${archiveName(program)} is known, and it is not used without`);
    }
    if (!/^[0-9a-f]{64}$/i.test(sum)) refuse(`'${sum}' is no SHA-256`);
    return [program, sum.toLowerCase()];
  });
  return Object.fromEntries(sums) as ArchiveSums;
}

/**
 * Downloads the programs of the pinned release into the folder `home`. Each archive must have its
 * sum; of an archive only the program is unpacked. Throws SetupError after a failure, which leaves
 * nothing behind.
 */
export async function downloadDapr(options: {
  home: string;
  sums: ArchiveSums;
  step: Step;
  /** The folder of the release. */
  release?: string;
  limits?: typeof LIMITS;
}): Promise<void> {
  const { home, sums, step, release = RELEASE, limits = LIMITS } = options;
  assertDiskSpace(dirname(home), DOWNLOAD_SPACE_BYTES, 'download Dapr');
  const temporary = `${home}.downloading`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, AbortSignal.timeout(limits.timeMs)]);
  let received = 0;
  const onBytes = (count: number) => {
    received += count;
    step.note(`(downloading ${release}: ${Math.floor(received / MIB)} MB)`);
  };
  try {
    const downloads = DAPR_PROGRAMS.map(async (program) => {
      const url = `${release}/${archiveName(program)}`;
      const archive = join(temporary, archiveName(program));
      const sum = await save(url, archive, { signal, limits, onBytes });
      if (sum !== sums[program]) {
        throw refusal(url, `its SHA-256 is ${sum}, not ${sums[program]}`);
      }
      await unpack(program, { archive, url, directory: temporary });
    });
    // The first failure ends the others, so that nothing writes into a folder that is removed.
    for (const one of downloads) one.catch((error: unknown) => failed.abort(error));
    const results = await Promise.allSettled(downloads);
    if (results.some(({ status }) => status === 'rejected')) throw failed.signal.reason;
    await rm(home, { recursive: true, force: true });
    await rename(temporary, home);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function refusal(url: string, why: string, cause?: unknown): SetupError {
  return new SetupError({
    what: 'Dapr cannot be downloaded',
    why: `${url}: ${why}`,
    next: 'try again; or install Dapr or Go instead (docs/how-to/choose-dapr.md)',
    cause,
  });
}

// Returns the SHA-256 of what was saved.
async function save(
  url: string,
  file: string,
  options: { signal: AbortSignal; limits: typeof LIMITS; onBytes: (count: number) => void },
): Promise<string> {
  const { signal, limits, onBytes } = options;
  const hash = createHash('sha256');
  let size = 0;
  try {
    const answer = await fetch(url, { signal });
    if (answer.status !== 200 || answer.body === null) {
      throw refusal(url, `it was answered with status ${answer.status}`);
    }
    await pipeline(
      answer.body,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > limits.archiveBytes) {
            throw refusal(url, `it is larger than ${Math.floor(limits.archiveBytes / MIB)} MB`);
          }
          hash.update(chunk);
          onBytes(chunk.length);
          yield chunk;
        }
      },
      createWriteStream(file),
      { signal },
    );
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const { message, cause } = error as Error;
    const isLate = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
    throw refusal(
      url,
      isLate
        ? `it took longer than ${limits.timeMs / 1000} s`
        : `it did not arrive whole after ${size} bytes: ${cause instanceof Error ? cause.message : message}`,
      error,
    );
  }
  return hash.digest('hex');
}

// Only the named member is unpacked, whatever else an archive contains.
async function unpack(
  program: DaprProgram,
  { archive, url, directory }: { archive: string; url: string; directory: string },
): Promise<void> {
  try {
    const args = ['-xzf', archive, '-C', directory, program];
    await promisify(execFile)('tar', args, { timeout: UNPACK_LIMIT_MS });
    const file = join(directory, program);
    if (!(await lstat(file)).isFile()) throw new Error(`${program} is no file`);
    await chmod(file, 0o755);
  } catch (cause) {
    const reason = ((cause as { stderr?: string }).stderr || (cause as Error).message).trim();
    throw refusal(url, `${program} cannot be unpacked: ${reason}`, cause);
  }
  await rm(archive);
}
