import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../places.ts';
import { layBase, PATH, SAME_BYTES } from './bases.ts';
import { imageName, type Program } from './image.ts';
import { stage } from './stage.ts';

const EPOCH = '1970-01-01T00:00:00Z';
const HASHED_BYTES = 1024 * 1024;
/** The architectures of Node as images name them. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The values of the build arguments that are labels. */
export interface Labels {
  VERSION: string;
  REVISION: string;
}

/** An image in an archive: its name, and its id, the digest of its configuration. */
export interface Archived {
  name: string;
  id: string;
}

/**
 * Writes the images of programs into one file that `docker load` and containerd import, with no engine: what
 * the Dockerfile would make on the own base, which they share as a layer. The same files of the
 * repository on the same machine make the same bytes. Throws NoEngine outside of Linux.
 */
export function writeArchive(
  file: string,
  programs: readonly Program[],
  labels: Labels,
): Archived[] {
  const scratch = mkdtempSync(join(tmpdir(), 'commerce-archive-'));
  const content = join(scratch, 'content');
  mkdirSync(content);
  try {
    layBase(join(scratch, 'base'));
    const base = addLayer(join(scratch, 'base'), content);
    const images = programs.map((program) => {
      const folder = join(scratch, program.name);
      mkdirSync(join(folder, 'app'), { recursive: true });
      stage(program, join(folder, 'app'));
      const layers = [base, addLayer(folder, content)];
      rmSync(folder, { recursive: true });
      const text = JSON.stringify(configurationOf(program, layers, labels));
      const digest = createHash('sha256').update(text).digest('hex');
      writeFileSync(join(content, `${digest}.json`), text);
      return { name: imageName(program, labels.VERSION), digest, layers };
    });
    const manifest = images.map(({ name, digest, layers }) => ({
      Config: `${digest}.json`,
      RepoTags: [name],
      Layers: layers.map((layer) => `${layer}.tar`),
    }));
    writeFileSync(join(content, 'manifest.json'), JSON.stringify(manifest));
    mkdirSync(dirname(file), { recursive: true });
    tar(content, file);
    return images.map(({ name, digest }) => ({ name, id: `sha256:${digest}` }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Adds the files of a folder to the archive as a layer, and returns its digest (hex). */
function addLayer(folder: string, content: string): string {
  const file = join(content, 'layer.new');
  tar(folder, file);
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

function configurationOf(program: Program, layers: readonly string[], labels: Labels): object {
  const { user, entrypoint, folder, labelTexts } = readFinalStage({ APP: program.name, ...labels });
  return {
    architecture: ARCHITECTURES[process.arch] ?? process.arch,
    os: 'linux',
    created: EPOCH,
    config: {
      User: user,
      Env: [PATH],
      Entrypoint: entrypoint,
      WorkingDir: folder,
      Labels: labelTexts,
    },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${layer}`) },
    history: layers.map(() => ({ created: EPOCH })),
  };
}

/** What the final stage of the Dockerfile says of the process. Throws if it does not say it. */
function readFinalStage(values: Readonly<Record<string, string>>) {
  const text = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const stageText = text.slice(text.lastIndexOf('\nFROM '));
  const need = (pattern: RegExp): string => {
    const found = pattern.exec(stageText)?.[1];
    if (found === undefined) throw new Error(`the final stage of the Dockerfile lacks ${pattern}`);
    return found;
  };
  const labels = [...stageText.matchAll(/([\w.]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value.replaceAll(/\$\{(\w+)\}/g, (_, key: string) => values[key] ?? ''),
  ]);
  return {
    user: need(/^USER (.+)$/m),
    entrypoint: JSON.parse(need(/^ENTRYPOINT (.+)$/m)) as string[],
    folder: need(/^WORKDIR (.+)$/m),
    labelTexts: Object.fromEntries(labels) as Record<string, string>,
  };
}
