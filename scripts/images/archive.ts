import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.ts';
import { layBase } from './bases.ts';
import { imageName, type Program } from './image.ts';
import { type Archived, type ImageProcess, writeImages } from './layers.ts';
import { stage } from './stage.ts';

const PATH = 'PATH=/usr/local/bin:/usr/bin:/bin';

/** The values of the build arguments that are labels. */
export interface Labels {
  VERSION: string;
  REVISION: string;
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
  const images = programs.map((program) => ({
    name: imageName(program, labels.VERSION),
    starts: processOf(program, labels),
    layers: [layBase, (folder: string) => stageInto(program, folder)],
  }));
  return writeImages(file, images);
}

function stageInto(program: Program, folder: string): void {
  mkdirSync(join(folder, 'app'), { recursive: true });
  stage(program, join(folder, 'app'));
}

function processOf(program: Program, labels: Labels): ImageProcess {
  const { user, entrypoint, folder, labelTexts } = readFinalStage({ APP: program.name, ...labels });
  return {
    User: user,
    Env: [PATH],
    Entrypoint: entrypoint,
    WorkingDir: folder,
    Labels: labelTexts,
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
