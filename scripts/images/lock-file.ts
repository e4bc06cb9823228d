import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.ts';

/** An entry of package-lock.json, as far as images need it. */
export interface LockedPackage {
  version?: string;
  license?: string;
  /** Of a workspace: its folder. */
  resolved?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

/** The packages of package-lock.json by their path, such as `node_modules/koa`. */
export type Lock = Readonly<Record<string, LockedPackage>>;

const MODULES = 'node_modules/';

/** Reads package-lock.json of the repository. */
export function readLock(): Lock {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  return (JSON.parse(text) as { packages: Lock }).packages;
}

/** The folders of the workspaces by their package's name. */
export function workspacesOf(lock: Lock): Map<string, string> {
  return new Map(
    Object.entries(lock).flatMap(([path, { link, resolved }]): [string, string][] =>
      link === true && resolved !== undefined ? [[nameOf(path), resolved]] : [],
    ),
  );
}

/** The name of the package at a path of the lock file. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf(MODULES) + MODULES.length);
}

/**
 * The paths of the packages that the named ones need to run, with themselves, sorted. Peers that are not
 * optional count; type declarations do not, since nothing loads them. Optional dependencies of other
 * platforms count too if they are locked: whether one is there is decided by what is installed. Throws if a
 * package is not locked, or only for development.
 */
export function closureOf(names: Iterable<string>, lock: Lock): string[] {
  const found = new Set<string>();
  const add = (name: string, from: string, isOptional: boolean): void => {
    if (name.startsWith('@types/')) return;
    const path = locate(name, from, lock);
    if (path === undefined) {
      if (isOptional) return;
      throw new Error(`${from || 'an app'} needs ${name}, which package-lock.json does not have`);
    }
    if (found.has(path)) return;
    found.add(path);
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = lock[
      path
    ] as LockedPackage;
    for (const one of Object.keys(dependencies ?? {})) add(one, path, false);
    for (const one of Object.keys(optionalDependencies ?? {})) add(one, path, true);
    for (const one of Object.keys(peerDependencies ?? {})) {
      if (peerDependenciesMeta?.[one]?.optional !== true) add(one, path, false);
    }
  };
  for (const name of names) add(name, '', false);
  return [...found].sort();
}

// As Node looks for a package: in the folder of the one that needs it, then upwards.
function locate(name: string, from: string, lock: Lock): string | undefined {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf(MODULES) - 1))
  ) {
    const path = folder === '' ? `${MODULES}${name}` : `${folder}/${MODULES}${name}`;
    if (Object.hasOwn(lock, path)) return path;
    if (folder === '') return undefined;
  }
}
