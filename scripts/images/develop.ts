// The entry point of an image for development (tilt/Dockerfile): runs a program from a copy of its sources that
// may be written, so that Tilt can replace files in a pod whose image may not, and starts it again when one
// changes. Usage: develop.ts <image> <copy> <folder of the program> <main> [arguments]
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['apps', 'packages', 'simulators'];

const [image = '', copy = '', folder = '', main = '', ...args] = process.argv.slice(2);

/** Links every package of npm, and the packages of the repository to their copies. */
function linkPackages(): void {
  const link = (from: string, name: string) => {
    const target = join(copy, 'node_modules', name);
    mkdirSync(join(target, '..'), { recursive: true });
    symlinkSync(from, target);
  };
  const own = new Map(
    readdirSync(join(image, 'packages')).map((name) => {
      const text = readFileSync(join(image, 'packages', name, 'package.json'), 'utf8');
      return [(JSON.parse(text) as { name: string }).name, join(copy, 'packages', name)];
    }),
  );
  const modules = join(image, 'node_modules');
  const names = readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`) : name,
    );
  for (const name of names) if (!own.has(name)) link(join(modules, name), name);
  for (const [name, place] of own) link(place, name);
}

for (const name of SOURCES) cpSync(join(image, name), join(copy, name), { recursive: true });
cpSync(join(image, 'package.json'), join(copy, 'package.json'));
linkPackages();
process.chdir(join(copy, folder));
// A migration ends by itself.
const watch = args.includes('migrate') ? [] : ['--watch', '--watch-preserve-output'];
process.execve?.(process.execPath, [process.execPath, ...watch, main, ...args], process.env);
