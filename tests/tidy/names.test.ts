import { basename } from 'node:path';
import test from 'ava';
import { EMPTY_WORDS } from '../../scripts/new/empty-words.ts';
import { linesMatching, repositoryFiles, sourceFiles } from './repository-files.ts';

const SOURCE_NAME = /^(?:\d{8}T\d{4}-)?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?\.(?:ts|mjs)$/;

test('no file or folder has a meaningless name', (t) => {
  const wrong = repositoryFiles.flatMap((file) =>
    file
      .toLowerCase()
      .split(/[/.-]/)
      .filter((word) => Object.hasOwn(EMPTY_WORDS, word))
      .map((word) => `${file}: instead of '${word}' write ${EMPTY_WORDS[word]}`),
  );
  t.deepEqual(wrong, []);
});

test('source files are named in kebab case', (t) => {
  const wrong = sourceFiles.filter((file) => !SOURCE_NAME.test(basename(file)));
  t.deepEqual(wrong, [], 'name the file after its main export: cancelOrder is in cancel-order.ts');
});

test('no interface is named with a leading I', (t) => {
  const wrong = linesMatching(sourceFiles, /\b(?:interface|type) I[A-Z][a-z]/);
  t.deepEqual(wrong, [], 'omit the I');
});
