import test from 'ava';
import { appFiles } from './app-files.ts';

/** So much of its own may an app need before its first rule. */
const MAX_LINES = 40;
const LONGEST_NAME = 'abcdefghijklmnopqrst';
const now = new Date('2030-01-02T03:04:05Z');

/** The lines of a source without imports, docstrings and blank ones. */
function linesOf(source: string): number {
  const code = source
    .replaceAll(/^import [^;]*;\n/gm, '')
    .replaceAll(/\/\*\*[^]*?\*\//g, '')
    .split('\n');
  return code.filter((line) => line.trim() !== '').length;
}

test('an app is its folder, its contract, and a migration of the day', async (t) => {
  const files = await appFiles('gift-notes', now);
  t.deepEqual([...files.keys()].sort(), [
    'apps/gift-notes/README.md',
    'apps/gift-notes/package.json',
    'apps/gift-notes/src/app.ts',
    'apps/gift-notes/src/deps.ts',
    'apps/gift-notes/src/handlers/keep-products-when-created.ts',
    'apps/gift-notes/src/migrations/20300102T0304-create-gift-notes.ts',
    'apps/gift-notes/src/routes/products.ts',
    'apps/gift-notes/src/store/products.ts',
    'apps/gift-notes/src/use-cases/find-product.ts',
    'packages/contracts/src/gift-notes/contract.ts',
    'packages/contracts/src/gift-notes/operations.ts',
  ]);
  for (const [file, text] of files) t.notRegex(text, /\{\{|\}\}/, file);
  t.regex(files.get('apps/gift-notes/src/app.ts') ?? '', /open: .*: GiftNotesDeps => /);
  t.regex(
    files.get('packages/contracts/src/gift-notes/contract.ts') ?? '',
    /export const giftNotes = /,
  );
});

for (const name of ['cart', 'gift-notes', LONGEST_NAME]) {
  test(`the app ${name} has at most ${MAX_LINES} lines before its first rule`, async (t) => {
    const sources = [...(await appFiles(name, now))].filter(
      ([file]) => file.startsWith('apps/') && file.endsWith('.ts') && !file.includes('use-cases'),
    );
    t.is(sources.length, 6);
    const lines = sources.reduce((sum, [, text]) => sum + linesOf(text), 0);
    t.true(lines <= MAX_LINES, `${lines} lines`);
    t.log(`${lines} lines`);
  });
}
