import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryFiles, root } from '../../tidy/repository-files.ts';

/** Folders with packages of the workspace. */
const WORKSPACES = ['packages', 'apps', 'simulators'];
const OWN_SCOPE = '@commerce';
/** What npm last installed, as scripts/run.mjs reads it. */
const INSTALLED = '.package-lock.json';

/**
 * Copies the repository into a new temporary folder as a separate git repository. Its node_modules
 * links to the installed packages, but `@commerce/*` to the copy: so the copy runs its own code.
 */
export function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'dapr-commerce-copy-'));
  for (const file of repositoryFiles) {
    mkdirSync(join(copy, dirname(file)), { recursive: true });
    copyFileSync(join(root, file), join(copy, file));
  }
  linkPackages(copy, '.');
  copyFileSync(join(root, 'node_modules', INSTALLED), join(copy, 'node_modules', INSTALLED));
  const scope = join(copy, 'node_modules', OWN_SCOPE);
  mkdirSync(scope);
  for (const home of WORKSPACES) {
    for (const name of readdirSync(join(copy, home))) {
      symlinkSync(join('..', '..', home, name), join(scope, name));
      linkPackages(copy, join(home, name));
    }
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
  for (const name of names.filter((one) => one !== OWN_SCOPE)) {
    symlinkSync(join(from, name), join(to, name));
  }
}
