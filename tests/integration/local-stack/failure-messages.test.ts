import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createProgress, SetupError, startStack } from '@commerce/local-stack';
import { connectStack } from '@commerce/testing/stack';
import test from 'ava';
import { launch, ownDataDirectory } from './launcher.ts';

test('an occupied gateway port is reported with its process and how to choose another one', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const launcher = launch(t, 'start.ts', {
    dataDir: ownDataDirectory(t),
    args: ['--once'],
    env: { GATEWAY_PORT: String(port) },
  });
  t.is(await launcher.ended, 1);
  t.regex(launcher.output(), new RegExp(`error: +port ${port} is taken`));
  t.regex(launcher.output(), new RegExp(`by process ${process.pid} `));
  t.regex(launcher.output(), /next: .*GATEWAY_PORT=/);
});

test('a second start on the same data names the running launcher', async (t) => {
  const launcher = launch(t, 'start.ts', { dataDir: connectStack().dataDir, args: ['--once'] });
  t.is(await launcher.ended, 1);
  t.regex(launcher.output(), /error: +the platform is already running/);
  t.regex(launcher.output(), /why: +process \d+ is running it/);
});

test('a machine with neither Go nor Dapr gets every remedy', async (t) => {
  const dataDir = ownDataDirectory(t);
  const empty = join(dataDir, 'empty');
  mkdirSync(empty);
  const launcher = launch(t, 'start.ts', {
    dataDir,
    args: ['--once'],
    env: { PATH: empty, HOME: empty, XDG_CACHE_HOME: empty, DAPR_BIN_DIR: '' },
  });
  t.is(await launcher.ended, 1);
  t.regex(launcher.output(), /error: +this machine has neither Dapr nor Go/);
  t.regex(
    launcher.output(),
    /next: .*dapr init --slim.*go\.dev\/dl.*--download-dapr.*DAPR_BIN_DIR/,
  );
  t.regex(
    launcher.output(),
    /error: +Redis is not installed/,
    'the second missing program is reported too',
  );
});

test('a database server that does not answer is reported with its address', async (t) => {
  const launcher = launch(t, 'start.ts', {
    dataDir: ownDataDirectory(t),
    args: ['--once'],
    env: { DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/postgres' },
  });
  t.is(await launcher.ended, 1);
  t.regex(launcher.output(), /error: +the database server of DATABASE_URL cannot be reached/);
  t.regex(launcher.output(), /127\.0\.0\.1:1/);
  t.notRegex(launcher.output(), /secret/);
});

test('an unknown option is refused with the usage and exit code 2', async (t) => {
  const launcher = launch(t, 'start.ts', { dataDir: ownDataDirectory(t), args: ['--onec'] });
  t.is(await launcher.ended, 2);
  t.regex(launcher.output(), /--onec[^]*Usage: npm start/);
});

test('an app that does not start is reported with the end of its log', async (t) => {
  const dataDir = ownDataDirectory(t);
  const runFile = join(dataDir, 'dapr.yaml');
  writeFileSync(join(dataDir, 'config.yaml'), 'spec: {}\n');
  writeFileSync(join(dataDir, 'access.yaml'), 'broken: { apis: [], callers: {}, secrets: [] }\n');
  writeFileSync(
    runFile,
    `version: 1
common: { configFilePath: config.yaml, resourcesPaths: [.] }
apps:
  - appID: broken
    appDirPath: .
    appPort: 1
    daprHTTPPort: 2
    daprGRPCPort: 3
    daprInternalGRPCPort: 4
    metricsPort: 5
    command: [sh, -c, 'echo the cellar is flooded; exit 3']
`,
  );
  const progress = createProgress({ write: () => {} });
  const start = startStack({ dataDir: join(dataDir, 'data'), ports: 'free', runFile, progress });
  const error = await t.throwsAsync(start, { instanceOf: SetupError });
  t.regex(error.what, /broken/);
  t.regex(error.why, /the cellar is flooded/);
});
