import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  cacheDirectory,
  fillOnce,
  isExecutable,
  onPath,
  type Progress,
  SetupError,
} from '@commerce/local-stack';

const run = promisify(execFile);

/** What the node needs of the system, and where Debian and Ubuntu have it. */
const NEEDED: Readonly<Record<string, string>> = {
  containerd: 'containerd',
  ctr: 'containerd',
  runc: 'runc',
  iptables: 'iptables',
  conntrack: 'conntrack',
  ipset: 'ipset',
};
const CNI_PACKAGE = 'containernetworking-plugins';
const CNI_PLUGIN = '/usr/lib/cni/bridge';
/** What `update-alternatives` would link at an install. */
const LINKS = ['iptables', 'iptables-save', 'iptables-restore'].flatMap((name) => [
  name,
  name.replace('ip', 'ip6'),
]);

/** The packages of the programs that this machine lacks. */
export function missingPackages(has: (program: string) => boolean): string[] {
  const missing = Object.entries(NEEDED).flatMap(([name, deb]) => (has(name) ? [] : [deb]));
  return [...new Set([...missing, ...(has(CNI_PLUGIN) ? [] : [CNI_PACKAGE])])].sort();
}

/**
 * A folder to be laid over / that has the system's programs which this machine lacks; undefined if it has
 * all. Nothing is installed: packages are unpacked into the cache. Throws SetupError where there are no
 * packages of Debian.
 */
export async function systemPrograms(progress: Progress): Promise<string | undefined> {
  const missing = missingPackages(hasIt);
  if (missing.length === 0) return undefined;
  const tools = ['apt-get', 'dpkg-deb'].filter((name) => onPath(name) === undefined);
  if (tools.length > 0) {
    throw new SetupError({
      what: 'the node cannot be started',
      why: `this machine has not all of ${Object.keys(NEEDED).join(', ')} and ${CNI_PLUGIN}`,
      next: 'install containerd, runc, iptables, conntrack, ipset and the CNI plug-ins',
    });
  }
  const home = join(cacheDirectory(), `cluster-system-${missing.join('-')}`);
  const isComplete = () => existsSync(home);
  const step = progress.step('programs of the system');
  await fillOnce(home, { isComplete, fill: () => unpack(missing, home), step });
  step.done(missing.join(', '));
  return home;
}

function hasIt(name: string): boolean {
  return name.startsWith('/') ? isExecutable(name) : onPath(name) !== undefined;
}

// An install that is only simulated names what has to be installed with them.
async function withLibraries(packages: readonly string[]): Promise<string[]> {
  const options = ['--simulate', '--no-install-recommends'];
  const { stdout } = await run('apt-get', ['install', ...options, ...packages]);
  return [...stdout.matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
}

async function unpack(packages: readonly string[], home: string): Promise<void> {
  const temporary = `${home}.new`;
  const downloads = join(temporary, 'downloads');
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(downloads, { recursive: true });
  try {
    await run('apt-get', ['download', ...(await withLibraries(packages))], { cwd: downloads });
  } catch (cause) {
    throw new SetupError({
      what: `packages cannot be downloaded: ${packages.join(', ')}`,
      why: (cause as { stderr?: string }).stderr || (cause as Error).message,
      next: 'run apt-get update, or install them',
      cause,
    });
  }
  for (const file of readdirSync(downloads)) {
    await run('dpkg-deb', ['-x', join(downloads, file), temporary]);
  }
  rmSync(downloads, { recursive: true });
  const programs = join(temporary, 'usr', 'sbin');
  for (const name of existsSync(join(programs, 'iptables-nft')) ? LINKS : []) {
    const target = name.replace(/^(ip6?tables)/, '$1-nft');
    rmSync(join(programs, name), { force: true });
    symlinkSync(target, join(programs, name));
  }
  renameSync(temporary, home);
}
