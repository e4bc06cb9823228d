import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { connectStack } from '@commerce/testing/stack';
import test from 'ava';
import { launch, ownDataDirectory } from './launcher.ts';

const SLIM = ['placement', 'scheduler'];
/** Programs that are in a folder of PATH together with Go on some machines. */
const TOOLS = ['redis-server', 'valkey-server', 'node', 'ps', 'sh', 'tar', 'git'];
const FUTURE = '1.99.0';

const folders = (process.env['PATH'] ?? '').split(delimiter).filter(existsSync);
const has = (name: string) => (folder: string) => existsSync(join(folder, name));

/** The folder of the programs that the platform of these tests runs. */
function daprOfTheStack(): string {
  const { pid } = connectStack().process('order-daprd');
  const line = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return dirname(line.split(' ')[0] ?? '');
}

/**
 * The environment of a machine with a Dapr install as `dapr init --slim` leaves it (no sentry), and
 * without Go and an earlier build. Its daprd says that it is of a later version, with the components
 * of Dapr only.
 */
function machineWithSlimDapr(directory: string): Record<string, string> {
  const real = daprOfTheStack();
  const install = join(directory, 'home', '.dapr', 'bin');
  mkdirSync(install, { recursive: true });
  for (const name of SLIM) symlinkSync(join(real, name), join(install, name));
  const daprd = `#!/bin/sh
case "$1" in
  --version) echo ${FUTURE} ;;
  --build-info) echo 'Version: ${FUTURE}' ;;
  *) exec '${join(real, 'daprd')}' "$@" ;;
esac
`;
  writeFileSync(join(install, 'daprd'), daprd);
  chmodSync(join(install, 'daprd'), 0o755);
  const tools = join(directory, 'tools');
  mkdirSync(tools);
  for (const tool of TOOLS) {
    const folder = folders.find(has(tool));
    if (folder !== undefined) symlinkSync(join(folder, tool), join(tools, tool));
  }
  const others = folders.filter((folder) => !has('go')(folder) && !has('daprd')(folder));
  return {
    PATH: [tools, ...others].join(delimiter),
    HOME: join(directory, 'home'),
    XDG_CACHE_HOME: join(directory, 'cache'),
    DAPR_BIN_DIR: '',
  };
}

test('a slim Dapr install without Go runs the platform, without mTLS, and a new version is warned of', async (t) => {
  const dataDir = ownDataDirectory(t);
  const launcher = launch(t, 'start.ts', {
    dataDir,
    args: ['--once', '--invoices', '1'],
    env: machineWithSlimDapr(dataDir),
  });
  t.is(await launcher.ended, 0, launcher.output());
  t.regex(launcher.output(), /dapr 1\.99\.0 of .*\.dapr\/bin, plain components/);
  t.regex(launcher.output(), /warning: Dapr 1\.99\.0 has not been proven/);
  t.regex(launcher.output(), /^.*without mTLS and access control .*: this Dapr has no sentry$/m);
  t.false(readdirSync(join(dataDir, 'logs')).some((file) => file.startsWith('sentry')));
});

test('an install and DAPR_BIN_DIR with only the components of Dapr are refused for the accelerated ones', async (t) => {
  const dataDir = ownDataDirectory(t);
  const machine = machineWithSlimDapr(dataDir);
  const installed = launch(t, 'start.ts', {
    ...{ dataDir: join(dataDir, 'installed'), args: ['--once', '--accelerated'] },
    env: machine,
  });
  t.is(await installed.ended, 1);
  t.regex(installed.output(), /error: +the accelerated components need Go/);
  t.regex(
    installed.output(),
    /why: .*state\.postgresql-batched; the Dapr of .*\.dapr\/bin has not/,
  );

  const chosen = launch(t, 'start.ts', {
    ...{ dataDir: join(dataDir, 'chosen'), args: ['--once', '--accelerated'] },
    env: { ...machine, DAPR_BIN_DIR: join(machine['HOME'] ?? '', '.dapr', 'bin') },
  });
  t.is(await chosen.ended, 1);
  t.regex(chosen.output(), /error: +DAPR_BIN_DIR holds no usable Dapr/);
  t.regex(chosen.output(), /why: .*only the components of Dapr/);
});

test('a release of Dapr cannot bring the accelerated components', async (t) => {
  const dataDir = ownDataDirectory(t);
  const launcher = launch(t, 'start.ts', {
    ...{ dataDir, args: ['--once', '--accelerated', '--download-dapr'] },
    env: { DAPR_BIN_DIR: '' },
  });
  t.is(await launcher.ended, 1);
  t.regex(launcher.output(), /error: +the accelerated components cannot be downloaded/);
});

test('a sum of a wrong form is refused with the usage', async (t) => {
  const launcher = launch(t, 'start.ts', {
    ...{ dataDir: ownDataDirectory(t), args: ['--dapr-sha256', 'daprd=abc'] },
  });
  t.is(await launcher.ended, 2);
  t.regex(launcher.output(), /the name of an archive, = and its SHA-256/);
});
