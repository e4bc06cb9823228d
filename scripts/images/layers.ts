import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SAME_BYTES } from './bases.ts';

const EPOCH = '1970-01-01T00:00:00Z';
const HASHED_BYTES = 1024 * 1024;
const FOLDER_MODE = 0o755;
/** The architectures of Node as images name them. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** What an image starts: part of its configuration. */
export interface ImageProcess {
  User: string;
  Entrypoint: readonly string[];
  Env?: readonly string[];
  WorkingDir?: string;
  Labels?: Readonly<Record<string, string>>;
}

/** An image to be written. */
export interface ImageParts {
  name: string;
  starts: ImageProcess;
  /** Each fills an empty folder; images with the same function share the layer. */
  layers: readonly ((folder: string) => void)[];
}

/** An image in an archive: its name, and its id, the digest of its configuration. */
export interface Archived {
  name: string;
  id: string;
}

/**
 * Writes images into one file that `docker load` and containerd import, with no engine. The same files make
 * the same bytes.
 */
export function writeImages(file: string, images: readonly ImageParts[]): Archived[] {
  const scratch = mkdtempSync(join(tmpdir(), 'commerce-archive-'));
  const content = join(scratch, 'content');
  mkdirSync(content);
  try {
    const written = new Map<(folder: string) => void, string>();
    const layerOf = (fill: (folder: string) => void) => {
      const digest = written.get(fill) ?? addLayer(fill, { scratch, content });
      written.set(fill, digest);
      return digest;
    };
    const done = images.map(({ name, starts, layers }) => {
      const digests = layers.map(layerOf);
      const text = JSON.stringify(configurationOf(starts, digests));
      const digest = createHash('sha256').update(text).digest('hex');
      writeFileSync(join(content, `${digest}.json`), text);
      return { name, digest, digests };
    });
    const manifest = done.map(({ name, digest, digests }) => ({
      Config: `${digest}.json`,
      RepoTags: [name],
      Layers: digests.map((layer) => `${layer}.tar`),
    }));
    writeFileSync(join(content, 'manifest.json'), JSON.stringify(manifest));
    mkdirSync(dirname(file), { recursive: true });
    tar(content, file);
    return done.map(({ name, digest }) => ({ name, id: `sha256:${digest}` }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Adds a layer to the archive, and returns its digest (hex). */
function addLayer(
  fill: (folder: string) => void,
  { scratch, content }: { scratch: string; content: string },
): string {
  const folder = mkdtempSync(join(scratch, 'layer-'));
  // It becomes the root of the image, which another user enters.
  chmodSync(folder, FOLDER_MODE);
  fill(folder);
  const file = join(content, 'layer.new');
  tar(folder, file);
  rmSync(folder, { recursive: true });
  const digest = sha256Of(file);
  renameSync(file, join(content, `${digest}.tar`));
  return digest;
}

function tar(folder: string, file: string): void {
  execFileSync('tar', [...SAME_BYTES, '-C', folder, '-cf', file, '.']);
}

function sha256Of(file: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(HASHED_BYTES);
  const descriptor = openSync(file, 'r');
  for (let read = 1; read > 0;) {
    read = readSync(descriptor, buffer);
    hash.update(buffer.subarray(0, read));
  }
  closeSync(descriptor);
  return hash.digest('hex');
}

function configurationOf(starts: ImageProcess, layers: readonly string[]): object {
  return {
    architecture: ARCHITECTURES[process.arch] ?? process.arch,
    os: 'linux',
    created: EPOCH,
    config: starts,
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${layer}`) },
    history: layers.map(() => ({ created: EPOCH })),
  };
}
