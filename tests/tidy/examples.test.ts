import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readAccess } from '@commerce/local-stack';
import { type App, daprApisOf } from 'dapr-actor-runtime/app';
import test from 'ava';
import { readText, repositoryFiles, root } from './repository-files.ts';

/** Most lines of code of each example, without blank lines and comments; tests do not count. */
const MAX_LINES: Record<string, number> = { bank: 100, counter: 15 };
const NO_CODE = /^\s*(?:$|\/\/|\/\*\*|\*)/;
const ALLOWED_IMPORT = /^(?:dapr-actor-runtime\/[a-z-]+|typebox|knex|\.{1,2}\/[\w./-]+)$/;

const examples = readdirSync(join(root, 'examples'));

function sourcesOf(example: string): string[] {
  return repositoryFiles.filter(
    (file) => file.startsWith(`examples/${example}/src/`) && !file.endsWith('.test.ts'),
  );
}

test('every example has a limit of lines', (t) => {
  t.deepEqual(examples.toSorted(), Object.keys(MAX_LINES).toSorted());
});

for (const example of examples) {
  const sources = sourcesOf(example);

  test(`${example} is as short as it promises`, (t) => {
    const lines = sources.flatMap((file) => readText(file).trimEnd().split('\n'));
    const count = lines.filter((line) => !NO_CODE.test(line)).length;
    const most = MAX_LINES[example] ?? 0;
    t.true(count <= most, `${count} lines: move what every app needs into the runtime`);
  });

  test(`${example} uses only the runtime`, (t) => {
    const imports = sources.flatMap((file) =>
      [...readText(file).matchAll(/from '([^']+)'/g)].map(([, name = '']) => `${file}: ${name}`),
    );
    const wrong = imports.filter((one) => !ALLOWED_IMPORT.test(one.split(': ')[1] ?? ''));
    t.deepEqual(wrong, [], 'an example must work outside of this repository');
  });

  test(`${example} is explained with its own code`, (t) => {
    const code = sources.map((file) => squeezed(readText(file))).join('\n');
    const page = readText(`examples/${example}/README.md`);
    const blocks = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
    t.true(blocks.length > 0);
    const stale = blocks.flatMap((block) =>
      block
        .split(/^ *\/\/ \.\.\.\n/m)
        .filter((part) => !code.includes(squeezed(part)))
        .map((part) => part.split('\n')[0]),
    );
    t.deepEqual(stale, [], 'copy the code from the source; // ... stands for what is left out');
  });

  test(`${example} may use the APIs of its sidecar that it declares`, async (t) => {
    const file = pathToFileURL(join(root, 'examples', example, 'src', 'app.ts')).href;
    const { default: app } = (await import(file)) as { default: App };
    const allowed = readAccess(join(root, 'examples', example, 'access.yaml'))[example]?.apis ?? [];
    t.deepEqual(
      daprApisOf(app).filter((api) => !allowed.includes(api)),
      [],
    );
  });
}

/** The text without differences of indentation and line breaks. */
function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
