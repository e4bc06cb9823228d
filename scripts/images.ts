// Builds the image of every app and every simulator with a Docker engine, and with --test checks them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument } from 'commander';
import { commandLine } from './command-line.ts';
import { writeArchive } from './images/archive.ts';
import { type Bases, namedBases, ownBases } from './images/bases.ts';
import { assertEngine, contentDigest, docker, inspect, NoEngine, tailOf } from './images/engine.ts';
import { imageName, type Program, programNamed, programs } from './images/image.ts';
import { root, typedPath } from './places.ts';
import { repositoryVersion } from './release/version.ts';

/** An image above it has something in it that does not run. */
const MAX_IMAGE_MB = 200;
const BYTES_PER_MB = 1_000_000;
const NOT_POSSIBLE = 2;
/** The variables of the machine that a build may need to reach npm's packages. */
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];

interface Options {
  test: boolean;
  ownBases: boolean;
  network?: string;
  archive?: string;
  list: boolean;
  save?: string;
}

const command = commandLine({
  name: 'npm run images --',
  about:
    'Builds the images of all apps and simulators, or of those that are named, with a Docker engine. ' +
    'Exit code 2: no engine answers, or a base cannot be had.',
  environment: 'DOCKER_HOST, DOCKER_BUILDKIT',
})
  .addArgument(
    new Argument('[names...]', 'only the images of these').choices(
      programs().map(({ name }) => name),
    ),
  )
  .option('--test', 'build each a second time, compare, and run it', false)
  .option('--own-bases', 'bases of this machine, for an engine that reaches no registry', false)
  .option('--network <mode>', 'the network of the build, such as host')
  .option(
    '--archive <file>',
    'write them on own bases into one file for containerd or docker load; needs no engine',
  )
  .option('--save <folder>', 'also write each into a file of this folder, for npm run push')
  .option('--list', 'only print the names of all programs, as JSON', false)
  .parse();

function textOf(program: string, args: string[]): string {
  return execFileSync(program, args, { cwd: root, encoding: 'utf8' }).trim();
}

function revision(): string {
  return textOf('git', ['-c', 'safe.directory=*', 'rev-parse', 'HEAD']);
}

function build(program: Program, version: string, bases: Bases, fresh: boolean): void {
  const { network } = command.opts<Options>();
  const values = {
    ...bases,
    APP: program.name,
    VERSION: version,
    REVISION: revision(),
    NPM_CONFIG_REGISTRY: textOf('npm', ['config', 'get', 'registry']),
    // Newer engines write no time of the build into an image then.
    SOURCE_DATE_EPOCH: '0',
  };
  const { code, output } = docker([
    ...['build', '--tag', imageName(program, version)],
    ...(network === undefined ? [] : ['--network', network]),
    ...(fresh ? ['--no-cache'] : []),
    ...Object.entries(values).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    ...PROXIES.flatMap((name) => (process.env[name] ? ['--build-arg', name] : [])),
    '.',
  ]);
  if (code !== 0) throw new Error(`the image of ${program.name} failed:\n${tailOf(output)}`);
}

/** Writes an image into a file of a folder. */
function save(program: Program, name: string, folder: string): void {
  mkdirSync(typedPath(folder), { recursive: true });
  const file = join(typedPath(folder), `${program.name}.tar`);
  const { code, output } = docker(['save', '--output', file, name]);
  if (code !== 0) throw new Error(`${name} cannot be saved:\n${tailOf(output)}`);
}

/** What is wrong with an image, as sentences. */
function faultsOf(name: string): string[] {
  const { Size, Config } = inspect(name);
  const locked = ['--rm', '--read-only', '--network', 'none', '--cap-drop', 'ALL'];
  const shell = docker(['run', ...locked, '--entrypoint', '/bin/sh', name, '-c', 'true']);
  const { code, output } = docker(['run', ...locked, name]);
  const size = Math.round(Size / BYTES_PER_MB);
  return [
    ...(size > MAX_IMAGE_MB ? [`it has ${size} MB, more than ${MAX_IMAGE_MB}`] : []),
    ...(/^[1-9]\d*(?::|$)/.test(Config.User ?? '') ? [] : ['its user may be root']),
    ...(shell.code === 0 ? ['it has a shell'] : []),
    // Without settings a program loads all its modules and then says what it lacks.
    ...(code === 1 && output.includes('ConfigError')
      ? []
      : [`it does not start, exit code ${code}:\n${tailOf(output)}`]),
  ];
}

/** Whether a second build has the same content and nothing is wrong with it; prints what is. */
function isSound(name: string, digest: string): boolean {
  const again = contentDigest(inspect(name));
  const faults = [
    ...(again === digest ? [] : [`a second build has other content: ${again}`]),
    ...faultsOf(name),
  ];
  for (const fault of faults) console.log(`  wrong: ${fault}`);
  if (faults.length > 0) return false;
  console.log('  a second build is the same; it runs without root, shell and writable files');
  return true;
}

function startTimeOf(name: string): string {
  const since = performance.now();
  docker(['run', '--rm', '--network', 'none', name]);
  return `${((performance.now() - since) / 1000).toFixed(2)} s`;
}

function main(): number {
  const { test, ownBases: own, archive, list, save: folder } = command.opts<Options>();
  if (list) {
    console.log(JSON.stringify(programs().map(({ name }) => name)));
    return 0;
  }
  const chosen =
    command.args.length === 0 ? programs() : command.args.map((name) => programNamed(name));
  if (archive !== undefined) {
    const labels = { VERSION: repositoryVersion(), REVISION: revision() };
    for (const { name, id } of writeArchive(typedPath(archive), chosen, labels)) {
      console.log(`${name}  ${id}`);
    }
    return 0;
  }
  assertEngine();
  const bases = own ? ownBases() : namedBases(readFileSync(join(root, 'Dockerfile'), 'utf8'));
  const version = repositoryVersion();
  let faulty = 0;
  for (const program of chosen) {
    const name = imageName(program, version);
    build(program, version, bases, false);
    const found = inspect(name);
    const digest = contentDigest(found);
    const size = `${Math.round(found.Size / BYTES_PER_MB)} MB`;
    console.log(`${name}  ${size}  starts in ${startTimeOf(name)}  ${found.Id}`);
    console.log(`  content ${digest}`);
    if (test) {
      build(program, version, bases, true);
      if (!isSound(name, digest)) {
        faulty += 1;
        continue;
      }
    }
    if (folder !== undefined) save(program, name, folder);
  }
  return faulty > 0 ? 1 : 0;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(
    error instanceof NoEngine ? `no images: ${error.message}` : (error as Error).message,
  );
  process.exitCode = error instanceof NoEngine ? NOT_POSSIBLE : 1;
}
