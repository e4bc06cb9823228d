import { appNames } from '@commerce/contracts/apps';
import test from 'ava';
import { readText, repositoryFiles } from './repository-files.ts';

interface Derived {
  apps: { name: string; calls: string[]; watched: string[]; flags: Record<string, unknown> }[];
  programs: { name: string }[];
  services: { name: string; port: number }[];
}

const derived = JSON.parse(readText('tilt/derived.json')) as Derived;
const tiltfiles = repositoryFiles.filter((file) => /(?:^|\/)(?:Tiltfile|.+\.tiltfile)$/.test(file));

test('Tilt knows every app, and restarts it for its own files and for no other app', (t) => {
  t.deepEqual(
    derived.apps.map(({ name }) => name),
    [...appNames],
  );
  for (const { name, watched, calls } of derived.apps) {
    t.deepEqual(
      watched.filter((folder) => folder.startsWith('apps/')),
      [`apps/${name}`],
    );
    t.true(calls.every((one) => (appNames as readonly string[]).includes(one)));
  }
});

test('Tilt makes an image of every program', (t) => {
  for (const name of appNames) t.true(derived.programs.some((one) => one.name === name));
  t.true(derived.programs.some(({ name }) => name === 'payment-provider'));
});

test('no Tiltfile names an app: what it knows is derived', (t) => {
  // The gateway and the payment provider have buttons of their own.
  const own = new Set<string>(['gateway']);
  const named = tiltfiles.flatMap((file) =>
    appNames
      .filter((name) => !own.has(name) && readText(file).includes(`'${name}'`))
      .map((name) => `${file}: ${name}`),
  );
  t.deepEqual(named, []);
  t.true(tiltfiles.length > 1);
});
