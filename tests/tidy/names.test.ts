import { basename } from 'node:path';
import test from 'ava';
import { linesMatching, repositoryFiles, sourceFiles } from './repository-files.ts';

const INSTEAD: Record<string, string> = {
  utils: 'the name of what it does',
  util: 'the name of what it does',
  helpers: 'the name of what it does',
  helper: 'the name of what it does',
  common: 'the name of the one thing that is in it',
  shared: 'packages/contracts or packages/runtime/<block>',
  misc: 'a file for each thing in it',
  manager: 'a verb: what it starts, keeps or ends',
  base: 'a function that is passed in',
};
const SOURCE_NAME = /^(?:\d{8}T\d{4}-)?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?\.(?:ts|mjs)$/;

test('no file or folder has a meaningless name', (t) => {
  const wrong = repositoryFiles.flatMap((file) =>
    file
      .toLowerCase()
      .split(/[/.-]/)
      .filter((word) => Object.hasOwn(INSTEAD, word))
      .map((word) => `${file}: instead of '${word}' write ${INSTEAD[word]}`),
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
