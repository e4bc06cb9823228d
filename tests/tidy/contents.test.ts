import test from 'ava';
import { linesMatching, readText, sourceFiles, writtenFiles } from './repository-files.ts';

// Built from parts, so that this file does not match itself.
const MACHINE_PATH = new RegExp(['/(?:ro', 'ot|wo', 'rk|ho', 'me/\\w+|Us', 'ers/\\w+)/'].join(''));
const OUTSIDE_FOLDER = new RegExp(['\\.\\./sha', 'red\\b'].join(''));
const REGISTRY = new RegExp(
  [
    'regis',
    'try\\.(?:npm|yarn)|npm',
    'mirror|pro',
    'xy\\.golang|gopro',
    'xy\\.|pyp',
    'i\\.org',
  ].join(''),
);
const OWN_ENVIRONMENT = [
  /^simulators\/[^/]+\/src\/config\.ts$/,
  /^packages\/runtime\/app\/main\.ts$/,
  /^(?:scripts|bench|tests|charts\/[^/]+\/files)\//,
  /^packages\/(?:local-stack|testing)\//,
];

test('no file contains a path of one machine', (t) => {
  t.deepEqual(linesMatching(writtenFiles, MACHINE_PATH), [], 'use a path within the repository');
});

test('no file points outside the repository', (t) => {
  const wrong = linesMatching(writtenFiles, OUTSIDE_FOLDER);
  t.deepEqual(wrong, [], 'copy what is needed into the repository, with its licence');
});

test('no file contains the host of a package registry', (t) => {
  const wrong = linesMatching(writtenFiles, REGISTRY);
  t.deepEqual(wrong, [], 'the registry belongs in the npm and Go settings of each machine');
});

test('the lock file contains no host', (t) => {
  const { packages } = JSON.parse(readText('package-lock.json')) as {
    packages: Record<string, { resolved?: string }>;
  };
  const wrong = Object.entries(packages)
    .filter(([, { resolved }]) => resolved !== undefined && /^\w+:\/\//.test(resolved))
    .map(([name]) => name);
  t.deepEqual(wrong, [], 'run npm install in the repository: its .npmrc omits the hosts');
});

test('the environment of an app is read in one place', (t) => {
  const files = sourceFiles.filter((file) => !OWN_ENVIRONMENT.some((place) => place.test(file)));
  const wrong = linesMatching(files, /\bprocess\.env\b/);
  t.deepEqual(wrong, [], 'declare the setting in src/config.ts');
});

test('no test is skipped, postponed or run exclusively', (t) => {
  const tests = sourceFiles.filter((file) => file.endsWith('.test.ts'));
  const wrong = linesMatching(tests, /\btest(?:\.serial)?\.(?:only|skip|todo|failing)\b/);
  t.deepEqual(wrong, [], 'run every test; open an issue for what does not work yet');
});

test('no test sleeps', (t) => {
  const tests = sourceFiles.filter((file) => file.endsWith('.test.ts'));
  const wrong = linesMatching(
    tests,
    /\bsleep\(|await (?:pause|wait|delay)\(\d|setTimeout\(\w+, \d/,
  );
  t.deepEqual(wrong, [], 'wait for a condition: waitUntil() of @commerce/testing');
});

test('there are no markers but @NOTE and @TODO(issue)', (t) => {
  const wrong = linesMatching(sourceFiles, /(?:\/\/|\*)\s*(?:TODO|FIXME|XXX|HACK)\b/);
  t.deepEqual(wrong, [], 'write @TODO(<issue>) with what is missing, or @NOTE');
});
