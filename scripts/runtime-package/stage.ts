import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.ts';
import { blocks, emitRuntime, filesUnder, RUNTIME } from './emit.ts';

/** What comes along as it is: the README, those of the blocks, the API report, the SQL. */
const PAGE = /^(?:[^/]+\/)?[^/]+\.(?:md|sql)$/;

/** The package.json of the runtime, as far as scripts and tests read it. */
export interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional: boolean }>;
}

/** The package.json beside the sources. */
export function sourceManifest(): Manifest {
  return JSON.parse(readFileSync(join(RUNTIME, 'package.json'), 'utf8')) as Manifest;
}

/** The package.json to publish: that of the sources, with exports that are compiled files. */
function publishedManifest(): Manifest {
  const { private: _, ...manifest } = sourceManifest();
  const exports = blocks().map((block): [string, object] => [
    `./${block}`,
    { types: `./${block}/index.d.ts`, default: `./${block}/index.js` },
  ]);
  return {
    ...manifest,
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
  };
}

/** Writes the package as it is published into an empty folder. */
export function stagePackage(folder: string): void {
  emitRuntime(folder);
  for (const page of filesUnder(RUNTIME, PAGE))
    copyFileSync(join(RUNTIME, page), join(folder, page));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(publishedManifest(), null, 2)}\n`);
}
