import test from 'ava';
import { SetupError } from './errors.ts';
import { executableOf, parseRunFile } from './run-file.ts';

const PORTS = 'daprHTTPPort: 1, daprGRPCPort: 2, daprInternalGRPCPort: 3, metricsPort: 4';

const text = (app: string, common = '{configFilePath: config.yaml, resourcesPaths: [res]}') =>
  `version: 1\ncommon: ${common}\napps:\n  - ${app}\n`;

const read = (content: string) => parseRunFile(content, '/project/dapr/dapr.yaml');

test('parseRunFile() resolves paths relative to the file, and takes the app id from the folder', (t) => {
  const [app] = read(text(`{appDirPath: ../apps/order, ${PORTS}, command: [a, b]}`));
  t.is(app?.appId, 'order');
  t.is(app?.directory, '/project/apps/order');
  t.is(app?.configFile, '/project/dapr/config.yaml');
  t.deepEqual(app?.resourcesPaths, ['/project/dapr/res']);
  t.is(app?.appPort, undefined);
});

test('parseRunFile() prefers the settings of an app to the common ones', (t) => {
  const common = '{configFilePath: c, resourcesPaths: [r], logLevel: warn, env: {A: 1, B: 2}}';
  const app = `{appDirPath: x, ${PORTS}, command: [a], logLevel: debug, env: {B: 3}}`;
  const [parsed] = read(text(app, common));
  t.is(parsed?.logLevel, 'debug');
  t.deepEqual(parsed?.env, { A: '1', B: '3' });
});

test('parseRunFile() names the app and the missing field', (t) => {
  const error = t.throws(() => read(text(`{appDirPath: ../apps/order, ${PORTS}}`)), {
    instanceOf: SetupError,
  });
  t.is(error.why, 'app order has no command');
});

test('parseRunFile() rejects an app that is listed twice', (t) => {
  const app = `{appDirPath: x, ${PORTS}, command: [a]}`;
  t.throws(() => read(`${text(app)}  - ${app}\n`), { instanceOf: SetupError, message: /twice/ });
});

test('parseRunFile() rejects a file of another version', (t) => {
  t.throws(() => read('version: 2\napps: []\n'), { instanceOf: SetupError, message: /version 1/ });
});

test('executableOf() resolves a path against the folder of the app, not a name', (t) => {
  const run = (command: string) =>
    executableOf(read(text(`{appDirPath: ../apps/order, ${PORTS}, command: [${command}]}`))[0]!);
  t.is(run('../../bin/node'), '/project/bin/node');
  t.is(run('/usr/bin/env'), '/usr/bin/env');
  t.is(run('node'), 'node');
});
