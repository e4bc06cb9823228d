import test from 'ava';
import { closureOf, readLock, workspacesOf } from './lock-file.ts';

const lock = {
  'node_modules/a': { version: '1.0.0', dependencies: { b: '^1.0.0', '@types/node': '*' } },
  'node_modules/a/node_modules/b': { version: '1.0.0', dependencies: { c: '*' } },
  'node_modules/b': { version: '2.0.0' },
  'node_modules/c': {
    version: '1.0.0',
    optionalDependencies: { 'not-locked': '*' },
    peerDependencies: { a: '*', driver: '*' },
    peerDependenciesMeta: { driver: { optional: true } },
  },
  'node_modules/driver': { version: '1.0.0' },
  'node_modules/@own/part': { link: true, resolved: 'packages/part' },
};

test('a package is found where Node finds it, and circles end', (t) => {
  t.deepEqual(closureOf(['a'], lock), [
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
  ]);
  t.deepEqual(closureOf(['b'], lock), ['node_modules/b']);
});

test('a package that is not locked is an error', (t) => {
  t.throws(() => closureOf(['d'], lock), { message: /an app needs d, which package-lock.json/ });
});

test('workspaces are those of the lock file', (t) => {
  t.deepEqual([...workspacesOf(lock)], [['@own/part', 'packages/part']]);
  t.is(workspacesOf(readLock()).get('dapr-actor-runtime'), 'packages/runtime');
});
