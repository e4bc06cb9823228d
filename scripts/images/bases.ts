import { execFileSync, spawnSync } from 'node:child_process';
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
import { assertBase, NoEngine } from './engine.ts';

/** The images that the Dockerfile starts from: its build arguments. */
export interface Bases {
  BUILD_IMAGE: string;
  BASE_IMAGE: string;
}

const OWN: Bases = { BUILD_IMAGE: 'commerce/build-base:own', BASE_IMAGE: 'commerce/base:own' };
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** /etc/passwd: root, and the user that programs run as. */
export const USERS = 'root:x:0:0:root:/:/none\nnonroot:x:65532:65532:nonroot:/tmp:/none\n';
/** /tmp: everyone writes, and removes only what is theirs. */
export const TEMPORARY_MODE = 0o1777;
const EXECUTABLE = 0o755;
/** Options of tar: names in order, one time and one owner, so that the same files are the same bytes. */
export const SAME_BYTES = [
  ...['--format=gnu', '--sort=name', '--mtime=@0'],
  ...['--owner=0', '--group=0', '--numeric-owner'],
];
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
    importImage(base, OWN.BASE_IMAGE);
    const build = join(folder, 'build');
    layNode(build, 'usr/local/bin/node');
    const npm = process.env['npm_execpath'];
    if (npm === undefined) throw new Error('start this with npm run images');
    const home = dirname(dirname(realpathSync(npm)));
    cpSync(home, join(build, 'usr/local/lib/node_modules/npm'), { recursive: true });
    importImage(build, OWN.BUILD_IMAGE);
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
  if (process.platform !== 'linux') {
    throw new NoEngine(`own bases are made of programs of Linux, and this is ${process.platform}`);
  }
  const node = join(root, 'node_modules', 'node', 'bin', 'node');
  lay(node, join(folder, place));
  for (const library of librariesOf(node)) lay(library, join(folder, library));
  if (existsSync(CERTIFICATES)) lay(CERTIFICATES, join(folder, CERTIFICATES));
  mkdirSync(join(folder, 'etc'), { recursive: true });
  writeFileSync(join(folder, 'etc', 'passwd'), USERS);
  mkdirSync(join(folder, 'tmp'));
  chmodSync(join(folder, 'tmp'), TEMPORARY_MODE);
}

/** The libraries that a program loads. The loader is named by its path alone, a library after `=>`. */
export function librariesOf(program: string): string[] {
  const text = execFileSync('ldd', [program], { encoding: 'utf8' });
  return [...text.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)].map(([, path = '']) => path);
}

/** Lays a file into an image, for everyone to read and execute. */
export function lay(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(realpathSync(from), to);
  chmodSync(to, EXECUTABLE);
}

function importImage(folder: string, name: string): void {
  const archive = execFileSync('tar', [...SAME_BYTES, '-C', folder, '-c', '.'], {
    maxBuffer: MAX_ARCHIVE_BYTES,
  });
  const path = 'ENV PATH=/usr/local/bin:/usr/bin:/bin';
  const { status, stderr } = spawnSync('docker', ['import', '--change', path, '-', name], {
    input: archive,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the base ${name} cannot be made: ${stderr}`);
}
