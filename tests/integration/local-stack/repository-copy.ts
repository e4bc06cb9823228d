import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryFiles, root } from '../../tidy/repository-files.ts';

/** Folders with packages of the workspace. */
const WORKSPACES = ['packages', 'apps', 'simulators', 'examples'];
/** The packages of the workspace, by the folder of each. */
const OWN_PACKAGES = new Map(
  WORKSPACES.flatMap((home) => readdirSync(join(root, home)).map((name) => join(home, name)))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => {
      const manifest = readFileSync(join(root, folder, 'package.json'), 'utf8');
      return [folder, (JSON.parse(manifest) as { name: string }).name];
    }),
);
/** What npm last installed, as scripts/run.mjs reads it. */
const INSTALLED = '.package-lock.json';

/**
 * Copies the repository into a new temporary folder as a separate git repository. Its node_modules
 * links to the installed packages, but those of the workspace to the copy: so it runs its own code.
 */
export function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'dapr-commerce-copy-'));
  for (const file of repositoryFiles) {
    mkdirSync(join(copy, dirname(file)), { recursive: true });
    copyFileSync(join(root, file), join(copy, file));
  }
  linkPackages(copy, '.');
  copyFileSync(join(root, 'node_modules', INSTALLED), join(copy, 'node_modules', INSTALLED));
  for (const [folder, name] of OWN_PACKAGES) {
    const link = join(copy, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(copy, folder), link);
    linkPackages(copy, folder);
  }
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  return copy;
}

/** Links the installed packages of a folder; caches and records of node_modules are left out. */
function linkPackages(copy: string, folder: string): void {
  const from = join(root, folder, 'node_modules');
  if (!existsSync(from)) return;
  const to = join(copy, folder, 'node_modules');
  mkdirSync(to);
  const names = readdirSync(from).filter((name) => !name.startsWith('.') || name === '.bin');
  const own = new Set([...OWN_PACKAGES.values()].map((name) => name.split('/')[0]));
  for (const name of names.filter((one) => !own.has(one))) {
    symlinkSync(join(from, name), join(to, name));
  }
}
