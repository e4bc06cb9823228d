import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '@commerce/local-stack';
import { goTools } from '../go-tools.ts';
import { contentOf, programs } from '../images/image.ts';
import { sbomOf } from '../images/sbom.ts';
import { root } from '../places.ts';
import { packRuntime } from '../runtime-package/pack.ts';
import { publishedImages } from './image-values.ts';

/**
 * Writes the files of a release into a folder that is empty or not there yet: the digests of all images, the
 * chart, the package of the runtime, an SBOM for each image, and the sums of all. Throws SetupError
 * if an image is missing.
 */
export async function writeAssets(folder: string, imageValues: string): Promise<string[]> {
  const published = new Set(publishedImages(imageValues).map(({ program }) => program));
  const missing = programs().filter(({ name }) => !published.has(name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new SetupError({
      what: 'the release is not complete',
      why: `${imageValues} has no digest of ${names}`,
      next: 'push their images too',
    });
  }
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) {
    const why = 'a file that is there would become a part of the release';
    throw new SetupError({ what: `${folder} is not empty`, why, next: 'name another folder' });
  }
  copyFileSync(imageValues, join(folder, 'images.yaml'));
  const helm = (await goTools('helm'))('helm');
  const chart = ['package', join(root, 'charts/commerce'), '--destination', folder];
  execFileSync(helm, chart, { stdio: ['ignore', 'ignore', 'inherit'] });
  packRuntime(folder);
  for (const program of programs()) {
    const sbom = JSON.stringify(sbomOf(program.name, contentOf(program)), undefined, 2);
    writeFileSync(join(folder, `${program.name}.cdx.json`), `${sbom}\n`);
  }
  const files = readdirSync(folder).sort();
  const sums = files.map((file) => `${sumOf(join(folder, file))}  ${file}\n`);
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
  return [...files, 'SHA256SUMS'];
}

function sumOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
