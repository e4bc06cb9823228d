import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cacheDirectory } from '@commerce/local-stack';
import { lay } from '../images/bases.ts';
import { type ImageParts, writeImages } from '../images/layers.ts';
import { COREDNS_IMAGE, PAUSE_IMAGE } from './layout.ts';
import type { NodePrograms } from './programs.ts';

const USER = '65532:65532';

/** An image of one static program. */
function imageOf(name: string, program: string): ImageParts {
  const file = basename(program);
  return {
    name,
    starts: { User: USER, Entrypoint: [`/${file}`] },
    layers: [(folder) => lay(program, join(folder, file))],
  };
}

/** The file with the images of the cluster itself; written once for its programs, into the cache. */
export function clusterArchive({ pause, coredns }: NodePrograms): string {
  // The folders of programs are named by the sums of their modules.
  const places = [pause, coredns].map(dirname).join('\0');
  const id = createHash('sha256').update(places).digest('hex').slice(0, 16);
  const file = join(cacheDirectory(), `cluster-images-${id}.tar`);
  if (!existsSync(file)) {
    writeImages(file, [imageOf(PAUSE_IMAGE, pause), imageOf(COREDNS_IMAGE, coredns)]);
  }
  return file;
}
