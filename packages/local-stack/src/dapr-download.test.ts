import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { isExecutable } from './commands.ts';
import { archiveName, archiveSums, downloadDapr } from './dapr-download.ts';
import { type ArchiveSums, DAPR_PROGRAMS, type DaprProgram } from './dapr-versions.ts';
import { SetupError } from './errors.ts';
import { silentProgress } from './progress.ts';

const LONG_MS = 60_000;
const LARGE_BYTES = 1_000_000;
const step = silentProgress.step('download');

function scratch(t: ExecutionContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'dapr-download-'));
  t.teardown(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** An archive like those of a release; with more than the program if asked for. */
function archive(t: ExecutionContext, program: DaprProgram, more: string[] = []): Buffer {
  const directory = scratch(t);
  for (const name of [program, ...more]) writeFileSync(join(directory, name), `program ${name}`);
  const file = join(directory, 'archive.tar.gz');
  execFileSync('tar', ['-czf', file, '-C', directory, program, ...more]);
  return readFileSync(file);
}

type Archives = Record<DaprProgram, Buffer>;

function archives(t: ExecutionContext): Archives {
  const entries = DAPR_PROGRAMS.map((program) => [program, archive(t, program)] as const);
  return Object.fromEntries(entries) as Archives;
}

function sumsOf(contents: Archives): ArchiveSums {
  const entries = DAPR_PROGRAMS.map((program) => {
    return [program, createHash('sha256').update(contents[program]).digest('hex')] as const;
  });
  return Object.fromEntries(entries) as ArchiveSums;
}

/** A server with the archives; `cut` ends after half, `stalled` stops there, `missing` is a 404. */
async function serve(
  t: ExecutionContext,
  contents: Archives,
  { cut, stalled, missing }: Partial<Record<'cut' | 'stalled' | 'missing', DaprProgram>> = {},
): Promise<string> {
  const server = createHttpServer((request, response) => {
    const program = DAPR_PROGRAMS.find((one) => request.url === `/${archiveName(one)}`);
    if (program === undefined || program === missing) return response.writeHead(404).end();
    const content = contents[program];
    response.writeHead(200, { 'content-length': content.length });
    if (program !== cut && program !== stalled) return response.end(content);
    return response.write(content.subarray(0, content.length / 2), () => {
      if (program === cut) response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Downloads, expects a refusal that leaves nothing behind, and returns its reason. */
async function refused(
  t: ExecutionContext,
  options: {
    release: string;
    sums: ArchiveSums;
    limits?: { archiveBytes: number; timeMs: number };
  },
): Promise<string> {
  const cache = scratch(t);
  const download = downloadDapr({ home: join(cache, 'dapr'), step, ...options });
  const error = await t.throwsAsync(download, { instanceOf: SetupError });
  t.deepEqual(readdirSync(cache), [], 'nothing is left behind');
  return error?.why ?? '';
}

test('a good release is unpacked into the folder, as programs', async (t) => {
  const contents = archives(t);
  const cache = scratch(t);
  const home = join(cache, 'dapr');
  await downloadDapr({ home, step, sums: sumsOf(contents), release: await serve(t, contents) });
  t.deepEqual(readdirSync(home).toSorted(), DAPR_PROGRAMS.toSorted());
  t.true(DAPR_PROGRAMS.every((program) => isExecutable(join(home, program))));
  t.is(readFileSync(join(home, 'daprd'), 'utf8'), 'program daprd');
  t.deepEqual(readdirSync(cache), ['dapr']);
});

test('an archive with another sum is refused', async (t) => {
  const contents = archives(t);
  const sums = sumsOf(contents);
  contents.placement = archive(t, 'placement', ['changed']);
  const why = await refused(t, { release: await serve(t, contents), sums });
  t.regex(why, /placement_.*its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}/);
});

test('an archive that is cut off is refused', async (t) => {
  const contents = archives(t);
  const release = await serve(t, contents, { cut: 'scheduler' });
  const why = await refused(t, { release, sums: sumsOf(contents) });
  t.regex(why, /scheduler_.*it did not arrive whole after \d+ bytes/);
});

test('a release without one of the archives is refused', async (t) => {
  const contents = archives(t);
  const release = await serve(t, contents, { missing: 'sentry' });
  t.regex(await refused(t, { release, sums: sumsOf(contents) }), /sentry_.*status 404/);
});

test('an archive above the limit is refused while it arrives', async (t) => {
  const contents = archives(t);
  const why = await refused(t, {
    ...{ release: await serve(t, contents), sums: sumsOf(contents) },
    limits: { archiveBytes: 16, timeMs: LONG_MS },
  });
  t.regex(why, /larger than/);
});

test('a release that takes too long is refused', async (t) => {
  const contents = archives(t);
  const release = await serve(t, contents, { stalled: 'daprd' });
  const limits = { archiveBytes: LARGE_BYTES, timeMs: 500 };
  t.regex(await refused(t, { release, sums: sumsOf(contents), limits }), /longer than 0\.5 s/);
});

test('a server that cannot be reached is reported with its address', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const release = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.close();
  await once(server, 'close');
  const why = await refused(t, { release, sums: sumsOf(archives(t)) });
  t.true(why.startsWith(release));
  t.regex(why, /ECONNREFUSED/);
});

test('of an archive only the program is unpacked', async (t) => {
  const contents = { ...archives(t), daprd: archive(t, 'daprd', ['other']) };
  const home = join(scratch(t), 'dapr');
  await downloadDapr({ home, step, sums: sumsOf(contents), release: await serve(t, contents) });
  t.false(existsSync(join(home, 'other')));
});

test('an archive without the program, or with a link in its place, is refused', async (t) => {
  const without = { ...archives(t), daprd: archive(t, 'sentry') };
  const release = await serve(t, without);
  t.regex(await refused(t, { release, sums: sumsOf(without) }), /daprd cannot be unpacked/);

  const directory = scratch(t);
  mkdirSync(join(directory, 'in'));
  symlinkSync('/etc/passwd', join(directory, 'in', 'daprd'));
  const file = join(directory, 'archive.tar.gz');
  execFileSync('tar', ['-czf', file, '-C', join(directory, 'in'), 'daprd']);
  const linked = { ...archives(t), daprd: readFileSync(file) };
  const why = await refused(t, { release: await serve(t, linked), sums: sumsOf(linked) });
  t.regex(why, /daprd cannot be unpacked: daprd is no file/);
});

const A_SUM = 'a'.repeat(64);

test('given sums win over the pinned ones', (t) => {
  const pinned = { daprd: A_SUM, placement: A_SUM, scheduler: A_SUM, sentry: A_SUM };
  const given = { [archiveName('sentry')]: 'B'.repeat(64) };
  t.deepEqual(archiveSums(given, pinned), { ...pinned, sentry: 'b'.repeat(64) });
});

test('nothing is downloaded without a sum of every archive', (t) => {
  const given = { [archiveName('daprd')]: A_SUM };
  const error = t.throws(() => archiveSums(given, {}), { instanceOf: SetupError });
  t.regex(error?.why ?? '', /no SHA-256 of placement_.* is known/);
  t.regex(
    error?.next ?? '',
    /--dapr-sha256 .*https:\/\/github\.com\/dapr\/dapr\/releases\/.*sha256/,
  );
});

test('a sum of no archive, and a text that is no sum, are refused', (t) => {
  const wrongName = t.throws(() => archiveSums({ 'dapr.zip': A_SUM }), { instanceOf: SetupError });
  t.regex(wrongName?.why ?? '', /dapr\.zip is none of its archives: daprd_/);
  const given = { [archiveName('daprd')]: 'abc' };
  const wrongSum = t.throws(() => archiveSums(given, {}), { instanceOf: SetupError });
  t.regex(wrongSum?.why ?? '', /'abc' is no SHA-256/);
});
