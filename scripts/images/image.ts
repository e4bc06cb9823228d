import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.ts';
import { closureOf, type Lock, readLock, workspacesOf } from './lock-file.ts';
import { loadedBy } from './sources.ts';

const RUNTIME_MAIN = 'packages/runtime/app/main.ts';

/** What an image runs: an app, or a simulator. */
export interface Program {
  name: string;
  /** Its folder, in which it runs. */
  folder: string;
  /** The module that starts it. */
  main: string;
  /** All modules from which its imports are followed. */
  entries: string[];
}

/** What is in the image of a program. */
export interface ImageContent {
  /** Files of the repository, sorted. */
  files: string[];
  /** The folders of the repository's packages that they belong to, by name. */
  workspaces: Map<string, string>;
  /** Packages that it imports itself, by name, sorted. */
  imported: string[];
  /** The paths of all packages in package-lock.json, sorted. */
  packages: string[];
}

/** Every app and every simulator: each has an image. */
export function programs(): Program[] {
  const folders = ['apps', 'simulators'].flatMap((parent) =>
    readdirSync(join(root, parent))
      .sort()
      .map((name) => ({ name, folder: `${parent}/${name}` })),
  );
  return folders.flatMap(({ name, folder }): Program[] => {
    const app = `${folder}/src/app.ts`;
    const main = `${folder}/src/main.ts`;
    if (existsSync(join(root, app))) {
      const entries = [RUNTIME_MAIN, app, ...migrationsOf(folder)];
      return [{ name, folder, main: RUNTIME_MAIN, entries }];
    }
    return existsSync(join(root, main)) ? [{ name, folder, main, entries: [main] }] : [];
  });
}

/** The name of an image: its program's, with the version of the repository. */
export function imageName({ name }: Pick<Program, 'name'>, version: string): string {
  return `commerce/${name}:${version}`;
}

/** The program with a name. Throws if there is none; the message names all. */
export function programNamed(name: string): Program {
  const all = programs();
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new Error(`there is no app '${name}'; there are ${all.map((one) => one.name).join(', ')}`);
}

function migrationsOf(folder: string): string[] {
  const migrations = `${folder}/src/migrations`;
  if (!existsSync(join(root, migrations))) return [];
  return readdirSync(join(root, migrations))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => `${migrations}/${file}`);
}

/** What the image of a program contains. Throws for an import that cannot be followed. */
export function contentOf({ entries }: Program, lock: Lock = readLock()): ImageContent {
  const all = workspacesOf(lock);
  const { files, packages: imported } = loadedBy(entries, all);
  const workspaces = new Map(
    [...all].filter(([, folder]) => files.some((file) => file.startsWith(`${folder}/`))),
  );
  return { files, workspaces, imported, packages: closureOf(imported, lock) };
}
