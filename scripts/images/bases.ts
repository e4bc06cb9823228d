import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../places.ts';
import { assertBase, labelOf, NoEngine } from './engine.ts';

/** The images that the Dockerfile starts from: its build arguments. */
export interface Bases {
  BUILD_IMAGE: string;
  BASE_IMAGE: string;
}

const OWN: Bases = { BUILD_IMAGE: 'commerce/build-base:own', BASE_IMAGE: 'commerce/base:own' };
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** /etc/passwd: root, and the user that programs run as. */
const USERS = 'root:x:0:0:root:/:/none\nnonroot:x:65532:65532:nonroot:/tmp:/none\n';
/** /tmp: everyone writes, and removes only what is theirs. */
const TEMPORARY_MODE = 0o1777;
const EXECUTABLE = 0o755;
/** Where the programs of our own images are, as a variable of their processes. */
export const PATH = 'PATH=/usr/local/bin:/usr/bin:/bin';
/** Options of tar: names in order, one time and one owner, so that the same files are the same bytes. */
export const SAME_BYTES = [
  ...['--format=gnu', '--sort=name', '--mtime=@0'],
  ...['--owner=0', '--group=0', '--numeric-owner'],
];
/** The label with the sum of what an image was made of. */
const CONTENT = 'commerce.content';
const MAX_ARCHIVE_BYTES = 1024 * 1024 * 1024;

/** The bases that the Dockerfile names. Throws NoEngine if one cannot be had. */
export function namedBases(dockerfile: string): Bases {
  const named = (name: keyof Bases) => {
    const value = new RegExp(`^ARG ${name}=(.+)$`, 'm').exec(dockerfile)?.[1];
    if (value === undefined) throw new Error(`the Dockerfile has no default for ${name}`);
    assertBase(value);
    return value;
  };
  return { BUILD_IMAGE: named('BUILD_IMAGE'), BASE_IMAGE: named('BASE_IMAGE') };
}

/**
 * Bases for an engine that reaches no registry: the Node of this repository with the libraries of this
 * machine, and the same with npm to build. For tests on this machine: nobody updates their
 * libraries. Throws NoEngine where that cannot be done.
 */
export function ownBases(): Bases {
  const folder = mkdtempSync(join(tmpdir(), 'commerce-bases-'));
  try {
    const base = join(folder, 'base');
    layBase(base);
    importImage(base, OWN.BASE_IMAGE, []);
    const build = join(folder, 'build');
    layNode(build, 'usr/local/bin/node');
    const npm = process.env['npm_execpath'];
    if (npm === undefined) throw new Error('start this with npm run images');
    const home = dirname(dirname(realpathSync(npm)));
    cpSync(home, join(build, 'usr/local/lib/node_modules/npm'), { recursive: true });
    // npm of the build trusts the certificates that this machine trusts, such as those of a proxy of packages.
    importImage(build, OWN.BUILD_IMAGE, [`ENV NODE_EXTRA_CA_CERTS=${CERTIFICATES}`]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return OWN;
}

/** Lays the files of the own base into a folder: Node at /nodejs/bin/node. Throws NoEngine outside of Linux. */
export function layBase(folder: string): void {
  layNode(folder, 'nodejs/bin/node');
}

function layNode(folder: string, place: string): void {
  layCommon(folder);
  layProgram(join(root, 'node_modules', 'node', 'bin', 'node'), folder, place);
}

/** Lays what every image has into a folder: users, certificates, /tmp. Throws NoEngine outside of Linux. */
export function layCommon(folder: string): void {
  if (process.platform !== 'linux') {
    throw new NoEngine(`own bases are made of programs of Linux, and this is ${process.platform}`);
  }
  if (existsSync(CERTIFICATES)) lay(CERTIFICATES, join(folder, CERTIFICATES));
  mkdirSync(join(folder, 'etc'), { recursive: true });
  writeFileSync(join(folder, 'etc', 'passwd'), USERS);
  mkdirSync(join(folder, 'tmp'));
  chmodSync(join(folder, 'tmp'), TEMPORARY_MODE);
}

/** Lays a program of this machine into the folder of an image, at a place in it, with its libraries. */
export function layProgram(program: string, folder: string, place: string): void {
  lay(program, join(folder, place));
  layLibraries(program, folder);
}

/** Lays the libraries of a program into a folder, but for those that are in it. */
export function layLibraries(program: string, folder: string): void {
  for (const library of librariesOf(program)) {
    if (!library.startsWith(`${folder}/`)) lay(library, join(folder, library));
  }
}

// The loader is named by its path alone, a library after `=>`. A static program has none, which ldd calls an error.
function librariesOf(program: string): string[] {
  const { stdout, stderr, error } = spawnSync('ldd', [program], { encoding: 'utf8' });
  const missing = /(\S+) => not found/.exec(stdout ?? '')?.[1];
  if (error !== undefined || missing !== undefined) {
    throw new Error(`the libraries of ${program} cannot be found: ${missing ?? stderr}`);
  }
  return [...stdout.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)].map(([, path = '']) => path);
}

/** Lays a file into an image, for everyone to read and execute. */
export function lay(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(realpathSync(from), to);
  chmodSync(to, EXECUTABLE);
}

/**
 * Makes an image of a folder, with instructions of a Dockerfile such as `USER 65532`. An image that has the same
 * content stays: a new one would make every build on it start from nothing. Throws an Error if the engine
 * refuses it.
 */
export function importImage(folder: string, name: string, instructions: readonly string[]): void {
  const archive = execFileSync('tar', [...SAME_BYTES, '-C', folder, '-c', '.'], {
    maxBuffer: MAX_ARCHIVE_BYTES,
  });
  const changes = [`ENV ${PATH}`, ...instructions];
  const content = createHash('sha256').update(changes.join('\n')).update(archive).digest('hex');
  if (labelOf(name, CONTENT) === content) return;
  const options = [...changes, `LABEL ${CONTENT}=${content}`].flatMap((one) => ['--change', one]);
  const { status, stderr } = spawnSync('docker', ['import', ...options, '-', name], {
    input: archive,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the image ${name} cannot be made: ${stderr}`);
}
